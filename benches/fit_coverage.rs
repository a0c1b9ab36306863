//! How often the 90 % intervals of fitted parameters hold the truth: of many logs, the share whose interval contains what the log
//! was drawn by.
//!
//!     cargo run --release --example fit_coverage -- --logs 1000    # logs of the simulator, by days, as `sample` writes them
//!     cargo run --release --example fit_coverage -- --plain        # by the models' definitions, moments exact
//!     cargo run --release --example fit_coverage -- --days         # these moments rounded down to days, orders of a day one
//!     cargo run --release --example fit_coverage -- --apart        # rounded down, orders of a day not taken as one
//!     cargo run --release --example fit_coverage -- --draws        # draws from the likelihood in place of its profiles
//!     cargo run --release --example fit_coverage -- --bootstrap    # one log of each model, resampled 200 times
//!
//! A log has 2,000 clients (`--clients`) who joined over three months (of the plain logs twelve weeks) and were watched for a
//! year after these. Seeds are fixed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints tables")]

mod drawn;
mod sampled;

use anyhow::{Context, bail};
use drawn::{ORDERS, SPEND, client};
use ltvcast::fit::estimate::Estimate;
use ltvcast::fit::fit_lives;
use ltvcast::fit::interval::Interval;
use ltvcast::fit::law::LifeLaw;
use ltvcast::fit::orders;
use ltvcast::fit::posterior::{self, Drawing, Rows};
use ltvcast::fit::spend::{self, Spending, Spendings};
use ltvcast::fit::uncertain::Uncertain;
use ltvcast::fit::unit::Unit;
use ltvcast::fit::watching::Watching;
use ltvcast::model::behaviour::buying::{OrderLaw, Watched};
use ltvcast::model::watch::Unwatched;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma};
use rayon::prelude::*;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const WEEKS_JOINING: f64 = 12.0;
const WEEKS: f64 = WEEKS_JOINING + 52.0;
/// How far ahead orders are expected.
const HORIZON: f64 = 52.0;
const RESAMPLES: usize = 200;
/// A log without a summit inside, or whose flattest direction is known to a factor of e only, is one with a ridge.
const RIDGE: f64 = 1.0;

/// Laws of lives and what subscriptions are drawn by.
const LIVES: [(LifeLaw, &str, [f64; 2]); 2] = [
    (LifeLaw::ShiftedBetaGeometric, "sBG", [0.7, 3.0]),
    (LifeLaw::DiscreteWeibull, "discrete Weibull", [0.85, 0.8]),
];

/// What is wanted.
#[derive(Clone, Copy)]
struct Asked {
    logs: u64,
    clients: usize,
    of: Logs,
    /// Whether intervals are those of draws, in place of the profiles'.
    by_draws: bool,
}

/// What logs are drawn by, and how they are read.
#[derive(Clone, Copy, PartialEq)]
enum Logs {
    /// The simulator.
    Sampled,
    /// The models' definitions.
    Plain,
    /// The same by days.
    Days,
    /// By days, with several orders of one day.
    Apart,
}

impl Logs {
    const fn says(self) -> &'static str {
        match self {
            Self::Sampled => "by the simulator, in days",
            Self::Plain => "by the models' definitions, moments exact",
            Self::Days => "by the models' definitions, in days",
            Self::Apart => "by the models' definitions, in days, orders of a day apart",
        }
    }
}

fn main() -> anyhow::Result<()> {
    let (mut asked, mut bootstrap) =
        (Asked { logs: 1000, clients: 2000, of: Logs::Sampled, by_draws: false }, false);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--logs" => asked.logs = words.next().context("how many logs?")?.parse()?,
            "--clients" => asked.clients = words.next().context("how many clients?")?.parse()?,
            "--plain" => asked.of = Logs::Plain,
            "--days" => asked.of = Logs::Days,
            "--apart" => asked.of = Logs::Apart,
            "--draws" => asked.by_draws = true,
            "--bootstrap" => bootstrap = true,
            _ => bail!(
                "wanted: [--logs N] [--clients N] [--plain | --days | --apart] [--draws] [--bootstrap], not {word}"
            ),
        }
    }
    if bootstrap {
        compare_with_resamples(asked);
        return Ok(());
    }
    println!("{} logs of {} clients {}\n", asked.logs, asked.clients, asked.of.says());
    let second = if asked.by_draws { "draws hold" } else { "profile holds" };
    println!("| model | of | curvature holds, % | open | below, above | {second}, % | open | below, above |");
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for (place, (_, name, _)) in ORDERS.iter().enumerate() {
        print_coverage(name, asked.logs, |log| of_orders(place, log, asked));
    }
    print_coverage("Gamma-Gamma", asked.logs, |log| of_spend(log, asked));
    if asked.of == Logs::Sampled {
        for (law, name, truth) in LIVES {
            print_coverage(name, asked.logs, |log| of_lives(law, truth, log, asked));
        }
    }
    Ok(())
}

