//! The levers of a scenario: named actions in a window of months.

use super::assumptions::{Lever, Segment};
use super::decoder::{Decoder, Fields, Node, nearest};
use super::segments::NAME_MOST;
use crate::model::behaviour::Orders;
use crate::model::month::Month;
use crate::model::problem::{Remedy, Rule, Shape};
use crate::model::quantity::{Domain, Kind, QuantityId, Scale};
use std::collections::BTreeMap;

/// The most levers.
pub(super) const LEVERS_MOST: usize = 100;
/// Paths of a lever's quantities start with this.
pub(super) const PATH: &str = "levers";
/// What a lever multiplies: nothing grows to more than a hundredfold.
pub(super) const MULTIPLIER: Domain = Domain { kind: Kind::Number, scale: Scale::Log, low: 0.0, high: 100.0 };

/// The horizon that windows lie in.
#[derive(Clone, Copy)]
pub(super) struct Horizon {
    pub(super) start: Month,
    pub(super) months: usize,
}

/// Reads `[[lever]]`. The horizon is known unless it had a problem.
pub(super) fn read<'a>(
    decoder: &mut Decoder<'a>,
    root: &mut Fields<'a>,
    horizon: Option<Horizon>,
    segments: &[Segment],
) -> Vec<Lever> {
    let Some(node) = root.get("lever") else { return Vec::new() };
    let entries = decoder.list(&node, Shape::Tables);
    if entries.len() > LEVERS_MOST {
        let rule = Rule::TooMany { found: entries.len(), most: LEVERS_MOST };
        decoder.refuse(&entries[LEVERS_MOST], rule);
        return Vec::new();
    }
    let mut places_of_names = BTreeMap::new();
    let mut levers = Vec::new();
    for entry in &entries {
        let Some(mut fields) = decoder.fields(entry, Shape::Table) else { continue };
        let name = name(decoder, &mut fields, &mut places_of_names);
        if !name.is_empty() {
            fields.path = format!("{PATH}.{name}");
        }
        let lever = lever(decoder, &mut fields, name, horizon, segments);
        if !lever.acts() {
            decoder.warn(entry, Rule::LeverDoesNothing);
        }
        fields.finish(decoder);
        levers.push(lever);
    }
    levers
}

fn name<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    places_of_names: &mut BTreeMap<String, usize>,
) -> String {
    let Some(node) = fields.require(decoder, "name") else { return String::new() };
    let name = decoder.name(&node, NAME_MOST);
    if name.is_empty() {
        return name;
    }
    if let Some(&first) = places_of_names.get(&name) {
        let (first_line, first_file) = decoder.source.first(first, node.span.start);
        decoder.refuse(&node, Rule::DuplicateLever { first_line, first_file });
    } else {
        places_of_names.insert(name.clone(), node.span.start);
    }
    name
}

/// Reads one lever in the order of [`Lever`]'s fields, which is the order of its quantities.
fn lever<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    name: String,
    horizon: Option<Horizon>,
    segments: &[Segment],
) -> Lever {
    let chosen = fields.get("segments");
    let named = chosen.is_some();
    let places = match chosen {
        Some(node) => chosen_segments(decoder, &node, segments),
        None => (0..segments.len()).collect(),
    };
    let from = fields.get("from").and_then(|node| month(decoder, &node, horizon));
    let to_node = fields.get("to");
    let to = to_node.as_ref().and_then(|node| month(decoder, node, horizon));
    if let (Some(node), Some(to)) = (&to_node, to)
        && to < from.unwrap_or(0)
    {
        decoder.refuse(node, Rule::WindowReversed);
    }
    let mut multiplier = |key, decoder: &mut Decoder<'a>| optional(decoder, fields, key, &MULTIPLIER);
    let churn = multiplier("churn", decoder);
    if let Some(node) = fields.get("order_rate") {
        let is_subscription = |place: &usize| matches!(segments[*place].orders, Orders::Subscription);
        let refused =
            if named { places.iter().any(is_subscription) } else { places.iter().all(is_subscription) };
        if refused && !places.is_empty() {
            decoder.refuse(&node, Rule::OrderRateOfSubscription);
        }
    }
    let mut multiplier = |key, decoder: &mut Decoder<'a>| optional(decoder, fields, key, &MULTIPLIER);
    Lever {
        name,
        segments: places,
        from: from.unwrap_or(0),
        to,
        churn,
        order_rate: multiplier("order_rate", decoder),
        order_value: multiplier("order_value", decoder),
        margin: multiplier("margin", decoder),
        win_back: optional(decoder, fields, "win_back", &Domain::SHARE),
        annual_contract: optional(decoder, fields, "annual_contract", &Domain::SHARE),
        setup_cost: optional(decoder, fields, "setup_cost", &Domain::MONEY),
        fixed_cost: optional(decoder, fields, "fixed_cost", &Domain::MONEY),
        cost_per_client: optional(decoder, fields, "cost_per_client", &Domain::MONEY),
    }
}

fn optional<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    key: &'static str,
    domain: &Domain,
) -> Option<QuantityId> {
    fields.get(key).map(|node| decoder.quantity(&node, domain))
}

/// The places of the segments that a list names, ascending.
fn chosen_segments<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>, segments: &[Segment]) -> Vec<usize> {
    let entries = decoder.list(node, Shape::List);
    if entries.is_empty() && node.entries().is_some() {
        decoder.refuse(node, Rule::EmptyList);
    }
    let mut places = Vec::new();
    for entry in entries {
        let Some(name) = decoder.text(&entry).map(str::trim) else { continue };
        let names = || segments.iter().map(|segment| segment.name.as_str());
        match names().position(|known| known == name) {
            Some(place) if places.contains(&place) => decoder.refuse(&entry, Rule::NamedTwice),
            Some(place) => places.push(place),
            None => {
                let remedy = match nearest(name, names()) {
                    Some(name) => Remedy::Nearest { name: name.to_owned() },
                    None => {
                        Remedy::OneOf { options: names().take(20).map(|name| format!("{name:?}")).collect() }
                    }
                };
                decoder.refuse(&entry, Rule::UnknownSegment.with(remedy));
            }
        }
    }
    places.sort_unstable();
    places
}

/// A month of the horizon, by its place in it.
fn month(decoder: &mut Decoder<'_>, node: &Node<'_>, horizon: Option<Horizon>) -> Option<usize> {
    let month = super::top::month(decoder, node)?;
    let Horizon { start, months } = horizon?;
    let place = (0..months).find(|&place| start.plus(place) == month);
    if place.is_none() {
        let last = start.plus(months - 1);
        decoder.refuse(node, Rule::OutsideHorizon { first: start.to_string(), last: last.to_string() });
    }
    place
}
