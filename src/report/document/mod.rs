//! A result as a document: headings, sentences, tables and charts as data, in one language. It is put together once;
//! the terminal's text, the page and the workbook are renderings of it.
//!
//! [`forecast`] puts together that of a forecast, from rooms for each of its sections; [`comparison`] that of scenarios
//! side by side, [`history`](history()) that of an order log, [`levers`](levers()) that of a ranking.

mod assumptions;
mod budget_rules;
mod comparison;
mod every_figure;
mod forecast;
mod headline;
mod history;
mod levers;
mod ltv;
mod periods;
mod plan;
mod rules_of_thumb;
mod sensitivity;
mod stamp;
mod trust;
mod verdict;
mod written;

pub use assumptions::family;
pub use budget_rules::budget_rules;
pub use comparison::{Comparing, comparison};
pub use forecast::{Forecast, forecast};
pub use history::{LogFigures, history, history_verdict};
pub use levers::{RankedLevers, levers, levers_answer};
pub use ltv::ladder;
pub use plan::{answer, plan};
pub use rules_of_thumb::{Comparison, beside_calculation, rules_of_thumb};
pub use stamp::Stamp;
pub use trust::{half_widths, not_reached, self_check};
pub use verdict::verdict;

use super::charts::Chart;
use super::language::Language;
use crate::forecast::summary::PeriodLabel;
use std::ops::Range;

/// A result, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Document {
    /// What kind of result it tells of.
    pub subject: Subject,
    /// The language of all its words.
    pub language: Language,
    /// The code of its money.
    pub currency: String,
    /// What it is about: the scenario's name, as its author wrote it.
    pub title: String,
    /// The sentence that comes first.
    pub verdict: String,
    /// What follows, in the order in which it is read.
    pub sections: Vec<Section>,
}

/// What a document tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// One scenario.
    Forecast,
    /// Several scenarios, on the same draws.
    Comparison,
    /// An order log.
    History,
    /// Levers, ranked.
    Levers,
}

/// A part under a heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// What kind of section it is: renderings find it by this.
    pub kind: Kind,
    /// Its heading; empty where it has none.
    pub title: String,
    /// How to read what it holds; empty where that needs no words.
    pub note: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// The sections of a forecast and of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was asked, and how to read the answer.
    Opening,
    /// The figures that a board asks for.
    Headline,
    /// Month by month, and by quarters and years.
    Periods,
    /// Which quantities profit depends on.
    Sensitivity,
    /// Segment by segment.
    Segments,
    /// LTV, LTV:CAC, payback, retention.
    Ltv,
    /// Budget rules and rules of thumb.
    Rules,
    /// Clients and ad budget for the target.
    Plan,
    /// Every quantity as it was understood.
    Assumptions,
    /// How far to trust the numbers.
    Trust,
    /// How the run can be made again.
    Run,
    /// Every figure of every period.
    EveryFigure,
    /// The scenarios' chances and months, drawn over each other.
    Drawn,
    /// Each scenario as a choice.
    Choices,
    /// What one scenario has more than the first.
    Pair,
    /// The way from the first scenario's median to another's.
    Waterfall,
    /// What two scenarios' files say differently.
    Changes,
    /// The clients of each month of joining.
    Cohorts,
    /// How a log's figures are meant.
    Meaning,
}

impl Kind {
    /// Whether it is too long for a terminal, which names the files instead.
    pub fn is_for_files(self) -> bool {
        matches!(
            self,
            Self::Headline
                | Self::Sensitivity
                | Self::Assumptions
                | Self::Run
                | Self::EveryFigure
                | Self::Drawn
        )
    }

    /// Its name in a page's address.
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Headline => "headline",
            Self::Periods => "periods",
            Self::Sensitivity => "sensitivity",
            Self::Segments => "segments",
            Self::Ltv => "ltv",
            Self::Rules => "rules",
            Self::Plan => "plan",
            Self::Assumptions => "assumptions",
            Self::Trust => "trust",
            Self::Run => "run",
            Self::EveryFigure => "every-figure",
            Self::Drawn => "drawn",
            Self::Choices => "choices",
            Self::Pair => "pair",
            Self::Waterfall => "waterfall",
            Self::Changes => "changes",
            Self::Cohorts => "cohorts",
            Self::Meaning => "meaning",
        }
    }
}

/// A piece of a section.
#[derive(Debug, Clone)]
pub enum Block {
    /// Sentences.
    Words(String),
    /// A sentence that answers a question.
    Answer(String),
    /// A table.
    Table(Table),
    /// The way from one amount to another as a table of a name and an amount: the first row is where it begins, the last
    /// where it ends, and each between them adds to those before.
    Steps(Table),
    /// A chart.
    Chart(Box<Chart>),
    /// Profit by periods for a terminal's small fan, under its title and above its note.
    SmallFan {
        /// What the signs mean.
        title: String,
        /// Each period's name and its P10, P25, P50, P75 and P90.
        periods: Vec<(String, [Option<f64>; 5])>,
        /// How not to misread it.
        note: String,
    },
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which table it is, unlike any other of the document: its address in a page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether its rows are things of one kind, which a reader may put in another order.
    pub sorts: bool,
    /// Which of its rows do not stand where there is little room, and what is said there of them.
    pub brief: Option<(Range<usize>, String)>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands over it where there is little room.
    pub head: String,
    /// What stands over it where there is room.
    pub full: String,
    /// What its numbers count, if all of them count the same.
    pub unit: Option<String>,
    /// Whether it holds names, which stand at the left.
    pub is_name: bool,
    /// Whether its numbers add up to that of the last row.
    pub adds: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
    /// The span of time that it tells of, where it tells of one.
    pub grain: Option<Grain>,
}

