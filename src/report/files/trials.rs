//! `trials.parquet`: every trial's figures and drawn quantities, for those who want the samples themselves.

use crate::forecast::trials::{FIGURES, RATIOS};
use parquet::basic::{Compression, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// The column of the trials' numbers, from 1.
const TRIAL: &str = "trial";

/// What the file says of its run.
#[derive(Debug, Clone, Copy)]
pub struct TrialsStamp<'a> {
    /// The scenario's digest.
    pub digest: &'a str,
    /// The code of its money.
    pub currency: &'a str,
    /// The seed.
    pub seed: u64,
    /// The program's version.
    pub version: &'a str,
}

/// A file that takes trials in their order.
pub struct TrialsFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    /// Whether a column may have a trial without a value.
    may_lack: Vec<bool>,
    written: i64,
}

impl<W: Write + Send> TrialsFile<W> {
    /// A file of the figures and of quantities with these paths.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(out: W, quantities: &[&str], stamp: TrialsStamp) -> Result<Self, ParquetError> {
        let columns = FIGURES.iter().chain(quantities);
        let may_lack: Vec<bool> = (0..FIGURES.len() + quantities.len()).map(is_ratio).collect();
        let column = |(name, may_lack): (&&str, &bool)| {
            let repetition = if *may_lack { Repetition::OPTIONAL } else { Repetition::REQUIRED };
            Type::primitive_type_builder(name, Physical::DOUBLE).with_repetition(repetition).build()
        };
        let trial = Type::primitive_type_builder(TRIAL, Physical::INT64)
            .with_repetition(Repetition::REQUIRED)
            .build();
        let fields: Result<Vec<Type>, ParquetError> =
            std::iter::once(trial).chain(columns.zip(&may_lack).map(column)).collect();
        let schema = Type::group_type_builder("trials")
            .with_fields(fields?.into_iter().map(Arc::new).collect())
            .build()?;
        let of_run = [
            ("digest", stamp.digest.to_owned()),
            ("currency", stamp.currency.to_owned()),
            ("seed", stamp.seed.to_string()),
            ("version", stamp.version.to_owned()),
        ];
        let of_run = of_run.map(|(key, value)| KeyValue::new(format!("ltvcast.{key}"), value));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_created_by(format!("ltvcast {}", stamp.version))
            .set_key_value_metadata(Some(of_run.to_vec()))
            // Draws hardly ever come twice.
            .set_dictionary_enabled(false)
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer, may_lack, written: 0 })
    }

    /// Adds trials: a column for each figure and quantity, all as long.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, columns: &[Vec<f64>]) -> Result<(), ParquetError> {
        let count = columns.first().map_or(0, Vec::len) as i64;
        let mut group = self.writer.next_row_group()?;
        let numbers: Vec<i64> = (self.written + 1..=self.written + count).collect();
        if let Some(mut column) = group.next_column()? {
            column.typed::<Int64Type>().write_batch(&numbers, None, None)?;
            column.close()?;
        }
        for (values, may_lack) in columns.iter().zip(&self.may_lack) {
            let Some(mut column) = group.next_column()? else { break };
            let writer = column.typed::<DoubleType>();
            if *may_lack {
                let exist: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
                let values: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
                writer.write_batch(&values, Some(&exist), None)?;
            } else {
                writer.write_batch(values, None, None)?;
            }
            column.close()?;
        }
        group.close()?;
        self.written += count;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If its end cannot be written.
    pub fn finish(self) -> Result<(), ParquetError> {
        self.writer.close().map(drop)
    }
}

fn is_ratio(place: usize) -> bool {
    FIGURES.get(place).is_some_and(|figure| RATIOS.contains(figure))
}
