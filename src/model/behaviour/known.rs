//! Clients who are there already, each known by its own orders.

use crate::math::random::mix;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// What is known of a client; times in days, from its first order on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownClient {
    /// Orders after the first.
    pub repeats: u32,
    /// When the last order came; 0 without a repeat.
    pub recency: f64,
    /// How long it has been watched.
    pub age: f64,
    /// What its repeat orders come to on average; 0 without one.
    pub mean_value: f64,
}

/// The clients of an opening book, one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownClients {
    /// Each of them.
    pub clients: Arc<[KnownClient]>,
    /// Days from the last one on which they were watched to the start of the horizon.
    pub days_before: f64,
}

/// By their number and a digest of all: a scenario of other clients is another one, and they are many.
impl Serialize for KnownClients {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digest = self.clients.iter().fold(0, |digest, client| {
            let KnownClient { repeats, recency, age, mean_value } = *client;
            let numbers = [u64::from(repeats), recency.to_bits(), age.to_bits(), mean_value.to_bits()];
            numbers.into_iter().fold(digest, |digest, bits| mix(digest ^ bits))
        });
        let mut known = serializer.serialize_struct("KnownClients", 3)?;
        known.serialize_field("clients", &self.clients.len())?;
        known.serialize_field("digest", &digest)?;
        known.serialize_field("days_before", &self.days_before)?;
        known.end()
    }
}