/// Whom the log of a number shows: its random numbers are nobody else's.
fn random(model: usize, log: u64) -> StdRng {
    StdRng::seed_from_u64((model as u64 + 1) << 40 | log)
}

fn sampled_log(model: usize, log: u64, asked: Asked) -> (Watching, Vec<Spending>) {
    let (law, _, truth) = ORDERS[model];
    let scenario = sampled::scenario(law, truth, asked.clients).expect("a whole scenario");
    sampled::log(&scenario, 1 + log)
}

/// The clients of a log as the models see them.
fn drawn(law: OrderLaw, parameters: [f64; 4], asked: Asked, random: &mut StdRng) -> Vec<Watched> {
    let of = |_| {
        let (joined, mut orders) = client(law, parameters, [WEEKS_JOINING, WEEKS], random);
        let mut until = WEEKS;
        if matches!(asked.of, Logs::Days | Logs::Apart) {
            // The first order may be one of any moment of its day.
            let within = random.random::<f64>() / 7.0;
            orders.iter_mut().skip(1).for_each(|order| *order = (7.0 * (*order + within)).floor() / 7.0);
            if asked.of == Logs::Days {
                orders.dedup();
            }
            // The last day that is seen as a whole.
            until = (7.0 * until - 1.0) / 7.0;
            orders.retain(|order| *order <= until);
        }
        let last = orders.last().copied().unwrap_or(joined);
        Watched { repeats: orders.len() as u32 - 1, recency: last - joined, age: until - joined }
    };
    (0..asked.clients).map(of).collect()
}

fn watching(mut clients: Vec<Watched>) -> Watching {
    clients.sort_by(|one, other| {
        let times = |client: &Watched| (client.recency, client.age);
        let ((a, b), (c, d)) = (times(one), times(other));
        one.repeats.cmp(&other.repeats).then(a.total_cmp(&c)).then(b.total_cmp(&d))
    });
    let groups = clients.chunk_by(|one, other| one == other);
    Watching {
        groups: groups.map(|alike| (alike[0], alike.len() as f64)).collect(),
        unit: Unit::Week,
        clients: clients.len() as u64,
        without_repeat: clients.iter().filter(|client| client.repeats == 0).count() as u64,
        repeats: clients.iter().map(|client| u64::from(client.repeats)).sum(),
        repeats_most: clients.iter().map(|client| client.repeats).max().unwrap_or_default(),
    }
}

/// The sums of repeat orders of clients: of as many orders as a log of BG/NBD has.
fn drawn_spend(asked: Asked, random: &mut StdRng) -> Vec<Spending> {
    let [p, q, v] = SPEND;
    let (law, _, parameters) = ORDERS[0];
    let repeats = drawn(law, parameters, Asked { of: Logs::Plain, ..asked }, random)
        .into_iter()
        .map(|client| client.repeats);
    let repeats: Vec<u32> = repeats.filter(|repeats| *repeats > 0).collect();
    let of = |orders: u32| {
        let rate: f64 = Gamma::new(q, 1.0 / v).expect("q and v are positive").sample(random);
        let sum: f64 = Gamma::new(p * f64::from(orders), 1.0 / rate).expect("p is positive").sample(random);
        Spending { orders, mean: sum / f64::from(orders) }
    };
    repeats.into_iter().map(of).collect()
}

/// Something that was estimated, what it is in truth, and its intervals.
struct Case {
    name: &'static str,
    truth: f64,
    curvature: Interval,
    /// By the profile of the likelihood, or by draws from it.
    second: Option<Interval>,
}

/// Draws of parameters as arrays.
fn rows<const N: usize>(rows: Option<Rows>) -> Option<Vec<[f64; N]>> {
    Some(rows?.into_iter().map(|row| <[f64; N]>::try_from(row).expect("a value of each parameter")).collect())
}

fn drawing(log: u64) -> Drawing<'static> {
    Drawing { seed: log, watch: &Unwatched }
}

