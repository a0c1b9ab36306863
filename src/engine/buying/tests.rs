//! The engine against a plain walk by the models' definitions, with `rand_distr`: rates, chances of leaving and levels of values are
//! drawn, and gaps are exponential.

use crate::engine::{Detail, Engine, Run, simulate};
use crate::model::behaviour::buying::{OrderLaw, Watched};
use crate::model::scenario::{DataFiles, Scenario, check};
use crate::model::watch::Unwatched;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};

/// `(frequency, recency, age, mean value)`.
const CLIENTS: [(u32, f64, f64, f64); 6] = [
    (0, 0.0, 40.0, 0.0),
    (0, 0.0, 300.0, 0.0),
    (1, 12.0, 200.0, 35.0),
    (4, 250.0, 260.0, 8.0),
    (12, 290.0, 300.0, 60.0),
    (7, 100.0, 330.0, 20.0),
];
const DAYS: [f64; 6] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0];
const DAYS_BEFORE: f64 = 9.0;
const JOINING: usize = 3;
const SPENDING: [f64; 3] = [3.0, 6.0, 50.0];

struct Folder;

impl DataFiles for Folder {
    fn read(&self, _: &str) -> Result<String, String> {
        let rows = CLIENTS.map(|(x, recency, age, mean)| format!("{x},{recency},{age},{mean}\n"));
        // Twice each, so that sums are less skewed.
        Ok(format!("frequency,recency_days,age_days,mean_value\n{}{}", rows.concat(), rows.concat()))
    }
}

fn parameters(law: OrderLaw) -> [f64; 4] {
    match law {
        OrderLaw::ParetoNbd => [0.8, 40.0, 0.9, 150.0],
        OrderLaw::BgNbd | OrderLaw::MbgNbd => [0.8, 40.0, 1.2, 3.5],
    }
}

fn text(law: OrderLaw, rest: &str) -> String {
    let parameters = parameters(law);
    let written: Vec<String> =
        law.parameters().iter().zip(parameters).map(|(name, value)| format!("{name} = {value}")).collect();
    let [p, q, v] = SPENDING;
    format!(
        "name = \"t\"\ncurrency = \"EUR\"\nstart = \"2027-01\"\nmonths = 6\nlifetime_months = 9\n{rest}\n\
         [[segment]]\nname = \"a\"\nnew_clients = {JOINING}\ncac = 5\nservicing = 1\nmargin = 0.5\n\
         opening = {{ data = \"clients.csv\", days_before = {DAYS_BEFORE} }}\nchurn = \"by_orders\"\n\
         orders = {{ {} = {{ {} }} }}\norder_value = {{ gamma_gamma = {{ p = {p}, q = {q}, v = {v} }} }}\n",
        law.key(),
        written.join(", "),
    )
}

fn scenario(text: &str) -> Scenario {
    check(text, &Folder).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")).scenario
}

/// Orders and revenue by month, and who is active, of one plain trial.
#[derive(Default, Clone, Copy)]
struct Plain {
    orders: [f64; 6],
    revenue: f64,
    active: [f64; 6],
}

struct Walk<'a> {
    law: OrderLaw,
    random: &'a mut StdRng,
    /// What orders, and leaving, are multiplied by in each month.
    pace: [f64; 6],
    leaving: [f64; 6],
}

