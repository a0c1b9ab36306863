//! What is told of cohorts: revenue by period of joining, the first cohort by age, a single client's histogram.
//!
//! Where clients vary, figures are held to closed forms or to each other within 5 standard errors: a new seed raises a
//! false alarm once in 1.7 million tests with plain random points and once in 40,000 with Sobol points, whose errors
//! have 31 degrees of freedom; the file makes some 80.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{assert_agree, drawn, number, of_months, scenario, summary, tallied};
use crate::statistics::mean;
use ltvcast::forecast;
use ltvcast::model::scenario::Scenario;
use ltvcast::model::watch::Unwatched;
use serde_json::Value;

const MOST_Z: f64 = 5.0;

#[track_caller]
fn assert_near(what: &str, found: f64, expected: f64, se: f64) {
    // Where no quantity is uncertain the mean is known but for rounding, and its error is 0.
    let most = MOST_Z * se + 1e-9 * expected.abs();
    assert!((found - expected).abs() < most, "{what}: {found} +- {se} instead of {expected}");
}

fn simulation(points: &str, trials: usize) -> String {
    format!("[simulation]\ntrials = {trials}\npoints = \"{points}\"\n")
}

fn shop(trials: usize) -> Value {
    let text = include_str!("../../scenarios/cookware-shop.toml");
    summary(&scenario(&text.replace("trials = 20000", &format!("trials = {trials}"))))
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a Vec<Value> {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer} is no list"))
}

#[test]
fn cohorts_pay_what_a_pencil_says_whatever_is_drawn() {
    let summary = summary(&of_months(
        4,
        &simulation("random", 64),
        r#"
        [[segment]]
        name = "one"
        new_clients = [8, 0, 4, 0]
        opening = [{ clients = 16, tenure_months = 1 }]
        cac = 1
        churn = { hazard = [0.5, 0.25] }
        orders = "subscription"
        order_value = 10
        [[segment]]
        name = "two"
        new_clients = [0, 1, 0, 0]
        cac = 1
        churn = 0
        orders = { poisson = { rate = 2 } }
        order_value = { gamma = { mean = 3, shape = 1 } }
        "#,
    ));
    assert_eq!(summary["cohorts"]["step_months"], 1);
    let periods = ["2027-11", "2027-12", "2028-01", "2028-02"];
    assert_eq!(summary["cohorts"]["periods"], serde_json::json!(periods));
    let expected: [(Option<&str>, [Option<f64>; 4]); 5] = [
        (None, [Some(160.0), Some(120.0), Some(90.0), Some(67.5)]),
        (Some(periods[0]), [Some(80.0), Some(40.0), Some(30.0), Some(22.5)]),
        (Some(periods[1]), [None, Some(6.0), Some(6.0), Some(6.0)]),
        (Some(periods[2]), [None, None, Some(40.0), Some(20.0)]),
        (Some(periods[3]), [None, None, None, Some(0.0)]),
    ];
    let rows = list(&summary, "/cohorts/rows");
    assert_eq!(rows.len(), 5);
    for (row, (joined, revenue)) in rows.iter().zip(expected) {
        assert_eq!(row["joined"].as_str(), joined);
        for (t, expected) in revenue.into_iter().enumerate() {
            match (row["revenue"][t].as_f64(), expected) {
                (Some(found), Some(expected)) => assert_agree("revenue", found, expected),
                (found, expected) => assert_eq!(found, expected, "{joined:?} {t}"),
            }
        }
    }
}

