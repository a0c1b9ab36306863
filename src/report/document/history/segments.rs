//! A log segment by segment, and what winning clients cost and brought.

use super::{of_money, plain, title_of, titled};
use crate::data::metrics::{Channel, Figures, Metrics, Spend};
use crate::report::charts::Chart;
use crate::report::document::{Block, Cell, Column, Kind, Quantity, Row, Section, Table, drawn_of};
use crate::report::language::{Language, say};
use crate::report::words::name;

/// Segments and channels that a terminal shows.
const SEGMENTS_SHOWN: usize = 20;
/// Segments without spend that are named.
const WITHOUT_SPEND_SHOWN: usize = 3;

/// A row a segment, the highest LTV first; of all clients alone where there are none.
pub(super) fn segments(metrics: &Metrics, drawn: &[Chart], language: Language) -> Section {
    let columns = vec![
        Column::name(say!(language, "head-segment")),
        Column::number(say!(language, "head-clients")),
        of_money(say!(language, "head-aov"), say!(language, "head-aov"), metrics),
        Column::number(say!(language, "head-a-month")).in_full(say!(language, "orders-a-month")),
        Column::number(say!(language, "head-repeat")).in_full(say!(language, "repeat-clients")),
        Column::number(say!(language, "head-churn")).in_full(say!(language, "churn-a-month")),
        Column::number(say!(language, "head-first-month")).in_full(say!(language, "churn-first-month")),
        Column::number(say!(language, "head-year")).in_full(say!(language, "churn-first-year")),
        Column::number(say!(language, "head-life")).in_full(say!(language, "life-in-months")),
        of_money("LTV".to_owned(), say!(language, "history-ltv"), metrics),
        of_money(say!(language, "head-margin"), say!(language, "history-ltv-margin"), metrics),
    ];
    let row = |title: Cell, figures: &Figures| {
        let churn = figures.churn;
        let mut cells = vec![
            title,
            plain(figures.clients),
            Cell::money(figures.aov),
            Cell::Number(figures.frequency, Quantity::Ratio),
        ];
        let shares = [figures.repeat_rate, churn.monthly, churn.first_month, churn.first_year];
        cells.extend(shares.map(Cell::share));
        cells.push(Cell::months(figures.life_months));
        cells.extend([figures.ltv.historical, figures.ltv.margin].map(Cell::money));
        Row::of(cells)
    };
    let mut rows: Vec<Row> =
        metrics.segments.iter().map(|segment| row(title_of(segment, language), segment)).collect();
    rows.push(row(Cell::Words(say!(language, "all-segments")), &metrics.total));
    let hidden = metrics.segments.len().saturating_sub(SEGMENTS_SHOWN);
    let rest = say!(language, "metrics-more", count = hidden, file = "segments.csv");
    let title = say!(language, "log-segments-title");
    let table =
        Table::new("log-segments", title.clone(), columns, rows).in_brief_with_all(SEGMENTS_SHOWN, rest);
    let mut blocks: Vec<Block> = drawn_of(drawn, &["concentration"]).collect();
    blocks.push(Block::Words(say!(language, "segments-columns")));
    blocks.push(Block::Table(table));
    Section::new(Kind::Segments, title, blocks)
}

/// What winning clients cost and brought, by segment or channel; none where no spend is known.
pub(super) fn returns(metrics: &Metrics, language: Language) -> Option<Section> {
    let spend = metrics.spend.as_ref()?;
    let columns = vec![
        Column::name(say!(language, "head-channel")),
        of_money(say!(language, "head-spend"), say!(language, "head-spend"), metrics),
        Column::number(say!(language, "head-clients-won")),
        of_money("CAC".to_owned(), "CAC".to_owned(), metrics),
        Column::number("LTV:CAC".to_owned()),
        Column::number("ROMI".to_owned()),
    ];
    let count = |count: Option<u64>| Cell::Number(count.map(|count| count as f64), Quantity::Plain);
    let of_segment = |title: Cell, figures: &Figures| {
        Row::of(vec![
            title,
            Cell::money(figures.spend),
            count(figures.won_clients),
            Cell::money(figures.cac),
            Cell::ratio(figures.ltv_to_cac),
            Cell::share(figures.romi),
        ])
    };
    let of_channel = |channel: &&Channel| {
        Row::of(vec![
            Cell::Words(format!("{} *", said(&channel.name, 28, language))),
            Cell::money(Some(channel.spend)),
            count(channel.won_clients),
            Cell::money(channel.cac),
            Cell::ratio(None),
            Cell::share(None),
        ])
    };
    let with_spend = metrics.segments.iter().filter(|segment| segment.spend.is_some());
    let strangers: Vec<&Channel> = spend.channels.iter().filter(|channel| !channel.is_segment).collect();
    let mut rows: Vec<Row> =
        with_spend.map(|segment| of_segment(titled(&segment.name, language), segment)).collect();
    rows.extend(strangers.iter().map(of_channel));
    rows.push(of_segment(Cell::Words(say!(language, "all-segments")), &metrics.total));
    let hidden = rows.len().saturating_sub(2 * SEGMENTS_SHOWN + 1);
    let rest = say!(language, "metrics-more", count = hidden, file = "segments.csv");
    let title = say!(language, "returns-title");
    let table =
        Table::new("log-returns", title.clone(), columns, rows).in_brief_with_all(2 * SEGMENTS_SHOWN, rest);
    let mut blocks = vec![Block::Table(table), Block::Words(say!(language, "channels-all-note"))];
    if !strangers.is_empty() {
        blocks.push(Block::Words(say!(language, "channels-stranger-note")));
    }
    blocks.extend(without_spend(spend, language).map(Block::Words));
    Some(Section::new(Kind::Ltv, title, blocks))
}

/// Which segments have no spend: the first by name, and how many more.
fn without_spend(spend: &Spend, language: Language) -> Option<String> {
    let segments = &spend.segments_without_spend;
    if segments.is_empty() {
        return None;
    }
    let shown = segments.iter().take(WITHOUT_SPEND_SHOWN).map(|one| said(one, 24, language));
    let names = shown.collect::<Vec<String>>().join(", ");
    let hidden = segments.len().saturating_sub(WITHOUT_SPEND_SHOWN);
    Some(if hidden > 0 {
        say!(language, "segments-without-spend-and-more", names = names, count = hidden)
    } else {
        say!(language, "segments-without-spend", names = names)
    })
}

/// A segment's name in a sentence.
fn said(segment: &str, letters: usize, language: Language) -> String {
    if segment.is_empty() { say!(language, "no-name") } else { name(segment, letters) }
}
