//! Nanoseconds a draw of each kernel, in the regimes a forecast lives in: by inversion, one by one and (where there is
//! such a kernel) in columns, and by rejection with the usual crate. Criterion prints the time of a column of 4,096 draws
//! and draws a second.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ltvcast::math::binomial::{Binomial, Binomials};
use ltvcast::math::order::OrderStatistics;
use ltvcast::math::random::{Column as Words, Key};
use ltvcast::math::sobol::Sobol;
use ltvcast::math::{beta, gamma, latin, normal, poisson};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::Distribution;
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

/// Fills a column from uniform numbers and parameters.
type Column = Box<dyn Fn(&[f64], &[f64], &mut [f64])>;

/// A law, where its parameter lies, and every way there is to draw from it.
struct Kernel {
    name: String,
    range: (f64, f64),
    ways: Vec<(&'static str, Column)>,
}

impl Kernel {
    /// A kernel by its quantile function of one uniform number and one parameter.
    fn of(
        name: impl Into<String>,
        low: f64,
        high: f64,
        quantile: impl Fn(f64, f64) -> f64 + 'static,
    ) -> Self {
        let name = name.into();
        Self { name, range: (low, high), ways: Vec::new() }.way("scalar", move |uniforms, parameters, out| {
            for ((out, u), parameter) in out.iter_mut().zip(uniforms).zip(parameters) {
                *out = quantile(*u, *parameter);
            }
        })
    }

    /// The same law in another way: a kernel of whole columns has its scalar twin beside it.
    fn way(mut self, name: &'static str, fill: impl Fn(&[f64], &[f64], &mut [f64]) + 'static) -> Self {
        self.ways.push((name, Box::new(fill)));
        self
    }

    /// The same law by the kernel of whole columns, from the words of the same uniform numbers.
    fn vector(self, fill: impl Fn(&Words, &[f64], &mut [f64]) + 'static) -> Self {
        let mut words = Words::new(0, DRAWS);
        words.draw(Key::of_seed(1), 0);
        self.way("vector", move |_, parameters, out| fill(&words, parameters, out))
    }

