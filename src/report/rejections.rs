//! Why rows of a log are not used: a name for files, and words.

use super::number::whole;
use super::words::name;
use crate::data::account::{Account, Example, Reason};
use std::fmt::Write as _;

/// The reason's name in files.
pub fn key(reason: Reason) -> &'static str {
    match reason {
        Reason::CellCount => "cell_count",
        Reason::StrayQuotes => "stray_quotes",
        Reason::NoClient => "no_client",
        Reason::NoDate => "no_date",
        Reason::BadDate => "bad_date",
        Reason::AfterUntil => "after_until",
        Reason::BeforeFrom => "before_from",
        Reason::NoAmount => "no_amount",
        Reason::BadAmount => "bad_amount",
        Reason::AmountOutOfRange => "amount_out_of_range",
        Reason::BadCost => "bad_cost",
        Reason::Duplicate => "duplicate",
        Reason::ReturnWithoutOrder => "return_without_order",
        Reason::EndBeforeStart => "end_before_start",
        Reason::BadCount => "bad_count",
        Reason::Total => "total",
        Reason::LongNumber => "long_number",
    }
}

/// What is wrong with such rows.
pub fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::CellCount => "more or fewer cells than headings",
        Reason::StrayQuotes => "held together by stray quotes (write \"\" for a quote within quotes)",
        Reason::NoClient => "no client",
        Reason::NoDate => "no date",
        Reason::BadDate => "a date that is none of 1900 to 2199, or not written as the others",
        Reason::AfterUntil => "after the last day that is looked at (today, unless --until says another)",
        Reason::BeforeFrom => "before the first day that is looked at",
        Reason::NoAmount => "no amount",
        Reason::BadAmount => "an amount that is no number",
        Reason::AmountOutOfRange => "an amount larger than any that can be meant",
        Reason::BadCost => "a cost that is no number, or too large",
        Reason::Duplicate => "repeats another row",
        Reason::ReturnWithoutOrder => "a return of a client without an order before",
        Reason::EndBeforeStart => "ends before it starts",
        Reason::BadCount => "a count that is no whole number",
        Reason::Total => "the sum of other rows",
        Reason::LongNumber => {
            "a number of a client or an order too long to be kept whole as a number (more than 15 digits): keep it as a text"
        }
    }
}

/// Each reason with its rows, and the first examples below: `  3 rejected: no date`, `    line 7: 17, , 250`.
pub fn lines(account: &Account) -> String {
    let mut text = String::new();
    for (reason, rejected) in &account.rejected {
        let _ = writeln!(text, "  {} rejected: {}", whole(rejected.rows as f64), words(*reason));
        for Example { line, text: example } in &rejected.examples {
            let line = line.map_or_else(String::new, |line| format!("line {}: ", whole(line as f64)));
            let _ = writeln!(text, "    {line}{}", name(example, 64));
        }
        let has = |is: fn(&str) -> bool| rejected.examples.iter().any(|example| is(&example.text));
        if *reason == Reason::BadDate && has(is_count) {
            text.push_str("    Write days as in 2024-01-31: a bare number may count days as spreadsheets do, or seconds.\n");
        }
        if *reason == Reason::BadDate && has(may_begin_with_its_year) {
            text.push_str(
                "    In a date such as 24-01-30 the year may be first or last: if it is last, say --dates day-first or --dates \
                 month-first; else write days as in 2024-01-31.\n",
            );
        }
    }
    text
}

/// Whether it is as long a number as spreadsheets and clocks write for a day of this century.
fn is_count(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    matches!(whole.len(), 5 | 10 | 13 | 16) && whole.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is a date of small numbers behind dashes, whose year is first or last.
fn may_begin_with_its_year(text: &str) -> bool {
    let date = text.split([' ', 'T']).next().unwrap_or(text);
    let numbers: Vec<&str> = date.split('-').collect();
    let is_small =
        |number: &&str| matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_a_name_and_words_of_its_own() {
        let keys: BTreeSet<&str> = Reason::ALL.into_iter().map(key).collect();
        let said: BTreeSet<&str> = Reason::ALL.into_iter().map(words).collect();
        assert_eq!((keys.len(), said.len()), (Reason::ALL.len(), Reason::ALL.len()));
        assert!(keys.iter().all(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }

    #[test]
    fn dates_that_may_begin_with_their_year_are_told_what_helps() {
        let said = |date: &str| {
            let mut account = Account::default();
            account.reject(Reason::BadDate, Some(2), date);
            lines(&account).contains("--dates day-first")
        };
        for (date, is_told) in
            [("24-01-30", true), ("1-2-24 10:30", true), ("2024-02-30", false), ("soon", false)]
        {
            assert_eq!(said(date), is_told, "{date}");
        }
    }
}
