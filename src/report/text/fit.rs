//! Models that were fitted to an order log, in words.

use super::table::table;
use super::{Look, wrapped};
use crate::fit::basis::{Basis, Known};
use crate::fit::interval::Interval;
use crate::fit::law::Law;
use crate::fit::order_values::ValueLaw;
use crate::fit::{Chosen, Fit, FittedModel, Parameters, Seen, spend};
use crate::report::findings::{law_title, sentence, unit_name};
use crate::report::number::{fixed, maybe, percent, significant, whole};
use crate::report::words::counted;
use std::fmt::Write as _;

/// What `fit` prints.
pub fn fit(fit: &Fit, look: Look) -> String {
    let mut text = look.heading(&fit_verdict(fit)) + "\n\n";
    text.push_str(&seen(fit));
    let fitted: Vec<&FittedModel> =
        fit.models.all.iter().filter(|model| model.parameters.is_some()).collect();
    if !fitted.is_empty() {
        text.push_str("\nParameters, in brackets their standard errors.\n");
        text.push_str(&models(&fitted, look));
    }
    text.push_str(&spending(fit, look));
    text.push_str(&intervals(fit, look));
    let said = said(fit);
    if !said.is_empty() {
        text.push('\n');
    }
    text + &said
}

/// `BG/NBD: a new client makes 1.44 repeat orders in the first year; an order comes to 36.1 on average`.
pub fn fit_verdict(fit: &Fit) -> String {
    let Some((place, _)) = fit.models.chosen else {
        return "Nothing can be fitted: the log says too little of who comes back and who leaves".to_owned();
    };
    let model = &fit.models.all[place];
    let mut verdict = law_title(model.law).to_owned();
    if let (Law::Orders(law), Seen::Orders(watching), Some(found)) = (model.law, &fit.seen, &model.parameters)
    {
        let year = 365.0 / watching.unit.days();
        let parameters = std::array::from_fn(|place| found.values[place]);
        let orders = law.at(parameters, 0).expected_of_new(year);
        let _ =
            write!(verdict, ": a new client makes {} repeat orders in the first year", significant(orders));
    }
    if let (Law::Lives(law), Seen::Lives(_, unit), Some(found)) = (model.law, &fit.seen, &model.parameters) {
        let survival = |periods| law.survival(&found.values, periods);
        let periods = (365.25 / unit.days()).round() as u16;
        if let Some((first, year)) = survival(1).zip(survival(periods)) {
            let _ = write!(
                verdict,
                ": {} leave after the first {}, {} are there after a year",
                percent(1.0 - first),
                unit_name(*unit),
                percent(year)
            );
        }
    }
    let mean = fit.spend.estimate.as_ref().and_then(|found| spend::expected_mean(found.parameters, None));
    if let Some(mean) = mean {
        let _ = write!(verdict, "; a repeat order comes to {} on average", significant(mean));
    }
    verdict
}

fn seen(fit: &Fit) -> String {
    match &fit.seen {
        Seen::Orders(watching) => format!(
            "{} from {} to {}, {} after a client's first, {} without one; times in {}s.\n",
            counted(watching.clients, "client"),
            fit.from,
            fit.until,
            counted(watching.repeats, "order"),
            counted(watching.without_repeat, "client"),
            unit_name(watching.unit)
        ),
        Seen::Lives(lives, unit) => format!(
            "{} clients until {}: {} left, {} are there, {} of them not yet at a first renewal; periods are {}s.\n",
            whole(lives.clients()),
            fit.until,
            whole(lives.left()),
            whole(lives.clients() - lives.left()),
            whole(lives.clients() - lives.informative()),
            unit_name(*unit)
        ),
    }
}

fn models(fitted: &[&FittedModel], look: Look) -> String {
    let mut head = vec!["Model", "Parameters", "ln L", "AIC"];
    let has_scores = fitted.iter().any(|model| model.held_out_crps.is_some());
    if has_scores {
        head.push("CRPS");
    }
    let row = |model: &&FittedModel| {
        let found = model.parameters.as_ref();
        let mut row = vec![
            law_title(model.law).to_owned(),
            found.map_or_else(String::new, |found| {
                parameters(&found.names, &found.values, found.standard_errors.as_deref())
            }),
            maybe(found.map(|found| found.log_likelihood), |value| fixed(value, 1)),
            maybe(found.map(Parameters::aic), |value| fixed(value, 1)),
        ];
        if has_scores {
            row.push(maybe(model.held_out_crps, |value| fixed(value, 4)));
        }
        row
    };
    table(look, 2, &head, fitted.iter().map(row).collect())
}

