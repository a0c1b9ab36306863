//! `report.xlsx`: a document as a workbook: numbers as numbers, totals as formulas with their results, native charts.
//!
//! A `sheet` writes headings, sentences and tables one below the other; `formats` says how cells look; `fans`, `curve`,
//! `tornado` and `waterfall` add what Excel itself draws, `ratios` what a reader would divide. The sheets of a comparison are put
//! together in `comparison`, those of a log in `history`,
//! those of a ranking in `levers`.

mod comparison;
mod curve;
mod fans;
mod formats;
mod history;
mod levers;
mod ratios;
mod sheet;
mod tornado;
mod waterfall;

use super::document::{Block, Document, Grain, Kind, Row, Section, Subject, Table};
use super::language::{Language, say};
use super::words::{capital, name};
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Placed, Sheet};

/// The workbook of a document.
///
/// # Errors
/// If the workbook cannot be put together; no document is known for which it cannot.
pub fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same result makes the same bytes: no clock.
    let properties = DocProperties::new()
        .set_title(name(&document.title, 200))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let book = Book { document, formats: Formats::new(), language: document.language };
    let sheets = match document.subject {
        Subject::Forecast => book.forecast()?,
        Subject::Comparison => book.comparison()?,
        Subject::History => book.history()?,
        Subject::Levers => book.levers()?,
    };
    for sheet in sheets {
        workbook.push_worksheet(sheet.finish()?);
    }
    workbook.save_to_buffer()
}

/// What the sheets are made of.
struct Book<'a> {
    document: &'a Document,
    formats: Formats,
    language: Language,
}

impl<'a> Book<'a> {
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Section> {
        self.document.sections.iter().filter(move |section| section.kind == kind)
    }

