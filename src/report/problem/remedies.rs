//! What would be right, in a sentence.

use super::words::short;
use crate::model::problem::{Mend, Problem, Remedy, Rule};
use crate::model::quantity::LARGEST;
use crate::report::language::{Language, say};

/// What would be right, as a sentence, where the check knows it.
pub(super) fn remedy(problem: &Problem, language: Language) -> Option<String> {
    // Where every candidate has a problem of its own there is nothing to offer.
    let offers = |remedy: &&Remedy| !matches!(remedy, Remedy::OneOf { options } if options.is_empty());
    problem.remedy.as_ref().filter(offers).map(|remedy| match remedy {
        Remedy::Nearest { name } => say!(language, "did-you-mean", name = name.as_str()),
        Remedy::Complete { keys } => say!(language, "segment-needs-too", keys = keys.join(", ")),
        Remedy::OneOf { options } if options.len() == 1 => {
            say!(language, "write", text = options[0].as_str())
        }
        Remedy::OneOf { options } => say!(language, "one-of", options = options.join(", ")),
        Remedy::Write { text } if !problem.is_error() => {
            say!(language, "if-not-meant", text = text.as_str())
        }
        Remedy::Write { text } => say!(language, "write", text = text.as_str()),
        Remedy::Pert { min, mode, max } => {
            let pert = format!("{{ min = {min}, mode = {}, max = {max} }}", short(*mode));
            say!(language, "pert-may-end-there", pert = pert)
        }
        Remedy::PertOrTruncate { min, mode, max } => say!(
            language,
            "pert-or-truncate",
            pert = format!("{{ min = {min}, mode = {mode}, max = {max} }}"),
            truncate = "truncate = [low, high]"
        ),
        Remedy::TruncateOrMoments { low, high } => say!(
            language,
            "truncate-or-moments",
            truncate = format!("truncate = [{low}, {}]", short(*high)),
            moments = "{ mean, sd }"
        ),
        Remedy::Between { low, high } => between(problem, *low, *high, language),
        Remedy::Correlations { mends } => {
            let mends: Vec<String> = mends.iter().map(|mend| self::mend(mend, language)).collect();
            say!(language, "any-one-mends", mends = mends.join("; "))
        }
        Remedy::FewerTrials { trials: 0 } => say!(language, "less-helps"),
        Remedy::FewerTrials { trials } => say!(language, "fewer-trials", trials = *trials),
        Remedy::LatinPoints => say!(language, "latin-points", points = "points = \"latin\""),
    })
}

fn between(problem: &Problem, low: f64, high: f64, language: Language) -> String {
    match problem.rule {
        Rule::InfeasiblePercentiles { .. } => {
            say!(language, "median-between", low = short(low), high = short(high))
        }
        _ if high >= LARGEST => say!(language, "not-below", low = short(low)),
        _ => say!(language, "between", low = short(low), high = short(high)),
    }
}

fn mend(mend: &Mend, language: Language) -> String {
    let [first, second] = [mend.between[0].as_str(), mend.between[1].as_str()];
    let [low, high] = [mend.low.to_string(), mend.high.to_string()];
    if mend.stated {
        say!(language, "mend-stated", first = first, second = second, low = low, high = high)
    } else {
        say!(language, "mend-unstated", first = first, second = second, low = low, high = high)
    }
}