/// A span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// A month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// The whole horizon.
    Whole,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: what it would say stands above, or there is nothing to say.
    Empty,
    /// A name that a user gave, as it was given.
    Name(String),
    /// What stands in a user's file, or what the file is called; it is longer than a name.
    Written(String),
    /// Words of ours.
    Words(String),
    /// A period.
    Period(PeriodLabel),
    /// A number; none where it does not exist.
    Number(Option<f64>, Quantity),
}

/// What a number is, which decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Money in the document's currency.
    Money,
    /// A number of clients or orders.
    Count,
    /// A ratio such as ROAS.
    Ratio,
    /// A share.
    Share,
    /// A share, in per cent, where the table says so.
    Percent,
    /// A share of the trials, which is never called certain.
    Chance,
    /// The error of a share.
    PlusMinus,
    /// A number of months.
    Months,
    /// A whole number.
    Plain,
    /// Anything else, by its leading digits.
    Any,
    /// What one scenario has more than another, with its sign.
    Difference(Of),
    /// The error of such a difference.
    ErrorOf(Of),
}

/// Of what a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of amounts of money, clients or orders.
    Amounts,
    /// Of ratios.
    Ratios,
    /// Of shares: it is told in percentage points.
    Shares,
}

impl Section {
    pub(super) fn new(kind: Kind, title: String, blocks: Vec<Block>) -> Self {
        Self { kind, title, note: String::new(), blocks }
    }

    pub(super) fn noted(self, note: String) -> Self {
        Self { note, ..self }
    }

    /// Heading and note on one line.
    pub fn heading(&self) -> String {
        if self.note.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, self.note) }
    }
}

impl Table {
    pub(super) fn new(id: &str, caption: String, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { id: id.to_owned(), caption, columns, rows, sorts: false, brief: None }
    }

    pub(super) fn that_sorts(self) -> Self {
        Self { sorts: true, ..self }
    }

    /// The table with its first rows alone, and a sentence for the others, where there is little room.
    pub(super) fn in_brief(self, rows: usize, rest: String) -> Self {
        let count = self.rows.len();
        self.without(rows..count, rest)
    }

    /// Likewise with its last rows.
    pub(super) fn in_brief_the_last(self, rows: usize, rest: String) -> Self {
        let count = self.rows.len();
        self.without(0..count.saturating_sub(rows), rest)
    }

    /// Likewise with its first rows, and the last one, which is that of all.
    pub(super) fn in_brief_with_all(self, rows: usize, rest: String) -> Self {
        let count = self.rows.len();
        self.without(rows..count.saturating_sub(1), rest)
    }

    fn without(self, rows: Range<usize>, rest: String) -> Self {
        let brief = (!rows.is_empty()).then_some((rows, rest));
        Self { brief, ..self }
    }
}

impl Column {
    pub(super) fn name(head: String) -> Self {
        Self { full: head.clone(), head, unit: None, is_name: true, adds: false }
    }

    pub(super) fn number(head: String) -> Self {
        Self { full: head.clone(), head, unit: None, is_name: false, adds: false }
    }

    pub(super) fn in_full(self, full: String) -> Self {
        Self { full, ..self }
    }

    pub(super) fn that_adds(self) -> Self {
        Self { adds: true, ..self }
    }

    pub(super) fn of(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }
}

impl Row {
    pub(super) fn of(cells: Vec<Cell>) -> Self {
        Self { cells, grain: None }
    }
}

impl Cell {
    pub(super) fn money(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Money)
    }

    pub(super) fn count(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Count)
    }

    pub(super) fn ratio(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Ratio)
    }

    pub(super) fn share(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Share)
    }

    pub(super) fn chance(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Chance)
    }

    pub(super) fn months(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Months)
    }

    pub(super) fn any(value: Option<f64>) -> Self {
        Self::Number(value, Quantity::Any)
    }
}

/// The charts of those names, and those whose names begin with one and a number, in the order of the names.
fn drawn_of<'a>(drawn: &'a [Chart], names: &'a [&str]) -> impl Iterator<Item = Block> + 'a {
    let is_of = |chart: &Chart, name: &str| {
        chart.name.strip_prefix(name).is_some_and(|rest| {
            let number = rest.strip_prefix('-').unwrap_or_default();
            rest.is_empty() || number.starts_with(|letter: char| letter.is_ascii_digit())
        })
    };
    let charts = names.iter().flat_map(move |name| drawn.iter().filter(move |chart| is_of(chart, name)));
    charts.map(|chart| Block::Chart(Box::new(chart.clone())))
}