/// What nine draws of ten lie in; open where there are none.
fn of_draws<const N: usize>(rows: Option<&[[f64; N]]>, function: impl Fn([f64; N]) -> f64) -> Interval {
    let Some(rows) = rows else { return Interval::OPEN };
    let mut values: Vec<f64> = rows.iter().map(|row| function(*row)).collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| Some(values[(share * values.len() as f64) as usize]);
    Interval { low: at(0.05), high: at(0.95) }
}

/// All of a log, and whether it has a ridge.
type Cases = (Vec<Case>, bool);

fn cases<const N: usize>(
    names: [&'static str; N],
    truth: [f64; N],
    estimate: &Estimate<N>,
    second: [Interval; N],
) -> Cases {
    let of = |((name, truth), (curvature, second))| Case { name, truth, curvature, second: Some(second) };
    let intervals = estimate.by_curvature().into_iter().zip(second);
    let has_ridge = estimate.flattest.1 > RIDGE || estimate.at_bound.iter().any(|side| *side != 0);
    (names.into_iter().zip(truth).zip(intervals).map(of).collect(), has_ridge)
}

fn of_orders(model: usize, log: u64, asked: Asked) -> Cases {
    let (law, _, truth) = ORDERS[model];
    let watching = match asked.of {
        Logs::Sampled => sampled_log(model, log, asked).0,
        _ => watching(drawn(law, truth, asked, &mut random(model, log))),
    };
    let estimate = orders::fit(law, &watching);
    let drawn = asked.by_draws.then(|| {
        let known = Uncertain::of_positive(law.parameters(), estimate.parameters, estimate.log_covariance);
        rows::<4>(posterior::of_orders(law, &known, &watching, drawing(log)))
    });
    let second = match &drawn {
        Some(rows) => std::array::from_fn(|place| of_draws(rows.as_deref(), |row| row[place])),
        None => orders::profile(law, &watching, &estimate),
    };
    let (mut cases, has_ridge) = cases(law.parameters(), truth, &estimate, second);
    let all = |parameters| orders::expected(law, parameters, &watching, HORIZON);
    let new = |parameters| law.at(parameters, 0).expected_of_new(HORIZON);
    let of = |name, function: &dyn Fn([f64; 4]) -> f64| Case {
        name,
        truth: function(truth),
        curvature: estimate.of_function(function),
        second: drawn.as_ref().map(|rows| of_draws(rows.as_deref(), function)),
    };
    cases.extend([of("orders of all, a year", &all), of("orders of a new client, a year", &new)]);
    (cases, has_ridge)
}

fn of_spend(log: u64, asked: Asked) -> Cases {
    let clients = match asked.of {
        Logs::Sampled => sampled_log(0, log, asked).1,
        _ => drawn_spend(asked, &mut random(ORDERS.len(), log)),
    };
    let spendings = Spendings { clients, without_sum: 0 };
    let estimate = spend::fit(&spendings);
    let drawn = asked.by_draws.then(|| {
        let known = Uncertain::of_positive(spend::PARAMETERS, estimate.parameters, estimate.log_covariance);
        rows::<3>(posterior::of_spend(&known, &spendings, drawing(log)))
    });
    let second = match &drawn {
        Some(rows) => std::array::from_fn(|place| of_draws(rows.as_deref(), |row| row[place])),
        None => spend::profile(&spendings, &estimate),
    };
    let (mut cases, has_ridge) = cases(spend::PARAMETERS, SPEND, &estimate, second);
    let mean = |parameters| spend::expected_mean(parameters, None).unwrap_or(f64::NAN);
    cases.push(Case {
        name: "mean of a new client's order",
        truth: mean(SPEND),
        curvature: estimate.of_function(mean),
        second: drawn.as_ref().map(|rows| of_draws(rows.as_deref(), mean)),
    });
    (cases, has_ridge)
}

/// Lives have intervals by the curvature, and by draws.
fn of_lives(law: LifeLaw, truth: [f64; 2], log: u64, asked: Asked) -> Cases {
    let [first, second] = truth;
    let churn = match law {
        LifeLaw::DiscreteWeibull => format!("discrete_weibull = {{ q = {first}, b = {second} }}"),
        _ => format!("beta_geometric = {{ alpha = {first}, beta = {second} }}"),
    };
    let scenario = sampled::subscriptions(&churn, asked.clients).expect("a whole scenario");
    let lives = sampled::lives(&scenario, 1 + log);
    let models = fit_lives(&lives, None, Some(law), &Unwatched);
    let fitted = models.all[0].parameters.as_ref().expect("lives of which some end");
    let intervals = fitted.intervals.clone().unwrap_or_else(|| vec![Interval::OPEN; truth.len()]);
    let drawn = asked
        .by_draws
        .then(|| rows::<2>(posterior::of_lives(law, &Uncertain::of(fitted), &lives, drawing(log))));
    let case = |place: usize| Case {
        name: fitted.names[place],
        truth: truth[place],
        curvature: intervals[place],
        second: drawn.as_ref().map(|rows| of_draws(rows.as_deref(), |row| row[place])),
    };
    ((0..truth.len()).map(case).collect(), fitted.intervals.is_none())
}

fn print_coverage(model: &str, logs: u64, of_log: impl Fn(u64) -> Cases + Sync) {
    let begun = Instant::now();
    let found: Vec<Cases> = (0..logs).into_par_iter().map(&of_log).collect();
    let count = logs as f64;
    let percent = |kept: usize| {
        let share = kept as f64 / count;
        format!("{:.1} ± {:.1}", 100.0 * share, 100.0 * (share * (1.0 - share) / count).sqrt())
    };
    for place in 0..found.first().map_or(0, |(cases, _)| cases.len()) {
        let cases: Vec<&Case> = found.iter().map(|(cases, _)| &cases[place]).collect();
        let of = |interval: &dyn Fn(&Case) -> Option<Interval>| {
            let pairs: Vec<(Interval, f64)> =
                cases.iter().filter_map(|case| Some((interval(case)?, case.truth))).collect();
            let count = |is: &dyn Fn(&(Interval, f64)) -> bool| pairs.iter().filter(|pair| is(pair)).count();
            if pairs.is_empty() {
                return ["–".to_owned(), "–".to_owned(), String::new()];
            }
            let below = count(&|(interval, truth)| interval.low.is_some_and(|low| *truth < low));
            let above = count(&|(interval, truth)| interval.high.is_some_and(|high| *truth > high));
            let holds = percent(count(&|(interval, truth)| interval.holds(*truth)));
            [holds, count(&|(interval, _)| interval.is_open()).to_string(), format!("{below}, {above}")]
        };
        let [curvature, open, missed] = of(&|case| Some(case.curvature));
        let [second, second_open, second_missed] = of(&|case| case.second);
        println!(
            "| {model} | {} | {curvature} | {open} | {missed} | {second} | {second_open} | {second_missed} |",
            cases[0].name
        );
    }
    let ridges = found.iter().filter(|(_, has_ridge)| *has_ridge).count();
    println!("| {model} | logs with a ridge | {ridges} | | | | | |");
    eprintln!("{model}: {:.1} s", begun.elapsed().as_secs_f64());
}

/// Standard deviations of the logarithms of parameters: by the curvature of one log, and over resamples of its clients.
fn compare_with_resamples(asked: Asked) {
    println!(
        "| model | of | sd of its logarithm by the curvature | over {RESAMPLES} resamples |\n|---|---|--:|--:|"
    );
    for (place, (law, name, truth)) in ORDERS.into_iter().enumerate() {
        let clients = drawn(law, truth, asked, &mut random(place, 0));
        let fit = |clients: Vec<Watched>| orders::fit(law, &watching(clients));
        print_resamples(name, law.parameters(), &clients, fit);
    }
    let fit = |clients: Vec<Spending>| spend::fit(&Spendings { clients, without_sum: 0 });
    print_resamples("Gamma-Gamma", spend::PARAMETERS, &drawn_spend(asked, &mut random(ORDERS.len(), 0)), fit);
}

fn print_resamples<T: Copy + Send + Sync, const N: usize>(
    model: &str,
    names: [&str; N],
    clients: &[T],
    fit: impl Fn(Vec<T>) -> Estimate<N> + Sync,
) {
    let of_resample = |resample: usize| {
        let mut random = random(ORDERS.len() + 1, resample as u64);
        let one = |_| clients[random.random_range(0..clients.len())];
        fit((0..clients.len()).map(one).collect()).parameters.map(libm::log)
    };
    let found: Vec<[f64; N]> = (0..RESAMPLES).into_par_iter().map(of_resample).collect();
    let covariance = fit(clients.to_vec()).log_covariance;
    for (place, name) in names.into_iter().enumerate() {
        let logs: Vec<f64> = found.iter().map(|logs| logs[place]).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        let square: f64 = logs.iter().map(|log| (log - mean) * (log - mean)).sum();
        let deviation = (square / (logs.len() - 1) as f64).sqrt();
        let curvature = covariance.map_or(f64::NAN, |covariance| covariance[place][place].sqrt());
        println!("| {model} | {name} | {curvature:.3} | {deviation:.3} |");
    }
}
