//! How precise a forecast is, and when it is precise enough.
//!
//! Of the mean, P10, P50 and P90 of the horizon's revenue and profit the 95 % half-width is taken over the figure, or
//! over the total's standard deviation where that is larger (a profit near zero would never be known to a share of
//! itself); of P(target) the half-width is a share already. The largest of them is the precision reached. Half-widths
//! are Student's with 31 degrees of freedom, because errors come from 32 scrambles.
//!
//! A run that asks for a precision looks at it after 1,024 trials and at each doubling, nowhere else: the answer is the
//! same on any machine, and an interval that is looked at too often is missed more often than it says.

use super::figure::{Estimate, Figure};
use super::sampling::FIRST_LOOK;
use super::smoothing::{Method, STUDENT};
use serde::Serialize;

/// 95 % half-widths of what a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Precision {
    /// The largest of the half-widths, those of money over max(|figure|, standard deviation); none where one of the
    /// figures has no error (a single trial).
    pub reached: Option<f64>,
    /// Of the horizon's revenue.
    pub revenue: HalfWidths,
    /// Of the horizon's profit.
    pub profit: HalfWidths,
    /// Of P(target), as a share; none without a target.
    pub probability_of_target: Option<f64>,
}

/// 95 % half-widths of one total, in money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HalfWidths {
    /// How percentiles and shares are estimated.
    pub method: Method,
    /// Of the mean.
    pub mean: Option<f64>,
    /// Of P10.
    pub p10: Option<f64>,
    /// Of P50.
    pub p50: Option<f64>,
    /// Of P90.
    pub p90: Option<f64>,
}

impl Precision {
    /// The precision of a run's figures.
    pub fn of(
        (revenue, revenue_method): (&Figure, Method),
        (profit, profit_method): (&Figure, Method),
        target: Option<Estimate>,
    ) -> Self {
        let probability_of_target = target.map(|target| STUDENT * target.se);
        let of_money = [revenue, profit].into_iter().flat_map(relative);
        let reached = of_money
            .chain(target.map(|_| probability_of_target))
            .try_fold(0.0, |largest: f64, width| width.map(|width| largest.max(width)));
        Self {
            reached,
            revenue: HalfWidths::of(revenue, revenue_method),
            profit: HalfWidths::of(profit, profit_method),
            probability_of_target,
        }
    }

    /// Whether every half-width is within a share.
    pub fn is_within(&self, wanted: f64) -> bool {
        self.reached.is_some_and(|reached| reached <= wanted)
    }
}

impl HalfWidths {
    fn of(figure: &Figure, method: Method) -> Self {
        let half = |error: Option<f64>| error.map(|se| STUDENT * se);
        Self {
            method,
            mean: half(figure.se),
            p10: half(figure.p10_se),
            p50: half(figure.p50_se),
            p90: half(figure.p90_se),
        }
    }
}

/// Half-widths over max(|figure|, sd).
fn relative(figure: &Figure) -> [Option<f64>; 4] {
    let errors = [
        (figure.mean, figure.se),
        (figure.p10, figure.p10_se),
        (figure.p50, figure.p50_se),
        (figure.p90, figure.p90_se),
    ];
    errors.map(|(value, se)| {
        let scale = value?.abs().max(figure.sd?);
        let half = STUDENT * se?;
        Some(if half == 0.0 { 0.0 } else { half / scale })
    })
}

/// The numbers of trials at which a run of at most so many looks at its precision: doublings, and then all.
pub fn looks(most: usize) -> Vec<usize> {
    let doublings = std::iter::successors(Some(FIRST_LOOK), |trials| trials.checked_mul(2));
    let mut looks: Vec<usize> = doublings.take_while(|&trials| trials < most).collect();
    looks.push(most);
    looks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(mean: f64, sd: f64, se: f64) -> Figure {
        let (value, error) = (Some(mean), Some(se));
        Figure {
            mean: value,
            sd: Some(sd),
            se: error,
            p10: Some(mean - sd),
            p50: value,
            p90: Some(mean + sd),
            p10_se: error,
            p50_se: error,
            p90_se: error,
            ..Figure::NONE
        }
    }

    #[test]
    fn the_widest_interval_counts_and_a_figure_near_zero_is_held_to_its_spread() {
        // Revenue's narrowest scale is P10 = 80; profit's are all 30, for |figure| is 25, 5 and 35 but P90.
        let (revenue, profit) = (figure(100.0, 20.0, 0.1), figure(5.0, 30.0, 0.06));
        let precision =
            |target| Precision::of((&revenue, Method::Smoothed), (&profit, Method::Counted), target);
        let close = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-12;
        assert!(close(precision(None).reached, STUDENT * 0.06 / 30.0));
        let target = precision(Some(Estimate { value: 0.7, se: 0.003 }));
        assert!(close(target.reached, STUDENT * 0.003));
        assert!(close(target.profit.p90, STUDENT * 0.06));
        assert!(target.is_within(0.0062) && !target.is_within(0.0061));
    }

    #[test]
    fn one_trial_has_no_precision_and_what_is_certain_is_exact() {
        let one = Figure { mean: Some(1.0), ..Figure::NONE };
        let none = Precision::of((&one, Method::Counted), (&one, Method::Counted), None);
        assert!(none.reached.is_none() && !none.is_within(1.0));
        let zero = figure(0.0, 0.0, 0.0);
        let exact = Precision::of((&zero, Method::Counted), (&zero, Method::Counted), None);
        assert_eq!(exact.reached, Some(0.0));
    }

    #[test]
    fn looks_are_doublings_up_to_the_most() {
        assert_eq!(looks(5000), [1024, 2048, 4096, 5000]);
        assert_eq!(looks(2048), [1024, 2048]);
        assert_eq!(looks(100), [100]);
    }
}
