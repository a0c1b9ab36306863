//! Trials a second on `scenarios/benchmark.toml`: the engine alone, the engine with its summary, and with a hundred
//! times the clients, which may not cost more.

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use ltvcast::engine::{self, Run};
use ltvcast::forecast;
use ltvcast::model::scenario::{NoFiles, Overrides, Scenario, check_with};
use ltvcast::model::watch::Unwatched;
use std::time::Duration;

const TRIALS: usize = 2048;
const BENCHMARK: &str = include_str!("../scenarios/benchmark.toml");

fn scenario(text: &str) -> Scenario {
    let overrides = Overrides { trials: Some(TRIALS), ..Overrides::default() };
    check_with(text, &NoFiles, overrides).expect("a shipped scenario is valid").scenario
}

/// The same scenario with a hundred times the clients a month.
fn hundredfold() -> String {
    let line = |line: &str| {
        let clients: Option<u64> =
            line.strip_prefix("new_clients = ").map(|count| count.parse().expect("a number"));
        clients.map_or_else(|| line.to_owned(), |clients| format!("new_clients = {}", 100 * clients))
    };
    let text: Vec<String> = BENCHMARK.lines().map(line).collect();
    assert_ne!(text.join("\n").trim_end(), BENCHMARK.trim_end(), "new_clients is written otherwise");
    text.join("\n")
}

fn forecasts(c: &mut Criterion) {
    let mut group = c.benchmark_group("forecast");
    group.throughput(Throughput::Elements(TRIALS as u64));
    group.sampling_mode(SamplingMode::Flat);
    for (name, text) in [("benchmark", BENCHMARK.to_owned()), ("benchmark, clients x 100", hundredfold())] {
        let scenario = scenario(&text);
        group.bench_function(format!("{name}: engine"), |b| {
            b.iter(|| engine::simulate(&scenario, Run::of(&scenario), &Unwatched).expect("nobody stops it"));
        });
        group.bench_function(format!("{name}: engine and summary"), |b| {
            b.iter(|| forecast::simulate(&scenario, &Unwatched).expect("nobody stops it"));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5));
    targets = forecasts
}
criterion_main!(benches);
