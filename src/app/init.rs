//! `init`: a new scenario file, from answers, from a shipped scenario, or from the usual answers.

use super::clock;
use super::input::Beside;
use super::new_file::{folder_of, write};
use super::shipped;
use crate::decision::first_guess::{Middles, clients_a_month};
use crate::model::problem::Problem;
use crate::model::quantity::{Domain, NamedQuantity};
use crate::model::scenario::{check, profit, value};
use crate::report::failure::{Failure, bad_currency};
use crate::report::interview::{Question, SUBSCRIPTION};
use crate::report::language::Language;
use crate::report::problem;
use crate::report::starter::{Starter, starter};
use std::path::Path;

/// The answers, each checked.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    given: Vec<(Question, String)>,
}

impl Answers {
    /// The usual answers.
    pub fn usual() -> Self {
        Self { given: Question::ALL.map(|question| (question, question.usual().to_owned())).to_vec() }
    }

    /// Takes an answer; an empty one means the usual.
    ///
    /// # Errors
    /// What is wrong with it, and what would be right, in a line or two.
    pub fn take(&mut self, question: Question, answer: &str, language: Language) -> Result<(), String> {
        let answer = match answer.trim() {
            "" => question.usual(),
            answer => answer,
        };
        if question == Question::Currency {
            currency(answer, language)?;
        } else if question != Question::Payment || !is_subscription(answer) {
            quantity(question, answer).map_err(|problems| {
                let complaint = problem::alone(&problems, language);
                question.remedy(language).map_or(complaint.clone(), |remedy| format!("{complaint}\n{remedy}"))
            })?;
        }
        self.given.retain(|(other, _)| *other != question);
        self.given.push((question, answer.to_owned()));
        Ok(())
    }

    /// Whether clients pay every month.
    pub fn subscription(&self) -> bool {
        is_subscription(self.of(Question::Payment))
    }

    /// The number that a range of the target is taken for: its upper end. None where the target is a plain number.
    pub fn upper_end_of_target(&self) -> Option<(String, f64)> {
        let answer = self.of(Question::Target);
        let target = quantity(Question::Target, answer).ok()?;
        (!target.law.is_fixed()).then(|| (answer.to_owned(), upper_end(&target)))
    }

    fn of(&self, question: Question) -> &str {
        self.given.iter().find(|(other, _)| *other == question).map_or(question.usual(), |(_, answer)| answer)
    }

    fn middle(&self, question: Question) -> f64 {
        quantity(question, self.of(question)).map_or(f64::NAN, |quantity| quantity.law.quantile(0.5))
    }

    /// The file that they make, starting in January of a year.
    fn text(&self, year: u16) -> String {
        let orders = (!self.subscription()).then(|| self.of(Question::Payment).to_owned());
        let range = self.upper_end_of_target();
        let target = range.as_ref().map_or_else(|| self.middle(Question::Target), |(_, end)| *end);
        let middles = Middles {
            orders: if orders.is_some() { self.middle(Question::Payment) } else { 1.0 },
            order_value: self.middle(Question::OrderValue),
            churn: self.middle(Question::Churn),
            cac: self.middle(Question::Cac),
        };
        starter(&Starter {
            currency: self.of(Question::Currency).to_owned(),
            orders,
            churn: self.of(Question::Churn).to_owned(),
            order_value: self.of(Question::OrderValue).to_owned(),
            cac: self.of(Question::Cac).to_owned(),
            target,
            target_range: range.map(|(range, _)| range),
            clients_a_month: clients_a_month(middles, 12, target),
            year,
        })
    }
}

fn is_subscription(answer: &str) -> bool {
    answer.eq_ignore_ascii_case(SUBSCRIPTION) || answer.eq_ignore_ascii_case("s")
}

fn currency(answer: &str, language: Language) -> Result<(), String> {
    let letters = answer.chars().count();
    let plain = answer.chars().all(|letter| !letter.is_control());
    if letters <= 8 && plain { Ok(()) } else { Err(bad_currency(language)) }
}

