//! `[rules]`: the yardsticks of a budget. Plain numbers that enter no draw and no figure: they are what figures are held
//! against.

use super::assumptions::Rules;
use super::decoder::{Decoder, Fields, Node};
use super::top;
use crate::model::problem::{Remedy, Rule};
use crate::model::quantity::{Domain, Kind, Scale};

pub(super) const RATIO: Domain = Domain { kind: Kind::Number, scale: Scale::Log, low: 0.001, high: 1000.0 };
pub(super) const TARGET_ROMI: Domain =
    Domain { kind: Kind::Return, scale: Scale::Plain, low: -0.99, high: 10.0 };
/// The latest month of payback that a rule may ask for: that of the longest LTV horizon.
pub(super) const PAYBACK_MOST: u64 = top::LIFETIME_MOST;
/// The most levels of revenue.
pub(super) const LEVELS_MOST: usize = 4;

pub(super) const LTV_TO_CAC_DEFAULT: f64 = 3.0;
pub(super) const PAYBACK_DEFAULT: usize = 12;
pub(super) const REVENUE_DEFAULT: &[f64] = &[4.0, 5.0];
pub(super) const ROMI_DEFAULT: f64 = 1.0;

/// Those of a file that says nothing of them.
pub(super) fn usual() -> Rules {
    Rules {
        ltv_to_cac: LTV_TO_CAC_DEFAULT,
        payback_months: PAYBACK_DEFAULT,
        revenue_to_cac: REVENUE_DEFAULT.to_vec(),
        target_romi: ROMI_DEFAULT,
    }
}

/// Reads `[rules]`; a file without it has the defaults.
pub(super) fn read<'a>(decoder: &mut Decoder<'a>, root: &mut Fields<'a>) -> Rules {
    let mut rules = usual();
    let Some((mut fields, _)) = top::section(decoder, root, "rules") else { return rules };
    if let Some(node) = fields.get("ltv_to_cac") {
        rules.ltv_to_cac = decoder.number(&node, &RATIO);
    }
    if let Some(months) = fields.get("payback_months").and_then(|node| decoder.whole(&node, 1, PAYBACK_MOST))
    {
        rules.payback_months = months as usize;
    }
    if let Some(levels) = fields.get("revenue_to_cac").and_then(|node| levels(decoder, &node)) {
        rules.revenue_to_cac = levels;
    }
    if let Some(node) = fields.get("target_romi") {
        rules.target_romi = decoder.number(&node, &TARGET_ROMI);
    }
    fields.finish(decoder);
    rules
}

/// A number, or a list of a few that rise.
fn levels<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>) -> Option<Vec<f64>> {
    if node.entries().is_none() {
        return Some(vec![decoder.number(node, &RATIO)]);
    }
    let entries = decoder.entries_of(node, LEVELS_MOST)?;
    let levels: Vec<f64> = entries.iter().map(|entry| decoder.number(entry, &RATIO)).collect();
    // A level that was refused is not compared.
    if levels.windows(2).any(|pair| pair[0] >= pair[1]) {
        let mut rising: Vec<f64> = levels.iter().copied().filter(|level| !level.is_nan()).collect();
        rising.sort_unstable_by(f64::total_cmp);
        rising.dedup();
        let rising: Vec<String> = rising.iter().map(f64::to_string).collect();
        let text = format!("[{}]", rising.join(", "));
        decoder.refuse(node, Rule::Reversed.with(Remedy::Write { text }));
    }
    Some(levels)
}
