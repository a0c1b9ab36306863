#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use super::*;
use crate::engine::{self, Detail, Run};
use crate::model::scenario::{NoFiles, check};
use crate::model::watch::Unwatched;

fn scenario(text: &str) -> Scenario {
    let head = "name = \"t\"\ncurrency = \"EUR\"\nstart = \"2027-11\"\n";
    let checked = check(&format!("{head}{text}"), &NoFiles);
    checked.unwrap_or_else(|problems| panic!("{problems:#?}")).scenario
}

/// A law on finitely many points: value and probability.
type Points = Vec<(f64, f64)>;

/// First four cumulants of a law on points.
fn cumulants(points: &Points) -> [f64; 4] {
    let mean: f64 = points.iter().map(|(x, p)| x * p).sum();
    let central = |k: i32| points.iter().map(|(x, p)| p * f64::powi(x - mean, k)).sum::<f64>();
    [mean, central(2), central(3), central(4) - 3.0 * central(2) * central(2)]
}

/// The law of the sum of two independent ones.
fn sum(a: &Points, b: &Points) -> Points {
    a.iter().flat_map(|(x, p)| b.iter().map(move |(y, q)| (x + y, p * q))).collect()
}

#[track_caller]
fn assert_cumulants(found: &Cumulants, expected: [f64; 4]) {
    let found = [found.mean[0], found.variance[0], found.third[0], found.fourth[0]];
    let scale = expected[1].sqrt();
    let mut unit = 1.0;
    for (found, expected) in found.iter().zip(expected) {
        unit *= scale;
        assert!((found - expected).abs() < 1e-8 * (expected.abs() + unit), "{found} instead of {expected}");
    }
}

/// A client's outcomes are few: it leaves after the first month, after the second, or stays. Three clients and three
/// tenths of one open, one and a half join in the second month; every outcome is written down.
#[test]
fn subscribers_have_the_cumulants_of_all_their_outcomes() {
    let scenario = scenario(
        r#"
        months = 3
        [money]
        fixed_costs = 7
        tax = { revenue = 0.1 }
        [[segment]]
        name = "one"
        new_clients = [0, 1.5, 0]
        opening = [{ clients = 3.3, tenure_months = 1 }]
        cac = 4
        margin = 0.8
        servicing = 0.5
        growth = 0.3
        cost_growth = 0.1
        churn = { hazard = [0.2, 0.35, 0.1] }
        orders = "subscription"
        order_value = 10
        "#,
    );
    let growth = |yearly: f64, month: f64| (1.0 + yearly).powf(month / 12.0);
    let client = |from: usize, hazards: &[f64]| {
        let (mut there, mut paid, mut left) = (1.0, 0.0, 0.0);
        let (mut revenue, mut before_cac) = (Points::new(), Points::new());
        for (age, hazard) in hazards.iter().enumerate() {
            let month = (from + age) as f64;
            paid += 10.0 * growth(0.3, month);
            left += 0.7 * 10.0 * growth(0.3, month) - 0.5 * growth(0.1, month);
            let ends = if age + 1 == hazards.len() { there } else { there * hazard };
            revenue.push((paid, ends));
            before_cac.push((left, ends));
            there -= ends;
        }
        (revenue, before_cac)
    };
    let maybe = |law: &Points, share: f64| {
        let mut law: Points = law.iter().map(|(x, p)| (*x, p * share)).collect();
        law.push((0.0, 1.0 - share));
        law
    };
    let (old_revenue, old_left) = client(0, &[0.35, 0.1, 0.1]);
    let (new_revenue, new_left) = client(1, &[0.2, 0.35]);
    let new_left: Points = new_left.iter().map(|(x, p)| (x - 4.0, *p)).collect();
    let total = |old: &Points, new: &Points| {
        let all = [old, old, old, &maybe(old, 0.3), new, &maybe(new, 0.5)];
        all.into_iter().fold(vec![(0.0, 1.0)], |law, client| sum(&law, client))
    };
    let revenue = cumulants(&total(&old_revenue, &new_revenue));
    let mut profit = cumulants(&total(&old_left, &new_left));
    profit[0] -= 7.0 * 3.0;
    let laws = Laws::new(&scenario, 1, 1.0).columns(0, 1, Order::Fourth);
    assert_cumulants(&laws.revenue, revenue);
    assert_cumulants(&laws.profit.unwrap(), profit);
}

