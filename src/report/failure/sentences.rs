//! Why a use case ended without a result, in a sentence of each language.

use super::{AtOdds, Failure, FileProblems, Found, Senseless};
use crate::decision::compare::Common;
use crate::fit::finding::Finding;
use crate::fit::lives::{LivesError, PERIODS_MAX};
use crate::report::language::{Language, say};
use crate::report::words::name;
use crate::report::{findings, log_fault, problem};
use std::path::Path;

impl Failure {
    /// Why there is no result, and what would give one. Paths, options and keys stand as they are typed.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Problems { file, problems } => problem::count(problems, file, language),
            Self::ProblemsOfFiles(files) => said_of_files(files, language),
            Self::NotComparable(odds) => not_comparable(odds, language),
            Self::NoTarget { file } => say!(language, "no-target", file = file.as_str()),
            Self::NoLevers { file } => say!(language, "no-levers", file = file.as_str()),
            Self::BeyondScenario { asked, months } => {
                say!(language, "beyond-scenario", asked = asked.to_string(), months = months.to_string())
            }
            Self::NoFormula => no_formula(language),
            Self::TrialsAndPrecision => say!(language, "trials-and-precision"),
            Self::NoAnswer => say!(language, "no-answer"),
            Self::Stopped => say!(language, "stopped"),
            Self::Chart(error) => {
                say!(language, "no-chart", reason = language.said_by_others(error.reason()))
            }
            Self::Page(error) => {
                say!(language, "no-page", reason = language.said_by_others(&error.to_string()))
            }
            Self::Workbook(error) => {
                say!(language, "no-workbook", reason = language.said_by_others(&error.to_string()))
            }
            Self::Threads(message) => {
                say!(language, "no-threads", reason = language.said_by_others(message))
            }
            Self::Log { .. }
            | Self::Senseless { .. }
            | Self::NoLives { .. }
            | Self::NoDays { .. }
            | Self::LogTooLong { .. } => of_log(self, language),
            _ => of_place(self, language),
        }
    }
}

/// Failures of logs.
fn of_log(failure: &Failure, language: Language) -> String {
    let (file, why) = match failure {
        Failure::NoDays { from, until } => {
            return say!(language, "no-days", from = from.to_string(), until = until.to_string());
        }
        Failure::LogTooLong { most } => return say!(language, "log-too-long", most = *most),
        Failure::Log { file, fault } => (file, log_fault::said(fault, language)),
        Failure::Senseless { file, why } => (file, senseless(why, language)),
        Failure::NoLives { file, why } => {
            (file, say!(language, "take-a-longer-unit", why = no_lives(why, language)))
        }
        _ => return String::new(),
    };
    say!(language, "failure-of-file", file = file.as_str(), why = why)
}

/// Failures of what is written, and of where.
fn of_place(failure: &Failure, language: Language) -> String {
    let shown = |path: &Path| path.display().to_string();
    match failure {
        Failure::NoCsv { path } => say!(language, "no-csv", path = shown(path)),
        Failure::SamePlace { path } => say!(language, "same-place", path = shown(path)),
        Failure::Exists { path } => say!(language, "already-there", path = shown(path)),
        Failure::NotShipped { name, names } => {
            say!(language, "not-shipped", name = name.as_str(), names = names.as_str())
        }
        Failure::Foreign { folder, found } => {
            say!(language, "foreign-place", path = shown(folder), found = self::found(found, language))
        }
        Failure::Unwritable { path, source } => {
            say!(language, "unwritable", path = shown(path), reason = language.said_by_system(source))
        }
        _ => String::new(),
    }
}

fn found(found: &Found, language: Language) -> String {
    match found {
        Found::File => say!(language, "found-file"),
        Found::Other(name) => say!(language, "found-other", name = name.as_str()),
        Found::NoResult => {
            let files = "summary.json, metrics.json, compare.json, levers.json";
            say!(language, "found-no-result", files = files)
        }
    }
}

fn said_of_files(files: &[FileProblems], language: Language) -> String {
    let lines: Vec<String> =
        files.iter().map(|of| problem::count(&of.problems, &of.file, language)).collect();
    lines.join("\n")
}

