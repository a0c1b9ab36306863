//! Charts of degenerate results, what their titles say, and what is the same in all of them.

use super::*;
use crate::forecast::figure::Figure;
use crate::forecast::summary::{ExceedancePoint, Histogram, SegmentSummary, Summary};
use crate::report::fixture;
use crate::report::language::Language::English;
use std::collections::BTreeSet;

fn with_profits(profit: impl Fn(usize) -> Figure) -> Summary {
    let mut summary = fixture::summary();
    for (place, month) in summary.months.iter_mut().enumerate() {
        month.profit = profit(place);
        month.revenue = profit(place);
        month.cumulative_profit = profit(place);
    }
    summary.headline.profit = profit(0);
    for point in &mut summary.profit_curve {
        point.value = profit(0).mean.unwrap_or(0.0);
    }
    summary
}

/// Degenerate results, each with its name.
pub(super) fn degenerate() -> Vec<(&'static str, Summary)> {
    let mut no_target = fixture::summary();
    no_target.scenario.target_profit = None;
    no_target.headline.probability_of_target = None;
    let mut no_curve = fixture::summary();
    no_curve.profit_curve = Vec::new();
    let mut infinite = fixture::summary();
    infinite.months[3].profit.p95 = Some(f64::INFINITY);
    infinite.profit_curve.push(ExceedancePoint { probability: f64::NAN, value: f64::NAN });
    let mut named = fixture::summary();
    named.scenario.name = "<b>\u{1b}[31m & \"\u{202E}שלום 世界 \u{FFFF} ".repeat(500);
    named.scenario.currency = "</svg>".repeat(50);
    vec![
        ("one month", fixture::summary_of(1)),
        ("ten years", fixture::summary_of(120)),
        ("all equal", with_profits(|_| fixture::figure(7.0, 0.0))),
        ("all zero", with_profits(|_| fixture::figure(0.0, 0.0))),
        ("huge", with_profits(|m| fixture::figure(1e12 * (m as f64 + 1.0), 3e11))),
        ("beyond all sense", with_profits(|m| fixture::figure(1e300 * (m as f64 - 4.0), 1e299))),
        ("negative", with_profits(|_| fixture::figure(-5e6, 1e5))),
        ("tiny", with_profits(|_| fixture::figure(1e-9, 1e-10))),
        ("nothing", with_profits(|_| crate::forecast::figure::Figure::NONE)),
        ("no target", no_target),
        ("no curve", no_curve),
        ("infinite", infinite),
        ("long name", named),
    ]
}

/// A forecast whose first segment and cohort table are changed.
fn with_clients(change: impl Fn(&mut SegmentSummary)) -> Summary {
    let mut summary = fixture::summary();
    change(&mut summary.segments[0]);
    summary
}

/// A forecast in which clients leave and earn these figures at every age, whatever they cost.
fn with_ages(retention: Figure, earned: Figure, cac: Figure) -> Summary {
    with_clients(|segment| {
        segment.cac = cac;
        segment.client_before_cac = earned;
        for age in &mut segment.ages {
            (age.retention, age.earned) = (retention, earned);
        }
        for edge in &mut segment.client_histogram.edges {
            *edge = earned.p50.unwrap_or(f64::NAN);
        }
    })
}

fn with_cohorts(cell: impl Fn(f64) -> Option<f64>) -> Summary {
    let mut summary = fixture::summary();
    for row in &mut summary.cohorts.rows {
        row.revenue = row.revenue.iter().map(|revenue| revenue.and_then(&cell)).collect();
    }
    summary
}

