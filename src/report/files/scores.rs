//! Scores of clients as a table of a row a client, for a CRM to import: CSV, Parquet or JSON.

use crate::data::account::Account;
use crate::data::day::Day;
use crate::fit::law::Law;
use crate::fit::score::{Score, Scoring};
use crate::report::{findings, rejections};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// A client, its score and the tenth of the clients that it belongs to by what it is expected to spend.
#[derive(Debug, Clone, Copy)]
pub struct ScoredClient<'a> {
    /// Who.
    pub client: &'a str,
    /// What is foretold.
    pub score: Score,
    /// 1 is the best tenth, 10 the last.
    pub decile: u8,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
enum Column {
    Whole(fn(&ScoredClient<'_>) -> i32),
    Number(fn(&ScoredClient<'_>) -> Option<f64>),
}

/// The columns behind that of clients.
const COLUMNS: [(&str, Column); 13] = [
    ("frequency", Column::Whole(|of| of.score.watched.repeats as i32)),
    ("recency", Column::Number(|of| Some(of.score.watched.recency))),
    ("age", Column::Number(|of| Some(of.score.watched.age))),
    ("p_alive", Column::Number(|of| Some(of.score.forecast.p_alive))),
    ("expected_orders", Column::Number(|of| Some(of.score.forecast.expected_orders))),
    ("orders_p10", Column::Whole(|of| of.score.forecast.orders[0] as i32)),
    ("orders_p90", Column::Whole(|of| of.score.forecast.orders[1] as i32)),
    ("expected_value", Column::Number(|of| of.score.forecast.expected_value)),
    ("value_p10", Column::Number(|of| of.score.forecast.value.map(|value| value[0]))),
    ("value_p90", Column::Number(|of| of.score.forecast.value.map(|value| value[1]))),
    ("ltv_decile", Column::Whole(|of| i32::from(of.decile))),
    ("days_silent", Column::Whole(|of| of.score.days_silent)),
    ("usual_gap_days", Column::Number(|of| of.score.usual_gap_days)),
];

/// The line of headings of a CSV.
pub fn scores_csv_head() -> Vec<u8> {
    let mut line = "client".to_owned();
    for (heading, _) in COLUMNS {
        line.push(',');
        line.push_str(heading);
    }
    line.push_str("\r\n");
    line.into_bytes()
}

/// Lines of a CSV; what does not exist is empty.
///
/// # Errors
/// None but those of memory.
pub fn scores_csv(clients: &[ScoredClient<'_>]) -> io::Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for of in clients {
        // As it is, whatever a spreadsheet would make of it: it is to be found again by it.
        out.write_field(of.client)?;
        for (_, column) in COLUMNS {
            let cell = match column {
                Column::Whole(cell) => cell(of).to_string(),
                Column::Number(cell) => cell(of).map_or_else(String::new, |value| format!("{value:.6}")),
            };
            out.write_field(cell)?;
        }
        out.write_record(None::<&[u8]>)?;
    }
    out.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Rows of a JSON array, a comma before each.
pub fn scores_json(clients: &[ScoredClient<'_>]) -> String {
    let mut out = String::new();
    for of in clients {
        let mut row = serde_json::Map::new();
        row.insert("client".to_owned(), of.client.into());
        for (heading, column) in COLUMNS {
            let cell = match column {
                Column::Whole(cell) => cell(of).into(),
                Column::Number(cell) => cell(of).into(),
            };
            row.insert(heading.to_owned(), cell);
        }
        out.push_str(",\n    ");
        out.push_str(&serde_json::Value::from(row).to_string());
    }
    out
}

/// What stands above the rows of clients in their JSON.
#[derive(Debug, Serialize)]
pub struct ScoresHead<'a> {
    data: ScoredData<'a>,
    unit: &'static str,
    horizon: f64,
    model: &'static str,
    parameters: BTreeMap<&'static str, f64>,
    spend: Option<[f64; 3]>,
}

#[derive(Debug, Serialize)]
struct ScoredData<'a> {
    rows: u64,
    used: u64,
    clients: usize,
    rejected: BTreeMap<&'static str, u64>,
    digest: &'a str,
    until: Day,
}

impl<'a> ScoresHead<'a> {
    /// What so many clients of a log were scored by.
    pub fn new(scoring: &Scoring, clients: usize, account: &Account, digest: &'a str) -> Self {
        let rejected = account.rejected.iter();
        Self {
            data: ScoredData {
                rows: account.rows,
                used: account.used,
                clients,
                rejected: rejected
                    .map(|(reason, rejected)| (rejections::key(*reason), rejected.rows))
                    .collect(),
                digest,
                until: scoring.until,
            },
            unit: findings::unit_name(scoring.unit),
            horizon: scoring.horizon,
            model: findings::law_name(Law::Orders(scoring.law)),
            parameters: scoring.law.parameters().into_iter().zip(scoring.parameters).collect(),
            spend: scoring.spend,
        }
    }

    /// All of the JSON, its clients as [`scores_json`] made them.
    pub fn above(&self, rows: &str) -> String {
        let head = super::json(self);
        // The clients are one more member of the object; before the first row there is no comma.
        let head = head.trim_end().trim_end_matches('}').trim_end();
        let rows = rows.strip_prefix(',').unwrap_or(rows);
        format!("{head},\n  \"clients\": [{rows}\n  ]\n}}\n")
    }
}

/// A Parquet file on its way.
pub struct ScoresParquet<W: Write + Send>(SerializedFileWriter<W>);

impl<W: Write + Send> ScoresParquet<W> {
    /// Begins it.
    ///
    /// # Errors
    /// The system's.
    pub fn begin(out: W) -> io::Result<Self> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = schema().map_err(io::Error::other)?;
        SerializedFileWriter::new(out, schema, Arc::new(properties)).map(Self).map_err(io::Error::other)
    }

    /// Writes a group of rows.
    ///
    /// # Errors
    /// The system's.
    pub fn rows(&mut self, clients: &[ScoredClient<'_>]) -> io::Result<()> {
        self.group(clients).map_err(io::Error::other)
    }

    fn group(&mut self, clients: &[ScoredClient<'_>]) -> Result<(), ParquetError> {
        let mut group = self.0.next_row_group()?;
        let ids: Vec<ByteArray> = clients.iter().map(|of| of.client.into()).collect();
        let mut column = next(&mut group)?;
        column.typed::<ByteArrayType>().write_batch(&ids, None, None)?;
        column.close()?;
        for (_, of_column) in COLUMNS {
            let mut column = next(&mut group)?;
            match of_column {
                Column::Whole(cell) => {
                    let cells: Vec<i32> = clients.iter().map(cell).collect();
                    column.typed::<Int32Type>().write_batch(&cells, None, None)?;
                }
                Column::Number(cell) => {
                    let is_there: Vec<i16> = clients.iter().map(|of| i16::from(cell(of).is_some())).collect();
                    let cells: Vec<f64> = clients.iter().filter_map(cell).collect();
                    column.typed::<DoubleType>().write_batch(&cells, Some(&is_there), None)?;
                }
            }
            column.close()?;
        }
        group.close().map(drop)
    }

    /// Writes what stands at its end.
    ///
    /// # Errors
    /// The system's.
    pub fn end(self) -> io::Result<()> {
        self.0.close().map(drop).map_err(io::Error::other)
    }
}

fn next<'g, W: Write + Send>(
    group: &'g mut SerializedRowGroupWriter<'_, W>,
) -> Result<parquet::file::writer::SerializedColumnWriter<'g>, ParquetError> {
    group.next_column()?.ok_or_else(|| ParquetError::General("a column is missing".to_owned()))
}

fn schema() -> Result<TypePtr, ParquetError> {
    let client = Type::primitive_type_builder("client", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let mut fields = vec![Arc::new(client)];
    for (heading, column) in COLUMNS {
        let (physical, repetition) = match column {
            Column::Whole(_) => (Physical::INT32, Repetition::REQUIRED),
            Column::Number(_) => (Physical::DOUBLE, Repetition::OPTIONAL),
        };
        let field = Type::primitive_type_builder(heading, physical).with_repetition(repetition).build()?;
        fields.push(Arc::new(field));
    }
    Type::group_type_builder("scores").with_fields(fields).build().map(Arc::new)
}
