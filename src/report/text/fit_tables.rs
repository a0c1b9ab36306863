//! The tables of fitted models: their parameters, what repeat orders come to, and the intervals that a forecast takes.

use super::Look;
use super::table::table;
use crate::fit::interval::Interval;
use crate::fit::law::Law;
use crate::fit::order_values::ValueLaw;
use crate::fit::{Fit, FittedModel, Parameters, spend};
use crate::report::findings::law_title;
use crate::report::language::{Language, maybe, say};

/// A row a model.
pub(super) fn models(fitted: &[&FittedModel], language: Language, look: Look) -> String {
    let mut head = vec![
        say!(language, "head-model"),
        say!(language, "head-parameters"),
        "ln L".to_owned(),
        "AIC".to_owned(),
    ];
    let has_scores = fitted.iter().any(|model| model.held_out_crps.is_some());
    if has_scores {
        head.push("CRPS".to_owned());
    }
    let tenths = |value: Option<f64>| maybe(value, |value| language.fixed(value, 1));
    let row = |model: &&FittedModel| {
        let found = model.parameters.as_ref();
        let mut row = vec![
            law_title(model.law, language),
            found.map_or_else(String::new, |found| {
                parameters(&found.names, &found.values, found.standard_errors.as_deref(), language)
            }),
            tenths(found.map(|found| found.log_likelihood)),
            tenths(found.map(Parameters::aic)),
        ];
        if has_scores {
            row.push(maybe(model.held_out_crps, |value| language.fixed(value, 4)));
        }
        row
    };
    table(look, 2, &head, fitted.iter().map(row).collect())
}

/// `r 0.2426 (0.01256), alpha 4.414 (0.3782)`.
fn parameters(names: &[&str], values: &[f64], errors: Option<&[f64]>, language: Language) -> String {
    let one = |place: usize| {
        let error = errors.map_or_else(|| "?".to_owned(), |errors| language.significant(errors[place]));
        format!("{} {} ({error})", names[place], language.significant(values[place]))
    };
    (0..names.len()).map(one).collect::<Vec<_>>().join(&say!(language, "between-numbers"))
}

/// What a repeat order comes to.
pub(super) fn spending(fit: &Fit, language: Language, look: Look) -> String {
    let Some(found) = &fit.spend.estimate else { return String::new() };
    let errors = found.standard_errors();
    let errors = errors.as_ref().map(|errors| &errors[..]);
    let row = vec![
        "Gamma-Gamma".to_owned(),
        parameters(&spend::PARAMETERS, &found.parameters, errors, language),
        language.fixed(found.log_likelihood, 1),
        language.whole(fit.spend.clients as f64),
    ];
    let head = [
        say!(language, "head-model"),
        say!(language, "head-parameters"),
        "ln L".to_owned(),
        say!(language, "head-clients"),
    ];
    format!("\n{}\n", say!(language, "fit-spend-title")) + &table(look, 2, &head, vec![row])
}

/// Between what the parameters lie that a forecast takes; an end that the log does not tell is open.
pub(super) fn intervals(fit: &Fit, language: Language, look: Look) -> String {
    let row = |model: &str, name: &str, value: f64, interval: &Interval| {
        let end = |end: Option<f64>| {
            end.map_or_else(|| say!(language, "end-open"), |value| language.significant(value))
        };
        let value = language.significant(value);
        vec![model.to_owned(), name.to_owned(), value, end(interval.low), end(interval.high)]
    };
    let mut rows = Vec::new();
    let Some((place, _)) = fit.models.chosen else { return String::new() };
    let model = &fit.models.all[place];
    if let Some(Parameters { names, values, intervals: Some(intervals), .. }) = &model.parameters {
        let title = law_title(model.law, language);
        rows.extend(
            (0..names.len()).map(|place| row(&title, names[place], values[place], &intervals[place])),
        );
    }
    let is_taken = matches!(model.law, Law::Orders(_)) && ValueLaw::of_each_client(&fit.spend).is_some();
    if let (Some(found), Some(intervals), true) = (&fit.spend.estimate, &fit.spend.intervals, is_taken) {
        let of = |(place, name): (usize, &&str)| {
            row("Gamma-Gamma", name, found.parameters[place], &intervals[place])
        };
        rows.extend(spend::PARAMETERS.iter().enumerate().map(of));
    }
    if rows.is_empty() {
        return String::new();
    }
    let head = [
        say!(language, "head-model"),
        say!(language, "head-parameter"),
        say!(language, "head-value"),
        say!(language, "head-from"),
        say!(language, "head-to"),
    ];
    format!("\n{}\n", say!(language, "fit-intervals-title")) + &table(look, 2, &head, rows)
}