/// Degenerate results of clients and cohorts, each with its name.
pub(super) fn degenerate_clients() -> Vec<(&'static str, Summary)> {
    let (equal, none) = (|value: f64| fixture::figure(value, 0.0), Figure::NONE);
    let mut infinite = with_cohorts(|_| Some(f64::INFINITY));
    infinite.segments[0].ages[7].earned.p95 = Some(f64::INFINITY);
    infinite.segments[0].ages[8].retention.p90 = Some(f64::NAN);
    infinite.segments[0].client_histogram.edges[50] = f64::INFINITY;
    let mut no_opening = fixture::summary_of(1);
    no_opening.cohorts.rows.remove(0);
    let mut nobody = fixture::summary();
    nobody.segments.remove(0);
    let mut many = fixture::summary();
    let one = many.segments[0].clone();
    let name = |i: usize| format!("{i} <b>&\" שלום ").repeat(20);
    many.segments = (0..9).map(|i| SegmentSummary { name: name(i), ..one.clone() }).collect();
    let mass = Histogram { edges: vec![500.0, 500.0], shares: vec![1.0], below: 0.0, above: 0.0 };
    vec![
        ("fifty years", fixture::summary_of(600)),
        ("one month of clients", with_clients(|segment| segment.ages.truncate(2))),
        ("one age", with_clients(|segment| segment.ages.truncate(1))),
        ("one value", with_clients(|segment| segment.client_histogram = mass.clone())),
        ("nobody leaves", with_ages(equal(1.0), equal(7.0), equal(7.0))),
        ("nothing earned", with_ages(equal(0.0), equal(0.0), equal(0.0))),
        ("no clients", with_ages(none, none, none)),
        ("huge clients", with_ages(fixture::figure(0.5, 0.2), fixture::figure(1e300, 1e299), equal(1e-9))),
        ("losses", with_ages(equal(0.5), fixture::figure(-900.0, 90.0), fixture::figure(5e6, 1e6))),
        ("cohorts of nothing", with_cohorts(|_| Some(0.0))),
        ("cohorts alike", with_cohorts(|_| Some(5e12))),
        ("cohorts unknown", with_cohorts(|_| None)),
        ("cohorts that pay back", with_cohorts(|cell| Some(cell - 1e5))),
        ("infinite clients", infinite),
        ("first month", no_opening),
        ("nobody acquired", nobody),
        ("many segments", many),
    ]
}

/// All degenerate charts, each drawing once: a case changes only some of the charts.
fn degenerate_charts() -> Vec<(&'static str, Chart)> {
    let plans = [Some(fixture::plan()), Some(fixture::plan_out_of_reach()), None];
    let cases = degenerate().into_iter().chain(degenerate_clients()).zip(plans.iter().cycle());
    let mut seen = BTreeSet::new();
    cases
        .flat_map(|((name, summary), plan)| {
            charts(&summary, plan.as_ref(), English).into_iter().map(move |chart| (name, chart))
        })
        .filter(|(_, chart)| seen.insert(format!("{chart:?}")))
        .collect()
}

/// What is wrong with an SVG, if anything: not one element inside another to the end, or a number that is none.
pub(super) fn flaw(svg: &str) -> Option<String> {
    if ["NaN", "inf\"", "<text"].iter().any(|bad| svg.contains(bad)) {
        return Some("a number that is none, or a text in a font".to_owned());
    }
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, after) = tag.split_once('>')?;
        if after.contains('>') {
            return Some(format!("{tag} is followed by a loose >"));
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Some(format!("{name} closes another")),
            Some(_) => {}
            None if tag.ends_with('/') || tag.starts_with('?') => {}
            None => open.push(tag.split(' ').next()?),
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} stay open"))
}

#[test]
fn degenerate_results_are_drawn_as_whole_svgs() {
    for (name, chart) in degenerate_charts() {
        let svg = chart.svg(&Theme::default()).unwrap();
        assert_eq!(flaw(&svg.text), None, "{name}: {}", chart.name);
        assert!(svg.text.len() < 400_000, "{name}: {} has {} bytes", chart.name, svg.text.len());
        let note = chart.note.unwrap_or_default();
        assert!(svg.text.contains(&note), "{name}: {}: the note is cut: {note}", chart.name);
    }
}

