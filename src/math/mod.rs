//! Rank 0: random numbers by address, special functions, inverse CDFs, points. Knows nothing of clients.
//!
//! All logarithms, exponentials and the like come from `libm` (pure Rust), so that results keep their last bit.

pub mod beta;
pub mod binomial;
pub mod exponential;
pub mod gamma;
pub mod lanes;
mod lattice;
pub mod normal;
pub mod order;
pub mod poisson;
pub mod random;
#[cfg(test)]
mod reference;
pub mod sample;
pub mod skewed;
pub mod sobol;
pub mod special;
