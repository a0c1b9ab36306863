//! The six questions about a new scenario, and what is said around them.

use super::number::exact;

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
    pub fn words(self, subscription: bool) -> &'static str {
        match self {
            Self::Currency => "Currency, a code such as RUB, USD or EUR",
            Self::Payment => {
                "How do clients pay? \"subscription\" (every month), or a client's orders a month, as in 0.5 to 0.7"
            }
            Self::Churn => "What share of the clients leaves in a month, as in 5% or 4% to 6%",
            Self::OrderValue if subscription => "What does a client pay a month",
            Self::OrderValue => "What is an order worth on average",
            Self::Cac => "What does it cost to win a client (CAC)",
            Self::Target => "What profit do you want to make in the year",
        }
    }

    /// What would be right, beside what is wrong with a number.
    pub fn remedy(self) -> Option<&'static str> {
        match self {
            Self::Payment => Some("help: write subscription, or the orders that a client makes a month"),
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
pub const WELCOME: &str = "\
Six questions, and you have a scenario of your own. A number will do everywhere; a range
such as \"4% to 6%\" says that you are 90 % sure of the value lying in between. Enter alone
takes what stands in [brackets]; Ctrl-C ends without a file.
";

/// Said where a wrong answer cannot be mended, since nobody is there to ask.
pub const NO_FILE: &str = "No file was written.\n";

/// A question as it is put: its number, its words, the answer of an empty line.
pub fn asked(question: Question, subscription: bool) -> String {
    let place = Question::ALL.iter().position(|other| *other == question).unwrap_or(0) + 1;
    format!("\n{place}/{} {} [{}]: ", Question::ALL.len(), question.words(subscription), question.usual())
}

/// Said where the target is a range: the plan needs one number to reach.
pub fn upper_end_taken(target: &str, written: f64) -> String {
    format!("The plan aims at the upper end of {target}: {}.", exact(written))
}

/// What is said when the file is there.
pub fn next_steps(file: &str) -> String {
    let file = quoted(file);
    format!(
        "Written to {file}. Next:\n  ltvcast simulate {file}    the year, month by month, and the plan\n  \
         ltvcast check {file}       how each quantity was understood\n"
    )
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

    #[test]
    fn names_of_files_can_be_copied_into_a_shell() {
        assert_eq!(
            (quoted("a/b-1.toml"), quoted("it's")),
            ("a/b-1.toml".to_owned(), r"'it'\''s'".to_owned())
        );
    }
}
