//! The six questions about a new scenario, and what is said around them.

use super::language::{Language, say};

/// What is asked for a new scenario, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The currency.
    Currency,
    /// How clients pay: a subscription, or orders a month.
    Payment,
    /// Share of the clients that leaves in a month.
    Churn,
    /// What a payment or an order is worth.
    OrderValue,
    /// Cost of winning a client.
    Cac,
    /// Profit to make in the year.
    Target,
}

/// The answer to the question of payment that means a subscription.
pub const SUBSCRIPTION: &str = "subscription";

impl Question {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Currency, Self::Payment, Self::Churn, Self::OrderValue, Self::Cac, Self::Target];

    /// The question, without its mark and default.
    fn words(self, subscription: bool, language: Language) -> String {
        match self {
            Self::Currency => say!(language, "ask-currency"),
            Self::Payment => {
                say!(language, "ask-payment", subscription = SUBSCRIPTION, range = "0.5 to 0.7")
            }
            Self::Churn => say!(language, "ask-churn", share = "5%", range = "4% to 6%"),
            Self::OrderValue if subscription => say!(language, "ask-payment-a-month"),
            Self::OrderValue => say!(language, "ask-order-value"),
            Self::Cac => say!(language, "ask-cac"),
            Self::Target => say!(language, "ask-target"),
        }
    }

    /// What would be right, beside what is wrong with a number.
    pub fn remedy(self, language: Language) -> Option<String> {
        match self {
            Self::Payment => Some(say!(language, "remedy-payment", subscription = SUBSCRIPTION)),
            _ => None,
        }
    }

    /// The answer that an empty line means.
    pub fn usual(self) -> &'static str {
        match self {
            Self::Currency => "USD",
            Self::Payment => SUBSCRIPTION,
            Self::Churn => "4% to 6%",
            Self::OrderValue => "45 to 55",
            Self::Cac => "120 to 180",
            Self::Target => "1M",
        }
    }
}

/// What stands above the first question.
pub fn welcome(language: Language) -> String {
    say!(language, "ask-welcome", range = "4% to 6%") + "\n"
}

/// Said where a wrong answer cannot be mended, since nobody is there to ask.
pub fn no_file(language: Language) -> String {
    say!(language, "no-file-written") + "\n"
}

/// A question as it is put: its number, its words, the answer of an empty line.
pub fn asked(question: Question, subscription: bool, language: Language) -> String {
    let place = Question::ALL.iter().position(|other| *other == question).unwrap_or(0) + 1;
    let words = question.words(subscription, language);
    format!("\n{place}/{} {words} [{}]: ", Question::ALL.len(), question.usual())
}

/// Said where the target is a range: the plan needs one number to reach.
pub fn upper_end_taken(target: &str, written: f64, language: Language) -> String {
    say!(language, "upper-end-taken", range = target, end = language.exact(written))
}

/// What is said when the file is there.
pub fn next_steps(file: &str, language: Language) -> String {
    let file = quoted(file);
    let steps = [
        say!(language, "written-starter", file = file.clone()),
        format!("  ltvcast simulate {file}    {}", say!(language, "next-simulate")),
        format!("  ltvcast check {file}       {}", say!(language, "next-check")),
    ];
    steps.join("\n") + "\n"
}

/// A file's name as a shell takes it.
fn quoted(file: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if !file.is_empty() && file.chars().all(plain) {
        file.to_owned()
    } else {
        format!("'{}'", file.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn questions_are_put_in_both_languages_and_answered_alike() {
        let all = |language: Language| {
            let asked = Question::ALL.map(|question| asked(question, true, language));
            let said = welcome(language) + &asked.concat() + "\n" + &next_steps("mine.toml", language);
            said.replace('\u{A0}', "~")
        };
        insta::assert_snapshot!(all(English));
        insta::assert_snapshot!(all(Russian));
    }

    #[test]
    fn names_of_files_can_be_copied_into_a_shell() {
        assert_eq!(
            (quoted("a/b-1.toml"), quoted("it's")),
            ("a/b-1.toml".to_owned(), r"'it'\''s'".to_owned())
        );
    }
}
