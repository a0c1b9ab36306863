//! Time to make the page and the workbook of a forecast of 24 months and five segments, and what both are made of.

use criterion::{Criterion, criterion_group, criterion_main};
use ltvcast::forecast::simulate;
use ltvcast::model::scenario::{NoFiles, Scenario, check};
use ltvcast::model::watch::Unwatched;
use ltvcast::report::charts::charts;
use ltvcast::report::document::{Forecast, Stamp, forecast};
use ltvcast::report::language::Language;
use ltvcast::report::{html, xlsx};
use std::fmt::Write as _;
use std::hint::black_box;

fn scenario() -> Scenario {
    let mut text = "name = \"five\"\ncurrency = \"EUR\"\nstart = \"2027-01\"\nmonths = 24\nlifetime_months = 60\n\
                    [simulation]\ntrials = 1024\n[money]\ntarget_profit = \"5M\"\nfixed_costs = \"90K to 110K\"\n"
        .to_owned();
    for place in 1..=5 {
        let _ = write!(
            text,
            "[[segment]]\nname = \"Segment {place}\"\nnew_clients = \"{place}00 to {place}20\"\ncac = \"40 to 60\"\n\
             churn = \"4% to 6%\"\norders = \"subscription\"\norder_value = \"45 to 55\"\n"
        );
    }
    check(&text, &NoFiles).map_or_else(|problems| panic!("{problems:#?}"), |checked| checked.scenario)
}

fn reports(c: &mut Criterion) {
    let summary = simulate(&scenario(), &Unwatched).unwrap_or_else(|stopped| panic!("{stopped}"));
    let mut group = c.benchmark_group("reports");
    group.sample_size(10);
    for language in Language::ALL {
        let charts = charts(&summary, None, language);
        let of = Forecast { summary: &summary, plan: None, charts: &charts, stamp: Stamp { version: "0" } };
        let document = forecast(of, language);
        let name = |what: &str| format!("{what}, {}", language.code());
        group.bench_function(name("document"), |b| b.iter(|| forecast(black_box(of), language)));
        group.bench_function(name("report.html"), |b| b.iter(|| html::page(black_box(&document))));
        group.bench_function(name("report.xlsx"), |b| b.iter(|| xlsx::workbook(black_box(&document))));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    // Charts would need a font on the machine.
    config = Criterion::default()
        .without_plots()
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_secs(3));
    targets = reports
}
criterion_main!(benches);
