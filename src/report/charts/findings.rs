//! From results to charts: which there are, what each one finds, and what its reader must know.

use super::bands::Percentiles;
use super::budget::Budget;
use super::cohort_revenue::CohortRevenue;
use super::exceedance::{Exceedance, Mark};
use super::fan::Fan;
use super::subtitle::subtitle;
use super::{Chart, Content, client_findings, tornado_findings};
use crate::decision::plan::Plan;
use crate::forecast::figure::Figure;
use crate::forecast::summary::{CohortRow, ExceedancePoint, Period, Summary};
use crate::report::language::{Language, maybe, say};
use crate::report::words;

/// The charts of a forecast and, where there is one, of its plan.
pub fn charts(summary: &Summary, plan: Option<&Plan>, language: Language) -> Vec<Chart> {
    let always = [revenue, profit, cumulative_profit, exceedance];
    let mut charts: Vec<Chart> = always.iter().map(|chart| chart(summary, language)).collect();
    charts.extend(tornado_findings::tornado(summary, language));
    charts.extend(cohort_revenue(summary, language));
    charts.extend(client_findings::charts(summary, language));
    charts.extend(plan.map(|plan| budget(summary, plan, language)));
    charts
}

fn revenue(summary: &Summary, language: Language) -> Chart {
    let figure = &summary.headline.revenue;
    let title = match (figure.p10, figure.p50, figure.p90) {
        (Some(p10), Some(p50), Some(p90)) => {
            let [p10, p50, p90] = language.short_apart([p10, p50, p90]);
            say!(language, "chart-revenue-title", p10 = p10, p50 = p50, p90 = p90)
        }
        _ => say!(language, "figure-revenue"),
    };
    let what = say!(language, "chart-revenue-a-month");
    fan(summary, ("revenue", &what), title, language, |month| &month.revenue)
}

fn profit(summary: &Summary, language: Language) -> Chart {
    let losing = |percentile: fn(&Figure) -> Option<f64>| {
        let lost = |month: &&Period| percentile(&month.profit).is_some_and(|profit| profit < 0.0);
        summary.months.iter().filter(lost).count()
    };
    let (months, what) = (summary.months.len(), say!(language, "chart-profit-a-month"));
    if summary.months.iter().all(|month| month.profit.p50.is_none()) {
        return fan(summary, ("profit", &what), words::capital(&what), language, |month| &month.profit);
    }
    let title = match (losing(|figure| figure.p50), losing(|figure| figure.p10)) {
        (0, 0) => say!(language, "chart-profit-always"),
        (0, risky) => say!(language, "chart-profit-risky", risky = risky, months = months),
        (losses, _) if losses == months => say!(language, "chart-profit-never"),
        (losses, _) => {
            let last_loss =
                summary.months.iter().rposition(|m| m.profit.p50.is_some_and(|profit| profit < 0.0));
            match last_loss {
                Some(last) if last + 1 == losses => {
                    let first = summary.months[losses].label.name();
                    say!(language, "chart-profit-from", month = first)
                }
                _ => say!(language, "chart-profit-losses", losses = losses, months = months),
            }
        }
    };
    let mut chart = fan(summary, ("profit", &what), title, language, |month| &month.profit);
    if let (Content::Fan(fan), Some(target)) = (&mut chart.content, summary.scenario.target_profit)
        && months > 1
    {
        fan.target = Some((target / months as f64, say!(language, "chart-target-even")));
    }
    chart
}

fn cumulative_profit(summary: &Summary, language: Language) -> Chart {
    let profit = &summary.headline.profit;
    let short = |value: Option<f64>| maybe(value, |value| language.short(value));
    let title = match (summary.scenario.target_profit, summary.headline.probability_of_target) {
        (Some(target), Some(probability)) => words::capital(&say!(
            language,
            "chart-cumulative-title",
            chance = language.chance(probability.value),
            target = language.short(target),
            median = short(profit.p50)
        )),
        _ => say!(
            language,
            "chart-profit-title",
            p50 = short(profit.p50),
            p10 = short(profit.p10),
            p90 = short(profit.p90)
        ),
    };
    let name = ("cumulative-profit", &*say!(language, "chart-since-start"));
    let mut chart = fan(summary, name, title, language, |month| &month.cumulative_profit);
    if let (Content::Fan(fan), Some(target)) = (&mut chart.content, summary.scenario.target_profit) {
        fan.target = Some((target, say!(language, "chart-target")));
    }
    chart
}

