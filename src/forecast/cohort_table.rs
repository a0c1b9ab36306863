//! Mean revenue by the period of joining and the period of the horizon.

use super::sampling::mean_of_sums;
use super::summary::{CohortRow, CohortTable};
use crate::engine::cohort_revenue::{CohortRevenue, Lanes, step_months};
use crate::model::scenario::{Scenario, Segment};

impl CohortTable {
    /// The table of a run of so many trials, from the sums over them.
    pub(super) fn of(scenario: &Scenario, sums: &CohortRevenue, trials: usize) -> Self {
        let step_months = step_months(scenario.months);
        let periods: Vec<String> = (0..scenario.months)
            .step_by(step_months)
            .map(|month| scenario.start.plus(month).to_string())
            .collect();
        let row = |joined: Option<String>, from: usize, sums: &[Lanes]| {
            let means = sums.iter().map(|sums| mean_of_sums(sums, trials)).enumerate();
            let (revenue, revenue_se) =
                means.map(|(t, (mean, se))| ((t >= from).then_some(mean), se.filter(|_| t >= from))).unzip();
            CohortRow { joined, revenue, revenue_se }
        };
        let has_opening = scenario.segments.iter().any(Segment::has_opening);
        let opening = has_opening.then(|| row(None, 0, sums.opening()));
        let joined = periods.iter().enumerate();
        let joined = joined.map(|(period, name)| row(Some(name.clone()), period, sums.joined(period)));
        let rows = opening.into_iter().chain(joined).collect();
        Self { step_months, periods, rows }
    }
}
