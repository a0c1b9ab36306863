//! How a log was understood, and what of it is not used.

use super::name;
use crate::data::account::Account;
use crate::data::amount::Mark;
use crate::data::date::Order;
use crate::data::orders::{Sheet, Understood};
use crate::report::log_fault::role_name;
use crate::report::number::whole;
use crate::report::rejections;
use std::fmt::Write as _;

/// Columns or sheets that are named as not read.
const SHOWN: usize = 20;

/// Which column was taken for what: `Read as: client = customer_id, date = date, amount = amount.`
pub fn understood(understood: &Understood) -> String {
    let columns: Vec<String> = understood
        .columns
        .iter()
        .map(|(role, heading)| format!("{} = {}", role_name(*role), name(heading, 40)))
        .collect();
    let mut text = format!("Read as: {}", columns.join(", "));
    match understood.convention.order {
        Some(Order::DayFirst) => text.push_str("; days before months"),
        Some(Order::MonthFirst) => text.push_str("; months before days"),
        None => {}
    }
    if understood.convention.mark == Some(Mark::Comma) {
        text.push_str("; decimal comma");
    }
    if let Some(encoding) = understood.encoding.filter(|encoding| *encoding != "UTF-8") {
        let _ = write!(text, "; text in {encoding}");
    }
    if let Some(line) = understood.headings_below_a_title {
        let _ = write!(text, "; headings in line {line}, what stands above them is not read");
    }
    if let Some(sheet) = &understood.sheet {
        let _ = write!(text, "; sheet {}", name(&sheet.name, 40));
    }
    text.push_str(".\n");
    if !understood.others.is_empty() {
        let others = listed(&understood.others);
        let _ = writeln!(text, "Columns that are not read: {others}. Rows count whatever stands there.");
    }
    if let Some(Sheet { others, .. }) = understood.sheet.as_ref().filter(|sheet| !sheet.others.is_empty()) {
        let _ = writeln!(text, "Sheets that are not read: {} (--sheet names one).", listed(others));
    }
    text
}

/// Names one after another; of many the first, and how many more there are.
fn listed(names: &[String]) -> String {
    let mut text = names.iter().take(SHOWN).map(|other| name(other, 40)).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        let _ = write!(text, " and {} more", names.len() - SHOWN);
    }
    text
}

/// What of a table is not used, if anything: a line, and one for each reason.
pub fn rejected_beside(file: &str, account: &Account) -> String {
    if account.rejected_rows() == 0 {
        return String::new();
    }
    let mut text = format!(
        "{}: {} of {} rows are not used\n",
        name(file, 200),
        whole(account.rejected_rows() as f64),
        whole(account.rows as f64)
    );
    text.push_str(&rejections::lines(account));
    text
}
