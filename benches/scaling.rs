//! How the time of a forecast grows with its trials, months, segments, clients and threads, each from the benchmark's
//! own size on. Criterion prints trials a second beside each time.

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use ltvcast::forecast;
use ltvcast::model::scenario::{NoFiles, Overrides, Scenario, check_with};
use ltvcast::model::watch::Unwatched;
use rayon::ThreadPoolBuilder;
use std::time::Duration;

const TRIALS: usize = 2048;
const BENCHMARK: &str = include_str!("../scenarios/benchmark.toml");

/// The benchmark at another size.
#[derive(Clone, Copy)]
struct Size {
    trials: usize,
    months: usize,
    /// Times the benchmark's three segments.
    copies: usize,
    /// Times the benchmark's new clients.
    clients: u64,
    /// None: one for each core.
    threads: Option<usize>,
}

const OWN: Size = Size { trials: TRIALS, months: 36, copies: 1, clients: 1, threads: None };

impl Size {
    fn scenario(self) -> Scenario {
        let (head, segments) = BENCHMARK.split_at(BENCHMARK.find("[[segment]]").expect("it has segments"));
        let mut text = head.replace("months = 36", &format!("months = {}", self.months));
        for copy in 0..self.copies {
            for line in segments.lines() {
                let changed = if let Some(name) = line.strip_prefix("name = ") {
                    format!("name = {}", name.replacen('"', &format!("\"{copy} "), 1))
                } else if let Some(count) = line.strip_prefix("new_clients = ") {
                    let count: u64 = count.parse().expect("a whole number of clients");
                    format!("new_clients = {}", count * self.clients)
                } else {
                    line.to_owned()
                };
                text += &(changed + "\n");
            }
        }
        let overrides = Overrides { trials: Some(self.trials), ..Overrides::default() };
        let scenario = check_with(&text, &NoFiles, overrides).expect("only its size has changed").scenario;
        assert_eq!((scenario.months, scenario.segments.len()), (self.months, 3 * self.copies));
        scenario
    }
}

fn add(group: &mut BenchmarkGroup<'_, WallTime>, label: usize, size: Size) {
    let scenario = size.scenario();
    let pool = ThreadPoolBuilder::new().num_threads(size.threads.unwrap_or(0)).build().expect("threads");
    group.throughput(Throughput::Elements(size.trials as u64));
    group.bench_function(BenchmarkId::from_parameter(label), |b| {
        b.iter(|| pool.install(|| forecast::simulate(&scenario, &Unwatched)).expect("nobody stops it"));
    });
}

fn scaling(c: &mut Criterion) {
    let mut with = |name: &str, labels: &[usize], size: &dyn Fn(usize) -> Size| {
        let mut group = c.benchmark_group(format!("scaling with {name}"));
        group.sampling_mode(SamplingMode::Flat);
        for &label in labels {
            add(&mut group, label, size(label));
        }
        group.finish();
    };
    with("trials", &[512, 2048, 8192, 32_768], &|trials| Size { trials, ..OWN });
    with("months", &[6, 12, 24, 36, 72], &|months| Size { months, ..OWN });
    with("segments", &[3, 6, 12, 24], &|segments| Size { copies: segments / 3, ..OWN });
    with("clients (times the benchmark's)", &[1, 10, 100, 10_000], &|factor| Size {
        clients: factor as u64,
        ..OWN
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads: Vec<usize> = std::iter::successors(Some(1), |threads| Some(2 * threads))
        .take_while(|threads| *threads < cores)
        .chain([cores])
        .collect();
    with("threads", &threads, &|threads| Size { threads: Some(threads), ..OWN });
}

criterion_group! {
    name = benches;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = scaling
}
criterion_main!(benches);
