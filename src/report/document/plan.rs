//! The plan in words: how many clients, how much advertising, how sure.

use super::{Block, Cell, Column, Kind, Quantity, Row, Section, Table};
use crate::decision::plan::{CurvePoint, Plan};
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, maybe, say};

/// Points of the curve that are shown.
const POINTS_SHOWN: usize = 8;

/// The plan: its answer, the figures there, the curve, and what is drawn of it.
pub fn plan(plan: &Plan, currency: &str, drawn: &[Chart], language: Language) -> Section {
    let mut blocks = vec![
        Block::Answer(answer(plan, language)),
        Block::Table(figures(plan, currency_sign(currency), language)),
    ];
    blocks.extend(
        plan.scale.map(|scale| Block::Words(say!(language, "plan-scale", scale = language.ratio(scale)))),
    );
    blocks.push(Block::Words(say!(language, "plan-other-way-round")));
    blocks.push(Block::Table(curve(plan, currency_sign(currency), language)));
    blocks.extend(super::drawn_of(drawn, &["plan"]));
    Section::new(Kind::Plan, say!(language, "plan-title"), blocks)
}

/// The plan's answer in a sentence.
pub fn answer(plan: &Plan, language: Language) -> String {
    let asked = language.chance(plan.confidence);
    let target = language.short(plan.target_profit);
    let same = plan.draws.map_or(String::new(), |rows| say!(language, "plan-same-draws", count = rows));
    let (here, fresh) =
        (language.percent(plan.probability.value), language.percent(plan.probability.fresh.value));
    match plan.required_clients {
        Some(0.0) => say!(
            language,
            "plan-nobody",
            target = target,
            confidence = asked,
            here = here,
            fresh = fresh,
            same = same
        ),
        Some(clients) => say!(
            language,
            "plan-clients",
            clients = clients,
            budget = maybe(plan.ad_budget.mean, |value| language.short(value)),
            target = target,
            confidence = asked,
            here = here,
            fresh = fresh,
            same = same
        ),
        None => {
            let most = plan.curve.last().map(|point| point.ad_budget);
            say!(
                language,
                "plan-out-of-reach",
                most = maybe(most, |value| language.short(value)),
                target = target,
                confidence = asked,
                best = language.percent(plan.best.probability),
                budget = language.short(plan.best.ad_budget),
                few = few_draws(plan, language)
            )
        }
    }
}

/// Where the best chance would do: why it is not enough.
fn few_draws(plan: &Plan, language: Language) -> String {
    match plan.draws {
        Some(rows) if plan.best.probability >= plan.confidence => {
            say!(language, "plan-few-draws", count = rows)
        }
        _ => String::new(),
    }
}

fn figures(plan: &Plan, money: &str, language: Language) -> Table {
    let place = if plan.required_clients.is_some() {
        say!(language, "at-that-budget")
    } else {
        say!(language, "at-the-best-budget")
    };
    let columns = vec![
        Column::name(place.clone()),
        Column::number(say!(language, "head-mean")),
        Column::number("P10".to_owned()),
        Column::number("P50".to_owned()),
        Column::number("P90".to_owned()),
    ];
    let rows = [
        (say!(language, "head-ad-budget"), &plan.ad_budget, Quantity::Money),
        (say!(language, "head-profit"), &plan.profit, Quantity::Money),
        ("ROAS".to_owned(), &plan.roas, Quantity::Ratio),
        ("ROMI".to_owned(), &plan.romi, Quantity::Ratio),
    ];
    let rows = rows.map(|(name, figure, quantity)| {
        let values = [figure.mean, figure.p10, figure.p50, figure.p90];
        let mut cells = vec![Cell::Words(name)];
        cells.extend(values.map(|value| Cell::Number(value, quantity)));
        Row::of(cells)
    });
    let caption = say!(language, "plan-figures-caption", place = place, money = money);
    Table::new("plan-figures", caption, columns, rows.to_vec())
}

fn curve(plan: &Plan, money: &str, language: Language) -> Table {
    let columns = vec![
        Column::number(say!(language, "head-scale")).in_full(say!(language, "scale-full")),
        Column::number(say!(language, "head-clients")),
        Column::number(say!(language, "head-ad-budget")).of(money),
        Column::number(say!(language, "head-chance")).in_full(say!(language, "chance-of-target")),
        Column::number(say!(language, "head-se")).in_full(say!(language, "standard-error")),
    ];
    let rows = shown(plan).into_iter().map(|point| {
        Row::of(vec![
            Cell::ratio(Some(point.scale)),
            Cell::count(Some(point.clients)),
            Cell::money(Some(point.ad_budget)),
            Cell::share(Some(point.probability.value)),
            Cell::Number(Some(point.probability.se), Quantity::PlusMinus),
        ])
    });
    Table::new("plan-curve", say!(language, "plan-curve-caption"), columns, rows.collect())
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
    use crate::report::language::Language::{English, Russian};

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
        let said = answer(&plan, English);
        assert!(said.starts_with("Plan: no new clients are needed"), "{said}");
    }

    #[test]
    fn clients_are_counted_as_the_language_counts() {
        let said = |clients: f64| {
            let plan = Plan { required_clients: Some(clients), ..fixture::plan() };
            answer(&plan, Russian).replace('\u{A0}', " ")
        };
        for (clients, words) in [
            (1.0, "1 новый клиент "),
            (2.0, "2 новых клиента "),
            (5.0, "5 новых клиентов "),
            (21.0, "21 новый клиент "),
        ] {
            assert!(said(clients).contains(words), "{}", said(clients));
        }
    }

    #[test]
    fn a_target_out_of_reach_names_the_best() {
        insta::assert_snapshot!(answer(&fixture::plan_out_of_reach(), English));
    }
}
