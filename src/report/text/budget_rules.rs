//! Budget rules: how likely each is kept, by segment, and the highest CAC that keeps the target ROMI.

use super::table::table;
use super::{Look, name};
use crate::forecast::figure::Estimate;
use crate::forecast::rules::{BudgetRules, ReturnRules, SegmentRules};
use crate::report::number::{NONE, chance, exact_percent, maybe, short, significant};
use crate::report::rules_of_thumb::{LTV_TO_CAC_SOURCE, PAYBACK_SOURCE, REVENUE_SOURCE};
use crate::report::words;
use std::fmt::Write as _;

/// Segments that are listed of a forecast; the rest is counted.
const SEGMENTS_MOST: usize = 8;

/// The rules of one forecast, or of several, each under its name, side by side; nothing where nobody is acquired.
pub fn budget_rules(forecasts: &[(&str, &BudgetRules)], look: Look) -> String {
    let told: Vec<_> = forecasts.iter().copied().filter(|(_, rules)| !is_empty(rules)).collect();
    let Some(((_, first), rest)) = told.split_first() else { return String::new() };
    let mut text =
        look.heading("Budget rules (the chance that each is kept; the yardsticks are [rules])") + "\n";
    let is_one = forecasts.len() == 1;
    if rest.iter().all(|(_, rules)| have_the_same_yardsticks(first, rules)) {
        text.push_str(&chances(&told, is_one, look));
        text.push_str(&sentences(first));
    } else {
        for one in &told {
            text.push_str(&chances(std::slice::from_ref(one), is_one, look));
            text.push_str(&sentences(one.1));
        }
    }
    for (title, rules) in told {
        if let Some(sentence) = affordable(rules) {
            let whose = if is_one { String::new() } else { format!("{}: ", name(title, 40)) };
            let _ = writeln!(text, "{}.", words::capital(&(whose + &sentence)));
        }
    }
    text
}

/// Whether there is nobody to ask the rules of.
fn is_empty(rules: &BudgetRules) -> bool {
    let asks_nothing = |of: &ReturnRules| of.probability_of_romi.is_none() && of.affordable_cac.p50.is_none();
    asks_nothing(&rules.all) && rules.segments.iter().all(|segment| asks_nothing(&segment.returns))
}

fn have_the_same_yardsticks(one: &BudgetRules, other: &BudgetRules) -> bool {
    let numbers =
        |rules: &BudgetRules| (rules.ltv_to_cac, rules.payback_months, rules.target_romi, rules.confidence);
    numbers(one) == numbers(other) && one.revenue_to_cac == other.revenue_to_cac
}

/// The table of forecasts that have the same yardsticks.
fn chances(forecasts: &[(&str, &BudgetRules)], is_one: bool, look: Look) -> String {
    let Some((_, rules)) = forecasts.first() else { return String::new() };
    let mut head = if is_one { Vec::new() } else { vec!["Scenario".to_owned()] };
    head.extend([
        "Segment".to_owned(),
        format!("LTV:CAC {}+", significant(rules.ltv_to_cac)),
        format!("Payback by {}", rules.payback_months),
    ]);
    let levels = rules.revenue_to_cac.iter().enumerate();
    head.extend(levels.map(|(place, level)| {
        format!("{}{}x", if place == 0 { "Revenue " } else { "" }, significant(*level))
    }));
    head.extend([
        format!("ROMI {}+", exact_percent(rules.target_romi)),
        "CAC up to".to_owned(),
        "CAC paid".to_owned(),
    ]);
    let mut rows = Vec::new();
    for (title, rules) in forecasts {
        for (place, mut row) in rows_of(rules, head.len() - usize::from(!is_one)).into_iter().enumerate() {
            if !is_one {
                row.insert(0, if place == 0 { name(title, 24) } else { String::new() });
            }
            rows.push(row);
        }
    }
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    table(look, if is_one { 1 } else { 2 }, &head, rows)
}

/// The whole and its segments; of a single segment, which is the whole, that one alone.
fn rows_of(rules: &BudgetRules, columns: usize) -> Vec<Vec<String>> {
    let segment = |of: &SegmentRules| {
        row(name(&of.name, 24), [of.probability_of_ltv_to_cac, of.probability_of_payback], &of.returns)
    };
    let mut rows: Vec<Vec<String>> = rules.segments.iter().take(SEGMENTS_MOST).map(segment).collect();
    if rules.segments.len() > 1 {
        rows.insert(0, row("All".to_owned(), [None; 2], &rules.all));
    }
    let more = rules.segments.len().saturating_sub(SEGMENTS_MOST);
    if more > 0 {
        let mut last = vec![String::new(); columns];
        last[0] = format!("and {more} more");
        rows.push(last);
    }
    rows
}