    /// The same law by the usual crate, which rejects and so needs a generator.
    fn rejection(self, sample: impl Fn(f64, &mut SmallRng) -> f64 + 'static) -> Self {
        self.way("rand_distr", move |_, parameters, out| {
            let mut generator = SmallRng::seed_from_u64(1);
            for (out, parameter) in out.iter_mut().zip(parameters) {
                *out = sample(*parameter, &mut generator);
            }
        })
    }
}

/// All kernels. One that works on columns stands beside its scalar twin.
fn kernels() -> Vec<Kernel> {
    let gamma_sample = |shape, generator: &mut SmallRng| {
        rand_distr::Gamma::new(shape, 1.0).expect("a positive shape").sample(generator)
    };
    let poisson_sample = |mean, generator: &mut SmallRng| {
        rand_distr::Poisson::new(mean).expect("a positive mean").sample(generator)
    };
    let mut kernels = Vec::new();
    for n in [20.0, 400.0, 40_000.0, 4_000_000.0] {
        let quantile = move |u, mean: f64| Binomial::new(mean / n).quantile(u, n);
        let law = Binomial::new(0.05);
        kernels.extend([
            Kernel::of(format!("binomial, n = {n}, mean 1 to 19, new law each"), 1.0, 19.0, quantile)
                .vector(move |words, means, out| {
                    let laws = Binomials::new(means.iter().map(|mean| mean / n).collect());
                    laws.fill_quantiles(words, &vec![n; means.len()], out);
                })
                .rejection(move |mean, generator| {
                    rand_distr::Binomial::new(n as u64, mean / n).expect("a share").sample(generator) as f64
                }),
            Kernel::of(format!("binomial, n = {n}, p = 0.05 kept"), 0.5, 1.0, move |u, _| law.quantile(u, n)),
        ]);
    }
    // A hundred times the clients: the second may take 1.3 times the first.
    for (low, high) in [(20.0, 400.0), (2000.0, 40_000.0)] {
        let law = Binomial::new(0.05);
        let name = format!("binomial, n = {low} to {high}, p = 0.05 kept");
        let laws = Binomials::new(vec![0.05; DRAWS]);
        let kernel = Kernel::of(name, low, high, move |u, n: f64| law.quantile(u, n.round()))
            .vector(move |words, n, out| {
                let n: Vec<f64> = n.iter().map(|n| n.round()).collect();
                laws.fill_quantiles(words, &n, out);
            })
            .rejection(|n, generator| {
                rand_distr::Binomial::new(n.round() as u64, 0.05).expect("a share").sample(generator) as f64
            });
        kernels.push(kernel);
    }
    for (low, high) in [(0.6, 60.0), (0.5, 8.0), (8.0, 60.0), (1e3, 1e6), (0.05, 0.5)] {
        let name = format!("gamma, shape {low} to {high}");
        let kernel = Kernel::of(name, low, high, gamma::quantile);
        kernels.push(kernel.vector(gamma::fill_quantiles).rejection(gamma_sample));
    }
    // Whole multiples of one shape, as the rates of clients who leave together have: from tables.
    for (low, high) in [(1.0, 31.0), (100.0, 1000.0)] {
        let multiples = gamma::Multiples::of(2.0).expect("a shape of 2 has tables");
        let name = format!("gamma, shape 2 times {low} to {high}");
        let kernel = Kernel::of(name, low, high, |u, m: f64| gamma::quantile(u, 2.0 * m.round()));
        kernels.push(kernel.vector(move |words, m, out| {
            let m: Vec<f64> = m.iter().map(|m| m.round()).collect();
            multiples.fill_quantiles(words, &m, out);
        }));
    }
    for (low, high) in [(0.1, 6.0), (6.0, 60.0), (1e3, 1e9)] {
        let name = format!("poisson, mean {low} to {high}");
        let kernel = Kernel::of(name, low, high, poisson::quantile);
        kernels.push(kernel.vector(poisson::fill_quantiles).rejection(poisson_sample));
    }
    kernels.push(
        Kernel::of("normal", 0.5, 1.0, |u, _| normal::quantile(u))
            .rejection(|_, generator| rand_distr::StandardNormal.sample(generator)),
    );
    kernels.push(
        Kernel::of("beta, alpha 0.5 to 40, beta = 2 alpha", 0.5, 40.0, |u, a| beta::quantile(u, a, 2.0 * a))
            .rejection(|a, generator| rand_distr::Beta::new(a, 2.0 * a).expect("positive").sample(generator)),
    );
    kernels
}

fn draws(c: &mut Criterion) {
    for kernel in kernels() {
        let (low, high) = kernel.range;
        let (uniforms, parameters): (Vec<f64>, Vec<f64>) = columns(low, high).into_iter().unzip();
        let mut out = vec![0.0; DRAWS];
        let mut group = c.benchmark_group(&kernel.name);
        group.throughput(Throughput::Elements(DRAWS as u64));
        for (way, fill) in &kernel.ways {
            group.bench_function(*way, |b| {
                b.iter(|| {
                    fill(black_box(&uniforms), black_box(&parameters), &mut out);
                    black_box(out[DRAWS - 1])
                });
            });
        }
        group.finish();
    }
}

fn points(c: &mut Criterion) {
    let mut group = c.benchmark_group("points");
    group.throughput(Throughput::Elements(DRAWS as u64));
    let key = Key::of_seed(1);
    let mut column = vec![0.0; DRAWS];
    group.bench_function("uniform, a column", |b| b.iter(|| key.fill(0, black_box(3), &mut column)));
    let mut words = Words::new(0, DRAWS);
    group.bench_function("uniform, the words of a column", |b| b.iter(|| words.draw(key, black_box(3))));
    group.bench_function("uniform, one by one", |b| {
        b.iter(|| (0..DRAWS as u64).map(|trial| key.uniform(trial, 3)).sum::<f64>());
    });
    group.bench_function("latin", |b| {
        b.iter(|| (0..DRAWS as u32).map(|index| latin::coordinate(index, black_box(7))).sum::<f64>());
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
    name = benches;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_secs(1));
    targets = draws, points
}
criterion_main!(benches);
