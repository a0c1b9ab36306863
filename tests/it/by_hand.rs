//! Forecasts that a person can compute with a pencil: growth, seasons, taxes, opening books, the three LTVs.
//!
//! Scenarios without chance agree to 1e-9. Where clients vary, means are held to closed forms by z-tests: at
//! |z| < 5 a new seed raises a false alarm once in 1.7 million tests, and the file makes fewer than 100.

#![allow(
    clippy::disallowed_methods,
    reason = "what a test expects need not have the same last bits everywhere"
)]

use crate::lab::{agree, assert_agree, drawn, month, number, of_months, run, summary};
use crate::statistics::{Estimated, mean};
use ltvcast::engine::{Detail, Run};
use ltvcast::model::scenario::Scenario;
use serde_json::Value;

/// Two-sided 5.7e-7.
const MOST_Z: f64 = 5.0;

#[track_caller]
fn assert_mean(what: &str, column: &[f64], expected: f64) {
    let found: Estimated = mean(column);
    let z = (found.value - expected) / found.se;
    assert!(z.abs() < MOST_Z, "{what}: {} instead of {expected}, z = {z:.1}", found.value);
}

#[track_caller]
fn assert_figure_mean(what: &str, figure: &Value, expected: f64) {
    let (found, se) = (number(figure, "/mean"), number(figure, "/se"));
    // Where no quantity is uncertain the mean is known but for rounding, and its error is 0.
    let most = MOST_Z * se + 1e-9 * expected.abs();
    assert!((found - expected).abs() < most, "{what}: {found} +- {se} instead of {expected}");
}

fn month_mean(summary: &Value, t: usize, field: &str) -> f64 {
    number(summary, &format!("/months/{t}/{field}/mean"))
}

/// Few trials: nothing varies.
const CERTAIN: &str = "[simulation]\ntrials = 64\n";

#[test]
fn growth_compounds_by_the_month_and_costs_have_their_own() {
    let scenario = of_months(
        26,
        &format!("{CERTAIN}[money]\nfixed_costs = 900\ncost_growth = 0.06\n"),
        r#"
        [[segment]]
        name = "one"
        new_clients = 10
        opening = [{ clients = 50, tenure_months = 4 }]
        cac = 30
        cac_growth = 0.2
        servicing = 2
        growth = "-0.1"
        churn = 0
        orders = "subscription"
        order_value = 7
        [[segment]]
        name = "two"
        new_clients = 0
        opening = [{ clients = 10, tenure_months = 0 }]
        servicing = 3
        cost_growth = 0
        churn = 0
        orders = "subscription"
        order_value = 1
        "#,
    );
    let summary = summary(&scenario);
    for t in 0..26 {
        let years = t as f64 / 12.0;
        let active = 50.0 + 10.0 * (t + 1) as f64;
        let segment = |field: &str| number(&summary, &format!("/segments/0/months/{t}/{field}/mean"));
        assert_agree("active clients", segment("active_clients"), active);
        assert_agree("revenue", segment("revenue"), active * 7.0 * 0.9f64.powf(years));
        assert_agree("ad spend", segment("ad_spend"), 10.0 * 30.0 * 1.2f64.powf(years));
        assert_agree("servicing", segment("servicing"), active * 2.0 * 1.06f64.powf(years));
        let second = number(&summary, &format!("/segments/1/months/{t}/servicing/mean"));
        assert_agree("servicing of the second", second, 30.0);
        assert_agree("fixed costs", month_mean(&summary, t, "fixed_costs"), 900.0 * 1.06f64.powf(years));
    }
}

#[test]
fn a_hazard_curve_of_certainties_leaves_on_time_and_its_last_value_continues() {
    let scenario = of_months(
        6,
        CERTAIN,
        r#"
        [[segment]]
        name = "one"
        new_clients = [3, 0, 5, 0, 0, 0]
        opening = [{ clients = 7, tenure_months = 1 }, { clients = 20, tenure_months = 2 }, { clients = 90, tenure_months = 11 }]
        churn = { hazard = [0, 0, 1] }
        orders = "subscription"
        order_value = 1
        "#,
    );
    let summary = summary(&scenario);
    let expected = [(120.0, 110.0), (10.0, 7.0), (8.0, 3.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)];
    for (t, (active, churned)) in expected.into_iter().enumerate() {
        assert_eq!(month_mean(&summary, t, "active_clients"), active, "month {t}");
        assert_eq!(month_mean(&summary, t, "churned_clients"), churned, "month {t}");
    }
}

