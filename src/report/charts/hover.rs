//! What a page shows of a chart under the pointer: places on the chart, and the values that stand there.

use super::axis::{AxesMapping, AxisMapping};
use super::bands::Percentiles;
use super::cohort_heat::CohortHeat;
use super::cohort_revenue::CohortRevenue;
use super::exceedances::{Curve, Exceedances};
use super::fans::Fans;
use super::tornado::Tornado;
use super::waterfall::{End, Step, Way};
use super::{Chart, Content};
use crate::model::month::Month;
use crate::report::language::{Language, say};

/// A place on a chart, in the units of its drawing, and what stands there.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The upper left corner.
    pub from: (f64, f64),
    /// The lower right corner.
    pub to: (f64, f64),
    /// The values, the first line being what they are of.
    pub lines: Vec<String>,
}

/// The places of a chart whose axes are these.
pub(super) fn places(chart: &Chart, axes: &AxesMapping) -> Vec<Place> {
    let language = chart.language;
    match &chart.content {
        Content::Fan(fan) => {
            let month = |place: usize| language.month(fan.start.plus(place));
            let points = fan.months.iter().enumerate();
            let points = points.filter_map(|(place, values)| Some((place as f64, month(place), (*values)?)));
            strips(
                axes,
                points.map(|(at, name, values)| (at, name, percentiles(values, &fan.currency, language))),
            )
        }
        Content::Payback(payback) => {
            let points = payback.ages.iter().filter_map(|(age, values)| Some((*age, (*values)?)));
            strips(
                axes,
                points.map(|(age, values)| {
                    (age, after(age, language), percentiles(values, &payback.currency, language))
                }),
            )
        }
        Content::Exceedance(data) => strips(
            axes,
            // The curve has a point for each half per cent; so many places would be too thin to point at.
            data.curve.iter().step_by(4).map(|point| {
                let value = money(point.value, &data.currency, language);
                let head = say!(language, "hover-or-more", value = value);
                (point.value, head, vec![language.percent(point.probability)])
            }),
        ),
        Content::Budget(data) => strips(
            axes,
            data.curve.iter().map(|point| {
                let clients = language.whole(point.clients);
                let lines = vec![
                    say!(language, "hover-chance", chance = language.percent(point.probability.value)),
                    say!(language, "hover-clients", clients = clients),
                ];
                (point.ad_budget, money(point.ad_budget, &data.currency, language), lines)
            }),
        ),
        Content::CohortHeat(data) => of_cohort_heat(data, axes, language),
        Content::Retention(data) => {
            let Some(longest) = data.lines.iter().max_by_key(|line| line.ages.len()) else {
                return Vec::new();
            };
            strips(
                axes,
                longest.ages.iter().enumerate().map(|(place, age)| {
                    let told = data.lines.iter().filter_map(|line| Some((&line.name, line.ages.get(place)?)));
                    let lines = told.map(|(name, age)| format!("{name}: {}", language.percent(age.mean)));
                    (age.months, after(age.months, language), lines.collect())
                }),
            )
        }
        Content::ClientLtv(data) => {
            let bins = data.histogram.edges.windows(2).zip(&data.histogram.shares);
            let bins = bins.filter(|(ends, _)| ends[0] < ends[1]);
            bins.map(|(ends, share)| {
                let [from, to] = [ends[0], ends[1]].map(|end| money(end, &data.currency, language));
                let lines = vec![format!("{from} – {to}"), language.percent_to(*share, 2)];
                let across = [axes.x.pixel_of(ends[0]), axes.x.pixel_of(ends[1])];
                place(across, axes.y.pixel, lines)
            })
            .collect()
        }
        Content::CohortRevenue(data) => of_cohort_revenue(data, axes, language),
        Content::Tornado(data) => of_tornado(data, axes, language),
        Content::Exceedances(data) => of_exceedances(data, axes, language),
        Content::Fans(data) => strips(axes, of_fans(data, language)),
        Content::Waterfall(data) => of_waterfall(data, axes, language),
        _ => Vec::new(),
    }
}

/// Points of an exceedance curve from one place to the next: there is one for each half per cent.
const POINTS: usize = 10;

