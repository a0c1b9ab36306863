//! The sheets of a log's figures.

use super::Book;
use super::sheet::Sheet;
use crate::report::document::{Block, Kind};
use crate::report::language::say;
use rust_xlsxwriter::XlsxError;

impl<'a> Book<'a> {
    /// All of them, in their order.
    pub(super) fn history(&'a self) -> Result<Vec<Sheet<'a>>, XlsxError> {
        let language = self.language;
        let mut summary = self.sheet(&say!(language, "sheet-summary"))?;
        summary.title(&self.document.verdict)?;
        self.sections(&mut summary, &[Kind::Opening, Kind::Headline, Kind::Meaning])?;
        let mut months = self.sheet(&say!(language, "sheet-monthly"))?;
        self.with_sums(&mut months, Kind::Periods)?;
        let mut cohorts = self.sheet(&say!(language, "sheet-cohorts"))?;
        self.sections(&mut cohorts, &[Kind::Cohorts, Kind::EveryFigure])?;
        let mut segments = self.sheet(&say!(language, "sheet-segments"))?;
        self.sections(&mut segments, &[Kind::Segments, Kind::Ltv])?;
        Ok(vec![summary, months, cohorts, segments, self.run()?])
    }

    /// Tables with what their columns add up to.
    fn with_sums(&self, sheet: &mut Sheet, kind: Kind) -> Result<(), XlsxError> {
        for section in self.of_kind(kind) {
            sheet.heading(&section.title)?;
            for block in &section.blocks {
                let Block::Table(table) = block else {
                    sheet.block(block)?;
                    continue;
                };
                let placed = sheet.table(table)?;
                sheet.sums_below(table, &placed)?;
                sheet.freeze(placed.rows.start, 1)?;
            }
        }
        Ok(())
    }
}
