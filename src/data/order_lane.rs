//! A record of a table of orders -> a [`Row`], or the reason why it is none.

use super::account::{Account, Reason};
use super::amount::{self, Evidence};
use super::cells::{self, shown, text};
use super::columns::{self, Named};
use super::convention::Convention;
use super::currencies::Currencies;
use super::date::{Order, Written};
use super::day::Day;
use super::fault::{Fault, Role};
use super::grouping::Hand;
use super::row::Row;
use super::table::{Cell, Lane, Record};

/// What programs write where there is no client.
const NO_CLIENT: [&str; 6] = ["null", "nan", "none", "n/a", "#n/a", "<na>"];

/// What is wanted of rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Rows of earlier days are rejected.
    pub(super) from: Option<Day>,
    /// Rows of later days are rejected.
    pub(super) latest: Day,
    /// What the user says of the ways of writing; the rest of the convention was found out.
    pub(super) given: Convention,
}

/// Where the columns stand.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) client: usize,
    pub(super) date: usize,
    pub(super) amount: usize,
    pub(super) segment: Option<usize>,
    pub(super) order: Option<usize>,
    pub(super) cost: Option<usize>,
    pub(super) currency: Option<usize>,
}

impl Places {
    /// The columns that a log has to have.
    pub(super) const NEEDED: [Role; 3] = [Role::Client, Role::Date, Role::Amount];

    pub(super) fn find(headings: &[String], named: &[Named]) -> Result<Self, Fault> {
        Ok(Self {
            client: columns::need(Role::Client, headings, named)?,
            date: columns::need(Role::Date, headings, named)?,
            amount: columns::need(Role::Amount, headings, named)?,
            segment: columns::find(Role::Segment, headings, named)?,
            order: columns::find(Role::Order, headings, named)?,
            cost: columns::find(Role::Cost, headings, named)?,
            currency: columns::find(Role::Currency, headings, named).unwrap_or_default(),
        })
    }

    pub(super) fn amounts(&self) -> impl Iterator<Item = usize> {
        [self.amount].into_iter().chain(self.cost)
    }

    pub(super) fn roles(&self) -> impl Iterator<Item = (Role, usize)> {
        let needed = [(Role::Client, self.client), (Role::Date, self.date), (Role::Amount, self.amount)];
        let optional = [
            (Role::Segment, self.segment),
            (Role::Order, self.order),
            (Role::Cost, self.cost),
            (Role::Currency, self.currency),
        ];
        needed.into_iter().chain(optional.into_iter().filter_map(|(role, place)| Some((role, place?))))
    }
}

/// A lane that understands records as rows.
pub(super) struct Reading<'a> {
    pub(super) places: &'a Places,
    pub(super) bounds: Bounds,
    pub(super) convention: Convention,
    pub(super) width: usize,
    pub(super) hand: Hand<'a>,
    pub(super) account: Account,
    pub(super) currencies: Currencies,
    /// Client, segment and order as texts, where they are numbers in their cells.
    pub(super) texts: [String; 3],
}

/// What a record means.
struct Meant<'r> {
    row: Row<'r>,
    /// Whether something of it was rounded.
    rounded: bool,
    /// Whether it says no cost, though there is a column of costs.
    without_cost: bool,
    /// The code of the currency beside its amounts.
    currency: Option<&'static str>,
}

/// Why a record is no row: it is rejected, or the convention has to be asked for anew.
enum NoRow {
    Rejected(Reason, Option<usize>),
    Unsettled,
}

impl Lane for Reading<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        if self.account.has_torn(record.line, record.torn_lines, || shown(record.cells)) {
            return Ok(());
        }
        self.account.rows += 1;
        let mut texts = std::mem::take(&mut self.texts);
        let done = match self.understand(record, &mut texts) {
            Ok(meant) => {
                self.account.used += 1;
                self.account.rounded += u64::from(meant.rounded);
                self.account.without_cost += u64::from(meant.without_cost);
                if let Some(code) = meant.currency {
                    self.currencies.see_code(code, record.line);
                }
                if let Some(Cell::Text(name)) = self.places.currency.map(|place| record.cells[place]) {
                    self.currencies.see(name, record.line);
                }
                self.hand.put(&meant.row)
            }
            Err(NoRow::Unsettled) => Err(Fault::Unsettled),
            Err(NoRow::Rejected(reason, place)) => {
                let cells = place.map_or(record.cells, |place| &record.cells[place..=place]);
                self.account.reject(reason, Some(record.line), &shown(cells));
                Ok(())
            }
        };
        self.texts = texts;
        done
    }
}