/// Ten clients whose price is `{ mean = 10, sd = 2 }`, the same for all: a month's revenue has the standard deviation
/// 20, and its mean over 4,096 independent trials the error 20 / 64. The error is estimated from 32 batches, with a
/// relative standard deviation of 13 %: half to double is more than 3.8 of them, with the tail of chi-square a false
/// alarm in 10,000 seeds. Sobol points and Latin ones are far better than that here.
#[test]
fn a_cohorts_mean_carries_its_error() {
    let error = |points: &str| {
        let summary = summary(&of_months(
            2,
            &simulation(points, 4096),
            r#"
            [[segment]]
            name = "one"
            new_clients = [10, 0]
            churn = 0
            orders = "subscription"
            order_value = { fixed = { mean = 10, sd = 2 } }
            "#,
        ));
        assert!(summary["cohorts"]["rows"][1]["revenue_se"][0].is_null());
        assert_near(
            "mean",
            number(&summary, "/cohorts/rows/0/revenue/1"),
            100.0,
            number(&summary, "/cohorts/rows/0/revenue_se/1"),
        );
        number(&summary, "/cohorts/rows/0/revenue_se/0")
    };
    let expected = 20.0 / 64.0;
    assert!((0.5 * expected..2.0 * expected).contains(&error("random")), "{}", error("random"));
    for points in ["sobol", "latin"] {
        assert!(error(points) < 0.05 * expected, "{points}: {}", error(points));
    }
}

#[test]
fn longer_horizons_have_longer_periods_and_no_book_has_no_row() {
    for (months, step, joining, last_length) in [(38, 3, 3.0, 2.0), (126, 12, 12.0, 6.0)] {
        let summary = summary(&of_months(
            months,
            &simulation("sobol", 64),
            r#"
            [[segment]]
            name = "one"
            new_clients = 2
            cac = 1
            churn = 0
            orders = "subscription"
            order_value = 10
            "#,
        ));
        assert_eq!(summary["cohorts"]["step_months"], step);
        let (rows, periods) = (list(&summary, "/cohorts/rows"), list(&summary, "/cohorts/periods"));
        assert_eq!((rows.len(), periods.len()), (months.div_ceil(step), months.div_ceil(step)));
        assert_eq!(rows[0]["joined"], periods[0]);
        // Two clients join each month: in the period of joining they pay 1 + 2 + ... months, then all of them.
        let pays = |row: usize, t: usize| number(&rows[row], &format!("/revenue/{t}"));
        assert_agree("joining", pays(0, 0), 20.0 * joining * (joining + 1.0) / 2.0);
        assert_agree("after", pays(0, 1), 20.0 * joining * joining);
        let last = rows.len() - 1;
        assert_agree("the last period", pays(0, last), 20.0 * joining * last_length);
        assert_agree("the last cohort", pays(last, last), 20.0 * last_length * (last_length + 1.0) / 2.0);
    }
}

#[test]
fn columns_of_the_table_add_up_to_the_months_revenue() {
    let summary = shop(4096);
    let rows = list(&summary, "/cohorts/rows");
    assert_eq!(rows.len(), 13);
    for t in 0..12 {
        let column: f64 = rows.iter().filter_map(|row| row["revenue"][t].as_f64()).sum();
        let month = |field: &str| number(&summary, &format!("/months/{t}/revenue/{field}"));
        assert_near(&format!("month {t}"), column, month("mean"), month("se"));
    }
}

