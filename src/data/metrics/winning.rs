//! What winning clients cost: spend by channel and month against the clients who joined in it.

use super::calendar::Calendar;
use super::result::{Channel, Spend};
use super::tally::Row;
use crate::data::amount::number;
use crate::data::spend::Spending;
use std::collections::BTreeMap;

/// What was spent in a month, and the clients won for it where the table says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    units: i128,
    won: Option<u64>,
}

/// The spend of one channel, or of all together, by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Winning {
    months: BTreeMap<usize, Cost>,
}

/// All spend in months of the log that are over.
#[derive(Debug, Default)]
pub(super) struct Winnings {
    channels: BTreeMap<String, Winning>,
    rows_outside: u64,
    outside_units: i128,
}

/// What the clients who joined in the months with spend have brought so far, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Brought {
    pub(super) revenue: i128,
    pub(super) costs: i128,
}

impl Winning {
    fn add(&mut self, month: usize, spending: &Spending) {
        let row = Cost { units: spending.spend_units, won: spending.new_clients };
        let sum = |one: &mut Cost| {
            one.units += row.units;
            one.won = one.won.zip(row.won).map(|(one, other)| one.saturating_add(other));
        };
        self.months.entry(month).and_modify(sum).or_insert(row);
    }

    /// What was spent, in millionths.
    pub(super) fn units(&self) -> i128 {
        self.months.values().map(|cost| cost.units).sum()
    }

    /// Clients won: as the table says; in months in which it does not, those who joined, if the rows are known.
    pub(super) fn won(&self, rows: Option<&[Row]>) -> Option<u64> {
        let joined = |month: usize| {
            let rows = rows?;
            Some(rows.iter().find(|row| row.cohort == month).map_or(0, |row| row.size))
        };
        let mut won = 0_u64;
        for (month, cost) in &self.months {
            won = won.saturating_add(cost.won.or_else(|| joined(*month))?);
        }
        Some(won)
    }

    pub(super) fn brought(&self, rows: &[Row]) -> Brought {
        let mut brought = Brought::default();
        for row in rows.iter().filter(|row| self.months.contains_key(&row.cohort)) {
            brought.revenue += row.cells.iter().map(|cell| cell.revenue).sum::<i128>();
            brought.costs += row.cells.iter().map(|cell| cell.costs).sum::<i128>();
        }
        brought
    }
}

impl Winnings {
    /// None where nothing was spent at all. Channels are segments of the same name, be it in other letters.
    pub(super) fn new(spend: &[Spending], segments: &[String], calendar: &Calendar) -> Option<Self> {
        if spend.is_empty() {
            return None;
        }
        let whole = calendar.over_for(0);
        let named = Named::new(segments);
        let mut all = Self::default();
        for spending in spend {
            if let Some(month) = calendar.place(spending.month).filter(|month| *month < whole) {
                all.channels
                    .entry(named.channel(&spending.channel).to_owned())
                    .or_default()
                    .add(month, spending);
            } else {
                all.rows_outside += 1;
                all.outside_units += spending.spend_units;
            }
        }
        Some(all)
    }

    /// The spend on a segment.
    pub(super) fn channel(&self, name: &str) -> Option<&Winning> {
        self.channels.get(name)
    }

    /// All channels together. Clients won are the table's if it tells them in every row, else all who joined.
    pub(super) fn total(&self) -> Winning {
        let mut total = Winning::default();
        for (month, cost) in self.channels.values().flat_map(|channel| &channel.months) {
            let sum = total.months.entry(*month).or_insert(Cost { units: 0, won: Some(0) });
            sum.units += cost.units;
            sum.won = sum.won.zip(cost.won).map(|(one, other)| one.saturating_add(other));
        }
        if total.months.values().any(|cost| cost.won.is_none()) {
            total.months.values_mut().for_each(|cost| cost.won = None);
        }
        total
    }

