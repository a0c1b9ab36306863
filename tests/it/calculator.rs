//! The calculator and the plan without a file, from outside: the worked examples of articles, each by its command line;
//! formulas against sums written out here; ranges against a direct simulation.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::ENGLISH;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, LogNormal};
use serde_json::Value;
use std::process::Output;

fn ltvcast(arguments: &[&str]) -> Output {
    let binary = assert_cmd::cargo::cargo_bin!("ltvcast");
    std::process::Command::new(binary).envs(ENGLISH).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let done = ltvcast(&[arguments, &["--json"]].concat());
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

fn estimate<'v>(answer: &'v Value, name: &str) -> &'v Value {
    let estimates = answer["estimates"].as_array().unwrap();
    estimates.iter().find(|estimate| estimate["name"] == name).unwrap_or_else(|| panic!("{name}: {answer:#}"))
}

/// An example: the command's values, the formula that the article means, and the article's figure with the decimals it
/// is printed with.
struct Example(&'static [&'static str], &'static str, &'static str);

const EXAMPLES: [Example; 36] = [
    Example(&["--revenue", "500000", "--clients", "25"], "ltv_revenue_so_far", "20,000"),
    Example(&["--arpu", "500", "--lifetime", "3"], "ltv_revenue_arpu_lifetime", "1,500"),
    Example(&["--arpu", "500", "--lifetime", "6"], "ltv_revenue_arpu_lifetime", "3,000"),
    Example(&["--arpu", "30", "--lifetime", "6 months"], "ltv_revenue_arpu_lifetime", "180"),
    Example(
        &["--order-value", "700", "--orders-per-year", "4", "--lifetime", "3 years"],
        "ltv_revenue_orders_lifetime",
        "8,400",
    ),
    Example(
        &["--order-value", "700", "--orders-per-month", "4", "--lifetime", "3"],
        "ltv_revenue_orders_lifetime",
        "8,400",
    ),
    Example(
        &["--order-value", "600", "--orders-per-year", "2", "--lifetime", "5 years"],
        "ltv_revenue_orders_lifetime",
        "6,000",
    ),
    Example(
        &["--order-value", "2000", "--orders-per-month", "2", "--lifetime", "3"],
        "ltv_revenue_orders_lifetime",
        "12,000",
    ),
    Example(&["--ad-spend", "350", "--new-clients", "70"], "cac", "5"),
    Example(&["--revenue", "2300", "--ad-spend", "940"], "romi", "144.68 %"),
    Example(&["--lost-clients", "130", "--clients", "500"], "churn_rate", "26 %"),
    Example(&["--lost-clients", "60", "--clients", "300"], "churn_rate", "20 %"),
    Example(
        &["--clients", "100", "--new-clients", "20", "--clients-end", "110"],
        "retention_by_counts",
        "90 %",
    ),
    Example(&["--revenue", "9400", "--clients", "800"], "arpu", "11.75"),
    Example(&["--contract-value", "120000", "--contract-length", "3 years"], "acv", "40,000"),
    Example(&["--churn", "5%", "--arpu", "200"], "life_by_churn", "20 months"),
    Example(&["--churn", "5%", "--arpu", "200"], "ltv_revenue_arpu_churn", "4,000"),
    Example(
        &["--payments", "1500 + 400", "--payment-costs", "850 + 50", "--payment-costs", "300 + 60"],
        "ltv_margin_payments_less_costs",
        "640",
    ),
    Example(
        &["--payments", "6000 + 4000 + 8000", "--margin", "50%", "--cac", "1000"],
        "ltv_net_payments",
        "8,000",
    ),
    Example(&["--payments", "1800+3400+6000", "--margin", "0.4"], "ltv_margin_payments", "4,480"),
    Example(&["--arpu", "1500", "--lifetime", "17"], "ltv_revenue_arpu_lifetime", "25,500"),
    Example(
        &["--order-value", "5600", "--orders-per-year", "2", "--lifetime", "7 years"],
        "ltv_revenue_orders_lifetime",
        "78,400",
    ),
    Example(
        &["--order-value", "500", "--orders-per-month", "1", "--margin", "70%", "--lifetime", "18 months"],
        "ltv_margin_orders_lifetime",
        "6,300",
    ),
    Example(&["--arpu", "600", "--lifetime", "3"], "ltv_revenue_arpu_lifetime", "1,800"),
    Example(&["--arpu", "700", "--lifetime", "40"], "ltv_revenue_arpu_lifetime", "28,000"),
    // The same said in other words.
    Example(&["--revenue", "18K", "--margin", "50%", "--cac", "1000"], "ltv_net_so_far", "8,000"),
    Example(&["--revenue", "1500", "--cac", "850", "--retention-cost", "300"], "ltv_net_so_far", "350"),
    Example(
        &["--revenue", "400", "--clients", "1", "--cac", "50", "--retention-cost", "60"],
        "ltv_net_so_far",
        "290",
    ),
    Example(&["--revenue", "2300", "--cac", "940"], "romi_of_life", "144.68 %"),
    Example(&["--revenue", "1500", "--lifetime", "17"], "ltv_revenue_revenue_per_client_lifetime", "25,500"),
    Example(&["--churn", "46.0% a year", "--arpu", "200"], "churn_a_year", "46 %"),
    // Beyond the articles: what follows from them.
    Example(&["--arpu", "70", "--lifetime", "12", "--cac", "280"], "ltv_to_cac", "3.00"),
    Example(&["--arpu", "70", "--margin", "50%", "--cac", "350", "--churn", "0"], "payback", "10 months"),
    Example(&["--arpu", "70", "--lifetime", "2", "--cac", "0", "--margin", "0"], "payback", "0 months"),
    Example(&["--revenue", "1000", "--ad-spend", "200", "--margin", "50%"], "romi", "150 %"),
    Example(&["--arpu", "10", "--churn", "100%"], "ltv_revenue_arpu_churn", "10"),
];

