//! Rank 6: results -> sentences, tables, charts and files' bytes. No statistic is computed here.

pub mod charts;
pub mod definitions;
pub mod failure;
pub mod files;
pub mod findings;
pub mod fitted;
pub mod fitted_numbers;
pub mod formulas;
pub mod interview;
pub mod log_fault;
pub mod notes;
pub mod number;
pub mod problem;
pub mod rejections;
pub mod rules_of_thumb;
pub mod schema;
pub mod starter;
pub mod text;
pub mod words;

#[cfg(test)]
pub(crate) mod comparison_fixture;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod levers_fixture;
#[cfg(test)]
pub(crate) mod metrics_fixture;
