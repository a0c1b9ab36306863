//! A small fan drawn in letters: a row a month, `---===|===---` from P10 over P25, the median and P75 to P90.

use crate::forecast::summary::{Period, Summary};
use crate::report::number::{maybe, short};
use std::fmt::Write as _;

const WIDTH: usize = 50;

/// The fan of monthly profit, or nothing where there is nothing to spread.
pub(super) fn fan(summary: &Summary) -> String {
    let periods: &[Period] = if summary.months.len() <= 36 { &summary.months } else { &summary.years };
    let ends = periods.iter().flat_map(|period| [period.profit.p10, period.profit.p90]).flatten();
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    if !(low.is_finite() && high.is_finite()) || low == high {
        return String::new();
    }
    let place = |value: f64| ((value - low) / (high - low) * (WIDTH - 1) as f64).round() as usize;
    let mut text =
        format!("{:8}{:>8}  {:WIDTH$}  {:>8}\n", "", "P10", "", "P90").trim_end().to_owned() + "\n";
    for period in periods {
        let profit = &period.profit;
        let mut bar = [' '; WIDTH];
        bar[place(0.0)] = ':';
        let mut fill = |from: Option<f64>, to: Option<f64>, letter| {
            if let (Some(from), Some(to)) = (from, to) {
                bar[place(from)..=place(to)].fill(letter);
            }
        };
        fill(profit.p10, profit.p90, '-');
        fill(profit.p25, profit.p75, '=');
        fill(profit.p50, profit.p50, '|');
        let bar: String = bar.into_iter().collect();
        let [p10, p90] = [profit.p10, profit.p90].map(|end| maybe(end, short));
        let _ = writeln!(text, "{:8}{p10:>8}  {bar}  {p90:>8}", period.label.name());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn each_month_has_its_bar_in_order() {
        let text = fan(&fixture::summary());
        insta::assert_snapshot!(text);
        assert!(text.lines().all(|line| line.len() <= 80 && line.is_ascii()));
    }

    #[test]
    fn months_without_spread_or_without_figures_do_no_harm() {
        let mut summary = fixture::summary_of(2);
        summary.months[0].profit = crate::forecast::figure::Figure::NONE;
        summary.months[1].profit = fixture::figure(5.0, 0.0);
        assert_eq!(fan(&summary).lines().count(), 3);
        summary.months[1].profit = fixture::figure(0.0, 0.0);
        assert_eq!(fan(&summary), "");
    }
}