/// The number in a text such as `144.68 %` or `20 months`, and half a unit of its last digit.
fn number(text: &str) -> (f64, f64) {
    let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    let scale = if text.ends_with('%') { 0.01 } else { 1.0 };
    let half = if digits.contains('.') { 0.005 } else { 1e-6 };
    (digits.parse::<f64>().unwrap() * scale, half * scale)
}

#[test]
fn every_example_of_the_articles_comes_out() {
    for Example(values, name, figure) in &EXAMPLES {
        let answer = json(&[&["ltv"], *values].concat());
        let found = estimate(&answer, name);
        let (expected, tolerance) = number(figure);
        let value = found["value"].as_f64().unwrap_or_else(|| panic!("{values:?}: {found:#}"));
        assert!((value - expected).abs() <= tolerance, "{values:?}: {value} is not {figure}");
        assert_eq!(found["figure"]["sd"], 0.0, "{values:?}: plain numbers have no spread");
        assert!(!found["formula"].as_str().unwrap().is_empty());
        let said = String::from_utf8(ltvcast(&[&["ltv"], *values].concat()).stdout).unwrap();
        // The line of a measure begins with its title; that of an LTV's level may stand below it.
        let title = found["title"].as_str().unwrap();
        let (title, level) =
            title.rsplit_once(", ").filter(|_| found["kind"] == "ltv").unwrap_or((title, ""));
        let mut lines = said.lines().skip(2).skip_while(|line| !line.starts_with(title));
        let line = lines.find(|line| line.contains(level) && line.ends_with(&format!(" {figure}")));
        assert!(line.is_some(), "{values:?}: {title} {level} {figure} is not in\n{said}");
    }
}

