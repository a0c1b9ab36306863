//! Decoder and JSON Schema, held together: what one accepts or refuses in shape (keys, types, forms, words, patterns,
//! ranges of plain numbers), so does the other.
//!
//! What the check refuses for what it means (sums, percentiles, correlations, data files, a number in a text that is
//! out of range) a schema cannot know. Dates are left out: JSON has none, and whoever turns one into a text has made a
//! text of it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::changed::{Draws, document, mutate, pointers};
use crate::lab::json_of_toml;
use jsonschema::Validator;
use ltvcast::model::problem::{Problem, Rule};
use ltvcast::model::quantity::{
    NumberError, WHITE, interval_pattern, number_pattern, parse_interval, parse_number,
};
use ltvcast::model::scenario::{DataFiles, check};
use ltvcast::report::schema::schema;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Every key of a scenario and every form of a quantity.
const ALL_FORMS: &str = r#"
name = "All forms"
currency = "EUR"
start = "2027-03"
months = 3
lifetime_months = 24
simulation = { trials = 1000, seed = 18, points = "random" }
[money]
discount_rate = { p5 = 0.1, p95 = 0.2 }
fixed_costs = { p10 = 900, p50 = "1K", p90 = 1200 }
cost_growth = { mean = 0.05, sd = 0.01, truncate = [0, 0.1] }
tax = { profit = { beta = { alpha = 20, beta = 80 } } }
target_profit = "-3K"
confidence = 0.9
max_scale = "5"
[rules]
ltv_to_cac = 3.5
payback_months = 9
revenue_to_cac = [2, "400%", 5]
target_romi = "50%"
[market]
sigma = { uniform = [0.05, "10%"] }
phi = { triangular = [0.7, 0.8, 0.9] }
acts_on = "both"

[[segment]]
name = "First"
new_clients = ["10 to 20", 0, { data = "cac.csv", column = "cac" }]
opening = [{ clients = { values = [10, 20] }, tenure_months = 0 }, { clients = "1_000", tenure_months = 30 }]
cac = { min = 5, mode = 6, max = 9 }
cac_growth = "-5% to 15%"
margin = { mean = 0.4, cv = 0.1 }
servicing = { gamma = { shape = 4, scale = 0.5 } }
cost_growth = { normal = { mean = 0.05, sd = 0.01 } }
growth = 0
churn = { beta_geometric = { alpha = { lognormal = { mean = 0.7, cv = 0.1 } }, beta = { pert = [5, 8, 11] } } }
orders = { gamma_poisson = { rate = { gamma = { mean = 0.5, sd = 0.1 } }, shape = { pert = { min = 1, mode = 2, max = 3 } } } }
order_value = { gamma = { mean = "1.2K to 1.5K", shape = 2 } }
seasonality = [0.8, 0.8, 1, 1, 1, 0.9, 0.8, 0.9, 1, 1.1, "130%", 1.4]

[[segment]]
name = "Second"
new_clients = { values = [10, 20, 30], weights = [1, 2, 1], truncate = { min = 10, max = 25 } }
churn = { hazard = ["30% to 40%", 0.2, { beta = { mean = 0.1, sd = 0.02 } }] }
orders = { poisson = { rate = { uniform = { min = 0.5, max = 0.6 } } } }
order_value = { lognormal = { mean = 100, cv = { triangular = { min = 0.5, mode = 0.6, max = 0.9 } } } }

[[segment]]
name = "Third"
new_clients = 7
churn = { discrete_weibull = { q = "93% to 96%", b = 0.8 } }
orders = { poisson = "0.7 to 0.9" }
order_value = { empirical = { values = [1, 5, 9], weights = [1, 1, "2"] } }

[[segment]]
name = "Fourth"
new_clients = 7
churn = { constant = { normal = { mean = 0.1, cv = 0.05 } } }
orders = "subscription"
order_value = { fixed = { lognormal = { mean = 100, sd = 5 } } }

[[segment]]
name = "Fifth"
new_clients = 7
churn = { p5 = "4%", p95 = "6%" }
orders = { poisson = { min = 0.1, mode = 0.2, max = 0.4 } }
order_value = { empirical = { data = "cac.csv", column = "cac" } }

