//! Models that were fitted to an order log, in words. The tables stand in `fit_tables`.

use super::fit_tables::{intervals, models, spending};
use super::{Look, wrapped};
use crate::fit::basis::{Basis, Known};
use crate::fit::law::Law;
use crate::fit::{Chosen, Fit, FittedModel, Seen, spend};
use crate::report::findings::{law_title, sentence, unit_name};
use crate::report::language::{Language, say};

/// What `fit` prints.
pub fn fit(fit: &Fit, language: Language, look: Look) -> String {
    let mut text = look.heading(&fit_verdict(fit, language)) + "\n\n";
    text += &(seen(fit, language) + "\n");
    let fitted: Vec<&FittedModel> =
        fit.models.all.iter().filter(|model| model.parameters.is_some()).collect();
    if !fitted.is_empty() {
        text += &format!("\n{}\n", say!(language, "fit-parameters-title"));
        text.push_str(&models(&fitted, language, look));
    }
    text.push_str(&spending(fit, language, look));
    text.push_str(&intervals(fit, language, look));
    let said = said(fit, language);
    if !said.is_empty() {
        text.push('\n');
    }
    text + &said
}

/// `BG/NBD: a new client makes 1.44 repeat orders in the first year; an order comes to 36.1 on average`.
pub fn fit_verdict(fit: &Fit, language: Language) -> String {
    let Some((place, _)) = fit.models.chosen else { return say!(language, "fit-nothing") };
    let model = &fit.models.all[place];
    let mut verdict = law_title(model.law, language);
    if let Some(foretold) = foretold(model, &fit.seen, language) {
        verdict = format!("{verdict}: {foretold}");
    }
    let mean = fit.spend.estimate.as_ref().and_then(|found| spend::expected_mean(found.parameters, None));
    match mean {
        Some(mean) => {
            format!("{verdict}; {}", say!(language, "fit-mean-order", mean = language.significant(mean)))
        }
        None => verdict,
    }
}

/// What a model says of a new client's first year.
fn foretold(model: &FittedModel, seen: &Seen, language: Language) -> Option<String> {
    let found = model.parameters.as_ref()?;
    match (model.law, seen) {
        (Law::Orders(law), Seen::Orders(watching)) => {
            let year = 365.0 / watching.unit.days();
            let parameters = std::array::from_fn(|place| found.values[place]);
            let orders = law.at(parameters, 0).expected_of_new(year);
            Some(say!(language, "fit-orders-of-new", orders = language.significant(orders)))
        }
        (Law::Lives(law), Seen::Lives(_, unit)) => {
            let survival = |periods| law.survival(&found.values, periods);
            let periods = (365.25 / unit.days()).round() as u16;
            let (first, year) = survival(1).zip(survival(periods))?;
            Some(say!(
                language,
                "fit-lives-of-new",
                leave = language.percent(1.0 - first),
                unit = unit_name(*unit),
                kept = language.percent(year)
            ))
        }
        _ => None,
    }
}

fn seen(fit: &Fit, language: Language) -> String {
    match &fit.seen {
        Seen::Orders(watching) => say!(
            language,
            "fit-seen-orders",
            clients = watching.clients,
            from = fit.from.to_string(),
            until = fit.until.to_string(),
            repeats = watching.repeats,
            without = watching.without_repeat,
            unit = unit_name(watching.unit)
        ),
        Seen::Lives(lives, unit) => say!(
            language,
            "fit-seen-lives",
            clients = lives.clients().round(),
            until = fit.until.to_string(),
            left = language.whole(lives.left()),
            there = (lives.clients() - lives.left()).round(),
            early = language.whole(lives.clients() - lives.informative()),
            unit = unit_name(*unit)
        ),
    }
}

/// What `fit` says when it has written a scenario: where, and what to do with it.
pub fn written_scenario(
    file: &str,
    beside: &[String],
    lacks_draws: bool,
    basis: &Basis,
    language: Language,
) -> String {
    let mut files = file.to_owned();
    if let Some((last, others)) = beside.split_last() {
        for other in others {
            files = format!("{files}, {other}");
        }
        files = say!(language, "files-and-last", files = files, last = last.as_str());
    }
    let clients = basis.new_clients.map_or_else(String::new, |known| {
        say!(language, "written-scenario-clients", count = language.significant(known.value))
    });
    let cac = match basis.cac {
        Some(Known { value, error: Some(error), .. }) => say!(
            language,
            "written-scenario-cac",
            cac = language.significant(value),
            error = language.percent(error / value)
        ),
        _ => String::new(),
    };
    let start = basis.start.to_string();
    let mut text =
        say!(language, "written-scenario", files = files, start = start, clients = clients, cac = cac) + "\n";
    if lacks_draws {
        text += &(say!(language, "written-scenario-lacks-draws") + "\n");
    }
    text + &say!(language, "written-scenario-next", file = file) + "\n"
}

/// Why this model, and what has to be known of it.
fn said(fit: &Fit, language: Language) -> String {
    let models = &fit.models;
    let chosen = models.chosen.map(|(place, how)| chosen(models.all[place].law, how, language));
    let mut sentences: Vec<String> = chosen.into_iter().collect();
    // What was found of the log itself is found with each model, and told once.
    let is_of_all = |finding| models.all.iter().all(|model| model.findings.contains(finding));
    for model in &models.all {
        for finding in &model.findings {
            let sentence = sentence(finding, language);
            let title = law_title(model.law, language);
            let sentence = if is_of_all(finding) { sentence } else { format!("{title}: {sentence}") };
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    for finding in fit.spend.findings.iter().filter(|finding| !is_of_all(finding)) {
        sentences.push(format!("Gamma-Gamma: {}", sentence(finding, language)));
    }
    sentences.iter().map(|sentence| wrapped(sentence)).collect()
}

fn chosen(law: Law, how: Chosen, language: Language) -> String {
    let model = law_title(law, language);
    let foretold = if matches!(law, Law::Lives(_)) { "renewals" } else { "orders" };
    match how {
        Chosen::HeldOut { within: 1, after } => {
            let after = after.to_string();
            say!(language, "fit-chosen-best", model = model, after = after, foretold = foretold)
        }
        Chosen::HeldOut { within, after } => say!(
            language,
            "fit-chosen-among-equals",
            model = model,
            after = after.to_string(),
            within = within,
            foretold = foretold
        ),
        Chosen::Asked => say!(language, "fit-chosen-as-asked", model = model),
        Chosen::Aic => say!(language, "fit-chosen-for-aic", model = model),
    }
}
