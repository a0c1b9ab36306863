//! The document of a ranking of levers: which is worth pulling, how sure that is, and which cost more than they bring.

use super::every_figure::{Lookup, section};
use super::{Block, Cell, Column, Document, Kind, Of, Quantity, Row, Section, Stamp, Subject, Table};
use crate::decision::levers::{Ranked, Ranking};
use crate::forecast::figure::Estimate;
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, maybe, say};
use crate::report::words::name;

/// Levers alone, and pairs, that a terminal shows; the rest is in the files.
const ALONE_SHOWN: usize = 20;
const PAIRS_SHOWN: usize = 8;
/// Letters of a lever's name in a table, or of two together.
const LETTERS: usize = 44;

/// What the document of a ranking is made of.
#[derive(Debug, Clone, Copy)]
pub struct RankedLevers<'a> {
    /// The ranking.
    pub ranking: &'a Ranking,
    /// What is drawn of it.
    pub charts: &'a [Chart],
    /// What of the run the ranking does not hold.
    pub stamp: Stamp,
}

/// The document.
pub fn levers(of: RankedLevers, language: Language) -> Document {
    let RankedLevers { ranking, charts, stamp } = of;
    let (alone, pairs): (Vec<&Ranked>, Vec<&Ranked>) =
        ranking.levers.iter().partition(|ranked| ranked.names.len() == 1);
    let mut sections = vec![opening(ranking, language)];
    let mut blocks: Vec<Block> = super::drawn_of(charts, &["levers"]).collect();
    let head = say!(language, "head-lever");
    blocks.push(Block::Table(table("levers-alone", head, &alone, ALONE_SHOWN, ranking, language)));
    sections.push(Section::new(Kind::Choices, say!(language, "levers-alone-title"), blocks));
    if !pairs.is_empty() {
        let head = say!(language, "head-two-levers");
        let table = table("levers-pairs", head, &pairs, PAIRS_SHOWN, ranking, language);
        let title = say!(language, "levers-pairs-title");
        sections.push(Section::new(Kind::Pair, title, vec![Block::Table(table)]));
    }
    sections.push(meaning(ranking, language));
    sections.push(run(ranking, stamp, language));
    sections.push(lookup(ranking, language));
    Document {
        subject: Subject::Levers,
        language,
        currency: ranking.currency.clone(),
        title: ranking.name.clone(),
        verdict: levers_answer(ranking, language),
        sections,
    }
}

/// The best lever in a sentence.
pub fn levers_answer(ranking: &Ranking, language: Language) -> String {
    let alone = ranking.levers.iter().find(|ranked| ranked.names.len() == 1);
    let Some(best) = alone else { return say!(language, "levers-none") };
    let (lever, chance) = (title(best, 60), language.chance(best.probability_pays));
    if best.added_profit.p50.is_none_or(|median| median <= 0.0) {
        return say!(language, "levers-none-adds", lever = lever, chance = chance);
    }
    let median = |of: &Ranked| maybe(of.added_profit.p50, |profit| language.signed(profit));
    let answer = say!(language, "levers-best", lever = lever, median = median(best), chance = chance);
    match ranking.levers.first().filter(|ranked| ranked.names.len() == 2) {
        Some(pair) => {
            answer + &say!(language, "levers-best-pair", pair = title(pair, 60), median = median(pair))
        }
        None => answer,
    }
}

fn opening(ranking: &Ranking, language: Language) -> Section {
    let asked = say!(
        language,
        "levers-line",
        scenario = name(&ranking.name, 60),
        months = language.months(ranking.months),
        start = ranking.start.to_string(),
        currency = name(&ranking.currency, 12),
        count = ranking.trials,
        seed = ranking.seed.to_string(),
        median = maybe(ranking.base_profit.p50, |profit| language.short(profit))
    );
    let blocks = vec![Block::Words(asked), Block::Words(say!(language, "levers-added-note"))];
    Section::new(Kind::Opening, String::new(), blocks)
}

/// A row a lever, or two together, the best first.
fn table(
    id: &str,
    head: String,
    levers: &[&Ranked],
    most: usize,
    ranking: &Ranking,
    language: Language,
) -> Table {
    let money = currency_sign(&ranking.currency);
    let of_money = |head: String, full: String| Column::number(head).in_full(full).of(money);
    let added = |level: &str| say!(language, "added-profit-of", level = level);
    let columns = vec![
        Column::name(head.clone()),
        of_money(say!(language, "head-added-p50"), added("P50")),
        of_money("P10".to_owned(), added("P10")),
        of_money("P90".to_owned(), added("P90")),
        Column::number(say!(language, "head-pays")).in_full(say!(language, "chance-to-pay")),
        Column::number(say!(language, "head-payback")).in_full(say!(language, "payback-month")),
        of_money(say!(language, "head-cost"), say!(language, "mean-cost")),
    ];
    let row = |ranked: &&Ranked| {
        let added = &ranked.added_profit;
        let mut cells = vec![Cell::Words(title(ranked, LETTERS))];
        let difference = |value| Cell::Number(value, Quantity::Difference(Of::Amounts));
        cells.extend([added.p50, added.p10, added.p90].map(difference));
        cells.push(Cell::chance(Some(ranked.probability_pays)));
        cells.push(Cell::Number(ranked.payback_month.month.p50, Quantity::Plain));
        cells.push(Cell::money(ranked.cost.mean));
        Row::of(cells)
    };
    let rest = say!(language, "more-levers", count = levers.len().saturating_sub(most));
    let rows = levers.iter().map(row).collect();
    Table::new(id, head, columns, rows).in_brief(most, rest).that_sorts()
}

