//! Rank 3: history -> parameters with their uncertainty, and what has to be said of them.
//!
//! The way: `watching` (what the models know of each client of a [`History`](crate::data::history::History), those alike
//! together), `orders` and `spend` (a [model](crate::model::behaviour::buying) and the clients -> `estimate`, the likeliest
//! parameters; `interval` and `profile`, how far from them the truth may lie), `lives` (the same of subscriptions),
//! `held_out` (which model foretells best), `uncertain` and `posterior` (what is known of parameters, in ranges and in
//! draws), `dependence` (whether what the models take as independent is), `finding` (what a reader has to know), `choice`
//! (all models for one log, and the one that is taken), `score` (its clients, one by one, by the model that was taken).

pub mod basis;
mod choice;
pub mod dependence;
pub mod estimate;
pub mod finding;
pub mod held_out;
pub mod interval;
pub mod law;
pub mod lives;
pub mod order_values;
pub mod orders;
pub mod posterior;
pub mod profile;
mod proposals;
pub mod score;
pub mod spend;
pub mod uncertain;
pub mod unit;
pub mod watching;

pub use choice::{
    Chosen, Fit, FittedModel, FittedSpend, Models, Parameters, Seen, fit_lives, fit_orders, fit_spend,
};
