//! Why rows of a log are not used: a name for files, and words.

use super::language::{Language, say};
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
pub fn words(reason: Reason, language: Language) -> String {
    match reason {
        Reason::CellCount => say!(language, "reason-cell-count"),
        Reason::StrayQuotes => say!(language, "reason-stray-quotes"),
        Reason::NoClient => say!(language, "reason-no-client"),
        Reason::NoDate => say!(language, "reason-no-date"),
        Reason::BadDate => say!(language, "reason-bad-date"),
        Reason::AfterUntil => say!(language, "reason-after-until"),
        Reason::BeforeFrom => say!(language, "reason-before-from"),
        Reason::NoAmount => say!(language, "reason-no-amount"),
        Reason::BadAmount => say!(language, "reason-bad-amount"),
        Reason::AmountOutOfRange => say!(language, "reason-amount-out-of-range"),
        Reason::BadCost => say!(language, "reason-bad-cost"),
        Reason::Duplicate => say!(language, "reason-duplicate"),
        Reason::ReturnWithoutOrder => say!(language, "reason-return-without-order"),
        Reason::EndBeforeStart => say!(language, "reason-end-before-start"),
        Reason::BadCount => say!(language, "reason-bad-count"),
        Reason::Total => say!(language, "reason-total"),
        Reason::LongNumber => say!(language, "reason-long-number"),
    }
}

/// Each reason with its rows, and the first examples below: `  3 rejected: no date`, `    line 7: 17, , 250`.
pub fn lines(account: &Account, language: Language) -> String {
    let mut text = String::new();
    for (reason, rejected) in &account.rejected {
        let of_reason =
            say!(language, "rows-rejected", count = rejected.rows, reason = words(*reason, language));
        let _ = writeln!(text, "  {of_reason}");
        for Example { line, text: example } in &rejected.examples {
            let example = name(example, 64);
            let placed = match line {
                Some(line) => say!(language, "example-in-line", line = *line, example = example),
                None => example,
            };
            let _ = writeln!(text, "    {placed}");
        }
        let has = |is: fn(&str) -> bool| rejected.examples.iter().any(|example| is(&example.text));
        if *reason == Reason::BadDate && has(is_count) {
            let _ = writeln!(text, "    {}", say!(language, "bare-number-of-days"));
        }
        if *reason == Reason::BadDate && has(may_begin_with_its_year) {
            let _ = writeln!(text, "    {}", say!(language, "year-first-or-last"));
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
    use crate::report::language::Language::{English, Russian};
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_a_name_and_words_of_its_own() {
        let keys: BTreeSet<&str> = Reason::ALL.into_iter().map(key).collect();
        for language in Language::ALL {
            let said: BTreeSet<String> =
                Reason::ALL.into_iter().map(|reason| words(reason, language)).collect();
            assert_eq!((keys.len(), said.len()), (Reason::ALL.len(), Reason::ALL.len()));
        }
        assert!(keys.iter().all(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }

    #[test]
    fn dates_that_may_begin_with_their_year_are_told_what_helps() {
        let said = |date: &str| {
            let mut account = Account::default();
            account.reject(Reason::BadDate, Some(2), date);
            [English, Russian].map(|language| lines(&account, language).contains("--dates day-first"))
        };
        for (date, is_told) in
            [("24-01-30", true), ("1-2-24 10:30", true), ("2024-02-30", false), ("soon", false)]
        {
            assert_eq!(said(date), [is_told; 2], "{date}");
        }
    }
}
