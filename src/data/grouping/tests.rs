//! The grouping is held to a plain one: a map of maps, row after row.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::data::account::Reason;
use crate::data::amount::Amount;
use crate::model::watch::Unwatched;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
struct Line {
    client: String,
    day: i32,
    seconds: u32,
    amount: i64,
    segment: &'static str,
}

impl Line {
    fn row(&self) -> Row<'_> {
        Row {
            client: &self.client,
            day: Day::numbered(738_000 + self.day).unwrap(),
            seconds: self.seconds,
            amount: Amount::of_units(self.amount),
            cost: Amount::of_units(self.amount / 2),
            segment: self.segment,
            order: "",
        }
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let client = prop_oneof![3 => "[a-d]", 1 => "[a-zа-я0-9 ]{1,12}", 1 => Just("x".repeat(300))];
    let line = (client, 0..40_i32, 0..3_u32, -3..9_i64, 0..3_usize).prop_map(
        |(client, day, seconds, amount, segment)| Line {
            client,
            day,
            seconds,
            amount: amount * 1_000_000,
            segment: ["ads", "", "shop"][segment],
        },
    );
    proptest::collection::vec(line, 0..120)
}

fn grouped(lines: &[Line], hands: usize, repeats: Repeats) -> Result<History, Account> {
    let aside = InMemory::default();
    let grouping = Grouping::new(&aside, true, true, repeats);
    let mut seen = Seen::default();
    let mut hand: Vec<Hand<'_>> = (0..hands).map(|_| grouping.hand()).collect();
    for (place, line) in lines.iter().enumerate() {
        hand[place % hands].put(&line.row()).unwrap();
    }
    for hand in hand {
        hand.finish(&mut seen).unwrap();
    }
    let count = lines.len() as u64;
    let account = Account { rows: count, used: count, ..Account::default() };
    grouping.finish(&seen, None, account, &Unwatched).unwrap()
}

/// By client: its days, each with whether it has an order, its amount and its cost.
type Days = BTreeMap<String, BTreeMap<i32, (bool, i64, i64)>>;

fn plainly(lines: &[Line]) -> (Days, u64) {
    let (mut days, mut without_order) = (Days::new(), 0);
    for line in lines {
        let first_order = lines
            .iter()
            .filter(|other| other.client == line.client && other.amount >= 0)
            .map(|other| other.day)
            .min();
        if first_order.is_none_or(|first| line.day < first) {
            without_order += 1;
            continue;
        }
        let day = days.entry(line.client.clone()).or_default().entry(line.day).or_insert((false, 0, 0));
        day.0 |= line.amount >= 0;
        day.1 += line.amount;
        day.2 += line.amount / 2;
    }
    (days, without_order)
}

fn read_back(history: &History) -> Days {
    let of = |client: crate::data::history::Client<'_>| {
        let days = (0..client.days.len()).map(|place| {
            (client.days[place] - 738_000, (client.orders[place], client.amounts[place], client.costs[place]))
        });
        (client.id.to_owned(), days.collect())
    };
    history.clients().map(of).collect()
}

proptest! {
    #[test]
    fn each_client_has_its_days_and_every_row_is_accounted_for(lines in lines(), hands in 1..4_usize) {
        let (days, without_order) = plainly(&lines);
        match grouped(&lines, hands, Repeats::Keep) {
            Err(account) => {
                prop_assert!(days.is_empty());
                prop_assert_eq!(account.rejected_rows(), lines.len() as u64);
                prop_assert_eq!(account.used, 0);
            }
            Ok(history) => {
                let account = &history.account;
                prop_assert_eq!(account.used + account.rejected_rows(), lines.len() as u64);
                prop_assert_eq!(account.rejected_rows(), without_order);
                prop_assert_eq!(read_back(&history), days);
                prop_assert_eq!(history.client_count(), history.clients().count());
            }
        }
    }

    #[test]
    fn nothing_depends_on_the_order_of_rows_or_on_hands(lines in lines(), hands in 1..4_usize, turn in any::<prop::sample::Index>()) {
        let mut turned = lines.clone();
        if !turned.is_empty() {
            let by = turn.index(turned.len());
            turned.rotate_left(by);
        }
        for repeats in [Repeats::Keep, Repeats::Drop] {
            let (one, other) = (grouped(&lines, 1, repeats), grouped(&turned, hands, repeats));
            prop_assert_eq!(format!("{one:?}"), format!("{other:?}"));
        }
    }

    #[test]
    fn rows_that_repeat_are_dropped_if_that_is_wanted(lines in lines()) {
        let mut different: Vec<Line> = Vec::new();
        for line in &lines {
            if !different.contains(line) {
                different.push(line.clone());
            }
        }
        let dropped = grouped(&lines, 2, Repeats::Drop);
        let account = match &dropped {
            Ok(history) => &history.account,
            Err(account) => account,
        };
        let count = account.rejected.get(&Reason::Duplicate).map_or(0, |rejected| rejected.rows);
        prop_assert_eq!(count, (lines.len() - different.len()) as u64);
        if let Ok(history) = &dropped {
            prop_assert_eq!(read_back(history), plainly(&different).0);
        }
        if let Ok(history) = grouped(&lines, 1, Repeats::Keep) {
            prop_assert!(history.account.repeated <= count);
        }
    }
}

fn line(client: &str, day: i32, amount: i64, segment: &'static str) -> Line {
    Line { client: client.to_owned(), day, seconds: 0, amount, segment }
}

#[test]
fn a_client_stands_in_the_segment_of_its_first_order() {
    let lines =
        [line("a", 5, 10, "shop"), line("a", 2, 7, "ads"), line("a", 2, 9, ""), line("b", 1, 1, "shop")];
    let history = grouped(&lines, 1, Repeats::Keep).unwrap();
    assert_eq!(history.segments, ["", "ads", "shop"]);
    let segment = |id: &str| history.clients().find(|client| client.id == id).unwrap().segment;
    assert_eq!((segment("a"), segment("b"), history.of_several_segments), (0, 2, 1));
    assert_eq!((history.first.number() - 738_000, history.until.number() - 738_000), (1, 5));
}

#[test]
fn amounts_beyond_counting_are_a_fault() {
    let lines: Vec<Line> = (0..12).map(|_| line("a", 1, 1_000_000_000_000_000_000, "")).collect();
    let aside = InMemory::default();
    let grouping = Grouping::new(&aside, false, false, Repeats::Keep);
    let (mut hand, mut seen) = (grouping.hand(), Seen::default());
    for line in &lines {
        hand.put(&line.row()).unwrap();
    }
    hand.finish(&mut seen).unwrap();
    let done = grouping.finish(&seen, None, Account::default(), &Unwatched);
    assert!(matches!(done, Err(Fault::SumTooLarge { .. })), "{done:?}");
}

/// A place without room.
struct Full;

impl Aside for Full {
    fn clear(&self) -> io::Result<()> {
        Ok(())
    }

    fn add(&self, _: usize, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn drain(&self, _: usize, _: &mut dyn FnMut(Vec<u8>)) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_place_without_room_is_a_fault() {
    let grouping = Grouping::new(&Full, false, false, Repeats::Keep);
    let mut hand = grouping.hand();
    hand.put(&line("a", 1, 1, "").row()).unwrap();
    assert!(matches!(hand.finish(&mut Seen::default()), Err(Fault::Spill { .. })));
}