#[test]
fn degenerate_results_are_drawn_as_pngs_of_twice_the_size() {
    for (name, chart) in degenerate_charts() {
        let bytes = chart.png(&Theme::default()).unwrap();
        let reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (2000, 1200), "{name}: {}", chart.name);
    }
}

#[test]
fn where_there_is_nothing_to_draw_there_is_no_chart() {
    let names = |wanted: &str| -> Vec<String> {
        let mut cases = degenerate_clients().into_iter();
        let (_, summary) = cases.find(|(name, _)| *name == wanted).unwrap();
        charts(&summary, None, English).into_iter().skip(5).map(|chart| chart.name).collect()
    };
    let (cohorts, retention) = ("cohort-revenue", "retention");
    let (client, payback) = ("client-ltv-1-paid-search", "payback-1-paid-search");
    assert_eq!(names("one value"), [cohorts, retention, client, payback]);
    assert_eq!(names("one age"), [cohorts, client]);
    assert_eq!(names("no clients"), [cohorts]);
    assert_eq!(names("nobody acquired"), [cohorts]);
    assert_eq!(names("cohorts of nothing"), [retention, client, payback]);
    assert_eq!(names("cohorts unknown"), [retention, client, payback]);
    assert_eq!(names("infinite clients"), [retention, payback]);
}

#[test]
fn titles_say_the_finding() {
    let summary = fixture::summary();
    let titles: Vec<String> =
        charts(&summary, Some(&fixture::plan()), English).into_iter().map(|chart| chart.title).collect();
    insta::assert_debug_snapshot!(titles);
    let titles: Vec<String> = degenerate()
        .iter()
        .filter(|(name, _)| ["one month", "no target", "negative", "nothing"].contains(name))
        .flat_map(|(_, summary)| charts(summary, Some(&fixture::plan_out_of_reach()), English))
        .map(|chart| chart.title)
        .collect();
    insta::assert_debug_snapshot!(titles);
    let titles: BTreeSet<String> = degenerate_clients()
        .iter()
        .flat_map(|(_, summary)| charts(summary, None, English).into_iter().skip(4))
        .map(|chart| chart.title)
        .collect();
    insta::assert_debug_snapshot!(titles);
}

#[test]
fn nothing_is_cut_where_names_are_short() {
    for chart in charts(&fixture::summary(), Some(&fixture::plan()), English) {
        let svg = chart.svg(&Theme::default()).unwrap();
        assert!(!svg.text.contains('…'), "{}", chart.name);
    }
}

#[test]
fn the_axes_tell_where_values_stand() {
    let charts = charts(&fixture::summary(), None, English);
    let fan = charts.iter().find(|chart| chart.name == "cumulative-profit").unwrap();
    let Svg { text, axes } = fan.svg(&Theme::default()).unwrap();
    // The target's dashed line, where the mapping says that 3.0M is, in plotters' finer pixels.
    let y = (axes.y.pixel_of(3e6) * f64::from(FINENESS)).round();
    assert!(text.contains(&format!("{},{y} ", axes.x.pixel[0] * f64::from(FINENESS))), "{y}");
    assert_eq!(axes.x.value, [-0.5, 11.5]);
}

#[test]
fn a_chart_says_its_words_to_who_cannot_see_it() {
    let mut summary = fixture::summary();
    summary.scenario.name = "Посуда <1 & Ко>".to_owned();
    let svg = charts(&summary, None, English)[2].svg(&Theme::default()).unwrap().text;
    assert!(svg.contains("role=\"img\" aria-label=\"72 % chance of reaching the 3.0M target; median 3.9M."));
    assert!(svg.contains("Посуда &lt;1 &amp; Ко&gt;"));
    assert!(svg.contains("<title>72 % chance"));
}

#[test]
fn both_forms_are_the_same_every_time() {
    let chart = &charts(&fixture::summary(), None, English)[0];
    let theme = Theme::default();
    assert_eq!(chart.svg(&theme).unwrap().text, chart.svg(&theme).unwrap().text);
    assert_eq!(chart.png(&theme).unwrap(), chart.png(&theme).unwrap());
}
