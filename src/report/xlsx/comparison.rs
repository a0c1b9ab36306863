//! The sheets of a comparison.

use super::sheet::Sheet;
use super::{Book, waterfall};
use crate::report::document::{Block, Kind};
use crate::report::language::say;
use rust_xlsxwriter::XlsxError;

impl<'a> Book<'a> {
    /// All of them, in their order.
    pub(super) fn comparison(&'a self) -> Result<Vec<Sheet<'a>>, XlsxError> {
        let language = self.language;
        let mut summary = self.sheet(&say!(language, "sheet-summary"))?;
        summary.title(&self.document.verdict)?;
        self.sections(&mut summary, &[Kind::Opening, Kind::Headline])?;
        let mut scenarios = self.sheet(&say!(language, "sheet-scenarios"))?;
        scenarios.title(&self.document.title)?;
        self.sections(&mut scenarios, &[Kind::Choices, Kind::Pair, Kind::Rules])?;
        let mut percentiles = self.sheet(&say!(language, "sheet-percentiles"))?;
        self.sections(&mut percentiles, &[Kind::EveryFigure])?;
        Ok(vec![summary, scenarios, self.waterfalls()?, self.changes()?, percentiles, self.run()?])
    }

    /// The sections of those kinds, one below the other.
    pub(super) fn sections(&self, sheet: &mut Sheet, kinds: &[Kind]) -> Result<(), XlsxError> {
        let sections = kinds.iter().flat_map(|kind| self.of_kind(*kind));
        sections.into_iter().try_for_each(|section| sheet.section(section))
    }

    /// Each way with its chart.
    fn waterfalls(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-waterfall"))?;
        let mut is_empty = true;
        for section in self.of_kind(Kind::Waterfall) {
            is_empty = false;
            for block in &section.blocks {
                match block {
                    Block::Steps(table) => waterfall::waterfall(&mut sheet, table)?,
                    other => sheet.block(other)?,
                }
            }
        }
        if is_empty {
            sheet.words(&say!(self.language, "sheet-no-waterfall"))?;
        }
        Ok(sheet)
    }

    /// What the files say differently.
    fn changes(&self) -> Result<Sheet<'_>, XlsxError> {
        let mut sheet = self.sheet(&say!(self.language, "sheet-inputs"))?;
        let mut is_empty = true;
        for section in self.of_kind(Kind::Changes) {
            is_empty = false;
            sheet.inputs(section)?;
        }
        if is_empty {
            sheet.words(&say!(self.language, "sheet-no-changes"))?;
        }
        Ok(sheet)
    }
}