/// The fan of a figure, from its file's name and what it counts.
fn fan(
    summary: &Summary,
    (name, what): (&str, &str),
    title: String,
    language: Language,
    figure: impl Fn(&Period) -> &Figure,
) -> Chart {
    let scenario = &summary.scenario;
    Chart {
        name: name.to_owned(),
        language,
        title,
        subtitle: subtitle(summary, what, language),
        note: (summary.months.len() > 1).then(|| say!(language, "chart-pointwise")),
        content: Content::Fan(Fan {
            name: words::capital(what),
            currency: scenario.currency.clone(),
            start: scenario.start,
            months: summary.months.iter().map(|month| Percentiles::of(figure(month))).collect(),
            target: None,
        }),
    }
}

fn exceedance(summary: &Summary, language: Language) -> Chart {
    let headline = &summary.headline;
    let (scenario, profit) = (&summary.scenario, &headline.profit);
    let (chance, short) = (|share| language.chance(share), |value| language.short(value));
    let loss = chance(headline.probability_of_loss.value);
    let one_value = profit.p10 == profit.p90;
    let mut marks: Vec<Mark> = [(profit.p10, 0.9, "P10"), (profit.p50, 0.5, "P50"), (profit.p90, 0.1, "P90")]
        .into_iter()
        .filter_map(|(value, probability, name)| {
            let value = value.filter(|value| value.is_finite())?;
            let text = match (one_value, name) {
                (true, "P50") => say!(language, "chart-mark-always", amount = short(value)),
                (true, _) => return None,
                (false, _) => say!(
                    language,
                    "chart-mark",
                    name = name,
                    amount = short(value),
                    chance = chance(probability)
                ),
            };
            Some(Mark { value, probability, text, is_target: false })
        })
        .collect();
    let title =
        if let (Some(target), Some(probability)) = (scenario.target_profit, headline.probability_of_target) {
            let (said, amount) = (chance(probability.value), short(target));
            let text = say!(language, "chart-mark-target", target = amount.as_str(), chance = said.as_str());
            // A percentile so near the target that their words would say the same gives way.
            marks.retain(|mark| (mark.probability - probability.value).abs() > 0.045);
            marks.push(Mark { value: target, probability: probability.value, text, is_target: true });
            say!(language, "chart-exceedance-title", chance = said, target = amount, loss = loss)
        } else {
            let tenth = language.one_in_ten(scenario.months);
            let p10 = maybe(profit.p10, short);
            say!(language, "chart-exceedance-loss", loss = loss, tenth = tenth, p10 = p10)
        };
    let what = say!(language, "chart-profit-over", horizon = language.horizon(scenario.months));
    Chart {
        name: "profit-exceedance".to_owned(),
        language,
        title: words::capital(&title),
        subtitle: subtitle(summary, &what, language),
        note: None,
        content: Content::Exceedance(Exceedance {
            name: words::capital(&what),
            currency: scenario.currency.clone(),
            curve: curve(summary),
            marks,
            target: scenario.target_profit,
        }),
    }
}

fn budget(summary: &Summary, plan: &Plan, language: Language) -> Chart {
    let budget = plan.ad_budget.mean.filter(|_| plan.required_clients.is_some());
    let (confidence, target) = (language.chance(plan.confidence), language.short(plan.target_profit));
    let title = match budget {
        Some(budget) => say!(
            language,
            "chart-plan-title",
            budget = language.short(budget),
            target = target,
            confidence = confidence.as_str()
        ),
        None => say!(
            language,
            "chart-plan-none",
            target = target,
            confidence = confidence.as_str(),
            best = language.chance(plan.best.probability)
        ),
    };
    let answer = budget.zip(plan.required_clients).map(|(budget, clients)| {
        let text =
            say!(language, "chart-plan-answer", budget = language.short(budget), clients = clients.round());
        (budget, plan.probability.value, text)
    });
    Chart {
        name: "plan".to_owned(),
        language,
        title,
        subtitle: subtitle(summary, &say!(language, "chart-plan-subtitle"), language),
        note: Some(say!(language, "chart-plan-note")),
        content: Content::Budget(Budget {
            currency: summary.scenario.currency.clone(),
            curve: plan.curve.clone(),
            confidence: (plan.confidence, say!(language, "chart-plan-confidence", confidence = confidence)),
            answer,
        }),
    }
}

