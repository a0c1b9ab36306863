//! The segments of a scenario.

use super::assumptions::{OpeningCohort, Segment};
use super::decoder::{Decoder, Fields, Node};
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::problem::{Remedy, Rule, Severity, Shape};
use crate::model::quantity::{Domain, Kind, QuantityId, Scale};
use std::collections::BTreeMap;

/// The most segments.
pub(super) const SEGMENTS_MOST: usize = 200;
/// The most cohorts of an opening book.
pub(super) const OPENING_MOST: usize = 1200;
/// The longest tenure, months.
pub(super) const TENURE_MOST: u64 = 1200;
/// The most characters of a segment's name.
pub(super) const NAME_MOST: usize = 100;
/// Paths of a lever's quantities start with this.
pub(super) const LEVERS_PATH: &str = "levers";
/// Paths of quantities start with these or with a segment's name.
pub(super) const RESERVED_NAMES: [&str; 3] = ["money", "market", LEVERS_PATH];
/// The seasonal factors' mean may differ from one by this much.
const SEASONALITY_TOLERANCE: f64 = 1e-6;

pub(super) const SEASONAL_FACTOR: Domain =
    Domain { kind: Kind::Number, scale: Scale::Log, low: 0.0, high: 12.0 };

/// Reads `[[segment]]`. `months` is known unless it had a problem.
pub(super) fn read<'a>(
    decoder: &mut Decoder<'a>,
    root: &mut Fields<'a>,
    months: Option<usize>,
    cost_growth: QuantityId,
) -> (Vec<Segment>, Vec<String>) {
    let nothing = (Vec::new(), Vec::new());
    let Some(node) = root.require(decoder, "segment") else { return nothing };
    let entries = decoder.list(&node, Shape::Tables);
    if entries.is_empty() && node.entries().is_some() {
        decoder.refuse(&node, Rule::EmptyList);
    }
    if entries.len() > SEGMENTS_MOST {
        let rule = Rule::TooMany { found: entries.len(), most: SEGMENTS_MOST };
        decoder.refuse(&entries[SEGMENTS_MOST], rule);
        return nothing;
    }
    let mut starts_of_names = BTreeMap::new();
    let (mut segments, mut names) = nothing;
    for entry in &entries {
        let Some(mut fields) = decoder.fields(entry, Shape::Table) else { continue };
        let name = name(decoder, &mut fields, &mut starts_of_names);
        if !name.is_empty() {
            fields.path.clone_from(&name);
            names.push(name.clone());
        }
        let segment = segment(decoder, &mut fields, name, months, cost_growth);
        fields.finish(decoder);
        segments.extend(segment);
    }
    (segments, names)
}

fn name<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    starts_of_names: &mut BTreeMap<String, usize>,
) -> String {
    let Some(node) = fields.require(decoder, "name") else { return String::new() };
    let name = decoder.name(&node, NAME_MOST);
    let of_a_lever = name.strip_prefix(LEVERS_PATH).is_some_and(|rest| rest.starts_with('.'));
    if of_a_lever || RESERVED_NAMES.contains(&name.as_str()) {
        decoder.refuse(&node, Rule::ReservedName);
    }
    if name.is_empty() {
        return name;
    }
    if let Some((first_line, first_file)) = decoder.first_of_name(&node, &name, starts_of_names) {
        decoder.refuse(&node, Rule::DuplicateName { first_line, first_file });
    }
    name
}

/// Reads one segment in the order of [`Segment`]'s fields, which is the order of its quantities.
fn segment<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    name: String,
    months: Option<usize>,
    money_cost_growth: QuantityId,
) -> Option<Segment> {
    let new_clients = match fields.require(decoder, "new_clients") {
        Some(node) => new_clients(decoder, &node, months),
        None => Vec::new(),
    };
    let opening_node = fields.get("opening");
    let (opening, known) = match &opening_node {
        Some(node) if node.has("data") => (Vec::new(), decoder.known_clients(node)),
        Some(node) => (opening(decoder, node), None),
        None => (Vec::new(), None),
    };
    let cac = fields.quantity(decoder, "cac", &Domain::MONEY, 0.0);
    let cac_growth = fields.quantity(decoder, "cac_growth", &Domain::GROWTH, 0.0);
    let margin = fields.quantity(decoder, "margin", &Domain::SHARE, 1.0);
    let servicing = fields.quantity(decoder, "servicing", &Domain::MONEY, 0.0);
    let cost_growth = match fields.get("cost_growth") {
        Some(node) => decoder.quantity(&node, &Domain::GROWTH),
        None => money_cost_growth,
    };
    let growth = fields.quantity(decoder, "growth", &Domain::GROWTH, 0.0);
    let nodes = ["churn", "orders", "order_value"].map(|key| fields.require(decoder, key));
    let [churn_node, orders_node, value_node] = &nodes;
    let churn = churn_node.as_ref().and_then(|node| decoder.churn(node));
    let orders = orders_node.as_ref().and_then(|node| decoder.orders(node));
    let order_value: Option<OrderValue> = value_node.as_ref().and_then(|node| decoder.order_value(node));
    let laws = Laws { churn: churn.as_ref(), orders: orders.as_ref(), value: order_value.as_ref() };
    laws.agree(decoder, [opening_node.as_ref(), churn_node.as_ref(), value_node.as_ref()]);
    let seasonality = match fields.get("seasonality") {
        Some(node) => seasonality(decoder, &node, matches!(orders, Some(Orders::Subscription))),
        None => [1.0; 12],
    };
    let (churn, orders, order_value): (Churn, Orders, OrderValue) = (churn?, orders?, order_value?);
    Some(Segment {
        name,
        new_clients,
        opening,
        known,
        cac,
        cac_growth,
        margin,
        servicing,
        cost_growth,
        growth,
        churn,
        orders,
        order_value,
        seasonality,
    })
}

