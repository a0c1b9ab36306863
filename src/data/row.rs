//! One line of an order log, understood.

use super::amount::Amount;
use super::day::Day;
use xxhash_rust::xxh3::Xxh3Default;

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
    /// repeat each other are known by them.
    pub fn fingerprint(&self) -> u128 {
        let mut hash = Xxh3Default::new();
        for text in [self.client, self.segment, self.order] {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hash.update(&self.day.number().to_le_bytes());
        hash.update(&self.seconds.to_le_bytes());
        hash.update(&self.amount.units().to_le_bytes());
        hash.update(&self.cost.units().to_le_bytes());
        hash.digest128()
    }
}