/// Who brings the revenue; none where there is none.
fn cohort_revenue(summary: &Summary, language: Language) -> Option<Chart> {
    let table = &summary.cohorts;
    let sum = |row: &CohortRow| row.revenue.iter().flatten().filter(|cell| cell.is_finite()).sum::<f64>();
    let all: f64 = table.rows.iter().map(sum).sum();
    if all <= 0.0 {
        return None;
    }
    let title = cohort_title(summary, sum, language);
    let (rows_name, what) = match table.step_months {
        1 => (say!(language, "chart-month-of-joining"), say!(language, "chart-cohorts-by-month")),
        step => (
            say!(language, "chart-step-of-joining", step = step),
            say!(language, "chart-cohorts-by-step", step = step),
        ),
    };
    let name = |row: &CohortRow| row.joined.clone().unwrap_or_else(|| say!(language, "chart-row-before"));
    Some(Chart {
        name: "cohort-revenue".to_owned(),
        language,
        title,
        subtitle: subtitle(summary, &what, language),
        note: Some(say!(language, "chart-cohorts-note")),
        content: Content::CohortRevenue(CohortRevenue {
            currency: summary.scenario.currency.clone(),
            rows_name,
            step_months: table.step_months,
            periods: table.periods.clone(),
            rows: table.rows.iter().map(|row| (name(row), row.revenue.clone())).collect(),
        }),
    })
}

/// Whose share of the revenue is how large: the opening book's, a single cohort's, or that of the first half of them.
fn cohort_title(summary: &Summary, sum: impl Fn(&CohortRow) -> f64, language: Language) -> String {
    let table = &summary.cohorts;
    let rows = || table.rows.iter();
    let all: f64 = rows().map(&sum).sum();
    let half = table.periods.len() / 2;
    let early = &table.periods[..half];
    let paying: Vec<&CohortRow> = rows().filter(|row| sum(row) > 0.0).collect();
    let (part, who): (f64, String) = match paying[..] {
        _ if rows().any(|row| row.joined.is_none()) => {
            let opening = rows().filter(|row| row.joined.is_none());
            (opening.map(&sum).sum(), say!(language, "chart-cohorts-before"))
        }
        [CohortRow { joined: Some(joined), .. }] if table.step_months == 1 => {
            (all, say!(language, "chart-cohorts-month", month = joined.as_str()))
        }
        _ if half > 0 => {
            let first = rows().filter(|row| row.joined.as_ref().is_some_and(|joined| early.contains(joined)));
            let months = half * table.step_months;
            (first.map(&sum).sum(), say!(language, "chart-cohorts-first", count = months))
        }
        _ => (all, say!(language, "chart-cohorts-within")),
    };
    let horizon = language.horizon(summary.scenario.months);
    if part >= all {
        return say!(language, "chart-cohorts-all", horizon = horizon, who = who);
    }
    let share = language.chance(part / all);
    words::capital(&say!(language, "chart-cohorts-title", share = share, horizon = horizon, who = who))
}

/// The quantiles of profit, and the target with its chance, which is as much a point of the curve as they are.
pub(super) fn curve(summary: &Summary) -> Vec<ExceedancePoint> {
    let target = summary.scenario.target_profit.zip(summary.headline.probability_of_target);
    let target = target.map(|(value, chance)| ExceedancePoint { probability: chance.value, value });
    let beyond = |point: &ExceedancePoint| {
        summary.profit_curve.iter().all(|known| known.value < point.value)
            || summary.profit_curve.iter().all(|known| known.value > point.value)
    };
    // Among the quantiles it would only be a kink of rounding.
    summary.profit_curve.iter().copied().chain(target.filter(beyond)).collect()
}
