//! From a comparison of scenarios to charts: which is the best, and how that looks over the months.

use super::bands::Percentiles;
use super::contenders::Contender;
use super::exceedances::{Curve, Exceedances};
use super::fans::{Fan, Fans};
use super::names::shortened;
use super::{Chart, Content, findings, waterfall_findings};
use crate::decision::compare::{Choice, Comparison};
use crate::forecast::summary::Summary;
use crate::report::number::{self, chance, maybe, short, short_apart};
use crate::report::words;

/// Letters of a scenario's name in a title.
const LETTERS_IN_A_TITLE: usize = 22;

/// The charts of a comparison, from it and its scenarios' summaries in their order.
pub fn comparison_charts(comparison: &Comparison, summaries: &[Summary]) -> Vec<Chart> {
    let mut charts = Vec::new();
    if !summaries.is_empty() && summaries.len() == comparison.scenarios.len() {
        charts.extend([exceedance(comparison, summaries), cumulative_profit(comparison, summaries)]);
    }
    charts.extend(waterfall_findings::charts(comparison));
    charts
}

fn exceedance(comparison: &Comparison, summaries: &[Summary]) -> Chart {
    let name = format!("profit over {}", words::horizon(comparison.months));
    let target = common_target(comparison);
    let curve = |(place, summary): (usize, &Summary)| {
        let headline = &summary.headline;
        let reach = headline.probability_of_target.map(|share| chance(share.value));
        let also = match (reach, summary.scenario.target_profit) {
            (Some(reach), Some(_)) if target.is_some() => format!("target {reach}"),
            (Some(reach), Some(target)) => format!("{} {reach}", short(target)),
            _ => format!("P10 {}", maybe(headline.profit.p10, short)),
        };
        Curve {
            of: Contender {
                name: comparison.scenarios[place].scenario.clone(),
                figures: format!("P50 {}, {also}", maybe(headline.profit.p50, short)),
            },
            points: findings::curve(summary),
            median: headline.profit.p50.filter(|median| median.is_finite()),
        }
    };
    Chart {
        name: "profit-exceedance".to_owned(),
        title: exceedance_title(comparison, summaries, target),
        subtitle: subtitle(comparison, summaries, &format!("chance of so much {name} or more")),
        note: Some(
            "Each curve is one scenario's own. How often one earns more than another in the same case cannot be read \
             off them."
                .to_owned(),
        ),
        content: Content::Exceedances(Exceedances {
            name: words::capital(&name),
            currency: comparison.currency.clone(),
            curves: summaries.iter().enumerate().map(curve).collect(),
            target: target.map(named_target),
        }),
    }
}

fn exceedance_title(comparison: &Comparison, summaries: &[Summary], target: Option<f64>) -> String {
    let names: Vec<&str> = comparison.scenarios.iter().map(|scenario| scenario.scenario.as_str()).collect();
    let reached: Option<Vec<f64>> =
        summaries.iter().map(|s| s.headline.probability_of_target.map(|share| share.value)).collect();
    let Some((target, reached)) = target.zip(reached) else { return best_title(comparison, summaries) };
    let target = short(target);
    let order = falling(&reached);
    let said: Vec<String> = order.iter().map(|&place| chance(reached[place])).collect();
    let (best, alike) = (shown(names[order[0]]), said.iter().filter(|share| **share == said[0]).count());
    let last = &said[said.len() - 1];
    match (alike, said.len()) {
        (2, 2) => format!("Both reach the {target} target in {} of cases", said[0]),
        (alike, count) if alike == count => {
            format!("All {count} reach the {target} target in {} of cases", said[0])
        }
        (1, 2) => format!("{best} is likelier to reach the {target} target: {} against {last}", said[0]),
        (1, _) => format!(
            "{best} is likeliest to reach the {target} target: {}; the others {}",
            said[0],
            span(&said[1], last)
        ),
        (alike, _) => format!(
            "{alike} scenarios reach the {target} target in {} of cases; the others in {}",
            said[0],
            span(&said[alike], last)
        ),
    }
}

