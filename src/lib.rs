//! **ltvcast** forecasts what clients will be worth and what budget that justifies.
//!
//! # The data's way through the house
//!
//! ```text
//!                                              order log -> data -> fit
//!                                                              |     |
//! scenario.toml -> model -> engine -> forecast -> decision -> report -> terminal, files
//! ```
//!
//! | rank | wing | what it does |
//! |---|---|---|
//! | 0 | [`math`] | addressed random numbers, inverse CDFs, Sobol and Latin points, mergeable summaries; knows nothing of clients |
//! | 1 | [`model`] | what is assumed: quantities, the behaviour of a client, the scenario (of one file or of several that extend each other), problems of an input |
//! | 2 | [`engine`] | [`Scenario`](model::scenario::Scenario) -> [`Tile`](engine::outcome::Tile)s of trials: cohorts month by month, in parallel; client by client, an order log |
//! | 2 | [`data`] | readers of exports -> the [`History`](data::history::History) of each client -> the historical figures |
//! | 3 | [`forecast`] | tiles, added up as they come -> figures with their errors, and the simulator's check of itself |
//! | 3 | [`fit`] | history -> the parameters of models of orders and spending, with their uncertainty and what has to be said of them; what a scenario of the next year rests on |
//! | 4 | [`decision`] | the [`plan`](decision::plan); [`levers`](decision::levers), ranked; several scenarios [compared](decision::compare); of a few figures alone, the [`calculator`](decision::calculator) |
//! | 6 | [`report`] | results -> sentences, tables, charts, files' bytes; no statistic is computed here |
//! | 7 | [`app`] | the use cases: load, work, report; opens the files |
//! | 8 | [`cli`] | a person's words in, a person's words out |
//!
//! A wing imports lower ranks or its own rooms, never a higher or equal one, and there is no circle.
//! Ranks 0 to 5 never touch a file, the clock, the environment or the terminal.
//!
//! # Invariants
//!
//! 1. A [`Scenario`](model::scenario::Scenario) is valid: only the check makes one, and it reports all problems at once.
//! 2. The same scenario, seed and version give the same bytes of results at any thread count.
//! 3. Every random number is addressed by (seed, trial, segment, role, position); no draw shifts another.
//! 4. Every estimate carries its Monte Carlo standard error beside the forecast's spread.
//! 5. Every run checks itself against the closed forms of its means.
//! 6. Uncertainty of parameters (one draw a trial) and variability of clients are separate everywhere.

pub mod math;
pub mod model;
pub mod engine;
pub mod data;
pub mod forecast;
pub mod fit;
pub mod decision;
pub mod report;
pub mod app;
pub mod cli;
