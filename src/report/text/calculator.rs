//! What the calculator says: LTV by every formula, what follows, where formulas disagree and why, rules of thumb.

use super::Look;
use super::ltv::ladder;
use super::rules_of_thumb::rules_of_thumb;
use super::table::table;
use crate::decision::calculator::{Calculation, Estimate, Formula, Given, Input, Level, LtvFormula};
use crate::report::formulas::{endless, formula_text, level_word, title, unit};
use crate::report::notes::sentence;
use crate::report::number::maybe;
use crate::report::rules_of_thumb::beside_calculation;
use std::fmt::Write as _;

/// What `ltv` prints.
pub fn calculation(calculation: &Calculation, given: &Given, look: Look) -> String {
    let is_ltv = |estimate: &&Estimate| matches!(estimate.formula, Formula::Ltv(_));
    let (ltv, rest): (Vec<&Estimate>, Vec<&Estimate>) = calculation.estimates.iter().partition(is_ltv);
    let mut text = look.heading(&calculation_answer(calculation)) + "\n";
    section(&mut text, look, "Lifetime value of a client", &lifetime_values(&ltv, given, look));
    let follows = if ltv.is_empty() { "What the figures say" } else { "What follows" };
    section(&mut text, look, follows, &measures(&rest, given, look));
    if let Some(rung) = calculation.ladder {
        let _ = writeln!(text, "LTV:CAC ladder: {}.", ladder(rung));
    }
    let notes: Vec<String> = calculation.notes.iter().map(|note| format!("- {}", sentence(*note))).collect();
    section(&mut text, look, "Where they differ, and what to mind", &lines(&notes));
    let rules = rules_of_thumb(&beside_calculation(calculation), look);
    if !rules.is_empty() {
        text.push('\n');
        text.push_str(&rules);
    }
    text
}

/// The answer in a line: the LTV of the formula that uses most of what is known.
pub fn calculation_answer(calculation: &Calculation) -> String {
    let Some((formula, figure)) = calculation
        .reference
        .and_then(|reference| Some((Formula::Ltv(reference), calculation.figure(Formula::Ltv(reference))?)))
    else {
        let first = calculation.estimates.first();
        return first.map_or_else(String::new, |estimate| {
            let value = maybe(estimate.figure.mean, |value| unit(estimate.formula).text(value));
            format!("{}: {value}", title(estimate.formula))
        });
    };
    let value = match (figure.p10, figure.p50, figure.p90) {
        (Some(p10), Some(p50), Some(p90)) if p10 != p90 => {
            let unit = unit(formula);
            format!(
                "median {}, 8 cases in 10 between {} and {}",
                unit.rounded(p50),
                unit.rounded(p10),
                unit.rounded(p90)
            )
        }
        _ => whole_value(figure.mean, figure.left_out, formula),
    };
    let level = match formula {
        Formula::Ltv(LtvFormula::PaymentsLessCosts) | Formula::Measure(_) => String::new(),
        Formula::Ltv(ltv) => format!(", {}", level_word(ltv.level())),
    };
    format!("{}{level}: {value}", title(formula))
}

/// Lines, each with its end; nothing for none.
fn lines(lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" }
}

fn section(text: &mut String, look: Look, heading: &str, body: &str) {
    if !body.is_empty() {
        let _ = write!(text, "\n{}\n{body}", look.heading(heading));
    }
}

/// The LTV of every formula, by what of the payments counts, and how each is written.
fn lifetime_values(estimates: &[&Estimate], given: &Given, look: Look) -> String {
    let ranges = estimates.iter().any(|estimate| has_spread(estimate));
    let mut head = vec!["", ""];
    head.extend(columns(ranges));
    let (mut rows, mut formulas) = (Vec::new(), String::new());
    let widest = estimates.iter().map(|estimate| title(estimate.formula).len()).max().unwrap_or(0);
    let mut last = String::new();
    for estimate in estimates {
        let Formula::Ltv(formula) = estimate.formula else { continue };
        let title = title(estimate.formula);
        let is_new = title != last;
        let mut row = vec![if is_new { title.clone() } else { String::new() }];
        row.push(level_word(formula.level()).to_owned());
        row.extend(values(estimate, ranges));
        rows.push(row);
        if is_new {
            let text = formula_text(estimate.formula, |input| given.has(input));
            let _ = writeln!(formulas, "  {title:<widest$}  {text}");
        }
        last = title;
    }
    if rows.is_empty() {
        return String::new();
    }
    let is_at = |level| estimates.iter().any(|e| matches!(e.formula, Formula::Ltv(f) if f.level() == level));
    if is_at(Level::Margin) && given.has(Input::Margin) {
        formulas.push_str("  margin: times the margin\n");
    }
    if is_at(Level::Net) {
        let kept =
            if given.has(Input::RetentionCost) { ", less retention cost in each month counted" } else { "" };
        let cac = if given.has(Input::Cac) || given.has(Input::AdSpend) { ", less CAC" } else { "" };
        let margin = if given.has(Input::Margin) { "margin" } else { "revenue" };
        let _ = writeln!(formulas, "  net: {margin}{kept}{cac}");
    }
    if given.has(Input::Discount) {
        formulas
            .push_str("  d = (1 + discount)^(-1/12): what a month of waiting leaves of a unit of money\n");
    }
    format!("{}\n{formulas}", table(look, 2, &head, rows))
}