/// At chances from top to bottom, what each scenario makes or more with it.
fn of_exceedances(data: &Exceedances, axes: &AxesMapping, language: Language) -> Vec<Place> {
    let Some(first) = data.curves.first() else { return Vec::new() };
    let chances = first.points.iter().enumerate().skip(POINTS - 1).step_by(POINTS);
    let half = 0.25 / 100.0 * POINTS as f64;
    chances
        .map(|(at, point)| {
            let of_curve = |curve: &Curve| {
                let there = curve.points.get(at).filter(|there| there.probability == point.probability)?;
                let value = money(there.value, &data.currency, language);
                Some(format!("{}: {}", curve.of.name, say!(language, "hover-or-more", value = value)))
            };
            let head = language.percent(point.probability);
            let lines = std::iter::once(head).chain(data.curves.iter().filter_map(of_curve)).collect();
            let ends = [point.probability - half, point.probability + half].map(|end| end.clamp(0.0, 1.0));
            place(axes.x.pixel, ends.map(|end| axes.y.pixel_of(end)), lines)
        })
        .collect()
}

fn of_cohort_heat(data: &CohortHeat, axes: &AxesMapping, language: Language) -> Vec<Place> {
    let rows = data.rows.iter().enumerate();
    rows.flat_map(|(row, (joined, _, shares))| {
        let cells = shares.iter().take(data.ages).enumerate();
        cells.filter_map(move |(column, share)| {
            let age = column + 1;
            let head = format!("{}, {}", shown(joined, language), after(age as f64, language));
            let lines = vec![head, language.percent((*share)?)];
            Some(place(side(&axes.x, age), side(&axes.y, row), lines))
        })
    })
    .collect()
}

fn of_cohort_revenue(data: &CohortRevenue, axes: &AxesMapping, language: Language) -> Vec<Place> {
    let rows = data.rows.iter().enumerate();
    rows.flat_map(|(row, (joined, amounts))| {
        let cells = amounts.iter().zip(&data.periods).enumerate();
        cells.filter_map(move |(column, (amount, period))| {
            let amount = money((*amount)?, &data.currency, language);
            let lines = vec![format!("{} → {}", shown(joined, language), shown(period, language)), amount];
            Some(place(side(&axes.x, column), side(&axes.y, row), lines))
        })
    })
    .collect()
}

/// From one side of a cell to the other.
fn side(axis: &AxisMapping, at: usize) -> [f64; 2] {
    [axis.pixel_of(at as f64 - 0.5), axis.pixel_of(at as f64 + 0.5)]
}

/// A row a quantity: what profit is at both of its ends.
fn of_tornado(data: &Tornado, axes: &AxesMapping, language: Language) -> Vec<Place> {
    let rows = data.rows.iter().enumerate();
    rows.map(|(row, quantity)| {
        let [low, high] = quantity
            .ends
            .each_ref()
            .map(|end| (end.value.clone(), money(end.profit, &data.currency, language)));
        let lines = vec![
            quantity.name.clone(),
            say!(language, "hover-low", value = low.0, profit = low.1),
            say!(language, "hover-high", value = high.0, profit = high.1),
        ];
        place(axes.x.pixel, row_of(axes, row), lines)
    })
    .collect()
}

/// From where to where a row of a chart of rows reaches.
fn row_of(axes: &AxesMapping, row: usize) -> [f64; 2] {
    [axes.y.pixel_of(row as f64 - 0.5), axes.y.pixel_of(row as f64 + 0.5)]
}

/// In each month the median of each scenario, and between which values most cases are.
fn of_fans(data: &Fans, language: Language) -> impl Iterator<Item = (f64, String, Vec<String>)> + '_ {
    (0..data.months).map(move |place| {
        let head = data.start.map_or_else(
            || say!(language, "hover-month", month = place + 1),
            |start| language.month(start.plus(place)),
        );
        let lines = data.scenarios.iter().filter_map(|fan| {
            let month = fan.months.get(place).copied().flatten()?;
            let [p50, p10, p90] = [month.median(), month.p10(), month.p90()]
                .map(|value| money(value, &data.currency, language));
            Some(format!("{}: P50 {p50}, P10 {p10}, P90 {p90}", fan.of.name))
        });
        (place as f64, head, lines.collect())
    })
}

/// A row an end or a step, in full.
fn of_waterfall(data: &Way, axes: &AxesMapping, language: Language) -> Vec<Place> {
    let of_end = |end: &End| vec![end.name.clone(), money(end.amount, &data.currency, language)];
    let of_step = |step: &Step| {
        let amount = money(step.amount, &data.currency, language);
        let sign = if step.amount > 0.0 { "+" } else { "" };
        vec![step.name.clone(), format!("{sign}{amount}")]
    };
    let [first, last] = data.ends.each_ref().map(of_end);
    let rows = std::iter::once(first).chain(data.steps.iter().map(of_step)).chain([last]);
    rows.enumerate().map(|(row, lines)| place(axes.x.pixel, row_of(axes, row), lines)).collect()
}

