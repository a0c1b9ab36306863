//! Rank 4: questions asked of forecasts.

pub mod plan;
