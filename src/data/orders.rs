//! A table of orders -> the [`History`] of its clients, with an account of every row.

use super::account::Account;
use super::columns::{self, Named};
use super::convention::{Convention, Survey};
use super::currencies::Currencies;
use super::day::Day;
use super::fault::{Fault, Role};
use super::grouping::{Aside, Grouping, Repeats, Seen};
use super::history::History;
use super::order_lane::{Bounds, Places, Reading};
use super::source::Source;
use super::table::{self, Cell, Layout, Table};
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
    /// Whether the user says that all amounts are in one currency, whatever a column of currencies says.
    pub is_of_one_currency: bool,
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
    /// The headings of the columns that are not read.
    pub others: Vec<String>,
    /// How dates and amounts are written.
    pub convention: Convention,
    /// Of a workbook the sheet.
    pub sheet: Option<Sheet>,
    /// The line of the headings, where something stands above them.
    pub headings_below_a_title: Option<u64>,
    /// How a text is encoded.
    pub encoding: Option<&'static str>,
}

/// The sheet of a workbook that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of the others, which were not.
    pub others: Vec<String>,
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
    let are_headings = |headings: &[String]| columns::are_headings(&Places::NEEDED, headings, &wanted.named);
    let mut table = table::open(source, &wanted.layout, &are_headings)?;
    let mut places = Places::find(table.headings(), &wanted.named)?;
    if wanted.is_of_one_currency {
        places.currency = None;
    }
    table.only(&places.roles().map(|(_, place)| place).collect::<Vec<_>>());
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
    let headings = table.headings();
    let columns = places.roles().map(|(role, place)| (role, headings[place].clone())).collect();
    let is_read = |other: usize| places.roles().any(|(_, place)| place == other);
    let others = (0..headings.len()).filter(|place| !is_read(*place)).map(|place| headings[place].clone());
    let others = others.collect();
    let sheet = table.sheet().map(|(name, others)| Sheet { name: name.to_owned(), others: others.to_vec() });
    let understood = Understood {
        columns,
        others,
        convention,
        sheet,
        headings_below_a_title: table.headings_below_a_title(),
        encoding: table.encoding(),
    };
    Ok((history, understood))
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
    let bounds = Bounds { from: wanted.from, latest: wanted.latest, given: wanted.given };
    let lanes = (0..lanes.max(1)).map(|_| Reading {
        places,
        bounds,
        convention,
        width,
        hand: grouping.hand(),
        account: Account::default(),
        currencies: Currencies::default(),
        texts: Default::default(),
    });
    let (mut account, mut seen) = (Account::default(), Seen::default());
    let mut currencies = Currencies::default();
    for lane in table.each(lanes.collect(), watch)? {
        account.add(lane.account);
        currencies.add(&lane.currencies);
        lane.hand.finish(&mut seen)?;
    }
    currencies.check()?;
    account.set_outside(wanted.until.is_some());
    let history = grouping.finish(&seen, wanted.until, account, watch)?;
    let account = match &history {
        Ok(history) => &history.account,
        Err(account) => account,
    };
    let is_too_wrong = account.is_too_wrong(wanted.rejected_most);
    match history {
        Ok(history) if !is_too_wrong => Ok(history),
        _ if account.rows == 0 => Err(Fault::NoRows),
        _ => Err(Fault::TooManyRejected { account: account.clone(), most: wanted.rejected_most }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::account::Reason::{BadAmount, BadDate};
    use crate::data::amount::Mark;
    use crate::data::date::Order;
    use crate::data::grouping::InMemory as Kept;
    use crate::data::source::InMemory;
    use crate::model::watch::Unwatched;
    use proptest::prelude::*;

    fn wanted() -> Wanted {
        Wanted {
            layout: Layout { delimiter: Some(b';'), ..Layout::default() },
            named: Vec::new(),
            given: Convention::default(),
            is_of_one_currency: false,
            from: None,
            latest: Day::new(2026, 1, 1).unwrap(),
            until: None,
            repeats: Repeats::Keep,
            rejected_most: 1.0,
        }
    }

    fn history(text: &str, wanted: &Wanted) -> Result<(History, Understood), Fault> {
        read(&InMemory(text.as_bytes().to_vec()), wanted, &Kept::default(), 2, &Unwatched)
    }

    /// So many rows that nothing settles, and one far behind the first look that does.
    fn late(settling: &str) -> String {
        let row = |place: usize| format!("c{};1/2/2024;7\n", place % 900);
        let rows: String = (0..SAMPLE + 10_000).map(row).collect();
        format!("client;date;amount\n{rows}{settling}\n")
    }

    #[test]
    fn a_cell_beyond_the_first_look_settles_it_for_all() {
        let (history_of, understood) = history(&late("x;13/2/2024;1,50"), &wanted()).unwrap();
        assert_eq!(
            understood.convention,
            Convention { order: Some(Order::DayFirst), order_is_said: false, mark: Some(Mark::Comma) }
        );
        assert_eq!(history_of.first.to_string(), "2024-02-01");
        assert_eq!(history_of.account.rejected_rows(), 0);
        assert_eq!(history_of.account.rows, SAMPLE as u64 + 10_001);
        let both = format!(
            "client;date;amount\nx;13/2/2024;1\n{}",
            late("x;2/13/2024;1").split_once('\n').unwrap().1
        );
        let told = history(&both, &wanted());
        assert!(matches!(told, Err(Fault::AmbiguousDates { both: Some([2, 60_003]), .. })), "{told:?}");
    }

    #[test]
    fn several_currencies_are_no_sum() {
        let told = |text: &str, wanted: &Wanted| match history(text, wanted) {
            Err(Fault::SeveralCurrencies { found }) => found,
            other => panic!("{other:?}"),
        };
        let expected = [("USD".to_owned(), 3), ("EUR".to_owned(), 4)];
        let signs =
            "client;date;amount\na;2024-01-02;7\nb;2024-01-02;$7.50\nc;2024-02-02;7 €\nd;2024-02-02;9 eur\n";
        assert_eq!(told(signs, &wanted()), expected);
        let column = "client;date;amount;Currency\na;2024-01-02;7;\nb;2024-01-02;8;usd\nc;2024-02-02;7;EUR\nd;;9;CHF\n";
        assert_eq!(told(column, &wanted()), expected);
        let said = Wanted { is_of_one_currency: true, ..wanted() };
        assert_eq!(history(column, &said).unwrap().0.client_count(), 3);
        assert_eq!(told(signs, &said), expected);
    }

    #[test]
    fn a_title_stands_above_the_headings_and_is_told() {
        let text =
            "Orders of 2024\n\nfrom;2024-01-01\nclient;date;amount\na;2024-01-02;7\nclient;date;amount\n";
        let (history, understood) = history(text, &wanted()).unwrap();
        assert_eq!((understood.headings_below_a_title, understood.encoding), (Some(4), Some("UTF-8")));
        assert_eq!((history.account.rows, history.account.used, history.client_count()), (2, 1, 1));
    }

    #[test]
    fn what_contradicts_the_user_is_rejected_and_no_more_is_asked() {
        let given = Convention { order: Some(Order::DayFirst), order_is_said: true, mark: Some(Mark::Comma) };
        let text = "client;date;amount\na;1/2/2024;1,5\nb;1/13/2024;2\nc;3/2/2024;2.50\n";
        let (history, _) = history(text, &Wanted { given, ..wanted() }).unwrap();
        let reasons: Vec<_> = history.account.rejected.keys().copied().collect();
        assert_eq!((reasons, history.client_count()), (vec![BadDate, BadAmount], 1));
    }

    #[test]
    fn what_the_user_says_of_dates_counts_for_dotted_ones_and_for_those_whose_year_may_be_first() {
        let text = "client;date;amount\na;01.02.2024;7\nb;02-03-24;7\nc;2024-03-04;7\n";
        let (first, _) = history(text, &wanted()).unwrap();
        assert_eq!((first.first.to_string().as_str(), first.account.rejected_rows()), ("2024-02-01", 1));
        let said = |order| Wanted {
            given: Convention { order: Some(order), order_is_said: true, mark: None },
            ..wanted()
        };
        let (month_first, _) = history(text, &said(Order::MonthFirst)).unwrap();
        assert_eq!((month_first.first.to_string().as_str(), month_first.client_count()), ("2024-01-02", 3));
        let (day_first, _) = history(text, &said(Order::DayFirst)).unwrap();
        assert_eq!((day_first.first.to_string().as_str(), day_first.client_count()), ("2024-02-01", 3));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Whatever is in a log: rows read = rows used + rows rejected, on any number of lanes the same.
        #[test]
        fn every_row_is_accounted_for(
            rows in proptest::collection::vec(
                proptest::collection::vec(
                    prop_oneof![
                        "[ab]", "2024-0[1-9]-[0-3][0-9]", "[0-3]?[0-9][./][01]?[0-9][./](20)?2[0-5]", "-?[0-9]{1,4}([.,][0-9]{1,3})?", "\\PC{0,6}",
                    ],
                    2..5_usize,
                ),
                1..40_usize,
            ),
        ) {
            let mut text = "client;date;amount\n".to_owned();
            let mut count = 0;
            for row in &rows {
                let cells: Vec<String> = row.iter().map(|cell| cell.replace(['"', ';', '\n', '\r'], "")).collect();
                let line = cells.join(";");
                count += u64::from(!line.trim().is_empty());
                text.push_str(&line);
                text.push('\n');
            }
            let given = Convention { order: Some(Order::DayFirst), order_is_said: true, mark: Some(Mark::Point) };
            let asked = Wanted { given, ..wanted() };
            for wanted in [&asked, &wanted()] {
                match history(&text, wanted) {
                    Ok((history, _)) => {
                        let account = &history.account;
                        prop_assert_eq!(account.rows, account.used + account.rejected_rows());
                        prop_assert_eq!(account.rows, count);
                        let alone = read(&InMemory(text.clone().into_bytes()), wanted, &Kept::default(), 1, &Unwatched);
                        prop_assert_eq!(format!("{:?}", alone.unwrap().0), format!("{history:?}"));
                    }
                    Err(Fault::TooManyRejected { account, .. }) => prop_assert_eq!(account.rows, account.rejected_rows()),
                    Err(Fault::AmbiguousDates { .. } | Fault::AmbiguousAmounts { .. } | Fault::NoRows) => {}
                    Err(fault) => prop_assert!(false, "{fault:?}\n{text}"),
                }
            }
        }
    }
}