#[test]
fn rows_of_the_table_are_whose_they_say() {
    // Undiscounted and as long as the horizon, the first cohort's LTV is its row; the book is what nobody acquired pays.
    let scenario = of_months(
        12,
        &format!("lifetime_months = 12\n{}[money]\ndiscount_rate = 0\n", simulation("random", 4096)),
        r#"
        [[segment]]
        name = "one"
        new_clients = 40
        opening = [{ clients = "80 to 120", tenure_months = 5 }]
        cac = 30
        churn = { beta_geometric = { alpha = "0.6 to 0.9", beta = 6 } }
        orders = { gamma_poisson = { rate = "0.4 to 0.6", shape = 1.5 } }
        order_value = { lognormal = { mean = "90 to 110", cv = 0.5 } }
        "#,
    );
    let outcome = drawn(&scenario, 4096, 7);
    let summary = forecast::summarise(&scenario, &tallied(&scenario, 4096, 7), &Unwatched).unwrap();
    let row = |place: usize| summary.cohorts.rows[place].revenue.iter().flatten().sum::<f64>();
    let book = outcome.gather(|block, part| {
        let columns = &block.segments[0];
        for ((cell, all), acquired) in
            part.iter_mut().zip(columns.revenue.total()).zip(&columns.acquired_revenue)
        {
            *cell = all - acquired;
        }
    });
    let book = mean(&book);
    assert_near("the opening book", row(0), book.value, book.se);
    let first = summary.segments[0].ltv_cohort.revenue;
    assert_near("the first cohort", row(1), 40.0 * first.mean.unwrap(), 40.0 * first.se.unwrap());
    let acquired =
        mean(&outcome.gather(|block, part| part.copy_from_slice(&block.segments[0].acquired_revenue)));
    let rows: f64 = (1..13).map(row).sum();
    assert_near("all who were acquired", rows, acquired.value, acquired.se);
}

/// One cohort of 30 in the second month of 8, followed for `lifetime` months.
fn one_cohort(lifetime: usize, churn: &str, trials: usize, points: &str) -> Value {
    summary(&of_one_cohort(lifetime, churn, trials, points))
}

fn of_one_cohort(lifetime: usize, churn: &str, trials: usize, points: &str) -> Scenario {
    of_months(
        8,
        &format!("lifetime_months = {lifetime}\n{}[money]\ndiscount_rate = 0\n", simulation(points, trials)),
        &format!(
            r#"
            [[segment]]
            name = "one"
            new_clients = [0, 30, 0, 0, 0, 0, 0, 0]
            cac = "10 to 14"
            margin = 0.5
            servicing = 1
            churn = {churn}
            orders = "subscription"
            order_value = 10
            "#
        ),
    )
}

#[test]
fn without_churn_each_month_of_age_earns_the_same() {
    for lifetime in [3, 7, 20, 90] {
        let summary = one_cohort(lifetime, "0", 64, "sobol");
        let ages = list(&summary, "/segments/0/ages");
        assert_eq!(ages.len(), lifetime.min(60) + 1);
        for age in ages {
            let months = number(age, "/age_months");
            assert_eq!((number(age, "/retention/p5"), number(age, "/retention/p95")), (1.0, 1.0));
            assert_agree("earned", number(age, "/earned/mean"), 4.0 * months);
        }
        assert_eq!(ages[ages.len() - 1]["age_months"], lifetime);
    }
}

/// The LTV horizon ends before the budget's, with it and after it.
#[test]
fn ages_end_where_ltv_does_and_retention_is_survival() {
    for points in ["random", "sobol", "latin"] {
        for lifetime in [4, 7, 15] {
            let scenario = of_one_cohort(lifetime, "{ hazard = [0.3, 0.2, 0.1] }", 2000, points);
            let summary = summary(&scenario);
            let segment = &summary["segments"][0];
            let ages = list(&summary, "/segments/0/ages");
            let mut survival = 1.0;
            for (age, cell) in ages.iter().enumerate() {
                assert_eq!(cell["age_months"], age);
                if age == 0 {
                    assert_eq!(number(cell, "/retention/sd"), 0.0);
                } else {
                    let (found, se) = (number(cell, "/retention/mean"), number(cell, "/retention/se"));
                    assert_near(&format!("{points}, age {age} of {lifetime}"), found, survival, se);
                }
                survival *= 1.0 - [0.3, 0.2, 0.1][age.min(2)];
            }
            let before_cac = number(segment, "/ltv_cohort/net/mean") + number(segment, "/cac/mean");
            let last = &ages[ages.len() - 1];
            let (found, se) = (number(last, "/earned/mean"), number(last, "/earned/se"));
            assert_near(&format!("earned of {lifetime}"), found, before_cac, se);
            // Undiscounted, the last age has earned what LTV leaves before CAC, in every trial.
            for block in drawn(&scenario, 2000, 1).blocks() {
                let cohort = block.segments[0].lifetime.as_ref().expect("it has new clients");
                let ages = cohort.ages.as_ref().expect("of the first trials");
                for trial in 0..block.width {
                    let earned = ages.earned.row(ages.earned.len() - 1)[trial] / ages.active.row(0)[trial];
                    assert_agree("earned", earned, cohort.cohort.net[trial] + cohort.cac[trial]);
                }
            }
        }
    }
}

