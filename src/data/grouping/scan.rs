//! A pile of rows -> the days of its clients.

use super::Repeats;
use super::gather::Sorted;
use super::pile::{Kept, Layout};
use crate::data::account::{Account, Reason};
use crate::data::amount;
use crate::data::day::Day;
use crate::data::fault::Fault;
use crate::data::history::Part;
use std::borrow::Cow;
use std::cmp::Reverse;

/// What a pile comes to.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) part: Part,
    /// What is found of its rows; `rows` and `used` are not counted here.
    pub(super) account: Account,
    pub(super) of_several_segments: u64,
    /// The first day of an order.
    pub(super) first: Option<Day>,
}

/// Adds up what each client did on each day.
pub(super) fn scan(sorted: &Sorted, layout: Layout, repeats: Repeats) -> Result<Scanned, Fault> {
    let Sorted { rows, ids } = sorted;
    let mut scanned = Scanned::default();
    // Most logs have few rows of one client and day.
    scanned.part.days.reserve_exact(rows.len());
    scanned.part.orders.reserve_exact(rows.len());
    scanned.part.amounts.reserve_exact(rows.len());
    for client in rows.chunk_by(|a, b| a.hash == b.hash && a.id(ids) == b.id(ids)) {
        let id = client[0].client(ids);
        let client = match repeats {
            Repeats::Keep => {
                scanned.account.repeated += client.iter().map(|row| row.count - 1).sum::<u64>();
                Cow::Borrowed(client)
            }
            Repeats::Drop => Cow::Owned(scanned.without_repeats(id, client)),
        };
        scanned.add(id, &client, layout)?;
    }
    scanned.part.days.shrink_to_fit();
    scanned.part.orders.shrink_to_fit();
    scanned.part.amounts.shrink_to_fit();
    Ok(scanned)
}

impl Kept {
    fn is_order(&self) -> bool {
        self.amount >= 0
    }

    fn said(&self, id: &str) -> String {
        let day = Day::numbered(self.day).map_or_else(String::new, |day| day.to_string());
        format!("{id}, {day}, {}", amount::number(i128::from(self.amount)))
    }
}

impl Scanned {
    fn without_repeats(&mut self, id: &str, rows: &[Kept]) -> Vec<Kept> {
        for row in rows.iter().filter(|row| row.count > 1) {
            self.account.reject_several(Reason::Duplicate, row.count - 1, None, &row.said(id));
        }
        rows.iter().map(|row| Kept { count: 1, ..*row }).collect()
    }

    /// Adds a client with its rows, which are sorted by day.
    fn add(&mut self, id: &str, rows: &[Kept], layout: Layout) -> Result<(), Fault> {
        let first_order = rows.iter().position(Kept::is_order).map(|place| rows[place].day);
        // What is sent back before anything was ordered was bought before the log begins, or by someone else.
        let start = first_order.map_or(rows.len(), |day| rows.partition_point(|row| row.day < day));
        for row in &rows[..start] {
            self.account.reject_several(Reason::ReturnWithoutOrder, row.count, None, &row.said(id));
        }
        let rows = &rows[start..];
        let Some(first) = rows.first().and_then(|row| Day::numbered(row.day)) else { return Ok(()) };
        self.first = self.first.into_iter().chain([first]).min();
        for day in rows.chunk_by(|a, b| a.day == b.day) {
            let times = |value: i64, row: &Kept| value.checked_mul(i64::try_from(row.count).ok()?);
            let sum = |of: fn(&Kept) -> i64| {
                day.iter().try_fold(0_i64, |sum, row| sum.checked_add(times(of(row), row)?))
            };
            let too_large = || Fault::SumTooLarge {
                client: id.to_owned(),
                day: Day::numbered(day[0].day).unwrap_or(first),
            };
            self.part.days.push(day[0].day);
            self.part.orders.push(day.iter().any(Kept::is_order));
            self.part.amounts.push(sum(|row| row.amount).ok_or_else(too_large)?);
            if layout.has_costs {
                self.part.costs.push(sum(|row| row.cost).ok_or_else(too_large)?);
            }
        }
        for row in rows {
            self.account.zero += row.count * u64::from(row.amount == 0);
            self.account.returns += row.count * u64::from(row.amount < 0);
            self.account.returned_units += i128::from(row.amount.min(0)) * i128::from(row.count);
        }
        let of_first_day = rows.iter().take_while(|row| row.day == first.number());
        let segment =
            of_first_day.max_by_key(|row| (row.amount, Reverse(row.segment))).map_or(0, |row| row.segment);
        self.of_several_segments += u64::from(rows.iter().any(|row| row.segment != segment));
        self.part.segments.push(segment);
        self.part.ids.push_str(id);
        self.part.id_ends.push(self.part.ids.len());
        self.part.day_ends.push(self.part.days.len());
        Ok(())
    }
}
