//! The plan without a scenario: from an LTV and a CAC straight to turnover, clients and ad budget.
//!
//! So many clients `N` are needed that what they bring covers costs and profit after a tax on turnover:
//!
//! ```text
//! N LTV (1 - tax) = costs + profit              the ad budget is among the costs, or nobody's concern
//! N LTV (1 - tax) = costs + profit + N CAC      the ad budget has to be earned too (`cover_ads`)
//! ```
//!
//! With `left = LTV (1 - tax)`, less CAC under `cover_ads`, `N = (costs + profit) / left`; turnover is `N LTV`, before
//! tax `N LTV (1 - tax)`, the ad budget `N CAC`, ROAS `LTV / CAC` and ROMI `(LTV - CAC) / CAC`.
//!
//! Where CAC is no less than `LTV (1 - tax)`, no number of clients does it: under `cover_ads` there is no `N`, and
//! without it the ad budget `N CAC >= costs + profit` cannot be among the costs, whatever the formula says. Quantities
//! that are ranges are drawn once a trial, and the clients that suffice are the percentile of `N` at the confidence.

use super::draws::{Trials, ratio};
use crate::forecast::figure::{Estimate, Figure};
use crate::model::quantity::NamedQuantity;
use serde::Serialize;

/// What the plan is made from.
#[derive(Debug, Clone)]
pub struct Assumed {
    /// What a client brings in the plan's time, in the currency.
    pub ltv: NamedQuantity,
    /// What winning a client costs.
    pub cac: NamedQuantity,
    /// Costs to cover.
    pub costs: NamedQuantity,
    /// Profit to make.
    pub profit: NamedQuantity,
    /// Tax, a share of turnover.
    pub tax: NamedQuantity,
    /// Whether the ad budget has to be earned on top of the costs.
    pub cover_ads: bool,
    /// The share of cases in which the clients have to suffice.
    pub confidence: f64,
}

/// The plan: each figure over the trials. Clients are not rounded.
#[derive(Debug, Clone, Serialize)]
pub struct DirectPlan {
    /// What has to be left of turnover after tax.
    pub turnover_before_tax: Figure,
    /// Turnover.
    pub turnover: Figure,
    /// Clients to acquire.
    pub required_clients: Figure,
    /// What they cost to acquire.
    pub ad_budget: Figure,
    /// Turnover over ad budget.
    pub roas: Figure,
    /// Turnover less ad budget, over ad budget.
    pub romi: Figure,
    /// What a client leaves after tax and CAC, whoever pays for the ads.
    pub left_per_client: Figure,
    /// What suffices with the confidence asked for.
    pub sufficient: Sufficient,
    /// The share of cases in which tax and CAC eat all of a client's LTV, so that no number of clients earns costs and
    /// profit.
    pub impossible: Estimate,
    /// Whether the ad budget has to be earned on top of the costs.
    pub cover_ads: bool,
    /// The share of cases in which the ad budget is more than all the costs, and so cannot be among them.
    pub ads_beyond_costs: Estimate,
}

/// What suffices in a share of the cases; null where no number of clients does.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Sufficient {
    /// The share of the cases.
    pub confidence: f64,
    /// Clients, not rounded.
    pub clients: Option<Estimate>,
    /// Ad budget.
    pub ad_budget: Option<Estimate>,
}

/// The plan of an LTV and a CAC.
pub fn direct_plan(assumed: &Assumed, trials: Trials) -> DirectPlan {
    let Assumed { ltv, cac, costs, profit, tax, cover_ads, confidence } = assumed;
    let drawn = trials.draw(&[ltv, cac, costs, profit, tax]);
    let column = |formula: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..trials.count).map(formula).collect() };
    let [ltv, cac, costs, profit, tax] = [0, 1, 2, 3, 4].map(|input: usize| &drawn[input]);
    let needed = column(&|i| (costs[i] + profit[i]).max(0.0));
    let left = column(&|i| ltv[i] * (1.0 - tax[i]) - cac[i]);
    let kept = column(&|i| if *cover_ads { left[i] } else { ltv[i] * (1.0 - tax[i]) });
    let required = column(&|i| clients(needed[i], kept[i]));
    let ad_budget = column(&|i| product(required[i], cac[i]));
    let is_impossible = |i: usize| needed[i] > 0.0 && left[i] <= 0.0;
    // Where no number of clients does it, the formula's number does not suffice either.
    let sufficient = column(&|i| if is_impossible(i) { f64::INFINITY } else { required[i] });
    let sufficient_budget = column(&|i| if is_impossible(i) { f64::INFINITY } else { ad_budget[i] });
    let sampling = trials.sampling();
    let figure = |formula: &dyn Fn(usize) -> f64| Figure::of(&column(formula), sampling);
    let share = |holds: &dyn Fn(usize) -> bool| {
        let column = column(&|i| f64::from(u8::from(holds(i))));
        Estimate::of_share(&column, sampling, |held| held > 0.0).unwrap_or(Estimate { value: 0.0, se: 0.0 })
    };
    DirectPlan {
        turnover_before_tax: figure(&|i| needed[i] + if *cover_ads { ad_budget[i] } else { 0.0 }),
        turnover: figure(&|i| product(required[i], ltv[i])),
        required_clients: Figure::of(&required, sampling),
        ad_budget: Figure::of(&ad_budget, sampling),
        roas: figure(&|i| ratio(ltv[i], cac[i])),
        romi: figure(&|i| ratio(ltv[i] - cac[i], cac[i])),
        left_per_client: Figure::of(&left, sampling),
        sufficient: Sufficient {
            confidence: *confidence,
            clients: Estimate::of_percentile(&sufficient, sampling, *confidence),
            ad_budget: Estimate::of_percentile(&sufficient_budget, sampling, *confidence),
        },
        impossible: share(&is_impossible),
        cover_ads: *cover_ads,
        ads_beyond_costs: share(&|i| ad_budget[i] > costs[i]),
    }
}

