//! What the calculator says: LTV by every formula, what follows, where formulas disagree and why, rules of thumb.

use super::Look;
use super::document;
use super::table::table;
use crate::decision::calculator::{Calculation, Estimate, Formula, Given, Input, Level, LtvFormula};
use crate::report::document::{beside_calculation, ladder, rules_of_thumb};
use crate::report::formulas::{endless, formula_text, level_word, title, unit};
use crate::report::language::{Language, maybe, say};
use crate::report::notes::sentence;

/// What `ltv` prints.
pub fn calculation(calculation: &Calculation, given: &Given, language: Language, look: Look) -> String {
    let is_ltv = |estimate: &&Estimate| matches!(estimate.formula, Formula::Ltv(_));
    let (ltv, rest): (Vec<&Estimate>, Vec<&Estimate>) = calculation.estimates.iter().partition(is_ltv);
    let mut text = look.heading(&calculation_answer(calculation, language)) + "\n";
    let values = lifetime_values(&ltv, given, language, look);
    section(&mut text, look, &say!(language, "ltv-values-title"), &values);
    let follows = if ltv.is_empty() {
        say!(language, "figures-say-title")
    } else {
        say!(language, "what-follows-title")
    };
    section(&mut text, look, &follows, &measures(&rest, given, language, look));
    if let Some(rung) = calculation.ladder {
        text += &(say!(language, "calculated-ladder", rung = ladder(rung, language)) + "\n");
    }
    let notes = calculation.notes.iter().map(|note| format!("- {}\n", sentence(*note, language)));
    section(&mut text, look, &say!(language, "where-they-differ-title"), &notes.collect::<String>());
    let rules = rules_of_thumb(&beside_calculation(calculation, language), language);
    if !rules.blocks.is_empty() {
        text.push('\n');
        text.push_str(&document::section(&rules, language, look));
    }
    text
}

/// The answer in a line: the LTV of the formula that uses most of what is known.
pub fn calculation_answer(calculation: &Calculation, language: Language) -> String {
    let Some((formula, figure)) = calculation
        .reference
        .and_then(|reference| Some((Formula::Ltv(reference), calculation.figure(Formula::Ltv(reference))?)))
    else {
        let first = calculation.estimates.first();
        return first.map_or_else(String::new, |estimate| {
            let unit = unit(estimate.formula);
            let value = maybe(estimate.figure.mean, |value| unit.text(value, language));
            format!("{}: {value}", title(estimate.formula, language))
        });
    };
    let value = match (figure.p10, figure.p50, figure.p90) {
        (Some(p10), Some(p50), Some(p90)) if p10 != p90 => {
            let [p10, p50, p90] = [p10, p50, p90].map(|value| unit(formula).rounded(value, language));
            say!(language, "calculated-range", p10 = p10, p50 = p50, p90 = p90)
        }
        _ => whole_value(figure.mean, figure.left_out, formula, language),
    };
    let level = match formula {
        Formula::Ltv(LtvFormula::PaymentsLessCosts) | Formula::Measure(_) => String::new(),
        Formula::Ltv(ltv) => format!(", {}", level_word(ltv.level(), language)),
    };
    format!("{}{level}: {value}", title(formula, language))
}

fn section(text: &mut String, look: Look, heading: &str, body: &str) {
    if !body.is_empty() {
        *text += &format!("\n{}\n{body}", look.heading(heading));
    }
}

/// The LTV of every formula, by what of the payments counts, and how each is written.
fn lifetime_values(estimates: &[&Estimate], given: &Given, language: Language, look: Look) -> String {
    let ranges = estimates.iter().any(|estimate| has_spread(estimate));
    let mut head = vec![String::new(), String::new()];
    head.extend(columns(ranges, language));
    let (mut rows, mut formulas) = (Vec::new(), String::new());
    let letters = |estimate: &&Estimate| title(estimate.formula, language).chars().count();
    let widest = estimates.iter().map(letters).max().unwrap_or(0);
    let mut last = String::new();
    for estimate in estimates {
        let Formula::Ltv(formula) = estimate.formula else { continue };
        let title = title(estimate.formula, language);
        let is_new = title != last;
        let mut row = vec![if is_new { title.clone() } else { String::new() }];
        row.push(level_word(formula.level(), language));
        row.extend(values(estimate, ranges, language));
        rows.push(row);
        if is_new {
            let text = formula_text(estimate.formula, |input| given.has(input), language);
            formulas += &format!("  {title:<widest$}  {text}\n");
        }
        last = title;
    }
    if rows.is_empty() {
        return String::new();
    }
    let levels = levels_explained(estimates, given, language);
    let levels: String = levels.iter().map(|line| format!("  {line}\n")).collect();
    format!("{}\n{formulas}{levels}", table(look, 2, &head, rows))
}

