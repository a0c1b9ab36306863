//! The whole report of a forecast, verdict first.

use super::{Look, budget_rules, fan, ltv, months, name, plan, rules_of_thumb, trust, verdict};
use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::report::number::whole;
use crate::report::rules_of_thumb::beside_forecast;
use std::fmt::Write as _;

/// What `simulate` prints.
pub fn forecast(summary: &Summary, the_plan: Option<&Plan>, look: Look) -> String {
    let scenario = &summary.scenario;
    let mut text = look.heading(&verdict::verdict(summary)) + "\n\n";
    let _ = writeln!(
        text,
        "{}: {} months from {}, money in {}, {} trials, seed {}.",
        name(&scenario.name, 60),
        scenario.months,
        scenario.start,
        name(&scenario.currency, 12),
        whole(summary.trials as f64),
        summary.seed
    );
    text.push_str(
        "P10: 90 % chance of more. P50, the median: as likely more as less. P90: 10 % chance of more.\n\
         For costs and clients needed, where more is worse, P90 is the cautious figure.\n",
    );

    section(
        &mut text,
        look,
        "Months and totals (means, which add up; profit also by percentiles, which do not)",
    );
    text.push_str(&months::months(summary, look));

    let small_fan = fan::fan(summary);
    if !small_fan.is_empty() {
        section(&mut text, look, "Fan of profit (- P10 to P90, = P25 to P75, | median, : zero)");
        text.push_str(&small_fan);
        text.push_str(
            "Bands hold period by period: the months' P10s do not add up to the P10 of the whole.\n",
        );
    }

    section(&mut text, look, "Segments over the whole (means; ROAS and ROMI: medians)");
    text.push_str(&months::segments(summary, look));
    text.push_str("* A segment's profit is before fixed costs and profit tax.\n");

    let title = format!(
        "LTV over {} months (of a cohort's average client, which a budget needs; then of one client picked at random)",
        scenario.lifetime_months
    );
    section(&mut text, look, &title);
    text.push_str(&ltv::ltv(summary, look));
    text.push('\n');
    text.push_str(&ltv::returns(summary, look));
    text.push_str(&ltv::endless_lives(summary));
    let retention = ltv::retention(summary, look);
    if !retention.is_empty() {
        text.push('\n');
        text.push_str(&retention);
    }
    let rules = budget_rules::budget_rules(&[(&scenario.name, &summary.budget_rules)], look);
    if !rules.is_empty() {
        text.push('\n');
        text.push_str(&rules);
    }
    let rules = rules_of_thumb::rules_of_thumb(&beside_forecast(summary), look);
    if !rules.is_empty() {
        text.push('\n');
        text.push_str(&rules);
    }

    if let Some(the_plan) = the_plan {
        text.push('\n');
        text.push_str(&plan::plan(the_plan, look));
    }
    text.push('\n');
    let _ = writeln!(text, "{}", trust::precision(summary));
    if let Some(sources) = trust::sources_of_variance(summary) {
        let _ = writeln!(text, "{sources}");
    }
    let _ = writeln!(text, "{}", trust::self_check(&summary.self_check));
    text
}

fn section(text: &mut String, look: Look, title: &str) {
    text.push('\n');
    text.push_str(&look.heading(title));
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_report_begins_with_the_verdict_and_ends_with_the_check() {
        let text = forecast(&fixture::summary(), Some(&fixture::plan()), Look::Plain);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn plain_text_steers_nothing_and_a_terminal_gets_bold_headings() {
        let summary = fixture::summary();
        assert!(!forecast(&summary, None, Look::Plain).contains('\u{1b}'));
        assert!(forecast(&summary, None, Look::Terminal).starts_with("\u{1b}[1m72 %"));
    }
}
