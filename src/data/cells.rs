//! What a cell says: a text, a day, an amount, where it is settled how a table writes them.

use super::account::Reason;
use super::amount::{self, Amount, Mark, NoAmount};
use super::convention::Convention;
use super::date::{self, Order, Written};
use super::day::Day;
use super::table::Cell;
use std::fmt::Write as _;

/// 2^53.
const FLOAT_EXACT_BELOW: f64 = 9_007_199_254_740_992.0;

/// What a cell says as a text; `written` keeps it, if it is none in its cell.
pub(super) fn text<'r>(cell: Cell<'r>, written: &'r mut String) -> &'r str {
    match cell {
        Cell::Empty => "",
        Cell::Text(text) => text,
        cell => {
            written.clear();
            show(cell, written);
            written
        }
    }
}

/// Whether a cell holds so large a number that its last digits are lost, and several may have become one: a workbook keeps
/// numbers as floats, which tell whole numbers apart below 2^53 alone.
pub(super) fn has_lost_digits(cell: Cell<'_>) -> bool {
    matches!(cell, Cell::Number(number) if number.abs() >= FLOAT_EXACT_BELOW)
}

/// What programs write before the sum of the rows above, in small letters. `Total` alone may be a company.
const TOTALS: [&str; 8] =
    ["итого", "всего", "итог", "общий итог", "grand total", "total:", "subtotal", "sub-total"];

/// Bytes of the longest of them, with a colon behind.
const LONGEST_TOTAL: usize = 24;

/// Whether a name says that its row is a sum of others.
pub(super) fn is_total(name: &str) -> bool {
    // This is asked of every row, and most names begin with something else.
    let may_be = name.starts_with(|first: char| "иИвВоОgGtTsS".contains(first));
    may_be && name.len() <= LONGEST_TOTAL && {
        let name = name.to_lowercase();
        TOTALS.contains(&name.as_str()) || TOTALS.contains(&name.trim_end_matches([':', ' ']))
    }
}

/// A cell, as it would be written.
fn show(cell: Cell<'_>, written: &mut String) {
    let done = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) => written.write_str(text),
        Cell::Whole(number) => write!(written, "{number}"),
        Cell::Number(number) => write!(written, "{number}"),
        Cell::Decimal { units, decimals: 0 } => write!(written, "{units}"),
        Cell::Decimal { units, decimals } => {
            let digits = format!("{:0width$}", units.unsigned_abs(), width = usize::from(decimals) + 1);
            let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            write!(written, "{}{whole}{point}{fraction}", if units < 0 { "-" } else { "" })
        }
        Cell::Moment(day, 0) => write!(written, "{day}"),
        Cell::Moment(day, seconds) => {
            write!(written, "{day} {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
    };
    done.expect("a text in memory can be written to");
}