[[segment]]
name = "Sixth"
new_clients = 7
churn = 5e-2
orders = { poisson = 1 }
order_value = { mean = 100, sd = 5 }

[[segment]]
name = "Seventh"
new_clients = 7
opening = { data = "clients.csv", days_before = 12 }
churn = "by_orders"
orders = { pareto_nbd = { r = "0.5 to 0.6", alpha = 74, s = 0.6, beta = { mean = 80, sd = 5 } } }
order_value = { gamma_gamma = { p = 6, q = "3 to 4", v = 15 } }

[[segment]]
name = "Eighth"
new_clients = 7
churn = "by_orders"
orders = { bg_nbd = { r = 0.24, alpha = 31, a = { draws = "draws.csv", column = "a" }, b = { draws = "draws.csv", column = "b" } } }
order_value = 30

[[segment]]
name = "Ninth"
new_clients = 7
churn = "by_orders"
orders = { mbg_nbd = { r = 0.5, alpha = 43, a = 0.9, b = "1 to 2" } }
order_value = 30

[[correlation]]
between = ["First.cac", "First.margin"]
spearman = -0.5
[[correlation]]
between = ["Fifth.churn", "money.fixed_costs"]
spearman = "20%"
"#;

/// Small files.
struct Folder;

impl DataFiles for Folder {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "cac.csv" => Ok("cac\n7\n8\n12\n".to_owned()),
            "clients.csv" => Ok("frequency,recency_days,age_days,mean_value\n1,3,9,20\n0,0,5,0\n".to_owned()),
            "draws.csv" => Ok("a,b\n".to_owned() + &"0.8,2.4\n0.9,2.6\n".repeat(32)),
            "base.toml" => Ok(ALL_FORMS.to_owned()),
            // A shipped one may extend another.
            "cookware-shop.toml" => Ok(include_str!("../../scenarios/cookware-shop.toml").to_owned()),
            _ => Err("no such file".to_owned()),
        }
    }
}

/// What a schema can know of a problem.
#[derive(Debug, PartialEq, Eq)]
enum Class {
    /// All of it.
    Shape,
    /// Nothing.
    Meaning,
    /// Nothing, and the readers look no further at that place, so that a slip of shape there stays unseen.
    MeaningThatHides,
}

fn class(problem: &Problem) -> Class {
    let in_text = problem.text.starts_with('"');
    match &problem.rule {
        // A pattern knows the words for what is no number, and not how large a number is.
        Rule::NotFinite if problem.text.contains(|c: char| c.is_ascii_digit()) => Class::Meaning,
        Rule::OutOfRange { .. } if in_text => Class::Meaning,
        Rule::ListLength { .. } if problem.path.ends_with(".weights") => Class::Meaning,
        // A list for each month has at least one entry, and so many as there are months; the rest is not looked at.
        Rule::ListLength { found: 1.., .. } if problem.path.ends_with(".new_clients") => {
            Class::MeaningThatHides
        }
        // Of a file whose base is not there nothing more is looked at.
        Rule::SeasonalityOnSubscription | Rule::BaseUnreadable { .. } => Class::MeaningThatHides,
        Rule::Empty
        | Rule::UnknownKey
        | Rule::MissingKey { .. }
        | Rule::WrongType { .. }
        | Rule::NotANumber
        | Rule::NotFinite
        | Rule::OutOfRange { .. }
        | Rule::CountOutOfRange { .. }
        | Rule::ListLength { .. }
        | Rule::EmptyList
        | Rule::TooMany { .. }
        | Rule::NotAChoice
        | Rule::NotAMonth
        | Rule::BadName { .. }
        | Rule::ReservedName
        | Rule::UnknownForm { .. }
        | Rule::PercentOnOneEnd => Class::Shape,
        Rule::TooManyDimensions { .. }
        | Rule::DuplicateName { .. }
        | Rule::DuplicateLever { .. }
        | Rule::UnknownSegment
        | Rule::NamedTwice
        | Rule::OutsideHorizon { .. }
        | Rule::WindowReversed
        | Rule::OrderRateOfSubscription
        | Rule::ChurnBesideOrders
        | Rule::ChurnNotInOrders
        | Rule::OnlyOfBuying
        | Rule::OpeningWithoutHistory
        | Rule::ImpossibleHistory { .. }
        | Rule::LeverNotOnBuying
        | Rule::LeverDoesNothing
        | Rule::ExtendsCircle { .. }
        | Rule::ExtendsTooMany { .. }
        | Rule::NoSegmentToChange { .. }
        | Rule::Reversed
        | Rule::EdgeOfDomain { .. }
        | Rule::InfeasiblePercentiles { .. }
        | Rule::HeavyTail { .. }
        | Rule::InfeasibleMoments { .. }
        | Rule::LeavesDomain { .. }
        | Rule::EmptyTruncation { .. }
        | Rule::TruncatedNumber
        | Rule::TruncatedDraws
        | Rule::TooFewDraws { .. }
        | Rule::DrawsLeftOut { .. }
        | Rule::DrawsCorrelated
        | Rule::DrawsOutsideScenario
        | Rule::NoWeight
        | Rule::SeasonalityMean { .. }
        | Rule::DataUnreadable { .. }
        | Rule::DataColumn { .. }
        | Rule::DataEmpty
        | Rule::DataCell { .. }
        | Rule::UnknownQuantity
        | Rule::PlainNumberCorrelated
        | Rule::CorrelatedWithItself
        | Rule::CorrelatedTwice { .. }
        | Rule::ImpossibleCorrelations { .. }
        | Rule::MarketTouchesNothing
        | Rule::NoClients
        | Rule::LooksLikePercent { .. }
        | Rule::NothingToScale => Class::Meaning,
        Rule::Unreadable { .. }
        | Rule::NotUtf8 { .. }
        | Rule::TooLong { .. }
        | Rule::TooMuchMemory { .. }
        | Rule::Syntax { .. }
        | Rule::DuplicateKey
        | Rule::TooManyProblems { .. } => panic!("no document here should have {problem:#?}"),
    }
}

