//! How a log was understood, and what of it is not used.

use super::name;
use crate::data::account::Account;
use crate::data::amount::Mark;
use crate::data::date::Order;
use crate::data::orders::{Sheet, Understood};
use crate::report::language::{Language, say};
use crate::report::log_fault::role_name;
use crate::report::rejections;

/// Columns or sheets that are named as not read.
const SHOWN: usize = 20;

/// Which column was taken for what: `Read as: client = customer_id, date = date, amount = amount.`
pub fn understood(understood: &Understood, language: Language) -> String {
    let columns: Vec<String> = understood
        .columns
        .iter()
        .map(|(role, heading)| format!("{} = {}", role_name(*role, language), name(heading, 40)))
        .collect();
    let mut parts = vec![say!(language, "read-as", columns = columns.join(", "))];
    match understood.convention.order {
        Some(Order::DayFirst) => parts.push(say!(language, "days-before-months")),
        Some(Order::MonthFirst) => parts.push(say!(language, "months-before-days")),
        None => {}
    }
    if understood.convention.mark == Some(Mark::Comma) {
        parts.push(say!(language, "decimal-comma"));
    }
    if let Some(encoding) = understood.encoding.filter(|encoding| *encoding != "UTF-8") {
        parts.push(say!(language, "text-in", encoding = encoding));
    }
    if let Some(line) = understood.headings_below_a_title {
        parts.push(say!(language, "headings-below", line = line.to_string()));
    }
    if let Some(sheet) = &understood.sheet {
        parts.push(say!(language, "of-sheet", sheet = name(&sheet.name, 40)));
    }
    let mut text = parts.join("; ") + ".\n";
    if !understood.others.is_empty() {
        let others = listed(&understood.others, language);
        text += &(say!(language, "columns-not-read", columns = others) + "\n");
    }
    if let Some(Sheet { others, .. }) = understood.sheet.as_ref().filter(|sheet| !sheet.others.is_empty()) {
        text += &(say!(language, "sheets-not-read", sheets = listed(others, language)) + "\n");
    }
    text
}

/// Names one after another; of many the first, and how many more there are.
fn listed(names: &[String], language: Language) -> String {
    let text = names.iter().take(SHOWN).map(|other| name(other, 40)).collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => text,
        Some(more) => format!("{text} {}", say!(language, "and-more", count = more)),
    }
}

/// What of a table is not used, if anything: a line, and one for each reason.
pub fn rejected_beside(file: &str, account: &Account, language: Language) -> String {
    if account.rejected_rows() == 0 {
        return String::new();
    }
    let first = say!(
        language,
        "rows-not-used",
        file = name(file, 200),
        rejected = account.rejected_rows(),
        rows = account.rows
    );
    first + "\n" + &rejections::lines(account, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::account::Reason;
    use crate::data::convention::Convention;
    use crate::data::fault::Role;
    use crate::report::language::Language::{English, Russian};

    fn found() -> Understood {
        Understood {
            columns: vec![(Role::Client, "buyer".to_owned()), (Role::Amount, "sum".to_owned())],
            others: (1..=22).map(|n| format!("c{n}")).collect(),
            convention: Convention {
                order: Some(Order::DayFirst),
                mark: Some(Mark::Comma),
                ..Convention::default()
            },
            encoding: Some("Windows-1251"),
            headings_below_a_title: Some(3),
            sheet: Some(Sheet { name: "2024".to_owned(), others: vec!["2023".to_owned()] }),
        }
    }

    #[test]
    fn how_a_log_was_understood_is_said_in_a_line() {
        insta::assert_snapshot!(understood(&found(), English));
        insta::assert_snapshot!(understood(&found(), Russian));
    }

    #[test]
    fn rows_that_are_not_used_are_told_with_their_reasons() {
        let mut account = Account { rows: 4000, used: 3997, ..Account::default() };
        account.reject(Reason::NoDate, Some(3), "17,,250");
        account.reject(Reason::BadDate, Some(1004), "45292");
        account.reject(Reason::BadDate, None, "24-01-30");
        insta::assert_snapshot!(rejected_beside("log.csv", &account, English));
        insta::assert_snapshot!(rejected_beside("log.csv", &account, Russian).replace('\u{A0}', "~"));
    }
}
