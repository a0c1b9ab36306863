//! From a comparison of scenarios to charts: which is the best, and how that looks over the months.

use super::bands::Percentiles;
use super::contenders::Contender;
use super::exceedances::{Curve, Exceedances};
use super::fans::{Fan, Fans};
use super::names::shortened;
use super::{Chart, Content, findings, waterfall_findings};
use crate::decision::compare::{Choice, Comparison};
use crate::forecast::summary::Summary;
use crate::report::language::{Language, NONE, maybe, say};
use crate::report::words;

/// Letters of a scenario's name in a title.
const LETTERS_IN_A_TITLE: usize = 22;

/// The charts of a comparison, from it and its scenarios' summaries in their order.
pub fn comparison_charts(comparison: &Comparison, summaries: &[Summary], language: Language) -> Vec<Chart> {
    let mut charts = Vec::new();
    if !summaries.is_empty() && summaries.len() == comparison.scenarios.len() {
        charts.push(exceedance(comparison, summaries, language));
        charts.push(cumulative_profit(comparison, summaries, language));
    }
    charts.extend(waterfall_findings::charts(comparison, language));
    charts
}

fn exceedance(comparison: &Comparison, summaries: &[Summary], language: Language) -> Chart {
    let horizon = language.horizon(comparison.months);
    let name = say!(language, "chart-profit-over", horizon = horizon.as_str());
    let what = say!(language, "chart-chance-of-profit-over", horizon = horizon);
    let short = |value: f64| language.short(value);
    let target = common_target(comparison);
    let curve = |(place, summary): (usize, &Summary)| {
        let headline = &summary.headline;
        let reach = headline.probability_of_target.map(|share| language.chance(share.value));
        let also = match (reach, summary.scenario.target_profit) {
            (Some(reach), Some(_)) if target.is_some() => {
                say!(language, "chart-target-chance", chance = reach)
            }
            (Some(reach), Some(target)) => {
                say!(language, "chart-own-target", target = short(target), chance = reach)
            }
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
        language,
        title: exceedance_title(comparison, summaries, target, language),
        subtitle: subtitle(comparison, summaries, &what, language),
        note: Some(say!(language, "chart-curves-note")),
        content: Content::Exceedances(Exceedances {
            name: words::capital(&name),
            currency: comparison.currency.clone(),
            curves: summaries.iter().enumerate().map(curve).collect(),
            target: target.map(|target| named_target(target, language)),
        }),
    }
}

fn exceedance_title(
    comparison: &Comparison,
    summaries: &[Summary],
    target: Option<f64>,
    language: Language,
) -> String {
    let names: Vec<&str> = comparison.scenarios.iter().map(|scenario| scenario.scenario.as_str()).collect();
    let reached: Option<Vec<f64>> =
        summaries.iter().map(|s| s.headline.probability_of_target.map(|share| share.value)).collect();
    let Some((target, reached)) = target.zip(reached) else {
        return best_title(comparison, summaries, language);
    };
    let target = language.short(target);
    let order = falling(&reached);
    let said: Vec<String> = order.iter().map(|&place| language.chance(reached[place])).collect();
    let (best, alike) = (shown(names[order[0]]), said.iter().filter(|share| **share == said[0]).count());
    let (share, last) = (said[0].as_str(), &said[said.len() - 1]);
    match (alike, said.len()) {
        (2, 2) => say!(language, "chart-both-reach", target = target, share = share),
        (alike, count) if alike == count => {
            say!(language, "chart-all-reach", count = count, target = target, share = share)
        }
        (1, 2) => {
            let other = last.as_str();
            say!(language, "chart-likelier", best = best, target = target, share = share, other = other)
        }
        (1, _) => {
            let rest = span(&said[1], last, language);
            say!(language, "chart-likeliest", best = best, target = target, share = share, rest = rest)
        }
        (alike, _) => {
            let rest = span(&said[alike], last, language);
            say!(language, "chart-some-reach", count = alike, target = target, share = share, rest = rest)
        }
    }
}

/// Which earns most how often.
fn best_title(comparison: &Comparison, summaries: &[Summary], language: Language) -> String {
    let order = falling(&comparison.best.iter().map(|choice| choice.probability).collect::<Vec<f64>>());
    let best: Vec<&Choice> = order.iter().map(|&place| &comparison.best[place]).collect();
    let [first, second, ..] = best[..] else { return say!(language, "chart-profit-by-scenario") };
    if comparison.best.iter().all(|choice| choice.regret.p95.is_none_or(|regret| regret == 0.0)) {
        return say!(language, "chart-scenarios-alike");
    }
    let share = language.chance(first.probability);
    if share == language.chance(second.probability) {
        let (one, other) = (shown(&first.scenario), shown(&second.scenario));
        return say!(language, "chart-two-best", one = one, other = other, share = share);
    }
    let median = |place: usize| summaries.get(place).and_then(|summary| summary.headline.profit.p50);
    let best = shown(&first.scenario);
    match (order.len(), median(order[0]).zip(median(order[1]))) {
        (2, Some((one, other))) => {
            let [one, other] = language.short_apart([one, other]);
            say!(language, "chart-better-of-two", best = best, share = share, one = one, other = other)
        }
        (_, Some((one, _))) => {
            say!(language, "chart-best-median", best = best, share = share, median = language.short(one))
        }
        _ => say!(language, "chart-best", best = best, share = share),
    }
}

fn cumulative_profit(comparison: &Comparison, summaries: &[Summary], language: Language) -> Chart {
    let what = say!(language, "chart-since-start");
    let fan = |(place, summary): (usize, &Summary)| {
        let months: Vec<Option<Percentiles>> =
            summary.months.iter().map(|month| Percentiles::of(&month.cumulative_profit)).collect();
        let end = months.last().copied().flatten();
        let figures = end.map(|end| {
            let [median, low, high] = [end.median(), end.p10(), end.p90()].map(|value| language.short(value));
            format!("{median} ({})", say!(language, "chart-range", low = low, high = high))
        });
        Fan {
            of: Contender {
                name: comparison.scenarios[place].scenario.clone(),
                figures: figures.unwrap_or_else(|| NONE.to_owned()),
            },
            months,
        }
    };
    let fans: Vec<Fan> = summaries.iter().enumerate().map(fan).collect();
    Chart {
        name: "cumulative-profit".to_owned(),
        language,
        title: end_title(&fans, language),
        subtitle: subtitle(comparison, summaries, &what, language),
        note: Some(say!(language, "chart-fans-note")),
        content: Content::Fans(Fans {
            name: words::capital(&what),
            currency: comparison.currency.clone(),
            start: common(summaries.iter().map(|summary| summary.scenario.start)),
            months: comparison.months,
            scenarios: fans,
            target: common_target(comparison).map(|target| named_target(target, language)),
        }),
    }
}

/// Who is ahead at the end.
fn end_title(fans: &[Fan], language: Language) -> String {
    let ends: Option<Vec<f64>> = fans.iter().map(Fan::end).collect();
    let Some(ends) = ends.filter(|ends| ends.len() > 1) else {
        return say!(language, "chart-since-start-by-scenario");
    };
    let order = falling(&ends);
    let best = shown(&fans[order[0]].of.name);
    let (first, last) = (ends[order[0]], ends[order[order.len() - 1]]);
    let short = |value: f64| language.short(value);
    let are_alike = short(first) == short(last) && (first - last).abs() <= 0.01 * first.abs();
    match ends.len() {
        2 if are_alike => say!(language, "chart-both-end", median = short(first)),
        _ if are_alike => say!(language, "chart-all-end", median = short(first)),
        2 => {
            let [first, last] = language.short_apart([first, last]);
            say!(language, "chart-ahead", best = best, one = first, other = last)
        }
        _ => {
            let [first, second, last] = language.short_apart([first, ends[order[1]], last]);
            let rest = span(&second, &last, language);
            say!(language, "chart-ends-highest", best = best, median = first, rest = rest)
        }
    }
}

/// The target that all have; none where they differ or one has none.
fn common_target(comparison: &Comparison) -> Option<f64> {
    common(comparison.scenarios.iter().map(|scenario| scenario.target_profit)).flatten()
}

fn named_target(target: f64, language: Language) -> (f64, String) {
    (target, say!(language, "chart-target-of", target = language.short(target)))
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
fn span(high: &str, low: &str, language: Language) -> String {
    if high == low { high.to_owned() } else { say!(language, "chart-range", low = low, high = high) }
}

fn shown(name: &str) -> String {
    words::capital(&shortened(name, LETTERS_IN_A_TITLE))
}

fn subtitle(comparison: &Comparison, summaries: &[Summary], what: &str, language: Language) -> String {
    let months = comparison.months;
    let span = match common(summaries.iter().map(|summary| summary.scenario.start)) {
        Some(start) if months <= 1 => start.to_string(),
        Some(start) => {
            say!(language, "chart-range", low = start.to_string(), high = start.plus(months - 1).to_string())
        }
        None => language.months(months),
    };
    let count = comparison.trials;
    say!(language, "chart-comparison-subtitle", what = words::capital(what), span = span, count = count)
}
