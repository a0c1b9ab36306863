//! Why a log cannot be read, and what became of its rows, in sentences: what, where, and what would mend it.

use super::number::{exact_percent, fixed, whole};
use super::rejections;
use super::words::name;
use crate::data::account::Account;
use crate::data::fault::{Fault, Part, Role};
use crate::data::table::HEADINGS_WITHIN;

/// Headings that are named before the rest is left out.
const HEADINGS_SHOWN: usize = 30;

/// The fault in a sentence; the file's name stands before it.
pub fn said(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable { message } => format!("cannot be read: {message}"),
        Fault::Empty => "the file is empty: a table has a line of headings, and its rows below it".to_owned(),
        Fault::NoText => "this is no text, workbook (XLSX) or Parquet file: its first bytes are those of no table; export the log as \
             CSV, XLSX or Parquet (if it is a text in UTF-16, say --encoding utf-16)"
            .to_owned(),
        Fault::NoRows => {
            "there is a line of headings and nothing below it: a table has its rows there".to_owned()
        }
        Fault::NoHeadings { found } => format!(
            "the first line holds values and no headings ({}): put a line of names above it, as in client,date,amount",
            list(found)
        ),
        Fault::NoUse { part, format } => no_use(*part, format),
        Fault::LineTooLong { line, most_bytes } => format!(
            "line {line} is longer than {} MiB: this is no table, or its lines end in another way; export it again as CSV",
            most_bytes >> 20
        ),
        Fault::TooManyColumns { most } => format!(
            "the first line has more than {most} columns: this is no log, or its columns are parted in another way; say by what \
             with --delimiter"
        ),
        Fault::BadDelimiter { byte } => format!(
            "{} cannot part columns: name a comma, a semicolon, tab or another sign of ASCII with --delimiter",
            char::from(*byte).escape_default()
        ),
        Fault::OpenQuote { line } => format!(
            "line {line}: a quote (\") is opened there and never closed, which makes all that follows one cell; close or remove it"
        ),
        Fault::MixedEncodings { line, taken_for, looks_like } => mixed(*line, taken_for, *looks_like),
        Fault::BrokenCompression { format, message } => format!(
            "the {format} data break off or are damaged ({message}): compress or fetch the file again"
        ),
        Fault::Bomb { format, times } => format!(
            "the {format} data become more than {times} times as large: that is no log; if it is one, unpack it first"
        ),
        Fault::BadFormat { format, message } => format!("cannot be read as {format}: {message}"),
        Fault::NoSheet { name, sheets } => {
            format!("there is no sheet {name}: its sheets are {}; name one with --sheet", sheets.join(", "))
        }
        Fault::NoColumn { .. } | Fault::UnknownColumn { .. } | Fault::SeveralColumns { .. } => columns(fault),
        Fault::AmbiguousDates { .. } | Fault::AmbiguousAmounts { .. } => ambiguous(fault),
        Fault::SeveralCurrencies { found } => currencies(found),
        Fault::TooManyRejected { account, most } => too_many(account, *most),
        Fault::SumTooLarge { client, day } => format!(
            "client {client}, {day}: the amounts of that day come to more than 9.2e12, which cannot be counted; is the column of \
             amounts the right one (--amount)?"
        ),
        Fault::Spill { message } => format!(
            "there is no room to put rows aside ({message}): free some, or name another folder for that with TMPDIR; a row takes \
             about 30 bytes there"
        ),
        Fault::Unsettled | Fault::Stopped => "stopped; no result was written".to_owned(),
    }
}

fn mixed(line: u64, taken_for: &str, looks_like: Option<&str>) -> String {
    let other = looks_like.map_or_else(String::new, |name| format!(" (it looks like {name})"));
    format!(
        "line {line} is not {taken_for}, as the lines before it are{other}: save the whole file in one encoding, or say which \
         it is with --encoding utf-8, utf-16 or windows-1251"
    )
}

fn columns(fault: &Fault) -> String {
    match fault {
        Fault::NoColumn { role, headings } => format!(
            "no column is known to be the {}: the first line has {}; name it with {} (headings are looked for in the first {HEADINGS_WITHIN} \
             lines)",
            role_name(*role),
            list(headings),
            option(*role)
        ),
        Fault::UnknownColumn { role, name, headings } => {
            format!("there is no column {name} (for {}): its columns are {}", option(*role), list(headings))
        }
        Fault::SeveralColumns { role, names } => format!(
            "{} could each be the {}: name the one that is meant with {}",
            list(names),
            role_name(*role),
            option(*role)
        ),
        _ => String::new(),
    }
}

