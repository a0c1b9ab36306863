//! A small fan drawn in letters: a row a month, `---===|===---` from P10 over P25, the median and P75 to P90.

use crate::report::language::{Language, maybe};
use std::fmt::Write as _;

const WIDTH: usize = 50;
/// Letters of the columns at both ends, where no number needs more.
const ENDS_LEAST: usize = 8;

/// The fan of what each period earns, by P10, P25, P50, P75 and P90, or nothing where there is nothing to spread.
pub(super) fn fan(periods: &[(String, [Option<f64>; 5])], language: Language) -> String {
    let ends = periods.iter().flat_map(|(_, [p10, _, _, _, p90])| [*p10, *p90]).flatten();
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    if !(low.is_finite() && high.is_finite()) || low == high {
        return String::new();
    }
    let place = |value: f64| ((value - low) / (high - low) * (WIDTH - 1) as f64).round() as usize;
    let end = |end: Option<f64>| maybe(end, |end| language.short(end));
    let ends = periods.iter().flat_map(|(_, [p10, _, _, _, p90])| [end(*p10), end(*p90)]);
    let room = ends.map(|end| end.chars().count()).fold(ENDS_LEAST, usize::max);
    let head = format!("{:8}{:>room$}  {:WIDTH$}  {:>room$}", "", "P10", "", "P90");
    let mut text = head.trim_end().to_owned() + "\n";
    for (period, [p10, p25, p50, p75, p90]) in periods {
        let mut bar = [' '; WIDTH];
        bar[place(0.0)] = ':';
        let mut fill = |from: Option<f64>, to: Option<f64>, letter| {
            if let (Some(from), Some(to)) = (from, to) {
                bar[place(from)..=place(to)].fill(letter);
            }
        };
        fill(*p10, *p90, '-');
        fill(*p25, *p75, '=');
        fill(*p50, *p50, '|');
        let bar: String = bar.into_iter().collect();
        let _ = writeln!(text, "{period:8}{:>room$}  {bar}  {:>room$}", end(*p10), end(*p90));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language::English;

    #[test]
    fn each_month_has_its_bar_in_order() {
        let months: Vec<_> = (0..12)
            .map(|month| {
                let profit = fixture::figure(f64::from(month * month) * 9e3 - 2e5, 1e5);
                (
                    format!("2027-{:02}", month + 1),
                    [profit.p10, profit.p25, profit.p50, profit.p75, profit.p90],
                )
            })
            .collect();
        let text = fan(&months, English);
        insta::assert_snapshot!(text);
        assert!(text.lines().all(|line| line.len() <= 80 && line.is_ascii()));
    }

    #[test]
    fn months_without_spread_or_without_figures_do_no_harm() {
        let month = |percentile: Option<f64>| ("2027-01".to_owned(), [percentile; 5]);
        assert_eq!(fan(&[month(None), month(Some(5.0))], English).lines().count(), 3);
        assert_eq!(fan(&[month(None), month(Some(0.0))], English), "");
    }
}
