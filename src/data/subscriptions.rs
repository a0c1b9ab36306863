//! Subscriptions beside a log: who was there from when until when.

use super::account::{Account, Reason};
use super::cells;
use super::columns;
use super::convention::Convention;
use super::date;
use super::day::Day;
use super::fault::{Fault, Role};
use super::side_table::{self, Understood};
use super::source::Source;
use super::table::{self, Cell, Layout};
use crate::model::watch::Watch;

/// A subscription of a client; it may have several, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription {
    /// Who, as in the log of orders.
    pub client: String,
    /// Its first day.
    pub start: Day,
    /// Its last day; none while it runs, which a year such as 9999 and words such as `present` say too.
    pub end: Option<Day>,
    /// The segment or channel; empty where there is none.
    pub segment: String,
}

/// The subscriptions of a table.
#[derive(Debug, Clone, Default)]
pub struct Subscriptions {
    /// By client and by day; between two of one client lies a day without any.
    pub rows: Vec<Subscription>,
    /// Rows whose days overlap those of an earlier one of their client, or follow it without a gap: a client who renews has
    /// not left. Their days are added to that one, and it keeps its segment. They are used, not rejected.
    pub merged: u64,
    /// What became of the rows. Rejected are those without a client or with a number of one that has lost its last digits,
    /// those without a start, those with a date that is none, and those that end before they start.
    pub account: Account,
    /// How dates are written.
    pub convention: Convention,
}

/// What is written for the end of a subscription that runs, in small letters.
const RUNS: [&str; 16] = [
    "present",
    "to present",
    "now",
    "current",
    "ongoing",
    "active",
    "н.в.",
    "по н.в.",
    "н/в",
    "по н/в",
    "настоящее время",
    "по настоящее время",
    "активна",
    "активен",
    "действует",
    "бессрочно",
];

/// Where the columns stand.
struct Places {
    client: usize,
    start: usize,
    end: usize,
    segment: Option<usize>,
}

/// Reads a table of subscriptions. It needs a column of ends, empty for those that run: without one nobody would ever leave.
///
/// # Errors
/// What keeps it from being read: a missing column, dates that can be read both ways, no row, and the table's faults.
pub fn read(source: &dyn Source, given: Convention, watch: &dyn Watch) -> Result<Subscriptions, Fault> {
    let needed = [Role::Client, Role::Start];
    let are_headings = |headings: &[String]| columns::are_headings(&needed, headings, &[]);
    let table = table::open(source, &Layout::default(), &are_headings)?;
    let headings = table.headings();
    let places = Places {
        client: columns::need(Role::Client, headings, &[])?,
        start: columns::need(Role::Start, headings, &[])?,
        end: columns::need(Role::End, headings, &[])?,
        segment: columns::find(Role::Segment, headings, &[])?,
    };
    let (rows, account, convention) = side_table::read(
        &table,
        given,
        watch,
        &|survey, record| {
            for place in [places.start, places.end] {
                survey.date(record.cells.get(place).copied().unwrap_or(Cell::Empty), record.line);
            }
        },
        &|record, convention| understand(record.cells, &places, convention),
    )?;
    let (rows, merged) = merge(rows);
    Ok(Subscriptions { rows, merged, account, convention })
}

fn understand<'r>(
    cells: &'r [Cell<'r>],
    places: &Places,
    convention: Convention,
) -> Understood<'r, Subscription> {
    let written = |place: usize| cells::text(cells[place], &mut String::new()).to_owned();
    if cells::has_lost_digits(cells[places.client]) {
        return Err((Reason::LongNumber, &cells[places.client..=places.client]));
    }
    let client = written(places.client);
    if client.is_empty() {
        return Err((Reason::NoClient, cells));
    }
    let day = |place: usize| match cells::day(cells[place], convention) {
        Ok(day) => Ok(Some(day)),
        Err(Reason::NoDate) => Ok(None),
        Err(reason) => Err((reason, &cells[place..=place])),
    };
    let start = day(places.start)?.ok_or((Reason::NoDate, cells))?;
    let end = if runs(cells[places.end]) { None } else { day(places.end)? };
    if end.is_some_and(|end| end < start) {
        return Err((Reason::EndBeforeStart, cells));
    }
    Ok(Subscription { client, start, end, segment: places.segment.map_or_else(String::new, written) })
}

/// Whether an end says that there is none: by a word, or by a date of a year that nobody means.
fn runs(end: Cell<'_>) -> bool {
    let mut written = String::new();
    let text = cells::text(end, &mut written);
    RUNS.contains(&text.to_lowercase().as_str()) || date::is_beyond_all(text)
}