/// Cells as an example of a rejected row; many are cut short.
pub(super) fn shown(cells: &[Cell<'_>]) -> String {
    let mut text = String::new();
    for (place, cell) in cells.iter().take(40).enumerate() {
        if place > 0 {
            text.push_str(", ");
        }
        show(*cell, &mut text);
    }
    text
}

/// The date of a cell, as it is written; what the user `said` comes first counts.
///
/// # Errors
/// [`Reason::NoDate`], [`Reason::BadDate`].
pub(super) fn date(cell: Cell<'_>, said: Option<Order>) -> Result<Written, Reason> {
    let written = match cell {
        Cell::Moment(day, seconds) => Some(Written::Plain(day, seconds)),
        Cell::Empty => return Err(Reason::NoDate),
        Cell::Text(text) if date::is_missing(text) => return Err(Reason::NoDate),
        Cell::Text(text) => date::read(text, said),
        Cell::Whole(number) => date::read(&number.to_string(), said),
        Cell::Number(_) | Cell::Decimal { .. } => None,
    };
    written.ok_or(Reason::BadDate)
}

/// The day of a cell, by a convention that all cells of its column were asked for.
///
/// # Errors
/// [`Reason::NoDate`], [`Reason::BadDate`].
pub(super) fn day(cell: Cell<'_>, convention: Convention) -> Result<Day, Reason> {
    let day = match (date(cell, convention.said_order())?, convention.order) {
        (Written::Plain(day, _), _) => Some(day),
        (Written::Either { month_first, .. }, Some(Order::MonthFirst)) => month_first,
        (Written::Either { day_first, .. }, _) => day_first,
    };
    day.ok_or(Reason::BadDate)
}

/// The amount of a cell, by a convention that all cells of its column were asked for.
///
/// # Errors
/// [`Reason::NoAmount`], [`Reason::BadAmount`], [`Reason::AmountOutOfRange`].
pub(super) fn amount(cell: Cell<'_>, convention: Convention) -> Result<amount::Read, Reason> {
    let read = match cell {
        Cell::Empty => Err(NoAmount::Missing),
        Cell::Whole(number) => Amount::of_decimal(i128::from(number), 0),
        Cell::Number(number) => Amount::of_number(number),
        Cell::Decimal { units, decimals } => Amount::of_decimal(units, decimals),
        Cell::Moment(..) => Err(NoAmount::Bad),
        Cell::Text(text) => Amount::parse(text, convention.mark.unwrap_or(Mark::Point)),
    };
    read.map_err(|no| match no {
        NoAmount::Missing => Reason::NoAmount,
        NoAmount::Bad => Reason::BadAmount,
        NoAmount::OutOfRange => Reason::AmountOutOfRange,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shown_as_it_would_be_written() {
        let day = Day::new(2024, 1, 31).unwrap();
        let decimal = |units, decimals| Cell::Decimal { units, decimals };
        let cells = [
            (Cell::Empty, ""),
            (Cell::Whole(-7), "-7"),
            (Cell::Number(29.33), "29.33"),
            (decimal(2933, 2), "29.33"),
            (decimal(-5, 3), "-0.005"),
            (decimal(1200, 2), "12"),
            (decimal(12, 0), "12"),
            (Cell::Moment(day, 0), "2024-01-31"),
            (Cell::Moment(day, 3723), "2024-01-31 01:02:03"),
        ];
        for (cell, expected) in cells {
            assert_eq!(text(cell, &mut String::new()), expected);
        }
        assert_eq!(shown(&[Cell::Text("a"), Cell::Empty, Cell::Whole(1)]), "a, , 1");
    }

    #[test]
    fn digits_are_lost_of_floats_alone_and_from_two_to_the_53rd_on() {
        for whole in
            [Cell::Whole(i64::MAX), Cell::Number(9_007_199_254_740_991.0), Cell::Text("1e99"), Cell::Empty]
        {
            assert!(!has_lost_digits(whole), "{whole:?}");
        }
        for lost in [9_007_199_254_740_992.0, -123_456_789_012_345_678.0] {
            assert!(has_lost_digits(Cell::Number(lost)), "{lost}");
        }
    }

    #[test]
    fn sums_of_rows_are_known_by_their_names() {
        for name in ["Итого", "ИТОГО:", "Всего :", "Grand Total", "Total:", "Subtotal"] {
            assert!(is_total(name), "{name}");
        }
        for name in ["Total", "TotalEnergies", "Итого-Сервис", "", "c1"] {
            assert!(!is_total(name), "{name}");
        }
    }

    #[test]
    fn days_and_amounts_follow_the_convention() {
        let either = Cell::Text("1/2/2024");
        let by =
            |order| day(either, Convention { order, ..Convention::default() }).map(|day| day.to_string());
        assert_eq!(by(Some(Order::DayFirst)), Ok("2024-02-01".to_owned()));
        assert_eq!(by(Some(Order::MonthFirst)), Ok("2024-01-02".to_owned()));
        let dotted = |order_is_said| {
            let found = Convention { order: Some(Order::MonthFirst), order_is_said, mark: None };
            day(Cell::Text("1.2.2024"), found).map(|day| day.to_string())
        };
        assert_eq!(dotted(false), Ok("2024-02-01".to_owned()));
        assert_eq!(dotted(true), Ok("2024-01-02".to_owned()));
        assert_eq!(day(Cell::Whole(20_240_131), Convention::default()).unwrap().to_string(), "2024-01-31");
        assert_eq!(day(Cell::Text("n/a"), Convention::default()), Err(Reason::NoDate));
        assert_eq!(day(Cell::Number(0.5), Convention::default()), Err(Reason::BadDate));
        let comma = Convention { mark: Some(Mark::Comma), ..Convention::default() };
        assert_eq!(amount(Cell::Text("1.234,5"), comma).unwrap().amount.units(), 1_234_500_000);
        assert_eq!(amount(Cell::Text("x"), comma), Err(Reason::BadAmount));
        assert_eq!(amount(Cell::Empty, comma), Err(Reason::NoAmount));
        assert_eq!(amount(Cell::Number(1e14), comma), Err(Reason::AmountOutOfRange));
    }
}
