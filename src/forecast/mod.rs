//! Rank 3: outcome -> figures with their errors, and the simulator's check of itself.

pub mod figure;
pub mod summary;
