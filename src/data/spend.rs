//! What was spent on winning clients, by month and channel.

use super::account::{Account, Reason};
use super::amount::Amount;
use super::cells;
use super::columns;
use super::convention::Convention;
use super::currencies::Currencies;
use super::date;
use super::day::Day;
use super::fault::{Fault, Role};
use super::side_table::{self, Understood};
use super::source::Source;
use super::table::{self, Cell, Layout, Record};
use crate::model::month::Month;
use crate::model::watch::Watch;
use std::collections::BTreeMap;

/// The most clients that a month can have won.
const CLIENTS_MOST: i64 = 1_000_000_000_000;

/// The spending of one month on one channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spending {
    /// When.
    pub month: Month,
    /// On what; a segment of the log has the same name. Empty if the table has no such column, or says none there.
    pub channel: String,
    /// How much, in millionths.
    pub spend_units: i128,
    /// Clients that were won, where the table says so.
    pub new_clients: Option<u64>,
}

/// The spending of a table.
#[derive(Debug, Clone, Default)]
pub struct SpendTable {
    /// By month and channel, each pair once: several rows of one add up.
    pub rows: Vec<Spending>,
    /// What became of the rows. Rejected are those without a month or a sum, those with a month or a sum that is none,
    /// and those whose count of clients is not a whole number from 0 on. A negative sum, money that came back, is used.
    pub account: Account,
    /// How dates and amounts are written.
    pub convention: Convention,
}

/// Where the columns stand.
struct Places {
    month: usize,
    channel: Option<usize>,
    spend: usize,
    new_clients: Option<usize>,
    currency: Option<usize>,
}

/// A row of the table.
struct Row {
    month: Month,
    channel: String,
    spend: Amount,
    rounded: bool,
    new_clients: Option<u64>,
    /// What it says the sum is in, beside the sum and in a column of its own.
    currencies: Currencies,
}

/// Reads a table of spending; a user who says that all of it `is_of_one_currency` is not doubted for what a column of
/// currencies says.
///
/// # Errors
/// What keeps it from being read: a missing column, dates or amounts that can be read both ways, several currencies, no
/// row, and the table's faults.
pub fn read(
    source: &dyn Source,
    given: Convention,
    is_of_one_currency: bool,
    watch: &dyn Watch,
) -> Result<SpendTable, Fault> {
    let needed = [Role::Month, Role::Spend];
    let are_headings = |headings: &[String]| columns::are_headings(&needed, headings, &[]);
    let table = table::open(source, &Layout::default(), &are_headings)?;
    let headings = table.headings();
    let places = Places {
        month: columns::need(Role::Month, headings, &[])?,
        channel: columns::find(Role::Channel, headings, &[])?,
        spend: columns::need(Role::Spend, headings, &[])?,
        new_clients: columns::find(Role::NewClients, headings, &[])?,
        currency: columns::find(Role::Currency, headings, &[])
            .unwrap_or_default()
            .filter(|_| !is_of_one_currency),
    };
    let (rows, mut account, convention) = side_table::read(
        &table,
        given,
        watch,
        &|survey, record| {
            let cell = |place: usize| record.cells.get(place).copied().unwrap_or(Cell::Empty);
            if month_alone(cell(places.month)).is_none() {
                survey.date(cell(places.month), record.line);
            }
            survey.amount(cell(places.spend), record.line);
        },
        &|record, convention| understand(record, &places, convention),
    )?;
    let mut currencies = Currencies::default();
    for row in &rows {
        currencies.add(&row.currencies);
    }
    currencies.check()?;
    let mut sums: BTreeMap<(Month, String), (i128, Option<u64>)> = BTreeMap::new();
    for row in rows {
        count(&mut account, &row);
        let (spend, new_clients) = sums.entry((row.month, row.channel)).or_default();
        *spend += i128::from(row.spend.units());
        *new_clients = match (*new_clients, row.new_clients) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
    }
    let rows = sums.into_iter().map(|((month, channel), (spend_units, new_clients))| Spending {
        month,
        channel,
        spend_units,
        new_clients,
    });
    Ok(SpendTable { rows: rows.collect(), account, convention })
}

fn count(account: &mut Account, row: &Row) {
    account.rounded += u64::from(row.rounded);
    account.zero += u64::from(row.spend == Amount::ZERO);
    if row.spend < Amount::ZERO {
        account.returns += 1;
        account.returned_units += i128::from(row.spend.units());
    }
}

