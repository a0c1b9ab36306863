//! The integration tests: one crate, many modules. Features are tested from outside, through the binary and its files.

mod agreement;
mod by_hand;
mod chance;
mod charts;
mod cli;
mod cohorts;
mod edges;
mod errors;
mod example;
mod frozen;
mod house;
mod invariants;
mod lab;
mod output_folder;
mod plan;
mod problems;
mod shop;
mod statistics;
mod uncertainty;
