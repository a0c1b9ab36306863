//! Rank 6: results -> sentences, tables, charts and files' bytes. No statistic is computed here.
//!
//! A result becomes a [`document`] once, in a [`language`]; [`text`], [`html`] and [`xlsx`] are renderings of it, with
//! [`charts`] drawn for all of them. What programs read ([`files`]: JSON, CSV, Parquet) is the same in every language.
//! [`failure`], [`problem`] and [`log_fault`] say what went wrong, in the same languages.

pub mod charts;
pub mod definitions;
pub mod document;
pub mod failure;
pub mod figures_of_period;
pub mod files;
pub mod findings;
pub mod fitted;
pub mod fitted_numbers;
pub mod formulas;
pub mod html;
pub mod interview;
pub mod language;
pub mod log_fault;
pub mod notes;
pub mod problem;
pub mod rejections;
pub mod schema;
pub mod starter;
pub mod text;
pub mod words;
pub mod xlsx;

#[cfg(test)]
pub(crate) mod comparison_fixture;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod levers_fixture;
#[cfg(test)]
pub(crate) mod metrics_fixture;
