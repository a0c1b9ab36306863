//! The scenario's top: names, horizons, simulation, money, market.

use super::assumptions::{ActsOn, Market, Money, Points, Simulation, Tax};
use super::decoder::{Decoder, Fields, Node};
use crate::model::month::Month;
use crate::model::problem::{Remedy, Rule, Severity, Shape};
use crate::model::quantity::{Domain, Kind, LARGEST, Quantity, Scale};
use std::ops::RangeInclusive;
use toml::de::DeValue;

/// The most characters of the scenario's name.
pub(super) const NAME_MOST: usize = 200;
/// The most characters of the currency.
pub(super) const CURRENCY_MOST: usize = 8;
/// The years that a scenario may start in.
const YEARS: RangeInclusive<i32> = 1900..=2200;
/// The most trials.
pub const TRIALS_MOST: u64 = 100_000_000;
pub(super) const TRIALS_DEFAULT: usize = 20_000;
pub(super) const SEED_DEFAULT: u64 = 1;
pub(super) const POINTS: [(&str, Points); 3] =
    [("sobol", Points::Sobol), ("latin", Points::Latin), ("random", Points::Random)];
/// The longest LTV horizon, months.
pub(super) const LIFETIME_MOST: u64 = 1200;
pub(super) const LIFETIME_DEFAULT: usize = 60;

pub(super) const TARGET: Domain =
    Domain { kind: Kind::Money, scale: Scale::Plain, low: -LARGEST, high: LARGEST };
pub(super) const CONFIDENCE_DEFAULT: f64 = 0.8;
pub(super) const MAX_SCALE: Domain =
    Domain { kind: Kind::Number, scale: Scale::Log, low: 0.001, high: 1000.0 };
pub(super) const MAX_SCALE_DEFAULT: f64 = 10.0;
pub(super) const TAXES: [&str; 3] = ["revenue", "profit", "vat"];
pub(super) const ACTS_ON: [(&str, ActsOn); 3] =
    [("orders", ActsOn::Orders), ("acquisition", ActsOn::Acquisition), ("both", ActsOn::Both)];

/// Names and horizons; what had a problem is `None`.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) currency: String,
    pub(super) start: Option<Month>,
    pub(super) months: Option<usize>,
    pub(super) lifetime_months: usize,
}

pub(super) fn head<'a>(decoder: &mut Decoder<'a>, root: &mut Fields<'a>) -> Head {
    let name = root.require(decoder, "name").map(|node| decoder.name(&node, NAME_MOST)).unwrap_or_default();
    let currency =
        root.require(decoder, "currency").map(|node| decoder.name(&node, CURRENCY_MOST)).unwrap_or_default();
    let start = root.require(decoder, "start").and_then(|node| month(decoder, &node));
    let most = super::MONTHS_MOST as u64;
    let months = root.require(decoder, "months").and_then(|node| decoder.whole(&node, 1, most));
    let lifetime = root.get("lifetime_months").and_then(|node| decoder.whole(&node, 1, LIFETIME_MOST));
    Head {
        name,
        currency,
        start,
        months: months.map(|months| months as usize),
        lifetime_months: lifetime.map_or(LIFETIME_DEFAULT, |months| months as usize),
    }
}

pub(super) fn month(decoder: &mut Decoder<'_>, node: &Node<'_>) -> Option<Month> {
    let (month, remedy) = match node.value {
        DeValue::String(text) => (Month::parse(text), "\"2027-01\"".to_owned()),
        // A date without quotes says the month too, but not in the words of the rest of the file.
        DeValue::Datetime(date) => (None, format!("\"{}\"", date.to_string().get(..7).unwrap_or("2027-01"))),
        _ => (None, "\"2027-01\"".to_owned()),
    };
    let month = month.filter(|month| YEARS.contains(&month.year()));
    if month.is_none() {
        decoder.refuse(node, Rule::NotAMonth.with(Remedy::Write { text: remedy }));
    }
    month
}

