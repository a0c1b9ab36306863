//! Everyone there is: clients of the log and of the subscriptions, with the month in which they joined.

use super::calendar::Calendar;
use super::spells::{Spell, subscribed};
use crate::data::history::{Client, History};
use crate::data::subscriptions::Subscription;
use rayon::prelude::*;
use std::collections::HashMap;

/// Nobody and nothing: a client without orders, or without a subscription.
const NONE: u32 = u32::MAX;

/// One client, by its places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    part: u32,
    place: u32,
    life: u32,
    /// The place of its segment in [`Roll::segments`].
    pub(super) segment: u32,
    /// The month of its first order; with a subscription, that of its start.
    pub(super) joined: u16,
}

impl Member {
    /// Where it stands in the history: clients that are counted in this order are near each other in memory.
    pub(super) fn place(&self) -> (u32, u32) {
        (self.part, self.place)
    }
}

/// All clients.
#[derive(Debug)]
pub(super) struct Roll<'a> {
    history: &'a History,
    lives: Vec<Vec<Spell>>,
    /// The segments by name, in alphabetical order; empty if neither the log nor the subscriptions have any.
    pub(super) segments: Vec<String>,
    /// The clients, in an order of no meaning.
    pub(super) members: Vec<Member>,
    /// Subscribers without an order.
    pub(super) without_orders: u64,
    /// Clients with orders and without a subscription; 0 where there are no subscriptions at all.
    pub(super) without_subscription: u64,
}

impl<'a> Roll<'a> {
    /// Brings clients and subscriptions together by the client's id. Subscriptions that start after the log are left
    /// out.
    pub(super) fn new(history: &'a History, subscriptions: &[Subscription], calendar: &Calendar) -> Self {
        let mut known: Vec<&Subscription> =
            subscriptions.iter().filter(|one| one.start.number() <= calendar.until()).collect();
        known.sort_unstable();
        let groups: Vec<&[&Subscription]> = known.chunk_by(|a, b| a.client == b.client).collect();
        let of_id: HashMap<&str, u32> =
            groups.iter().zip(0..).map(|(group, life)| (group[0].client.as_str(), life)).collect();
        let segments = names(history, &groups);
        let lives: Vec<Vec<Spell>> = groups.iter().map(|group| subscribed(group, calendar)).collect();
        let its_segment = |client: Option<&Client<'_>>, life: u32| {
            let of_log = client.and_then(|client| history.segments.get(client.segment));
            let of_life = || groups.get(life as usize).map_or("", |group| group[0].segment.as_str());
            let name = of_log.map_or_else(of_life, String::as_str);
            segments.binary_search_by(|known| known.as_str().cmp(name)).unwrap_or(0) as u32
        };
        let mut members: Vec<Member> = history
            .parts
            .par_iter()
            .enumerate()
            .flat_map_iter(|(part, clients)| {
                let (of_id, lives, its_segment) = (&of_id, &lives, &its_segment);
                clients.clients().enumerate().map(move |(place, client)| {
                    let life = of_id.get(client.id).copied().unwrap_or(NONE);
                    let joined = lives.get(life as usize).map_or_else(
                        || first_order(&client).map_or(0, |day| calendar.of_day(day)),
                        |spells| spells[0].from,
                    );
                    let segment = its_segment(Some(&client), life);
                    Member { part: part as u32, place: place as u32, life, segment, joined: joined as u16 }
                })
            })
            .collect();
        let mut has_orders = vec![false; lives.len()];
        for member in &members {
            if let Some(has) = has_orders.get_mut(member.life as usize) {
                *has = true;
            }
        }
        let with_subscription = has_orders.iter().filter(|has| **has).count();
        let without_subscription = if lives.is_empty() { 0 } else { members.len() - with_subscription };
        let others = (0_u32..).zip(&has_orders).filter(|(_, has)| !**has).map(|(life, _)| Member {
            part: NONE,
            place: NONE,
            life,
            segment: its_segment(None, life),
            joined: lives[life as usize][0].from as u16,
        });
        members.extend(others);
        Self {
            history,
            segments,
            members,
            without_orders: (lives.len() - with_subscription) as u64,
            without_subscription: without_subscription as u64,
            lives,
        }
    }

    /// Whether anyone is known to have been subscribed.
    pub(super) fn has_subscriptions(&self) -> bool {
        !self.lives.is_empty()
    }

    /// What a client of the log did; none for a subscriber without orders.
    pub(super) fn client(&self, member: &Member) -> Option<Client<'a>> {
        let part = self.history.parts.get(member.part as usize)?;
        Some(part.client(member.place as usize))
    }

    /// When it was subscribed, in order, at least once; none where it was not.
    pub(super) fn spells(&self, member: &Member) -> Option<&[Spell]> {
        self.lives.get(member.life as usize).map(Vec::as_slice)
    }
}

/// The day of the first order; of a client without any, its first day.
fn first_order(client: &Client<'_>) -> Option<i32> {
    client.order_days().next().or_else(|| client.days.first().copied())
}

/// All names of segments. Of the subscriptions' segments only where the log has none of its own, or for clients that are
/// not in it.
fn names(history: &History, groups: &[&[&Subscription]]) -> Vec<String> {
    let of_lives = || groups.iter().map(|group| group[0].segment.as_str());
    if history.segments.is_empty() && of_lives().all(str::is_empty) {
        return Vec::new();
    }
    let of_log = history.segments.iter().map(String::as_str);
    let nobody_else = (history.segments.is_empty()).then_some("");
    let mut names: Vec<String> = of_log.chain(of_lives()).chain(nobody_else).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::Day;
    use crate::data::metrics::fixture::{Log, day};

    fn subscription(client: &str, start: Day, end: Option<Day>, segment: &str) -> Subscription {
        Subscription { client: client.to_owned(), start, end, segment: segment.to_owned() }
    }

    #[test]
    fn orders_and_subscriptions_meet_by_the_clients_id() {
        let mut log = Log::default();
        log.client("a", "", &[(day(2024, 3, 3), 10)]).client("b", "", &[(day(2024, 2, 1), 10)]);
        let history = log.history(day(2024, 12, 31));
        let calendar = Calendar::new(day(2024, 1, 1), day(2024, 12, 31));
        let beside = [
            subscription("a", day(2024, 1, 3), None, "Ads"),
            subscription("c", day(2024, 5, 3), None, "Search"),
            subscription("d", day(2025, 5, 3), None, "Search"),
        ];
        let roll = Roll::new(&history, &beside, &calendar);
        let seen: Vec<(u16, &str, bool, bool)> = roll
            .members
            .iter()
            .map(|one| {
                let segment = roll.segments[one.segment as usize].as_str();
                (one.joined, segment, roll.client(one).is_some(), roll.spells(one).is_some())
            })
            .collect();
        assert_eq!(
            seen,
            [(0, "Ads", true, true), (1, "", true, false), (4, "Search", false, true)],
            "the one that starts after the log is left out"
        );
        assert_eq!((roll.without_orders, roll.without_subscription), (1, 1));
        let alone = Roll::new(&history, &[], &calendar);
        assert_eq!((alone.members.len(), alone.segments.len(), alone.without_subscription), (2, 0, 0));
    }
}
