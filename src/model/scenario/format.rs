//! The shape of the file as data: which keys there are, which of them have to be there, and what may stand for each.
//!
//! The readers of this wing decide what a file means, and they need no second account of it; tools do, which complete
//! keys and check a file while it is written. So the shape stands here once, with the domains, limits, words and forms
//! that the readers use themselves. It has no sentences: what a key means to a person is said where words are
//! made, in `report`. A test from outside holds it to the readers: what one accepts or refuses in shape, so does the
//! other.
//!
//! A file that extends another has the same shape with nothing required in it but what [`told_apart_by`] says, since the
//! rest may stand in the other file.

use super::correlations::{CORRELATIONS_MOST, SPEARMAN};
use super::laws::{BY_ORDERS, GAMMA_GAMMA, HAZARD_MOST, SUBSCRIPTION};
use super::levers::{LEVERS_MOST, MULTIPLIER};
use super::lists::{NOT_NEGATIVE, VALUES_MOST};
use super::quantities::FORMS;
use super::segments::{self, OPENING_MOST, RESERVED_NAMES, SEASONAL_FACTOR, SEGMENTS_MOST, TENURE_MOST};
use super::{MONTHS_MOST, extending, known, rules, top};
use crate::model::behaviour::buying::OrderLaw;
use crate::model::quantity::Domain;

/// A key of a table.
#[derive(Debug, Clone)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// What it is when it is not there, if that is a value.
    pub default: Option<Default>,
    /// What may stand for it.
    pub value: Value,
}

/// What a key is when it is not there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// That number.
    Number(f64),
    /// Those numbers, in a list.
    Numbers(&'static [f64]),
    /// That word.
    Word(&'static str),
}

/// What may stand for a key or in a list.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text.
    Text,
    /// Some characters, none of them a control character; white space around them does not count.
    Name {
        /// The most characters.
        most: usize,
        /// What it may not be.
        reserved: &'static [&'static str],
    },
    /// A month, as in `2027-01`.
    Month,
    /// One of these words.
    Word(Vec<&'static str>),
    /// A whole number, ends included.
    Whole {
        /// Smallest allowed.
        low: u64,
        /// Largest allowed.
        high: u64,
    },
    /// A number, plain or with a unit.
    Number(Domain),
    /// A quantity in any of its forms, but for the tables with one of the keys `without`.
    Quantity {
        /// What its numbers may be.
        domain: Domain,
        /// What has another meaning here.
        without: &'static [&'static str],
    },
    /// A list.
    List {
        /// Its entries.
        of: Box<Value>,
        /// How few there may be.
        least: usize,
        /// How many there may be; the budget horizon for what is a month's.
        most: usize,
    },
    /// A table with these keys and no others.
    Table(Vec<Key>),
    /// Any of these.
    AnyOf(Vec<Value>),
}

impl Value {
    fn quantity(domain: Domain) -> Self {
        Self::Quantity { domain, without: &[] }
    }

    fn list(of: Self, least: usize, most: usize) -> Self {
        Self::List { of: Box::new(of), least, most }
    }

    /// A table with one key.
    fn one(name: &'static str, value: Self) -> Self {
        Self::Table(vec![required(name, value)])
    }
}

fn required(name: &'static str, value: Value) -> Key {
    Key { name, required: true, default: None, value }
}

fn optional(name: &'static str, value: Value) -> Key {
    Key { name, required: false, default: None, value }
}

fn with_default(name: &'static str, default: f64, value: Value) -> Key {
    Key { default: Some(Default::Number(default)), ..optional(name, value) }
}

/// A choice whose first word is the default.
fn choice<T>(name: &'static str, words: &[(&'static str, T)]) -> Key {
    let words: Vec<&'static str> = words.iter().map(|&(word, _)| word).collect();
    Key { default: words.first().copied().map(Default::Word), ..optional(name, Value::Word(words)) }
}

/// The keys of the file's top.
pub fn keys() -> Vec<Key> {
    let whole = |low, high| Value::Whole { low, high };
    let name = |most| Value::Name { most, reserved: &[] };
    vec![
        optional(extending::KEY, name(extending::PATH_MOST)),
        required("name", name(top::NAME_MOST)),
        required("currency", name(top::CURRENCY_MOST)),
        required("start", Value::Month),
        required("months", whole(1, MONTHS_MOST as u64)),
        with_default("lifetime_months", top::LIFETIME_DEFAULT as f64, whole(1, top::LIFETIME_MOST)),
        optional("simulation", Value::Table(simulation())),
        optional("money", Value::Table(money())),
        optional("rules", Value::Table(rules())),
        optional("market", Value::Table(market())),
        required("segment", Value::list(Value::Table(segment()), 1, SEGMENTS_MOST)),
        optional("lever", Value::list(Value::Table(lever()), 0, LEVERS_MOST)),
        optional("correlation", Value::list(Value::Table(correlation()), 0, CORRELATIONS_MOST)),
    ]
}

/// The key of the top that names the file to extend.
pub const EXTENDS: &str = extending::KEY;

