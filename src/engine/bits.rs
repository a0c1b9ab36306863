//! Columns that may hold NaN ("does not exist") or infinity ("never"), written as the bits of their numbers: a block
//! has to come back from any format as it went, and JSON has neither of the two.

use serde::{Deserialize, Deserializer, Serializer};

/// Writes a column.
pub(super) fn serialize<S: Serializer>(column: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(column.iter().map(|cell| cell.to_bits()))
}

/// Reads a column.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let bits: Vec<u64> = Vec::deserialize(deserializer)?;
    Ok(bits.into_iter().map(f64::from_bits).collect())
}