/// Orders of a client who is there for `n` months are negative binomial, `(1 + theta)^-r` at none, and the revenue's
/// law is their convolution with that of one order, 1 or 3: all on whole numbers, cut off where nothing is left.
#[test]
fn unlike_clients_have_the_cumulants_of_their_convolutions() {
    const MOST: usize = 400;
    let (months, rate, r, stays) = (4, 0.9, 1.7, 0.8);
    let scenario = scenario(
        r#"
        months = 4
        [[segment]]
        name = "one"
        new_clients = 0
        opening = [{ clients = 1, tenure_months = 0 }]
        margin = 0.6
        servicing = 0.7
        churn = 0.2
        orders = { gamma_poisson = { rate = 0.9, shape = 1.7 } }
        order_value = { empirical = { values = [1, 3], weights = [3, 1] } }
        "#,
    );
    let (mut revenue, mut left) = (Points::new(), Points::new());
    for n in 1..=months {
        let ends = if n == months { f64::powi(stays, n - 1) } else { f64::powi(stays, n - 1) * 0.2 };
        let theta = rate * f64::from(n) / r;
        let mut orders = ends * (1.0 + theta).powf(-r);
        let mut sums = vec![0.0; MOST];
        sums[0] = 1.0;
        let mut pmf = vec![0.0; MOST];
        for k in 0..MOST / 3 {
            for (sum, share) in pmf.iter_mut().zip(&sums) {
                *sum += orders * share;
            }
            orders *= (r + k as f64) / (k as f64 + 1.0) * theta / (1.0 + theta);
            let shifted = |by: usize, x: usize| if x >= by { sums[x - by] } else { 0.0 };
            sums = (0..MOST).map(|x| 0.75 * shifted(1, x) + 0.25 * shifted(3, x)).collect();
        }
        for (x, p) in pmf.iter().enumerate() {
            revenue.push((x as f64, *p));
            left.push((0.6 * x as f64 - 0.7 * f64::from(n), *p));
        }
    }
    let laws = Laws::new(&scenario, 1, 1.0).columns(0, 1, Order::Fourth);
    assert_cumulants(&laws.revenue, cumulants(&revenue));
    assert_cumulants(&laws.profit.unwrap(), cumulants(&left));
}

const UNEVEN: &str = r#"
    months = 14
    [money]
    fixed_costs = "10 to 20"
    tax = { vat = 0.2 }
    [market]
    sigma = 0.1
    phi = 0.5
    acts_on = "acquisition"
    [[segment]]
    name = "one"
    new_clients = [0, "5 to 9", 7, 7, 0, 0, 2.25, 1, 1, 1, 1, 1, 1, 1]
    opening = [{ clients = "20 to 30", tenure_months = 3 }]
    cac = "4 to 6"
    margin = "50% to 60%"
    servicing = 0.7
    churn = { beta_geometric = { alpha = "0.8 to 1.2", beta = 6 } }
    orders = { gamma_poisson = { rate = "0.6 to 0.9", shape = 1.7 } }
    order_value = { lognormal = { mean = "9 to 11", cv = 0.6 } }
    growth = GROWTH
    [[segment]]
    name = "two"
    new_clients = 3
    churn = { discrete_weibull = { q = "80% to 90%", b = 0.8 } }
    orders = "subscription"
    order_value = { gamma = { mean = "9 to 11", shape = 2 } }
    "#;

/// A growth that is next to nothing takes the sweep over months, none the short way.
#[test]
fn months_that_are_alike_need_no_sweep() {
    let laws = |growth: &str| {
        let scenario = scenario(&UNEVEN.replace("GROWTH", growth));
        Laws::new(&scenario, 3, 1.2).columns(512, 250, Order::Third)
    };
    let (even, swept) = (laws("0"), laws("1e-13"));
    let pairs = [(&even.revenue, &swept.revenue), (&even.profit.unwrap(), &swept.profit.unwrap())];
    for (even, swept) in pairs {
        for i in 0..250 {
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * a.abs().max(b.abs());
            assert!(close(even.mean[i], swept.mean[i]), "{} {}", even.mean[i], swept.mean[i]);
            assert!(close(even.variance[i], swept.variance[i]));
            assert!(close(even.third[i], swept.third[i]), "{} {}", even.third[i], swept.third[i]);
        }
    }
}

/// Trials beyond a block, a last block that is short, both orders: the means are those that the run expects.
#[test]
fn means_are_those_that_the_self_check_expects() {
    // Levers that change no life nor margin take the same way.
    let lever = "0\n[[lever]]\nname = \"a\"\nfrom = \"2028-02\"\norder_rate = 1.2\norder_value = \"1.1 to 1.3\"\n\
                 cost_per_client = 0.2\nfixed_cost = 3\nsegments = [\"one\"]";
    for growth in ["0", "\"2% to 5%\"", lever] {
        let scenario = scenario(&UNEVEN.replace("GROWTH", growth));
        let run = Run { trials: 600, seed: 5, scale: 1.0, detail: Detail::Full };
        let outcome = engine::simulate(&scenario, run, &Unwatched).unwrap();
        let laws = Laws::new(&scenario, 5, 1.0);
        for block in outcome.blocks() {
            for order in [Order::Third, Order::Fourth] {
                let found = laws.columns(block.index * BLOCK_TRIALS, block.width, order);
                let expected = block.expected.as_ref().unwrap();
                let pairs = found.revenue.mean.iter().zip(&expected.revenue);
                let profit = expected.profit.as_ref().unwrap();
                for (found, expected) in pairs.chain(found.profit.unwrap().mean.iter().zip(profit)) {
                    assert!((found - expected).abs() < 1e-10 * expected.abs(), "{found} {expected}");
                }
            }
        }
    }
}

