//! `levers.csv`: a row a lever, or two together, the best first.

use super::csv::{FIGURE, bytes, figure, name, number};
use crate::decision::levers::{Ranked, Ranking};

/// The bytes of `levers.csv`; the columns of a figure are those of the added profit.
pub fn levers_csv(ranking: &Ranking) -> Vec<u8> {
    let mut head = vec!["lever", "with"];
    head.extend(FIGURE);
    head.extend(["probability_pays", "probability_pays_se", "payback_p50", "payback_never", "cost_mean"]);
    let head = head.into_iter().map(str::to_owned).collect();
    bytes(std::iter::once(head).chain(ranking.levers.iter().map(row)))
}

fn row(ranked: &Ranked) -> Vec<String> {
    let lever = |place: usize| ranked.names.get(place).map_or_else(String::new, |lever| name(lever));
    let payback = &ranked.payback_month;
    let mut row = vec![lever(0), lever(1)];
    row.extend(figure(&ranked.added_profit));
    row.extend(
        [
            Some(ranked.probability_pays),
            Some(ranked.probability_pays_se),
            payback.month.p50,
            payback.never,
            ranked.cost.mean,
        ]
        .map(number),
    );
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::levers_fixture::ranking;

    #[test]
    fn a_lever_alone_has_no_second_one_and_a_name_is_no_formula() {
        let mut ranking = ranking();
        ranking.levers[1].names[0] = "=1+1".to_owned();
        ranking.levers[1].payback_month.month.p50 = None;
        let text = String::from_utf8(levers_csv(&ranking)).unwrap();
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 1 + ranking.levers.len());
        assert!(lines.iter().all(|cells| cells.len() == 2 + 10 + 5), "{text}");
        assert_eq!(lines[1][..2], ["Onboarding", "Loyalty"]);
        assert_eq!((lines[2][0], lines[2][1], lines[2][14]), ("'=1+1", "", ""));
        assert_eq!(lines[2][12], "0.93");
    }
}