#[test]
fn seasons_follow_the_calendar_from_november() {
    let seasons = [0.4, 1.6, 0.7, 1.3, 1.0, 1.0, 0.5, 1.5, 1.0, 1.0, 0.6, 1.4];
    let scenario = of_months(
        14,
        "",
        &format!(
            r#"
            [[segment]]
            name = "one"
            new_clients = 0
            opening = [{{ clients = 10000, tenure_months = 0 }}]
            churn = {{ constant = 0.2 }}
            orders = {{ gamma_poisson = {{ rate = 0.6, shape = 2 }} }}
            order_value = 1
            seasonality = {seasons:?}
            "#
        ),
    );
    let outcome = drawn(&scenario, 640, 3);
    for t in 0..14 {
        let expected = 1e4 * 0.8f64.powf(t as f64) * 0.6 * seasons[(t + 10) % 12];
        assert_mean(&format!("orders of month {t}"), &month(&outcome, 0, |s| &s.orders, t), expected);
    }
}

#[test]
fn a_count_that_is_not_whole_has_its_mean_and_rises_with_it() {
    let scenario = of_months(
        3,
        "",
        r#"
        [[segment]]
        name = "one"
        new_clients = [4.3, 0.05, 1234567.9]
        churn = 0
        orders = "subscription"
        order_value = 1
        "#,
    );
    let new = |scale: f64, t: usize| {
        let run = run(&scenario, Run { trials: 20_000, seed: 4, scale, detail: Detail::Budget });
        month(&run, 0, |s| &s.new, t)
    };
    for (t, x) in [4.3, 0.05, 1234567.9].into_iter().enumerate() {
        let column = new(1.0, t);
        assert_mean("new clients", &column, x);
        let (low, high) = (f64::floor(x), f64::floor(x) + 1.0);
        assert!(column.iter().all(|&count| count == low || count == high));
        let mut below = column;
        for scale in [1.01, 1.1, 1.3, 2.0] {
            let above = new(scale, t);
            assert!(below.iter().zip(&above).all(|(below, above)| below <= above), "scale {scale}");
            below = above;
        }
    }
}

/// Clients who stay one month and pay 100: revenue is what is listed.
fn taxed(tax: &str, margin: &str) -> Scenario {
    of_months(
        6,
        &format!("{CERTAIN}[money]\nfixed_costs = 1000\ntax = {tax}\n"),
        &format!(
            r#"
            [[segment]]
            name = "one"
            new_clients = [1, 20, 20, 3, 0, 20]
            margin = {margin}
            churn = 1
            orders = "subscription"
            order_value = 100
            "#
        ),
    )
}

#[test]
fn a_tax_on_revenue_is_a_share_of_it() {
    let summary = summary(&taxed("{ revenue = 0.06 }", "0.4"));
    for (t, revenue) in [100.0, 2000.0, 2000.0, 300.0, 0.0, 2000.0].into_iter().enumerate() {
        assert_agree("tax", month_mean(&summary, t, "tax"), 0.06 * revenue);
        assert_agree("cost of goods", month_mean(&summary, t, "cost_of_goods"), 0.6 * revenue);
        assert_agree("profit", month_mean(&summary, t, "profit"), (0.4 - 0.06) * revenue - 1000.0);
    }
}

/// November -900; December 1000, so 100 in the year: 25. January 1000 of a new year: 250; February -700, so 300 are
/// left: -175; March -1000, so nothing is left: -75; April 1000, so 300 again: 75.
#[test]
fn a_tax_on_profit_accrues_in_the_calendar_year_and_carries_nothing_forward() {
    let summary = summary(&taxed("{ profit = 0.25 }", "1"));
    for (t, tax) in [0.0, 25.0, 250.0, -175.0, -75.0, 75.0].into_iter().enumerate() {
        assert_agree("tax", month_mean(&summary, t, "tax"), tax);
    }
    for (year, tax) in [25.0, 75.0].into_iter().enumerate() {
        assert_agree("tax of the year", number(&summary, &format!("/years/{year}/tax/mean")), tax);
    }
    // -900 + 1000 - 25 and 1000 - 700 - 1000 + 1000 - 75.
    assert_agree("profit", number(&summary, "/headline/profit/mean"), 75.0 + 225.0);
    let left_out = summary["self_check"]["left_out"].to_string();
    assert!(left_out.contains("profit after tax on profit"), "{left_out}");
}

/// Of 120 with VAT of 20 %, 20 are tax, 100 net; a margin of 40 % leaves 40 of them.
#[test]
fn vat_stands_inside_the_price_and_margin_is_of_the_rest() {
    let summary = summary(&taxed("{ vat = 0.2 }", "0.4"));
    for (t, revenue) in [100.0, 2000.0, 2000.0, 300.0, 0.0, 2000.0].into_iter().enumerate() {
        assert_agree("revenue", month_mean(&summary, t, "revenue"), revenue);
        assert_agree("tax", month_mean(&summary, t, "tax"), revenue / 6.0);
        assert_agree("cost of goods", month_mean(&summary, t, "cost_of_goods"), revenue / 2.0);
        assert_agree("profit", month_mean(&summary, t, "profit"), revenue / 3.0 - 1000.0);
    }
    assert_agree("LTV margin", number(&summary, "/segments/0/ltv_cohort/margin/mean"), 100.0 / 3.0);
}

