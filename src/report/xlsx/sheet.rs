//! One sheet, written from its top to its foot.

use super::formats::{Formats, NumberLook};
use crate::report::document::{Block, Cell, Column, Grain, Quantity, Section, Table};
use crate::report::language::{Language, say};
use crate::report::words::{capital, name};
use rust_xlsxwriter::{Chart, Format, Formula, Worksheet, XlsxError, utility};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most letters that a cell is given; the format has room for 32,767.
const LETTERS_MOST: usize = 1000;
/// Columns over which sentences run.
const WIDE: u16 = 9;
/// Letters that they hold together, about.
const WIDE_LETTERS: usize = 140;
/// Letters that a column of numbers has room for, and the most that one of names has.
const NUMBER_WIDTH: usize = 14;
const NAME_WIDTH_MOST: usize = 60;
/// The height of a line, points.
const LINE: f64 = 15.0;

/// A sheet on its way.
pub(super) struct Sheet<'a> {
    inner: Worksheet,
    title: String,
    formats: &'a Formats,
    language: Language,
    /// The next row that is free.
    row: u32,
    /// The last column that was written.
    last: u16,
    /// How wide names make the columns that they stand in, in letters.
    widths: BTreeMap<u16, usize>,
    /// Whether rows stay in sight; the first ones that are asked to.
    is_frozen: bool,
}

