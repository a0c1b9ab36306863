//! A table of orders -> the [`History`] of its clients, with an account of every row.

use super::account::{Account, Reason};
use super::amount::{self, Amount, Evidence, Mark, NoAmount};
use super::cells::{shown, text};
use super::columns::{self, Named};
use super::convention::{Convention, Survey};
use super::date::{self, Order, Written};
use super::day::Day;
use super::fault::{Fault, Role};
use super::grouping::{Aside, Grouping, Hand, Repeats, Seen};
use super::history::History;
use super::row::Row;
use super::source::Source;
use super::table::{self, Cell, Lane, Layout, Record, Table};
use crate::model::watch::{Stage, Watch};
use std::ops::ControlFlow;

/// How a log is to be read.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// How its table is written.
    pub layout: Layout,
    /// Columns that the user named.
    pub named: Vec<Named>,
    /// How dates and amounts are written, as far as the user says.
    pub given: Convention,
    /// Rows of earlier days are rejected.
    pub from: Option<Day>,
    /// Rows of later days are rejected.
    pub latest: Day,
    /// The last day that is looked at; without it that of the last row.
    pub until: Option<Day>,
    /// What is done with rows that repeat another one.
    pub repeats: Repeats,
    /// The share of rows that may be rejected.
    pub rejected_most: f64,
}

/// How a log was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The heading of each role's column.
    pub columns: Vec<(Role, String)>,
    /// How dates and amounts are written.
    pub convention: Convention,
}

/// Records that are looked at before the log is read.
const SAMPLE: usize = 50_000;

/// Reads a log by so many lanes.
///
/// # Errors
/// What keeps it from being read, or more rejected rows than are wanted.
pub fn read(
    source: &dyn Source,
    wanted: &Wanted,
    aside: &dyn Aside,
    lanes: usize,
    watch: &dyn Watch,
) -> Result<(History, Understood), Fault> {
    watch.begin(Stage::Reading, source.length());
    let table = table::open(source, &wanted.layout)?;
    let places = Places::find(table.headings(), &wanted.named)?;
    let (survey, is_whole) = survey(&table, &places, SAMPLE, watch)?;
    let convention = match survey.settle(wanted.given) {
        Ok(convention) => convention,
        Err(fault) if is_whole || !is_open(&fault) => return Err(fault),
        Err(_) => self::survey(&table, &places, usize::MAX, watch)?.0.settle(wanted.given)?,
    };
    let done = pass(&table, &places, convention, wanted, aside, lanes, watch);
    let (history, convention) = match done {
        // A later cell speaks of what the first ones were silent about, or against them: now all are asked.
        Err(Fault::Unsettled) => {
            let convention = self::survey(&table, &places, usize::MAX, watch)?.0.settle(wanted.given)?;
            watch.begin(Stage::Reading, source.length());
            (pass(&table, &places, convention, wanted, aside, lanes, watch)?, convention)
        }
        done => (done?, convention),
    };
    let columns = places.roles().map(|(role, place)| (role, table.headings()[place].clone())).collect();
    Ok((history, Understood { columns, convention }))
}

/// Whether a cell further on may settle it.
fn is_open(fault: &Fault) -> bool {
    matches!(fault, Fault::AmbiguousDates { both: None, .. } | Fault::AmbiguousAmounts { both: None, .. })
}

