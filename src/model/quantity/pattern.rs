//! The written numbers as regular expressions, for tools that know the file's shape but not its meaning.
//!
//! They match what [`parse_number`](super::parse_number) and [`parse_interval`](super::parse_interval) read, but for
//! what no regular expression should count: a number that is too large for a computer (`1e400`), and the length, which
//! is that of the whole text here and that of the number without the space around it there. An exponent has at most
//! nine digits here. They are written in the part of the syntax that ECMAScript and Rust share.

use super::number::{LONGEST, SEPARATORS, SIGNS, UNITS};

/// The class of white space, as text is trimmed of it.
pub const WHITE: &str = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

/// The most characters of a number.
pub const NUMBER_LONGEST: usize = LONGEST;
/// The most characters of an interval.
pub const INTERVAL_LONGEST: usize = 2 * LONGEST + " to ".len();

/// What a number with or without a unit matches.
pub fn number_pattern() -> String {
    let (number, unit) = (digits(), class(UNITS.iter().map(|&(unit, _)| unit)));
    format!("^{WHITE}*{number}(?:{WHITE}*{unit})?{WHITE}*$")
}

/// What `a to b` matches: a percent sign on both ends or on none.
pub fn interval_pattern() -> String {
    let number = digits();
    let other = class(UNITS.iter().map(|&(unit, _)| unit).filter(|&unit| unit != '%'));
    let bare = format!("{number}(?:{WHITE}*{other})?");
    let percent = format!("{number}{WHITE}*%");
    let ends = |end: &str| format!("{end}{WHITE}* to {WHITE}*{end}");
    format!("^{WHITE}*(?:{}|{}){WHITE}*$", ends(&bare), ends(&percent))
}

/// Sign, digits with a point, exponent.
fn digits() -> String {
    let (sign, between) = (class(SIGNS), class(SEPARATORS));
    let whole = format!("[0-9](?:{between}?[0-9])*");
    let exponent = format!("(?:0{between}?)*[0-9](?:{between}?[0-9]){{0,8}}");
    format!(r"{sign}?(?:{whole}(?:\.(?:{whole})?)?|\.{whole})(?:[eE]{sign}?{exponent})?")
}

/// One of these letters.
fn class(letters: impl IntoIterator<Item = char>) -> String {
    let letter = |letter: char| match letter {
        // Inside a class only the dash has a meaning of its own.
        '-' => r"\-".to_owned(),
        ' '..='~' => letter.to_string(),
        _ => format!(r"\u{:04x}", u32::from(letter)),
    };
    format!("[{}]", letters.into_iter().map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::class;

    #[test]
    fn a_class_names_what_cannot_be_seen() {
        assert_eq!(class(['+', '-', '\u{2212}', '\u{a0}']), r"[+\-\u2212\u00a0]");
    }
}