/// The laws of a segment, as far as they could be read.
struct Laws<'s> {
    churn: Option<&'s Churn>,
    orders: Option<&'s Orders>,
    value: Option<&'s OrderValue>,
}

impl Laws<'_> {
    /// Reports laws that do not go together, at the places of the opening book, churn and order value.
    fn agree<'a>(&self, decoder: &mut Decoder<'a>, [opening, churn, value]: [Option<&Node<'a>>; 3]) {
        let Some(orders) = self.orders else { return };
        let until_gone = orders.are_until_gone();
        let by_orders = matches!(self.churn, Some(Churn::ByOrders));
        if let (Some(node), true) = (churn, self.churn.is_some() && by_orders != until_gone) {
            if until_gone {
                decoder.refuse(
                    node,
                    Rule::ChurnBesideOrders.with(write(&format!("{:?}", super::laws::BY_ORDERS))),
                );
            } else {
                decoder.refuse(node, Rule::ChurnNotInOrders.with(with_laws_of_buying()));
            }
        }
        if let (Some(node), Some(OrderValue::GammaGamma { .. }), false) = (value, self.value, until_gone) {
            decoder.refuse(node, Rule::OnlyOfBuying.with(with_laws_of_buying()));
        }
        match opening {
            Some(node) if node.has("data") && !until_gone => {
                decoder.refuse(node, Rule::OnlyOfBuying.with(with_laws_of_buying()));
            }
            Some(node) if until_gone && node.entries().is_some_and(|list| !list.is_empty()) => {
                decoder.refuse(node, Rule::OpeningWithoutHistory.with(write("{ data = \"clients.csv\" }")));
            }
            _ => {}
        }
    }
}

fn write(text: &str) -> Remedy {
    Remedy::Write { text: text.to_owned() }
}

fn with_laws_of_buying() -> Remedy {
    Remedy::OneOf { options: OrderLaw::ALL.map(|law| format!("orders = {{ {} = ... }}", law.key())).into() }
}

/// A quantity for every month, or a list with one entry a month.
fn new_clients<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>, months: Option<usize>) -> Vec<QuantityId> {
    let Some(entries) = node.entries() else {
        return vec![decoder.quantity(node, &Domain::COUNT); months.unwrap_or(1)];
    };
    if let Some(expected) = months.filter(|&months| months != entries.len()) {
        decoder.refuse(node, Rule::ListLength { expected, found: entries.len() });
        // The entries are looked at as far as they belong to months.
        return entries.iter().take(expected).map(|entry| decoder.quantity(entry, &Domain::COUNT)).collect();
    }
    entries.iter().take(super::MONTHS_MOST).map(|entry| decoder.quantity(entry, &Domain::COUNT)).collect()
}

fn opening<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>) -> Vec<OpeningCohort> {
    let entries = decoder.list(node, Shape::Tables);
    if entries.len() > OPENING_MOST {
        decoder.refuse(node, Rule::TooMany { found: entries.len(), most: OPENING_MOST });
        return Vec::new();
    }
    let mut cohorts = Vec::new();
    for entry in entries {
        let Some(mut fields) = decoder.fields(&entry, Shape::Table) else { continue };
        let clients = fields.required_quantity(decoder, "clients", &Domain::COUNT);
        let tenure = fields.require(decoder, "tenure_months");
        let tenure = tenure.and_then(|node| decoder.whole(&node, 0, TENURE_MOST));
        fields.finish(decoder);
        cohorts.push(OpeningCohort { clients, tenure_months: tenure.unwrap_or(0) as usize });
    }
    cohorts
}

/// Twelve factors of mean one.
fn seasonality<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>, subscription: bool) -> [f64; 12] {
    if subscription {
        decoder.report(Severity::Error, &node.span, &node.path, Rule::SeasonalityOnSubscription.into());
        return [1.0; 12];
    }
    let Some(factors) = decoder.number_list::<12>(node, &SEASONAL_FACTOR) else { return [1.0; 12] };
    let mean = factors.iter().sum::<f64>() / 12.0;
    if (mean - 1.0).abs() > SEASONALITY_TOLERANCE {
        let rule = Rule::SeasonalityMean { mean };
        match balanced(factors, mean) {
            Some(text) => decoder.refuse(node, rule.with(Remedy::Write { text })),
            None => decoder.refuse(node, rule),
        }
    }
    factors
}

/// The factors divided by their mean, with as few digits as the rule allows; what rounding leaves goes to the largest.
fn balanced(factors: [f64; 12], mean: f64) -> Option<String> {
    if mean <= 0.0 {
        return None;
    }
    let mut thousandths = factors.map(|factor| (factor / mean * 1000.0).round());
    let rest = 12_000.0 - thousandths.iter().sum::<f64>();
    let largest = (0..12).max_by(|&a, &b| factors[a].total_cmp(&factors[b]))?;
    thousandths[largest] += rest;
    let words: Vec<String> = thousandths.iter().map(|n| format!("{}", n / 1000.0)).collect();
    Some(format!("[{}]", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::balanced;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_balanced_list_passes(factors in prop::array::uniform12(0.0..5.0_f64)) {
            let mean = factors.iter().sum::<f64>() / 12.0;
            prop_assume!(mean > 0.01);
            let text = balanced(factors, mean).unwrap();
            let again: Vec<f64> =
                text.trim_matches(['[', ']']).split(", ").map(|word| word.parse().unwrap()).collect();
            prop_assert!((again.iter().sum::<f64>() / 12.0 - 1.0).abs() < 1e-12);
            prop_assert!(again.iter().all(|&factor| factor >= 0.0));
        }
    }
}
