//! Charts of comparisons and of levers: degenerate ones, and that none of their words meet.

use super::canvas::PlacedText;
use super::tests::flaw;
use super::*;
use crate::decision::compare::{Comparison, Hundredths, Leftover, Pair, Part, PartCause, Waterfall};
use crate::decision::levers::Ranking;
use crate::forecast::figure::Figure;
use crate::forecast::summary::{ExceedancePoint, Summary};
use crate::model::month::Month;
use crate::model::scenario::Cause;
use crate::report::{comparison_fixture, fixture, levers_fixture};

const HOSTILE: &str = "<b>\u{1b}[31m & \"\u{202E}שלום 世界 \u{FFFF} ";

/// A scenario's summary with other profits.
fn summary_with(months: usize, more: f64, profit: impl Fn(f64) -> Figure) -> Summary {
    let mut summary = fixture::summary_of(months);
    for (place, month) in summary.months.iter_mut().enumerate() {
        month.cumulative_profit = profit((place as f64 + 1.0) / months as f64);
    }
    let end = profit(1.0);
    summary.headline.profit = end;
    for point in &mut summary.profit_curve {
        let z = (point.value - 3.9e6) / 1.6e6;
        point.value = end.mean.unwrap_or(f64::NAN) + z * end.sd.unwrap_or(0.0);
    }
    if let Some(share) = &mut summary.headline.probability_of_target {
        share.value = (share.value + more).clamp(0.0, 1.0);
    }
    summary
}

/// As many scenarios as names; the profit of each from its place and the share of the horizon that has passed.
pub(super) fn compared(
    names: &[String],
    months: usize,
    profit: impl Fn(usize, f64) -> Figure,
) -> (Comparison, Vec<Summary>) {
    let mut comparison = comparison_fixture::comparison();
    let (one, choice, pair) =
        (comparison.scenarios[1].clone(), comparison.best[1].clone(), comparison.pairs[0].clone());
    let mut summaries = Vec::new();
    comparison.scenarios.clear();
    comparison.best.clear();
    comparison.pairs.clear();
    comparison.months = months;
    for (place, name) in names.iter().enumerate() {
        let summary = summary_with(months, -0.09 * place as f64, |share| profit(place, share));
        let mut scenario = one.clone();
        (scenario.scenario, scenario.headline) = (name.clone(), summary.headline.clone());
        comparison.scenarios.push(scenario);
        let mut choice = choice.clone();
        (choice.scenario, choice.probability) = (name.clone(), 1.0 / (place as f64 + 2.0));
        comparison.best.push(choice);
        if place > 0 {
            comparison.pairs.push(Pair { a: names[0].clone(), b: name.clone(), ..pair.clone() });
        }
        summaries.push(summary);
    }
    (comparison, summaries)
}

fn short_names(count: usize) -> Vec<String> {
    let names = ["plan", "cheaper-clicks", "loyalty", "both", "no-tax", "dear-clicks", "late-start", "worst"];
    names[..count].iter().map(|&name| name.to_owned()).collect()
}

pub(super) fn usual(place: usize, share: f64) -> Figure {
    let end = 3_900_000.0 - 550_000.0 * place as f64;
    fixture::figure(end * (1.6 * share * share - 0.6 * share), 1_500_000.0 * share)
}

fn all_causes(from: f64, unit: f64) -> Waterfall {
    let amount = |place: usize| unit * [1.0, -0.6, 0.4, 2.0, -1.1][place % 5] * (1.0 + place as f64 / 7.0);
    let causes = Cause::ALL.iter().map(|&cause| PartCause::Of(cause));
    let parts = causes.chain([PartCause::Sampling(Leftover::Sampling)]).enumerate();
    let parts: Vec<Part> =
        parts.map(|(place, cause)| Part { cause, amount: Hundredths::of(amount(place)) }).collect();
    let whole: i128 = parts.iter().map(|part| part.amount.0).sum();
    let from = Hundredths::of(from);
    Waterfall { from, to: Hundredths(from.0 + whole), parts }
}

/// A comparison of two with that waterfall.
fn with_waterfall(waterfall: Waterfall) -> (Comparison, Vec<Summary>) {
    let mut both = compared(&short_names(2), 12, usual);
    both.0.pairs[0].waterfall = Some(waterfall);
    both
}

