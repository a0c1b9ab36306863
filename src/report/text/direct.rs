//! The plan without a scenario, in words: an article's figures, each by its name.

use super::Look;
use super::table::{list, table};
use crate::decision::direct::DirectPlan;
use crate::forecast::figure::Figure;
use crate::report::formulas::Unit;
use crate::report::number::{NONE, exact, exact_percent, maybe, percent, whole};
use std::fmt::Write as _;

/// The plan: its answer, the figures, what the reader must know.
pub fn direct_plan(plan: &DirectPlan, look: Look) -> String {
    let mut text = look.heading(&direct_answer(plan)) + "\n\n";
    text.push_str(&figures(plan, look));
    text.push('\n');
    for line in remarks(plan) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The answer in a sentence.
pub fn direct_answer(plan: &DirectPlan) -> String {
    let certain = is_certain(plan);
    if plan.impossible.value == 1.0 {
        return format!("Plan: impossible. {}", eaten(plan));
    }
    let Some((clients, ad_budget)) = plan.sufficient.clients.zip(plan.sufficient.ad_budget) else {
        return format!(
            "Plan: no number of clients suffices in {} of the cases: in {} of all cases tax and CAC eat all of a client's LTV.",
            exact_percent(plan.sufficient.confidence),
            percent(plan.impossible.value)
        );
    };
    if nobody_needed(plan) {
        if certain {
            "Plan: no clients are needed: costs and profit together come to nothing.".to_owned()
        } else {
            let cases = exact_percent(plan.sufficient.confidence);
            format!(
                "Plan: no clients are needed in {cases} of the cases: costs and profit together come to nothing."
            )
        }
    } else if certain {
        format!(
            "Plan: {} clients and an ad budget of {} cover costs and profit.",
            whole(rounded_up(clients.value)),
            exact(ad_budget.value)
        )
    } else {
        format!(
            "Plan: {} clients suffice in {} of the cases, an ad budget of {} likewise.",
            whole(rounded_up(clients.value)),
            exact_percent(plan.sufficient.confidence),
            whole(ad_budget.value)
        )
    }
}

/// Whether nobody has to be won, with the confidence asked for.
fn nobody_needed(plan: &DirectPlan) -> bool {
    plan.sufficient.clients.is_some_and(|clients| clients.value == 0.0)
}

/// A whole client; what is whole but for rounding is not rounded up.
fn rounded_up(clients: f64) -> f64 {
    (clients - 1e-6).ceil().max(0.0)
}

/// Whether nothing varies: all values were plain numbers.
fn is_certain(plan: &DirectPlan) -> bool {
    let fixed = |figure: &Figure| figure.sd.is_none_or(|sd| sd == 0.0);
    [&plan.turnover, &plan.required_clients, &plan.roas, &plan.left_per_client].into_iter().all(fixed)
}

fn figures(plan: &DirectPlan, look: Look) -> String {
    let covered = if plan.cover_ads { "Costs, ads and profit" } else { "Costs and profit" };
    let rows = [
        (format!("{covered} (turnover before tax)"), &plan.turnover_before_tax, Unit::Money),
        ("Turnover".to_owned(), &plan.turnover, Unit::Money),
        ("Clients needed".to_owned(), &plan.required_clients, Unit::Money),
        ("Ad budget".to_owned(), &plan.ad_budget, Unit::Money),
        ("Revenue on ad spend (ROAS, often called \"ROI\")".to_owned(), &plan.roas, Unit::Share),
        ("ROMI, (revenue - ad spend) / ad spend".to_owned(), &plan.romi, Unit::Share),
    ];
    if is_certain(plan) {
        let rows = rows.map(|(name, figure, unit)| vec![name, maybe(figure.mean, |value| unit.text(value))]);
        return list(look, rows.to_vec());
    }
    let rows = rows.map(|(name, figure, unit)| {
        let columns = [figure.mean, figure.p10, figure.p50, figure.p90];
        std::iter::once(name).chain(columns.map(|value| maybe(value, |value| unit.rounded(value)))).collect()
    });
    table(look, 1, &["", "Mean", "P10", "P50", "P90"], rows.to_vec())
}

fn remarks(plan: &DirectPlan) -> Vec<String> {
    let mut lines = Vec::new();
    if !is_certain(plan) {
        lines.push(
            "P10: 90 % chance of more; the P90 of clients and ad budget is the cautious figure.".to_owned(),
        );
    }
    let impossible = plan.impossible.value;
    if impossible > 0.0 && !is_certain(plan) {
        lines.push(format!(
            "In {} of the cases tax and CAC eat all of a client's LTV, and no number of clients earns costs and profit.{}",
            percent(impossible),
            if plan.cover_ads {
                format!(" They count as more than any number: percentiles that reach them are {NONE}.")
            } else {
                " The table has what the formula gives there all the same; the clients that suffice leave it out."
                    .to_owned()
            }
        ));
    }
    if plan.cover_ads || impossible == 1.0 || nobody_needed(plan) {
        return lines;
    }
    if plan.ads_beyond_costs.value > 0.5 {
        lines.push(
            "Beware: the ad budget is more than all of --costs, so it cannot be among them; --cover-ads adds it."
                .to_owned(),
        );
    } else {
        lines.push(
            "The ad budget is taken to be among --costs; if it comes on top of them, add --cover-ads."
                .to_owned(),
        );
    }
    lines
}

/// What eats all of a client.
fn eaten(plan: &DirectPlan) -> String {
    let left = plan.left_per_client.p50.unwrap_or(0.0);
    let mut text = if left < 0.0 {
        format!("After tax and CAC a client leaves a loss of {}", exact(-left))
    } else {
        "After tax and CAC nothing is left of a client".to_owned()
    };
    let _ =
        write!(text, ", so more clients do not bring more profit; LTV has to rise, or CAC or tax to fall.");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::direct::{Assumed, direct_plan as plan_of};
    use crate::decision::draws::Trials;
    use crate::model::quantity::Domain;
    use crate::model::scenario::{NoFiles, value};

    fn said(ltv: &str, costs: &str, cover_ads: bool) -> String {
        let read = |text: &str| value(text, text, &Domain::PROFIT, &NoFiles).unwrap().0;
        let assumed = Assumed {
            ltv: read(ltv),
            cac: read("500"),
            costs: read(costs),
            profit: read("3M"),
            tax: value("tax", "20%", &Domain::SHARE, &NoFiles).unwrap().0,
            cover_ads,
            confidence: 0.8,
        };
        direct_plan(&plan_of(&assumed, Trials { count: 4096, seed: 1 }), Look::Plain)
    }

    #[test]
    fn plain_numbers_make_a_list_and_ranges_a_table() {
        insta::assert_snapshot!(said("4000", "12.5M", false));
        insta::assert_snapshot!(said("3500 to 4500", "9M to 11M", true));
    }

    #[test]
    fn what_cannot_be_is_said_first() {
        insta::assert_snapshot!(said("500", "10M", true));
        insta::assert_snapshot!(said("400 to 1200", "10M", true));
        assert!(said("4000", "-3M", false).starts_with("Plan: no clients are needed"));
        assert!(said("700", "100K", false).contains("it cannot be among them; --cover-ads adds it"));
    }
}
