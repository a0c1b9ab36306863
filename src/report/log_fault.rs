//! Why a log cannot be read, and what became of its rows, in sentences: what, where, and what would mend it.

use super::language::{Language, say};
use super::rejections;
use super::words::name;
use crate::data::account::Account;
use crate::data::fault::{Fault, Part, Role};
use crate::data::table::HEADINGS_WITHIN;

/// Headings that are named before the rest is left out.
const HEADINGS_SHOWN: usize = 30;

/// The fault in a sentence; the file's name stands before it.
pub fn said(fault: &Fault, language: Language) -> String {
    match fault {
        Fault::Empty => say!(language, "file-empty"),
        Fault::NoText => say!(language, "no-text"),
        Fault::NoRows => say!(language, "no-rows"),
        Fault::NoHeadings { found } => say!(language, "no-headings", found = list(found, language)),
        Fault::NoUse { part, format } => no_use(*part, format, language),
        Fault::NoColumn { .. } | Fault::UnknownColumn { .. } | Fault::SeveralColumns { .. } => {
            columns(fault, language)
        }
        Fault::AmbiguousDates { .. } | Fault::AmbiguousAmounts { .. } => ambiguous(fault, language),
        Fault::SeveralCurrencies { found } => currencies(found, language),
        Fault::TooManyRejected { account, most } => too_many(account, *most, language),
        Fault::SumTooLarge { client, day } => {
            say!(language, "day-too-large", client = client.as_str(), day = day.to_string())
        }
        Fault::Unsettled | Fault::Stopped => say!(language, "stopped"),
        _ => unread(fault, language),
    }
}

/// Faults of bytes, before there is a table.
fn unread(fault: &Fault, language: Language) -> String {
    let reason = |message: &str| language.said_by_others(message);
    match fault {
        Fault::Unreadable { message } => say!(language, "cannot-be-read", reason = reason(message)),
        Fault::LineTooLong { line, most_bytes } => {
            say!(language, "line-too-long", line = line.to_string(), most = (most_bytes >> 20).to_string())
        }
        Fault::TooManyColumns { most } => say!(language, "too-many-columns", most = most.to_string()),
        Fault::BadDelimiter { byte } => {
            say!(language, "bad-delimiter", sign = char::from(*byte).escape_default().to_string())
        }
        Fault::OpenQuote { line } => say!(language, "open-quote", line = line.to_string()),
        Fault::MixedEncodings { line, taken_for, looks_like } => {
            let other = looks_like.map(|encoding| say!(language, "looks-like", encoding = encoding));
            say!(
                language,
                "mixed-encodings",
                line = line.to_string(),
                encoding = *taken_for,
                other = other.unwrap_or_default()
            )
        }
        Fault::BrokenCompression { format, message } => {
            say!(language, "broken-compression", format = *format, reason = reason(message))
        }
        Fault::Bomb { format, times } => {
            say!(language, "compressed-too-much", format = *format, times = times.to_string())
        }
        Fault::BadFormat { format, message } => {
            say!(language, "bad-format", format = *format, reason = reason(message))
        }
        Fault::NoSheet { name, sheets } => {
            say!(language, "no-sheet", sheet = name.as_str(), sheets = sheets.join(", "))
        }
        Fault::Spill { message } => say!(language, "no-room-for-rows", reason = reason(message)),
        _ => String::new(),
    }
}

fn columns(fault: &Fault, language: Language) -> String {
    match fault {
        Fault::NoColumn { role, headings } => say!(
            language,
            "no-column",
            role = role_name(*role, language),
            headings = list(headings, language),
            option = option(*role, language),
            lines = HEADINGS_WITHIN.to_string()
        ),
        Fault::UnknownColumn { role, name, headings } => say!(
            language,
            "unknown-column",
            column = name.as_str(),
            option = option(*role, language),
            headings = list(headings, language)
        ),
        Fault::SeveralColumns { role, names } => say!(
            language,
            "several-columns",
            columns = list(names, language),
            role = role_name(*role, language),
            option = option(*role, language)
        ),
        _ => String::new(),
    }
}

