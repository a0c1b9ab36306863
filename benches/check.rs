//! Time to check `scenarios/cookware-shop.toml`: from text to a valid scenario, and from text to its problems.

use criterion::{Criterion, criterion_group, criterion_main};
use ltvcast::model::scenario::{NoFiles, check};
use std::hint::black_box;

const SHOP: &str = include_str!("../scenarios/cookware-shop.toml");

fn checks(c: &mut Criterion) {
    let mut group = c.benchmark_group("check");
    assert!(check(SHOP, &NoFiles).is_ok());
    group.bench_function("cookware-shop", |b| b.iter(|| check(black_box(SHOP), &NoFiles)));
    let broken = SHOP.replace("margin", "marign").replace("\"18%\"", "\"180 per cent\"");
    assert!(check(&broken, &NoFiles).is_err());
    group.bench_function("cookware-shop with problems", |b| b.iter(|| check(black_box(&broken), &NoFiles)));
    group.finish();
}

criterion_group! {
    name = benches;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_secs(2));
    targets = checks
}
criterion_main!(benches);
