//! The first cohort by age: retention, and what the average client has earned.
//!
//! Both are ratios to the clients who joined, taken trial by trial in the trials that the engine keeps ages of.

use super::figure::Figure;
use super::periods::ratio;
use super::sampling::Sampling;
use super::summary::Age;
use crate::engine::ages::ages;
use crate::engine::outcome::AgeColumns;
use crate::engine::rows::Rows;
use crate::model::scenario::Scenario;
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Age {
    /// All ages of a segment, from what its first blocks kept; none where it never has a new client.
    pub(super) fn all(scenario: &Scenario, kept: &BTreeMap<usize, AgeColumns>) -> Vec<Self> {
        if kept.is_empty() {
            return Vec::new();
        }
        let column = |table: fn(&AgeColumns) -> &Rows, row: usize| -> Vec<f64> {
            kept.values().map(|columns| table(columns).row(row)).collect::<Vec<&[f64]>>().concat()
        };
        let joined = column(|columns| &columns.active, 0);
        let sampling = Sampling::of(scenario, joined.len());
        let of_joined = |part: &[f64]| Figure::of(&ratio(part, &joined), sampling);
        let ages: Vec<(usize, usize)> = ages(scenario.lifetime_months).into_iter().enumerate().collect();
        ages.into_par_iter()
            .map(|(row, age_months)| Self {
                age_months,
                retention: of_joined(&column(|columns| &columns.active, row)),
                earned: of_joined(&column(|columns| &columns.earned, row)),
            })
            .collect()
    }
}