/// Clients who bring `needed` when each leaves `left`: none where nothing is needed, infinitely many where nothing is
/// left of a client.
fn clients(needed: f64, left: f64) -> f64 {
    if needed <= 0.0 {
        0.0
    } else if left <= 0.0 {
        f64::INFINITY
    } else {
        needed / left
    }
}

/// The product in which nothing of infinitely many is nothing.
fn product(count: f64, each: f64) -> f64 {
    if each == 0.0 { 0.0 } else { count * each }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::Domain;
    use crate::model::scenario::{NoFiles, value};

    fn assumed(texts: [&str; 5], cover_ads: bool) -> Assumed {
        let read = |text: &str, domain: &Domain| value(text, text, domain, &NoFiles).expect(text).0;
        let [ltv, cac, costs, profit] = [0, 1, 2, 3].map(|input| read(texts[input], &Domain::MONEY));
        Assumed { ltv, cac, costs, profit, tax: read(texts[4], &Domain::SHARE), cover_ads, confidence: 0.8 }
    }

    fn planned(texts: [&str; 5], cover_ads: bool) -> DirectPlan {
        direct_plan(&assumed(texts, cover_ads), Trials::default())
    }

    fn means(plan: &DirectPlan) -> [Option<f64>; 6] {
        [
            &plan.turnover_before_tax,
            &plan.turnover,
            &plan.required_clients,
            &plan.ad_budget,
            &plan.roas,
            &plan.romi,
        ]
        .map(|figure| figure.mean)
    }

    /// 15.5M / 0.8 = 19.375M; / 4,000 = 4,843.75 clients; x 500 = 2,421,875.
    #[test]
    fn plain_numbers_give_the_articles_figures_without_spread() {
        let plan = planned(["4000", "500", "12.5M", "3M", "20%"], false);
        assert_eq!(means(&plan), [15.5e6, 19.375e6, 4843.75, 2_421_875.0, 8.0, 7.0].map(Some));
        assert_eq!((plan.turnover.sd, plan.turnover.se, plan.impossible.value), (Some(0.0), Some(0.0), 0.0));
        assert_eq!(plan.sufficient.clients, Some(Estimate { value: 4843.75, se: 0.0 }));
    }

    /// 13M / (0.8 - 500 / 4,000) = 19,259,259.26 by hand.
    #[test]
    fn ads_that_have_to_be_covered_raise_the_turnover() {
        let plan = planned(["4000", "500", "10M", "3M", "20%"], true);
        let expected = [15_407_407.41, 19_259_259.26, 4814.81, 2_407_407.41, 8.0, 7.0];
        for (found, expected) in means(&plan).into_iter().zip(expected) {
            assert!((found.unwrap() - expected).abs() < 0.005, "{found:?} {expected}");
        }
    }

    #[test]
    fn where_nothing_is_left_of_a_client_no_number_suffices() {
        let plan = planned(["500", "400", "1M", "1M", "20%"], true);
        assert_eq!(
            (plan.impossible.value, plan.required_clients.mean, plan.sufficient.clients),
            (1.0, None, None)
        );
        assert_eq!(plan.left_per_client.mean, Some(0.0));
        let all_taxed = planned(["500", "0", "1M", "1M", "100%"], false);
        assert_eq!(
            (all_taxed.impossible.value, all_taxed.ad_budget.mean, all_taxed.roas.mean),
            (1.0, Some(0.0), None)
        );
    }

    #[test]
    fn nothing_needed_is_nobody_needed() {
        let plan = planned(["4000", "500", "0", "0", "0"], true);
        assert_eq!(means(&plan), [Some(0.0), Some(0.0), Some(0.0), Some(0.0), Some(8.0), Some(7.0)]);
    }

    /// `E[1 / LTV]` of a lognormal is `exp(-mu + sigma^2 / 2)`, and costs are independent of it: the mean of `N` is
    /// `(E[costs] + profit) exp(-mu + sigma^2 / 2) / (1 - tax)`. Four standard errors: 6e-5 false alarms, fixed seed.
    #[test]
    fn ranges_have_the_closed_forms_mean() {
        let assumed =
            assumed(["3500 to 4500", "500", "{ min = 10e6, mode = 12e6, max = 17e6 }", "3M", "20%"], false);
        let plan = direct_plan(&assumed, Trials { count: 20_000, seed: 5 });
        let crate::model::quantity::Quantity::Lognormal { mu, sigma } = assumed.ltv.law else { panic!() };
        let mean_costs = (10e6 + 4.0 * 12e6 + 17e6) / 6.0;
        let expected = (mean_costs + 3e6) * libm::exp(-mu + 0.5 * sigma * sigma) / 0.8;
        let (mean, se) = (plan.required_clients.mean.unwrap(), plan.required_clients.se.unwrap());
        assert!((mean - expected).abs() < 4.0 * se && se < 1e-3 * mean, "{mean} {expected} {se}");
        // The percentile that suffices lies between the median and the P90.
        let enough = plan.sufficient.clients.unwrap().value;
        assert!(plan.required_clients.p75.unwrap() < enough && enough < plan.required_clients.p90.unwrap());
    }
}
