//! The plan without a scenario, in words: an article's figures, each by its name.

use super::Look;
use super::table::{list, table};
use crate::decision::direct::DirectPlan;
use crate::forecast::figure::Figure;
use crate::report::formulas::Unit;
use crate::report::language::{Language, NONE, maybe, say};

/// The plan: its answer, the figures, what the reader must know.
pub fn direct_plan(plan: &DirectPlan, language: Language, look: Look) -> String {
    let mut text = look.heading(&direct_answer(plan, language)) + "\n\n";
    text.push_str(&figures(plan, language, look));
    text.push('\n');
    for line in remarks(plan, language) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The answer in a sentence.
pub fn direct_answer(plan: &DirectPlan, language: Language) -> String {
    if plan.impossible.value == 1.0 {
        return say!(language, "direct-impossible", why = eaten(plan, language));
    }
    let confidence = language.exact_percent(plan.sufficient.confidence);
    let Some((clients, ad_budget)) = plan.sufficient.clients.zip(plan.sufficient.ad_budget) else {
        let share = language.percent(plan.impossible.value);
        return say!(language, "direct-no-clients-suffice", confidence = confidence, share = share);
    };
    let clients = rounded_up(clients.value);
    match (nobody_needed(plan), is_certain(plan)) {
        (true, true) => say!(language, "direct-nobody"),
        (true, false) => say!(language, "direct-nobody-in", confidence = confidence),
        (false, true) => {
            say!(language, "direct-clients", clients = clients, budget = language.exact(ad_budget.value))
        }
        (false, false) => {
            let budget = language.whole(ad_budget.value);
            say!(language, "direct-clients-in", clients = clients, confidence = confidence, budget = budget)
        }
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

fn figures(plan: &DirectPlan, language: Language, look: Look) -> String {
    let covered = if plan.cover_ads {
        say!(language, "direct-covered-with-ads")
    } else {
        say!(language, "direct-covered")
    };
    let rows = [
        (covered, &plan.turnover_before_tax, Unit::Money),
        (say!(language, "direct-turnover"), &plan.turnover, Unit::Money),
        (say!(language, "plan-required-clients"), &plan.required_clients, Unit::Money),
        (say!(language, "head-ad-budget"), &plan.ad_budget, Unit::Money),
        (say!(language, "direct-roas"), &plan.roas, Unit::Share),
        (say!(language, "direct-romi"), &plan.romi, Unit::Share),
    ];
    if is_certain(plan) {
        let rows = rows
            .map(|(name, figure, unit)| vec![name, maybe(figure.mean, |value| unit.text(value, language))]);
        return list(look, rows.to_vec());
    }
    let rows = rows.map(|(name, figure, unit)| {
        let columns = [figure.mean, figure.p10, figure.p50, figure.p90];
        let columns = columns.map(|value| maybe(value, |value| unit.rounded(value, language)));
        std::iter::once(name).chain(columns).collect()
    });
    let head = ["", &say!(language, "head-mean"), "P10", "P50", "P90"];
    table(look, 1, &head, rows.to_vec())
}

fn remarks(plan: &DirectPlan, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if !is_certain(plan) {
        lines.push(say!(language, "direct-how-to-read"));
    }
    let impossible = plan.impossible.value;
    if impossible > 0.0 && !is_certain(plan) {
        let share = language.percent(impossible);
        lines.push(if plan.cover_ads {
            say!(language, "direct-impossible-in-with-ads", share = share, none = NONE)
        } else {
            say!(language, "direct-impossible-in", share = share)
        });
    }
    if plan.cover_ads || impossible == 1.0 || nobody_needed(plan) {
        return lines;
    }
    lines.push(if plan.ads_beyond_costs.value > 0.5 {
        say!(language, "direct-ads-beyond-costs")
    } else {
        say!(language, "direct-ads-among-costs")
    });
    lines
}

/// What eats all of a client.
fn eaten(plan: &DirectPlan, language: Language) -> String {
    let left = plan.left_per_client.p50.unwrap_or(0.0);
    if left < 0.0 {
        say!(language, "direct-eaten-loss", loss = language.exact(-left))
    } else {
        say!(language, "direct-eaten")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::direct::{Assumed, direct_plan as plan_of};
    use crate::decision::draws::Trials;
    use crate::model::quantity::Domain;
    use crate::model::scenario::{NoFiles, value};
    use crate::report::language::Language::{English, Russian};

    fn said(ltv: &str, costs: &str, cover_ads: bool) -> String {
        direct_plan(&plan(ltv, costs, cover_ads), English, Look::Plain)
    }

    fn plan(ltv: &str, costs: &str, cover_ads: bool) -> DirectPlan {
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
        plan_of(&assumed, Trials { count: 4096, seed: 1 })
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

    #[test]
    fn the_plan_speaks_russian_and_counts_as_it_counts() {
        let in_russian = |plan: &DirectPlan| direct_plan(plan, Russian, Look::Plain).replace('\u{A0}', "~");
        insta::assert_snapshot!(in_russian(&plan("4000", "12.5M", false)));
        insta::assert_snapshot!(in_russian(&plan("400 to 1200", "10M", true)));
        let clients = |count: f64| {
            let mut plan = plan("4000", "12.5M", false);
            plan.sufficient.clients.as_mut().unwrap().value = count;
            [direct_answer(&plan, English), direct_answer(&plan, Russian).replace('\u{A0}', " ")]
        };
        for (count, english, russian) in [
            (1.0, "Plan: 1 client and", "План: 1 клиент и"),
            (2.0, "Plan: 2 clients and", "План: 2 клиента и"),
            (11.0, "Plan: 11 clients and", "План: 11 клиентов и"),
            (21.0, "Plan: 21 clients and", "План: 21 клиент и"),
        ] {
            let [said, said_in_russian] = clients(count);
            assert!(
                said.starts_with(english) && said_in_russian.starts_with(russian),
                "{said} {said_in_russian}"
            );
        }
    }
}
