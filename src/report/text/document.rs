//! A document in a terminal: short numbers, tables of 80 columns where they can be, a small fan; what is too long for a
//! terminal stays in the files.

use super::table::table;
use super::{Look, fan, steps, wrapped};
use crate::decision::plan::Plan;
use crate::report::document::{self, Block, Column, Document, Grain, Kind, Row, Section, Table};
use crate::report::language::Language;
use std::fmt::Write as _;

/// Months beyond which the table would be longer than anyone reads; quarters and years stand for them.
const MONTHS_SHOWN: usize = 24;
const QUARTERS_SHOWN: usize = 40;

/// The whole document, verdict first.
pub fn document(of: &Document, look: Look) -> String {
    let mut text = look.heading(&of.verdict) + "\n";
    for section in of.sections.iter().filter(|section| !section.kind.is_for_files()) {
        text.push('\n');
        text.push_str(&self::section(section, of.language, look));
    }
    text
}

/// The plan by itself.
pub fn plan(plan: &Plan, currency: &str, language: Language, look: Look) -> String {
    section(&document::plan(plan, currency, &[], language), language, look)
}

/// A section under its heading, which may be its answer.
pub(super) fn section(section: &Section, language: Language, look: Look) -> String {
    let answers = section.blocks.iter().any(|block| matches!(block, Block::Answer(_)));
    let heading = match section.title.as_str() {
        "" => String::new(),
        _ if answers => String::new(),
        _ => look.heading(&section.heading()) + "\n",
    };
    if section.kind == Kind::Meaning {
        let sentences = section.blocks.iter().filter_map(|block| match block {
            Block::Words(words) => Some(wrapped(words)),
            _ => None,
        });
        return heading + &sentences.collect::<String>();
    }
    heading + &blocks(&section.blocks, language, look)
}

/// Blocks in lines; tables stand apart.
fn blocks(blocks: &[Block], language: Language, look: Look) -> String {
    let mut text = String::new();
    let mut had_table = false;
    for block in blocks {
        match block {
            Block::Words(words) => text += &(words.clone() + "\n"),
            Block::Answer(answer) => text += &(look.heading(answer) + "\n\n"),
            Block::Table(table) => {
                if had_table {
                    text.push('\n');
                }
                had_table = true;
                text.push_str(&rendered(table, language, look));
            }
            Block::Steps(table) => text.push_str(&steps::steps(table, language, look)),
            Block::SmallFan { title, periods, note } => {
                let fan = fan::fan(periods, language);
                if !fan.is_empty() {
                    let _ = write!(text, "\n{}\n{fan}{note}\n", look.heading(title));
                }
            }
            Block::Chart(_) => {}
        }
    }
    text
}

fn rendered(of: &Table, language: Language, look: Look) -> String {
    let names = of.columns.iter().take_while(|column| column.is_name).count();
    let head: Vec<&str> = of.columns.iter().map(|column: &Column| column.head.as_str()).collect();
    let count = |grain: Grain| of.rows.iter().filter(|row| row.grain == Some(grain)).count();
    let shows = |row: &&Row| match row.grain {
        Some(Grain::Month) => count(Grain::Month) <= MONTHS_SHOWN,
        Some(Grain::Quarter) => (2..=QUARTERS_SHOWN).contains(&count(Grain::Quarter)),
        Some(Grain::Year) => count(Grain::Year) > 1,
        Some(Grain::Whole) | None => true,
    };
    let is_hidden = |place: usize| of.brief.as_ref().is_some_and(|(rows, _)| rows.contains(&place));
    let rows = of.rows.iter().enumerate().filter(|(place, row)| !is_hidden(*place) && shows(row));
    let rows =
        rows.map(|(_, row)| row).map(|row| row.cells.iter().map(|cell| cell.short(language)).collect());
    let rest = of.brief.as_ref().map_or_else(String::new, |(_, rest)| format!("{rest}\n"));
    table(look, names, &head, rows.collect()) + &rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Forecast, Stamp, forecast};
    use crate::report::fixture;
    use crate::report::language::Language::{English, Russian};

    fn text(months: usize, language: Language, look: Look) -> String {
        let (summary, plan) = (fixture::summary_of(months), fixture::plan());
        let stamp = Stamp { version: "1.2.3" };
        let of = Forecast { summary: &summary, plan: Some(&plan), charts: &[], stamp };
        document(&forecast(of, language), look)
    }

    #[test]
    fn the_report_begins_with_the_verdict_and_ends_with_the_check() {
        insta::assert_snapshot!(text(12, English, Look::Plain));
    }

    #[test]
    fn the_report_speaks_russian() {
        insta::assert_snapshot!(text(12, Russian, Look::Plain).replace('\u{A0}', "~"));
    }

    #[test]
    fn plain_text_steers_nothing_and_a_terminal_gets_bold_headings() {
        assert!(!text(12, English, Look::Plain).contains('\u{1b}'));
        assert!(text(12, English, Look::Terminal).starts_with("\u{1b}[1m72 %"));
    }

    /// Lines of the table of periods, its head and the line under it included.
    fn lines_of_periods(months: usize) -> Vec<String> {
        let text = text(months, English, Look::Plain);
        let lines = text.lines().skip_while(|line| !line.starts_with("Period"));
        lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn a_year_fits_eighty_columns() {
        let lines = lines_of_periods(12);
        assert!(lines.iter().all(|line| line.chars().count() <= 80), "{lines:?}");
        assert_eq!(lines.len(), 2 + 12 + 4 + 1);
    }

    #[test]
    fn ten_years_are_shown_by_quarters_and_years_and_a_month_by_itself() {
        assert_eq!(lines_of_periods(120).len(), 2 + 40 + 10 + 1);
        assert_eq!(lines_of_periods(1).len(), 2 + 1 + 1);
    }
}
