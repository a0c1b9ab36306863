//! Models that were fitted to an order log, in words.

use super::table::table;
use super::{Look, wrapped};
use crate::fit::estimate::Estimate;
use crate::fit::{Chosen, Fit, FittedOrders, spend};
use crate::report::findings::{law_title, sentence, unit_name};
use crate::report::number::{fixed, maybe, significant, whole};
use std::fmt::Write as _;

/// What `fit` prints.
pub fn fit(fit: &Fit, look: Look) -> String {
    let mut text = look.heading(&fit_verdict(fit)) + "\n\n";
    let watching = &fit.watching;
    let _ = writeln!(
        text,
        "{} clients from {} to {}, {} orders after a client's first, {} clients without one.",
        whole(watching.clients as f64),
        fit.from,
        fit.until,
        whole(watching.repeats as f64),
        whole(watching.without_repeat as f64)
    );
    let fitted: Vec<&FittedOrders> = fit.models.iter().filter(|model| model.estimate.is_some()).collect();
    if !fitted.is_empty() {
        let _ = write!(text, "\nParameters and standard errors, times in {}s.\n", unit_name(fit.unit));
        text.push_str(&orders(&fitted, look));
    }
    text.push_str(&spending(fit, look));
    text.push('\n');
    text.push_str(&said(fit));
    text
}

/// `BG/NBD: a new client makes 1.44 repeat orders in the first year; an order comes to 36.1`.
pub fn fit_verdict(fit: &Fit) -> String {
    let Some((place, _)) = fit.chosen else {
        return "Nothing can be fitted: no client ordered on a second day.".to_owned();
    };
    let model = &fit.models[place];
    let mut verdict = law_title(model.law).to_owned();
    if let Some(estimate) = &model.estimate {
        let year = 365.0 / fit.unit.days();
        let orders = model.law.at(estimate.parameters, 0).expected_of_new(year);
        let _ =
            write!(verdict, ": a new client makes {} repeat orders in the first year", significant(orders));
    }
    let mean = fit.spend.estimate.as_ref().and_then(|found| spend::expected_mean(found.parameters, None));
    if let Some(mean) = mean {
        let _ = write!(verdict, "; an order comes to {} on average", significant(mean));
    }
    verdict
}

fn orders(fitted: &[&FittedOrders], look: Look) -> String {
    let head = ["Model", "Parameters", "ln L", "AIC", "CRPS"];
    let row = |model: &&FittedOrders| {
        let estimate = model.estimate.as_ref();
        vec![
            law_title(model.law).to_owned(),
            estimate.map_or_else(String::new, |found| parameters(model.law.parameters(), found)),
            maybe(estimate.map(|found| found.log_likelihood), |value| fixed(value, 1)),
            maybe(estimate.map(Estimate::aic), |value| fixed(value, 1)),
            maybe(model.held_out_crps, |value| fixed(value, 4)),
        ]
    };
    table(look, 2, &head, fitted.iter().map(row).collect())
}

/// `r 0.243 (0.013), alpha 4.41 (0.38)`.
fn parameters<const N: usize>(names: [&str; N], found: &Estimate<N>) -> String {
    let errors = found.standard_errors();
    let one = |place: usize| {
        let error = errors.map_or_else(|| "?".to_owned(), |errors| significant(errors[place]));
        format!("{} {} ({error})", names[place], significant(found.parameters[place]))
    };
    (0..N).map(one).collect::<Vec<_>>().join(", ")
}

fn spending(fit: &Fit, look: Look) -> String {
    let Some(found) = &fit.spend.estimate else { return String::new() };
    let head = ["Model", "Parameters", "ln L", "Clients"];
    let row = vec![
        "Gamma-Gamma".to_owned(),
        parameters(spend::PARAMETERS, found),
        fixed(found.log_likelihood, 1),
        whole(fit.spend.clients as f64),
    ];
    "\nWhat an order comes to, of clients with a repeat order.\n".to_owned()
        + &table(look, 2, &head, vec![row])
}

/// Why this model, and what has to be known of it.
fn said(fit: &Fit) -> String {
    let mut sentences = Vec::new();
    if let Some((place, how)) = fit.chosen {
        let title = law_title(fit.models[place].law);
        sentences.push(match (how, fit.held_out_after) {
            (Chosen::HeldOut { within: 1 }, Some(day)) => format!(
                "{title} is taken: fitted to the log up to {day}, it foretold each client's orders after that best (CRPS, in orders, \
                 the smaller the better)."
            ),
            (Chosen::HeldOut { within }, Some(day)) => format!(
                "{title} is taken: fitted to the log up to {day}, {within} models foretold each client's orders after that equally \
                 well (CRPS, in orders, within a standard error of the best), and of these it has the smallest AIC."
            ),
            (Chosen::Asked, _) => format!("{title} is taken, as you asked."),
            _ => format!("{title} is taken for its AIC: the log is too small to hold a part of it out."),
        });
    }
    // What was found of the log itself is found with each model, and told once.
    let mut told: Vec<String> = Vec::new();
    let mut tell = |title: &str, sentence: String, is_of_all: bool| {
        if told.contains(&sentence) {
            return;
        }
        told.push(sentence.clone());
        sentences.push(if is_of_all { sentence } else { format!("{title}: {sentence}") });
    };
    let is_of_all = |finding| fit.models.iter().all(|model| model.findings.contains(finding));
    for model in &fit.models {
        for finding in &model.findings {
            tell(law_title(model.law), sentence(finding), is_of_all(finding));
        }
    }
    for finding in &fit.spend.findings {
        tell("Gamma-Gamma", sentence(finding), false);
    }
    sentences.iter().map(|sentence| wrapped(sentence)).collect()
}