fn ambiguous(fault: &Fault) -> String {
    match fault {
        Fault::AmbiguousDates { example, line, both: None } => format!(
            "line {line}: {example} may have its day or its month first, and no date of the file settles it; say \
             --dates day-first or --dates month-first"
        ),
        Fault::AmbiguousDates { example, line, both: Some([_, month]) } => format!(
            "line {line}: {example} can only have its day first, and the date in line {month} only its month: the file mixes \
             both, so that 1/2/2024 means either; export it again, or say --dates day-first or --dates month-first and the \
             others are rejected"
        ),
        Fault::AmbiguousAmounts { example, line, both: None } => format!(
            "line {line}: in {example} the mark may part thousands or decimals, and no amount of the file settles it; say \
             --decimal point or --decimal comma"
        ),
        Fault::AmbiguousAmounts { example, line, both: Some([_, comma]) } => format!(
            "line {line}: {example} has a decimal point, and the amount in line {comma} a decimal comma: the file mixes both; \
             export it again, or say --decimal point or --decimal comma and the others are rejected"
        ),
        _ => String::new(),
    }
}

fn no_use(part: Part, format: &str) -> String {
    let (option, of) = match part {
        Part::Delimiter => ("--delimiter", "a text"),
        Part::Encoding => ("--encoding", "a text"),
        Part::Sheet => ("--sheet", "a workbook (XLSX)"),
    };
    let a = if format == "XLS" { "an" } else { "a" };
    format!("{option} is of use with {of} alone, and this is {a} {format} file: leave it out")
}

/// Currencies that are named before the rest is left out.
const CURRENCIES_SHOWN: usize = 4;

fn currencies(found: &[(String, u64)]) -> String {
    let one = |(code, line): &(String, u64)| format!("{} (line {line})", name(code, 20));
    let shown: Vec<String> = found.iter().take(CURRENCIES_SHOWN).map(one).collect();
    let more = if found.len() > CURRENCIES_SHOWN { " and more" } else { "" };
    format!(
        "amounts are in several currencies, {}{more}, whose sum is none: convert them to one, or leave the rows of one in the \
         file; if a column of currencies is not that of the amounts, say theirs with --currency",
        shown.join(", ")
    )
}

fn too_many(account: &Account, most: f64) -> String {
    let [wrong, asked_for] = account.wrong_rows();
    if asked_for == 0 {
        let mut text = "no row is of the days that are looked at (--from, --until)\n".to_owned();
        text.push_str(rejections::lines(account).trim_end());
        return text;
    }
    let share = wrong as f64 / asked_for as f64;
    let mut text = format!(
        "{} of {} rows are rejected, {} ({} may be): correct the columns or the file, or allow more with --max-rejected",
        whole(wrong as f64),
        whole(asked_for as f64),
        exact_percent((share * 1000.0).round() / 1000.0),
        exact_percent(most)
    );
    text.push('\n');
    text.push_str(rejections::lines(account).trim_end());
    text
}

/// What a column is for, in words.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Client => "client",
        Role::Date => "date",
        Role::Amount => "amount",
        Role::Segment => "segment",
        Role::Order => "order's number",
        Role::Cost => "cost of goods",
        Role::Currency => "currency",
        Role::Start => "start",
        Role::End => "end",
        Role::Month => "month",
        Role::Channel => "channel",
        Role::Spend => "spend",
        Role::NewClients => "number of new clients",
    }
}

/// The option that names a column.
fn option(role: Role) -> &'static str {
    match role {
        Role::Client => "--customer",
        Role::Date => "--date",
        Role::Amount => "--amount",
        Role::Segment => "--segment",
        Role::Order => "--order",
        Role::Cost => "--cost",
        Role::Currency => "--currency",
        Role::Start => "a heading such as start",
        Role::End => "a heading such as end",
        Role::Month => "a heading such as month",
        Role::Channel => "a heading such as channel",
        Role::Spend => "a heading such as spend",
        Role::NewClients => "a heading such as new_clients",
    }
}

fn list(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(HEADINGS_SHOWN).map(|heading| name(heading, 40)).collect();
    if names.len() > HEADINGS_SHOWN {
        shown.push(format!("and {} more", fixed((names.len() - HEADINGS_SHOWN) as f64, 0)));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::account::Reason;

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
            let said = said(&fault);
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
            said(&Fault::TooManyRejected { account, most: 0.5 }),
            "3 of 4 rows are rejected, 75 % (50 % may be): correct the columns or the file, or allow more with --max-rejected\n  \
             1 rejected: no date\n    line 3: 17,,250\n  2 rejected: an amount that is no number\n    line 4: many\n    line 5: more"
        );
    }
}
