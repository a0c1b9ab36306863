//! The sentences of problems: place, offending text, the rule and what would be right.

mod rules;
mod words;

use crate::model::problem::{Place, Problem, Remedy, Rule, Severity};
use crate::model::quantity::LARGEST;
use rules::rule;
use std::fmt::Write;
use std::path::Path;
use words::grouped;

pub(super) use words::short;

/// One line: where, which key, what is wrong. `file` is the user's, as they wrote it.
pub fn sentence(problem: &Problem, file: &str) -> String {
    let mut line = match &problem.place {
        Some(place) => format!(
            "{}:{}: ",
            place.through.last().map_or(file.to_owned(), |base| beside(file, base)),
            place.line
        ),
        // A flag of the command line stands in no file.
        None if problem.path.starts_with("--") => String::new(),
        None => format!("{file}: "),
    };
    if problem.severity == Severity::Warning {
        line.push_str("warning: ");
    }
    if !problem.path.is_empty() {
        let _ = write!(line, "{}: ", problem.path);
    }
    line.push_str(&rule(problem));
    line
}

/// A file that is named from the folder of the user's, so that the user can open it.
fn beside(file: &str, base: &str) -> String {
    Path::new(file).parent().unwrap_or(Path::new("")).join(base).display().to_string()
}

/// The files that a place's file is extended by, the nearest first.
fn extended_by(place: &Place, file: &str) -> Vec<String> {
    let bases = place.through.iter().rev().skip(1).map(|base| beside(file, base));
    let user = (!place.through.is_empty()).then(|| file.to_owned());
    bases.chain(user).collect()
}

/// What would be right, as a sentence, where the check knows it.
pub fn remedy(problem: &Problem) -> Option<String> {
    // Where every candidate has a problem of its own there is nothing to offer.
    let offers = |remedy: &&Remedy| !matches!(remedy, Remedy::OneOf { options } if options.is_empty());
    problem.remedy.as_ref().filter(offers).map(|remedy| match remedy {
        Remedy::Nearest { name } => format!("did you mean `{name}`?"),
        Remedy::Complete { keys } => format!("a new segment needs {} too", keys.join(", ")),
        Remedy::OneOf { options } if options.len() == 1 => format!("write {}", options[0]),
        Remedy::OneOf { options } => format!("one of {}", options.join(", ")),
        Remedy::Write { text } if !problem.is_error() => format!("if that is not meant, write {text}"),
        Remedy::Write { text } => format!("write {text}"),
        Remedy::Pert { min, mode, max } => {
            format!("a PERT may end there: {{ min = {min}, mode = {}, max = {max} }}", short(*mode))
        }
        Remedy::PertOrTruncate { min, mode, max } => format!(
            "take ends and the likeliest value, {{ min = {min}, mode = {mode}, max = {max} }}, \
             or add truncate = [low, high] beside the percentiles"
        ),
        Remedy::TruncateOrMoments { low, high } => format!(
            "add truncate = [{low}, {}], or give {{ mean, sd }} without a family, which takes one that stays inside",
            short(*high)
        ),
        Remedy::Between { low, high } if matches!(problem.rule, Rule::InfeasiblePercentiles { .. }) => {
            format!("with these ends, a p50 between {} and {}", short(*low), short(*high))
        }
        Remedy::Between { low, high } if *high >= LARGEST => format!("a number not below {}", short(*low)),
        Remedy::Between { low, high } => format!("between {} and {}", short(*low), short(*high)),
        Remedy::Correlations { mends } => {
            let mends: Vec<String> = mends
                .iter()
                .map(|mend| {
                    let verb = if mend.stated { "move" } else { "state" };
                    let [first, second] = &mend.between;
                    format!("{verb} {first} with {second} into {} to {}", mend.low, mend.high)
                })
                .collect();
            format!("any one of these alone mends it: {}", mends.join("; "))
        }
        Remedy::FewerTrials { trials: 0 } => "fewer months, segments or threads help".to_owned(),
        Remedy::FewerTrials { trials } => {
            format!("{} trials would fit; fewer months or segments help too", grouped(*trials as u64))
        }
        Remedy::LatinPoints => "a Latin hypercube has as many as it needs: write points = \"latin\" under [simulation]".to_owned(),
    })
}

/// Problems of an answer, whose place everybody knows: what is wrong and what would be right.
pub fn alone(problems: &[Problem]) -> String {
    let said = problems.iter().map(|problem| match remedy(problem) {
        Some(remedy) => format!("{}\nhelp: {remedy}", rule(problem)),
        None => rule(problem),
    });
    said.collect::<Vec<_>>().join("\n")
}

/// Several problems, each with its line quoted, the place marked and what would be right.
pub fn block(problems: &[Problem], file: &str) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{}", sentence(problem, file));
        if let Some(place) = &problem.place {
            let number = place.line.to_string();
            let width = place.quoted.chars().count();
            let before = (place.column - 1).min(width);
            let marks = problem.text.chars().count().clamp(1, (width - before).max(1));
            let _ = writeln!(text, "  {number} | {}", place.quoted.replace('\t', " "));
            let _ = writeln!(
                text,
                "  {} | {}{}",
                " ".repeat(number.len()),
                " ".repeat(before),
                "^".repeat(marks)
            );
            for file in extended_by(place, file) {
                let _ = writeln!(text, "  = extended by {file}");
            }
        }
        if let Some(remedy) = remedy(problem) {
            let _ = writeln!(text, "  help: {remedy}");
        }
    }
    text
}

/// How many problems and warnings there are.
pub fn count(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let words = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {one}s")),
    };
    let parts: Vec<String> =
        [words(errors, "problem"), words(warnings, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}
