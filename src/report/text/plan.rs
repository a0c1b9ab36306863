//! The plan in words: how many clients, how much advertising, how sure.

use super::Look;
use super::table::table;
use crate::decision::plan::{CurvePoint, Plan};
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
    let same = plan.draws.map_or(String::new(), |rows| format!(" of the same {} draws", whole(rows as f64)));
    match plan.required_clients {
        Some(0.0) => format!(
            "Plan: no new clients are needed: those who are there reach the {target} profit target with {asked} \
             confidence ({} in these trials, {} on a fresh seed{same}).",
            percent(plan.probability.value),
            percent(plan.probability.fresh.value)
        ),
        Some(clients) => format!(
            "Plan: {} new clients and an ad budget of {} reach the {target} profit target with {asked} confidence \
             ({} in these trials, {} on a fresh seed{same}).",
            whole(clients),
            maybe(plan.ad_budget.mean, short),
            percent(plan.probability.value),
            percent(plan.probability.fresh.value)
        ),
        None => format!(
            "Plan: no ad budget up to {} reaches the {target} profit target with {asked} confidence; the best is {}, \
             at an ad budget of {}{}.",
            maybe(plan.curve.last().map(|point| point.ad_budget), short),
            percent(plan.best.probability),
            short(plan.best.ad_budget),
            few_draws(plan)
        ),
    }
}

/// Where the best chance would do: why it is not enough.
fn few_draws(plan: &Plan) -> String {
    match plan.draws {
        Some(rows) if plan.best.probability >= plan.confidence => {
            format!(", which {} draws of parameters are too few to be sure of", whole(rows as f64))
        }
        _ => String::new(),
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
    let shown = shown(plan);
    let rows = shown.into_iter().map(|point| {
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

/// The points between which the chance moves, and of many of those every second, third...
fn shown(plan: &Plan) -> Vec<&CurvePoint> {
    let moves = |point: &CurvePoint| (0.01..0.99).contains(&point.probability.value);
    let last = plan.curve.len().saturating_sub(1);
    let from = plan.curve.iter().position(moves).map_or(0, |first| first.saturating_sub(1));
    let to = plan.curve.iter().rposition(moves).map_or(last, |end| (end + 1).min(last));
    let step = (to - from + 1).div_ceil(POINTS_SHOWN).max(1);
    let chosen = |place: usize| place == to || (place - from).is_multiple_of(step);
    let points = plan.curve.iter().enumerate().skip(from).take(to - from + 1);
    points.filter(|(place, _)| chosen(*place)).map(|(_, point)| point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_curve_is_shown_where_it_moves() {
        let plan = fixture::plan();
        let chances: Vec<f64> = shown(&plan).iter().map(|point| point.probability.value).collect();
        assert!((4..=POINTS_SHOWN + 1).contains(&chances.len()), "{chances:?}");
        assert!(chances[0] < 0.1 && chances[chances.len() - 1] >= 0.99, "{chances:?}");
    }

    #[test]
    fn a_curve_without_points_is_an_empty_table() {
        let plan = Plan { curve: Vec::new(), ..fixture::plan() };
        assert!(shown(&plan).is_empty());
    }

    #[test]
    fn a_target_that_needs_nobody_says_so() {
        let plan = Plan { required_clients: Some(0.0), ..fixture::plan() };
        assert!(answer(&plan).starts_with("Plan: no new clients are needed"), "{}", answer(&plan));
    }

    #[test]
    fn a_plan_that_works_names_clients_budget_and_both_chances() {
        insta::assert_snapshot!(plan(&fixture::plan(), Look::Plain));
    }

    #[test]
    fn a_target_out_of_reach_names_the_best() {
        insta::assert_snapshot!(answer(&fixture::plan_out_of_reach()));
    }
}
