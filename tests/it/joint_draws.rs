//! Quantities that come as draws of a joint law: rows stay together, each is used equally often, and standard errors
//! count the trials of a row as one cluster.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use ltvcast::math::normal;
use ltvcast::math::random::Key;
use serde_json::Value;
use std::fmt::Write as _;

/// One client who stays and pays 100 a month: what is not certain are two costs.
const ONE: &str = r#"
name = "One"
currency = "EUR"
start = "2027-01"
months = 12
lifetime_months = 12
simulation = { points = "POINTS" }

[money]
fixed_costs = { draws = "draws.csv", column = "rent" }
target_profit = 720

[[segment]]
name = "only"
new_clients = 0
opening = [{ clients = 1, tenure_months = 0 }]
servicing = { draws = "draws.csv", column = "support" }
churn = 0
orders = "subscription"
order_value = 100
"#;

/// Independent normal draws of a mean of 40 and a deviation of 5, of 12 digits.
fn draws(rows: usize) -> Vec<f64> {
    let key = Key::of_seed(11).named("rows");
    let draw = |row: usize| 40.0 + 5.0 * normal::quantile(key.uniform(row as u64, 0));
    (0..rows).map(|row| format!("{:.9}", draw(row)).parse().unwrap()).collect()
}

/// The file of them, with a second column of each.
fn csv(rents: &[f64], support: impl Fn(f64) -> f64) -> String {
    let mut text = "rent,support\n".to_owned();
    for &rent in rents {
        writeln!(text, "{rent:.9},{:.9}", support(rent)).unwrap();
    }
    text
}

/// What `simulate --json` says.
fn summary(shop: &Shop, scenario: &str, trials: usize) -> Value {
    let trials = trials.to_string();
    let out = shop.ltvcast(&["simulate", scenario, "--json", "--trials", &trials]).assert().code(0);
    serde_json::from_slice(&out.get_output().stdout).unwrap()
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer}: {value}"))
}

fn assert_close(what: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found}, not {expected}");
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The error of the mean from how 32 groups of neighbours differ: `sd(group means) / sqrt(32)`.
fn error_by_groups(values: &[f64]) -> f64 {
    let groups: Vec<f64> = values.chunks(values.len() / 32).map(mean).collect();
    let middle = mean(&groups);
    let squares: f64 = groups.iter().map(|group| (group - middle) * (group - middle)).sum();
    (squares / 31.0 / 32.0).sqrt()
}

/// Over whole rounds the mean is that of the rows to the last digits, and its error is that of as many clusters, however
/// often each row is used and whatever else the trials are drawn by.
#[test]
fn rows_are_used_equally_and_their_trials_are_one_cluster() {
    for points in ["sobol", "latin", "random"] {
        let shop = Shop::new();
        let rents = draws(512);
        shop.write("one.toml", ONE.replace("POINTS", points).as_bytes());
        shop.write("draws.csv", csv(&rents, |_| 0.0).as_bytes());
        let profits: Vec<f64> = rents.iter().map(|rent| 12.0 * (100.0 - rent)).collect();
        let of_target: Vec<f64> = profits.iter().map(|&p| f64::from(u8::from(p >= 720.0))).collect();
        for trials in [512, 512 * 7, 512 * 32] {
            let found = summary(&shop, "one.toml", trials);
            assert_eq!(found["draws"], 512);
            let told = |pointer: &str| number(&found, &format!("/headline/{pointer}"));
            let what = |of: &str| format!("{points}, {trials} trials: {of}");
            assert_close(&what("mean"), told("profit/mean"), mean(&profits));
            assert_close(&what("its error"), told("profit/se"), error_by_groups(&profits));
            assert_close(&what("chance"), told("probability_of_target/value"), mean(&of_target));
            assert_close(&what("its error"), told("probability_of_target/se"), error_by_groups(&of_target));
        }
        // The draws are independent, so the clusters' error is about that of 512 draws: with 31 degrees of freedom it is
        // known to 13 %, and 0.6 to 1.5 is more than three of that.
        let ratio = error_by_groups(&profits) / (12.0 * 5.0 / 512_f64.sqrt());
        assert!((0.6..1.5).contains(&ratio), "{ratio}");
    }
}