/// A million survivors of 12 months: the first hazard is `h(12)`, the next `h(13)`.
#[test]
fn an_opening_book_goes_on_at_its_tenure() {
    let sbg = |age: f64| 0.7 / (0.7 + 9.0 + age);
    let survival = |age: f64| 0.9f64.powf(age.powf(0.6));
    let weibull = |age: f64| 1.0 - survival(age + 1.0) / survival(age);
    let laws: [(&str, &dyn Fn(f64) -> f64); 4] = [
        ("{ beta_geometric = { alpha = 0.7, beta = 9 } }", &sbg),
        ("{ discrete_weibull = { q = 0.9, b = 0.6 } }", &weibull),
        ("{ hazard = [0.5, 0.4, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.2, 0.13, 0.09] }", &|age| {
            if age == 12.0 { 0.13 } else { 0.09 }
        }),
        ("{ constant = 0.07 }", &|_| 0.07),
    ];
    for (churn, hazard) in laws {
        let scenario = of_months(
            3,
            "",
            &format!(
                r#"
                [[segment]]
                name = "one"
                new_clients = 0
                opening = [{{ clients = 1000000, tenure_months = 12 }}]
                churn = {churn}
                orders = "subscription"
                order_value = 1
                "#
            ),
        );
        let outcome = drawn(&scenario, 320, 3);
        let mut there = 1e6;
        for t in 0..3 {
            let leaving = there * hazard(12.0 + t as f64);
            assert_mean(churn, &month(&outcome, 0, |s| &s.churned, t), leaving);
            there -= leaving;
        }
    }
}

/// The clients' first cohort comes in the third month, at prices and CAC grown till then.
fn lifetime(cac: &str, churn: &str) -> Scenario {
    of_months(
        6,
        "lifetime_months = 24\n[money]\ndiscount_rate = \"18%\"\n[simulation]\ntrials = 6400\n",
        &format!(
            r#"
            [[segment]]
            name = "one"
            new_clients = [0, 0, 40, 3, 3, 3]
            cac = {cac}
            cac_growth = 0.5
            margin = 0.4
            servicing = 5
            growth = 0.1
            churn = {churn}
            orders = "subscription"
            order_value = 100
            "#
        ),
    )
}

/// Revenue and servicing LTV in closed form: discounted to the month of joining, the month 2.
fn closed_form(survival: impl Fn(usize) -> f64) -> (f64, f64) {
    let weight = |k: usize| survival(k) * 1.18f64.powf(-(k as f64) / 12.0);
    let price = |k: usize| 100.0 * 1.1f64.powf((k + 2) as f64 / 12.0);
    ((0..24).map(|k| weight(k) * price(k)).sum(), (0..24).map(|k| 5.0 * weight(k)).sum())
}

#[test]
fn three_ltvs_are_the_closed_form_where_nobody_leaves() {
    let summary = summary(&lifetime("300", "0"));
    let (revenue, servicing) = closed_form(|_| 1.0);
    let cac = 300.0 * 1.5f64.powf(2.0 / 12.0);
    let net = 0.4 * revenue - servicing - cac;
    let segment = &summary["segments"][0];
    for whose in ["ltv_client", "ltv_cohort"] {
        for (which, expected) in [("revenue", revenue), ("margin", 0.4 * revenue), ("net", net)] {
            let figure = &segment[whose][which];
            assert_agree(&format!("{whose}.{which}"), number(figure, "/p50"), expected);
            assert!(number(figure, "/sd") < 1e-9 * revenue, "{figure}");
        }
    }
    assert_agree("LTV:CAC", number(segment, "/ltv_to_cac/p50"), (net + cac) / cac);
    // Undiscounted: 40 % of about 102 less 5 a month, against a CAC of 321: 8 months bring 299, 9 bring 337.
    let earned = |k: usize| (0..k).map(|k| 40.0 * 1.1f64.powf((k + 2) as f64 / 12.0) - 5.0).sum::<f64>();
    assert!(earned(8) < cac && earned(9) > cac);
    assert_eq!(number(segment, "/payback_month/mean"), 9.0);
    assert_eq!(number(segment, "/payback_month/never"), 0.0);
}