/// How to read the table, and which levers more likely than not cost more than they bring.
fn meaning(ranking: &Ranking, language: Language) -> Section {
    let is_loss = |ranked: &&Ranked| {
        ranked.names.len() == 1 && ranked.added_profit.p50.is_some_and(|median| median < 0.0)
    };
    let loss = |ranked: &Ranked| {
        say!(
            language,
            "lever-costs-more",
            lever = title(ranked, 60),
            chance = language.chance(1.0 - ranked.probability_pays),
            median = maybe(ranked.added_profit.p50, |profit| language.signed(profit))
        )
    };
    let losses = ranking.levers.iter().filter(is_loss).map(loss);
    let sentences = std::iter::once(say!(language, "levers-pays-note")).chain(losses);
    let blocks = sentences.map(Block::Words).collect();
    Section::new(Kind::Rules, say!(language, "levers-meaning-title"), blocks)
}

/// How the ranking can be made again.
fn run(ranking: &Ranking, stamp: Stamp, language: Language) -> Section {
    let rows = [
        (say!(language, "run-scenario"), Cell::Name(ranking.name.clone())),
        (say!(language, "run-currency"), Cell::Name(ranking.currency.clone())),
        (say!(language, "run-seed"), Cell::Words(ranking.seed.to_string())),
        (say!(language, "run-trials"), Cell::Number(Some(ranking.trials as f64), Quantity::Plain)),
        (say!(language, "run-version"), Cell::Words(format!("ltvcast {}", stamp.version))),
    ];
    let rows = rows.map(|(what, value)| Row::of(vec![Cell::Words(what), value]));
    let columns = [say!(language, "head-what"), say!(language, "head-value")].map(Column::name);
    let title = say!(language, "run-title");
    let table = Table::new("run-stamp", title.clone(), columns.to_vec(), rows.to_vec());
    Section::new(Kind::Run, title, vec![Block::Table(table)])
}

/// Every figure of every lever.
fn lookup(ranking: &Ranking, language: Language) -> Section {
    let tables = Lookup::new(currency_sign(&ranking.currency), language);
    let money = name(tables.money(), 12);
    let first = || Column::name(say!(language, "head-lever"));
    let called = |ranked: &Ranked| Cell::Words(title(ranked, LETTERS));
    let all = || ranking.levers.iter();
    let base = [(Cell::Words(say!(language, "levers-without")), None, Quantity::Money, &ranking.base_profit)];
    let added = all().map(|of| (called(of), None, Quantity::Difference(Of::Amounts), &of.added_profit));
    let costs = all().map(|of| (called(of), None, Quantity::Money, &of.cost));
    let paybacks = all().map(|of| (called(of), None, Quantity::Months, &of.payback_month.month));
    let pays = all().map(|of| {
        let chance = Estimate { value: of.probability_pays, se: of.probability_pays_se };
        (called(of), Quantity::Share, Some(chance))
    });
    let never = all().map(|of| {
        let payback = &of.payback_month;
        let never = payback.never.map(|value| Estimate { value, se: payback.never_se.unwrap_or(f64::NAN) });
        (called(of), Quantity::Share, never)
    });
    let titled = |what: String| format!("{what}, {money}");
    let blocks = vec![
        tables.figures("levers-base", titled(say!(language, "figure-profit")), first(), base),
        tables.figures("levers-added", titled(say!(language, "levers-added")), first(), added),
        tables.figures("levers-cost", titled(say!(language, "mean-cost")), first(), costs),
        tables.figures("levers-payback", say!(language, "payback-month"), first(), paybacks),
        tables.estimates("levers-pays", say!(language, "chance-to-pay") + ", %", first(), pays),
        tables.estimates("levers-never", say!(language, "never-pays-back") + ", %", first(), never),
    ];
    section(say!(language, "every-figure-of-levers"), blocks)
}

/// The names of a lever, or of two together.
fn title(ranked: &Ranked, letters: usize) -> String {
    let each = if ranked.names.len() == 1 { letters } else { letters / 2 - 1 };
    ranked.names.iter().map(|lever| name(lever, each)).collect::<Vec<String>>().join(" + ")
}
