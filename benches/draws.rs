//! Nanoseconds a draw of each kernel, in the regimes a forecast lives in.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ltvcast::math::binomial::Binomial;
use ltvcast::math::order::OrderStatistics;
use ltvcast::math::random::Key;
use ltvcast::math::sobol::Sobol;
use ltvcast::math::{beta, gamma, normal, poisson};
use std::hint::black_box;

const DRAWS: usize = 4096;

/// Uniform numbers, and parameters spread evenly over a range (evenly in their logarithm, where it is wide).
fn columns(low: f64, high: f64) -> Vec<(f64, f64)> {
    let key = Key::of_seed(1);
    (0..DRAWS as u64)
        .map(|trial| {
            let share = key.uniform(trial, 1);
            let wide = high > 100.0 * low;
            let parameter =
                if wide { low * libm::pow(high / low, share) } else { low + (high - low) * share };
            (key.uniform(trial, 0), parameter)
        })
        .collect()
}

fn draw(c: &mut Criterion, name: &str, low: f64, high: f64, quantile: impl Fn(f64, f64) -> f64) {
    let pairs = columns(low, high);
    let mut group = c.benchmark_group("draws");
    group.throughput(Throughput::Elements(DRAWS as u64));
    group.bench_function(name, |b| {
        b.iter(|| pairs.iter().map(|(u, parameter)| quantile(*u, *parameter)).sum::<f64>());
    });
    group.finish();
}

fn binomials(c: &mut Criterion) {
    for n in [20.0, 400.0, 40_000.0, 4_000_000.0] {
        draw(c, &format!("binomial, n = {n}, mean 1 to 19, new law each"), 1.0, 19.0, |u, mean| {
            Binomial::new(mean / n).quantile(u, n)
        });
        let law = Binomial::new(0.05);
        draw(c, &format!("binomial, n = {n}, p = 0.05 kept"), 0.5, 1.0, |u, _| law.quantile(u, n));
    }
    let law = Binomial::new(0.05);
    draw(c, "binomial, n = 20 to 400, p = 0.05 kept", 20.0, 400.0, |u, n| law.quantile(u, n.round()));
    // A hundred times the clients: the second may take 1.3 times the first.
    draw(c, "binomial, n = 2000 to 40000, p = 0.05 kept", 2000.0, 40_000.0, |u, n| {
        law.quantile(u, n.round())
    });
}

fn others(c: &mut Criterion) {
    draw(c, "gamma, shape 0.5 to 60", 0.6, 60.0, gamma::quantile);
    draw(c, "gamma, shape 0.5 to 8", 0.5, 8.0, gamma::quantile);
    draw(c, "gamma, shape 8 to 60", 8.0, 60.0, gamma::quantile);
    draw(c, "gamma, shape 1e3 to 1e6", 1e3, 1e6, gamma::quantile);
    draw(c, "gamma, shape 0.05 to 0.5", 0.05, 0.5, gamma::quantile);
    draw(c, "poisson, mean 0.1 to 6", 0.1, 6.0, poisson::quantile);
    draw(c, "poisson, mean 6 to 60", 6.0, 60.0, poisson::quantile);
    draw(c, "poisson, mean 1e3 to 1e9", 1e3, 1e9, poisson::quantile);
    draw(c, "normal", 0.5, 1.0, |u, _| normal::quantile(u));
    draw(c, "beta, alpha 0.5 to 40, beta = 2 alpha", 0.5, 40.0, |u, a| beta::quantile(u, a, 2.0 * a));
}

fn points(c: &mut Criterion) {
    let mut group = c.benchmark_group("draws");
    group.throughput(Throughput::Elements(DRAWS as u64));
    let key = Key::of_seed(1);
    let mut column = vec![0.0; DRAWS];
    group.bench_function("uniform, a column", |b| b.iter(|| key.fill(0, black_box(3), &mut column)));
    group.bench_function("uniform, one by one", |b| {
        b.iter(|| (0..DRAWS as u64).map(|trial| key.uniform(trial, 3)).sum::<f64>());
    });
    let sobol = Sobol::new(40);
    group.bench_function("sobol", |b| {
        b.iter(|| (0..DRAWS as u32).map(|index| sobol.scrambled(index, 30, 7)).sum::<f64>());
    });
    for count in [10_000, 20_000] {
        let mut column = vec![0.0; count];
        key.fill(0, 0, &mut column);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(format!("seven percentiles of {count}"), |b| {
            b.iter(|| {
                let mut order = OrderStatistics::of(black_box(&column));
                [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(|share| order.percentile(share))
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = draws;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_secs(1));
    targets = binomials, others, points
}
criterion_main!(draws);
