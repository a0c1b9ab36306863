//! What an order log tells: a [`History`] -> [`Metrics`].
//!
//! `calendar` numbers the months; `roll` lists who there is, `spells` says through which months; `tally` counts cohorts in
//! whole numbers, clients in parallel; `presence` says who is there in a month, counted or estimated by `recapture`;
//! `figures`, `concentration`, `gaps` and `winning` (what clients cost) are taken from these. `result` is what comes out.

mod settings;
mod definition;
mod result;
mod calendar;
mod gaps;
mod spells;
mod roll;
mod tally;
mod presence;
mod recapture;
mod figures;
mod concentration;
mod winning;

#[cfg(test)]
mod brute_force;
#[cfg(test)]
mod by_hand;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod simulated;

pub use definition::Definition;
pub use gaps::Gaps;
pub use result::{
    Channel, Churn, Cohort, CohortYear, Concentration, Data, Figures, Ltv, Margin, Metrics, MonthFigures,
    Silence, Spend, Subscribers,
};
pub use settings::{Beside, Settings};

use super::amount::number;
use super::history::History;
use calendar::Calendar;
use figures::{each, share};
use presence::{Flow, Hidden, Judged, Presence};
use rayon::prelude::*;
use roll::{Member, Roll};
use tally::{Grounds, Row};
use winning::Winnings;

/// Months between a client's orders that have to be seen before it is believed that none is ever missed: were one in
/// seven missed, so many in a row would all have an order in one log of twenty.
const NEVER_MISSED_LEAST: u64 = 20;

/// The figures of a log: the same at any number of threads, and whatever the order of clients and parts.
pub fn metrics(history: &History, beside: &Beside, settings: &Settings) -> Metrics {
    let starts = beside.subscriptions.iter().map(|one| one.start).filter(|start| *start <= history.until);
    let first = starts.chain([history.first]).min().unwrap_or(history.first);
    let calendar = Calendar::new(first, history.until);
    let mut roll = Roll::new(history, &beside.subscriptions, &calendar);
    let mut members = std::mem::take(&mut roll.members);
    let gaps = gaps::gaps(history);
    let margin = match settings.margin {
        _ if history.has_costs => Margin::Costs,
        Some(share) => Margin::Share { share },
        None => Margin::Unknown,
    };

    let definition = match settings.left_after_days {
        _ if roll.has_subscriptions() => Definition::Subscriptions,
        Some(days) => Definition::Silence { days },
        None => Definition::Recapture {
            silence_days: gaps.as_ref().map(Gaps::silence_days),
            judged_days: gaps.as_ref().map(Gaps::judged_days),
            never_missed: false,
        },
    };
    members.par_sort_unstable_by_key(|member| (member.joined, member.place()));
    let rows = tally::rows(&members, Grounds { roll: &roll, calendar: &calendar, definition });
    let flows = presence::flows(&rows, calendar.len());
    // Whether a month was ever missed is seen in all clients together, and then holds for the segments.
    let judged = judged(&flows, definition, &calendar);
    let definition = judged.definition;
    let winnings = Winnings::new(&beside.spend, &roll.segments, &calendar);
    let all_winning = winnings.as_ref().map(Winnings::total);
    let grounds = Grounds { roll: &roll, calendar: &calendar, definition };
    let (mut segments, hidden) = segments(&mut members, grounds, judged, margin, winnings.as_ref());
    let hidden = if segments.is_empty() { Hidden::of(&rows, calendar.len(), judged) } else { hidden };
    let presence = Presence::new(flows, judged, hidden);
    let total = figures::figures("total", &rows, &presence, margin, all_winning.as_ref());
    let won_of = |name: &str| {
        let place = segments.binary_search_by(|one| one.name.as_str().cmp(name)).ok()?;
        segments[place].won_clients
    };
    let spend = winnings.as_ref().map(|winnings| winnings.told(&roll.segments, won_of));
    segments.sort_by(by_ltv);
    Metrics {
        currency: settings.currency.clone(),
        data: data(history, &total, silence(&presence, &calendar)),
        definition,
        margin,
        months: (0..calendar.len()).map(|month| month_figures(&presence, month, &calendar)).collect(),
        cohorts: rows.iter().map(|row| cohort(row, &presence, &calendar)).collect(),
        cohort_years: cohort_years(&rows, &presence, &calendar),
        total,
        segments,
        gaps,
        concentration: concentration::concentration(history),
        spend,
        subscriptions: roll.has_subscriptions().then_some(Subscribers {
            without_orders: roll.without_orders,
            clients_without: roll.without_subscription,
        }),
    }
}

/// Which months can be judged, and whether anybody ever missed one.
fn judged(flows: &[Flow], definition: Definition, calendar: &Calendar) -> Judged {
    let [seen, missed] = presence::between(flows);
    let definition = match definition {
        Definition::Recapture { silence_days, judged_days, .. } => Definition::Recapture {
            silence_days,
            judged_days,
            never_missed: missed == 0 && seen >= NEVER_MISSED_LEAST,
        },
        other => other,
    };
    let settled = match definition {
        Definition::Subscriptions | Definition::Recapture { never_missed: true, .. } => calendar.over_for(0),
        // A silence is longer than its days, so the day after them decides.
        Definition::Silence { days } => calendar.over_for(days.saturating_add(1)),
        Definition::Recapture { judged_days, .. } => judged_days.map_or(0, |days| calendar.over_for(days)),
    };
    Judged { definition, settled }
}