fn ambiguous(fault: &Fault, language: Language) -> String {
    match fault {
        Fault::AmbiguousDates { example, line, both: None } => {
            say!(language, "day-or-month-first", line = line.to_string(), example = example.as_str())
        }
        Fault::AmbiguousDates { example, line, both: Some([_, month]) } => say!(
            language,
            "days-and-months-mixed",
            line = line.to_string(),
            example = example.as_str(),
            other = month.to_string()
        ),
        Fault::AmbiguousAmounts { example, line, both: None } => {
            say!(language, "thousands-or-decimals", line = line.to_string(), example = example.as_str())
        }
        Fault::AmbiguousAmounts { example, line, both: Some([_, comma]) } => say!(
            language,
            "points-and-commas-mixed",
            line = line.to_string(),
            example = example.as_str(),
            other = comma.to_string()
        ),
        _ => String::new(),
    }
}

fn no_use(part: Part, format: &str, language: Language) -> String {
    match part {
        Part::Delimiter => say!(language, "no-use-with-text", option = "--delimiter", format = format),
        Part::Encoding => say!(language, "no-use-with-text", option = "--encoding", format = format),
        Part::Sheet => say!(language, "no-use-with-workbook", option = "--sheet", format = format),
    }
}

/// Currencies that are named before the rest is left out.
const CURRENCIES_SHOWN: usize = 4;

fn currencies(found: &[(String, u64)], language: Language) -> String {
    let one = |(code, line): &(String, u64)| {
        say!(language, "currency-in-line", currency = name(code, 20), line = line.to_string())
    };
    let shown: Vec<String> = found.iter().take(CURRENCIES_SHOWN).map(one).collect();
    let mut shown = shown.join(", ");
    if found.len() > CURRENCIES_SHOWN {
        shown = say!(language, "with-others", names = shown);
    }
    say!(language, "several-currencies", currencies = shown)
}

fn too_many(account: &Account, most: f64, language: Language) -> String {
    let [wrong, asked_for] = account.wrong_rows();
    let first = if asked_for == 0 {
        say!(language, "no-row-of-the-days")
    } else {
        let share = wrong as f64 / asked_for as f64;
        say!(
            language,
            "too-many-rejected",
            wrong = wrong,
            rows = asked_for,
            share = language.exact_percent((share * 1000.0).round() / 1000.0),
            most = language.exact_percent(most)
        )
    };
    format!("{first}\n{}", rejections::lines(account, language).trim_end())
}

/// What a column is for, in words.
pub fn role_name(role: Role, language: Language) -> String {
    match role {
        Role::Client => say!(language, "role-client"),
        Role::Date => say!(language, "role-date"),
        Role::Amount => say!(language, "role-amount"),
        Role::Segment => say!(language, "role-segment"),
        Role::Order => say!(language, "role-order"),
        Role::Cost => say!(language, "role-cost"),
        Role::Currency => say!(language, "role-currency"),
        Role::Start => say!(language, "role-start"),
        Role::End => say!(language, "role-end"),
        Role::Month => say!(language, "role-month"),
        Role::Channel => say!(language, "role-channel"),
        Role::Spend => say!(language, "role-spend"),
        Role::NewClients => say!(language, "role-new-clients"),
    }
}

/// The option that names a column; of tables beside a log, whose columns no option names, a heading that is known.
fn option(role: Role, language: Language) -> String {
    let heading = |heading: &str| say!(language, "heading-such-as", heading = heading);
    match role {
        Role::Client => "--customer".to_owned(),
        Role::Date => "--date".to_owned(),
        Role::Amount => "--amount".to_owned(),
        Role::Segment => "--segment".to_owned(),
        Role::Order => "--order".to_owned(),
        Role::Cost => "--cost".to_owned(),
        Role::Currency => "--currency".to_owned(),
        Role::Start => heading("start"),
        Role::End => heading("end"),
        Role::Month => heading("month"),
        Role::Channel => heading("channel"),
        Role::Spend => heading("spend"),
        Role::NewClients => heading("new_clients"),
    }
}

