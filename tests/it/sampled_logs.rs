//! The whole way round: what a scenario's clients order, and what `metrics` says of it, are held to the scenario.
//!
//! Each figure is compared in units of its standard error, from the number of clients or months behind it; a bound of 4.5 is
//! passed by chance with probability 7e-6 a figure, seeds are fixed. An estimate from orders varies more than a count of
//! lives would: its errors are taken a fifth larger (the recapture adds at most that at two orders a month).

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::Shop;
use serde_json::Value;

const BOUND: f64 = 4.5;
const RECAPTURE: f64 = 1.2;
const MONTHS: usize = 24;
const NEW: f64 = 400.0;

/// What is known of a scenario's clients.
#[derive(Clone, Copy)]
struct Truth {
    churn: f64,
    /// Orders a month; none for a subscription.
    rate: Option<f64>,
    value: f64,
    /// Shape of the gamma law of an order's value; none if it is fixed.
    shape: Option<f64>,
    /// How much larger than a count's an estimate's error is.
    inflation: f64,
}

impl Truth {
    fn scenario(self) -> String {
        let orders =
            self.rate.map_or("\"subscription\"".to_owned(), |rate| format!("{{ poisson = {rate} }}"));
        let value = self.shape.map_or(self.value.to_string(), |shape| {
            format!("{{ gamma = {{ mean = {}, shape = {shape} }} }}", self.value)
        });
        format!(
            "name = \"Truth\"\ncurrency = \"RUB\"\nstart = \"2027-01\"\nmonths = {MONTHS}\n[simulation]\nseed = 5\n\
             [[segment]]\nname = \"Search\"\nnew_clients = {NEW}\ncac = 700\nmargin = 0.4\nchurn = {}\norders = {orders}\n\
             order_value = {value}\n",
            self.churn
        )
    }

    /// Mean and mean square of a month's revenue of a client.
    fn month(self) -> (f64, f64) {
        let square = self.value * self.value * (1.0 + self.shape.map_or(0.0, |shape| 1.0 / shape));
        match self.rate {
            None => (self.value, square),
            Some(rate) => (rate * self.value, rate * square + rate * rate * self.value * self.value),
        }
    }

    /// Mean and variance of what a client of a log pays in so many months from that of its first order, in which it orders
    /// at least once: with `p = 1 - exp(-rate)` the first month's moments are those of any month over `p`, and
    /// `E[R_n] = E[X] + (1 - q) E[R_{n-1}]`, `E[R_n^2] = E[X^2] + (1 - q) (2 E[X] E[R_{n-1}] + E[R_{n-1}^2])`.
    fn ltv(self, months: usize) -> (f64, f64) {
        let (mean, square) = self.month();
        let p = self.rate.map_or(1.0, |rate| 1.0 - libm::exp(-rate));
        let (mut of_rest, mut of_square) = (0.0, 0.0);
        for month in (0..months).rev() {
            let share = if month == 0 { p } else { 1.0 };
            let (x, xx) = (mean / share, square / share);
            let stay = 1.0 - self.churn;
            (of_rest, of_square) = (x + stay * of_rest, xx + stay * (2.0 * x * of_rest + of_square));
        }
        (of_rest, of_square - of_rest * of_rest)
    }
}

