//! A document as the template takes it: texts, and what to do with them.

use super::PageError;
use crate::forecast::summary::PeriodLabel;
use crate::report::charts::{Chart, Theme};
use crate::report::document::{Block, Cell, Column, Document, Grain, Kind, Row, Section, Subject, Table};
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
    /// Whether the contents name it; of several pairs they name the pairs, not the parts of each.
    in_contents: bool,
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
    caption: String,
    /// Whether the caption says more than the section's title.
    shows_caption: bool,
    sorts: bool,
    head: Vec<HeadView>,
    /// One, or several tables of the same columns under one head.
    parts: Vec<PartView>,
}

#[derive(Debug, Serialize)]
struct PartView {
    id: String,
    /// What it shows, where it is one of several.
    title: Option<String>,
    rows: Vec<RowView>,
}

#[derive(Debug, PartialEq, Serialize)]
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

/// How a table is written.
struct How {
    language: Language,
    /// Whether a reader may put its rows in another order.
    sorts: bool,
    /// Whether it is one of those that are looked up, of which there are very many.
    is_long: bool,
}

impl View {
    pub(super) fn of(document: &Document, theme: &Theme) -> Result<Self, PageError> {
        let language = document.language;
        let mut view = Self {
            lang: language.code(),
            title: name(&document.title, 120),
            verdict: document.verdict.clone(),
            words: Words::of(document.subject, language),
            opening: Vec::new(),
            sections: Vec::new(),
            folded: Vec::new(),
        };
        let pairs = document.sections.iter().filter(|section| section.kind == Kind::Pair).count();
        for (place, section) in document.sections.iter().enumerate() {
            if section.kind == Kind::Opening {
                let words = section.blocks.iter().filter_map(|block| match block {
                    Block::Words(words) => Some(words.clone()),
                    _ => None,
                });
                view.opening.extend(words);
                continue;
            }
            let in_contents = pairs < 2 || !matches!(section.kind, Kind::Waterfall | Kind::Changes);
            let shown = SectionView { in_contents, ..SectionView::of(section, place, theme, language)? };
            let folds = section.kind == Kind::EveryFigure;
            if folds { &mut view.folded } else { &mut view.sections }.push(shown);
        }
        Ok(view)
    }
}

impl Words {
    fn of(subject: Subject, language: Language) -> Self {
        let (kind, look_up_note) = match subject {
            Subject::Forecast => (say!(language, "page-kind"), say!(language, "page-look-up-note")),
            Subject::Comparison => {
                (say!(language, "page-kind-comparison"), say!(language, "page-look-up-note-comparison"))
            }
            Subject::Levers => {
                (say!(language, "page-kind-levers"), say!(language, "page-look-up-note-levers"))
            }
            Subject::History => {
                (say!(language, "page-kind-history"), say!(language, "page-look-up-note-history"))
            }
        };
        Self {
            kind,
            contents: say!(language, "page-contents"),
            skip: say!(language, "page-skip"),
            look_up: say!(language, "page-look-up"),
            look_up_note,
            sort: say!(language, "page-sort"),
            made_by: say!(language, "page-made-by"),
        }
    }
}

impl SectionView {
    fn of(section: &Section, place: usize, theme: &Theme, language: Language) -> Result<Self, PageError> {
        let mut blocks: Vec<BlockView> = Vec::new();
        for block in &section.blocks {
            let shown = match block {
                Block::Words(text) => BlockView::Words { text: text.clone() },
                Block::Answer(text) => BlockView::Answer { text: text.clone() },
                Block::Table(table) | Block::Steps(table) => {
                    let table = TableView::of(table, section, language);
                    // Of many tables that are looked up each head would be said again and again.
                    let above = blocks.last_mut().filter(|_| section.kind == Kind::EveryFigure);
                    match above {
                        Some(BlockView::Table(above)) if above.head == table.head => {
                            above.join(table, &section.title);
                            continue;
                        }
                        _ => BlockView::Table(table),
                    }
                }
                Block::Chart(chart) => drawn(chart, theme)?,
                Block::SmallFan { .. } => continue,
            };
            blocks.push(shown);
        }
        let anchor = format!("{}-{place}", section.kind.anchor());
        let note = match section.note.as_str() {
            "" => String::new(),
            note => capital(note) + ".",
        };
        Ok(Self { anchor, title: section.title.clone(), note, in_contents: true, blocks })
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
    fn of(table: &Table, section: &Section, language: Language) -> Self {
        let how = How {
            language,
            sorts: table.sorts && table.rows.len() > 1,
            is_long: section.kind == Kind::EveryFigure,
        };
        let rows = table.rows.iter().enumerate();
        let rows = rows.map(|(place, row)| RowView::of(row, &table.rows[place + 1..], table, &how)).collect();
        Self {
            shows_caption: table.caption != section.title,
            caption: table.caption.clone(),
            sorts: how.sorts,
            head: table.columns.iter().map(HeadView::of).collect(),
            parts: vec![PartView { id: table.id.clone(), title: None, rows }],
        }
    }

    /// Takes another table of the same columns below it.
    fn join(&mut self, below: Self, section: &str) {
        if let [only] = &mut self.parts[..] {
            only.title = Some(std::mem::replace(&mut self.caption, section.to_owned()));
            self.shows_caption = false;
        }
        let title = Some(below.caption);
        self.parts.extend(below.parts.into_iter().map(|part| PartView { title: title.clone(), ..part }));
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
    fn of(row: &Row, below: &[Row], table: &Table, how: &How) -> Self {
        let grain = match row.grain {
            Some(Grain::Quarter) => "q",
            Some(Grain::Year) => "y",
            Some(Grain::Whole) => "t",
            Some(Grain::Month) | None => "",
        };
        let is_under = |row: &&Row| row.cells.first() == Some(&Cell::Empty);
        let cells = row.cells.iter().enumerate();
        // A name stands for the rows below it that have none.
        let cells = cells.filter(|(place, cell)| *place > 0 || **cell != Cell::Empty);
        let cells = cells.map(|(place, cell)| {
            let is_head = place == 0 && table.columns[0].is_name;
            let span = if is_head { 1 + below.iter().take_while(is_under).count() } else { 1 };
            CellView::of(cell, is_head, span, how)
        });
        Self { grain, cells: cells.collect() }
    }
}

impl CellView {
    fn of(cell: &Cell, is_head: bool, span: usize, how: &How) -> Self {
        let is = match cell {
            _ if is_head => "name",
            Cell::Number(..) => "number",
            _ => "word",
        };
        let by = match cell {
            // Nobody sees the digits beyond.
            Cell::Number(value, _) if how.sorts => {
                value.and_then(|value| format!("{value:.6e}").parse().ok())
            }
            _ => None,
        };
        let text = match cell {
            // In tables of thousands of rows every letter counts.
            Cell::Period(PeriodLabel::Month(month)) if how.is_long => month.clone(),
            cell => cell.full(how.language),
        };
        // A head without words would be none.
        let is = if is == "name" && text.is_empty() { "word" } else { is };
        Self { text: if text == NONE { "–".to_owned() } else { text }, is, span, by }
    }
}
