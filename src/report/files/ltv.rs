//! `ltv.csv`: each segment's LTVs, of one client and of a cohort's average, with LTV:CAC and payback.

use super::csv;
use crate::forecast::summary::{Ltv, Summary};

/// The bytes of `ltv.csv`.
pub fn ltv_csv(summary: &Summary) -> Vec<u8> {
    let head = ["segment", "kind", "measure"].into_iter().chain(csv::FIGURE);
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).collect()];
    for segment in &summary.segments {
        let mut add = |kind: &str, measure: &str, cells: &mut dyn Iterator<Item = String>| {
            let place = [csv::name(&segment.name), kind.to_owned(), measure.to_owned()];
            rows.push(place.into_iter().chain(cells).collect());
        };
        for (kind, ltv) in [("client", &segment.ltv_client), ("cohort", &segment.ltv_cohort)] {
            for (measure, figure) in measures(ltv) {
                add(kind, measure, &mut csv::figure(figure));
            }
        }
        add("cohort", "ltv_to_cac", &mut csv::figure(&segment.ltv_to_cac));
        add("cohort", "payback_month", &mut csv::figure(&segment.payback_month.month));
        // A share of cases has a mean and an error, and no percentiles.
        let cells = [segment.payback_month.never, None, segment.payback_month.never_se];
        let blank = csv::FIGURE.len() - cells.len();
        add(
            "cohort",
            "payback_never",
            &mut cells.map(csv::number).into_iter().chain((0..blank).map(|_| String::new())),
        );
        add("cohort", "share_beyond_months", &mut csv::figure(&segment.ltv_share_beyond_months));
    }
    csv::bytes(rows)
}

fn measures(ltv: &Ltv) -> [(&'static str, &crate::forecast::figure::Figure); 3] {
    [("revenue", &ltv.revenue), ("margin", &ltv.margin), ("net", &ltv.net)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn each_segment_has_its_ten_rows_and_what_does_not_exist_is_empty() {
        let text = String::from_utf8(ltv_csv(&fixture::summary())).unwrap();
        assert_eq!(text.lines().count(), 1 + 2 * 10);
        assert!(text.contains("Paid search,cohort,payback_never,0.062,,0.001,,,,,,,"), "{text}");
        assert!(text.contains("букв\",client,revenue,,,,,,,,,,"), "{text}");
    }
}