fn understand<'r>(record: &Record<'r>, places: &Places, convention: Convention) -> Understood<'r, Row> {
    let cells = record.cells;
    // What is missing is shown by the rest of its row, what is wrong by itself.
    let at = |place: usize, reason: Reason| match reason {
        Reason::NoDate | Reason::NoAmount => (reason, cells),
        _ => (reason, &cells[place..=place]),
    };
    let month = month(cells[places.month], convention).map_err(|reason| at(places.month, reason))?;
    let spend = cells::amount(cells[places.spend], convention).map_err(|reason| at(places.spend, reason))?;
    let new_clients = match places.new_clients {
        None => None,
        Some(place) => clients(cells[place], convention).map_err(|reason| at(place, reason))?,
    };
    let channel = places
        .channel
        .map_or_else(String::new, |place| cells::text(cells[place], &mut String::new()).to_owned());
    if cells::is_total(&channel) {
        return Err((Reason::Total, cells));
    }
    let mut currencies = Currencies::default();
    if let Some(code) = spend.currency {
        currencies.see_code(code, record.line);
    }
    if let Some(Cell::Text(name)) = places.currency.map(|place| cells[place]) {
        currencies.see(name, record.line);
    }
    Ok(Row { month, channel, spend: spend.amount, rounded: spend.rounded, new_clients, currencies })
}

/// The month of a cell: alone, or that of a day.
fn month(cell: Cell<'_>, convention: Convention) -> Result<Month, Reason> {
    month_alone(cell).map_or_else(|| cells::day(cell, convention).map(Day::month), Ok)
}

/// A month without a day: `2027-01`, `01.2027`, `1/2027`, `202701`, `Jan 2027`, `январь 2027`.
fn month_alone(cell: Cell<'_>) -> Option<Month> {
    let of = |year: &str, number: &str| {
        let digits = |text: &str, most: usize| {
            let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            if fits { text.parse::<i32>().ok() } else { None }
        };
        if year.len() != 4 {
            return None;
        }
        Day::new(digits(year, 4)?, digits(number, 2)? as u32, 1).map(Day::month)
    };
    match cell {
        Cell::Whole(number @ 100_000..=999_999) => {
            Day::new((number / 100) as i32, (number % 100) as u32, 1).map(Day::month)
        }
        Cell::Text(text) if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            of(&text[..4], &text[4..])
        }
        Cell::Text(text) => {
            let numbers = text.split_once(['-', '.', '/']);
            let of_numbers =
                numbers.and_then(|(first, second)| of(first, second).or_else(|| of(second, first)));
            of_numbers.or_else(|| of_name(text))
        }
        _ => None,
    }
}

/// A month by its name: the first day of it is a date. Dates have Russian names in the genitive.
fn of_name(text: &str) -> Option<Month> {
    if text.len() > 40 {
        return None;
    }
    let text = text.to_lowercase();
    let (month, year) = text.split_at(text.find(|letter: char| !letter.is_alphabetic())?);
    let genitive = match month.strip_suffix('ь') {
        Some(stem) => format!("{stem}я"),
        None if month == "май" => "мая".to_owned(),
        None => month.to_owned(),
    };
    match date::read(&format!("1 {genitive}{year}"), None) {
        Some(date::Written::Plain(day, 0)) => Some(day.month()),
        _ => None,
    }
}