/// Where the rows of a table stand.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) head: u32,
    pub(super) rows: Range<u32>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(title: &str, formats: &'a Formats, language: Language) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(title)?;
        sheet.set_column_range_width(0, 20, NUMBER_WIDTH as f64)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(Self {
            inner: sheet,
            title: title.to_owned(),
            formats,
            language,
            row: 0,
            last: WIDE,
            widths: BTreeMap::new(),
            is_frozen: false,
        })
    }

    /// The sheet with its print area.
    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (column, letters) in &self.widths {
            self.inner
                .set_column_width(*column, (letters + 2).clamp(NUMBER_WIDTH, NAME_WIDTH_MOST) as f64)?;
        }
        self.inner.set_print_area(0, 0, self.row.max(1), self.last)?;
        Ok(self.inner)
    }

    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.title.clone();
        self.wide(text, &format, 20.0, WIDE_LETTERS * 2 / 3)
    }

    pub(super) fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.inner.write_string_with_format(self.row, 0, name(text, LETTERS_MOST), &self.formats.heading)?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn words(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.words.clone();
        self.wide(text, &format, LINE, WIDE_LETTERS)
    }

    /// A sentence over several columns, as high as it needs.
    fn wide(&mut self, text: &str, format: &Format, line: f64, letters: usize) -> Result<(), XlsxError> {
        let text = name(text, LETTERS_MOST);
        let lines = text.chars().count().div_ceil(letters).max(1);
        self.inner.merge_range(self.row, 0, self.row, WIDE, &text, format)?;
        self.inner.set_row_height(self.row, line * lines as f64)?;
        self.row += 1;
        Ok(())
    }

    /// A whole section under its heading.
    pub(super) fn section(&mut self, section: &Section) -> Result<(), XlsxError> {
        if !section.title.is_empty() {
            self.heading(&section.title)?;
        }
        if !section.note.is_empty() {
            self.words(&(capital(&section.note) + "."))?;
        }
        section.blocks.iter().try_for_each(|block| self.block(block))
    }

    pub(super) fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Words(words) => self.words(words),
            Block::Answer(words) => {
                let format = self.formats.answer.clone();
                self.wide(words, &format, LINE, WIDE_LETTERS)
            }
            Block::Table(table) | Block::Steps(table) => self.table(table).map(|_| ()),
            // Excel draws its own.
            Block::Chart(_) | Block::SmallFan { .. } => Ok(()),
        }
    }

    /// A table under its caption.
    pub(super) fn table(&mut self, table: &Table) -> Result<Placed, XlsxError> {
        self.table_in(table, NumberLook::Result)
    }

    /// A section of what was put in.
    pub(super) fn inputs(&mut self, section: &Section) -> Result<(), XlsxError> {
        for block in &section.blocks {
            match block {
                Block::Table(table) => {
                    let placed = self.table_in(table, NumberLook::Input)?;
                    if !self.is_frozen {
                        self.freeze(placed.rows.start, 1)?;
                    }
                }
                other => self.block(other)?,
            }
        }
        Ok(())
    }

    fn table_in(&mut self, table: &Table, look: NumberLook) -> Result<Placed, XlsxError> {
        self.row += 1;
        self.inner.write_string_with_format(
            self.row,
            0,
            name(&table.caption, LETTERS_MOST),
            &self.formats.heading,
        )?;
        self.row += 1;
        let head = self.row;
        self.heads(0, &table.columns)?;
        self.row += 1;
        let first = self.row;
        for row in &table.rows {
            let look = match row.grain {
                Some(Grain::Whole) => NumberLook::Total,
                _ => look,
            };
            for (column, cell) in row.cells.iter().enumerate() {
                self.cell(self.row, column as u16, cell, look)?;
            }
            self.row += 1;
        }
        Ok(Placed { head, rows: first..self.row })
    }

    /// The heads of columns from `first` on, in a row that is high enough for them.
    fn heads(&mut self, first: u16, columns: &[Column]) -> Result<(), XlsxError> {
        let letters = columns.iter().filter(|of| !of.is_name).map(|of| of.full.chars().count() + 4).max();
        let lines = letters.unwrap_or(0).div_ceil(NUMBER_WIDTH - 2).clamp(1, 5);
        self.inner.set_row_height(self.row, LINE * lines as f64)?;
        for (column, of) in columns.iter().enumerate() {
            self.head(first + column as u16, &of.full, of.unit.as_deref(), of.is_name)?;
        }
        Ok(())
    }

    fn head(&mut self, column: u16, text: &str, unit: Option<&str>, is_name: bool) -> Result<(), XlsxError> {
        let text = unit.map_or_else(|| text.to_owned(), |unit| format!("{text}, {unit}"));
        let format = if is_name { &self.formats.head_of_names } else { &self.formats.head };
        self.inner.write_string_with_format(self.row, column, name(&text, LETTERS_MOST), format)?;
        self.last = self.last.max(column);
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell, look: NumberLook) -> Result<(), XlsxError> {
        match cell {
            // A number that does not exist is an empty cell, which no sum takes for a nought.
            Cell::Empty | Cell::Number(None, _) => {
                self.inner.write_blank(row, column, &self.formats.name)?;
            }
            Cell::Number(Some(value), quantity) => {
                let format = Formats::number(*quantity, *value, look);
                self.inner.write_number_with_format(row, column, *value, &format)?;
            }
            // Always as text: what looks like a formula is none.
            words => {
                let text = words.full(self.language);
                let width = self.widths.entry(column).or_default();
                *width = text.chars().count().max(*width);
                // What an author wrote behind the name of what it is of.
                let is_input = look == NumberLook::Input && column > 0 && matches!(cell, Cell::Written(_));
                let format = if is_input { &self.formats.input } else { &self.formats.name };
                self.inner.write_string_with_format(row, column, text, format)?;
            }
        }
        self.last = self.last.max(column);
        Ok(())
    }

    /// Makes the last row of a table a sum of `parts`, where a column adds up.
    pub(super) fn total(
        &mut self,
        table: &Table,
        placed: &Placed,
        parts: Range<u32>,
    ) -> Result<(), XlsxError> {
        let Some(last) = table.rows.last() else { return Ok(()) };
        let at = placed.rows.end - 1;
        for (column, (of, cell)) in table.columns.iter().zip(&last.cells).enumerate() {
            if let (true, Cell::Number(Some(value), quantity)) = (of.adds, cell) {
                self.total_of(at, column as u16, parts.clone(), *quantity, *value)?;
            }
        }
        Ok(())
    }

    /// A row of sums below a table of which the rows are parts.
    pub(super) fn sums_below(&mut self, table: &Table, placed: &Placed) -> Result<(), XlsxError> {
        let at = self.row;
        self.inner.write_string_with_format(at, 0, say!(self.language, "total"), &self.formats.name)?;
        for (column, _) in table.columns.iter().enumerate().filter(|(_, of)| of.adds) {
            let values: Vec<(f64, Quantity)> = table
                .rows
                .iter()
                .filter_map(|row| match row.cells[column] {
                    Cell::Number(value, quantity) => Some((value?, quantity)),
                    _ => None,
                })
                .collect();
            let Some((_, quantity)) = values.first().copied() else { continue };
            // What a spreadsheet's own sum says of what it sees.
            let sum = values.iter().map(|(value, _)| value).sum::<f64>();
            self.total_of(at, column as u16, placed.rows.clone(), quantity, sum)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A total that is the sum of the rows above it.
    pub(super) fn total_of(
        &mut self,
        row: u32,
        column: u16,
        parts: Range<u32>,
        quantity: Quantity,
        value: f64,
    ) -> Result<(), XlsxError> {
        if parts.is_empty() {
            return Ok(());
        }
        let [from, to] = [parts.start, parts.end - 1].map(|row| utility::row_col_to_cell(row, column));
        let formula = Formula::new(format!("=SUM({from}:{to})")).set_result(value.to_string());
        let format = Formats::number(quantity, value, NumberLook::Total);
        self.inner.write_formula_with_format(row, column, formula, &format)?;
        Ok(())
    }

    /// Several tables of the same columns as one list, each row with where it comes from.
    pub(super) fn list(&mut self, sections: &[(&str, Vec<&Table>)]) -> Result<Placed, XlsxError> {
        // A column that only some of them have is the last one.
        let all = sections.iter().flat_map(|(_, tables)| tables);
        let Some(columns) = all.map(|table| &table.columns).max_by_key(|columns| columns.len()) else {
            return Ok(Placed { head: self.row, rows: self.row..self.row });
        };
        let head = self.row;
        let language = self.language;
        let of_row = [
            say!(language, "head-of"),
            say!(language, "head-span"),
            say!(language, "head-period"),
            say!(language, "head-figure"),
        ];
        for (column, text) in of_row.iter().enumerate() {
            self.head(column as u16, text, None, true)?;
        }
        self.heads(4, &columns[1..])?;
        self.row += 1;
        let first = self.row;
        for (title, tables) in sections {
            for table in tables {
                for row in &table.rows {
                    let span = row.grain.map_or_else(String::new, |grain| span(grain, language));
                    let period = row.cells[0].full(language);
                    for (column, text) in [*title, &span, &period, &table.caption].into_iter().enumerate() {
                        let text = name(text, LETTERS_MOST);
                        self.inner.write_string_with_format(
                            self.row,
                            column as u16,
                            text,
                            &self.formats.name,
                        )?;
                    }
                    for (column, cell) in row.cells.iter().enumerate().skip(1) {
                        self.cell(self.row, column as u16 + 3, cell, NumberLook::Result)?;
                    }
                    self.row += 1;
                }
            }
        }
        self.inner.autofilter(head, 0, self.row.saturating_sub(1).max(head), self.last)?;
        self.widths.extend([(0, 30), (3, 30)]);
        Ok(Placed { head, rows: first..self.row })
    }

    /// Rows above and columns left of that place stay in sight.
    pub(super) fn freeze(&mut self, row: u32, column: u16) -> Result<(), XlsxError> {
        self.is_frozen = true;
        self.inner.set_freeze_panes(row, column)?;
        self.inner.set_repeat_rows(row.saturating_sub(1), row.saturating_sub(1))?;
        Ok(())
    }

    /// A chart below all that is there, over so many rows.
    pub(super) fn chart(&mut self, chart: &mut Chart, rows: u32) -> Result<(), XlsxError> {
        chart.set_width(900).set_height(20 * rows);
        self.inner.insert_chart(self.row + 1, 0, chart)?;
        self.row += rows + 2;
        Ok(())
    }

    /// A number that follows from cells beside it.
    pub(super) fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: f64,
        quantity: Quantity,
    ) -> Result<(), XlsxError> {
        let format = Formats::number(quantity, value, NumberLook::Result);
        let formula = Formula::new(formula).set_result(value.to_string());
        self.inner.write_formula_with_format(row, column, formula, &format)?;
        self.last = self.last.max(column);
        Ok(())
    }

    /// A head in the row of a table's heads.
    pub(super) fn head_at(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.inner.write_string_with_format(row, column, text, &self.formats.head)?;
        self.last = self.last.max(column);
        Ok(())
    }

    /// A number by itself.
    pub(super) fn number(
        &mut self,
        row: u32,
        column: u16,
        value: f64,
        quantity: Quantity,
    ) -> Result<(), XlsxError> {
        self.cell(row, column, &Cell::Number(Some(value), quantity), NumberLook::Result)
    }

    pub(super) fn name(&self) -> &str {
        &self.title
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }
}

/// What a span is called.
fn span(grain: Grain, language: Language) -> String {
    match grain {
        Grain::Month => say!(language, "span-month"),
        Grain::Quarter => say!(language, "span-quarter"),
        Grain::Year => say!(language, "span-year"),
        Grain::Whole => say!(language, "span-whole"),
    }
}