/// The fields of a table that need not be there.
fn section<'a>(
    decoder: &mut Decoder<'a>,
    root: &mut Fields<'a>,
    key: &'static str,
) -> Option<(Fields<'a>, Node<'a>)> {
    let node = root.get(key)?;
    decoder.fields(&node, Shape::Table).map(|fields| (fields, node))
}

pub(super) fn simulation<'a>(decoder: &mut Decoder<'a>, root: &mut Fields<'a>) -> Simulation {
    let mut simulation = Simulation { trials: TRIALS_DEFAULT, seed: SEED_DEFAULT, points: Points::Sobol };
    let Some((mut fields, _)) = section(decoder, root, "simulation") else { return simulation };
    if let Some(trials) = fields.get("trials").and_then(|node| decoder.whole(&node, 1, TRIALS_MOST)) {
        simulation.trials = trials as usize;
    }
    if let Some(seed) = fields.get("seed").and_then(|node| decoder.whole(&node, 0, u64::MAX)) {
        simulation.seed = seed;
    }
    if let Some(points) = fields.get("points").and_then(|node| decoder.choice(&node, &POINTS)) {
        simulation.points = points;
    }
    fields.finish(decoder);
    simulation
}

/// Reads `[money]`; a file without it has the defaults.
pub(super) fn money<'a>(
    decoder: &mut Decoder<'a>,
    root: &mut Fields<'a>,
    nothing: &'a toml::de::DeTable<'a>,
) -> Money {
    let section = section(decoder, root, "money");
    let mut fields = match section {
        Some((fields, _)) => fields,
        None => Fields::new(nothing, 0..0, "money".to_owned()),
    };
    let discount_rate = fields.quantity(decoder, "discount_rate", &Domain::DISCOUNT, 0.0);
    let fixed_costs = fields.quantity(decoder, "fixed_costs", &Domain::MONEY, 0.0);
    let cost_growth = fields.quantity(decoder, "cost_growth", &Domain::GROWTH, 0.0);
    let tax = fields.get("tax").and_then(|node| tax(decoder, &node)).unwrap_or(Tax::None);
    let target = fields.get("target_profit").map(|node| decoder.number(&node, &TARGET));
    let confidence = fields
        .get("confidence")
        .map_or(CONFIDENCE_DEFAULT, |node| decoder.number(&node, &Domain::CONFIDENCE));
    let max_scale =
        fields.get("max_scale").map_or(MAX_SCALE_DEFAULT, |node| decoder.number(&node, &MAX_SCALE));
    fields.finish(decoder);
    Money { discount_rate, fixed_costs, cost_growth, tax, target_profit: target, confidence, max_scale }
}

fn tax<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>) -> Option<Tax> {
    let (form, value) = decoder.one_of(node, &TAXES, Shape::Tax)?;
    let rate = decoder.quantity(&value, &Domain::SHARE);
    Some(match form {
        "revenue" => Tax::Revenue(rate),
        "profit" => Tax::Profit(rate),
        _ => Tax::Vat(rate),
    })
}

/// Reads `[market]`, with the place for warnings.
pub(super) fn market<'a>(decoder: &mut Decoder<'a>, root: &mut Fields<'a>) -> Option<(Market, Node<'a>)> {
    let (mut fields, node) = section(decoder, root, "market")?;
    let sigma = fields.required_quantity(decoder, "sigma", &Domain::VOLATILITY);
    let phi = fields.quantity(decoder, "phi", &Domain::PERSISTENCE, 0.0);
    let acts_on = fields.get("acts_on").and_then(|node| decoder.choice(&node, &ACTS_ON));
    fields.finish(decoder);
    if matches!(decoder.quantities[sigma.0].law, Quantity::Fixed(value) if value == 0.0) {
        decoder.report(Severity::Warning, &node.span, "market", Rule::MarketTouchesNothing.into());
    }
    Some((Market { sigma, phi, acts_on: acts_on.unwrap_or(ActsOn::Orders) }, node))
}
