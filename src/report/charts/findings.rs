//! From results to charts: which there are, what each one finds, and what its reader must know.

use super::bands::Percentiles;
use super::budget::Budget;
use super::cohort_revenue::CohortRevenue;
use super::exceedance::{Exceedance, Mark};
use super::fan::Fan;
use super::{Chart, Content, client_findings};
use crate::decision::plan::Plan;
use crate::forecast::figure::Figure;
use crate::forecast::summary::{CohortRow, ExceedancePoint, Period, Summary};
use crate::report::number::{self, chance, short, short_apart};
use crate::report::words;

const POINTWISE: &str = "Bands hold month by month: a bad month is not a bad year, and the months' P10s do not add up \
                         to the P10 of the whole.";

/// The charts of a forecast and, where there is one, of its plan.
pub fn charts(summary: &Summary, plan: Option<&Plan>) -> Vec<Chart> {
    let mut charts = vec![revenue(summary), profit(summary), cumulative_profit(summary), exceedance(summary)];
    charts.extend(cohort_revenue(summary));
    charts.extend(client_findings::charts(summary));
    charts.extend(plan.map(|plan| budget(summary, plan)));
    charts
}

fn revenue(summary: &Summary) -> Chart {
    let figure = &summary.headline.revenue;
    let title = match (figure.p10, figure.p50, figure.p90) {
        (Some(p10), Some(p50), Some(p90)) => {
            let [p10, p50, p90] = short_apart([p10, p50, p90]);
            format!("Revenue of {p50}; 8 cases in 10 between {p10} and {p90}")
        }
        _ => "Revenue".to_owned(),
    };
    fan(summary, "revenue", title, "revenue a month", |month| &month.revenue)
}

fn profit(summary: &Summary) -> Chart {
    let losing = |percentile: fn(&Figure) -> Option<f64>| {
        let lost = |month: &&Period| percentile(&month.profit).is_some_and(|profit| profit < 0.0);
        summary.months.iter().filter(lost).count()
    };
    let months = summary.months.len();
    if summary.months.iter().all(|month| month.profit.p50.is_none()) {
        return fan(summary, "profit", "Profit a month".to_owned(), "profit a month", |month| &month.profit);
    }
    let title = match (losing(|figure| figure.p50), losing(|figure| figure.p10)) {
        (0, 0) => "Every month earns a profit in 9 cases of 10 or more".to_owned(),
        (0, risky) => {
            format!("The median earns a profit every month; {risky} of {months} can turn into a loss")
        }
        (losses, _) if losses == months => "The median loses money every month".to_owned(),
        (losses, _) => {
            let last_loss =
                summary.months.iter().rposition(|m| m.profit.p50.is_some_and(|profit| profit < 0.0));
            match last_loss {
                Some(last) if last + 1 == losses => {
                    format!("The median earns a profit from {} on", summary.months[losses].label.name())
                }
                _ => format!("The median loses money in {losses} of {months} months"),
            }
        }
    };
    let mut chart = fan(summary, "profit", title, "profit a month", |month| &month.profit);
    if let (Content::Fan(fan), Some(target)) = (&mut chart.content, summary.scenario.target_profit)
        && months > 1
    {
        fan.target = Some((target / months as f64, "target, spread evenly"));
    }
    chart
}

fn cumulative_profit(summary: &Summary) -> Chart {
    let profit = &summary.headline.profit;
    let title = match (summary.scenario.target_profit, summary.headline.probability_of_target) {
        (Some(target), Some(probability)) => format!(
            "{} chance of reaching the {} target; median {}",
            words::capital(&chance(probability.value)),
            short(target),
            number::maybe(profit.p50, short)
        ),
        _ => format!(
            "Profit of {}; 8 cases in 10 between {} and {}",
            number::maybe(profit.p50, short),
            number::maybe(profit.p10, short),
            number::maybe(profit.p90, short)
        ),
    };
    let what = "profit since the start";
    let mut chart = fan(summary, "cumulative-profit", title, what, |month| &month.cumulative_profit);
    if let (Content::Fan(fan), Some(target)) = (&mut chart.content, summary.scenario.target_profit) {
        fan.target = Some((target, "target"));
    }
    chart
}

fn fan(
    summary: &Summary,
    name: &str,
    title: String,
    what: &str,
    figure: impl Fn(&Period) -> &Figure,
) -> Chart {
    let scenario = &summary.scenario;
    Chart {
        name: name.to_owned(),
        title,
        subtitle: subtitle(summary, what),
        note: (summary.months.len() > 1).then(|| POINTWISE.to_owned()),
        content: Content::Fan(Fan {
            name: words::capital(what),
            currency: scenario.currency.clone(),
            start: scenario.start,
            months: summary.months.iter().map(|month| Percentiles::of(figure(month))).collect(),
            target: None,
        }),
    }
}

