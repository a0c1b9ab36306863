//! Dates as exports write them: `2024-01-31`, `31.01.2024 14:05`, `1/31/24 2:05 PM`, `20240131`, `31 Jan 2024`.

use super::day::Day;

/// Which comes first in `1/2/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 1 February.
    DayFirst,
    /// 2 January.
    MonthFirst,
}

impl Order {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::DayFirst => Self::MonthFirst,
            Self::MonthFirst => Self::DayFirst,
        }
    }
}

/// A date as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It can only mean this day.
    Plain(Day, u32),
    /// It depends on what comes first.
    Either {
        /// The day, if the day comes first.
        day_first: Option<Day>,
        /// The day, if the month does.
        month_first: Option<Day>,
        /// Seconds since midnight.
        seconds: u32,
    },
}

/// Seconds of a day.
const DAY: u32 = 86_400;
/// What stands for no date.
const MISSING: [&str; 8] = ["", "-", "null", "none", "nan", "nat", "n/a", "#n/a"];

/// Whether a text stands for no date.
pub fn is_missing(text: &str) -> bool {
    MISSING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text is a date of a year that no day that is meant is of, as systems write where a date is not known:
/// `9999-12-31`, `01.01.0001 0:00:00`, `0000-00-00`.
pub fn is_beyond_all(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    if digits.clone().count() >= 8 && digits.clone().all(|digit| digit == b'0') {
        return true;
    }
    let is_year = |run: &&str| matches!(run.len(), 4 | 8);
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    let Some(year) = runs.filter(is_year).find_map(|run| run.get(..4)) else { return false };
    // In a year that there is, it would be a date; this one has a 29 February.
    let is_date = || read(&text.replacen(year, "2196", 1), None).is_some();
    (year == "0001" || year > "2199") && is_date()
}

/// Reads a date with or without a time; the time zone, if there is one, is left as it is.
///
/// What the user `said` counts where the way of writing would settle it otherwise, or not at all: dotted dates have their
/// day first unless someone says that the month is, and `24-01-30` is a date for those alone who say what comes first, since
/// its year may.
pub fn read(text: &str, said: Option<Order>) -> Option<Written> {
    let bytes = text.as_bytes();
    // The way most exports write, first.
    if bytes.len() >= 10 && (bytes[4], bytes[7]) == (b'-', b'-') {
        let day = Day::new(digits(&bytes[..4])? as i32, digits(&bytes[5..7])?, digits(&bytes[8..10])?)?;
        return Some(Written::Plain(day, time(text.get(10..)?)?));
    }
    let end = bytes.iter().position(|byte| matches!(byte, b' ' | b'T' | b'\t')).unwrap_or(bytes.len());
    let (date, rest) = (text.get(..end)?, text.get(end..)?);
    if let Some(written) = by_numbers(date, rest, said) {
        return Some(written);
    }
    by_name(text)
}

fn by_numbers(date: &str, rest: &str, said: Option<Order>) -> Option<Written> {
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        let bytes = date.as_bytes();
        let day = Day::new(digits(&bytes[..4])? as i32, digits(&bytes[4..6])?, digits(&bytes[6..])?)?;
        return Some(Written::Plain(day, time(rest)?));
    }
    let separator = date.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(separator, '.' | '/' | '-') {
        return None;
    }
    let mut parts = date.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || second.len() > 2 {
        return None;
    }
    let seconds = time(rest)?;
    let [a, b] = [first, second].map(|part| digits(part.as_bytes()));
    let (a, b) = (a?, b?);
    if first.len() == 4 {
        let number = if third.len() <= 2 { digits(third.as_bytes())? } else { return None };
        return Day::new(a as i32, b, number).map(|day| Written::Plain(day, seconds));
    }
    if first.len() > 2 {
        return None;
    }
    let year = year(third)?;
    let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
    let by = |order: Order| {
        let day = if order == Order::DayFirst { day_first } else { month_first };
        day.map(|day| Written::Plain(day, seconds))
    };
    match (day_first, month_first) {
        (None, None) => None,
        // Dots stand in dates whose day comes first, everywhere.
        _ if separator == '.' => by(said.unwrap_or(Order::DayFirst)),
        _ if separator == '-' && third.len() == 2 => by(said?),
        (Some(one), Some(other)) if one == other => Some(Written::Plain(one, seconds)),
        _ => Some(Written::Either { day_first, month_first, seconds }),
    }
}

