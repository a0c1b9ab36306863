//! Rank 4: questions asked of forecasts.

mod answer;
mod bound;
mod scales;
mod search;
pub mod plan;
