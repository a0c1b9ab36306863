//! What is known of a group's clients: when they joined, when they were seen last, and in how many months.

use crate::data::metrics::tally::Row;
#[cfg(test)]
use std::collections::{BTreeMap, BTreeSet};

/// Clients who did the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    /// The age at which they were seen last.
    pub(super) last: usize,
    /// Months in which they were seen, that of joining aside.
    pub(super) seen: usize,
    /// How many.
    pub(super) clients: f64,
}

/// The clients of a month of joining.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cohort {
    pub(super) month: usize,
    /// By the age at which they were seen last.
    pub(super) alike: Vec<Alike>,
}

/// A group's clients.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Captured {
    /// Months of the log.
    pub(super) months: usize,
    pub(super) cohorts: Vec<Cohort>,
    /// Clients seen in each month who joined before it.
    pub(super) seen_again: Vec<f64>,
}

impl Captured {
    pub(in super::super) fn of(rows: &[Row], months: usize) -> Self {
        let mut seen_again = vec![0.0; months];
        for row in rows {
            for (sum, cell) in seen_again.iter_mut().skip(row.cohort).zip(&row.cells).skip(1) {
                *sum += cell.seen as f64;
            }
        }
        let cohort = |row: &Row| Cohort {
            month: row.cohort,
            alike: row
                .captures
                .iter()
                .map(|((last, seen), clients)| Alike {
                    last: usize::from(*last),
                    seen: usize::from(*seen),
                    clients: *clients as f64,
                })
                .collect(),
        };
        Self { months, cohorts: rows.iter().map(cohort).collect(), seen_again }
    }

    /// Of clients by their months with an order.
    #[cfg(test)]
    pub(in super::super) fn of_months(clients: &[BTreeSet<usize>], months: usize) -> Self {
        let mut seen_again = vec![0.0; months];
        let mut cohorts: BTreeMap<usize, BTreeMap<(usize, usize), u32>> = BTreeMap::new();
        for seen in clients {
            let joined = *seen.first().unwrap();
            seen.iter().skip(1).for_each(|month| seen_again[*month] += 1.0);
            let key = (seen.last().unwrap() - joined, seen.len() - 1);
            *cohorts.entry(joined).or_default().entry(key).or_default() += 1;
        }
        let alike = |((last, seen), clients)| Alike { last, seen, clients: f64::from(clients) };
        let cohorts = cohorts
            .into_iter()
            .map(|(month, of)| Cohort { month, alike: of.into_iter().map(alike).collect() });
        Self { months, cohorts: cohorts.collect(), seen_again }
    }

    /// A rate to begin with: that of clients between the months in which they were seen first and last.
    pub(super) fn mean_rate(&self) -> f64 {
        let (mut seen, mut there) = (1.0, 2.0);
        for alike in self.cohorts.iter().flat_map(|cohort| &cohort.alike) {
            seen += alike.clients * alike.seen as f64;
            there += alike.clients * (alike.last + 1) as f64;
        }
        let share: f64 = seen / there;
        -libm::log1p(-share.clamp(0.001, 0.999))
    }
}