/// What a schema can know of a problem of a document that extends another: what is missing may stand in the other, and
/// whether a table is whole is seen where both are together.
fn class_of_extending(problem: &Problem) -> Class {
    let in_the_other = problem.place.as_ref().is_some_and(|place| !place.through.is_empty());
    match &problem.rule {
        Rule::MissingKey { key } => match key.as_str() {
            "name" if problem.path != "name" => Class::Shape,
            "between" => Class::Shape,
            _ => Class::MeaningThatHides,
        },
        // Keys of two forms a schema sees; keys of none of the other's tables it does not.
        Rule::UnknownForm { .. } => Class::MeaningThatHides,
        _ if in_the_other => Class::Meaning,
        _ => class(problem),
    }
}

/// What both say of a document.
#[derive(Debug)]
struct Said {
    /// The check's problems.
    problems: Vec<Problem>,
    valid: bool,
    /// Whether the document extends another.
    extends: bool,
}

impl Said {
    fn of(validator: &Validator, json: &Value) -> Self {
        let problems = check(&document(json), &Folder).err().unwrap_or_default();
        let problems = problems.into_iter().filter(Problem::is_error).collect();
        Self { problems, valid: validator.is_valid(json), extends: json.get("extends").is_some() }
    }

    fn has(&self, wanted: &Class) -> bool {
        let class = if self.extends { class_of_extending } else { class };
        self.problems.iter().any(|problem| class(problem) == *wanted)
    }

    fn agree(&self) -> bool {
        if self.has(&Class::Shape) { !self.valid } else { self.valid || self.has(&Class::MeaningThatHides) }
    }
}

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema()).unwrap()).unwrap()
}

fn all_forms() -> Value {
    json_of_toml(ALL_FORMS)
}

/// The shipped scenarios and the one with all forms.
fn valid_documents() -> Vec<Value> {
    let mut documents = vec![all_forms()];
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            documents.push(json_of_toml(&std::fs::read_to_string(path).unwrap()));
        }
    }
    assert!(documents.len() > 3);
    documents
}

