//! Rank 4: questions asked of forecasts.

mod bound;
pub mod plan;
mod search;