fn survey(
    table: &Table<'_>,
    places: &Places,
    most: usize,
    watch: &dyn Watch,
) -> Result<(Survey, bool), Fault> {
    let (mut survey, mut count) = (Survey::default(), 0);
    table.look(&mut |record| {
        let cell = |place: usize| record.cells.get(place).copied().unwrap_or(Cell::Empty);
        survey.date(cell(places.date), record.line);
        for place in places.amounts() {
            survey.amount(cell(place), record.line);
        }
        count += 1;
        if count >= most || count % 4096 == 0 && watch.stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if watch.stopped() {
        return Err(Fault::Stopped);
    }
    if count == 0 { Err(Fault::NoRows) } else { Ok((survey, count < most)) }
}

fn pass(
    table: &Table<'_>,
    places: &Places,
    convention: Convention,
    wanted: &Wanted,
    aside: &dyn Aside,
    lanes: usize,
    watch: &dyn Watch,
) -> Result<History, Fault> {
    aside.clear().map_err(|error| Fault::Spill { message: error.to_string() })?;
    let grouping = Grouping::new(aside, places.segment.is_some(), places.cost.is_some(), wanted.repeats);
    let width = table.headings().len();
    let lanes = (0..lanes.max(1)).map(|_| Reading {
        places,
        wanted,
        convention,
        width,
        hand: grouping.hand(),
        account: Account::default(),
        texts: Default::default(),
    });
    let (mut account, mut seen) = (Account::default(), Seen::default());
    for lane in table.each(lanes.collect(), watch)? {
        account.add(lane.account);
        lane.hand.finish(&mut seen)?;
    }
    let history = grouping.finish(&seen, wanted.until, account, watch)?;
    let account = match &history {
        Ok(history) => &history.account,
        Err(account) => account,
    };
    let is_too_many = account.rejected_rows() as f64 > wanted.rejected_most * account.rows as f64;
    match history {
        Ok(history) if !is_too_many => Ok(history),
        _ if account.rows == 0 => Err(Fault::NoRows),
        _ => Err(Fault::TooManyRejected { account: account.clone(), most: wanted.rejected_most }),
    }
}

/// Where the columns stand.
#[derive(Debug, Clone)]
struct Places {
    client: usize,
    date: usize,
    amount: usize,
    segment: Option<usize>,
    order: Option<usize>,
    cost: Option<usize>,
}

impl Places {
    fn find(headings: &[String], named: &[Named]) -> Result<Self, Fault> {
        Ok(Self {
            client: columns::need(Role::Client, headings, named)?,
            date: columns::need(Role::Date, headings, named)?,
            amount: columns::need(Role::Amount, headings, named)?,
            segment: columns::find(Role::Segment, headings, named)?,
            order: columns::find(Role::Order, headings, named)?,
            cost: columns::find(Role::Cost, headings, named)?,
        })
    }

    fn amounts(&self) -> impl Iterator<Item = usize> {
        [self.amount].into_iter().chain(self.cost)
    }

    fn roles(&self) -> impl Iterator<Item = (Role, usize)> {
        let needed = [(Role::Client, self.client), (Role::Date, self.date), (Role::Amount, self.amount)];
        let optional = [(Role::Segment, self.segment), (Role::Order, self.order), (Role::Cost, self.cost)];
        needed.into_iter().chain(optional.into_iter().filter_map(|(role, place)| Some((role, place?))))
    }
}

/// A lane that understands records as rows.
struct Reading<'a> {
    places: &'a Places,
    wanted: &'a Wanted,
    convention: Convention,
    width: usize,
    hand: Hand<'a>,
    account: Account,
    /// Client, segment and order as texts, where they are numbers in their cells.
    texts: [String; 3],
}

/// Why a record is no row: it is rejected, or the convention has to be asked for anew.
enum NoRow {
    Rejected(Reason, Option<usize>),
    Unsettled,
}

impl Lane for Reading<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        self.account.rows += 1;
        let mut texts = std::mem::take(&mut self.texts);
        let done = match self.understand(record, &mut texts) {
            Ok((row, rounded)) => {
                self.account.used += 1;
                self.account.rounded += u64::from(rounded);
                self.hand.put(&row)
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
    fn understand<'r>(
        &self,
        record: &Record<'r>,
        texts: &'r mut [String; 3],
    ) -> Result<(Row<'r>, bool), NoRow> {
        let places = self.places;
        if record.cells.len() != self.width {
            return Err(NoRow::Rejected(Reason::CellCount, None));
        }
        let cell = |place: usize| record.cells[place];
        let [client, segment, order] = texts;
        let client = text(cell(places.client), client);
        if client.is_empty() {
            return Err(NoRow::Rejected(Reason::NoClient, None));
        }
        let (day, seconds) = self.day(cell(places.date))?;
        let amount = self.amount(cell(places.amount)).map_err(|no| match no {
            No::Unsettled => NoRow::Unsettled,
            No::Amount(NoAmount::Missing) => NoRow::Rejected(Reason::NoAmount, None),
            No::Amount(NoAmount::Bad) => NoRow::Rejected(Reason::BadAmount, Some(places.amount)),
            No::Amount(NoAmount::OutOfRange) => {
                NoRow::Rejected(Reason::AmountOutOfRange, Some(places.amount))
            }
        })?;
        let cost = match places.cost.map(|place| (place, self.amount(cell(place)))) {
            None | Some((_, Err(No::Amount(NoAmount::Missing)))) => amount::Read::default(),
            Some((_, Ok(cost))) => cost,
            Some((_, Err(No::Unsettled))) => return Err(NoRow::Unsettled),
            Some((place, Err(No::Amount(_)))) => return Err(NoRow::Rejected(Reason::BadCost, Some(place))),
        };
        if day > self.wanted.latest {
            return Err(NoRow::Rejected(Reason::AfterUntil, Some(places.date)));
        }
        if self.wanted.from.is_some_and(|from| day < from) {
            return Err(NoRow::Rejected(Reason::BeforeFrom, Some(places.date)));
        }
        let row = Row {
            client,
            day,
            seconds,
            amount: amount.amount,
            cost: cost.amount,
            segment: places.segment.map_or("", |place| text(cell(place), segment)),
            order: places.order.map_or("", |place| text(cell(place), order)),
        };
        Ok((row, amount.rounded || cost.rounded))
    }

    fn day(&self, cell: Cell<'_>) -> Result<(Day, u32), NoRow> {
        let bad = NoRow::Rejected(Reason::BadDate, Some(self.places.date));
        let written = match cell {
            Cell::Moment(day, seconds) => return Ok((day, seconds)),
            Cell::Empty => return Err(NoRow::Rejected(Reason::NoDate, None)),
            Cell::Text(text) if date::is_missing(text) => return Err(NoRow::Rejected(Reason::NoDate, None)),
            Cell::Text(text) => date::read(text),
            Cell::Whole(number) => date::read(&number.to_string()),
            Cell::Number(_) | Cell::Decimal { .. } => None,
        };
        match (written, self.convention.order) {
            (None, _) => Err(bad),
            (Some(Written::Plain(day, seconds)), _) => Ok((day, seconds)),
            (Some(Written::Either { .. }), None) => Err(NoRow::Unsettled),
            (Some(Written::Either { day_first, month_first, seconds }), Some(order)) => {
                let day = match order {
                    Order::DayFirst => day_first,
                    Order::MonthFirst => month_first,
                };
                // What was found out from other cells, this one contradicts.
                let is_found = self.wanted.given.order.is_none();
                day.map(|day| (day, seconds)).ok_or(if is_found { NoRow::Unsettled } else { bad })
            }
        }
    }

    fn amount(&self, cell: Cell<'_>) -> Result<amount::Read, No> {
        let text = match cell {
            Cell::Empty => return Err(No::Amount(NoAmount::Missing)),
            Cell::Whole(number) => return Amount::of_decimal(i128::from(number), 0).map_err(No::Amount),
            Cell::Number(number) => return Amount::of_number(number).map_err(No::Amount),
            Cell::Decimal { units, decimals } => {
                return Amount::of_decimal(units, decimals).map_err(No::Amount);
            }
            Cell::Moment(..) => return Err(No::Amount(NoAmount::Bad)),
            Cell::Text(text) => text,
        };
        let Some(mark) = self.convention.mark else {
            // No cell had a mark so far; the first one that has asks for all to be looked at.
            let has_mark = text.contains(['.', ',']) && amount::evidence(text) != Evidence::None;
            return if has_mark {
                Err(No::Unsettled)
            } else {
                Amount::parse(text, Mark::Point).map_err(No::Amount)
            };
        };
        Amount::parse(text, mark).map_err(|no| {
            let contradicts = no == NoAmount::Bad
                && self.wanted.given.mark.is_none()
                && amount::evidence(text) == Evidence::Only(mark.other());
            if contradicts { No::Unsettled } else { No::Amount(no) }
        })
    }
}

/// Why there is no amount.
enum No {
    Amount(NoAmount),
    Unsettled,
}
