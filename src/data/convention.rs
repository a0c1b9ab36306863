//! How a table writes what can be read in two ways: `1/2/2024` and `1,234`. Its own cells settle it, or the user.
//!
//! One date or amount that can only be read one way settles it for all of them: `31/1/2024` has its day first. Nothing is
//! guessed: where only cells that can be read both ways are there, or cells that settle it both ways, it is a fault that
//! says how to settle it.

use super::amount::{self, Evidence, Mark};
use super::date::{self, Order, Written};
use super::fault::Fault;
use super::table::Cell;

/// How dates and amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Convention {
    /// What comes first in a date; none if it has played no part.
    pub order: Option<Order>,
    /// Whether that is the user's word, which counts for dates as well whose way of writing would settle it otherwise.
    pub order_is_said: bool,
    /// What stands before decimals; none if it has played no part.
    pub mark: Option<Mark>,
}

impl Convention {
    /// What comes first in a date, if the user says so.
    pub fn said_order(&self) -> Option<Order> {
        self.order.filter(|_| self.order_is_said)
    }
}

/// Where something is first seen, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    line: u64,
    text: String,
}

/// What a table's cells say of its convention.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    day_first: Option<Seen>,
    month_first: Option<Seen>,
    either_date: Option<Seen>,
    point: Option<Seen>,
    comma: Option<Seen>,
    /// A comma before three digits, which part thousands or are decimals.
    either_comma: Option<Seen>,
    /// A point before three digits.
    either_point: Option<Seen>,
}

impl Survey {
    /// Takes what a cell of a column of dates says.
    pub fn date(&mut self, cell: Cell<'_>, line: u64) {
        let Cell::Text(text) = cell else { return };
        // Whatever the user says of dates, no cell is asked about it.
        match date::read(text, None) {
            Some(Written::Either { day_first: Some(_), month_first: None, .. }) => {
                see(&mut self.day_first, line, text);
            }
            Some(Written::Either { day_first: None, month_first: Some(_), .. }) => {
                see(&mut self.month_first, line, text);
            }
            Some(Written::Either { .. }) => see(&mut self.either_date, line, text),
            Some(Written::Plain(..)) | None => {}
        }
    }

    /// Takes what a cell of a column of amounts says.
    pub fn amount(&mut self, cell: Cell<'_>, line: u64) {
        let Cell::Text(text) = cell else { return };
        match amount::evidence(text) {
            Evidence::None => {}
            Evidence::Only(Mark::Point) => see(&mut self.point, line, text),
            Evidence::Only(Mark::Comma) => see(&mut self.comma, line, text),
            Evidence::Either(Mark::Point) => see(&mut self.either_point, line, text),
            Evidence::Either(Mark::Comma) => see(&mut self.either_comma, line, text),
        }
    }

    /// Whether there is nothing left to find out, but for what speaks against it.
    pub fn is_settled(&self) -> bool {
        let dates = self.day_first.is_some() || self.month_first.is_some();
        let amounts = self.point.is_some() || self.comma.is_some();
        dates && amounts
    }

    /// The convention, if what was `given` and what was seen settle it.
    ///
    /// # Errors
    /// Dates or amounts that can be read both ways, with none that settles it, or some that settle it each way.
    pub fn settle(&self, given: Convention) -> Result<Convention, Fault> {
        let order = match (given.order, &self.day_first, &self.month_first) {
            (Some(order), ..) => Some(order),
            (None, Some(day), Some(month)) => {
                let (example, line, both) = (day.text.clone(), day.line, Some([day.line, month.line]));
                return Err(Fault::AmbiguousDates { example, line, both });
            }
            (None, Some(_), None) => Some(Order::DayFirst),
            (None, None, Some(_)) => Some(Order::MonthFirst),
            (None, None, None) => match &self.either_date {
                Some(Seen { text, line }) => {
                    return Err(Fault::AmbiguousDates { example: text.clone(), line: *line, both: None });
                }
                None => None,
            },
        };
        let mark = match (given.mark, &self.point, &self.comma) {
            (Some(mark), ..) => Some(mark),
            (None, Some(point), Some(comma)) => {
                let (example, line, both) = (point.text.clone(), point.line, Some([point.line, comma.line]));
                return Err(Fault::AmbiguousAmounts { example, line, both });
            }
            (None, Some(_), None) => Some(Mark::Point),
            (None, None, Some(_)) => Some(Mark::Comma),
            (None, None, None) => match self.either_comma.as_ref().or(self.either_point.as_ref()) {
                Some(Seen { text, line }) => {
                    return Err(Fault::AmbiguousAmounts { example: text.clone(), line: *line, both: None });
                }
                None => None,
            },
        };
        Ok(Convention { order, order_is_said: given.order.is_some(), mark })
    }
}

fn see(seen: &mut Option<Seen>, line: u64, text: &str) {
    if seen.is_none() {
        *seen = Some(Seen { line, text: text.chars().take(40).collect() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(dates: &[&str], amounts: &[&str], given: Convention) -> Result<Convention, Fault> {
        let mut survey = Survey::default();
        for (place, text) in dates.iter().enumerate() {
            survey.date(Cell::Text(text), place as u64 + 2);
        }
        for (place, text) in amounts.iter().enumerate() {
            survey.amount(Cell::Text(text), place as u64 + 2);
        }
        survey.settle(given)
    }

    #[test]
    fn one_cell_settles_it_for_all() {
        let none = Convention::default();
        let found = settled(&["1/2/2024", "1/31/2024"], &["1,234", "7,5"], none).unwrap();
        assert_eq!(
            found,
            Convention { order: Some(Order::MonthFirst), order_is_said: false, mark: Some(Mark::Comma) }
        );
        let found = settled(&["2024-01-02", "01.02.2024"], &["0.5", "1.234"], none).unwrap();
        assert_eq!(found, Convention { mark: Some(Mark::Point), ..none });
        assert_eq!(settled(&["2024-01-02"], &["5"], none).unwrap(), none);
    }

    #[test]
    fn what_nothing_settles_is_told_with_its_place() {
        let none = Convention::default();
        let told = settled(&["05/05/2024", "1/2/2024"], &[], none);
        assert!(matches!(told, Err(Fault::AmbiguousDates { line: 3, both: None, .. })), "{told:?}");
        let told = settled(&[], &["5", "1,234"], none);
        assert!(matches!(told, Err(Fault::AmbiguousAmounts { line: 3, both: None, .. })), "{told:?}");
        let told = settled(&[], &["5", "1.234"], none);
        assert!(matches!(told, Err(Fault::AmbiguousAmounts { line: 3, both: None, .. })), "{told:?}");
        let told = settled(&["1/31/2024", "31/1/2024"], &[], none);
        assert!(matches!(told, Err(Fault::AmbiguousDates { both: Some([3, 2]), .. })), "{told:?}");
        let told = settled(&[], &["1.5", "1,5"], none);
        assert!(matches!(told, Err(Fault::AmbiguousAmounts { both: Some([2, 3]), .. })), "{told:?}");
    }

    #[test]
    fn what_is_given_is_not_asked_of_the_cells() {
        let given = Convention { order: Some(Order::DayFirst), order_is_said: true, mark: Some(Mark::Point) };
        assert_eq!(settled(&["1/2/2024", "1/31/2024"], &["1,234", "1,5"], given).unwrap(), given);
    }
}