/// The key by which the entries of a list of the top are found in the extended file; it is required in every file.
pub fn told_apart_by(list: &str) -> Option<&'static str> {
    extending::told_apart_by(list)
}

/// The keys that an entry of a list of the top has to have.
pub(super) fn required_of(list: &str) -> Vec<&'static str> {
    let found = keys().into_iter().find(|key| key.name == list);
    match found.map(|key| key.value) {
        Some(Value::List { of, .. }) => match *of {
            Value::Table(keys) => keys.into_iter().filter(|key| key.required).map(|key| key.name).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn simulation() -> Vec<Key> {
    vec![
        with_default("trials", top::TRIALS_DEFAULT as f64, Value::Whole { low: 1, high: top::TRIALS_MOST }),
        with_default("seed", top::SEED_DEFAULT as f64, Value::Whole { low: 0, high: u64::MAX }),
        choice("points", &top::POINTS),
    ]
}

fn money() -> Vec<Key> {
    let tax = |form| Value::one(form, Value::quantity(Domain::SHARE));
    vec![
        with_default("discount_rate", 0.0, Value::quantity(Domain::DISCOUNT)),
        with_default("fixed_costs", 0.0, Value::quantity(Domain::MONEY)),
        with_default("cost_growth", 0.0, Value::quantity(Domain::GROWTH)),
        optional("tax", Value::AnyOf(top::TAXES.into_iter().map(tax).collect())),
        optional("target_profit", Value::Number(top::TARGET)),
        with_default("confidence", top::CONFIDENCE_DEFAULT, Value::Number(Domain::CONFIDENCE)),
        with_default("max_scale", top::MAX_SCALE_DEFAULT, Value::Number(top::MAX_SCALE)),
    ]
}

fn rules() -> Vec<Key> {
    let ratio = || Value::Number(rules::RATIO);
    let levels = Value::AnyOf(vec![ratio(), Value::list(ratio(), 1, rules::LEVELS_MOST)]);
    vec![
        with_default("ltv_to_cac", rules::LTV_TO_CAC_DEFAULT, ratio()),
        with_default(
            "payback_months",
            rules::PAYBACK_DEFAULT as f64,
            Value::Whole { low: 1, high: rules::PAYBACK_MOST },
        ),
        Key { default: Some(Default::Numbers(rules::REVENUE_DEFAULT)), ..optional("revenue_to_cac", levels) },
        with_default("target_romi", rules::ROMI_DEFAULT, Value::Number(rules::TARGET_ROMI)),
    ]
}

fn market() -> Vec<Key> {
    vec![
        required("sigma", Value::quantity(Domain::VOLATILITY)),
        with_default("phi", 0.0, Value::quantity(Domain::PERSISTENCE)),
        choice("acts_on", &top::ACTS_ON),
    ]
}

fn segment() -> Vec<Key> {
    let count = || Value::quantity(Domain::COUNT);
    let cohort = Value::Table(vec![
        required("clients", count()),
        required("tenure_months", Value::Whole { low: 0, high: TENURE_MOST }),
    ]);
    let known = Value::Table(vec![
        required("data", Value::Text),
        with_default("days_before", 0.0, Value::Whole { low: 0, high: known::DAYS_BEFORE_MOST }),
    ]);
    let opening = Value::AnyOf(vec![Value::list(cohort, 0, OPENING_MOST), known]);
    vec![
        required("name", Value::Name { most: segments::NAME_MOST, reserved: &RESERVED_NAMES }),
        required("new_clients", Value::AnyOf(vec![count(), Value::list(count(), 1, MONTHS_MOST)])),
        optional("opening", opening),
        with_default("cac", 0.0, Value::quantity(Domain::MONEY)),
        with_default("cac_growth", 0.0, Value::quantity(Domain::GROWTH)),
        with_default("margin", 1.0, Value::quantity(Domain::SHARE)),
        with_default("servicing", 0.0, Value::quantity(Domain::MONEY)),
        optional("cost_growth", Value::quantity(Domain::GROWTH)),
        with_default("growth", 0.0, Value::quantity(Domain::GROWTH)),
        required("churn", churn()),
        required("orders", orders()),
        required("order_value", order_value()),
        optional("seasonality", Value::list(Value::Number(SEASONAL_FACTOR), 12, 12)),
    ]
}

fn lever() -> Vec<Key> {
    let multiplier = |key| with_default(key, 1.0, Value::quantity(MULTIPLIER));
    let share = |key| optional(key, Value::quantity(Domain::SHARE));
    let cost = |key| with_default(key, 0.0, Value::quantity(Domain::MONEY));
    vec![
        required("name", Value::Name { most: segments::NAME_MOST, reserved: &[] }),
        optional("segments", Value::list(Value::Text, 1, SEGMENTS_MOST)),
        optional("from", Value::Month),
        optional("to", Value::Month),
        multiplier("churn"),
        multiplier("order_rate"),
        multiplier("order_value"),
        multiplier("margin"),
        share("win_back"),
        share("annual_contract"),
        cost("setup_cost"),
        cost("fixed_cost"),
        cost("cost_per_client"),
    ]
}

/// A table of two quantities.
fn pair(names: [&'static str; 2], domains: [Domain; 2]) -> Value {
    let [first, second] = [0, 1].map(|i| required(names[i], Value::quantity(domains[i])));
    Value::Table(vec![first, second])
}

/// A table of shapes.
fn shapes(names: &[&'static str]) -> Value {
    Value::Table(names.iter().map(|name| required(name, Value::quantity(Domain::SHAPE))).collect())
}

fn churn() -> Value {
    let share = || Value::quantity(Domain::SHARE);
    Value::AnyOf(vec![
        share(),
        Value::one("constant", share()),
        Value::one("hazard", Value::list(share(), 1, HAZARD_MOST)),
        Value::one("beta_geometric", pair(["alpha", "beta"], [Domain::SHAPE, Domain::SHAPE])),
        Value::one("discrete_weibull", pair(["q", "b"], [Domain::STAYING, Domain::AGEING])),
        Value::Word(vec![BY_ORDERS]),
    ])
}

fn orders() -> Value {
    let rate = || Value::quantity(Domain::RATE);
    let mut laws = vec![
        Value::Word(vec![SUBSCRIPTION]),
        Value::one("poisson", Value::AnyOf(vec![rate(), Value::one("rate", rate())])),
        Value::one("gamma_poisson", pair(["rate", "shape"], [Domain::RATE, Domain::SHAPE])),
    ];
    laws.extend(OrderLaw::ALL.map(|law| Value::one(law.key(), shapes(&law.parameters()))));
    Value::AnyOf(laws)
}

fn order_value() -> Value {
    let empirical = Value::AnyOf(
        FORMS
            .iter()
            .filter(|form| ["values", "data"].contains(&form.keys[0]))
            .flat_map(|form| form.complete)
            .map(|keys| {
                Value::Table(keys.iter().map(|&key| required(key, part(key, Domain::MONEY))).collect())
            })
            .collect(),
    );
    Value::AnyOf(vec![
        // There these two are laws from order to order.
        Value::Quantity { domain: Domain::MONEY, without: &["gamma", "lognormal"] },
        Value::one("fixed", Value::quantity(Domain::MONEY)),
        Value::one("gamma", pair(["mean", "shape"], [Domain::MONEY, Domain::SHAPE])),
        Value::one("lognormal", pair(["mean", "cv"], [Domain::MONEY, Domain::SPREAD])),
        Value::one("gamma_gamma", shapes(&GAMMA_GAMMA)),
        Value::one("empirical", empirical),
    ])
}

fn correlation() -> Vec<Key> {
    vec![required("between", Value::list(Value::Text, 2, 2)), required("spearman", Value::Number(SPEARMAN))]
}

/// The tables that a quantity may be, one for each complete set of keys; `truncate` may stand beside any.
pub fn quantity_tables(domain: Domain) -> Vec<Vec<Key>> {
    FORMS
        .iter()
        .flat_map(|form| form.complete)
        .map(|keys| {
            let mut table: Vec<Key> = keys.iter().map(|&key| required(key, part(key, domain))).collect();
            table.push(optional("truncate", ends(domain)));
            table
        })
        .collect()
}

/// What stands for a key of a quantity's table.
fn part(key: &str, domain: Domain) -> Value {
    let table = |keys: &[(&'static str, Domain)]| {
        Value::Table(keys.iter().map(|&(key, domain)| required(key, Value::Number(domain))).collect())
    };
    let moments = [
        table(&[("mean", domain), ("sd", NOT_NEGATIVE)]),
        table(&[("mean", domain), ("cv", Domain::SPREAD)]),
    ];
    match key {
        "sd" => Value::Number(NOT_NEGATIVE),
        "cv" => Value::Number(Domain::SPREAD),
        "triangular" | "pert" => Value::AnyOf(vec![
            Value::list(Value::Number(domain), 3, 3),
            table(&[("min", domain), ("mode", domain), ("max", domain)]),
        ]),
        "uniform" => ends(domain),
        "lognormal" | "normal" => Value::AnyOf(moments.into()),
        "beta" => {
            let shapes = table(&[("alpha", Domain::SHAPE), ("beta", Domain::SHAPE)]);
            Value::AnyOf(moments.into_iter().chain([shapes]).collect())
        }
        "gamma" => {
            let shapes = table(&[("shape", Domain::SHAPE), ("scale", Domain::SHAPE)]);
            Value::AnyOf(moments.into_iter().chain([shapes]).collect())
        }
        "values" => Value::list(Value::Number(domain), 1, VALUES_MOST),
        "weights" => Value::list(Value::Number(NOT_NEGATIVE), 1, VALUES_MOST),
        "data" | "draws" | "column" => Value::Text,
        _ => Value::Number(domain),
    }
}

/// The two ends of a range.
fn ends(domain: Domain) -> Value {
    Value::AnyOf(vec![
        Value::list(Value::Number(domain), 2, 2),
        Value::Table(["min", "max"].map(|key| required(key, Value::Number(domain))).into()),
    ])
}