fn quantity(question: Question, answer: &str) -> Result<NamedQuantity, Vec<Problem>> {
    let files = Beside::user();
    let read = match question {
        Question::Payment => value("", answer, &Domain::RATE, &files),
        Question::Churn => value("", answer, &Domain::SHARE, &files),
        Question::Target => profit("", answer, &files),
        Question::Currency | Question::OrderValue | Question::Cac => {
            value("", answer, &Domain::MONEY, &files)
        }
    };
    read.map(|(quantity, _)| quantity)
}

/// The 95th percentile: the upper end of a 90 % interval, as a person would write it.
fn upper_end(target: &NamedQuantity) -> f64 {
    let end = target.law.quantile(0.95);
    let digits = libm::pow(10.0, libm::floor(libm::log10(end.abs().max(1.0))) - 8.0);
    (end / digits).round() * digits
}

fn written(file: &Path, text: &str, replace: bool) -> Result<(), Failure> {
    write(file, replace, |out| out.write_all(text.as_bytes()))
}

/// Writes a new scenario file from answers.
///
/// # Errors
/// A file that is there already (unless `replace`), or a place that cannot be written.
pub fn init(answers: &Answers, file: &Path, replace: bool) -> Result<(), Failure> {
    let text = answers.text(next_year());
    // What the answers make has to run: they were checked one by one, and here together.
    check(&text, &Beside::user())
        .map_err(|problems| Failure::Problems { file: file.display().to_string(), problems })?;
    written(file, &text, replace)
}

/// Copies a shipped scenario, and beside it the one that it extends, where there is no file of that name yet.
///
/// # Errors
/// As [`init`]; or there is none of that name.
pub fn init_from(name: &str, file: &Path, replace: bool) -> Result<(), Failure> {
    let Some(text) = shipped::text(name) else {
        let names: Vec<&str> = shipped::shipped_names().collect();
        return Err(Failure::NotShipped { name: name.to_owned(), names: names.join(", ") });
    };
    if let Some(base) = base(text) {
        let place = folder_of(file).join(format!("{base}.toml"));
        // One that is there is the user's own.
        if let Some(text) = shipped::text(base).filter(|_| !place.exists()) {
            written(&place, with_schema_beside(text, &place), false)?;
        }
    }
    written(file, with_schema_beside(text, file), replace)
}

/// The name of the shipped scenario that a shipped one extends.
fn base(text: &str) -> Option<&str> {
    let line = text.lines().find_map(|line| line.strip_prefix("extends = \""))?;
    line.strip_suffix(".toml\"")
}

/// The text without its line about the schema, where there is no schema beside the file to be found.
fn with_schema_beside<'t>(text: &'t str, file: &Path) -> &'t str {
    let Some((line, rest)) = text.split_once('\n').filter(|(line, _)| line.starts_with("#:schema ")) else {
        return text;
    };
    let schema = line.trim_start_matches("#:schema ").trim();
    // The empty comment under the line parts it from the rest.
    if folder_of(file).join(schema).exists() { text } else { rest.strip_prefix("#\n").unwrap_or(rest) }
}

/// The year after this one: budgets are made for the next.
fn next_year() -> u16 {
    clock::today().month().year() as u16 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_checked_one_by_one() {
        let mut answers = Answers::default();
        for (question, answer) in [
            (Question::Currency, "a very long currency"),
            (Question::Payment, "sometimes"),
            (Question::Churn, "120%"),
            (Question::Churn, "6% to 4%"),
            (Question::OrderValue, "-5"),
            (Question::Cac, "1,5"),
            (Question::Target, "much"),
        ] {
            let complaint = answers.take(question, answer, Language::English).expect_err(answer);
            assert!(!complaint.is_empty() && !complaint.contains("--"), "{complaint}");
        }
    }

    #[test]
    fn a_range_of_the_target_is_taken_by_its_upper_end() {
        let mut answers = Answers::usual();
        assert_eq!(answers.upper_end_of_target(), None);
        answers.take(Question::Target, "2M to 3M", Language::English).unwrap();
        assert_eq!(answers.upper_end_of_target(), Some(("2M to 3M".to_owned(), 3e6)));
    }
}
