//! A scenario's digest: what it assumes, in sixteen letters.

use super::assumptions::Assumptions;
use super::rules;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The first 16 hex digits of the SHA-256 of the assumptions as JSON with sorted keys. Comments, the order of keys and
/// the spelling of numbers do not change it; neither do the number of trials and the seed, which say how well
/// the answer is known and not what was asked. Rules are in it where they are not the usual ones.
pub(super) fn of(assumptions: &Assumptions) -> String {
    let stated = assumptions.correlations.as_ref().map(|correlations| &correlations.stated);
    let mut canonical = json!({
        "name": assumptions.name,
        "currency": assumptions.currency,
        "start": assumptions.start,
        "months": assumptions.months,
        "lifetime_months": assumptions.lifetime_months,
        "points": assumptions.simulation.points,
        "money": assumptions.money,
        "market": assumptions.market,
        "segments": assumptions.segments,
        "quantities": assumptions.quantities,
        "correlations": stated,
    });
    if !assumptions.levers.is_empty() {
        canonical["levers"] = json!(assumptions.levers);
    }
    if assumptions.rules != rules::usual() {
        canonical["rules"] = json!(assumptions.rules);
    }
    let digest = Sha256::digest(sorted(&canonical).to_string().as_bytes());
    let start = digest.iter().take(8).fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    format!("{start:016x}")
}

/// The value with the keys of all objects in order, whichever map another crate makes `serde_json` use.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        Value::Array(values) => values.iter().map(sorted).collect(),
        plain => plain.clone(),
    }
}