pub(super) fn comparisons() -> Vec<(&'static str, (Comparison, Vec<Summary>))> {
    let long: Vec<String> = (0..8).map(|i| format!("{i} {}", HOSTILE.repeat(300))).collect();
    let (mut apart, mut no_target) =
        (compared(&short_names(3), 24, usual), compared(&short_names(3), 12, usual));
    apart.1[1].scenario.start = Month::new(2027, 3).unwrap();
    apart.0.scenarios[2].target_profit = None;
    apart.1[2].scenario.target_profit = None;
    apart.1[2].headline.probability_of_target = None;
    for (scenario, summary) in no_target.0.scenarios.iter_mut().zip(&mut no_target.1) {
        scenario.target_profit = None;
        summary.scenario.target_profit = None;
        summary.headline.probability_of_target = None;
        summary.profit_curve.push(ExceedancePoint { probability: f64::NAN, value: f64::NAN });
    }
    let nothing = Waterfall { from: Hundredths(0), to: Hundredths(0), parts: Vec::new() };
    let one = |amount: f64| all_causes(1e6, amount).parts[1];
    let alone = |from: f64, part: Part| Waterfall {
        from: Hundredths::of(from),
        to: Hundredths(Hundredths::of(from).0 + part.amount.0),
        parts: vec![part],
    };
    let of = |count: usize| compared(&short_names(count), 12, usual);
    let flat = |value: f64| move |_: usize, _: f64| fixture::figure(value, 0.0);
    vec![
        ("two", of(2)),
        ("three", of(3)),
        ("four", of(4)),
        ("eight", of(8)),
        ("long names", compared(&long, 12, usual)),
        ("two long names", compared(&long[..2], 12, usual)),
        ("one month", compared(&short_names(3), 1, usual)),
        ("fifty years", compared(&short_names(5), 600, usual)),
        ("starts and targets apart", apart),
        ("no target", no_target),
        ("no spread", compared(&short_names(4), 12, flat(7.0))),
        ("all zero", compared(&short_names(2), 12, flat(0.0))),
        ("nothing", compared(&short_names(3), 12, |_, _| Figure::NONE)),
        ("huge", compared(&short_names(8), 12, |i, t| fixture::figure(1e15 * t * (i as f64 - 3.0), 4e14))),
        ("beyond all sense", compared(&short_names(2), 12, |_, t| fixture::figure(1e300 * t, 1e299))),
        ("tiny", compared(&short_names(2), 12, |i, _| fixture::figure(1e-9 * i as f64, 1e-10))),
        ("all causes", with_waterfall(all_causes(3e6, 2e5))),
        ("all causes, small", with_waterfall(all_causes(3e6, 2e3))),
        ("all causes of losses", with_waterfall(all_causes(-3e6, -2e4))),
        ("all causes, huge", with_waterfall(all_causes(3e24, 2e24))),
        ("all causes, tiny", with_waterfall(all_causes(3e15, 0.01))),
        ("no cause", with_waterfall(nothing)),
        ("one cause", with_waterfall(alone(-1e6, one(-3e6)))),
        ("one small cause", with_waterfall(alone(9e6, one(3e4)))),
    ]
}

pub(super) fn rankings() -> Vec<(&'static str, Ranking)> {
    let changed = |change: &dyn Fn(&mut Ranking)| {
        let mut ranking = levers_fixture::ranking();
        change(&mut ranking);
        ranking
    };
    let figures = |figure: Figure| {
        changed(&|ranking| ranking.levers.iter_mut().for_each(|ranked| ranked.added_profit = figure))
    };
    let many = |name: &dyn Fn(usize) -> String| {
        changed(&|ranking| {
            ranking.levers = (0..5050)
                .map(|i| {
                    let added = 9e5 - 9e4 * i as f64;
                    let (one, other) = (name(i), name(i + 1));
                    let names = [one.as_str(), other.as_str()];
                    levers_fixture::ranked(&names[..=i % 2], added, 3e5, 0.8)
                })
                .collect();
        })
    };
    vec![
        ("usual", levers_fixture::ranking()),
        ("one", changed(&|ranking| ranking.levers.retain(|ranked| ranked.names == ["Loyalty"]))),
        ("losses", changed(&|ranking| ranking.levers.drain(..4).for_each(drop))),
        ("many", many(&|i| format!("Lever {i}"))),
        ("long names", many(&|i| format!("{i} {}", HOSTILE.repeat(300)))),
        ("no spread", figures(fixture::figure(5.0, 0.0))),
        ("zero", figures(fixture::figure(0.0, 0.0))),
        ("nothing", figures(Figure::NONE)),
        ("huge", figures(fixture::figure(-1e300, 1e299))),
        ("infinite", figures(Figure { p90: Some(f64::INFINITY), ..fixture::figure(1e6, 1e5) })),
    ]
}