/// What of the payments counts at each level, as far as the table has it, and how what comes later counts.
fn levels_explained(estimates: &[&Estimate], given: &Given, language: Language) -> Vec<String> {
    let is_at = |level| estimates.iter().any(|e| matches!(e.formula, Formula::Ltv(f) if f.level() == level));
    let mut lines = Vec::new();
    if is_at(Level::Margin) && given.has(Input::Margin) {
        lines.push(say!(language, "margin-explained"));
    }
    if is_at(Level::Net) {
        let or_nothing = |is_there: bool, words: String| if is_there { words } else { String::new() };
        let kept = or_nothing(given.has(Input::RetentionCost), say!(language, "net-less-kept"));
        let cac =
            or_nothing(given.has(Input::Cac) || given.has(Input::AdSpend), say!(language, "net-less-cac"));
        lines.push(if given.has(Input::Margin) {
            say!(language, "net-of-margin", kept = kept, cac = cac)
        } else {
            say!(language, "net-of-revenue", kept = kept, cac = cac)
        });
    }
    if given.has(Input::Discount) {
        lines.push(say!(language, "discount-explained"));
    }
    lines
}

/// A row a measure, with its formula.
fn measures(estimates: &[&Estimate], given: &Given, language: Language, look: Look) -> String {
    let ranges = estimates.iter().any(|estimate| has_spread(estimate));
    let mut head = vec![String::new(), say!(language, "head-formula")];
    head.extend(columns(ranges, language));
    let rows: Vec<Vec<String>> = estimates
        .iter()
        .map(|estimate| {
            let formula = formula_text(estimate.formula, |input| given.has(input), language);
            let mut row = vec![title(estimate.formula, language), formula];
            row.extend(values(estimate, ranges, language));
            row
        })
        .collect();
    if rows.is_empty() { String::new() } else { table(look, 2, &head, rows) }
}

fn has_spread(estimate: &Estimate) -> bool {
    let figure = &estimate.figure;
    figure.p10 != figure.p90 || figure.p5 != figure.p95
}

fn columns(ranges: bool, language: Language) -> Vec<String> {
    if ranges {
        vec![say!(language, "head-mean"), "P10".to_owned(), "P50".to_owned(), "P90".to_owned()]
    } else {
        vec![say!(language, "head-value")]
    }
}

fn values(estimate: &Estimate, ranges: bool, language: Language) -> Vec<String> {
    let (figure, unit) = (&estimate.figure, unit(estimate.formula));
    let whole = |value: Option<f64>| whole_value(value, figure.left_out, estimate.formula, language);
    if !ranges {
        return vec![whole(figure.mean)];
    }
    let columns = [figure.mean, figure.p10, figure.p50, figure.p90];
    columns.map(|value| value.map_or_else(|| whole(None), |value| unit.rounded(value, language))).to_vec()
}

/// A value to its last digit. Where nothing was left out and yet there is none, it is infinite.
fn whole_value(value: Option<f64>, left_out: usize, formula: Formula, language: Language) -> String {
    match value {
        None if left_out == 0 => endless(formula, language),
        value => maybe(value, |value| unit(formula).text(value, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::calculator::calculate;
    use crate::decision::draws::Trials;
    use crate::model::scenario::{NoFiles, value};
    use crate::report::language::Language::{English, Russian};

    fn said(inputs: &[(Input, &str)]) -> String {
        said_in(English, inputs)
    }

    fn said_in(language: Language, inputs: &[(Input, &str)]) -> String {
        let read = |(input, text): &(Input, &str)| {
            (*input, value(text, text, &input.domain(), &NoFiles).unwrap_or_else(|p| panic!("{p:?}")).0)
        };
        let given = Given { quantities: inputs.iter().map(read).collect() };
        calculation(&calculate(&given, Trials { count: 4096, seed: 1 }), &given, language, Look::Plain)
    }

    const MUCH: [(Input, &str); 7] = [
        (Input::Arpu, "450 to 550"),
        (Input::Churn, "4% to 6%"),
        (Input::Lifetime, "36"),
        (Input::Margin, "70%"),
        (Input::RetentionCost, "20"),
        (Input::Cac, "1500"),
        (Input::Discount, "18%"),
    ];

    #[test]
    fn every_formula_stands_with_its_levels_and_percentiles() {
        insta::assert_snapshot!(said(&MUCH));
    }

    #[test]
    fn formulas_and_notes_speak_russian() {
        insta::assert_snapshot!(said_in(Russian, &MUCH).replace('\u{A0}', "~"));
    }

    #[test]
    fn months_are_counted_as_the_language_counts() {
        let life = |language: Language, churn: &str| {
            let text = said_in(language, &[(Input::Arpu, "100"), (Input::Churn, churn)]);
            let line = text.lines().find(|line| line.contains("1 / ")).unwrap().replace('\u{A0}', " ");
            line.split("  ").last().unwrap().trim().to_owned()
        };
        assert_eq!(
            ["1", "0.5", "0.2"].map(|churn| life(Russian, churn)),
            ["1 месяц", "2 месяца", "5 месяцев"]
        );
        assert_eq!([life(Russian, "0.4"), life(English, "0.4")], ["2,5 месяца", "2.5 months"]);
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