fn list(names: &[String], language: Language) -> String {
    let mut shown: Vec<String> = names.iter().take(HEADINGS_SHOWN).map(|heading| name(heading, 40)).collect();
    if names.len() > HEADINGS_SHOWN {
        shown.push(say!(language, "and-more", count = names.len() - HEADINGS_SHOWN));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::account::Reason;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn sentences_name_the_place_and_the_remedy() {
        let headings = vec!["a".to_owned(), "b\u{1b}[2J".to_owned()];
        let cases = [
            (Fault::OpenQuote { line: 7 }, ["line 7", "close"]),
            (Fault::NoColumn { role: Role::Date, headings: headings.clone() }, ["date", "--date"]),
            (
                Fault::UnknownColumn { role: Role::Client, name: "x".to_owned(), headings: headings.clone() },
                ["x", "a, b"],
            ),
            (Fault::SeveralColumns { role: Role::Amount, names: headings }, ["a, b", "--amount"]),
            (
                Fault::AmbiguousDates { example: "1/2/2024".to_owned(), line: 2, both: None },
                ["1/2/2024", "--dates"],
            ),
            (
                Fault::AmbiguousAmounts { example: "1.5".to_owned(), line: 2, both: Some([2, 9]) },
                ["line 9", "--decimal"],
            ),
            (
                Fault::MixedEncodings { line: 3, taken_for: "UTF-8", looks_like: Some("Windows-1251") },
                ["line 3", "--encoding"],
            ),
            (Fault::Spill { message: "full".to_owned() }, ["full", "TMPDIR"]),
        ];
        for (fault, words) in cases {
            let said = said(&fault, English);
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
            assert!(!said.contains('\u{1b}'), "{said}");
        }
    }

    #[test]
    fn a_log_of_mostly_rejected_rows_says_why() {
        let mut account = Account { rows: 4, used: 1, ..Account::default() };
        account.reject(Reason::NoDate, Some(3), "17,,250");
        account.reject(Reason::BadAmount, Some(4), "many");
        account.reject(Reason::BadAmount, Some(5), "more");
        assert_eq!(
            said(&Fault::TooManyRejected { account, most: 0.5 }, English),
            "3 of 4 rows are rejected, 75 % (50 % may be): correct the columns or the file, or allow more with --max-rejected\n  \
             1 rejected: no date\n    line 3: 17,,250\n  2 rejected: an amount that is no number\n    line 4: many\n    line 5: more"
        );
    }

    #[test]
    fn faults_are_told_in_russian() {
        let headings: Vec<String> = (1..=32).map(|n| format!("h{n}")).collect();
        let found = ["RUB", "USD", "EUR", "KZT", "GBP"].map(|code| (code.to_owned(), 7)).to_vec();
        let mut account = Account { rows: 4000, used: 1000, ..Account::default() };
        for line in 0..1234 {
            account.reject(Reason::NoAmount, Some(2000 + line), "17,2024-01-05,");
        }
        let faults = [
            Fault::Unreadable { message: "No such file or directory (os error 2)".to_owned() },
            Fault::OpenQuote { line: 1007 },
            Fault::NoColumn { role: Role::Start, headings: headings.clone() },
            Fault::UnknownColumn {
                role: Role::Client,
                name: "x".to_owned(),
                headings: headings[..2].to_vec(),
            },
            Fault::SeveralColumns { role: Role::Amount, names: headings[..2].to_vec() },
            Fault::NoUse { part: Part::Sheet, format: "XLS" },
            Fault::BadFormat { format: "XLSX", message: "it is no workbook".to_owned() },
            Fault::BadFormat { format: "Parquet", message: "page 3 is odd".to_owned() },
            Fault::AmbiguousDates { example: "13/2/2024".to_owned(), line: 2, both: Some([2, 9]) },
            Fault::MixedEncodings { line: 3, taken_for: "UTF-8", looks_like: Some("Windows-1251") },
            Fault::SeveralCurrencies { found },
            Fault::TooManyRejected { account, most: 0.5 },
        ];
        let said: Vec<String> = faults.iter().map(|fault| super::said(fault, Russian)).collect();
        insta::assert_snapshot!(said.join("\n").replace('\u{A0}', "~"));
    }
}