#[test]
fn ages_are_of_the_first_2048_trials() {
    for points in ["random", "sobol", "latin"] {
        let ages = |trials| one_cohort(10, "\"10% to 30%\"", trials, points)["segments"][0]["ages"].clone();
        let kept = ages(2048);
        assert_eq!(kept, ages(3000), "{points}");
        assert_ne!(kept, ages(2000), "{points}");
    }
}

/// A client who pays for `k` months leaves `4 k` before CAC, which is about 12: those of three months and more repay
/// a CAC below 12, which is half of the cases, those of four any.
#[test]
fn a_client_repays_cac_as_often_as_it_lives_long_enough() {
    let summary = one_cohort(20, "0.2", 20_000, "random");
    let segment = &summary["segments"][0];
    let cac = &segment["cac"];
    assert!((number(cac, "/p5") - 10.0).abs() < 0.1 && (number(cac, "/p95") - 14.0).abs() < 0.1, "{cac}");
    // The interval is lognormal, its median sqrt(10 * 14) = 11.83 and log-sd ln(1.4) / 2 / 1.6449.
    let below_12 = statrs::distribution::ContinuousCDF::cdf(
        &statrs::distribution::Normal::standard(),
        (12.0f64 / 140.0f64.sqrt()).ln() / (1.4f64.ln() / 2.0 / 1.644_853_627),
    );
    let expected = 0.8f64.powi(3) + (0.8f64.powi(2) - 0.8f64.powi(3)) * below_12;
    let (found, se) = (number(segment, "/client_repays_cac/value"), number(segment, "/client_repays_cac/se"));
    assert_near("P(repays)", found, expected, se);
    let numbers = |pointer: &str| -> Vec<f64> {
        list(segment, pointer).iter().map(|cell| cell.as_f64().unwrap()).collect()
    };
    let (edges, shares) = (numbers("/client_histogram/edges"), numbers("/client_histogram/shares"));
    assert_eq!((edges.len(), shares.len()), (41, 40));
    assert_agree("the least", edges[0], 4.0);
    assert_agree("the most", edges[40], 80.0);
    // One month, two, ...: 4, 8 and 12 fall into the bins from 4, 7.8 and 11.6, each 1.9 wide.
    let error = |p: f64| (p * (1.0 - p) / 20_000.0).sqrt();
    for (bin, p) in [(0, 0.2), (1, 0.0), (2, 0.16), (4, 0.128)] {
        assert_near(&format!("bin {bin}"), shares[bin], p, error(p).max(1e-12));
    }
    let whole: f64 = shares.iter().sum::<f64>()
        + number(segment, "/client_histogram/below")
        + number(segment, "/client_histogram/above");
    assert_agree("all", whole, 1.0);
}

#[test]
fn a_segment_that_acquires_nobody_has_none_of_it() {
    let summary = summary(&of_months(
        6,
        &simulation("sobol", 64),
        r#"
        [[segment]]
        name = "one"
        new_clients = 0
        opening = [{ clients = 5, tenure_months = 2 }]
        churn = 0.1
        orders = "subscription"
        order_value = 10
        "#,
    ));
    let segment = &summary["segments"][0];
    assert!(segment["cac"]["mean"].is_null() && segment["client_repays_cac"].is_null());
    assert_eq!(segment["ages"], serde_json::json!([]));
    assert_eq!(segment["client_histogram"]["edges"], serde_json::json!([]));
}
