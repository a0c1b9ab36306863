//! The first cohort by age: how many are still there, and what they have earned since joining.
//!
//! Kept for the first [`AGE_TRIALS`] trials only, so that memory does not grow with the trials: that many are plenty
//! for a curve with its bands. Under Sobol or Latin points they are the first 64 of every scramble or design, as
//! balanced as all.

use super::outcome::{AgeColumns, BLOCK_TRIALS};
use super::rows::Rows;

/// Trials of which ages are kept: whole blocks, from the first on.
pub const AGE_TRIALS: usize = 8 * BLOCK_TRIALS;

/// The most steps between joining and the end of the LTV horizon.
const STEPS_MOST: usize = 60;

/// Of a long LTV horizon, the first months are kept one by one: most clients leave in them, and most CACs are repaid.
const MONTHLY: usize = 24;

/// The ages that are kept, months since joining, at most 61: all up to five years; of a longer horizon the first two
/// years, and then even steps up to its end.
pub fn ages(lifetime_months: usize) -> Vec<usize> {
    if lifetime_months <= STEPS_MOST {
        return (0..=lifetime_months).collect();
    }
    let (steps, rest) = (STEPS_MOST - MONTHLY, lifetime_months - MONTHLY);
    (0..=MONTHLY).chain((1..=steps).map(|step| MONTHLY + step * rest / steps)).collect()
}

/// The first cohort month by month since joining, for so many trials.
#[derive(Debug, Clone, Copy)]
pub(super) struct FirstCohort<'a> {
    /// Clients active in each month of the LTV horizon.
    pub(super) active: &'a [&'a [f64]],
    /// Clients left after its last month.
    pub(super) left: &'a [f64],
    /// Their revenue.
    pub(super) revenue: &'a [&'a [f64]],
    /// Margin after cost of goods over revenue, by month since the start of the horizon.
    pub(super) margin_share: &'a Rows,
    /// What one active client costs, by month since the start of the horizon.
    pub(super) upkeep: &'a Rows,
    /// The month of joining.
    pub(super) joined: usize,
}

impl FirstCohort<'_> {
    /// The columns of the ages that are kept.
    pub(super) fn by_age(self) -> AgeColumns {
        let (lifetime_months, width) = (self.active.len(), self.left.len());
        let ages = ages(lifetime_months);
        let table = || Rows::with_room(ages.len(), width);
        let mut columns = AgeColumns { active: table(), earned: table() };
        let mut earned = vec![0.0; width];
        let mut place = 0;
        for age in 0..=lifetime_months {
            let active = if age == lifetime_months { self.left } else { self.active[age] };
            if ages[place] == age {
                columns.active.push(active);
                columns.earned.push(&earned);
                place += 1;
            }
            if age == lifetime_months {
                break;
            }
            let (revenue, month) = (self.revenue[age], self.joined + age);
            let (margin_share, upkeep) = (self.margin_share.row(month), self.upkeep.row(month));
            for i in 0..width {
                earned[i] += margin_share[i] * revenue[i] - active[i] * upkeep[i];
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_begin_month_by_month_and_end_with_the_horizon() {
        assert_eq!(ages(1), [0, 1]);
        assert_eq!(ages(60), (0..=60).collect::<Vec<_>>());
        for months in [61, 119, 600] {
            let ages = ages(months);
            assert_eq!((ages.len(), ages[0], ages[60]), (61, 0, months));
            assert_eq!(ages[..25], (0..=24).collect::<Vec<_>>());
            let steps: Vec<usize> = ages[24..].windows(2).map(|pair| pair[1] - pair[0]).collect();
            let (least, most) = (steps.iter().min().unwrap(), steps.iter().max().unwrap());
            assert!(*least >= 1 && most - least <= 1, "{months}: {least} {most}");
        }
    }

    #[test]
    fn what_a_month_earns_counts_at_the_next_age() {
        let mut upkeep = Rows::zeros(4, 1);
        upkeep.row_mut(1)[0] = 1.0;
        upkeep.row_mut(3)[0] = 2.0;
        let columns = FirstCohort {
            active: &[&[10.0], &[8.0], &[5.0]],
            left: &[4.0],
            revenue: &[&[100.0], &[60.0], &[40.0]],
            margin_share: &Rows::repeated(vec![0.5], 4),
            upkeep: &upkeep,
            joined: 1,
        }
        .by_age();
        let column = |rows: &Rows| (0..4).map(|age| rows.row(age)[0]).collect::<Vec<f64>>();
        assert_eq!(column(&columns.active), [10.0, 8.0, 5.0, 4.0]);
        assert_eq!(column(&columns.earned), [0.0, 40.0, 70.0, 80.0]);
    }
}
