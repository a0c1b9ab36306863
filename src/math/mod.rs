//! Rank 0: random numbers by address, special functions, inverse CDFs, points (Sobol, Latin), mergeable summaries, Shapley values, numbers with their derivatives and the highest point of a function. Knows nothing of clients.
//!
//! All logarithms, exponentials and the like come from `libm` or from here (pure Rust), so that results keep their last bit.

pub mod ascent;
pub mod beta;
pub mod binomial;
pub mod columns;
pub mod exponential;
mod float_bits;
pub mod gamma;
pub mod jet;
pub mod latin;
pub mod lanes;
mod lattice;
pub mod logarithm;
pub mod normal;
pub mod order;
pub mod permutation;
pub mod poisson;
pub mod quadrature;
pub mod random;
#[cfg(test)]
mod reference;
pub mod sample;
pub mod shapley;
pub mod sketch;
mod scramble;
pub mod skewed;
pub mod sobol;
pub mod special;
mod tabulated;
pub(crate) mod vectors;
