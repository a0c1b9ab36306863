//! `summary.json`: results and resolved inputs; no clock, no thread count.

use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::model::scenario::Assumptions;
use serde::Serialize;

/// What `summary.json` holds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Report<'a> {
    /// The forecast.
    #[serde(flatten)]
    pub summary: &'a Summary,
    /// The plan; null without a target, or where none was asked for.
    pub plan: Option<&'a Plan>,
    /// The scenario as it was understood.
    pub inputs: &'a Assumptions,
}

/// Any result as JSON for people and programs: indented, ending with a line break. What is not finite is null.
///
/// # Panics
/// If the result has a map with keys that are no texts; no result of ours has one.
pub fn json(result: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(result)
        .expect("results have text keys and nothing that cannot be written");
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn what_others_rely_on_is_there() {
        let value: serde_json::Value = serde_json::from_str(&json(&fixture::summary())).unwrap();
        for pointer in [
            "/scenario/digest",
            "/scenario/start",
            "/headline/probability_of_target/se",
            "/headline/cvar10",
            "/headline/profit/p10_se",
            "/segments/0/ltv_client/net/p50",
            "/segments/0/payback_month",
            "/months/0/month",
            "/quarters/0/quarter",
            "/years/0/year",
            "/self_check/series/0/z",
            "/quantities/0/path",
        ] {
            assert!(value.pointer(pointer).is_some_and(|v| !v.is_null()), "{pointer}");
        }
        let plan: serde_json::Value = serde_json::from_str(&json(&fixture::plan_out_of_reach())).unwrap();
        assert!(plan["required_clients"].is_null());
        assert!(plan["probability"]["fresh"]["value"].is_number());
        assert!(plan["curve"][0]["probability"]["se"].is_number());
    }

    #[test]
    fn what_is_not_finite_is_null() {
        assert_eq!(json(&[f64::NAN, f64::INFINITY]), "[\n  null,\n  null\n]\n");
    }
}
