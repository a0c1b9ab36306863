//! Columns of data files that a scenario names.

use crate::model::problem::{Refusal, Remedy, Rule};
use crate::model::quantity::{Domain, parse_number};

/// Hands over the text of a file that a scenario names: data, or the scenario it extends. The model opens no files
/// itself.
pub trait DataFiles {
    /// The text of the file at that path, relative to the scenario's.
    ///
    /// # Errors
    ///
    /// The reason why there is none, in words.
    fn read(&self, path: &str) -> Result<String, String>;

    /// What the scenario's own file is called in its folder.
    fn name(&self) -> String {
        "the scenario".to_owned()
    }

    /// The same text for every path that leads to the same file, by which circles are found.
    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// No files at all.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl DataFiles for NoFiles {
    fn read(&self, _: &str) -> Result<String, String> {
        Err("there are no data files here".to_owned())
    }
}

/// The most bad cells of a column that are reported.
const CELLS_REPORTED: usize = 5;

/// The numbers of a column. Fields are parted by commas, or by semicolons where the heading has no comma.
pub(super) fn column(text: &str, name: &str, domain: &Domain) -> Result<Vec<f64>, Vec<Refusal>> {
    let text = text.trim_start_matches('\u{feff}');
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = if heading.contains(';') && !heading.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headings = match reader.headers() {
        Ok(headings) => headings.clone(),
        Err(error) => return Err(vec![Rule::DataUnreadable { message: error.to_string() }.into()]),
    };
    let Some(at) = headings.iter().position(|heading| heading == name) else {
        let options = headings.iter().map(|heading| format!("{heading:?}")).collect();
        return Err(vec![Rule::DataColumn { column: name.to_owned() }.with(Remedy::OneOf { options })]);
    };
    let mut numbers = Vec::new();
    let mut bad: Vec<Refusal> = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let cell = match &record {
            Ok(record) => record.get(at).unwrap_or_default(),
            Err(error) => {
                bad.push(Rule::DataUnreadable { message: error.to_string() }.into());
                break;
            }
        };
        match parse_number(cell) {
            Ok(number) if domain.contains(number) => numbers.push(number + 0.0),
            _ => bad.push(
                Rule::DataCell { row: row + 2, cell: super::source::shortened(cell) }
                    .with(Remedy::Between { low: domain.low, high: domain.high }),
            ),
        }
        if bad.len() == CELLS_REPORTED {
            break;
        }
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    if numbers.is_empty() {
        return Err(vec![Rule::DataEmpty.into()]);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::column;
    use crate::model::problem::Rule;
    use crate::model::quantity::Domain;

    #[test]
    fn a_column_is_read_whatever_parts_its_fields() {
        for text in ["day,cac\n1,700\n2,\"1 100\"\n", "\u{feff}day;cac\r\n1;700\r\n2;1.1K\r\n"] {
            assert_eq!(column(text, "cac", &Domain::MONEY), Ok(vec![700.0, 1100.0]));
        }
    }

    #[test]
    fn bad_cells_are_named_by_their_rows() {
        let refused = column("cac\n700\nmany\n-1\n", "cac", &Domain::MONEY).unwrap_err();
        let rows: Vec<_> = refused
            .iter()
            .map(|refusal| match &refusal.rule {
                Rule::DataCell { row, cell } => (*row, cell.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(rows, [(3, "many"), (4, "-1")]);
        assert_eq!(column("cac\n", "cac", &Domain::MONEY).unwrap_err()[0].rule, Rule::DataEmpty);
        assert!(matches!(column("", "cac", &Domain::MONEY).unwrap_err()[0].rule, Rule::DataColumn { .. }));
    }
}