impl Reading<'_> {
    fn understand<'r>(&self, record: &Record<'r>, texts: &'r mut [String; 3]) -> Result<Meant<'r>, NoRow> {
        let places = self.places;
        if record.cells.len() != self.width {
            return Err(NoRow::Rejected(Reason::CellCount, None));
        }
        let cell = |place: usize| record.cells[place];
        let mut names = [Some(places.client), places.order].into_iter().flatten();
        if let Some(place) = names.find(|place| cells::has_lost_digits(cell(*place))) {
            return Err(NoRow::Rejected(Reason::LongNumber, Some(place)));
        }
        let [client, segment, order] = texts;
        let client = text(cell(places.client), client);
        if client.is_empty() || NO_CLIENT.iter().any(|word| client.eq_ignore_ascii_case(word)) {
            return Err(NoRow::Rejected(Reason::NoClient, None));
        }
        if cells::is_total(client) {
            return Err(NoRow::Rejected(Reason::Total, None));
        }
        let (day, seconds) = self.day(cell(places.date))?;
        let amount = self.amount(cell(places.amount)).map_err(|no| no.with_example_at(places.amount))?;
        let cost = match places.cost.map(|place| (place, self.amount(cell(place)))) {
            None => Some(amount::Read::default()),
            Some((_, Err(NoRow::Rejected(Reason::NoAmount, _)))) => None,
            Some((_, Ok(cost))) => Some(cost),
            Some((_, Err(NoRow::Unsettled))) => return Err(NoRow::Unsettled),
            Some((place, Err(NoRow::Rejected(..)))) => {
                return Err(NoRow::Rejected(Reason::BadCost, Some(place)));
            }
        };
        if day > self.bounds.latest {
            return Err(NoRow::Rejected(Reason::AfterUntil, Some(places.date)));
        }
        if self.bounds.from.is_some_and(|from| day < from) {
            return Err(NoRow::Rejected(Reason::BeforeFrom, Some(places.date)));
        }
        let without_cost = cost.is_none();
        let cost = cost.unwrap_or_default();
        let row = Row {
            client,
            day,
            seconds,
            amount: amount.amount,
            cost: cost.amount,
            segment: places.segment.map_or("", |place| text(cell(place), segment)),
            order: places.order.map_or("", |place| text(cell(place), order)),
        };
        Ok(Meant {
            row,
            rounded: amount.rounded || cost.rounded,
            without_cost,
            currency: amount.currency.or(cost.currency),
        })
    }

    fn day(&self, cell: Cell<'_>) -> Result<(Day, u32), NoRow> {
        let bad = |reason| NoRow::Rejected(reason, (reason != Reason::NoDate).then_some(self.places.date));
        match (cells::date(cell, self.bounds.given.order).map_err(bad)?, self.convention.order) {
            (Written::Plain(day, seconds), _) => Ok((day, seconds)),
            (Written::Either { .. }, None) => Err(NoRow::Unsettled),
            (Written::Either { day_first, month_first, seconds }, Some(order)) => {
                let day = match order {
                    Order::DayFirst => day_first,
                    Order::MonthFirst => month_first,
                };
                // What was found out from other cells, this one contradicts.
                let is_found = self.bounds.given.order.is_none();
                let contradicts = if is_found { NoRow::Unsettled } else { bad(Reason::BadDate) };
                day.map(|day| (day, seconds)).ok_or(contradicts)
            }
        }
    }

    fn amount(&self, cell: Cell<'_>) -> Result<amount::Read, NoRow> {
        let said = || match cell {
            Cell::Text(text) => amount::evidence(text),
            _ => Evidence::None,
        };
        // No cell had a mark so far; the first one that has asks for all to be looked at.
        if self.convention.mark.is_none()
            && matches!(cell, Cell::Text(text) if text.contains(['.', ',']))
            && said() != Evidence::None
        {
            return Err(NoRow::Unsettled);
        }
        cells::amount(cell, self.convention).map_err(|reason| {
            let other = self.convention.mark.map(|mark| Evidence::Only(mark.other()));
            let is_found = self.bounds.given.mark.is_none();
            if reason == Reason::BadAmount && is_found && Some(said()) == other {
                NoRow::Unsettled
            } else {
                NoRow::Rejected(reason, None)
            }
        })
    }
}

impl NoRow {
    /// With that cell as the example, where it holds something.
    fn with_example_at(self, place: usize) -> Self {
        match self {
            Self::Rejected(reason, _) if reason != Reason::NoAmount => Self::Rejected(reason, Some(place)),
            other => other,
        }
    }
}