/// Places side by side from the left of a plot to its right, each reaching half way to its neighbours.
fn strips(axes: &AxesMapping, points: impl Iterator<Item = (f64, String, Vec<String>)>) -> Vec<Place> {
    let [left, right] = axes.x.pixel;
    let mut points: Vec<(f64, Vec<String>)> = points
        .filter(|(at, ..)| at.is_finite())
        .map(|(at, head, lines)| (axes.x.pixel_of(at), std::iter::once(head).chain(lines).collect()))
        .filter(|(at, _): &(f64, Vec<String>)| (left - 1.0..=right + 1.0).contains(at))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|a, b| a.0 == b.0);
    let edge = |place: usize| match place {
        0 => left,
        place if place == points.len() => right,
        place => f64::midpoint(points[place - 1].0, points[place].0),
    };
    let all = points.iter().enumerate();
    all.map(|(at, (_, lines))| place([edge(at), edge(at + 1)], axes.y.pixel, lines.clone())).collect()
}

fn place(x: [f64; 2], y: [f64; 2], lines: Vec<String>) -> Place {
    Place { from: (x[0].min(x[1]), y[0].min(y[1])), to: (x[0].max(x[1]), y[0].max(y[1])), lines }
}

/// From the highest to the lowest, as they stand over each other on the chart.
fn percentiles(values: Percentiles, currency: &str, language: Language) -> Vec<String> {
    let names = ["P5", "P10", "P25", "P50", "P75", "P90", "P95"];
    let told = names.iter().zip(values.0).rev();
    told.map(|(name, value)| format!("{name}: {}", money(value, currency, language))).collect()
}

fn money(value: f64, currency: &str, language: Language) -> String {
    let amount = if value.abs() >= 1000.0 { language.whole(value) } else { language.exact(value) };
    language.money(&amount, currency)
}

fn after(months: f64, language: Language) -> String {
    say!(language, "hover-after", months = language.months(months.max(0.0) as usize))
}

/// A month's name where the text is one.
fn shown(text: &str, language: Language) -> String {
    Month::parse(text).map_or_else(|| text.to_owned(), |month| language.month(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::comparison_charts;
    use crate::report::{comparison_fixture, fixture};

    #[test]
    fn the_charts_of_a_comparison_say_what_each_scenario_has() {
        let comparison = comparison_fixture::comparison();
        let summaries = [fixture::summary(), fixture::summary()];
        let axis = |value| AxisMapping { pixel: [0.0, 100.0], value };
        let of = |name: &str, x, y| -> Vec<Vec<String>> {
            let charts = comparison_charts(&comparison, &summaries, Language::English);
            let chart = charts.into_iter().find(|chart| chart.name.starts_with(name)).unwrap();
            let axes = AxesMapping { x: axis(x), y: axis(y) };
            places(&chart, &axes).into_iter().map(|place| place.lines).collect()
        };
        let months = of("cumulative-profit", [-0.5, 11.5], [0.0, 1.0]);
        assert_eq!(months.len(), 12);
        assert!(months[0][1].starts_with("plan: P50 ") && months[0].len() == 3, "{:?}", months[0]);
        let chances = of("profit-exceedance", [0.0, 1.0], [0.0, 1.0]);
        assert!(!chances.is_empty() && chances.iter().all(|lines| lines.len() == 3), "{chances:?}");
        let steps = of("waterfall", [0.0, 1.0], [-0.5, 5.5]);
        assert_eq!(steps.len(), 6);
        assert_eq!(steps[1], ["Churn", "+₽900,000"]);
        assert_eq!(steps[5], ["cheaper-clicks", "₽5,100,000"]);
    }

    #[test]
    fn strips_reach_from_edge_to_edge_and_leave_no_gap() {
        let axis = |pixel| AxisMapping { pixel, value: [0.0, 10.0] };
        let axes = AxesMapping { x: axis([100.0, 200.0]), y: axis([400.0, 50.0]) };
        let points = [4.0, 0.0, 10.0, 30.0].map(|at| (at, format!("{at}"), vec!["x".to_owned()]));
        let places = strips(&axes, points.into_iter());
        let spans: Vec<_> = places.iter().map(|place| (place.from.0, place.to.0)).collect();
        assert_eq!(spans, [(100.0, 120.0), (120.0, 170.0), (170.0, 200.0)]);
        assert!(places.iter().all(|place| (place.from.1, place.to.1) == (50.0, 400.0)));
        assert_eq!(places[1].lines, ["4", "x"]);
    }
}
