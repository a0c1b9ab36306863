//! Months, quarters, years and the whole: means, which add up, and profit by percentiles, which do not; the same of
//! each segment over the whole.

use super::{Block, Cell, Column, Grain, Kind, Row, Section, Table};
use crate::forecast::figure::Figure;
use crate::forecast::summary::{Period, PeriodLabel, Summary};
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};

/// A column of means: its head, the same in full, whether it is money, and the figure of a period.
type Mean = (String, String, bool, fn(&Period) -> &Figure);

/// The section of the periods, with its charts.
pub(super) fn periods(summary: &Summary, drawn: &[Chart], language: Language) -> Section {
    let shown = ["cumulative-profit", "profit-exceedance", "profit", "revenue"];
    let mut blocks: Vec<Block> = super::drawn_of(drawn, &shown).collect();
    blocks.push(Block::Table(table(summary, language)));
    blocks.push(small_fan(summary, language));
    let title = say!(language, "periods-title");
    Section::new(Kind::Periods, title, blocks).noted(say!(language, "periods-note"))
}

/// The columns of means; those of levers only where a lever does such a thing.
fn means(summary: &Summary, language: Language) -> Vec<Mean> {
    let happens = |of: fn(&Period) -> &Figure| of(&summary.horizon).mean.is_some_and(|mean| mean > 0.0);
    let mut columns: Vec<Mean> =
        vec![(say!(language, "head-new"), say!(language, "figure-new-clients"), false, |period| {
            &period.new_clients
        })];
    if happens(|period| &period.returned_clients) {
        let full = say!(language, "figure-returned");
        columns.push((say!(language, "head-back"), full, false, |period| &period.returned_clients));
    }
    columns.extend::<[Mean; 5]>([
        (say!(language, "head-active"), say!(language, "figure-active"), false, |p| &p.active_clients),
        (say!(language, "head-churned"), say!(language, "figure-churned"), false, |p| &p.churned_clients),
        (say!(language, "head-orders"), say!(language, "figure-orders"), false, |p| &p.orders),
        (say!(language, "head-revenue"), say!(language, "figure-revenue"), true, |p| &p.revenue),
        (say!(language, "head-ads"), say!(language, "figure-ad-spend"), true, |p| &p.ad_spend),
    ]);
    if happens(|period| &period.lever_costs) {
        let full = say!(language, "figure-lever-costs");
        columns.push((say!(language, "head-levers"), full, true, |period| &period.lever_costs));
    }
    columns
}

fn table(summary: &Summary, language: Language) -> Table {
    let money = currency_sign(&summary.scenario.currency);
    let means = means(summary, language);
    let mut columns = vec![Column::name(say!(language, "head-period"))];
    columns.extend(means.iter().map(|(head, full, is_money, _)| {
        let column = Column::number(head.clone()).in_full(full.clone());
        let column = if *is_money { column.of(money) } else { column };
        // Those who are there in a month are there in the next one too.
        if *head == say!(language, "head-active") { column } else { column.that_adds() }
    }));
    columns.push(
        Column::number(say!(language, "head-profit"))
            .in_full(say!(language, "figure-profit"))
            .of(money)
            .that_adds(),
    );
    columns.extend(profit_percentiles(language).map(|column| column.of(money)));
    let row = |period: &Period, grain: Grain| {
        let mut cells = vec![match grain {
            Grain::Whole => Cell::Words(say!(language, "total")),
            _ => Cell::Period(period.label.clone()),
        }];
        cells.extend(means.iter().map(|(_, _, is_money, of)| {
            let mean = of(period).mean;
            if *is_money { Cell::money(mean) } else { Cell::count(mean) }
        }));
        cells.extend(profit(period));
        Row { cells, grain: Some(grain) }
    };
    let all = [&summary.months, &summary.quarters, &summary.years].into_iter().flatten();
    let rows = all.chain([&summary.horizon]).map(|period| row(period, grain(&period.label)));
    Table::new("by-period", say!(language, "periods-title"), columns, rows.collect())
}

pub(super) fn grain(label: &PeriodLabel) -> Grain {
    match label {
        PeriodLabel::Month(_) => Grain::Month,
        PeriodLabel::Quarter(_) => Grain::Quarter,
        PeriodLabel::Year(_) => Grain::Year,
        PeriodLabel::Horizon(_) => Grain::Whole,
    }
}

fn profit_percentiles(language: Language) -> [Column; 3] {
    ["P10", "P50", "P90"].map(|percentile| {
        let full = say!(language, "profit-at", percentile = percentile);
        Column::number(percentile.to_owned()).in_full(full)
    })
}

fn profit(period: &Period) -> [Cell; 4] {
    let profit = &period.profit;
    [profit.mean, profit.p10, profit.p50, profit.p90].map(Cell::money)
}

/// The terminal's fan of profit; nothing where there is nothing to spread.
fn small_fan(summary: &Summary, language: Language) -> Block {
    let periods: &[Period] = if summary.months.len() <= 36 { &summary.months } else { &summary.years };
    let of = |period: &Period| {
        let profit = &period.profit;
        let percentiles = [profit.p10, profit.p25, profit.p50, profit.p75, profit.p90];
        (period.label.name().to_owned(), percentiles)
    };
    Block::SmallFan {
        title: say!(language, "small-fan-title"),
        periods: periods.iter().map(of).collect(),
        note: say!(language, "small-fan-note"),
    }
}

/// The section of the segments over the whole horizon.
pub(super) fn segments(summary: &Summary, drawn: &[Chart], language: Language) -> Section {
    let money = currency_sign(&summary.scenario.currency);
    let mut columns = vec![
        Column::name(say!(language, "head-segment")),
        Column::number(say!(language, "head-new")).in_full(say!(language, "figure-new-clients")).that_adds(),
        Column::number(say!(language, "head-orders")).in_full(say!(language, "figure-orders")).that_adds(),
        Column::number(say!(language, "head-revenue"))
            .in_full(say!(language, "figure-revenue"))
            .of(money)
            .that_adds(),
        Column::number(say!(language, "head-ads"))
            .in_full(say!(language, "figure-ad-spend"))
            .of(money)
            .that_adds(),
        Column::number(say!(language, "head-profit") + "*")
            .in_full(say!(language, "figure-profit") + "*")
            .of(money),
    ];
    columns.extend(profit_percentiles(language).map(|column| column.of(money)));
    columns.extend(["ROAS", "ROMI"].map(|ratio| Column::number(ratio.to_owned())));
    let rows = summary.segments.iter().map(|segment| {
        let period = &segment.horizon;
        let mut cells = vec![Cell::Name(segment.name.clone())];
        cells.extend([&period.new_clients, &period.orders].map(|figure| Cell::count(figure.mean)));
        cells.extend([&period.revenue, &period.ad_spend].map(|figure| Cell::money(figure.mean)));
        cells.extend(profit(period));
        cells.extend([&segment.roas, &segment.romi].map(|figure| Cell::ratio(figure.p50)));
        Row::of(cells)
    });
    let title = say!(language, "segments-title");
    let table = Table::new("by-segment", title.clone(), columns, rows.collect()).that_sorts();
    let mut blocks = vec![Block::Table(table), Block::Words(say!(language, "segments-star"))];
    blocks.extend(super::drawn_of(drawn, &["cohort-revenue"]));
    Section::new(Kind::Segments, title, blocks).noted(say!(language, "segments-note"))
}
