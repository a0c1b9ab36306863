//! The integration tests: one crate, many modules. Features are tested from outside, through the binary and its files.

mod agreement;
mod by_hand;
mod calculator;
mod chance;
mod changed;
mod charts;
mod cli;
mod cohorts;
mod edges;
mod errors;
mod example;
mod frozen;
mod house;
mod init;
mod invariants;
mod lab;
mod lessons;
mod output_folder;
mod plan;
mod problems;
mod schema;
mod schema_agreement;
mod shell;
mod shop;
mod statistics;
mod uncertainty;
