//! Rank 4: questions asked of forecasts: the [`plan`], [`levers`] ranked, scenarios [compared](compare). And of a few
//! figures alone, without a scenario: [`direct`], the plan straight from an LTV and a CAC, and the [`calculator`]; their
//! ranges are drawn in [`draws`].

mod answer;
mod bound;
pub mod calculator;
pub mod compare;
pub mod direct;
pub mod draws;
pub mod first_guess;
pub mod levers;
mod scales;
mod search;
pub mod plan;
