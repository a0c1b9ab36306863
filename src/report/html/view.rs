//! A document as the template takes it: texts, and what to do with them.

use super::PageError;
use crate::report::charts::{Chart, Theme};
use crate::report::document::{Block, Cell, Column, Document, Grain, Kind, Row, Section, Table};
use crate::report::language::{Language, NONE, say};
use crate::report::words::{capital, name};
use serde::Serialize;

/// The whole page.
#[derive(Debug, Serialize)]
pub(super) struct View {
    lang: &'static str,
    title: String,
    verdict: String,
    words: Words,
    /// The first lines, under the verdict.
    opening: Vec<String>,
    sections: Vec<SectionView>,
    /// Sections that are folded until a reader asks for them.
    folded: Vec<SectionView>,
}

/// The page's own words.
#[derive(Debug, Serialize)]
struct Words {
    kind: String,
    contents: String,
    skip: String,
    look_up: String,
    look_up_note: String,
    sort: String,
    made_by: String,
}

#[derive(Debug, Serialize)]
struct SectionView {
    anchor: String,
    title: String,
    /// How to read it, as a sentence; empty where that needs no words.
    note: String,
    blocks: Vec<BlockView>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum BlockView {
    Words { text: String },
    Answer { text: String },
    Table(TableView),
    Chart { svg: String, title: String, note: Option<String> },
}

#[derive(Debug, Serialize)]
struct TableView {
    id: String,
    caption: String,
    /// Whether the caption says more than the section's title.
    shows_caption: bool,
    sorts: bool,
    head: Vec<HeadView>,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct HeadView {
    text: String,
    is_name: bool,
}

#[derive(Debug, Serialize)]
struct RowView {
    grain: &'static str,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: String,
    /// `name` at a row's head, `word` and `number` behind it.
    is: &'static str,
    /// Rows that it stands for.
    span: usize,
    /// By what it is put in order, where a table sorts.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<f64>,
}

impl View {
    pub(super) fn of(document: &Document, theme: &Theme) -> Result<Self, PageError> {
        let language = document.language;
        let mut view = Self {
            lang: language.code(),
            title: name(&document.title, 120),
            verdict: document.verdict.clone(),
            words: Words::of(language),
            opening: Vec::new(),
            sections: Vec::new(),
            folded: Vec::new(),
        };
        for (place, section) in document.sections.iter().enumerate() {
            if section.kind == Kind::Opening {
                let words = section.blocks.iter().filter_map(|block| match block {
                    Block::Words(words) => Some(words.clone()),
                    _ => None,
                });
                view.opening.extend(words);
                continue;
            }
            let shown = SectionView::of(section, place, theme, language)?;
            let folds = section.kind == Kind::EveryFigure;
            if folds { &mut view.folded } else { &mut view.sections }.push(shown);
        }
        Ok(view)
    }
}

impl Words {
    fn of(language: Language) -> Self {
        Self {
            kind: say!(language, "page-kind"),
            contents: say!(language, "page-contents"),
            skip: say!(language, "page-skip"),
            look_up: say!(language, "page-look-up"),
            look_up_note: say!(language, "page-look-up-note"),
            sort: say!(language, "page-sort"),
            made_by: say!(language, "page-made-by"),
        }
    }
}

impl SectionView {
    fn of(section: &Section, place: usize, theme: &Theme, language: Language) -> Result<Self, PageError> {
        let mut blocks = Vec::new();
        for block in &section.blocks {
            blocks.push(match block {
                Block::Words(text) => BlockView::Words { text: text.clone() },
                Block::Answer(text) => BlockView::Answer { text: text.clone() },
                Block::Table(table) => BlockView::Table(TableView::of(table, &section.title, language)),
                Block::Chart(chart) => drawn(chart, theme)?,
                Block::SmallFan { .. } => continue,
            });
        }
        let anchor = format!("{}-{place}", section.kind.anchor());
        let note = match section.note.as_str() {
            "" => String::new(),
            note => capital(note) + ".",
        };
        Ok(Self { anchor, title: section.title.clone(), note, blocks })
    }
}

fn drawn(chart: &Chart, theme: &Theme) -> Result<BlockView, PageError> {
    // The note stands under the drawing, where it may take as many lines as it needs.
    let mut bare = chart.clone();
    bare.note = None;
    let svg = bare.inline(theme)?;
    Ok(BlockView::Chart { svg, title: name(&chart.title, 200), note: chart.note.clone() })
}

impl TableView {
    fn of(table: &Table, section: &str, language: Language) -> Self {
        let rows = table.rows.iter().enumerate();
        Self {
            id: table.id.clone(),
            shows_caption: table.caption != section,
            caption: table.caption.clone(),
            sorts: table.sorts && table.rows.len() > 1,
            head: table.columns.iter().map(HeadView::of).collect(),
            rows: rows
                .map(|(place, row)| RowView::of(row, &table.rows[place + 1..], table, language))
                .collect(),
        }
    }
}

impl HeadView {
    fn of(column: &Column) -> Self {
        let text = match &column.unit {
            Some(unit) => format!("{}, {}", column.full, name(unit, 12)),
            None => column.full.clone(),
        };
        Self { text, is_name: column.is_name }
    }
}

impl RowView {
    fn of(row: &Row, below: &[Row], table: &Table, language: Language) -> Self {
        let grain = match row.grain {
            Some(Grain::Quarter) => "quarter",
            Some(Grain::Year) => "year",
            Some(Grain::Whole) => "whole",
            Some(Grain::Month) | None => "",
        };
        let is_under = |row: &&Row| row.cells.first() == Some(&Cell::Empty);
        let cells = row.cells.iter().enumerate();
        // A name stands for the rows below it that have none.
        let cells = cells.filter(|(place, cell)| *place > 0 || **cell != Cell::Empty);
        let cells = cells.map(|(place, cell)| {
            let is_head = place == 0 && table.columns[0].is_name;
            let span = if is_head { 1 + below.iter().take_while(is_under).count() } else { 1 };
            CellView::of(cell, is_head, span, table.sorts, language)
        });
        Self { grain, cells: cells.collect() }
    }
}

impl CellView {
    fn of(cell: &Cell, is_head: bool, span: usize, sorts: bool, language: Language) -> Self {
        let is = match cell {
            // A head without words would be none.
            Cell::Empty => "word",
            _ if is_head => "name",
            Cell::Number(..) => "number",
            _ => "word",
        };
        let by = match cell {
            Cell::Number(value, _) if sorts => *value,
            _ => None,
        };
        let text = cell.full(language);
        Self { text: if text == NONE { "–".to_owned() } else { text }, is, span, by }
    }
}