const LEVERS: &str = r#"
    [[lever]]
    name = "all"
    from = "2027-12"
    to = "2028-10"
    churn = "0.5 to 0.8"
    order_value = "1.1 to 1.3"
    margin = "0.8 to 0.9"
    win_back = "10% to 30%"
    annual_contract = "20% to 50%"
    cost_per_client = "0.1 to 0.2"
    fixed_cost = 3
    setup_cost = 5
    [[lever]]
    name = "one"
    segments = ["one"]
    order_rate = "1.1 to 1.4"
    win_back = 0.05
    "#;

/// Levers that change nothing take the way of a trial at a time, and come to what the others come to.
#[test]
fn levers_without_effect_leave_every_cumulant() {
    let nothing = "[[lever]]\nname = \"none\"\nchurn = 1\nmargin = 1\nwin_back = 0\nannual_contract = 0\n";
    let plain = UNEVEN.replace("GROWTH", "0.04");
    let laws = |text: &str| Laws::new(&scenario(text), 3, 1.2).columns(512, 250, Order::Fourth);
    let (plain, acted) = (laws(&plain), laws(&format!("{plain}{nothing}")));
    for (plain, acted) in [(&plain.revenue, &acted.revenue), (&plain.profit.unwrap(), &acted.profit.unwrap())]
    {
        for i in 0..250 {
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * a.abs().max(b.abs());
            assert!(close(plain.mean[i], acted.mean[i]), "{} {}", plain.mean[i], acted.mean[i]);
            assert!(close(plain.variance[i], acted.variance[i]));
            assert!(close(plain.third[i], acted.third[i]), "{} {}", plain.third[i], acted.third[i]);
            assert!(close(plain.fourth[i], acted.fourth[i]), "{} {}", plain.fourth[i], acted.fourth[i]);
        }
    }
}

/// What 20,000 trials drew, standardised by their laws: mean 0, variance 1, and the laws' mean skewness. Twelve z-tests at
/// 4.5 standard errors; another seed would fail with probability below 1e-4.
#[test]
fn drawn_totals_under_levers_have_their_laws_cumulants() {
    for growth in ["0", "0.1"] {
        let scenario = scenario(&format!("{}{LEVERS}", UNEVEN.replace("GROWTH", growth)));
        let run = Run { trials: 20_000, seed: 5, scale: 1.0, detail: Detail::Full };
        let outcome = engine::simulate(&scenario, run, &Unwatched).unwrap();
        let laws = Laws::new(&scenario, 5, 1.0);
        let mut scores = [[vec![], vec![], vec![]], [vec![], vec![], vec![]]];
        for block in outcome.blocks() {
            let of_block = laws.columns(block.index * BLOCK_TRIALS, block.width, Order::Third);
            let (mut revenue, mut profit) = (vec![0.0; block.width], vec![0.0; block.width]);
            block.segments.iter().for_each(|segment| segment.revenue.add_rows(&mut revenue));
            block.add_profit(&mut profit);
            let expected = block.expected.as_ref().unwrap();
            let pairs = [
                (revenue, of_block.revenue, &expected.revenue),
                (profit, of_block.profit.unwrap(), expected.profit.as_ref().unwrap()),
            ];
            for ((drawn, law, expected), scores) in pairs.into_iter().zip(&mut scores) {
                for i in 0..block.width {
                    assert!((law.mean[i] - expected[i]).abs() < 1e-10 * expected[i].abs());
                    let sd = law.variance[i].sqrt();
                    let z = (drawn[i] - law.mean[i]) / sd;
                    let skewness = law.third[i] / (sd * sd * sd);
                    for (power, score) in [z, z * z - 1.0, z * z * z - skewness].into_iter().enumerate() {
                        scores[power].push(score);
                    }
                }
            }
        }
        for scores in scores.iter().flatten() {
            let n = scores.len() as f64;
            let mean = scores.iter().sum::<f64>() / n;
            let variance = scores.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            let z = mean / (variance / n).sqrt();
            assert!(z.abs() < 4.5, "{growth}: {mean} is {z} standard errors from 0");
        }
    }
}

#[test]
fn what_leaves_nothing_to_chance_has_no_variance() {
    let scenario = scenario(
        r#"
        months = 30
        [[segment]]
        name = "one"
        new_clients = 40
        churn = 0
        orders = "subscription"
        order_value = "90 to 110"
        growth = 0.05
        "#,
    );
    let laws = Laws::new(&scenario, 1, 1.0).columns(0, 64, Order::Third);
    for i in 0..64 {
        let (mean, variance) = (laws.revenue.mean[i], laws.revenue.variance[i]);
        assert!(variance <= 1e-24 * mean * mean, "{variance} {mean}");
    }
    assert!(laws.largest_step > 100.0);
}
