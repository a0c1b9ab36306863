//! Rank 4: questions asked of forecasts.

mod answer;
mod bound;
pub mod calculator;
pub mod direct;
pub mod draws;
pub mod first_guess;
mod scales;
mod search;
pub mod plan;