/// `r 0.2426 (0.01256), alpha 4.414 (0.3782)`.
fn parameters(names: &[&str], values: &[f64], errors: Option<&[f64]>) -> String {
    let one = |place: usize| {
        let error = errors.map_or_else(|| "?".to_owned(), |errors| significant(errors[place]));
        format!("{} {} ({error})", names[place], significant(values[place]))
    };
    (0..names.len()).map(one).collect::<Vec<_>>().join(", ")
}

fn spending(fit: &Fit, look: Look) -> String {
    let Some(found) = &fit.spend.estimate else { return String::new() };
    let errors = found.standard_errors();
    let row = vec![
        "Gamma-Gamma".to_owned(),
        parameters(&spend::PARAMETERS, &found.parameters, errors.as_ref().map(|errors| &errors[..])),
        fixed(found.log_likelihood, 1),
        whole(fit.spend.clients as f64),
    ];
    let title = "\nWhat a repeat order comes to.\n".to_owned();
    title + &table(look, 2, &["Model", "Parameters", "ln L", "Clients"], vec![row])
}

/// Between what the parameters lie that a forecast takes; an end that the log does not tell is open.
fn intervals(fit: &Fit, look: Look) -> String {
    let row = |model: &str, name: &str, value: f64, interval: &Interval| {
        let end = |end: Option<f64>| end.map_or_else(|| "open".to_owned(), significant);
        vec![model.to_owned(), name.to_owned(), significant(value), end(interval.low), end(interval.high)]
    };
    let mut rows = Vec::new();
    let Some((place, _)) = fit.models.chosen else { return String::new() };
    let model = &fit.models.all[place];
    if let Some(Parameters { names, values, intervals: Some(intervals), .. }) = &model.parameters {
        let title = law_title(model.law);
        rows.extend((0..names.len()).map(|place| row(title, names[place], values[place], &intervals[place])));
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
    let title = "\n90 % intervals of the parameters that a forecast takes.\n".to_owned();
    title + &table(look, 2, &["Model", "Parameter", "Value", "From", "To"], rows)
}

/// What `fit` says when it has written a scenario: where, and what to do with it.
pub fn written_scenario(file: &str, beside: &[String], lacks_draws: bool, basis: &Basis) -> String {
    let mut text = format!("Written: {file}");
    let files = beside.len();
    for (place, beside) in beside.iter().enumerate() {
        let _ = write!(text, "{}{beside}", if place + 1 == files { " and " } else { ", " });
    }
    let _ = write!(text, ". It begins in {}", basis.start);
    if let Some(known) = basis.new_clients {
        let _ = write!(text, ", with {} new clients a month", significant(known.value));
    }
    if let Some(Known { value, error: Some(error), .. }) = basis.cac {
        let _ =
            write!(text, " at a CAC of {} (standard error {})", significant(value), percent(error / value));
    }
    text.push_str(".\n");
    if lacks_draws {
        text.push_str(
            "No draws: the log says too little of the parameters to draw them; what it does say stands in the file.\n",
        );
    }
    let _ = writeln!(text, "Next: ltvcast simulate {file}");
    text
}

/// Why this model, and what has to be known of it.
fn said(fit: &Fit) -> String {
    let models = &fit.models;
    let mut sentences: Vec<String> =
        models.chosen.map(|(place, how)| chosen(models.all[place].law, how)).into_iter().collect();
    // What was found of the log itself is found with each model, and told once.
    let is_of_all = |finding| models.all.iter().all(|model| model.findings.contains(finding));
    for model in &models.all {
        for finding in &model.findings {
            let sentence = sentence(finding);
            let title = law_title(model.law);
            let sentence = if is_of_all(finding) { sentence } else { format!("{title}: {sentence}") };
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    for finding in fit.spend.findings.iter().filter(|finding| !is_of_all(finding)) {
        sentences.push(format!("Gamma-Gamma: {}", sentence(finding)));
    }
    sentences.iter().map(|sentence| wrapped(sentence)).collect()
}

fn chosen(law: Law, how: Chosen) -> String {
    let title = law_title(law);
    let what = if matches!(law, Law::Lives(_)) { "renewals" } else { "orders" };
    match how {
        Chosen::HeldOut { within: 1, after } => format!(
            "{title} is taken: fitted to the log up to {after}, it foretold each client's {what} after that best (CRPS, in {what}, the \
             smaller the better)."
        ),
        Chosen::HeldOut { within, after } => format!(
            "{title} is taken: fitted to the log up to {after}, {within} models foretold each client's {what} after that equally well \
             (CRPS, in {what}, within a standard error of the best), and of these it has the smallest AIC."
        ),
        Chosen::Asked => format!("{title} is taken, as you asked."),
        Chosen::Aic => {
            format!("{title} is taken for its AIC: the log is too small to hold a part of it out.")
        }
    }
}
