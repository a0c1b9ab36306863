//! An account of every row: rows read = rows used + rows rejected, by reason, with the first examples of each.

use std::collections::BTreeMap;

/// Why a row is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It has more or fewer cells than the table has columns.
    CellCount,
    /// A stray quote opened in it, and another one closed that lines below.
    StrayQuotes,
    /// It says no client.
    NoClient,
    /// It has no date.
    NoDate,
    /// Its date is none, or not written as the others are.
    BadDate,
    /// It is of a day after the last one that is looked at.
    AfterUntil,
    /// It is of a day before the first one that is looked at.
    BeforeFrom,
    /// It has no amount.
    NoAmount,
    /// Its amount is no number.
    BadAmount,
    /// Its amount is larger than any that can be meant.
    AmountOutOfRange,
    /// Its cost is no number, or larger than any that can be meant.
    BadCost,
    /// It repeats another row, and such were to be left out.
    Duplicate,
    /// It is a return of a client who has not ordered until then.
    ReturnWithoutOrder,
    /// It ends before it starts.
    EndBeforeStart,
    /// It is the sum of other rows.
    Total,
    /// Its count is no whole number from 0 on.
    BadCount,
    /// The number of its client or order has lost its last digits, so that several may have become one.
    LongNumber,
}

impl Reason {
    /// All of them, in their order.
    pub const ALL: [Self; 17] = [
        Self::CellCount,
        Self::StrayQuotes,
        Self::NoClient,
        Self::NoDate,
        Self::BadDate,
        Self::AfterUntil,
        Self::BeforeFrom,
        Self::NoAmount,
        Self::BadAmount,
        Self::AmountOutOfRange,
        Self::BadCost,
        Self::Duplicate,
        Self::ReturnWithoutOrder,
        Self::EndBeforeStart,
        Self::Total,
        Self::BadCount,
        Self::LongNumber,
    ];
}

/// Examples that are kept of each reason.
const EXAMPLES: usize = 3;
/// Letters that are kept of an example.
const LETTERS: usize = 80;

/// A rejected row, to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// Where it stands, counted from 1, the headings included; none where that was no longer known.
    pub line: Option<u64>,
    /// What is wrong with it, as it is written there.
    pub text: String,
}

/// The rows of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rejected {
    /// How many.
    pub rows: u64,
    /// The first ones.
    pub examples: Vec<Example>,
}

impl Rejected {
    fn keep(&mut self, example: Example) {
        let place = self.examples.partition_point(|kept| *kept < example);
        if place < EXAMPLES {
            self.examples.insert(place, example);
            self.examples.truncate(EXAMPLES);
        }
    }
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are used: orders, free ones among them, and returns.
    pub used: u64,
    /// Rows that are not, by reason.
    pub rejected: BTreeMap<Reason, Rejected>,
    /// Of those rejected: rows outside of the days that were asked for, with which nothing is wrong.
    pub outside: u64,
    /// Of those used: rows of an amount of zero, which are orders.
    pub zero: u64,
    /// Of those used: rows of a negative amount.
    pub returns: u64,
    /// What the returns come to, in millionths, at most zero.
    pub returned_units: i128,
    /// Of those used: rows that repeat another one in all that is read of them.
    pub repeated: u64,
    /// Of those used: rows whose amount or cost has more than six decimals, and was rounded to six.
    pub rounded: u64,
    /// Of those used: rows that say no cost in a column of costs, and are taken to cost nothing.
    pub without_cost: u64,
}

impl Account {
    /// Whether a larger share than this of the rows that were asked for is rejected.
    pub fn is_too_wrong(&self, most: f64) -> bool {
        let [wrong, asked_for] = self.wrong_rows();
        wrong as f64 > most * asked_for as f64
    }

    /// Rows with which something is wrong, of so many that were asked for.
    pub fn wrong_rows(&self) -> [u64; 2] {
        [self.rejected_rows(), self.rows].map(|rows| rows.saturating_sub(self.outside))
    }

    /// Takes rows of days that nobody asked for as outside: those before a first day, and those after a last one if it was
    /// named; a date that is yet to come is a slip.
    pub(super) fn set_outside(&mut self, is_last_named: bool) {
        let rows = |reason: Reason| self.rejected.get(&reason).map_or(0, |rejected| rejected.rows);
        self.outside = rows(Reason::BeforeFrom) + if is_last_named { rows(Reason::AfterUntil) } else { 0 };
    }

    /// Counts a row that is not used. The row itself is counted in `rows` by whoever read it.
    pub fn reject(&mut self, reason: Reason, line: Option<u64>, text: &str) {
        self.reject_several(reason, 1, line, text);
    }

    /// Counts several rows that are alike and not used.
    pub fn reject_several(&mut self, reason: Reason, rows: u64, line: Option<u64>, text: &str) {
        let rejected = self.rejected.entry(reason).or_default();
        rejected.rows += rows;
        let full = rejected.examples.len() == EXAMPLES;
        if full && line.is_some() && rejected.examples.last().is_some_and(|last| last.line <= line) {
            return;
        }
        let short: String = text.chars().take(LETTERS + 1).collect();
        let cut = short.chars().count() > LETTERS;
        let text = if cut { short.chars().take(LETTERS - 3).collect::<String>() + "..." } else { short };
        rejected.keep(Example { line, text });
    }

    /// Counts the lines that stray quotes hold together, if it is any: rows that were read and cannot be used.
    pub(super) fn has_torn(&mut self, line: u64, lines: u64, shown: impl FnOnce() -> String) -> bool {
        if lines > 0 {
            self.rows += lines;
            self.reject_several(Reason::StrayQuotes, lines, Some(line), &shown());
        }
        lines > 0
    }

    /// Rows that are not used.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.values().map(|rejected| rejected.rows).sum()
    }

    /// Adds another account of other rows; the order plays no part.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.used += other.used;
        self.outside += other.outside;
        self.zero += other.zero;
        self.returns += other.returns;
        self.returned_units += other.returned_units;
        self.repeated += other.repeated;
        self.rounded += other.rounded;
        self.without_cost += other.without_cost;
        for (reason, of_other) in other.rejected {
            let rejected = self.rejected.entry(reason).or_default();
            rejected.rows += of_other.rows;
            for example in of_other.examples {
                rejected.keep(example);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_add_up_to_the_same_whatever_their_order() {
        let part = |lines: &[u64]| {
            let mut account = Account { rows: lines.len() as u64, ..Account::default() };
            for line in lines {
                account.reject(Reason::BadDate, Some(*line), &format!("row {line}"));
            }
            account
        };
        let (mut one, mut other) = (part(&[9, 2, 7, 30]), part(&[3, 1, 40]));
        one.add(part(&[3, 1, 40]));
        other.add(part(&[9, 2, 7, 30]));
        assert_eq!(one, other);
        assert_eq!((one.rejected_rows(), one.rows), (7, 7));
        let lines: Vec<Option<u64>> =
            one.rejected[&Reason::BadDate].examples.iter().map(|example| example.line).collect();
        assert_eq!(lines, [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_long_example_is_cut() {
        let mut account = Account::default();
        account.reject(Reason::BadAmount, Some(1), &"я".repeat(1000));
        let text = &account.rejected[&Reason::BadAmount].examples[0].text;
        assert_eq!((text.chars().count(), text.ends_with("...")), (LETTERS, true));
    }
}