/// A row a measure, with its formula.
fn measures(estimates: &[&Estimate], given: &Given, look: Look) -> String {
    let ranges = estimates.iter().any(|estimate| has_spread(estimate));
    let mut head = vec!["", "Formula"];
    head.extend(columns(ranges));
    let rows: Vec<Vec<String>> = estimates
        .iter()
        .map(|estimate| {
            let mut row =
                vec![title(estimate.formula), formula_text(estimate.formula, |input| given.has(input))];
            row.extend(values(estimate, ranges));
            row
        })
        .collect();
    if rows.is_empty() { String::new() } else { table(look, 2, &head, rows) }
}

fn has_spread(estimate: &Estimate) -> bool {
    let figure = &estimate.figure;
    figure.p10 != figure.p90 || figure.p5 != figure.p95
}

fn columns(ranges: bool) -> &'static [&'static str] {
    if ranges { &["Mean", "P10", "P50", "P90"] } else { &["Value"] }
}

fn values(estimate: &Estimate, ranges: bool) -> Vec<String> {
    let (figure, unit) = (&estimate.figure, unit(estimate.formula));
    if !ranges {
        return vec![whole_value(figure.mean, figure.left_out, estimate.formula)];
    }
    let columns = [figure.mean, figure.p10, figure.p50, figure.p90];
    columns
        .map(|value| {
            value.map_or_else(|| whole_value(None, figure.left_out, estimate.formula), |x| unit.rounded(x))
        })
        .to_vec()
}

/// A value to its last digit. Where nothing was left out and yet there is none, it is infinite.
fn whole_value(value: Option<f64>, left_out: usize, formula: Formula) -> String {
    match value {
        None if left_out == 0 => endless(formula).to_owned(),
        value => maybe(value, |value| unit(formula).text(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::calculator::calculate;
    use crate::decision::draws::Trials;
    use crate::model::scenario::{NoFiles, value};

    fn said(inputs: &[(Input, &str)]) -> String {
        let read = |(input, text): &(Input, &str)| {
            (*input, value(text, text, &input.domain(), &NoFiles).unwrap_or_else(|p| panic!("{p:?}")).0)
        };
        let given = Given { quantities: inputs.iter().map(read).collect() };
        calculation(&calculate(&given, Trials { count: 4096, seed: 1 }), &given, Look::Plain)
    }

    #[test]
    fn every_formula_stands_with_its_levels_and_percentiles() {
        insta::assert_snapshot!(said(&[
            (Input::Arpu, "450 to 550"),
            (Input::Churn, "4% to 6%"),
            (Input::Lifetime, "36"),
            (Input::Margin, "70%"),
            (Input::RetentionCost, "20"),
            (Input::Cac, "1500"),
            (Input::Discount, "18%"),
        ]));
    }

    #[test]
    fn what_has_no_end_is_no_number() {
        let text = said(&[(Input::Arpu, "100"), (Input::Churn, "0"), (Input::Cac, "0")]);
        insta::assert_snapshot!(text);
        let text =
            said(&[(Input::LostClients, "7"), (Input::Clients, "5"), (Input::Arpu, "1"), (Input::Cac, "1")]);
        assert!(text.contains("The counts contradict each other") && !text.contains("NaN"), "{text}");
        let text = said(&[
            (Input::Arpu, "10"),
            (Input::RetentionCost, "12"),
            (Input::Churn, "5%"),
            (Input::Cac, "1"),
        ]);
        assert!(text.contains("its CAC never comes back"), "{text}");
        let text = said(&[(Input::Arpu, "10"), (Input::Churn, "50%"), (Input::Cac, "25")]);
        assert!(text.contains("clients leave before they have paid it"), "{text}");
    }
}
