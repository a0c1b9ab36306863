//! What profit is where a quantity is low or high, against closed forms; and a run told trial by trial.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::{number, of_months, summary};
use crate::shop::{SMALL, Shop};
use ltvcast::model::scenario::Scenario;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::Value;
use std::collections::BTreeMap;

const MONTHS: usize = 5;

/// Nobody joins; profit is little but five months of a normal cost.
fn costs(points: &str, trials: usize, seed: u64) -> Scenario {
    of_months(
        MONTHS,
        &format!(
            "[simulation]\npoints = \"{points}\"\ntrials = {trials}\nseed = {seed}\n\
             [money]\nfixed_costs = {{ normal = {{ mean = 1000, sd = 100 }} }}\n"
        ),
        "[[segment]]\nname = \"one\"\nnew_clients = 0\ncac = 1\nchurn = 0.5\norders = \"subscription\"\norder_value = 1\n\
         servicing = { uniform = [10, 20] }\nopening = [{ clients = 4, tenure_months = 1 }]\n",
    )
}

/// The mean of the lowest tenth of a normal law is `mu - sd phi(z) / 0.1` with `z` its quantile of a tenth, 1.754983
/// standard deviations below the mean.
#[test]
fn the_swing_of_a_normal_cost_is_that_of_its_tails() {
    let all = summary(&costs("sobol", 16_384, 3));
    let first = &all["swings"][0];
    assert_eq!(first["quantity"], "money.fixed_costs");
    assert!((number(first, "/low") - (1000.0 - 128.155_157)).abs() < 1e-3, "{first}");
    let swing = -2.0 * MONTHS as f64 * 175.498_33;
    // Sobol points: off by 5 of its errors once in 1.7 million runs, and by what other clients do by chance.
    let (found, se) = (number(first, "/swing/value"), number(first, "/swing/se"));
    assert!((found - swing).abs() < 5.0 * se && se < 2.0, "{found} instead of {swing}, +- {se}");
    let sides = number(first, "/profit_high/value") - number(first, "/profit_low/value");
    assert!((sides - found).abs() < 1e-9 * found.abs(), "{sides} {found}");
    let widths: Vec<f64> =
        all["swings"].as_array().unwrap().iter().map(|s| number(s, "/swing/value").abs()).collect();
    assert!(widths.len() == 2 && widths[0] > widths[1], "{widths:?}");
}

/// Over 200 seeds of plain random trials the mean of the errors told is the spread of the swings: the spread of 200 has a
/// relative error of 5 %, each told one of 13 %, so that their ratio is between 0.8 and 1.25 but once in 10,000 times.
#[test]
fn the_error_of_a_swing_is_that_of_runs_on_other_seeds() {
    const RUNS: u64 = 200;
    let of_seed = |seed: u64| {
        let all = summary(&costs("random", 960, seed));
        let swings = all["swings"].as_array().unwrap().clone();
        let one = swings.iter().find(|swing| swing["quantity"] == "money.fixed_costs").unwrap();
        (number(one, "/swing/value"), number(one, "/swing/se"))
    };
    let runs: Vec<(f64, f64)> = (0..RUNS).map(of_seed).collect();
    let mean = runs.iter().map(|run| run.0).sum::<f64>() / RUNS as f64;
    let spread = (runs.iter().map(|run| square(run.0 - mean)).sum::<f64>() / (RUNS - 1) as f64).sqrt();
    let told = (runs.iter().map(|run| square(run.1)).sum::<f64>() / RUNS as f64).sqrt();
    assert!((0.8..1.25).contains(&(told / spread)), "told {told}, found {spread}");
}

fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn what_is_known_moves_nothing() {
    let text = "[[segment]]\nname = \"one\"\nnew_clients = 5\ncac = 1\nchurn = 0.5\norders = \"subscription\"\norder_value = 1\n";
    assert_eq!(summary(&of_months(3, "", text))["swings"], serde_json::json!([]));
}

/// The columns of a file of trials, by name.
fn columns(shop: &Shop, file: &str) -> BTreeMap<String, Vec<Option<f64>>> {
    let reader = SerializedFileReader::new(std::fs::File::open(shop.path(file)).unwrap()).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields().to_vec();
    let mut columns: BTreeMap<String, Vec<Option<f64>>> = BTreeMap::new();
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        for (place, field) in fields.iter().enumerate() {
            let value = row.get_double(place).or_else(|_| row.get_long(place).map(|number| number as f64));
            columns.entry(field.name().to_owned()).or_default().push(value.ok());
        }
    }
    columns
}

/// The small shop with one more uncertain quantity.
fn serviced() -> String {
    SMALL.replace("\"400 to 600\"", "\"400 to 600\"\nservicing = \"5 to 9\"")
}

