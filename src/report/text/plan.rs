//! The plan in words: how many clients, how much advertising, how sure.

use super::Look;
use super::table::table;
use crate::decision::plan::Plan;
use crate::report::number::{chance, maybe, percent, ratio, short, whole};
use std::fmt::Write as _;

/// Points of the curve that a terminal shows.
const POINTS_SHOWN: usize = 8;

/// The plan: its answer, the figures there, the curve.
pub fn plan(plan: &Plan, look: Look) -> String {
    let mut text = look.heading(&answer(plan)) + "\n\n";
    text.push_str(&figures(plan, look));
    text.push_str(
        "Clients needed, ad budget and other costs are read the other way round: their P90 is the cautious figure.\n\n",
    );
    text.push_str(&curve(plan, look));
    text
}

/// The plan's answer in a sentence.
pub fn answer(plan: &Plan) -> String {
    let asked = chance(plan.confidence);
    let target = short(plan.target_profit);
    match plan.required_clients {
        Some(clients) => format!(
            "Plan: {} new clients and an ad budget of {} reach the {target} profit target with {asked} confidence \
             ({} in these trials, {} on a fresh seed).",
            whole(clients),
            maybe(plan.ad_budget.mean, short),
            percent(plan.probability.value),
            percent(plan.probability.fresh.value)
        ),
        None => format!(
            "Plan: no ad budget up to {} reaches the {target} profit target with {asked} confidence; the best is {}, \
             at an ad budget of {}.",
            maybe(plan.curve.last().map(|point| point.ad_budget), short),
            percent(plan.best.probability),
            short(plan.best.ad_budget)
        ),
    }
}

fn figures(plan: &Plan, look: Look) -> String {
    let place = if plan.required_clients.is_some() { "At that budget" } else { "At the best budget" };
    let rows = [
        ("Ad budget", &plan.ad_budget, short as fn(f64) -> String),
        ("Profit", &plan.profit, short),
        ("ROAS", &plan.roas, ratio),
        ("ROMI", &plan.romi, ratio),
    ];
    let rows = rows.map(|(name, figure, form)| {
        let values = [figure.mean, figure.p10, figure.p50, figure.p90];
        let mut row = vec![name.to_owned()];
        row.extend(values.map(|value| maybe(value, form)));
        row
    });
    let mut text = table(look, 1, &[place, "Mean", "P10", "P50", "P90"], rows.to_vec());
    if let Some(scale) = plan.scale {
        let _ = writeln!(text, "That is {} times the scenario's acquisition.", ratio(scale));
    }
    text
}

fn curve(plan: &Plan, look: Look) -> String {
    let step = plan.curve.len().div_ceil(POINTS_SHOWN).max(1);
    let last = plan.curve.len().saturating_sub(1);
    let shown = plan.curve.iter().enumerate().filter(|(place, _)| place % step == 0 || *place == last);
    let rows = shown.map(|(_, point)| {
        vec![
            ratio(point.scale),
            short(point.clients),
            short(point.ad_budget),
            percent(point.probability.value),
            format!("+-{}", percent(point.probability.se)),
        ]
    });
    table(look, 0, &["Scale", "Clients", "Ad budget", "Chance", "s.e."], rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_plan_that_works_names_clients_budget_and_both_chances() {
        insta::assert_snapshot!(plan(&fixture::plan(), Look::Plain));
    }

    #[test]
    fn a_target_out_of_reach_names_the_best() {
        insta::assert_snapshot!(answer(&fixture::plan_out_of_reach()));
    }
}
