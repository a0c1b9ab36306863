//! Comparisons as tables: `differences.csv`, a row a figure of each pair, and `waterfall.csv`, a row a step.

use super::csv::{FIGURE, bytes, figure, name, number};
use crate::decision::compare::{Comparison, Hundredths, Pair};
use serde::Serialize;

/// What each second scenario has more than the first, figure by figure of the headline.
pub fn differences_csv(comparison: &Comparison) -> Vec<u8> {
    let mut head = vec!["a", "b", "figure"];
    head.extend(FIGURE);
    head.extend(["independent_se", "b_higher", "b_higher_se"]);
    let mut rows: Vec<Vec<String>> = vec![head.into_iter().map(str::to_owned).collect()];
    for pair in &comparison.pairs {
        for (measure, paired) in &pair.figures {
            let mut row = vec![name(&pair.a), name(&pair.b), key(measure)];
            row.extend(figure(&paired.difference));
            row.extend(
                [paired.independent_se, paired.probability_b_higher, paired.probability_b_higher_se]
                    .map(number),
            );
            rows.push(row);
        }
    }
    bytes(rows)
}

/// The waterfalls, from the first scenario's median profit to the second one's.
pub fn waterfall_csv(comparison: &Comparison) -> Vec<u8> {
    let head = ["a", "b", "step", "amount"].map(str::to_owned).to_vec();
    bytes(std::iter::once(head).chain(comparison.pairs.iter().flat_map(steps)))
}

fn steps(pair: &Pair) -> Vec<Vec<String>> {
    let Some(waterfall) = &pair.waterfall else { return Vec::new() };
    let row = |step: String, amount: Hundredths| {
        vec![name(&pair.a), name(&pair.b), step, number(Some(amount.amount()))]
    };
    let parts = waterfall.parts.iter().map(|part| row(key(&part.cause), part.amount));
    let mut rows = vec![row("from".to_owned(), waterfall.from)];
    rows.extend(parts);
    rows.push(row("to".to_owned(), waterfall.to));
    rows
}

/// The name that JSON has for it.
fn key(of: &impl Serialize) -> String {
    let value = serde_json::to_value(of).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison_fixture::comparison;

    #[test]
    fn each_pair_has_its_figures_and_a_waterfall_adds_up() {
        let text = String::from_utf8(differences_csv(&comparison())).unwrap();
        assert_eq!(text.lines().count(), 1 + 4, "{text}");
        assert!(text.contains("plan,cheaper-clicks,profit,"), "{text}");
        let text = String::from_utf8(waterfall_csv(&comparison())).unwrap();
        let steps: Vec<(&str, f64)> = text
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<&str>>())
            .map(|cells| (cells[2], cells[3].parse().unwrap()))
            .collect();
        let names: Vec<&str> = steps.iter().map(|(step, _)| *step).collect();
        assert_eq!(names, ["from", "churn", "order_rate", "cac", "sampling", "to"]);
        let kopecks = |place: usize| (100.0 * steps[place].1).round() as i64;
        assert_eq!((0..5).map(kopecks).sum::<i64>(), kopecks(5));
    }
}