#[test]
fn trials_are_those_of_the_forecast() {
    let shop = Shop::new();
    shop.write("serviced.toml", serviced().as_bytes());
    let words =
        ["simulate", "serviced.toml", "--trials", "70000", "--trials-out", "deep/trials.parquet", "--json"];
    let done = shop.ltvcast(&words).assert().code(0);
    let summary: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let columns = columns(&shop, "deep/trials.parquet");
    let column = |name: &str| -> Vec<f64> { columns[name].iter().map(|value| value.unwrap()).collect() };

    let trials = column("trial");
    assert!(
        trials.len() == 70_000 && trials.iter().zip(1..).all(|(trial, number)| *trial == f64::from(number))
    );
    let names: Vec<&str> = columns.keys().map(String::as_str).collect();
    let mut expected = vec![
        "Search.cac",
        "Search.churn",
        "Search.order_value",
        "Search.servicing",
        "active_clients_end",
        "ad_spend",
        "new_clients",
        "profit",
        "revenue",
        "roas",
        "romi",
        "trial",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);

    // A percentile of drawn trials is off the smoothed one by its own error: 5 of 0.0019 of the trials, and of nothing else.
    let profit = column("profit");
    let share = |level: f64| profit.iter().filter(|value| **value < level).count() as f64 / 70_000.0;
    for (name, below) in [("p10", 0.1), ("p50", 0.5), ("p90", 0.9)] {
        let found = share(number(&summary, &format!("/headline/profit/{name}")));
        assert!((found - below).abs() < 5.0 * 0.0019, "{name}: {found}");
    }
    // Values below a quantity's own P5 are a twentieth, to the evenness of Sobol points.
    for quantity in summary["quantities"].as_array().unwrap() {
        let Some(values) = columns.get(quantity["path"].as_str().unwrap()) else { continue };
        let p5 = number(quantity, "/p5");
        let below = values.iter().filter(|value| value.unwrap() <= p5).count() as f64 / 70_000.0;
        assert!((below - 0.05).abs() < 1e-3, "{quantity}: {below}");
    }
    // Swings by hand, from the file alone.
    for swing in summary["swings"].as_array().unwrap() {
        let values = column(swing["quantity"].as_str().unwrap());
        let mean = |is_in: &dyn Fn(f64) -> bool| {
            let held: Vec<f64> =
                values.iter().zip(&profit).filter(|(x, _)| is_in(**x)).map(|(_, y)| *y).collect();
            held.iter().sum::<f64>() / held.len() as f64
        };
        let (low, high) = (number(swing, "/low"), number(swing, "/high"));
        for (name, found) in [("low", mean(&|x| x <= low)), ("high", mean(&|x| x >= high))] {
            let told = number(swing, &format!("/profit_{name}/value"));
            assert!((found - told).abs() < 1e-9 * told.abs(), "{swing}: {found}");
        }
    }
}

#[test]
fn what_does_not_exist_in_a_trial_is_null() {
    let shop = Shop::new();
    shop.write("free.toml", SMALL.replace("\"400 to 600\"", "0").as_bytes());
    shop.ltvcast(&["simulate", "free.toml", "-q", "--trials-out", "trials.parquet"]).assert().code(0);
    let columns = columns(&shop, "trials.parquet");
    assert!(columns["roas"].iter().chain(&columns["romi"]).all(Option::is_none));
    assert!(columns["profit"].iter().all(Option::is_some));
}

#[test]
fn a_file_of_trials_is_written_once_the_same_on_any_threads_and_never_over_another() {
    let shop = Shop::new();
    let run = |file: &str, more: &[&str]| {
        shop.ltvcast(
            &[&["simulate", "small.toml", "-q", "--out", "result", "--trials-out", file], more].concat(),
        )
        .assert()
    };
    run("one.parquet", &["--threads", "1"]).code(0);
    run("two.parquet", &["--threads", "3"]).code(0);
    let bytes = |file: &str| std::fs::read(shop.path(file)).unwrap();
    assert_eq!(bytes("one.parquet"), bytes("two.parquet"));
    shop.write("mine.parquet", b"mine");
    let refused = run("mine.parquet", &[]).code(2);
    let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(said.contains("mine.parquet is there already") && said.contains("--force"), "{said}");
    assert_eq!(bytes("mine.parquet"), b"mine");
    run("mine.parquet", &["--force"]).code(0);
    assert_eq!(bytes("mine.parquet"), bytes("one.parquet"));
    // In the result's own folder it is a part of the result, which the next run replaces.
    run("result/trials.parquet", &[]).code(0);
    run("result/trials.parquet", &["--force"]).code(0);
    assert_eq!(bytes("result/trials.parquet"), bytes("one.parquet"));
    let done = run("result", &[]).code(1);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.contains("it is a folder"), "{said}");
}