fn not_comparable(odds: &[AtOdds], language: Language) -> String {
    let line = |odds: &AtOdds| {
        let [first, other] = odds.files.each_ref().map(String::as_str);
        let [of_first, of_other] = odds.values.each_ref().map(String::as_str);
        match odds.what {
            Common::Currency => say!(
                language,
                "other-currency",
                first = first,
                other = other,
                offirst = of_first,
                ofother = of_other
            ),
            Common::Months => say!(
                language,
                "other-months",
                first = first,
                other = other,
                offirst = of_first,
                ofother = of_other
            ),
        }
    };
    odds.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// The formulas of LTV, each by the options that it takes, in lines of their own.
fn no_formula(language: Language) -> String {
    let with =
        |what: &str| say!(language, "no-formula-with", what = what, first = "--lifetime", second = "--churn");
    let orders = say!(language, "no-formula-and", first = "--order-value", second = "--orders-per-month");
    let revenue = say!(language, "no-formula-revenue", revenue = "--revenue", clients = "--clients");
    let formulas = [with("--arpu"), with(&orders), revenue, "--payments".to_owned()];
    format!(
        "{}\n  {}\n{}",
        say!(language, "no-formula"),
        formulas.join("\n  "),
        say!(language, "no-formula-see", command = "ltvcast ltv --help")
    )
}

fn senseless(why: &Senseless, language: Language) -> String {
    match why {
        Senseless::OneClient => say!(language, "one-client"),
        Senseless::NothingToForecastBy(findings) => {
            say!(language, "nothing-to-forecast-by", findings = said(findings, language))
        }
        Senseless::NothingToScoreBy(findings) => {
            say!(language, "nothing-to-score-by", findings = said(findings, language))
        }
        Senseless::OneDay(day) => say!(language, "one-day", day = day.to_string()),
        Senseless::NegativeCosts(sum) => say!(language, "negative-costs", sum = language.exact(*sum)),
        Senseless::NoRevenue(sum) => say!(language, "no-revenue", sum = language.exact(*sum)),
        Senseless::SubscriptionsLater { first, until } => {
            say!(language, "subscriptions-later", first = first.to_string(), until = until.to_string())
        }
        Senseless::SubscriptionsOfOthers { subscriber, client } => say!(
            language,
            "subscriptions-of-others",
            subscriber = name(subscriber, 40),
            client = name(client, 40)
        ),
    }
}

/// What was found, in sentences of which the last one's end is left to who tells them.
fn said(findings: &[Finding], language: Language) -> String {
    let sentences: Vec<String> =
        findings.iter().map(|finding| findings::sentence(finding, language)).collect();
    sentences.join(" ").trim_end_matches('.').to_owned()
}

fn no_lives(why: &LivesError, language: Language) -> String {
    match why {
        LivesError::Weight { period, weight } => {
            say!(language, "lives-weight", period = period.to_string(), weight = weight.to_string())
        }
        LivesError::Growth { period } => say!(language, "lives-growth", period = period.to_string()),
        LivesError::Empty => say!(language, "lives-empty"),
        LivesError::Periods { periods } => {
            say!(language, "lives-periods", periods = periods.to_string(), most = PERIODS_MAX.to_string())
        }
    }
}

/// What is wrong with an answer that is no currency.
pub fn bad_currency(language: Language) -> String {
    say!(language, "bad-currency")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn the_formulas_that_would_do_stand_in_lines() {
        insta::assert_snapshot!(Failure::NoFormula.sentence(English));
        insta::assert_snapshot!(Failure::NoFormula.sentence(Russian));
    }

    /// An error's Display is its English sentence.
    #[test]
    fn lives_that_are_too_many_are_told_as_the_fit_tells_them() {
        let failures = [
            LivesError::Periods { periods: 10_001 },
            LivesError::Growth { period: 3 },
            LivesError::Weight { period: 0, weight: -1.5 },
            LivesError::Empty,
        ];
        for why in failures {
            let said = why.to_string();
            let failure = Failure::NoLives { file: "log.csv".to_owned(), why };
            assert_eq!(failure.to_string(), format!("log.csv: {said}: take a longer --unit"));
        }
    }

    #[test]
    fn orders_are_counted_as_the_language_counts() {
        let said = |most: usize| Failure::LogTooLong { most }.sentence(Russian).replace('\u{A0}', " ");
        assert!(said(1).contains("больше 1 заказа,"), "{}", said(1));
        assert!(said(2_000_000).contains("больше 2 000 000 заказов,"), "{}", said(2_000_000));
    }

    #[test]
    fn places_say_what_they_hold() {
        let foreign = |found| Failure::Foreign { folder: "out".into(), found }.sentence(Russian);
        let said = "out — не результат ltvcast (внутри есть notes.txt) и остаётся как был: выберите другую папку с --out";
        assert_eq!(foreign(Found::Other("notes.txt".to_owned())), said);
        assert!(foreign(Found::File).contains("(это файл)"));
        assert!(foreign(Found::NoResult).contains("summary.json"));
    }
}
