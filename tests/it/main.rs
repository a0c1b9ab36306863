//! The integration tests: one crate, many modules. Features are tested from outside, through the binary and its files.

mod agreement;
mod statistics;
mod problems;
