//! Rank 3: history -> parameters with their uncertainty, and what has to be said of them.
//!
//! The way: `watching` (what the models know of each client of a [`History`], those alike together), `models` (what each
//! model says of it: likelihoods with their derivatives, chances and expectations), `orders` and `spend` (a model and the
//! clients -> `estimate`, the likeliest parameters), `held_out` (which model foretells best), `finding` (what a reader has to
//! know), `choice` (all of that for one log).

mod choice;
pub mod estimate;
pub mod finding;
mod held_out;
pub mod models;
pub mod orders;
#[cfg(test)]
mod reference;
pub mod spend;
pub mod unit;
pub mod watching;

pub use choice::{Chosen, Fit, FittedOrders, FittedSpend, Wish, fit};