impl Walk<'_> {
    fn gamma(&mut self, shape: f64, per: f64) -> f64 {
        Gamma::new(shape, 1.0 / per).unwrap().sample(self.random)
    }

    /// Month by month, in the clocks' own time: `rate`, and a chance or a rate of leaving.
    fn follow(&mut self, from: f64, rate: f64, leaves: f64, spender: (f64, f64), sums: &mut Plain) {
        let starts: Vec<f64> =
            DAYS.iter().scan(0.0, |at, days| Some(std::mem::replace(at, *at + days))).collect();
        let mut at = from;
        for month in 0..=6 {
            // The days before the horizon come first.
            let (start, end, pace, leaving) = if month == 0 {
                (f64::NEG_INFINITY, 0.0, 1.0, 1.0)
            } else {
                let place = month - 1;
                (starts[place], starts[place] + DAYS[place], self.pace[place], self.leaving[place])
            };
            at = at.max(start);
            if at >= end {
                continue;
            }
            if month > 0 {
                sums.active[month - 1] += 1.0;
            }
            loop {
                let order = at + Exp::new(1.0).unwrap().sample(self.random) / (rate * pace);
                let gone = match self.law {
                    OrderLaw::ParetoNbd => {
                        at + Exp::new(1.0).unwrap().sample(self.random) / (leaves * leaving)
                    }
                    _ => f64::INFINITY,
                };
                if gone < order.min(end) {
                    return;
                }
                if order >= end {
                    at = end;
                    break;
                }
                at = order;
                if month > 0 {
                    sums.orders[month - 1] += 1.0;
                    sums.revenue += self.gamma(spender.0, spender.1);
                }
                if self.law != OrderLaw::ParetoNbd && self.random.random::<f64>() < leaves * leaving {
                    return;
                }
            }
        }
    }

    fn trial(&mut self) -> Plain {
        let mut sums = Plain::default();
        let [r, alpha, third, fourth] = parameters(self.law);
        let [p, q, v] = SPENDING;
        let model = self.law.at([r, alpha, third, fourth], 20);
        for (repeats, recency, age, mean) in CLIENTS.into_iter().chain(CLIENTS) {
            let x = f64::from(repeats);
            if self.random.random::<f64>() >= model.p_alive(Watched { repeats, recency, age }) {
                continue;
            }
            let rate = self.gamma(r + x, alpha + age);
            let leaves = match self.law {
                OrderLaw::ParetoNbd => self.gamma(third, fourth + age),
                law => {
                    let n = x + f64::from(u8::from(law == OrderLaw::MbgNbd));
                    Beta::new(third, fourth + n).unwrap().sample(self.random)
                }
            };
            let level = self.gamma(q + p * x, v + x * mean);
            self.follow(-DAYS_BEFORE, rate, leaves, (p, level), &mut sums);
        }
        let mut start = 0.0;
        for (month, days) in DAYS.into_iter().enumerate() {
            for _ in 0..JOINING {
                let rate = self.gamma(r, alpha);
                let leaves = match self.law {
                    OrderLaw::ParetoNbd => self.gamma(third, fourth),
                    _ => Beta::new(third, fourth).unwrap().sample(self.random),
                };
                let level = self.gamma(q, v);
                sums.orders[month] += 1.0;
                sums.revenue += self.gamma(p, level);
                let at_once = self.law == OrderLaw::MbgNbd
                    && self.random.random::<f64>() < leaves * self.leaving[month];
                if at_once {
                    sums.active[month] += 1.0;
                    continue;
                }
                let from = start + days * self.random.random::<f64>();
                self.follow(from, rate, leaves, (p, level), &mut sums);
            }
            start += days;
        }
        sums
    }
}

fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0)).sqrt())
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let ((a, sa), (b, sb)) = (moments(one), moments(other));
    one.iter().zip(other).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / (sa * sb * (one.len() - 1) as f64)
}

/// Means of months, means and spreads of the year's totals and how months move together are those of the plain walk: of 20,000
/// trials each, within 4.5 standard errors (1 in 150,000 by chance each, 60 of them). The standard error of a spread allows for
/// tails (excess kurtosis up to 6).
#[test]
fn trials_have_the_law_of_a_plain_walk() {
    let trials = 20_000;
    let levers =
        "[[lever]]\nname = \"l\"\nfrom = \"2027-03\"\nto = \"2027-04\"\nchurn = 0.5\norder_rate = 1.6\n";
    for law in OrderLaw::ALL {
        for (rest, changed) in [("", 1.0), (levers, 2.0)] {
            let of = |factor: f64| [1.0, 1.0, factor, factor, 1.0, 1.0];
            let (pace, leaving) = if changed > 1.0 { (of(1.6), of(0.5)) } else { (of(1.0), of(1.0)) };
            let mut random = StdRng::seed_from_u64(11);
            let mut walk = Walk { law, random: &mut random, pace, leaving };
            let plain: Vec<Plain> = (0..trials).map(|_| walk.trial()).collect();
            // Levers stand at the end of a file.
            let text = text(law, "") + rest;
            let run = Run { trials, seed: 3, scale: 1.0, detail: Detail::Budget };
            let drawn = simulate(&scenario(&text), run, &Unwatched).unwrap();
            let month = |month: usize, active: bool| {
                drawn.gather(|block, part| {
                    let segment = &block.segments[0];
                    let table = if active { &segment.active } else { &segment.orders };
                    part.copy_from_slice(table.row(month));
                })
            };
            let mut pairs: Vec<(String, Vec<f64>, Vec<f64>)> = Vec::new();
            for at in [0, 2, 3, 5] {
                let of_plain = plain.iter().map(|trial| trial.orders[at]).collect();
                pairs.push((format!("orders {at}"), month(at, false), of_plain));
                let of_plain = plain.iter().map(|trial| trial.active[at]).collect();
                pairs.push((format!("active {at}"), month(at, true), of_plain));
            }
            let revenue =
                drawn.gather(|block, part| part.copy_from_slice(&block.segments[0].revenue.total()));
            pairs.push(("revenue".to_owned(), revenue, plain.iter().map(|trial| trial.revenue).collect()));
            let n = trials as f64;
            for (name, drawn, plain) in &pairs {
                let ((mean, sd), (plain_mean, plain_sd)) = (moments(drawn), moments(plain));
                let error = (sd * sd + plain_sd * plain_sd).sqrt() / n.sqrt();
                assert!(
                    (mean - plain_mean).abs() < 4.5 * error,
                    "{law:?} {name}: {mean} {plain_mean} {error}"
                );
                let error = 2.0 * (2.0 / n).sqrt() * plain_sd;
                assert!((sd - plain_sd).abs() < 4.5 * error, "{law:?} {name}: sd {sd} {plain_sd}");
            }
            let found = correlation(&pairs[0].1, &pairs[4].1) - correlation(&pairs[0].2, &pairs[4].2);
            assert!(found.abs() < 4.5 * (2.0 / n).sqrt() * 1.5, "{law:?}: correlation {found}");
        }
    }
}