fn measured(truth: Truth, words: &[&str]) -> (Shop, Value) {
    let shop = Shop::new();
    shop.write("truth.toml", truth.scenario().as_bytes());
    let sample = [
        "sample",
        "truth.toml",
        "-o",
        "orders.csv",
        "--subscriptions",
        "clients.csv",
        "--spend",
        "spend.csv",
    ];
    shop.ltvcast(&sample).assert().code(0);
    let all: Vec<&str> = ["metrics", "orders.csv", "--json"].iter().chain(words).copied().collect();
    let done = shop.ltvcast(&all).assert().code(0);
    let json = serde_json::from_slice(&done.get_output().stdout).unwrap();
    (shop, json)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

/// Figures and how far each is from the truth, in standard errors.
fn deviations(truth: Truth, json: &Value) -> Vec<(String, f64)> {
    let q = truth.churn;
    let mut found = Vec::new();
    let mut compare = |name: String, value: f64, expected: f64, error: f64| {
        found.push((
            format!("{name}: {value} where {expected} +- {error} is true"),
            (value - expected) / error,
        ));
    };
    let months = json["months"].as_array().unwrap();
    let settled: Vec<f64> = months
        .iter()
        .filter(|month| !month["churn"].is_null())
        .map(|month| number(&month["active_clients"]))
        .collect();
    assert!(settled.len() > MONTHS / 2, "only {} months are settled", settled.len());
    let client_months: f64 = settled.iter().sum();
    let error = truth.inflation * (q * (1.0 - q) / client_months).sqrt();
    compare("churn".to_owned(), number(&json["churn"]["monthly"]), q, error);
    compare("life".to_owned(), 1.0 / number(&json["total"]["life_months"]), q, error);

    let cohorts = json["cohorts"].as_array().unwrap();
    for age in [1_u8, 3, 6, 12] {
        let of_age: Vec<(f64, f64)> = cohorts
            .iter()
            .filter_map(|cohort| {
                Some((number(&cohort["size"]), cohort["retention"].get(usize::from(age))?.as_f64()?))
            })
            .collect();
        let size: f64 = of_age.iter().map(|(size, _)| size).sum();
        let share = of_age.iter().map(|(size, share)| size * share).sum::<f64>() / size;
        let expected = libm::pow(1.0 - q, f64::from(age));
        let error = truth.inflation * (expected * (1.0 - expected) / size).sqrt();
        compare(format!("retention at {age}"), share, expected, error);
    }
    let first = number(&json["churn"]["first_month"]);
    compare(
        "first month".to_owned(),
        first,
        q,
        truth.inflation * (q * (1.0 - q) / (NEW * settled.len() as f64)).sqrt(),
    );

    let orders = number(&json["total"]["orders"]);
    let spread = truth.shape.map_or(0.0, |shape| truth.value / shape.sqrt());
    // Amounts are in hundredths.
    compare(
        "order value".to_owned(),
        number(&json["total"]["aov"]),
        truth.value,
        spread / orders.sqrt() + 1e-6,
    );
    if let Some(rate) = truth.rate {
        let error = truth.inflation * (rate / client_months).sqrt();
        compare("frequency".to_owned(), number(&json["total"]["frequency"]), rate, error);
    } else {
        compare("frequency".to_owned(), number(&json["total"]["frequency"]), 1.0, 1e-9);
    }
    for (place, age) in [(0, 1), (0, 6), (0, 12), (0, MONTHS), (6, 12)] {
        let cohort = &cohorts[place];
        let (mean, variance) = truth.ltv(age);
        let ltv = number(&cohort["ltv"][age - 1]);
        let error = (variance / number(&cohort["size"])).sqrt() + 1e-6;
        compare(format!("LTV of {} after {age} months", cohort["month"]), ltv, mean, error);
    }
    found
}

fn hold(truth: Truth, words: &[&str]) -> Value {
    let (_, json) = measured(truth, words);
    let found = deviations(truth, &json);
    let beyond: Vec<&(String, f64)> = found.iter().filter(|(_, z)| z.is_nan() || z.abs() > BOUND).collect();
    assert!(beyond.is_empty(), "{beyond:#?}");
    json
}

const SUBSCRIPTION: Truth = Truth { churn: 0.06, rate: None, value: 500.0, shape: None, inflation: 1.0 };
const TRADE: Truth =
    Truth { churn: 0.08, rate: Some(2.0), value: 1500.0, shape: Some(1.5), inflation: RECAPTURE };

#[test]
fn a_subscription_says_what_its_scenario_says() {
    let json = hold(SUBSCRIPTION, &[]);
    assert_eq!(json["churn"]["method"]["kind"], "recapture");
    assert_eq!(json["data"]["rejected"], serde_json::json!({}));
}

#[test]
fn trade_without_a_contract_says_what_its_scenario_says() {
    hold(TRADE, &[]);
}

#[test]
fn who_was_a_client_may_be_known() {
    let (_, json) = measured(TRADE, &["--subscriptions", "clients.csv"]);
    let churn = number(&json["churn"]["monthly"]);
    let client_months: f64 =
        json["months"].as_array().unwrap().iter().map(|month| number(&month["active_clients"])).sum();
    let error = (0.08 * 0.92 / client_months).sqrt();
    assert!((churn - 0.08).abs() < BOUND * error, "{churn} +- {error}");
    let frequency = number(&json["total"]["frequency"]);
    assert!((frequency - 2.0).abs() < BOUND * (2.0 / client_months).sqrt(), "{frequency}");
}

#[test]
fn spend_gives_cac_and_what_it_brings() {
    let (_, json) = measured(TRADE, &["--spend", "spend.csv", "--margin", "40%"]);
    let segment = &json["segments"][0];
    assert_eq!(segment["name"], "Search");
    assert_eq!(number(&segment["cac"]), 700.0);
    let ltv = number(&segment["ltv"]["margin"]);
    let historical = number(&segment["ltv"]["historical"]);
    assert!((ltv - 0.4 * historical).abs() < 1e-9 * historical);
    // All of the log's clients were won in its months: their margin is the log's.
    let spend = 700.0 * NEW * MONTHS as f64;
    let romi = (0.4 * number(&json["data"]["revenue"]) - spend) / spend;
    assert!((number(&segment["romi"]) - romi).abs() < 1e-9, "{segment}");
    assert!((number(&segment["ltv_to_cac"]) - (romi + 1.0)).abs() < 1e-9, "{segment}");
}

/// Segments whose clients order at different rates: what is said of all is the truth too.
#[test]
fn all_clients_are_a_mix_of_their_segments() {
    let shop = Shop::new();
    let segment = |name: &str, rate: f64| {
        format!(
            "[[segment]]\nname = \"{name}\"\nnew_clients = 600\nchurn = 0.05\norders = {{ poisson = {rate} }}\norder_value = 100\n"
        )
    };
    let top =
        "name = \"Mix\"\ncurrency = \"RUB\"\nstart = \"2027-01\"\nmonths = 24\n[simulation]\nseed = 3\n";
    shop.write("mix.toml", [top, &segment("Often", 3.0), &segment("Seldom", 0.6)].concat().as_bytes());
    shop.ltvcast(&["sample", "mix.toml"]).assert().code(0);
    let done = shop.ltvcast(&["metrics", "orders.csv", "--json"]).assert().code(0);
    let json: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let months = json["months"].as_array().unwrap();
    let settled = months.iter().filter(|month| !month["churn"].is_null());
    let client_months: f64 = settled.map(|month| number(&month["active_clients"])).sum();
    // At so few orders a month the recapture varies more: twice a count's error.
    let error = 2.0 * (0.05 * 0.95 / client_months).sqrt();
    let churn = number(&json["churn"]["monthly"]);
    assert!((churn - 0.05).abs() < BOUND * error, "{churn} +- {error}");
    let first = number(&json["churn"]["first_month"]);
    let of_segments: Vec<f64> =
        json["segments"].as_array().unwrap().iter().map(|one| number(&one["churn"]["first_month"])).collect();
    assert!(
        of_segments[0].min(of_segments[1]) <= first && first <= of_segments[0].max(of_segments[1]),
        "{first} {of_segments:?}"
    );
}

/// Clients who order at rates of their own, with seasons: those who order seldom are not taken for gone. Of 30 logs of 4,000
/// clients and 18 months the estimates of churn spread by 0.003; with three times the clients and more months that is less
/// than 0.0018, of which 4.5 are asked. To take all rates for one would find 0.013 too much.
#[test]
fn churn_is_found_where_clients_order_at_rates_of_their_own() {
    let shop = Shop::new();
    let scenario = "name = \"Own rates\"\ncurrency = \"RUB\"\nstart = \"2027-01\"\nmonths = 24\n[simulation]\nseed = 8\n\
        [[segment]]\nname = \"Shop\"\nnew_clients = 500\nchurn = 0.05\norders = { gamma_poisson = { rate = 0.8, shape = 2 } }\n\
        order_value = 100\nseasonality = [0.8, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8, 0.9, 1.0, 1.1, 1.3, 1.4]\n";
    shop.write("own.toml", scenario.as_bytes());
    shop.ltvcast(&["sample", "own.toml"]).assert().code(0);
    let done = shop.ltvcast(&["metrics", "orders.csv", "--json"]).assert().code(0);
    let json: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let churn = number(&json["churn"]["monthly"]);
    assert!((churn - 0.05).abs() < BOUND * 0.0018, "{churn}");
}

/// The committed logs are what the simulator makes of the scenarios beside them.
#[test]
fn the_committed_logs_are_fresh() {
    let logs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs");
    let shop = Shop::new();
    for (name, words) in [("subscription", &[][..]), ("shop", &["--returns", "4%", "--dirty", "18"][..])] {
        let (scenario, log) = (format!("{name}.toml"), format!("{name}.csv"));
        std::fs::copy(logs.join(&scenario), shop.path(&scenario)).unwrap();
        let words: Vec<&str> =
            ["sample", &scenario, "-o", &log].into_iter().chain(words.iter().copied()).collect();
        shop.ltvcast(&words).assert().code(0);
        let committed = std::fs::read_to_string(logs.join(&log)).unwrap_or_default();
        assert!(shop.read(&log) == committed, "ltvcast {}: not as committed", words.join(" "));
    }
}

#[test]
fn rows_that_were_made_wrong_are_all_found() {
    let shop = Shop::new();
    shop.write("truth.toml", TRADE.scenario().as_bytes());
    let words = [
        "sample",
        "truth.toml",
        "-o",
        "o.csv",
        "--scale",
        "0.1",
        "--returns",
        "5%",
        "--dirty",
        "60",
        "--months",
        "12",
    ];
    let said = String::from_utf8(shop.ltvcast(&words).assert().code(0).get_output().stdout.clone()).unwrap();
    let lines = shop.read("o.csv").lines().count() as u64 - 1;
    let done = shop.ltvcast(&["metrics", "o.csv", "--json"]).assert().code(0);
    let json: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let rejected = serde_json::json!(
        { "no_client": 10, "no_date": 10, "bad_date": 10, "no_amount": 10, "bad_amount": 10, "cell_count": 10 }
    );
    assert_eq!(json["data"]["rejected"], rejected);
    assert_eq!(
        (json["data"]["rows"].as_u64(), json["data"]["used"].as_u64()),
        (Some(lines), Some(lines - 60))
    );
    let returns = json["data"]["returns"]["rows"].as_u64().unwrap();
    assert!(returns > 20 && said.contains(&format!("; {returns} returns; 60 rows that are wrong")), "{said}");
}

#[test]
fn a_log_is_never_written_over() {
    let shop = Shop::new();
    shop.write("orders.csv", b"mine");
    let done = shop.ltvcast(&["sample", "small.toml"]).assert().code(2);
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("orders.csv is there already"));
    assert_eq!(shop.read("orders.csv"), "mine");
    shop.ltvcast(&["sample", "small.toml", "--force"]).assert().code(0);
    assert!(shop.read("orders.csv").starts_with("client,date,amount,segment"));
}

#[test]
fn more_months_than_the_scenario_has_are_not_sampled() {
    let shop = Shop::new();
    let done = shop.ltvcast(&["sample", "small.toml", "--months", "600"]).assert().code(2);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("--months 600: the scenario has"), "{said}");
    assert!(!shop.path("orders.csv").exists());
}