/// `sum_{t < 24} 100 x 0.7 x 0.95^t x 1.2^(-t/12)`, month by month, and the other views of the same client.
#[test]
fn formulas_are_the_sums_that_they_shorten() {
    let values =
        ["ltv", "--arpu", "100", "--margin", "70%", "--churn", "5%", "--lifetime", "24", "--discount", "20%"];
    let answer = json(&[&values[..], &["--retention-cost", "10", "--cac", "300"]].concat());
    let sum = |months: i32, stay: f64, discount: bool, monthly: f64| -> f64 {
        (0..months)
            .map(|t| {
                monthly
                    * libm::pow(stay, f64::from(t))
                    * if discount { libm::pow(1.2, -f64::from(t) / 12.0) } else { 1.0 }
            })
            .sum()
    };
    // Four thousand months are for ever: 0.95^4000 is below 1e-89.
    let cases = [
        ("ltv_revenue_arpu_lifetime", sum(24, 1.0, false, 100.0)),
        ("ltv_margin_arpu_churn", sum(4000, 0.95, false, 70.0)),
        ("ltv_margin_arpu_churn_within_lifetime", sum(24, 0.95, false, 70.0)),
        ("ltv_margin_arpu_discounted_churn", sum(4000, 0.95, true, 70.0)),
        ("ltv_margin_arpu_discounted_churn_within_lifetime", sum(24, 0.95, true, 70.0)),
        ("ltv_net_arpu_discounted_churn_within_lifetime", sum(24, 0.95, true, 60.0) - 300.0),
        ("ltv_revenue_arpu_renewals", sum(4000, 0.95, true, 100.0) - 100.0),
        ("ltv_to_cac", sum(24, 0.95, true, 60.0) / 300.0),
        ("churn_a_year", 1.0 - libm::pow(0.95, 12.0)),
    ];
    for (name, expected) in cases {
        let value = estimate(&answer, name)["value"].as_f64().unwrap();
        assert!((value - expected).abs() < 1e-9 * expected.abs(), "{name}: {value} {expected}");
    }
    // 60 a month of those who are left: 60, 117, 171.15, 222.6, 271.5, 317.9 pay 300 back in the sixth month.
    assert_eq!(estimate(&answer, "payback_with_churn")["value"], 6.0);
    let discounted = json(&["ltv", "--arpu", "100", "--lifetime", "24", "--discount", "20%"]);
    let value = estimate(&discounted, "ltv_revenue_arpu_discounted_lifetime")["value"].as_f64().unwrap();
    assert!((value - sum(24, 1.0, true, 100.0)).abs() < 1e-9 * value, "{value}");
}

/// Gupta and Lehmann (2003), table of margin multiples `r / (1 + i - r)`: retention 90 %, discount 12 % gives 4.09. Their
/// periods are years; a month here with the monthly equivalent of 12 % a period is `1.12^12 - 1` a year.
#[test]
fn the_margin_multiple_is_the_published_one() {
    let yearly = format!("{}", libm::pow(1.12, 12.0) - 1.0);
    let answer = json(&["ltv", "--arpu", "1", "--churn", "10%", "--discount", &yearly]);
    let value = estimate(&answer, "ltv_revenue_arpu_renewals")["value"].as_f64().unwrap();
    assert!((value - 4.09).abs() < 0.005, "{value}");
}

#[test]
fn both_plans_of_the_article_come_out_to_the_kopeck() {
    let base = ["plan", "--ltv", "4000", "--cac", "500", "--profit", "3M", "--tax", "20%"];
    let keys = ["turnover_before_tax", "turnover", "required_clients", "ad_budget", "roas", "romi"];
    let plain = json(&[&base[..], &["--costs", "12.5M"]].concat());
    let covered = json(&[&base[..], &["--costs", "10M", "--cover-ads"]].concat());
    let expected = [
        (plain, [15_500_000.0, 19_375_000.0, 4_843.75, 2_421_875.0, 8.0, 7.0]),
        (covered, [15_407_407.41, 19_259_259.26, 4_814.81, 2_407_407.41, 8.0, 7.0]),
    ];
    for (plan, figures) in expected {
        for (key, figure) in keys.into_iter().zip(figures) {
            assert!((plan[key]["mean"].as_f64().unwrap() - figure).abs() < 0.005, "{key}: {plan:#}");
            assert_eq!((&plan[key]["sd"], &plan[key]["se"]), (&Value::from(0.0), &Value::from(0.0)), "{key}");
            assert_eq!(plan[key]["p10"], plan[key]["mean"], "{key}");
        }
    }
    let said = String::from_utf8(ltvcast(&[&base[..], &["--costs", "12.5M"]].concat()).stdout).unwrap();
    for figure in ["15,500,000", "19,375,000", "4,843.75", "2,421,875", "800 %", "700 %", "4,844 clients"] {
        assert!(said.contains(figure), "{figure} is not in\n{said}");
    }
}

