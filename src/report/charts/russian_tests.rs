//! Charts in Russian: no English is left in them, nothing is cut, and no words meet.

use super::choice_tests::{clashes, compared, comparisons, rankings, usual};
use super::tests::{degenerate, degenerate_clients};
use super::*;
use crate::forecast::summary::Summary;
use crate::report::language::Language::Russian;
use crate::report::{fixture, metrics_fixture};

/// A forecast whose author writes Russian.
fn in_russian(mut summary: Summary) -> Summary {
    summary.scenario.name = "Посуда, бюджет 2027".to_owned();
    for (place, segment) in summary.segments.iter_mut().enumerate() {
        segment.name = format!("Сегмент {}", place + 1);
    }
    for (place, swing) in summary.swings.iter_mut().enumerate() {
        swing.quantity = format!("Сегмент {}.CAC", place + 1);
    }
    summary
}

fn of_forecasts() -> Vec<Chart> {
    let plans = [Some(fixture::plan()), Some(fixture::plan_out_of_reach()), None];
    let usual = ("usual", fixture::summary());
    let beyond = ["long name", "many segments", "huge", "beyond all sense", "huge clients", "infinite"];
    let cases = [usual].into_iter().chain(degenerate()).chain(degenerate_clients());
    let cases = cases.filter(|(name, _)| !beyond.contains(name)).zip(plans.iter().cycle());
    let charts = cases.flat_map(|((_, summary), plan)| charts(&in_russian(summary), plan.as_ref(), Russian));
    charts.collect()
}

fn of_choices() -> Vec<Chart> {
    let names =
        ["план", "дешёвые-клики", "лояльность", "оба", "без-налога", "дорогие-клики", "позже", "худший"];
    let names: Vec<String> = names.map(str::to_owned).to_vec();
    let beside = (1..=8).flat_map(|count| {
        let (comparison, summaries) = compared(&names[..count], 12, usual);
        comparison_charts(&comparison, &summaries, Russian)
    });
    let waterfalls = comparisons().into_iter().filter(|(name, _)| !name.contains("huge")).flat_map(
        |(_, (mut comparison, _))| {
            for pair in &mut comparison.pairs {
                (pair.a, pair.b) = (names[0].clone(), names[1].clone());
                comparison.scenarios[1].scenario.clone_from(&names[1]);
            }
            comparison_charts(&comparison, &[], Russian)
        },
    );
    let levers = rankings().into_iter().filter(|(name, _)| *name != "huge").flat_map(|(_, mut ranking)| {
        "Посуда".clone_into(&mut ranking.name);
        for ranked in &mut ranking.levers {
            let names = ["Адаптация", "Годовой договор"];
            ranked.names = (0..ranked.names.len()).map(|place| names[place].to_owned()).collect();
        }
        lever_charts(&ranking, Russian)
    });
    beside.chain(waterfalls).chain(levers).collect()
}

fn of_logs() -> Vec<Chart> {
    let of = |months: usize| {
        let mut metrics = metrics_fixture::metrics(months);
        for (place, segment) in metrics.segments.iter_mut().enumerate() {
            segment.name = format!("Канал {place}");
        }
        let mut by_years = metrics.clone();
        by_years.segments.clear();
        [log_charts(&metrics, Russian), log_charts(&by_years, Russian)].concat()
    };
    [1, 2, 4, 18, 30, 60, 90].into_iter().flat_map(of).collect()
}

fn all() -> Vec<Chart> {
    [of_forecasts(), of_choices(), of_logs()].concat()
}

fn placed(chart: &Chart, theme: &Theme) -> Vec<PlacedText> {
    let mut unseen = String::new();
    let backend = SVGBackend::with_string(&mut unseen, fine_size(theme));
    chart.draw(backend, theme).unwrap().0
}

#[test]
fn no_english_is_left() {
    let permitted = |word: &str| ["CAC", "P"].contains(&word);
    for chart in all() {
        let drawn = placed(&chart, &Theme::default());
        let said = [&chart.title, &chart.subtitle].into_iter().chain(&chart.note);
        let said = said.chain(drawn.iter().map(|text| &text.text));
        for text in said {
            let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
            let foreign: Vec<&str> = words.filter(|word| !word.is_empty() && !permitted(word)).collect();
            assert!(foreign.is_empty(), "{}: {foreign:?} in {text}", chart.name);
        }
    }
}

#[test]
fn nothing_is_cut_and_no_words_meet() {
    let theme = Theme::default();
    let mut bad = Vec::new();
    for (i, chart) in all().into_iter().enumerate() {
        let texts = placed(&chart, &theme);
        let cut: Vec<&str> =
            texts.iter().map(|text| text.text.as_str()).filter(|text| text.contains('…')).collect();
        if !cut.is_empty() {
            bad.push(format!("{i} {}: {cut:?}", chart.name));
        }
        let clashes = clashes(&texts, theme.size);
        if !clashes.is_empty() {
            bad.push(format!("{i} {}: {clashes:#?}", chart.name));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn titles_say_the_finding() {
    let titles: std::collections::BTreeSet<String> =
        all().into_iter().map(|chart| chart.title.replace('\u{A0}', "~")).collect();
    insta::assert_debug_snapshot!(titles);
}