fn exceedance(summary: &Summary) -> Chart {
    let headline = &summary.headline;
    let (scenario, profit) = (&summary.scenario, &headline.profit);
    let loss = chance(headline.probability_of_loss.value);
    let one_value = profit.p10 == profit.p90;
    let mut marks: Vec<Mark> = [(profit.p10, 0.9, "P10"), (profit.p50, 0.5, "P50"), (profit.p90, 0.1, "P90")]
        .into_iter()
        .filter_map(|(value, probability, name)| {
            let value = value.filter(|value| value.is_finite())?;
            let text = match (one_value, name) {
                (true, "P50") => format!("{} in nearly every case", short(value)),
                (true, _) => return None,
                (false, _) => format!("{name} {}, {} above", short(value), chance(probability)),
            };
            Some(Mark { value, probability, text, is_target: false })
        })
        .collect();
    let title = if let (Some(target), Some(probability)) =
        (scenario.target_profit, headline.probability_of_target)
    {
        let said = chance(probability.value);
        let text = format!("target {}: {said} reach it", short(target));
        // A percentile so near the target that their words would say the same gives way.
        marks.retain(|mark| (mark.probability - probability.value).abs() > 0.045);
        marks.push(Mark { value: target, probability: probability.value, text, is_target: true });
        format!("{} of cases reach the {} target; {loss} end in a loss", words::capital(&said), short(target))
    } else {
        let p10 = number::maybe(profit.p10, short);
        format!(
            "{} of cases end in a loss; {} below {p10}",
            words::capital(&loss),
            words::one_in_ten(scenario.months)
        )
    };
    Chart {
        name: "profit-exceedance".to_owned(),
        title,
        subtitle: subtitle(summary, &format!("profit over {}", words::horizon(scenario.months))),
        note: None,
        content: Content::Exceedance(Exceedance {
            name: words::capital(&format!("profit over {}", words::horizon(scenario.months))),
            currency: scenario.currency.clone(),
            curve: curve(summary),
            marks,
            target: scenario.target_profit,
        }),
    }
}

fn budget(summary: &Summary, plan: &Plan) -> Chart {
    let budget = plan.ad_budget.mean.filter(|_| plan.required_clients.is_some());
    let confidence = chance(plan.confidence);
    let title = match budget {
        Some(budget) => {
            format!(
                "{} of advertising reaches the {} target in {confidence} of cases",
                short(budget),
                short(plan.target_profit)
            )
        }
        None => format!(
            "No ad budget reaches the {} target in {confidence} of cases; the best is {}",
            short(plan.target_profit),
            chance(plan.best.probability)
        ),
    };
    let answer = budget.map(|budget| {
        let clients = number::maybe(plan.required_clients, number::whole);
        (budget, plan.probability.value, format!("{} for {clients} clients", short(budget)))
    });
    Chart {
        name: "plan".to_owned(),
        title,
        subtitle: subtitle(summary, "chance of the profit target against the ad budget"),
        note: Some(
            "Acquisition is scaled as a whole, month by month as in the scenario; the opening book is not."
                .to_owned(),
        ),
        content: Content::Budget(Budget {
            currency: summary.scenario.currency.clone(),
            curve: plan.curve.clone(),
            confidence: (plan.confidence, format!("asked for: {confidence}")),
            answer,
        }),
    }
}

/// Who brings the revenue; none where there is none.
fn cohort_revenue(summary: &Summary) -> Option<Chart> {
    let table = &summary.cohorts;
    let sum = |row: &CohortRow| row.revenue.iter().flatten().filter(|cell| cell.is_finite()).sum::<f64>();
    let all: f64 = table.rows.iter().map(sum).sum();
    if all <= 0.0 {
        return None;
    }
    let horizon = words::horizon(summary.scenario.months);
    let half = table.periods.len() / 2;
    let early = &table.periods[..half];
    let paying: Vec<&CohortRow> = table.rows.iter().filter(|row| sum(row) > 0.0).collect();
    // Whose share is told: the opening book's, a single cohort's, or that of the first half of them.
    let (part, who): (f64, String) = match paying[..] {
        _ if table.rows.iter().any(|row| row.joined.is_none()) => {
            let opening = table.rows.iter().filter(|row| row.joined.is_none());
            (opening.map(sum).sum(), "clients who were there before".to_owned())
        }
        [CohortRow { joined: Some(joined), .. }] if table.step_months == 1 => {
            (all, format!("clients who join in {joined}"))
        }
        _ if half > 0 => {
            let first = table
                .rows
                .iter()
                .filter(|row| row.joined.as_ref().is_some_and(|joined| early.contains(joined)));
            (
                first.map(sum).sum(),
                format!("clients of the first {}", words::months(half * table.step_months)),
            )
        }
        _ => (all, "clients who join in it".to_owned()),
    };
    let share = if part >= all { "All".to_owned() } else { words::capital(&chance(part / all)) };
    let title = format!("{share} of the revenue of {horizon} comes from {who}");
    let (rows_name, what) = match table.step_months {
        1 => (
            "Month of joining".to_owned(),
            "mean revenue by month of joining and month of payment".to_owned(),
        ),
        step => (
            format!("First of the {step} months of joining"),
            format!("mean revenue by joining and payment, in steps of {step} months"),
        ),
    };
    let name = |row: &CohortRow| row.joined.clone().unwrap_or_else(|| "before".to_owned());
    Some(Chart {
        name: "cohort-revenue".to_owned(),
        title,
        subtitle: subtitle(summary, &what),
        note: Some(
            "Means of the trials. Shades follow the square root of revenue, so that small cohorts can be told apart."
                .to_owned(),
        ),
        content: Content::CohortRevenue(CohortRevenue {
            currency: summary.scenario.currency.clone(),
            rows_name,
            step_months: table.step_months,
            periods: table.periods.clone(),
            rows: table.rows.iter().map(|row| (name(row), row.revenue.clone())).collect(),
        }),
    })
}

/// What is drawn, of which scenario; the scenario's name comes last, since it may be long.
fn subtitle(summary: &Summary, what: &str) -> String {
    let scenario = &summary.scenario;
    let last = scenario.start.plus(scenario.months.saturating_sub(1));
    let span = if scenario.months <= 1 {
        scenario.start.to_string()
    } else {
        format!("{} to {last}", scenario.start)
    };
    let trials = number::whole(summary.trials as f64);
    format!("{}, {span}, {trials} trials: {}", words::capital(what), scenario.name)
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
