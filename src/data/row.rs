//! One line of an order log, understood.

use super::amount::Amount;
use super::day::Day;
use xxhash_rust::xxh3::xxh3_128;

/// What a line of an order log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// Who.
    pub client: &'a str,
    /// When; as it is written, in whatever time zone that was.
    pub day: Day,
    /// Seconds since midnight; 0 where the log gives no time.
    pub seconds: u32,
    /// For how much; negative for a return.
    pub amount: Amount,
    /// What the goods cost, where the log has such a column.
    pub cost: Amount,
    /// The segment or channel; empty where there is none.
    pub segment: &'a str,
    /// The order's number; empty where there is none.
    pub order: &'a str,
}

impl Row<'_> {
    /// A number that is another one for any other row, all but certainly: the log's digest is made of these, and rows that
    /// repeat each other are known by them. `scratch` is any buffer.
    pub fn fingerprint(&self, scratch: &mut Vec<u8>) -> u128 {
        scratch.clear();
        for text in [self.client, self.segment, self.order] {
            scratch.extend((text.len() as u32).to_le_bytes());
            scratch.extend(text.as_bytes());
        }
        scratch.extend(self.day.number().to_le_bytes());
        scratch.extend(self.seconds.to_le_bytes());
        scratch.extend(self.amount.units().to_le_bytes());
        scratch.extend(self.cost.units().to_le_bytes());
        xxh3_128(scratch)
    }
}