/// Which earns most how often.
fn best_title(comparison: &Comparison, summaries: &[Summary]) -> String {
    let order = falling(&comparison.best.iter().map(|choice| choice.probability).collect::<Vec<f64>>());
    let best: Vec<&Choice> = order.iter().map(|&place| &comparison.best[place]).collect();
    let [first, second, ..] = best[..] else { return "Profit, scenario by scenario".to_owned() };
    if comparison.best.iter().all(|choice| choice.regret.p95.is_none_or(|regret| regret == 0.0)) {
        return "The scenarios earn the same in nearly every case".to_owned();
    }
    let share = chance(first.probability);
    if share == chance(second.probability) {
        let (one, other) = (shown(&first.scenario), shown(&second.scenario));
        return format!("{one} and {other} each earn most in {share} of cases");
    }
    let median = |place: usize| summaries.get(place).and_then(|summary| summary.headline.profit.p50);
    let medians = match (order.len(), median(order[0]).zip(median(order[1]))) {
        (2, Some((one, other))) => {
            let [one, other] = short_apart([one, other]);
            format!("; median {one} against {other}")
        }
        (_, Some((one, _))) => format!("; its median is {}", short(one)),
        _ => String::new(),
    };
    format!("{} earns most in {share} of cases{medians}", shown(&first.scenario))
}

fn cumulative_profit(comparison: &Comparison, summaries: &[Summary]) -> Chart {
    let what = "profit since the start";
    let fan = |(place, summary): (usize, &Summary)| {
        let months: Vec<Option<Percentiles>> =
            summary.months.iter().map(|month| Percentiles::of(&month.cumulative_profit)).collect();
        let end = months.last().copied().flatten();
        let figures =
            end.map(|end| format!("{} ({} to {})", short(end.median()), short(end.p10()), short(end.p90())));
        Fan {
            of: Contender {
                name: comparison.scenarios[place].scenario.clone(),
                figures: figures.unwrap_or_else(|| number::NONE.to_owned()),
            },
            months,
        }
    };
    let fans: Vec<Fan> = summaries.iter().enumerate().map(fan).collect();
    Chart {
        name: "cumulative-profit".to_owned(),
        title: end_title(&fans),
        subtitle: subtitle(comparison, summaries, what),
        note: Some(
            "Ranges that overlap do not make scenarios alike: on the same draws one can be ahead in nearly every case."
                .to_owned(),
        ),
        content: Content::Fans(Fans {
            name: words::capital(what),
            currency: comparison.currency.clone(),
            start: common(summaries.iter().map(|summary| summary.scenario.start)),
            months: comparison.months,
            scenarios: fans,
            target: common_target(comparison).map(named_target),
        }),
    }
}

/// Who is ahead at the end.
fn end_title(fans: &[Fan]) -> String {
    let ends: Option<Vec<f64>> = fans.iter().map(Fan::end).collect();
    let Some(ends) = ends.filter(|ends| ends.len() > 1) else {
        return "Profit since the start, scenario by scenario".to_owned();
    };
    let order = falling(&ends);
    let best = shown(&fans[order[0]].of.name);
    let (first, last) = (ends[order[0]], ends[order[order.len() - 1]]);
    match ends.len() {
        _ if short(first) == short(last) && (first - last).abs() <= 0.01 * first.abs() => {
            let all = if ends.len() == 2 { "Both" } else { "All" };
            format!("{all} end at a median of {}", short(first))
        }
        2 => {
            let [first, last] = short_apart([first, last]);
            format!("{best} is ahead at the end: median {first} against {last}")
        }
        _ => {
            let [first, second, last] = short_apart([first, ends[order[1]], last]);
            format!("{best} ends highest: median {first}; the others {}", span(&second, &last))
        }
    }
}

/// The target that all have; none where they differ or one has none.
fn common_target(comparison: &Comparison) -> Option<f64> {
    common(comparison.scenarios.iter().map(|scenario| scenario.target_profit)).flatten()
}

fn named_target(target: f64) -> (f64, String) {
    (target, format!("target {}", short(target)))
}

/// What all have in common.
fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// Places from the largest value to the smallest.
fn falling(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    order
}

/// `40 % to 72 %` from the larger and the smaller one.
fn span(high: &str, low: &str) -> String {
    if high == low { high.to_owned() } else { format!("{low} to {high}") }
}

fn shown(name: &str) -> String {
    words::capital(&shortened(name, LETTERS_IN_A_TITLE))
}

fn subtitle(comparison: &Comparison, summaries: &[Summary], what: &str) -> String {
    let months = comparison.months;
    let span = match common(summaries.iter().map(|summary| summary.scenario.start)) {
        Some(start) if months <= 1 => start.to_string(),
        Some(start) => format!("{start} to {}", start.plus(months - 1)),
        None => words::months(months),
    };
    let trials = number::whole(comparison.trials as f64);
    format!("{}, {span}, {trials} trials of each on the same draws", words::capital(what))
}
