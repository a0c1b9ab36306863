//! The sheets of a ranking of levers.

use super::Book;
use super::sheet::Sheet;
use crate::report::document::Kind;
use crate::report::language::say;
use rust_xlsxwriter::XlsxError;

impl<'a> Book<'a> {
    /// All of them, in their order.
    pub(super) fn levers(&'a self) -> Result<Vec<Sheet<'a>>, XlsxError> {
        let language = self.language;
        let mut summary = self.sheet(&say!(language, "sheet-summary"))?;
        summary.title(&self.document.verdict)?;
        self.sections(&mut summary, &[Kind::Opening, Kind::Choices, Kind::Pair, Kind::Rules])?;
        let mut percentiles = self.sheet(&say!(language, "sheet-percentiles"))?;
        self.sections(&mut percentiles, &[Kind::EveryFigure])?;
        Ok(vec![summary, percentiles, self.run()?])
    }
}
