//! The document of an order log's figures: what clients did so far.

mod cohorts;
mod meaning;
mod months;
mod read;
mod segments;
mod verdict;

use super::{Block, Cell, Column, Document, Kind, Quantity, Row, Section, Stamp, Subject, Table};
use crate::data::metrics::{Figures, Metrics};
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};

pub use verdict::verdict as history_verdict;

/// What the document of a log is made of.
#[derive(Debug, Clone, Copy)]
pub struct LogFigures<'a> {
    /// The figures.
    pub metrics: &'a Metrics,
    /// What is drawn of them.
    pub charts: &'a [Chart],
    /// What of the run the figures do not hold.
    pub stamp: Stamp,
}

/// The document. It does not name the log's file: the same orders give the same bytes, however they are written.
pub fn history(of: LogFigures, language: Language) -> Document {
    let LogFigures { metrics, charts, stamp } = of;
    let mut sections =
        vec![read::read(metrics, language), headline(metrics, language), months::months(metrics, language)];
    sections.extend(cohorts::cohorts(metrics, charts, language));
    sections.push(segments::segments(metrics, charts, language));
    sections.extend(segments::returns(metrics, language));
    sections.push(meaning::meaning(metrics, language));
    sections.push(run(metrics, stamp, language));
    sections.extend(cohorts::by_age(metrics, language));
    Document {
        subject: Subject::History,
        language,
        currency: metrics.currency.clone().unwrap_or_default(),
        title: say!(
            language,
            "history-orders",
            from = metrics.data.from.to_string(),
            until = metrics.data.until.to_string()
        ),
        verdict: verdict::verdict(metrics, language),
        sections,
    }
}

/// All clients together, figure by figure.
fn headline(metrics: &Metrics, language: Language) -> Section {
    use Quantity::{Money, Months, Plain, Ratio, Share};
    let total = &metrics.total;
    let whole = |count: u64| Some(count as f64);
    let rows = [
        (say!(language, "head-clients"), whole(total.clients), Plain),
        (say!(language, "head-orders"), whole(total.orders), Plain),
        (say!(language, "head-revenue"), Some(total.revenue), Money),
        (say!(language, "head-aov"), total.aov, Money),
        ("ARPU".to_owned(), total.arpu, Money),
        (say!(language, "orders-a-month"), total.frequency, Ratio),
        (say!(language, "repeat-clients"), total.repeat_rate, Share),
        (say!(language, "churn-a-month"), total.churn.monthly, Share),
        (say!(language, "churn-first-month"), total.churn.first_month, Share),
        (say!(language, "churn-first-year"), total.churn.first_year, Share),
        (say!(language, "life-in-months"), total.life_months, Months),
        (say!(language, "history-ltv"), total.ltv.historical, Money),
        (say!(language, "history-ltv-margin"), total.ltv.margin, Money),
        (say!(language, "head-spend"), total.spend, Money),
        (say!(language, "head-clients-won"), total.won_clients.map(|count| count as f64), Plain),
        ("CAC".to_owned(), total.cac, Money),
        ("LTV:CAC".to_owned(), total.ltv_to_cac, Ratio),
        ("ROMI".to_owned(), total.romi, Share),
        (say!(language, "best-fifth"), metrics.concentration.best_20_percent, Share),
    ];
    // What the log says nothing of has no row.
    let rows = rows.into_iter().filter(|(_, value, _)| value.is_some()).map(|(what, value, quantity)| {
        let what = if quantity == Money { with_money(&what, metrics) } else { what };
        Row::of(vec![Cell::Words(what), Cell::Number(value, quantity)])
    });
    let columns =
        vec![Column::name(say!(language, "head-figure")), Column::number(say!(language, "head-value"))];
    let title = say!(language, "history-title");
    let table = Table::new("history-figures", say!(language, "history-caption"), columns, rows.collect());
    Section::new(Kind::Headline, title, vec![Block::Table(table)])
}

/// How the figures can be made again.
fn run(metrics: &Metrics, stamp: Stamp, language: Language) -> Section {
    let rows = [
        (say!(language, "run-log-digest"), Cell::Words(metrics.data.digest.clone())),
        (say!(language, "run-from"), Cell::Words(metrics.data.from.to_string())),
        (say!(language, "run-until"), Cell::Words(metrics.data.until.to_string())),
        (say!(language, "run-version"), Cell::Words(format!("ltvcast {}", stamp.version))),
    ];
    let rows = rows.map(|(what, value)| Row::of(vec![Cell::Words(what), value]));
    let columns = [say!(language, "head-what"), say!(language, "head-value")].map(Column::name);
    let title = say!(language, "run-title");
    let table = Table::new("run-stamp", title.clone(), columns.to_vec(), rows.to_vec());
    Section::new(Kind::Run, title, vec![Block::Table(table)])
}

/// A name with the currency, where the log's is known.
fn with_money(name: &str, metrics: &Metrics) -> String {
    metrics
        .currency
        .as_deref()
        .map_or_else(|| name.to_owned(), |code| format!("{name}, {}", currency_sign(code)))
}

/// A column of money.
fn of_money(head: String, full: String, metrics: &Metrics) -> Column {
    let column = Column::number(head).in_full(full);
    metrics.currency.as_deref().map_or(column.clone(), |code| column.of(currency_sign(code)))
}

fn plain(count: u64) -> Cell {
    Cell::Number(Some(count as f64), Quantity::Plain)
}

/// A segment's name; one that is empty is called so.
fn titled(name: &str, language: Language) -> Cell {
    if name.is_empty() { Cell::Words(say!(language, "no-name")) } else { Cell::Name(name.to_owned()) }
}

/// The name of a segment's figures.
fn title_of(figures: &Figures, language: Language) -> Cell {
    titled(&figures.name, language)
}
