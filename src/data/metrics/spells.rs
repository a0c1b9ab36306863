//! Spells: the months through which a client is there without leaving.

use super::calendar::Calendar;
use crate::data::history::Client;
use crate::data::subscriptions::Subscription;

/// Months through which a client is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spell {
    /// The first month.
    pub(super) from: usize,
    /// The last one; none if the client is still there at the end of the log.
    pub(super) to: Option<usize>,
}

/// The spells of subscriptions of one client, sorted by their start. A pause within which no whole month passes is none.
pub(super) fn subscribed(subscriptions: &[&Subscription], calendar: &Calendar) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for one in subscriptions {
        let from = calendar.of_day(one.start.number());
        let end = one.end.map(|end| end.max(one.start).number());
        let to = end.filter(|end| *end <= calendar.until()).map(|end| calendar.of_day(end));
        match spells.last_mut() {
            Some(last) if last.to.is_none_or(|last| from <= last + 1) => {
                last.to = last.to.zip(to).map(|(last, to)| last.max(to));
            }
            _ => spells.push(Spell { from, to }),
        }
    }
    spells
}

/// One spell from the first order to the last; still there, if that is of the log's last month.
pub(super) fn from_first_to_last(client: &Client<'_>, calendar: &Calendar) -> Option<Spell> {
    let first = calendar.of_day(client.order_days().next()?);
    let last = calendar.of_day(client.order_days().last()?);
    Some(Spell { from: first, to: (last + 1 < calendar.len()).then_some(last) })
}

/// Adds the spells that are parted by a silence of more than so many days; one spell that does not end, if there is no
/// such number. Who comes back in the month of the order before the silence has not left.
pub(super) fn between_silences(
    client: &Client<'_>,
    most_days: Option<u32>,
    calendar: &Calendar,
    spells: &mut Vec<Spell>,
) {
    let is_silence =
        |from: i32, to: i32| most_days.is_some_and(|most| i64::from(to) - i64::from(from) > i64::from(most));
    let mut last: Option<i32> = None;
    for day in client.order_days() {
        let Some(last) = last.replace(day) else {
            spells.push(Spell { from: calendar.of_day(day), to: None });
            continue;
        };
        if !is_silence(last, day) {
            continue;
        }
        let (last_month, month) = (calendar.of_day(last), calendar.of_day(day));
        if last_month < month {
            if let Some(spell) = spells.last_mut() {
                spell.to = Some(last_month);
            }
            spells.push(Spell { from: month, to: None });
        }
    }
    if let (Some(last), Some(spell)) = (last, spells.last_mut())
        && is_silence(last, calendar.until())
    {
        spell.to = Some(calendar.of_day(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::Day;
    use crate::data::metrics::fixture::{Log, day};

    #[test]
    fn renewals_are_one_spell_and_a_month_without_one_is_a_pause() {
        let calendar = Calendar::new(day(2024, 1, 1), day(2024, 12, 31));
        let one = |start, end: Option<Day>| Subscription {
            client: "a".to_owned(),
            start,
            end,
            segment: String::new(),
        };
        let of = |list: &[Subscription]| subscribed(&list.iter().collect::<Vec<_>>(), &calendar);
        let renewed = [
            one(day(2024, 1, 5), Some(day(2024, 2, 4))),
            one(day(2024, 3, 5), Some(day(2024, 4, 4))),
            one(day(2024, 6, 1), None),
        ];
        assert_eq!(of(&renewed), [Spell { from: 0, to: Some(3) }, Spell { from: 5, to: None }]);
        let nested =
            [one(day(2024, 1, 5), Some(day(2024, 9, 4))), one(day(2024, 2, 5), Some(day(2024, 3, 4)))];
        assert_eq!(of(&nested), [Spell { from: 0, to: Some(8) }]);
        assert_eq!(of(&[one(day(2024, 1, 5), Some(day(2025, 2, 1)))]), [Spell { from: 0, to: None }]);
    }

    fn of_orders(days: &[Day], most_days: Option<u32>) -> Vec<Spell> {
        let mut log = Log::default();
        log.client("a", "", &days.iter().map(|day| (*day, 1)).collect::<Vec<_>>());
        let history = log.history(day(2024, 6, 30));
        let calendar = Calendar::new(history.first, history.until);
        let mut spells = Vec::new();
        between_silences(&history.parts[0].client(0), most_days, &calendar, &mut spells);
        spells
    }

    #[test]
    fn a_silence_is_longer_than_its_days() {
        let days = [day(2024, 1, 1), day(2024, 1, 31), day(2024, 5, 31)];
        let spell = |from, to| Spell { from, to };
        assert_eq!(of_orders(&days, Some(30)), [spell(0, Some(0)), spell(4, None)]);
        assert_eq!(of_orders(&days, Some(29)), [spell(0, Some(0)), spell(4, Some(4))]);
        assert_eq!(of_orders(&days, Some(121)), [spell(0, None)]);
        assert_eq!(of_orders(&days, None), [spell(0, None)]);
        assert_eq!(of_orders(&[day(2024, 6, 30)], Some(0)), [spell(0, None)]);
    }
}