#[test]
fn ltvs_of_one_client_and_of_the_cohort_have_the_same_mean_and_unlike_spreads() {
    let laws: [(&str, &dyn Fn(usize) -> f64); 3] = [
        ("0.1", &|k| 0.9f64.powf(k as f64)),
        ("{ beta_geometric = { alpha = 0.8, beta = 3 } }", &|k| {
            (0..k).map(|a| (3.0 + a as f64) / (3.8 + a as f64)).product()
        }),
        ("{ discrete_weibull = { q = 0.8, b = 0.7 } }", &|k| 0.8f64.powf((k as f64).powf(0.7))),
    ];
    for (churn, survival) in laws {
        let summary = summary(&lifetime("300", churn));
        let (revenue, servicing) = closed_form(survival);
        let net = 0.4 * revenue - servicing - 300.0 * 1.5f64.powf(2.0 / 12.0);
        let segment = &summary["segments"][0];
        for whose in ["ltv_client", "ltv_cohort"] {
            assert_figure_mean(churn, &segment[whose]["revenue"], revenue);
            assert_figure_mean(churn, &segment[whose]["net"], net);
        }
        // Forty independent clients: the average's spread is 1 / sqrt(40) of one's. A ratio of standard deviations
        // of 6,400 trials is known to some 2 %.
        let ratio = number(segment, "/ltv_client/revenue/sd") / number(segment, "/ltv_cohort/revenue/sd");
        assert!((ratio / 40.0f64.sqrt() - 1.0).abs() < 0.1, "{churn}: {ratio}");
    }
}

#[test]
fn what_never_pays_back_has_no_mean_and_no_percentile() {
    let summary = summary(&lifetime("1000000", "0"));
    let segment = &summary["segments"][0];
    for field in ["mean", "sd", "se", "p5", "p50", "p95", "p50_se"] {
        assert!(segment["payback_month"][field].is_null(), "{field}: {}", segment["payback_month"]);
    }
    assert_eq!(number(segment, "/payback_month/never"), 1.0);

    let summary = self::summary(&lifetime("{ values = [300, 1000000], weights = [3, 1] }", "0"));
    let segment = &summary["segments"][0];
    let payback = &segment["payback_month"];
    assert_eq!(number(payback, "/p50"), 9.0);
    assert!(payback["mean"].is_null() && payback["sd"].is_null() && payback["p90"].is_null(), "{payback}");
    let never = number(segment, "/payback_month/never");
    assert!((never - 0.25).abs() < 0.01, "Sobol points put a quarter there: {never}");
}

#[test]
fn a_cohort_that_pays_its_cost_to_the_last_cent_has_paid_it_back() {
    let scenario = of_months(
        3,
        CERTAIN,
        r#"
        [[segment]]
        name = "one"
        new_clients = [7, 0, 0]
        cac = 300
        churn = 0
        orders = "subscription"
        order_value = 100
        "#,
    );
    let summary = summary(&scenario);
    assert_eq!(number(&summary, "/segments/0/payback_month/p50"), 3.0);
    // 3 months of 100 from each of 7, who cost 300: 300 / 300 in the horizon, and LTV:CAC over 60 months is 20.
    assert!(agree(number(&summary, "/headline/roas/mean"), 1.0));
    assert!(number(&summary, "/headline/romi/mean").abs() < 1e-12);
    assert!(agree(number(&summary, "/segments/0/ltv_to_cac/mean"), 20.0));
}

/// Round numbers of which the CAC is a whole number of months' margin: 0.35 x 60 = 21 and 3 x 21 = 63, though not in
/// binary digits. With a churn of 20 % a client stays for a third month with probability 0.64, and then it has repaid
/// its CAC; a cohort in which nobody leaves has in its third month.
#[test]
fn a_cac_repaid_to_the_last_coin_is_repaid() {
    for (margin, value, cac) in
        [(0.35, 60.0, 63.0), (0.57, 100.0, 171.0), (0.29, 100.0, 87.0), (0.58, 100.0, 174.0)]
    {
        let segment = |churn: f64| {
            format!(
                "[[segment]]\nname = \"A\"\nnew_clients = 1\ncac = {cac}\nmargin = {margin}\nchurn = {churn}\n\
                 orders = \"subscription\"\norder_value = {value}\n"
            )
        };
        let summary =
            |churn: f64| summary(&of_months(4, "[simulation]\ntrials = 20000\nseed = 3", &segment(churn)));
        let repaid = number(&summary(0.2), "/segments/0/client_repays_cac/value");
        // Five standard errors of 20,000 independent clients: one false alarm in two million, and the seed is fixed.
        assert!(
            (repaid - 0.64).abs() < 5.0 * (0.64 * 0.36 / 20_000.0_f64).sqrt(),
            "{margin} {value} {cac}: {repaid}"
        );
        assert_eq!(number(&summary(0.0), "/segments/0/payback_month/p50"), 3.0, "{margin} {value} {cac}");
    }
}