/// The same formula over 400,000 independent draws of another generator; mean and P80 of the clients, four ranges.
/// Twelve comparisons at 3 standard errors of both: a false alarm in 3 % of seeds, and the seeds are fixed.
#[test]
fn a_plan_with_four_ranges_is_the_formula_over_independent_draws() {
    const DRAWS: usize = 400_000;
    // P95 / P5 = exp(2 x 1.6448536 sigma).
    let lognormal = |low: f64, high: f64| {
        LogNormal::new(libm::log(low * high) / 2.0, libm::log(high / low) / (2.0 * 1.644_853_626_951_472))
            .unwrap()
    };
    let laws =
        [(3500.0, 4500.0), (400.0, 700.0), (9e6, 12e6), (2e6, 4e6)].map(|(low, high)| lognormal(low, high));
    let ranges =
        ["--ltv", "3500 to 4500", "--cac", "400 to 700", "--costs", "9M to 12M", "--profit", "2M to 4M"];
    for cover in [0.0, 1.0] {
        let mut generator = StdRng::seed_from_u64(20_270_101);
        let mut columns: [Vec<f64>; 6] = Default::default();
        for _ in 0..DRAWS {
            let [ltv, cac, costs, profit] = laws.map(|law| law.sample(&mut generator));
            let clients = (costs + profit) / (ltv * 0.8 - cover * cac);
            let figures =
                [clients * ltv * 0.8, clients * ltv, clients, clients * cac, ltv / cac, (ltv - cac) / cac];
            for (column, figure) in columns.iter_mut().zip(figures) {
                column.push(figure);
            }
        }
        let flag: &[&str] = if cover == 1.0 { &["--cover-ads"] } else { &[] };
        let plan = json(&[&["plan", "--tax", "20%", "--confidence", "80%"], &ranges[..], flag].concat());
        let keys = ["turnover_before_tax", "turnover", "required_clients", "ad_budget", "roas", "romi"];
        for (key, column) in keys.into_iter().zip(&columns) {
            let mean = column.iter().sum::<f64>() / DRAWS as f64;
            let variance = column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / DRAWS as f64;
            let (found, se) = (plan[key]["mean"].as_f64().unwrap(), plan[key]["se"].as_f64().unwrap());
            let error = (variance / DRAWS as f64 + se * se).sqrt();
            assert!((found - mean).abs() < 3.0 * error, "{key}: {found} {mean} +- {error}");
        }
        let clients = &mut columns[2];
        clients.sort_by(f64::total_cmp);
        let enough = plan["sufficient"]["clients"]["value"].as_f64().unwrap();
        let share = clients.partition_point(|&needed| needed <= enough) as f64 / DRAWS as f64;
        assert!((share - 0.8).abs() < 0.005, "{enough} suffice in {share}");
    }
}

#[test]
fn impossible_plans_are_explained_and_not_divided_by_zero() {
    let values = ["plan", "--ltv", "500", "--cac", "400", "--costs", "1M", "--profit", "1M", "--tax", "20%"];
    for flags in [&[][..], &["--cover-ads"]] {
        let done = ltvcast(&[&values[..], flags].concat());
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(
            done.status.success() && said.starts_with("Plan: impossible. After tax and CAC nothing"),
            "{said}"
        );
        assert!(!said.contains("inf") && !said.contains("NaN"), "{said}");
        assert_eq!(json(&[&values[..], flags].concat())["impossible"]["value"], 1.0);
    }
    let covered = json(&[&values[..], &["--cover-ads"]].concat());
    assert!(covered["required_clients"]["mean"].is_null() && covered["sufficient"]["clients"].is_null());
    // Ranges of which some cases are impossible: said, with their share.
    let done = ltvcast(
        &[&["plan", "--ltv", "400 to 1200", "--cac", "500", "--costs", "1M"], &values[7..], &["--cover-ads"]]
            .concat(),
    );
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("tax and CAC eat all of a client's LTV"), "{said}");
}

#[test]
fn problems_of_values_are_told_all_at_once() {
    let done = ltvcast(&[
        "plan", "--ltv", "5 to 4", "--cac", "x", "--costs", "-1", "--profit", "1,5M", "--tax", "20",
    ]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2));
    for flag in ["--ltv: ", "--cac: ", "--profit: ", "--tax: ", "command line: 5 problems"] {
        assert!(said.contains(flag), "{flag} is not in\n{said}");
    }
    for arguments in [
        &["ltv", "--cac", "5"][..],
        &["ltv", "--churn", "7", "--arpu", "5"],
        &["plan", "--ltv", "5"],
        &["ltv"],
    ] {
        let done = ltvcast(arguments);
        assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0), "{arguments:?}");
    }
}