#[test]
fn both_accept_what_is_right() {
    let validator = validator();
    for json in valid_documents() {
        let said = Said::of(&validator, &json);
        assert_eq!(said.problems, [], "{json}");
        let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

/// One value of the document with all forms replaced; `null` takes it away.
fn changed(pointer: &str, value: Value) -> Value {
    let mut json = all_forms();
    if value.is_null() {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        json.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        return json;
    }
    if let Some(place) = json.pointer_mut(pointer) {
        *place = value;
    } else {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        json.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value);
    }
    json
}

#[test]
fn each_slip_of_shape_is_refused_by_both() {
    let list = |length: usize, entry: Value| Value::Array(vec![entry; length]);
    let cases = [
        ("missing_key", "/currency", Value::Null),
        ("missing_key", "/segment/0/churn", Value::Null),
        ("missing_key", "/segment/0/churn/beta_geometric/alpha", Value::Null),
        ("missing_key", "/money/discount_rate/p95", Value::Null),
        ("unknown_key", "/curency", json!("EUR")),
        ("unknown_key", "/money/taxes", json!(1)),
        ("unknown_key", "/segment/2/orders/rate", json!(1)),
        ("unknown_key", "/money/discount_rate/p50", json!(0.15)),
        ("unknown_key", "/segment/0/margin/sd", json!(0.1)),
        ("wrong_type", "/name", json!(7)),
        ("wrong_type", "/months", json!("12")),
        ("wrong_type", "/months", json!(12.5)),
        ("wrong_type", "/simulation", json!(1000)),
        ("wrong_type", "/segment", json!({ "name": "A" })),
        ("wrong_type", "/money/fixed_costs", json!(true)),
        ("wrong_type", "/money/fixed_costs", json!([1, 2])),
        ("wrong_type", "/money/target_profit", json!({ "p5": 1, "p95": 2 })),
        ("wrong_type", "/segment/0/churn", json!([0.1, 0.2])),
        ("not_a_number", "/money/fixed_costs", json!("1,200")),
        ("not_a_number", "/money/fixed_costs", json!("1200 RUB")),
        ("not_a_number", "/segment/0/cac", json!("700 - 1100")),
        ("not_a_number", "/segment/0/cac", json!("700to 1100")),
        ("not_finite", "/money/fixed_costs", json!("-Infinity")),
        ("percent_on_one_end", "/money/cost_growth", json!("4 to 6%")),
        ("out_of_range", "/segment/0/margin", json!(1.5)),
        ("out_of_range", "/segment/0/cac", json!(-1)),
        ("out_of_range", "/money/cost_growth", json!(7)),
        ("out_of_range", "/market/phi", json!(1)),
        ("out_of_range", "/rules/ltv_to_cac", json!(0)),
        ("out_of_range", "/rules/revenue_to_cac", json!(-4)),
        ("out_of_range", "/rules/target_romi", json!(-1)),
        ("out_of_range", "/correlation/0/spearman", json!(-1.01)),
        ("out_of_range", "/segment/1/churn/hazard/1", json!(1.0001)),
        ("count_out_of_range", "/months", json!(0)),
        ("count_out_of_range", "/months", json!(601)),
        ("count_out_of_range", "/rules/payback_months", json!(1201)),
        ("count_out_of_range", "/months", json!(-1.0)),
        ("count_out_of_range", "/simulation/trials", json!(1e9)),
        ("count_out_of_range", "/simulation/seed", json!(-1)),
        ("list_length", "/segment/0/seasonality", list(11, json!(1))),
        ("list_length", "/segment/0/new_clients", json!([])),
        ("list_length", "/correlation/0/between", json!(["First.cac"])),
        ("list_length", "/market/sigma/uniform", json!([0.1, 0.2, 0.3])),
        ("list_length", "/market/phi/triangular", json!([0.1, 0.2])),
        ("empty_list", "/segment", json!([])),
        ("empty_list", "/rules/revenue_to_cac", json!([])),
        ("empty_list", "/segment/1/churn/hazard", json!([])),
        ("empty_list", "/segment/1/new_clients/weights", json!([])),
        ("too_many", "/segment/1/churn/hazard", list(1201, json!(0.1))),
        ("too_many", "/rules/revenue_to_cac", json!([1, 2, 3, 4, 5])),
        ("too_many", "/segment/0/opening", list(1201, json!({ "clients": 1, "tenure_months": 0 }))),
        ("too_many", "/segment", list(201, all_forms()["segment"][3].clone())),
        ("too_many", "/correlation", list(1001, json!({ "between": ["a", "b"], "spearman": 0 }))),
        ("not_a_choice", "/simulation/points", json!("Sobol")),
        ("not_a_choice", "/market/acts_on", json!("churn")),
        ("not_a_choice", "/segment/0/orders", json!("monthly")),
        ("not_a_month", "/start", json!("2027-13")),
        ("not_a_month", "/start", json!("2027-01-01")),
        ("not_a_month", "/start", json!(2027)),
        ("bad_name", "/name", json!(" \t")),
        ("bad_name", "/name", json!("two\nlines")),
        ("bad_name", "/currency", json!("a currency")),
        ("bad_name", "/segment/0/name", json!("n".repeat(101))),
        ("reserved_name", "/segment/0/name", json!(" money")),
        ("unknown_form", "/money/fixed_costs", json!({})),
        ("unknown_form", "/money/fixed_costs", json!({ "truncate": [1, 2] })),
        ("unknown_form", "/money/tax", json!({ "vat": 0.1, "profit": 0.1 })),
        ("unknown_form", "/segment/0/churn", json!({ "weibull": { "q": 0.9, "b": 1 } })),
        ("unknown_form", "/segment/0/orders", json!({ "rate": 1 })),
        ("unknown_form", "/segment/0/order_value", json!({ "gamma": { "mean": 1, "shape": 1 }, "fixed": 1 })),
    ];
    let validator = validator();
    let mut seen = BTreeSet::new();
    for (code, pointer, value) in cases {
        let said = Said::of(&validator, &changed(pointer, value.clone()));
        let codes: Vec<String> = said
            .problems
            .iter()
            .map(|problem| json!(problem)["rule"]["code"].as_str().unwrap().to_owned())
            .collect();
        assert!(codes.iter().any(|found| found == code), "{pointer} = {value}: {codes:?}");
        assert!(said.has(&Class::Shape) && !said.valid, "{pointer} = {value}: {said:#?}");
        seen.insert(code);
    }
    // The rules that `class` calls Shape, but for the empty document.
    assert_eq!(seen.len(), 16, "{seen:?}");
    let empty = json!({});
    assert!(check("", &Folder).is_err() && !validator.is_valid(&empty));
}

#[test]
fn both_say_the_same_of_many_changed_scenarios() {
    let validator = validator();
    let documents = valid_documents();
    let mut pool: Vec<(String, Value)> = Vec::new();
    for json in &documents {
        let mut found = Vec::new();
        pointers(json, "", &mut found);
        for pointer in found {
            let key = pointer.rsplit('/').find(|key| key.parse::<usize>().is_err()).unwrap();
            pool.push((key.to_owned(), json.pointer(&pointer).unwrap().clone()));
        }
    }
    let mut draws = Draws(2027);
    let (mut right, mut shape, mut meaning) = (0, 0, 0);
    for _ in 0..20_000 {
        let mut json = draws.one(&documents).clone();
        for _ in 0..=draws.below(2) {
            mutate(&mut draws, &mut json, &pool);
        }
        let said = Said::of(&validator, &json);
        assert!(
            said.agree(),
            "schema accepts: {}; the check: {:#?}\n{}",
            said.valid,
            said.problems,
            document(&json)
        );
        match (said.problems.is_empty(), said.has(&Class::Shape)) {
            (true, _) => right += 1,
            (_, true) => shape += 1,
            _ => meaning += 1,
        }
    }
    assert!(
        right > 1000 && shape > 1000 && meaning > 1000,
        "{right} right, {shape} shape, {meaning} meaning"
    );
}

/// A scenario that extends the one with all forms: some of what that has, at any depth.
fn some_of(draws: &mut Draws, document: &Value) -> Value {
    let mut json = document.clone();
    for _ in 0..draws.below(40) {
        let mut found = Vec::new();
        pointers(&json, "", &mut found);
        if found.is_empty() {
            break;
        }
        let pointer = draws.one(&found).clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        // What tells entries apart has to stay, and lists as a whole take the place of others.
        if let Some(Value::Object(map)) = json.pointer_mut(parent)
            && !["name", "between"].contains(&key)
        {
            map.remove(key);
        }
    }
    json["extends"] = json!("base.toml");
    json
}

#[test]
fn both_say_the_same_of_many_scenarios_that_extend_another() {
    let validator = validator();
    let documents = valid_documents();
    let mut pool: Vec<(String, Value)> = Vec::new();
    for json in &documents {
        let mut found = Vec::new();
        pointers(json, "", &mut found);
        for pointer in found {
            let key = pointer.rsplit('/').find(|key| key.parse::<usize>().is_err()).unwrap();
            pool.push((key.to_owned(), json.pointer(&pointer).unwrap().clone()));
        }
    }
    let mut draws = Draws(2029);
    let (mut right, mut shape, mut meaning) = (0, 0, 0);
    for _ in 0..4000 {
        let mut json = some_of(&mut draws, &documents[0]);
        for _ in 0..draws.below(3) {
            mutate(&mut draws, &mut json, &pool);
        }
        let said = Said::of(&validator, &json);
        assert!(
            said.agree(),
            "schema accepts: {}; the check: {:#?}\n{}",
            said.valid,
            said.problems,
            document(&json)
        );
        match (said.problems.is_empty(), said.has(&Class::Shape)) {
            (true, _) => right += 1,
            (_, true) => shape += 1,
            _ => meaning += 1,
        }
    }
    assert!(right > 200 && shape > 200 && meaning > 200, "{right} right, {shape} shape, {meaning} meaning");
}

fn matches(pattern: &str) -> impl Fn(&str) -> bool + use<> {
    let validator = jsonschema::validator_for(&json!({ "pattern": pattern })).unwrap();
    move |text| validator.is_valid(&json!(text))
}

/// Whether a text is a number in shape.
fn is_number(text: &str) -> bool {
    match parse_number(text) {
        Ok(_) => true,
        Err(NumberError::NotFinite) => text.contains(|c: char| c.is_ascii_digit()),
        Err(_) => false,
    }
}

#[test]
fn the_patterns_of_numbers_match_what_is_read() {
    let number = matches(&number_pattern());
    let letters = ["1", "0", ".", "e", "-", "%", "K", " ", "_", "\u{2212}"];
    let mut texts = vec![String::new()];
    let mut read = 0;
    for _ in 0..5 {
        texts = texts
            .iter()
            .flat_map(|text| letters.iter().map(move |letter| format!("{text}{letter}")))
            .collect();
        for text in &texts {
            assert_eq!(number(text), is_number(text), "{text:?}");
            read += usize::from(is_number(text));
        }
    }
    assert!(read > 2500, "{read}");
}

#[test]
fn the_patterns_of_intervals_match_what_is_read() {
    let (number, interval) = (matches(&number_pattern()), matches(&interval_pattern()));
    let mut draws = Draws(1);
    let mut read = 0;
    for _ in 0..50_000 {
        let text = draws.number_text();
        let ends = parse_interval(&text);
        assert_eq!(interval(&text), matches!(ends, Some(Ok(_))), "{text:?}");
        assert_eq!(number(&text), is_number(&text), "{text:?}");
        read += usize::from(matches!(ends, Some(Ok(_))));
    }
    assert!(read > 1000, "{read}");
}

#[test]
fn white_space_and_months_are_the_same_to_both() {
    let white = matches(&format!("^{WHITE}$"));
    for letter in '\u{1}'..='\u{ffff}' {
        assert_eq!(white(&letter.to_string()), letter.is_whitespace(), "{letter:?}");
    }
    let validator = validator();
    let mut json = json_of_toml(
        "name = 'a'\ncurrency = 'b'\nstart = ''\nmonths = 1\n\
         [[segment]]\nname = 'c'\nnew_clients = 1\nchurn = 0.1\norders = 'subscription'\norder_value = 1\n",
    );
    let mut months = 0;
    for year in 1890..2210 {
        for month in 0..=13 {
            json["start"] = json!(format!("{year}-{month:02}"));
            let said = Said::of(&validator, &json);
            assert_eq!(said.valid, said.problems.is_empty(), "{year}-{month:02}");
            months += usize::from(said.valid);
        }
    }
    assert_eq!(months, 301 * 12);
}