    /// The channels, of which `won_of` tells the clients won for those that are segments.
    pub(super) fn told(&self, segments: &[String], won_of: impl Fn(&str) -> Option<u64>) -> Spend {
        let channel = |(name, winning): (&String, &Winning)| {
            let is_segment = segments.binary_search(name).is_ok();
            let won_clients = if is_segment { won_of(name) } else { winning.won(None) };
            let spend = number(winning.units());
            Channel {
                name: name.clone(),
                spend,
                won_clients,
                cac: cac(winning.units(), won_clients),
                is_segment,
            }
        };
        let is_without = |name: &&String| !self.channels.contains_key(*name);
        Spend {
            channels: self.channels.iter().map(channel).collect(),
            segments_without_spend: segments.iter().filter(is_without).cloned().collect(),
            rows_outside: self.rows_outside,
            spend_outside: number(self.outside_units),
        }
    }
}

/// Segments by their names in small letters.
struct Named<'a> {
    segments: &'a [String],
    /// None where several differ in their letters alone.
    alike: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Named<'a> {
    fn new(segments: &'a [String]) -> Self {
        let mut alike = BTreeMap::new();
        for segment in segments {
            alike.entry(plain(segment)).and_modify(|one| *one = None).or_insert(Some(segment.as_str()));
        }
        Self { segments, alike }
    }

    /// The segment that a channel is, or the channel's own name.
    fn channel<'c>(&'c self, name: &'c str) -> &'c str {
        let is_segment = self.segments.binary_search_by(|segment| segment.as_str().cmp(name)).is_ok();
        if is_segment { name } else { self.alike.get(&plain(name)).copied().flatten().unwrap_or(name) }
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Spend a client won.
pub(super) fn cac(units: i128, won: Option<u64>) -> Option<f64> {
    won.filter(|won| *won > 0).map(|won| number(units) / won as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::metrics::fixture::day;
    use crate::model::month::Month;

    fn spending(month: u8, channel: &str, spend: i128, new_clients: Option<u64>) -> Spending {
        let month = Month::new(2024, month).unwrap();
        Spending { month, channel: channel.to_owned(), spend_units: spend * 1_000_000, new_clients }
    }

    fn row(cohort: usize, size: u64) -> Row {
        Row { cohort, size, ..Row::default() }
    }

    #[test]
    fn clients_won_are_the_tables_where_it_says_so() {
        let calendar = Calendar::new(day(2024, 2, 1), day(2024, 5, 15));
        let spend = [
            spending(1, "Ads", 1, None),
            spending(2, "Ads", 100, None),
            spending(3, "Ads", 300, Some(7)),
            spending(3, "Fair", 50, Some(2)),
            spending(5, "Fair", 40, Some(2)),
        ];
        let segments = ["Ads", "Search"].map(str::to_owned);
        let winnings = Winnings::new(&spend, &segments, &calendar).unwrap();
        let ads = winnings.channel("Ads").unwrap();
        let rows = [row(0, 11), row(1, 5), row(2, 9)];
        assert_eq!((ads.units(), ads.won(Some(&rows)), ads.won(None)), (400_000_000, Some(18), None));
        assert_eq!(winnings.total().won(Some(&rows)), Some(16), "not all of the rows tell theirs");
        let told = winnings.told(&segments, |_| Some(18));
        assert_eq!(
            (told.rows_outside, told.spend_outside),
            (2, 41.0),
            "before the log, and a month not over"
        );
        assert_eq!(told.segments_without_spend, ["Search"]);
        let fair = &told.channels[1];
        assert_eq!((fair.is_segment, fair.won_clients, fair.cac), (false, Some(2), Some(25.0)));
        assert!(Winnings::new(&[], &segments, &calendar).is_none());
        assert_eq!(cac(1, Some(0)), None);
    }

    #[test]
    fn channels_are_segments_of_their_name_in_whatever_letters() {
        let segments = ["ADS", "Ads", "Search", "Поиск"].map(str::to_owned);
        let named = Named::new(&segments);
        let cases =
            [("Ads", "Ads"), ("ads", "ads"), (" search ", "Search"), ("ПОИСК", "Поиск"), ("Fair", "Fair")];
        for (channel, segment) in cases {
            assert_eq!(named.channel(channel), segment);
        }
    }
}