fn all(language: Language) -> Vec<(&'static str, Chart)> {
    let of_comparisons = comparisons().into_iter().flat_map(move |(name, (comparison, summaries))| {
        comparison_charts(&comparison, &summaries, language).into_iter().map(move |chart| (name, chart))
    });
    let of_levers = rankings().into_iter().flat_map(move |(name, ranking)| {
        lever_charts(&ranking, language).into_iter().map(move |chart| (name, chart))
    });
    of_comparisons.chain(of_levers).collect()
}

/// Left, right, top and foot of a line of text.
fn edges(text: &PlacedText) -> [f64; 4] {
    let width = font::set(&text.text, text.face, text.em).width;
    [text.at.0, text.at.0 + width, text.at.1 - 0.73 * text.em, text.at.1 + 0.2 * text.em]
}

/// Texts that meet another one or leave the sheet.
pub(super) fn clashes(texts: &[PlacedText], (width, height): (u32, u32)) -> Vec<String> {
    let mut found = Vec::new();
    for (place, one) in texts.iter().enumerate() {
        let a = edges(one);
        if a[0] < 0.0 || a[1] > f64::from(width) || a[2] < 0.0 || a[3] > f64::from(height) {
            found.push(format!("{:?} leaves the sheet: {a:?}", one.text));
        }
        for other in &texts[..place] {
            let b = edges(other);
            if a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3] {
                found.push(format!("{:?} meets {:?}", one.text, other.text));
            }
        }
    }
    found
}

#[test]
fn degenerate_choices_are_drawn_whole_and_no_words_meet() {
    let theme = Theme::default();
    let mut drawn = 0;
    for (name, chart) in all(Language::English) {
        let svg = chart.svg(&theme).unwrap();
        assert_eq!(flaw(&svg.text), None, "{name}: {}", chart.name);
        assert!(svg.text.len() < 600_000, "{name}: {} has {} bytes", chart.name, svg.text.len());
        let note = chart.note.clone().unwrap_or_default();
        assert!(svg.text.contains(&note), "{name}: {}: the note is cut: {note}", chart.name);
        let mut unseen = String::new();
        let backend = SVGBackend::with_string(&mut unseen, fine_size(&theme));
        let (texts, _) = chart.draw(backend, &theme).unwrap();
        let clashes = clashes(&texts, theme.size);
        assert!(clashes.is_empty(), "{name}: {}: {clashes:#?}", chart.name);
        drawn += 1;
    }
    assert!(drawn > 80, "{drawn}");
}

#[test]
fn each_kind_is_a_png_of_twice_the_size() {
    let wanted = ["eight", "all causes", "usual"];
    let mut kinds = std::collections::BTreeSet::new();
    for (name, chart) in all(Language::English).into_iter().filter(|(name, _)| wanted.contains(name)) {
        if !kinds.insert(chart.name.clone()) {
            continue;
        }
        let bytes = chart.png(&Theme::default()).unwrap();
        let reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (2000, 1200), "{name}: {}", chart.name);
    }
    assert!(kinds.contains("levers") && kinds.contains("waterfall-2-cheaper-clicks"), "{kinds:?}");
}

#[test]
fn titles_of_choices_say_the_finding() {
    let titles: std::collections::BTreeSet<String> =
        all(Language::English).into_iter().map(|(_, chart)| font::printable(&chart.title)).collect();
    insta::assert_debug_snapshot!(titles);
}

#[test]
fn nothing_of_a_choice_is_cut_where_names_are_short() {
    // Amounts beyond all sense have no room either.
    let beyond = ["long names", "huge", "beyond all sense"];
    for (name, chart) in
        all(Language::English).into_iter().filter(|(name, _)| beyond.iter().all(|one| !name.contains(one)))
    {
        let svg = chart.svg(&Theme::default()).unwrap();
        assert!(!svg.text.contains('…'), "{name}: {}", chart.name);
    }
}

#[test]
fn each_pair_with_a_waterfall_has_a_file() {
    let (mut comparison, summaries) = compared(&short_names(3), 12, usual);
    let names = |comparison: &Comparison| -> Vec<String> {
        comparison_charts(comparison, &summaries, Language::English)
            .into_iter()
            .map(|chart| chart.name)
            .collect()
    };
    let both = ["profit-exceedance", "cumulative-profit"];
    let with = ["waterfall-2-cheaper-clicks", "waterfall-3-loyalty"];
    assert_eq!(names(&comparison), [both, with].concat());
    comparison.pairs[0].waterfall = None;
    assert_eq!(names(&comparison), [both.as_slice(), &with[1..]].concat());
}