/// Of each law with what can act on it: the largest z of the self-check is inside its bound, which a sound run misses once in
/// 10,000.
#[test]
fn runs_agree_with_the_closed_forms_of_their_means() {
    let market = "[market]\nsigma = 0.1\nphi = 0.5\n";
    let rest = "\n[[lever]]\nname = \"l\"\nfrom = \"2027-02\"\nchurn = \"0.6 to 1.5\"\norder_rate = 0.9\ncost_per_client = 0.3\n";
    for law in OrderLaw::ALL {
        for values in [None, Some("order_value = { gamma = { mean = \"20 to 30\", shape = 2 } }")] {
            let mut text =
                text(law, market) + "seasonality = [0.5, 1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + rest;
            text = text.replace("r = 0.8", "r = \"0.7 to 0.9\"");
            if let Some(values) = values {
                let from = text.find("order_value = {").unwrap();
                let to = from + text[from..].find('\n').unwrap();
                text.replace_range(from..to, values);
            }
            let scenario = scenario(&text);
            let run = Run { trials: 256, seed: 5, scale: 1.0, detail: Detail::Full };
            let summary = crate::engine::residual::series(&scenario);
            let outcome = simulate(&scenario, run, &Unwatched).unwrap();
            let sums = &outcome.blocks()[0].residuals;
            assert_eq!(sums.len(), summary.len());
            for (series, sums) in summary.iter().zip(sums) {
                let mean = sums.first / sums.count;
                let sd = (sums.second / sums.count - mean * mean).sqrt();
                let z = mean / (sd / sums.count.sqrt());
                assert_eq!(sums.count, 256.0, "{series:?}");
                assert!(sums.largest < 1e-9 * sums.scale || z.abs() < 4.5, "{law:?} {series:?}: {z}");
            }
        }
    }
}

/// What was drawn at one multiple of acquisition is as good as drawn again, up, down and on another seed: counts are the same,
/// revenue is but for the order of its sums.
#[test]
fn multiples_of_acquisition_after_each_other_are_those_of_each_alone() {
    let text = text(OrderLaw::ParetoNbd, "").replace("new_clients = 3", "new_clients = \"2 to 5\"");
    assert!(text.contains("2 to 5"));
    let scenario = scenario(&text);
    let engine = Engine::new(&scenario);
    for (seed, scale) in [(3, 0.0), (3, 1.0), (3, 10.0), (3, 4.2), (3, 0.1), (8, 4.2), (3, 10.0)] {
        let run = Run { trials: 300, seed, scale, detail: Detail::Budget };
        let after = engine.simulate(run, &Unwatched).unwrap();
        let alone = simulate(&scenario, run, &Unwatched).unwrap();
        let [after, alone] = [&after, &alone].map(|outcome| &outcome.blocks()[0].segments[0]);
        assert_eq!(after.new, alone.new, "{scale}");
        assert_eq!(after.orders, alone.orders, "{scale}");
        assert_eq!(after.active, alone.active, "{scale}");
        for (after, alone) in after.revenue.total().iter().zip(alone.revenue.total()) {
            assert!((after - alone).abs() <= 1e-12 * alone.abs(), "{scale}: {after} {alone}");
        }
    }
}