/// The rows in their order, those of one client that overlap or follow each other as one; and how many went into another.
fn merge(mut rows: Vec<Subscription>) -> (Vec<Subscription>, u64) {
    // What runs ends last; what is equal in all of this is equal whatever its order.
    let key = |row: &Subscription| (row.start, row.end.is_none(), row.end);
    rows.sort_by(|a, b| {
        a.client.cmp(&b.client).then_with(|| key(a).cmp(&key(b))).then_with(|| a.segment.cmp(&b.segment))
    });
    let before = rows.len();
    rows.dedup_by(|row, last| {
        let follows = last.client == row.client
            && last.end.is_none_or(|end| row.start.number() <= end.number().saturating_add(1));
        if follows {
            last.end = last.end.zip(row.end).map(|(one, other)| one.max(other));
        }
        follows
    });
    let merged = (before - rows.len()) as u64;
    (rows, merged)
}

#[cfg(test)]
mod tests {
    use super::super::source::InMemory;
    use super::*;
    use crate::model::watch::Unwatched;

    fn of(text: &str) -> Result<Subscriptions, Fault> {
        read(&InMemory(text.as_bytes().to_vec()), Convention::default(), &Unwatched)
    }

    fn written(subscriptions: &Subscriptions) -> Vec<String> {
        let day = |day: Option<Day>| day.map_or("...".to_owned(), |day| day.to_string());
        let one =
            |row: &Subscription| format!("{} {}..{} {}", row.client, row.start, day(row.end), row.segment);
        subscriptions.rows.iter().map(one).collect()
    }

    #[test]
    fn subscriptions_that_overlap_or_follow_are_one_and_counted() {
        let read = of("client_id;start;end;plan\n\
            b;01.03.2024;;basic\n\
            a;01.02.2024;29.02.2024;pro\n\
            a;01.01.2024;31.01.2024;basic\n\
            a;15.01.2024;20.01.2024;pro\n\
            a;02.03.2024;-;basic\n\
            b;01.05.2024;01.06.2024;pro\n")
        .unwrap();
        let expected =
            ["a 2024-01-01..2024-02-29 basic", "a 2024-03-02..... basic", "b 2024-03-01..... basic"];
        assert_eq!(written(&read), expected);
        assert_eq!((read.merged, read.account.rows, read.account.used), (3, 6, 6));
    }

    #[test]
    fn an_end_that_nobody_means_is_none() {
        for end in [
            "9999-12-31",
            "31.12.9999",
            "2999-01-01",
            "0000-00-00",
            "99991231",
            "по н.в.",
            "Н.В.",
            "present",
            "Now",
            "ACTIVE",
            "по настоящее время",
        ] {
            let read = of(&format!("client;start;end\na;2024-01-31;{end}\n")).unwrap();
            assert_eq!(written(&read), ["a 2024-01-31..... "], "{end}");
        }
        let read = of("client;start;end\na;9999-12-31;\nb;2024-01-31;2199-12-31\n").unwrap();
        assert_eq!(written(&read), ["b 2024-01-31..2199-12-31 "]);
    }

    #[test]
    fn rows_that_say_nothing_sure_are_rejected_by_reason() {
        let read = of("client,start date,end date\n\
            a,2024-01-01,2023-12-31\n\
            ,2024-01-01,\n\
            c,,2024-01-01\n\
            d,2024-02-30,\n\
            e,2024-01-01,soon\n\
            f,2024-01-01\n\
            g,2024-01-01,2024-01-01\n")
        .unwrap();
        assert_eq!(written(&read), ["g 2024-01-01..2024-01-01 "]);
        let account = &read.account;
        assert_eq!((account.rows, account.used, account.rejected_rows()), (7, 1, 6));
        let reasons: Vec<(Reason, u64)> =
            account.rejected.iter().map(|(reason, of)| (*reason, of.rows)).collect();
        let expected = [
            (Reason::CellCount, 1),
            (Reason::NoClient, 1),
            (Reason::NoDate, 1),
            (Reason::BadDate, 2),
            (Reason::EndBeforeStart, 1),
        ];
        assert_eq!(reasons, expected);
    }

    #[test]
    fn without_its_columns_or_rows_there_is_nothing_to_read() {
        assert_eq!(
            written(&of("клиент;дата начала;дата окончания\nИванов;31.01.2024;\n").unwrap()),
            ["Иванов 2024-01-31..... "]
        );
        assert!(matches!(of("client;start;end\n"), Err(Fault::NoRows)));
        assert!(matches!(of("client;end\na;01.01.2024\n"), Err(Fault::NoColumn { role: Role::Start, .. })));
        assert!(matches!(of("client;start\na;01.01.2024\n"), Err(Fault::NoColumn { role: Role::End, .. })));
        assert!(matches!(of("client;start;end\na;1/2/2024;\n"), Err(Fault::AmbiguousDates { .. })));
    }
}