/// A count of clients; none if the cell says nothing.
fn clients(cell: Cell<'_>, convention: Convention) -> Result<Option<u64>, Reason> {
    match cells::amount(cell, convention) {
        Err(Reason::NoAmount) => Ok(None),
        Err(_) => Err(Reason::BadCount),
        Ok(read) => {
            let units = read.amount.units();
            let whole =
                !read.rounded && units % 1_000_000 == 0 && (0..=CLIENTS_MOST).contains(&(units / 1_000_000));
            if whole { Ok(Some((units / 1_000_000) as u64)) } else { Err(Reason::BadCount) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::InMemory;
    use super::*;
    use crate::model::watch::Unwatched;

    fn of(text: &str) -> Result<SpendTable, Fault> {
        read(&InMemory(text.as_bytes().to_vec()), Convention::default(), false, &Unwatched)
    }

    #[test]
    fn several_currencies_are_no_sum_of_spending() {
        let told = |text: &str| match of(text) {
            Err(Fault::SeveralCurrencies { found }) => found,
            other => panic!("{other:?}"),
        };
        let expected = [("USD".to_owned(), 2), ("EUR".to_owned(), 4)];
        assert_eq!(told("month,spend\n2027-01,$10\n2027-02,5\n2027-03,7 EUR\n"), expected);
        let column = "month,spend,currency\n2027-01,10,usd\n2027-02,5,\n2027-03,7,€\n";
        assert_eq!(told(column), expected);
        let source = InMemory(column.as_bytes().to_vec());
        let said = read(&source, Convention::default(), true, &Unwatched).unwrap();
        assert_eq!(said.rows.len(), 3);
        assert_eq!(of("month,spend,currency\n2027-01,$10,usd\n2027-02,5,\n").unwrap().rows.len(), 2);
    }

    #[test]
    fn rows_of_one_month_and_channel_add_up() {
        let read = of("Месяц;Канал;Затраты;Новые клиенты\n\
            2027-02;ads;100,50;3\n\
            01.2027;ads;1 000;\n\
            15.01.2027;ads;0,25;4\n\
            2027-01-01;seo;-5;\n\
            январь 2027;seo;5;0\n")
        .unwrap();
        let rows: Vec<_> = read
            .rows
            .iter()
            .map(|row| (row.month.to_string(), row.channel.as_str(), row.spend_units, row.new_clients))
            .collect();
        let expected = [
            ("2027-01".to_owned(), "ads", 1_000_250_000, Some(4)),
            ("2027-01".to_owned(), "seo", 0, Some(0)),
            ("2027-02".to_owned(), "ads", 100_500_000, Some(3)),
        ];
        assert_eq!(rows, expected);
        let account = &read.account;
        assert_eq!(
            (account.rows, account.used, account.returns, account.returned_units),
            (5, 5, 1, -5_000_000)
        );
    }

    #[test]
    fn rows_that_say_nothing_sure_are_rejected_by_reason() {
        let read = of("month,channel,spend,new clients\n\
            2027-01,a,10,1\n\
            ,a,10,1\n\
            2027-13,a,10,1\n\
            2027-01,a,,1\n\
            2027-01,a,much,1\n\
            2027-01,a,10,1.5\n\
            2027-01,a,10,-1\n\
            2027-01,a,1e20,1\n\
            2027-01,a\n")
        .unwrap();
        let account = &read.account;
        assert_eq!((account.rows, account.used, account.rejected_rows()), (9, 1, 8));
        let reasons: Vec<(Reason, u64)> =
            account.rejected.iter().map(|(reason, of)| (*reason, of.rows)).collect();
        let expected = [
            (Reason::CellCount, 1),
            (Reason::NoDate, 1),
            (Reason::BadDate, 1),
            (Reason::NoAmount, 1),
            (Reason::BadAmount, 1),
            (Reason::AmountOutOfRange, 1),
            (Reason::BadCount, 2),
        ];
        assert_eq!(reasons, expected);
    }

    #[test]
    fn a_month_is_read_however_it_is_written() {
        let cells = [
            Cell::Text("2027-01"),
            Cell::Text("2027-1"),
            Cell::Text("01.2027"),
            Cell::Text("1/2027"),
            Cell::Text("2027/01"),
            Cell::Text("202701"),
            Cell::Text("Jan 2027"),
            Cell::Text("January 2027"),
            Cell::Text("Jan-2027"),
            Cell::Text("январь 2027"),
            Cell::Text("Январь.2027"),
            Cell::Text("янв.27"),
            Cell::Text("2027-01-15"),
            Cell::Text("15.01.2027"),
            Cell::Whole(202_701),
            Cell::Whole(20_270_115),
            Cell::Moment(Day::new(2027, 1, 15).unwrap(), 5),
        ];
        for cell in cells {
            let read = month(cell, Convention::default()).map(|month| month.to_string());
            assert_eq!(read, Ok("2027-01".to_owned()), "{cell:?}");
        }
        for may in ["май.2027", "май 2027", "Май.27", "мая 2027", "May-27"] {
            let read = month(Cell::Text(may), Convention::default()).map(|month| month.to_string());
            assert_eq!(read, Ok("2027-05".to_owned()), "{may}");
        }
        for odd in ["13.2027", "0.2027", "1.27", "2027", "01.0001", "1 2027", "soon", "май", "мой 2027"]
        {
            assert!(month(Cell::Text(odd), Convention::default()).is_err(), "{odd}");
        }
    }

    #[test]
    fn without_channels_and_counts_there_are_sums_alone() {
        let read = of("date,cost\n2027-01-03,1.5\n2027-01-20,2\n").unwrap();
        let row = &read.rows[0];
        assert_eq!((read.rows.len(), row.spend_units, row.new_clients), (1, 3_500_000, None));
        assert!(matches!(of("month,channel\n2027-01,a\n"), Err(Fault::NoColumn { role: Role::Spend, .. })));
    }
}