/// `31 Jan 2024`, `31-Jan-24`, `January 31, 2024`, `31 января 2024`.
fn by_name(text: &str) -> Option<Written> {
    let is_gap = |letter: char| matches!(letter, ' ' | '-' | ',' | '.' | '/');
    let mut words = [""; 3];
    let mut rest = text;
    for word in &mut words {
        rest = rest.trim_start_matches(is_gap);
        let end = rest.find(|letter: char| is_gap(letter) || letter == 'T').unwrap_or(rest.len());
        (*word, rest) = rest.split_at(end);
    }
    let rest = rest.strip_prefix(" г.").or_else(|| rest.strip_prefix(" г")).unwrap_or(rest);
    let [first, second, third] = words;
    let (number, month) = match (month_named(first), month_named(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), None) => (second, month),
        _ => return None,
    };
    let number = if number.len() <= 2 { digits(number.as_bytes())? } else { return None };
    let day = Day::new(year(third)?, month, number)?;
    Some(Written::Plain(day, time(rest)?))
}

fn month_named(word: &str) -> Option<u32> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const RUSSIAN: [&str; 12] = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ];
    if word.len() > 24 {
        return None;
    }
    let word = word.to_lowercase();
    let is = |name: &&str| word.chars().count() >= 3 && name.starts_with(word.as_str());
    let place = ENGLISH.iter().position(is).or_else(|| RUSSIAN.iter().position(is))?;
    Some(place as u32 + 1)
}

/// Four digits, or the last two of a year from 1970 to 2069.
fn year(text: &str) -> Option<i32> {
    let number = digits(text.as_bytes())? as i32;
    match text.len() {
        4 => Some(number),
        2 => Some(if number < 70 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    let mut number = 0;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    Some(number)
}

/// Seconds since midnight of what follows a date: nothing, or `T14:05:09.123+03:00`, ` 2:05 PM`.
fn time(text: &str) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    let text = text.strip_prefix(['T', ' ', '\t'])?.trim_matches(' ');
    if text.is_empty() {
        return Some(0);
    }
    let clock_end = text.find(|letter: char| !letter.is_ascii_digit() && letter != ':').unwrap_or(text.len());
    let (clock, mut rest) = text.split_at(clock_end);
    let mut parts = clock.split(':');
    let part =
        |part: Option<&str>| part.filter(|part| part.len() <= 2).and_then(|part| digits(part.as_bytes()));
    let (hours, minutes) = (part(parts.next())?, part(parts.next())?);
    let seconds = match parts.next() {
        None => 0,
        seconds => part(seconds)?,
    };
    if parts.next().is_some() || minutes > 59 || seconds > 60 {
        return None;
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if rest.len() == fraction.len() {
            return None;
        }
    }
    let rest = rest.trim_start();
    let is_midnight = (hours, minutes, seconds) == (24, 0, 0);
    let hours = match rest {
        "AM" | "am" | "a.m." if (1..=12).contains(&hours) => hours % 12,
        "PM" | "pm" | "p.m." if (1..=12).contains(&hours) => hours % 12 + 12,
        _ if is_zone(rest) && hours < 24 => hours,
        // The end of the day is still of that day.
        _ if is_zone(rest) && is_midnight => return Some(DAY - 1),
        _ => return None,
    };
    Some(hours * 3600 + minutes * 60 + seconds.min(59))
}

/// `Z`, `UTC`, `+03:00`, `+0300`, `+03`, or nothing.
fn is_zone(text: &str) -> bool {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT") {
        return true;
    }
    let Some(offset) = text.strip_prefix(['+', '-']) else { return false };
    let numbers = offset.bytes().filter(u8::is_ascii_digit).count();
    matches!((offset.len(), numbers), (2, 2) | (4, 4))
        || offset.len() == 5 && numbers == 4 && offset.as_bytes()[2] == b':'
}

#[cfg(test)]
mod tests;