    fn table(&self, id: &str) -> Option<&'a Table> {
        let blocks = self.document.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .find(|table| table.id == id)
    }

    fn sheet(&self, title: &str) -> Result<Sheet<'_>, XlsxError> {
        Sheet::new(title, &self.formats, self.language)
    }

    /// The sheets of a forecast, in their order.
    fn forecast(&self) -> Result<Vec<Sheet<'_>>, XlsxError> {
        Ok(vec![
            self.summary()?,
            self.monthly()?,
            self.quarterly()?,
            self.percentiles()?,
            self.segments()?,
            self.plan()?,
            self.scenarios()?,
            self.sensitivity()?,
            self.inputs()?,
            self.run()?,
        ])
    }

    fn summary(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-summary"))?;
        sheet.title(&self.document.verdict)?;
        for kind in [Kind::Opening, Kind::Headline, Kind::Trust] {
            for section in self.of_kind(kind) {
                sheet.section(section)?;
            }
        }
        for section in self.of_kind(Kind::EveryFigure) {
            for table in tables(section, |table| ["all-headline", "all-chances"].contains(&table.id.as_str()))
            {
                sheet.table(table)?;
            }
        }
        Ok(sheet)
    }

    /// Months with their total, which is a sum to be checked, and the fans.
    fn monthly(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-monthly"))?;
        if let Some(table) = self.table("by-period") {
            let months = of_grains(table, &[Grain::Month, Grain::Whole]);
            let placed = self.with_note(&mut sheet, &months)?;
            sheet.total(&months, &placed, placed.rows.start..placed.rows.end.saturating_sub(1))?;
            ratios::ratios(&mut sheet, &months, &placed)?;
            sheet.freeze(placed.rows.start, 1)?;
        }
        for (id, target) in
            [("all-cumulative_profit", self.target()), ("all-profit", None), ("all-revenue", None)]
        {
            if let Some(table) = self.table(id) {
                fans::fan(&mut sheet, &of_grains(table, &[Grain::Month]), target)?;
            }
        }
        Ok(sheet)
    }

    fn quarterly(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-quarterly"))?;
        if let Some(table) = self.table("by-period") {
            let quarters = of_grains(table, &[Grain::Quarter, Grain::Whole]);
            let placed = self.with_note(&mut sheet, &quarters)?;
            sheet.total(&quarters, &placed, placed.rows.start..placed.rows.end.saturating_sub(1))?;
            ratios::ratios(&mut sheet, &quarters, &placed)?;
            sheet.freeze(placed.rows.start, 1)?;
            let years = of_grains(table, &[Grain::Year, Grain::Whole]);
            let placed = sheet.table(&years)?;
            sheet.total(&years, &placed, placed.rows.start..placed.rows.end.saturating_sub(1))?;
            ratios::ratios(&mut sheet, &years, &placed)?;
        }
        Ok(sheet)
    }

    fn with_note(&self, sheet: &mut Sheet, table: &Table) -> Result<Placed, XlsxError> {
        for section in self.of_kind(Kind::Periods) {
            sheet.words(&(capital(&section.note) + "."))?;
        }
        sheet.table(table)
    }

    /// Every figure of every period in one list, to be filtered.
    fn percentiles(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-percentiles"))?;
        let sections: Vec<(&str, Vec<&Table>)> = self
            .of_kind(Kind::EveryFigure)
            .map(|section| (section.title.as_str(), tables(section, is_by_period).collect()))
            .collect();
        let placed = sheet.list(&sections)?;
        sheet.freeze(placed.rows.start, 4)?;
        Ok(sheet)
    }

    fn segments(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-segments"))?;
        if let Some(table) = self.table("by-segment") {
            let placed = sheet.table(table)?;
            sheet.sums_below(table, &placed)?;
        }
        for kind in [Kind::Segments, Kind::Ltv, Kind::Rules] {
            for section in self.of_kind(kind) {
                let rest = section
                    .blocks
                    .iter()
                    .filter(|block| !matches!(block, Block::Table(table) if table.id == "by-segment"));
                sheet.heading(&section.title)?;
                for block in rest {
                    sheet.block(block)?;
                }
            }
        }
        for section in self.of_kind(Kind::EveryFigure) {
            let rest: Vec<&Table> =
                tables(section, |table| !is_by_period(table) && table.id.starts_with("segment-")).collect();
            if !rest.is_empty() {
                sheet.heading(&section.title)?;
            }
            for table in rest {
                sheet.table(table)?;
            }
        }
        Ok(sheet)
    }

    fn plan(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-plan"))?;
        let mut is_empty = true;
        for section in self.of_kind(Kind::Plan) {
            sheet.section(section)?;
            is_empty = false;
        }
        for section in self.of_kind(Kind::EveryFigure) {
            for table in tables(section, |table| table.id.starts_with("plan-")) {
                let placed = sheet.table(table)?;
                if table.id == "plan-whole-curve" {
                    curve::curve(&mut sheet, table, &placed)?;
                }
            }
        }
        if is_empty {
            sheet.words(&say!(self.language, "sheet-no-plan"))?;
        }
        Ok(sheet)
    }

    fn scenarios(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-scenarios"))?;
        sheet.title(&name(&self.document.title, 200))?;
        if let Some(table) = self.table("headline-figures") {
            sheet.table(table)?;
        }
        sheet.words(&say!(self.language, "sheet-one-scenario"))?;
        Ok(sheet)
    }

    fn sensitivity(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-sensitivity"))?;
        let mut is_empty = true;
        for section in self.of_kind(Kind::Sensitivity) {
            is_empty = false;
            sheet.heading(&section.title)?;
            for block in &section.blocks {
                let Block::Table(table) = block else {
                    sheet.block(block)?;
                    continue;
                };
                let placed = sheet.table(table)?;
                tornado::tornado(&mut sheet, table, &placed, self.mean_profit())?;
            }
        }
        if is_empty {
            sheet.words(&say!(self.language, "sheet-no-sensitivity"))?;
        }
        Ok(sheet)
    }

    fn inputs(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-inputs"))?;
        for section in self.of_kind(Kind::Assumptions) {
            sheet.inputs(section)?;
        }
        Ok(sheet)
    }

    fn run(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-run"))?;
        for section in self.of_kind(Kind::Run) {
            sheet.section(section)?;
        }
        Ok(sheet)
    }

    /// The mean of the profit; NaN where there is none.
    fn mean_profit(&self) -> f64 {
        let cell = self.table("headline-figures").and_then(|table| table.rows.get(1)?.cells.get(4));
        match cell {
            Some(super::document::Cell::Number(Some(mean), _)) => *mean,
            _ => f64::NAN,
        }
    }

    /// The profit to reach.
    fn target(&self) -> Option<f64> {
        let table = self.table("headline-figures")?;
        table.rows.iter().find_map(|row| match row.cells.get(1) {
            Some(super::document::Cell::Number(Some(plan), _)) => Some(*plan),
            _ => None,
        })
    }
}

fn tables<'a>(section: &'a Section, of: impl Fn(&Table) -> bool + 'a) -> impl Iterator<Item = &'a Table> {
    section.blocks.iter().filter_map(move |block| match block {
        Block::Table(table) if of(table) => Some(table),
        _ => None,
    })
}

fn is_by_period(table: &Table) -> bool {
    table.rows.iter().any(|row| row.grain.is_some())
}

/// The rows of a table that tell of such spans.
fn of_grains(table: &Table, grains: &[Grain]) -> Table {
    let is_told = |row: &&Row| row.grain.is_some_and(|grain| grains.contains(&grain));
    Table { rows: table.rows.iter().filter(is_told).cloned().collect(), ..table.clone() }
}