/// Segments whose tables are held at a time.
const SEGMENTS_AT_A_TIME: usize = 64;

/// The figures of each segment that has clients, in alphabetical order, and all clients who do not show.
fn segments(
    members: &mut [Member],
    grounds: Grounds<'_>,
    judged: Judged,
    margin: Margin,
    winnings: Option<&Winnings>,
) -> (Vec<Figures>, Hidden) {
    let names = &grounds.roll.segments;
    let (mut found, mut hidden) = (Vec::new(), Hidden::default());
    if names.is_empty() {
        return (found, hidden);
    }
    members.par_sort_unstable_by_key(|member| (member.segment, member.joined, member.place()));
    let groups: Vec<&[Member]> = members.chunk_by(|a, b| a.segment == b.segment).collect();
    let of_group = |group: &&[Member]| {
        let name = names.get(group[0].segment as usize).map_or("", String::as_str);
        let rows = tally::rows(group, grounds);
        let flows: Vec<Flow> = presence::flows(&rows, grounds.calendar.len());
        let hidden = Hidden::of(&rows, grounds.calendar.len(), judged);
        let presence = Presence::new(flows, judged, hidden);
        let winning = winnings.and_then(|winnings| winnings.channel(name));
        (figures::figures(name, &rows, &presence, margin, winning), presence.into_hidden())
    };
    for groups in groups.chunks(SEGMENTS_AT_A_TIME) {
        let of_groups: Vec<(Figures, Hidden)> = groups.par_iter().map(of_group).collect();
        for (figures, its) in of_groups {
            hidden.add(&its);
            found.push(figures);
        }
    }
    (found, hidden)
}

/// The highest LTV first, with margin where there is one.
fn by_ltv(one: &Figures, other: &Figures) -> std::cmp::Ordering {
    let worth =
        |figures: &Figures| figures.ltv.margin.or(figures.ltv.historical).unwrap_or(f64::NEG_INFINITY);
    worth(other).total_cmp(&worth(one)).then_with(|| one.name.cmp(&other.name))
}

/// Months without an order that are worth a word.
const SILENCE_LEAST: usize = 12;

/// The longest run of months in which nobody ordered, if it is long.
fn silence(presence: &Presence, calendar: &Calendar) -> Option<Silence> {
    let months: Vec<usize> = (0..calendar.len()).collect();
    let has_orders = |month: usize| presence.flows[month].all.cell.orders > 0;
    let runs = months.chunk_by(|one, other| has_orders(*one) == has_orders(*other));
    let silent = runs.filter(|run| !has_orders(run[0]) && run.len() >= SILENCE_LEAST);
    // Of runs of one length the first is meant.
    silent.rev().max_by_key(|run| run.len()).map(|run| Silence {
        from: calendar.month(run[0]),
        to: calendar.month(run[run.len() - 1]),
        months: run.len(),
    })
}

fn data(history: &History, total: &Figures, without_orders: Option<Silence>) -> Data {
    Data {
        account: history.account.clone(),
        clients: history.client_count() as u64,
        orders: total.orders,
        revenue: total.revenue,
        digest: history.digest.clone(),
        from: history.first,
        until: history.until,
        of_several_segments: history.of_several_segments,
        without_orders,
    }
}

fn month_figures(presence: &Presence, month: usize, calendar: &Calendar) -> MonthFigures {
    let flow = &presence.flows[month];
    let (active, cell) = (presence.active(month), &flow.all.cell);
    let stay = active.zip(presence.staying(month)).and_then(|(active, stay)| each(stay, active)).map(share);
    MonthFigures {
        month: calendar.month(month),
        new_clients: flow.new,
        ordering_clients: cell.seen,
        active_clients: active,
        churn: stay.map(|stay| 1.0 - stay),
        retention: stay,
        orders: cell.orders,
        revenue: number(cell.revenue),
        aov: each(number(cell.revenue), cell.orders as f64),
        arpu: active.and_then(|active| each(number(cell.revenue), active)),
    }
}

fn cohort(row: &Row, presence: &Presence, calendar: &Calendar) -> Cohort {
    let mut paid = 0;
    let (mut retention, mut revenue, mut orders, mut ltv) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (age, state) in row.states(calendar.len()).enumerate() {
        let month = row.cohort + age;
        let retained = match age {
            0 => Some(1.0),
            _ if month >= presence.settled() => None,
            _ => each(presence.retained(&state, row.cohort, age), row.size as f64).map(share),
        };
        paid += state.cell.revenue;
        retention.push(retained);
        revenue.push(number(state.cell.revenue));
        orders.push(state.cell.orders);
        ltv.push(number(paid) / row.size.max(1) as f64);
    }
    Cohort { month: calendar.month(row.cohort), size: row.size, retention, revenue, orders, ltv }
}

fn cohort_years(rows: &[Row], presence: &Presence, calendar: &Calendar) -> Vec<CohortYear> {
    let year = |row: &Row| calendar.month(row.cohort).year();
    let years = rows.chunk_by(|one, other| year(one) == year(other));
    let of_year = |rows: &[Row]| {
        let (retention, retention_of) = presence.retention(rows);
        CohortYear {
            year: year(&rows[0]),
            size: rows.iter().map(|row| row.size).sum(),
            retention: retention.into_iter().map(share).collect(),
            retention_of,
        }
    };
    years.map(of_year).collect()
}
