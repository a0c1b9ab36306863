//! The sentences of problems: place, offending text, the rule and what would be right.

mod laws;
mod remedies;
mod rules;
mod words;

use super::language::{Language, say};
use crate::model::problem::{Place, Problem, Severity};
use remedies::remedy;
use rules::rule;
use std::fmt::Write;
use std::path::Path;

pub(super) use words::short;

/// Where the values of a command line stand: what takes the place of a file's name.
pub const COMMAND_LINE: &str = "command line";

/// One line: where, which key, what is wrong. `file` is the user's, as they wrote it.
pub fn sentence(problem: &Problem, file: &str, language: Language) -> String {
    let mut line = match &problem.place {
        Some(place) => format!(
            "{}:{}: ",
            place.through.last().map_or(file.to_owned(), |base| beside(file, base)),
            place.line
        ),
        // A flag of the command line stands in no file.
        None if problem.path.starts_with("--") => String::new(),
        None => format!("{}: ", named(file, language)),
    };
    if problem.severity == Severity::Warning {
        let _ = write!(line, "{}: ", say!(language, "warning"));
    }
    if !problem.path.is_empty() {
        let _ = write!(line, "{}: ", problem.path);
    }
    line.push_str(&rule(problem, language));
    line
}

/// The file as the user wrote it; the command line in words.
fn named(file: &str, language: Language) -> String {
    if file == COMMAND_LINE { say!(language, "command-line") } else { file.to_owned() }
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

fn help(remedy: &str, language: Language) -> String {
    format!("{}: {remedy}", say!(language, "help"))
}

/// Problems of an answer, whose place everybody knows: what is wrong and what would be right.
pub fn alone(problems: &[Problem], language: Language) -> String {
    let said = problems.iter().map(|problem| match remedy(problem, language) {
        Some(remedy) => format!("{}\n{}", rule(problem, language), help(&remedy, language)),
        None => rule(problem, language),
    });
    said.collect::<Vec<_>>().join("\n")
}

/// Several problems, each with its line quoted, the place marked and what would be right.
pub fn block(problems: &[Problem], file: &str, language: Language) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{}", sentence(problem, file, language));
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
                let _ = writeln!(text, "  = {}", say!(language, "extended-by", file = file));
            }
        }
        if let Some(remedy) = remedy(problem, language) {
            let _ = writeln!(text, "  {}", help(&remedy, language));
        }
    }
    text
}

/// The file, and how many problems and warnings there are.
pub fn count(problems: &[Problem], file: &str, language: Language) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let errors = (errors > 0).then(|| say!(language, "count-of-problems", count = errors));
    let warnings = (warnings > 0).then(|| say!(language, "count-of-warnings", count = warnings));
    let parts: Vec<String> = [errors, warnings].into_iter().flatten().collect();
    let parts = if parts.is_empty() { say!(language, "no-problems") } else { parts.join(", ") };
    format!("{}: {parts}", named(file, language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::{Remedy, Rule};
    use crate::report::language::Language::{English, Russian};

    fn missing() -> Problem {
        Problem::of_input(Rule::MissingKey { key: "churn".to_owned() }, None)
    }

    #[test]
    fn problems_are_counted_as_the_language_counts() {
        let counts = |language: Language| {
            [0, 1, 2, 5, 21].map(|count| super::count(&vec![missing(); count], "shop.toml", language))
        };
        assert_eq!(
            counts(English),
            [
                "shop.toml: no problems",
                "shop.toml: 1 problem",
                "shop.toml: 2 problems",
                "shop.toml: 5 problems",
                "shop.toml: 21 problems"
            ]
        );
        assert_eq!(
            counts(Russian),
            [
                "shop.toml: ошибок нет",
                "shop.toml: 1 ошибка",
                "shop.toml: 2 ошибки",
                "shop.toml: 5 ошибок",
                "shop.toml: 21 ошибка"
            ]
        );
        let warning = Problem { severity: Severity::Warning, ..missing() };
        assert_eq!(
            super::count(&[missing(), warning], COMMAND_LINE, Russian),
            "командная строка: 1 ошибка, 1 предупреждение"
        );
    }

    /// A list of one entry has an entry, and one trial fits.
    #[test]
    fn plurals_stand_by_their_numbers() {
        let said = |found: usize, language: Language| {
            let rule = Rule::ListLength { expected: 12, found };
            alone(&[Problem::of_input(rule, Some(Remedy::FewerTrials { trials: found }))], language)
        };
        assert_eq!(
            said(1, English),
            "the list has 1 entry where there have to be 12\nhelp: 1 trial would fit; fewer months or segments help too"
        );
        assert!(said(2, English).contains("2 entries") && said(2, English).contains("2 trials"));
        for (found, words) in
            [(1, ["1 значение,", "поместится 1 испытание;"]), (2, ["2 значения,", "поместятся 2 испытания;"])]
        {
            let said = said(found, Russian);
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
        }
        assert!(said(5, Russian).contains("5 значений,"), "{}", said(5, Russian));
    }
}
