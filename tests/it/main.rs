//! The integration tests: one crate, many modules. Features are tested from outside, through the binary and its files.

mod agreement;
mod cli;
mod example;
mod frozen;
mod house;
mod invariants;
mod lab;
mod output_folder;
mod problems;
mod shop;
mod statistics;