fn row(title: String, of_ltv: [Option<Estimate>; 2], returns: &ReturnRules) -> Vec<String> {
    let said = |estimate: Option<Estimate>| {
        estimate.map_or_else(|| NONE.to_owned(), |estimate| chance(estimate.value))
    };
    let mut row = vec![title];
    row.extend(of_ltv.map(said));
    row.extend(returns.probability_of_revenue_to_cac.iter().copied().map(said));
    row.push(said(returns.probability_of_romi));
    row.push(maybe(returns.affordable_cac_at_confidence.map(|cac| cac.value), short));
    row.push(maybe(returns.cac_paid.p50, short));
    row
}

/// What the columns are, and where the rules come from.
fn sentences(rules: &BudgetRules) -> String {
    let levels: Vec<String> = rules.revenue_to_cac.iter().map(|&level| significant(level)).collect();
    format!(
        "LTV:CAC of a cohort's average client, {} or more{}.\n\
         Payback within {}{}.\n\
         Revenue of the clients acquired, {} times ad spend or more within the horizon{}.\n\
         ROMI within the horizon, {} or more: the target_romi of [rules]. CAC up to: what a client may cost to keep it with {} \
         confidence.\n",
        significant(rules.ltv_to_cac),
        said_by(LTV_TO_CAC_SOURCE, rules.ltv_to_cac == 3.0),
        words::months(rules.payback_months),
        said_by(PAYBACK_SOURCE, rules.payback_months == 12),
        levels.join(" or "),
        said_by(REVENUE_SOURCE, rules.revenue_to_cac == [4.0, 5.0]),
        exact_percent(rules.target_romi),
        exact_percent(rules.confidence),
    )
}

/// Where a yardstick comes from, if it is the usual one and not the user's own.
fn said_by(source: &str, is_usual: bool) -> String {
    if is_usual { format!(": {source}") } else { String::new() }
}

/// The highest CAC that keeps the target; none where nobody is acquired.
fn affordable(rules: &BudgetRules) -> Option<String> {
    let most = rules.all.affordable_cac_at_confidence?;
    let paid = rules.all.cac_paid.p50?;
    Some(format!(
        "to keep ROMI at {} with {} confidence, a client may cost up to {}; you pay {} (P50)",
        exact_percent(rules.target_romi),
        exact_percent(rules.confidence),
        significant(most.value),
        significant(paid)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_rules_of_one_forecast_stand_by_segment() {
        insta::assert_snapshot!(budget_rules(&[("Shop", &fixture::budget_rules())], Look::Plain));
    }

    #[test]
    fn several_forecasts_share_a_table_unless_their_yardsticks_differ() {
        let base = fixture::budget_rules();
        let mut other = fixture::budget_rules();
        other.all.affordable_cac_at_confidence = Some(Estimate { value: 1234.0, se: 3.0 });
        let both = |other: &BudgetRules| budget_rules(&[("Base", &base), ("Other", other)], Look::Plain);
        insta::assert_snapshot!(both(&other));
        other.ltv_to_cac = 4.0;
        let text = both(&other);
        assert_eq!(text.matches("Scenario").count(), 2, "{text}");
        assert!(text.contains("LTV:CAC 3+") && text.contains("LTV:CAC 4+"), "{text}");
    }

    #[test]
    fn of_many_segments_eight_are_listed_and_of_one_no_total() {
        let mut rules = fixture::budget_rules();
        rules.segments = vec![rules.segments[0].clone(); 11];
        let text = budget_rules(&[("Shop", &rules)], Look::Plain);
        assert_eq!(text.matches("Paid search").count(), 8, "{text}");
        assert!(text.contains("\nand 3 more\n"), "{text}");
        rules.segments.truncate(1);
        let text = budget_rules(&[("Shop", &rules)], Look::Plain);
        assert!(!text.contains("\nAll"), "{text}");
    }

    #[test]
    fn where_nobody_is_acquired_there_is_nothing_to_say() {
        let mut rules = fixture::budget_rules();
        rules.segments.remove(0);
        rules.all = rules.segments[0].returns.clone();
        assert_eq!(budget_rules(&[("Shop", &rules)], Look::Plain), "");
    }
}