/// Where two costs add up to 70 in every row, nothing is uncertain: whether they stand in one file or in two of as many
/// rows.
#[test]
fn what_stands_in_a_row_goes_together() {
    let shop = Shop::new();
    let text = csv(&draws(128), |rent| 70.0 - rent);
    shop.write("draws.csv", text.as_bytes());
    shop.write("other.csv", text.as_bytes());
    let one = ONE.replace("POINTS", "sobol");
    shop.write("one.toml", one.as_bytes());
    shop.write(
        "two.toml",
        one.replace("\"draws.csv\", column = \"s", "\"other.csv\", column = \"s").as_bytes(),
    );
    for scenario in ["one.toml", "two.toml"] {
        // No whole number of rounds.
        let found = summary(&shop, scenario, 1000);
        assert_close("mean", number(&found, "/headline/profit/mean"), 360.0);
        assert!(number(&found, "/headline/profit/sd") < 1e-6, "{}", found["headline"]["profit"]);
    }
    // Against draws that are tied to nothing, each law alone: 12 * 5 * sqrt(2) = 85.
    let apart = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect::<Vec<&str>>();
    shop.write("apart.csv", format!("rent\n{}\n", apart.join("\n")).as_bytes());
    let apart =
        one.replace(r#"draws = "draws.csv", column = "rent""#, r#"data = "apart.csv", column = "rent""#);
    shop.write("apart.toml", apart.as_bytes());
    let sd = number(&summary(&shop, "apart.toml", 4096), "/headline/profit/sd");
    assert!((70.0..100.0).contains(&sd), "{sd}");
}

/// Two scenarios that take their parameters from the same draws differ by what is written differently alone.
#[test]
fn a_comparison_takes_the_same_rows() {
    let shop = Shop::new();
    shop.write("draws.csv", csv(&draws(512), |rent| 0.1 * rent).as_bytes());
    let one = ONE.replace("POINTS", "random");
    shop.write("one.toml", one.as_bytes());
    shop.write("dearer.toml", one.replace("order_value = 100", "order_value = 101").as_bytes());
    let words = ["compare", "one.toml", "dearer.toml", "--json", "--trials", "1000"];
    let out = shop.ltvcast(&words).assert().code(0);
    let found: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    let profit = &found["pairs"][0]["figures"]["profit"]["difference"];
    assert_close("difference", number(profit, "/mean"), 12.0);
    assert!(number(profit, "/sd") < 1e-9, "{profit}");
}

/// 32 rows bear no confidence of 99 %, however many trials there are: Wilson's bound of 32 is 0.92.
#[test]
fn a_plan_is_no_surer_than_its_draws() {
    let shop = Shop::new();
    // 48,000 a year with a deviation of 6,000, and clients so many that nothing else is left to chance.
    let rents: Vec<f64> = draws(32).into_iter().map(|rent| 100.0 * rent).collect();
    shop.write("draws.csv", csv(&rents, |_| 0.0).as_bytes());
    let one = ONE
        .replace("POINTS", "sobol")
        .replace("target_profit = 720", "target_profit = 2000\nconfidence = \"99%\"");
    let one =
        one.replace("new_clients = 0", "new_clients = 1000").replace("order_value = 100", "order_value = 1");
    shop.write("one.toml", one.as_bytes());
    let plan = |scenario: &str| {
        let out = shop.ltvcast(&["plan", scenario, "-q", "--trials", "4096"]).assert();
        String::from_utf8(out.get_output().stdout.clone()).unwrap()
    };
    let said = plan("one.toml");
    assert!(said.contains("no ad budget") && said.contains("32 draws of parameters are too few"), "{said}");
    // The same costs as one law alone know no such limit.
    let alone = one.replace("{ draws = ", "{ data = ");
    shop.write("alone.toml", alone.as_bytes());
    let said = plan("alone.toml");
    assert!(said.contains("reach the 2.0K profit target with 99 % confidence"), "{said}");
}

#[test]
fn slips_are_told_with_their_remedy() {
    let refused = |scenario: &str, csv: &str| {
        let shop = Shop::new();
        shop.write("it.toml", scenario.as_bytes());
        shop.write("draws.csv", csv.as_bytes());
        let out = shop.ltvcast(&["check", "it.toml"]).assert().code(2);
        String::from_utf8(out.get_output().stderr.clone()).unwrap()
    };
    let (one, enough) = (ONE.replace("POINTS", "sobol"), csv(&draws(64), |_| 1.0));
    let few = refused(&one, &csv(&draws(31), |_| 1.0));
    assert!(few.contains("31 draws") && few.contains("32 are the fewest"), "{few}");
    assert!(few.contains("money.fixed_costs") && few.contains("only.servicing"), "{few}");
    let cut = refused(&one.replace("column = \"rent\"", "column = \"rent\", truncate = [1, 50]"), &enough);
    assert!(cut.contains("row by row"), "{cut}");
    let tied = format!(
        "{one}[[correlation]]\nbetween = [\"money.fixed_costs\", \"only.servicing\"]\nspearman = 0.5\n"
    );
    let tied = refused(&tied, &enough);
    assert!(tied.contains("as the rows have them"), "{tied}");
    let column = refused(&one.replace("\"rent\"", "\"rant\""), &enough);
    assert!(column.contains("no column \"rant\"") && column.contains("\"rent\", \"support\""), "{column}");
    let cell = refused(&one, &enough.replacen("\n4", "\n-4", 1));
    assert!(cell.contains("\"-4"), "{cell}");
}

/// What makes no whole group is left out, which is said.
#[test]
fn the_last_rows_of_a_crooked_number_are_left_out() {
    let shop = Shop::new();
    let rents = draws(1000);
    shop.write("one.toml", ONE.replace("POINTS", "sobol").as_bytes());
    shop.write("draws.csv", csv(&rents, |_| 0.0).as_bytes());
    let out = shop.ltvcast(&["simulate", "one.toml", "--trials", "992"]).assert().code(0);
    let said = String::from_utf8(out.get_output().stderr.clone()).unwrap();
    assert!(said.contains("of the 1,000 draws the first 992 are used"), "{said}");
    let told = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    assert!(told.contains("992 trials on 992 draws of parameters, each a cluster of trials"), "{told}");
    let found = summary(&shop, "one.toml", 992);
    let expected = 12.0 * (100.0 - mean(&rents[..992]));
    assert_close("mean", number(&found, "/headline/profit/mean"), expected);
}

/// More trials cannot mend what the draws leave open: the run ends at its most and says why.
#[test]
fn a_precision_beyond_the_draws_is_not_reached() {
    let shop = Shop::new();
    shop.write("one.toml", ONE.replace("POINTS", "sobol").as_bytes());
    shop.write("draws.csv", csv(&draws(64), |_| 0.0).as_bytes());
    let out = shop
        .ltvcast(&["simulate", "one.toml", "-q", "--precision", "0.1%", "--max-trials", "4096"])
        .assert()
        .code(0);
    let said = String::from_utf8(out.get_output().stderr.clone()).unwrap();
    assert!(said.contains("was not reached") && said.contains("64 draws of parameters"), "{said}");
}
