//! The levers of a scenario: named actions in a window of months.

use super::assumptions::{Lever, Segment};
use super::decoder::{Decoder, Fields, Node, nearest};
use super::segments::{LEVERS_PATH, NAME_MOST};
use crate::model::behaviour::Orders;
use crate::model::month::Month;
use crate::model::problem::{Remedy, Rule, Shape};
use crate::model::quantity::{Domain, Kind, QuantityId, Scale};
use std::collections::BTreeMap;

/// The most levers.
pub(super) const LEVERS_MOST: usize = 100;
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
    (segments, names): (&[Segment], &[String]),
) -> Vec<Lever> {
    let Some(node) = root.get("lever") else { return Vec::new() };
    let entries = decoder.list(&node, Shape::Tables);
    if entries.len() > LEVERS_MOST {
        let rule = Rule::TooMany { found: entries.len(), most: LEVERS_MOST };
        decoder.refuse(&entries[LEVERS_MOST], rule);
        return Vec::new();
    }
    let mut starts_of_names = BTreeMap::new();
    let mut levers = Vec::new();
    for entry in &entries {
        let Some(mut fields) = decoder.fields(entry, Shape::Table) else { continue };
        let name = name(decoder, &mut fields, &mut starts_of_names);
        if !name.is_empty() {
            fields.path = format!("{LEVERS_PATH}.{name}");
        }
        let lever = lever(decoder, &mut fields, name, horizon, (segments, names));
        if !lever.acts() {
            decoder.warn(&Node { path: fields.path.clone(), ..entry.clone() }, Rule::LeverDoesNothing);
        }
        fields.finish(decoder);
        levers.push(lever);
    }
    levers
}

fn name<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    starts_of_names: &mut BTreeMap<String, usize>,
) -> String {
    let Some(node) = fields.require(decoder, "name") else { return String::new() };
    let name = decoder.name(&node, NAME_MOST);
    if name.is_empty() {
        return name;
    }
    if let Some((first_line, first_file)) = decoder.first_of_name(&node, &name, starts_of_names) {
        decoder.refuse(&node, Rule::DuplicateLever { first_line, first_file });
    }
    name
}

/// Reads one lever in the order of [`Lever`]'s fields, which is the order of its quantities.
fn lever<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    name: String,
    horizon: Option<Horizon>,
    (segments, names): (&[Segment], &[String]),
) -> Lever {
    let chosen = fields.get("segments").map(|node| chosen_segments(decoder, &node, segments, names));
    let from = fields.get("from").and_then(|node| month(decoder, &node, horizon));
    let to_node = fields.get("to");
    let to = to_node.as_ref().and_then(|node| month(decoder, node, horizon));
    if let (Some(node), Some(to)) = (&to_node, to)
        && to < from.unwrap_or(0)
    {
        decoder.refuse(node, Rule::WindowReversed);
    }
    Lever {
        name,
        from: from.unwrap_or(0),
        to,
        churn: optional(decoder, fields, "churn", &MULTIPLIER),
        order_rate: order_rate(decoder, fields, chosen.as_deref(), segments),
        order_value: optional(decoder, fields, "order_value", &MULTIPLIER),
        margin: optional(decoder, fields, "margin", &MULTIPLIER),
        win_back: not_on_buying(decoder, fields, "win_back", (chosen.as_deref(), segments)),
        annual_contract: not_on_buying(decoder, fields, "annual_contract", (chosen.as_deref(), segments)),
        setup_cost: optional(decoder, fields, "setup_cost", &Domain::MONEY),
        fixed_cost: optional(decoder, fields, "fixed_cost", &Domain::MONEY),
        cost_per_client: optional(decoder, fields, "cost_per_client", &Domain::MONEY),
        segments: chosen,
    }
}

/// What multiplies orders a month. Nobody names a subscription for it, and all are not subscriptions.
fn order_rate<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    chosen: Option<&[usize]>,
    segments: &[Segment],
) -> Option<QuantityId> {
    let node = fields.get("order_rate")?;
    let is_subscription = |segment: &Segment| matches!(segment.orders, Orders::Subscription);
    if is_meant(chosen, segments, is_subscription) {
        decoder.refuse(&node, Rule::OrderRateOfSubscription);
    }
    Some(decoder.quantity(&node, &MULTIPLIER))
}

/// What nobody offers clients who order and leave as they like.
fn not_on_buying<'a>(
    decoder: &mut Decoder<'a>,
    fields: &mut Fields<'a>,
    key: &'static str,
    (chosen, segments): (Option<&[usize]>, &[Segment]),
) -> Option<QuantityId> {
    let node = fields.get(key)?;
    if is_meant(chosen, segments, |segment| segment.orders.are_until_gone()) {
        decoder.refuse(&node, Rule::LeverNotOnBuying);
    }
    Some(decoder.quantity(&node, &Domain::SHARE))
}

/// Whether a lever names a segment of a kind, or all are of that kind.
fn is_meant(chosen: Option<&[usize]>, segments: &[Segment], is_of_kind: impl Fn(&Segment) -> bool) -> bool {
    match chosen {
        Some(places) => places.iter().any(|&place| is_of_kind(&segments[place])),
        None => !segments.is_empty() && segments.iter().all(is_of_kind),
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

/// The places of the segments that a list names, ascending. `names` are those of all segments, also of such as have a
/// problem of their own and so no place.
fn chosen_segments<'a>(
    decoder: &mut Decoder<'a>,
    node: &Node<'a>,
    segments: &[Segment],
    names: &[String],
) -> Vec<usize> {
    let entries = decoder.list(node, Shape::List);
    if entries.is_empty() && node.entries().is_some() {
        decoder.refuse(node, Rule::EmptyList);
    }
    let mut chosen: Vec<&str> = Vec::new();
    for entry in entries {
        let Some(name) = decoder.text(&entry).map(str::trim) else { continue };
        let known = || names.iter().map(String::as_str);
        if chosen.contains(&name) {
            decoder.refuse(&entry, Rule::NamedTwice);
        } else if known().any(|known| known == name) {
            chosen.push(name);
        } else {
            let remedy = match nearest(name, known()) {
                Some(name) => Remedy::Nearest { name: name.to_owned() },
                None => Remedy::OneOf { options: known().take(20).map(|name| format!("{name:?}")).collect() },
            };
            decoder.refuse(&entry, Rule::UnknownSegment.with(remedy));
        }
    }
    let place = |segment: &Segment| chosen.contains(&segment.name.as_str());
    (0..segments.len()).filter(|&at| place(&segments[at])).collect()
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