/// Where some cases are impossible, no number of clients suffices in more than the others, whatever the table says.
#[test]
fn what_suffices_leaves_out_no_impossible_case() {
    let values =
        ["plan", "--ltv", "500", "--cac", "200", "--costs", "10M", "--profit", "3M", "--tax", "40% to 70%"];
    for flags in [&[][..], &["--cover-ads"]] {
        let plan = json(&[&values[..], &["--confidence", "80%"], flags].concat());
        let impossible = plan["impossible"]["value"].as_f64().unwrap();
        assert!((0.25..0.4).contains(&impossible), "{impossible}");
        assert!(plan["sufficient"]["clients"].is_null(), "{flags:?}");
        let plan = json(&[&values[..], &["--confidence", "50%"], flags].concat());
        assert!(plan["sufficient"]["clients"]["value"].as_f64().unwrap() > 1e4, "{flags:?}");
    }
}

#[test]
fn a_negative_share_is_answered_by_its_rule() {
    let done = ltvcast(&["ltv", "--arpu", "5", "--churn", "-5%"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.starts_with("--churn: -5% is out of range: a share is from 0 to 1"), "{said}");
}

#[test]
fn ranges_need_no_quotes_and_profits_may_be_losses() {
    let quoted =
        json(&["plan", "--ltv", "3500 to 4500", "--cac", "500", "--costs", "1M", "--profit", "-1M to 3M"]);
    let words = ["--ltv", "3500", "to", "4500", "--cac", "500", "--costs", "1M", "--profit=-1M to 3M"];
    assert_eq!(json(&[&["plan"], &words[..]].concat()), quoted);
    assert_eq!(quoted["inputs"][3]["family"], "normal");
    let needless = json(&["plan", "--ltv", "4000", "--cac", "500", "--costs", "1M", "--profit", "-2000000"]);
    assert_eq!(needless["sufficient"]["clients"]["value"], 0.0);
    // All of the turnover goes to tax: what has to be earned is told all the same.
    let taxed =
        json(&["plan", "--ltv", "4000", "--cac", "5", "--costs", "12.5M", "--profit", "3M", "--tax", "100%"]);
    assert_eq!(
        (&taxed["turnover_before_tax"]["mean"], &taxed["turnover"]["mean"]),
        (&Value::from(15.5e6), &Value::Null)
    );
}

#[test]
fn what_is_left_out_or_not_used_is_said() {
    let notes = |arguments: &[&str]| json(&[&["ltv"], arguments].concat())["notes"].to_string();
    let contradiction = notes(&["--lost-clients", "90 to 120", "--clients", "100", "--arpu", "10"]);
    assert!(contradiction.contains("In 67.0 % of the cases more clients are lost"), "{contradiction}");
    let counted = notes(&["--churn", "5%", "--clients", "100", "--lost-clients", "20", "--arpu", "200"]);
    assert!(counted.contains("Churn is given as 5 % and counted as 20 %"), "{counted}");
    let cac = notes(&[
        "--cac",
        "900",
        "--ad-spend",
        "350",
        "--new-clients",
        "70",
        "--arpu",
        "9",
        "--lifetime",
        "9",
    ]);
    assert!(cac.contains("CAC is given as 900 and counted as 5"), "{cac}");
    let idle = notes(&["--arpu", "200", "--churn", "5%", "--order-value", "700", "--payment-costs", "50"]);
    assert!(idle.contains("Not used: order value") && idle.contains("Not used: costs of payments"), "{idle}");
    let all_used =
        notes(&["--arpu", "200", "--churn", "4% to 6%", "--margin", "70%", "--cac", "9", "--discount", "5%"]);
    assert!(!all_used.contains("Not used"), "{all_used}");
}

#[test]
fn it_says_where_formulas_disagree_and_names_its_rules_of_thumb() {
    let answer = json(&[
        "ltv",
        "--arpu",
        "500",
        "--churn",
        "5%",
        "--lifetime",
        "6",
        "--cac",
        "1000",
        "--revenue",
        "9K",
        "--clients",
        "10",
    ]);
    let notes: Vec<&str> =
        answer["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    for part in ["floor", "still there", "churn given means 20 months", "same month and the same clients"] {
        assert!(notes.iter().any(|note| note.contains(part)), "{part}: {notes:#?}");
    }
    assert!(notes.iter().all(|note| !note.contains('\n')));
    let rules = answer["rules_of_thumb"].as_array().unwrap();
    assert!(rules.iter().all(|rule| !rule["source"].as_str().unwrap().is_empty()), "{rules:#?}");
    assert!(
        rules.iter().any(|rule| rule["measure"] == "LTV:CAC" && rule["rule"] == "3 or more"),
        "{rules:#?}"
    );
}
