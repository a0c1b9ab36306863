//! Numbers as people write them: `5%`, `12.5M`, `40K`, `1 200 000`, and intervals, `4% to 6%`.
//!
//! A number has an optional sign, digits with an optional decimal point and an optional exponent, and an optional
//! unit: `%`, `K`, `M` or `B` (small letters too; thousand, million, billion), with or without a space before it.
//! Spaces (also the unbreakable ones), `_` and `'` may stand between digits. A comma may not: `1,200` is a thousand
//! and more to one reader and little more than one to the next. Currency signs have no place either; the scenario
//! names its currency once.

/// Why a text is no number or interval.
#[derive(Debug, Clone, PartialEq)]
pub enum NumberError {
    /// Not a number; where it was a comma that is in doubt, the same text with a point or without it.
    NotANumber {
        /// What might have been meant.
        instead: Vec<String>,
    },
    /// NaN, infinite or too large for a computer's number.
    NotFinite,
    /// `4 to 6%`: the unit of the first end is in doubt.
    PercentOnOneEnd {
        /// The interval with the sign on both ends.
        instead: String,
    },
}

/// Two ends as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The first end.
    pub low: f64,
    /// The second end.
    pub high: f64,
}

/// No number that anybody writes is longer, bytes; beyond it there is nothing to read.
pub(super) const LONGEST: usize = 64;
/// What a sign may be.
pub(super) const SIGNS: [char; 3] = ['+', '-', '\u{2212}'];
/// What may stand between two digits.
pub(super) const SEPARATORS: [char; 6] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '_', '\''];
/// The units, each with its power of ten.
pub(super) const UNITS: [(char, i32); 7] =
    [('%', -2), ('K', 3), ('k', 3), ('M', 6), ('m', 6), ('B', 9), ('b', 9)];

/// Reads a number with an optional unit.
///
/// # Errors
///
/// The text is no number, or not a finite one.
pub fn parse_number(text: &str) -> Result<f64, NumberError> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(NumberError::NotANumber { instead: Vec::new() });
    }
    let nothing = || NumberError::NotANumber { instead: as_interval(text).into_iter().collect() };
    let unsigned = text.trim_start_matches(SIGNS);
    if ["nan", "inf", "infinity", "∞"].iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
        return Err(NumberError::NotFinite);
    }
    if text.contains(',') {
        return Err(NumberError::NotANumber { instead: without_comma(text) });
    }
    let (digits, shift) = split_unit(text);
    let plain = plain_digits(digits).ok_or_else(nothing)?;
    // The unit becomes an exponent of ten, so that "5%" is the same number as 0.05 to the last bit.
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| nothing())?),
        None => (plain.as_str(), 0),
    };
    let value: f64 =
        format!("{mantissa}e{}", exponent.saturating_add(shift)).parse().map_err(|_| nothing())?;
    if value.is_finite() { Ok(value) } else { Err(NumberError::NotFinite) }
}

/// Reads `a to b`; `None` if the text has no `to` between spaces.
///
/// # Errors
///
/// An end is no number, or only one end has a percent sign.
pub fn parse_interval(text: &str) -> Option<Result<Interval, NumberError>> {
    let (first, second) = text.split_once(" to ")?;
    let percent = |end: &str| end.trim_end().ends_with('%');
    Some(match (parse_number(first), parse_number(second)) {
        (Ok(_), Ok(_)) if percent(first) != percent(second) => {
            let bare = |end: &str| end.trim().trim_end_matches('%').trim_end().to_owned();
            Err(NumberError::PercentOnOneEnd { instead: format!("{}% to {}%", bare(first), bare(second)) })
        }
        (Ok(low), Ok(high)) => Ok(Interval { low, high }),
        (Err(error), _) | (_, Err(error)) => Err(error),
    })
}

/// The digits, and the power of ten of the unit.
fn split_unit(text: &str) -> (&str, i32) {
    for (unit, shift) in UNITS {
        if let Some(digits) = text.strip_suffix(unit) {
            return (digits.trim_end(), shift);
        }
    }
    (text, 0)
}

/// The interval that was probably meant by `4-6%` or `4..6`, in the form that is read.
fn as_interval(text: &str) -> Option<String> {
    const BETWEEN: [&str; 5] = ["..", "\u{2026}", "\u{2013}", "\u{2014}", "-"];
    BETWEEN.into_iter().find_map(|between| {
        let (low, high) = text.split_once(between)?;
        let (low, high) = (low.trim(), high.trim());
        // A unit that stands on the second end alone is meant for both.
        let unit = high.strip_prefix(high.trim_end_matches(|letter: char| !letter.is_ascii_digit()))?;
        let low = if low.ends_with(|letter: char| letter.is_ascii_digit()) {
            format!("{low}{unit}")
        } else {
            low.to_owned()
        };
        (parse_number(&low).is_ok() && parse_number(high).is_ok()).then(|| format!("{low} to {high}"))
    })
}

/// The number in the letters that Rust reads; `None` if it is none.
fn plain_digits(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let mut digits = 0;
    for (at, &letter) in letters.iter().enumerate() {
        match letter {
            '0'..='9' => {
                digits += 1;
                plain.push(letter);
            }
            '.' | 'e' | 'E' | '+' | '-' => plain.push(letter),
            '\u{2212}' => plain.push('-'),
            _ if SEPARATORS.contains(&letter) && digit(at.checked_sub(1)) && digit(Some(at + 1)) => {}
            _ => return None,
        }
    }
    (digits > 0 && plain.parse::<f64>().is_ok()).then_some(plain)
}

/// What a text with a comma might mean.
fn without_comma(text: &str) -> Vec<String> {
    let mut readings = Vec::new();
    let dropped = text.replace(',', "");
    let grouped = text.split(',').skip(1).all(|group| {
        group.len() >= 3
            && group.bytes().take(3).all(|b| b.is_ascii_digit())
            && !group.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
    });
    if grouped && parse_number(&dropped).is_ok() {
        readings.push(dropped);
    }
    let pointed = text.replace(',', ".");
    if text.matches(',').count() == 1 && parse_number(&pointed).is_ok() {
        readings.push(pointed);
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::{Interval, NumberError, parse_interval, parse_number};

    #[test]
    fn a_unit_gives_the_same_bits_as_the_number_written_out() {
        for (text, value) in [
            ("5%", 0.05),
            ("18.7%", 0.187),
            ("12.5M", 12_500_000.0),
            ("40K", 40_000.0),
            ("1.2b", 1.2e9),
            ("1 200 000", 1_200_000.0),
            ("1\u{a0}200.5", 1200.5),
            ("1_000", 1000.0),
            ("-5 %", -0.05),
            ("\u{2212}3M", -3e6),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("+7", 7.0),
        ] {
            assert_eq!(parse_number(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "%", "five", "5%%", "5 %K", "1__0", "_1", "1 ", "--1", "1e", "1.2.3", "0x10", "5₽", "1e5e5"]
        {
            let read = parse_number(text);
            if text == "1 " {
                assert_eq!(read, Ok(1.0));
            } else {
                assert_eq!(read, Err(NumberError::NotANumber { instead: vec![] }), "{text}");
            }
        }
        for text in ["nan", "NaN", "-inf", "1e400", "infinity", "1e308M"] {
            assert_eq!(parse_number(text), Err(NumberError::NotFinite), "{text}");
        }
    }

    #[test]
    fn a_range_in_other_signs_is_asked_back() {
        for (text, meant) in [
            ("4-6%", "4% to 6%"),
            ("500 \u{2013} 600", "500 to 600"),
            ("4%..6%", "4% to 6%"),
            ("1-2M", "1M to 2M"),
            ("500K-1.2M", "500K to 1.2M"),
        ] {
            assert_eq!(
                parse_number(text),
                Err(NumberError::NotANumber { instead: vec![meant.to_owned()] }),
                "{text}"
            );
        }
        for text in ["4-", "a-b", "2027-01-05", "1-2-3"] {
            assert_eq!(parse_number(text), Err(NumberError::NotANumber { instead: vec![] }), "{text}");
        }
    }

    #[test]
    fn a_comma_is_asked_back() {
        let instead = |text| match parse_number(text) {
            Err(NumberError::NotANumber { instead }) => instead,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(instead("1,200"), ["1200", "1.200"]);
        assert_eq!(instead("12,5M"), ["12.5M"]);
        assert_eq!(instead("1,200,000"), ["1200000"]);
        assert_eq!(instead("a,b"), Vec::<String>::new());
    }

    #[test]
    fn both_ends_of_an_interval_carry_their_units() {
        assert_eq!(parse_interval("4% to 6%"), Some(Ok(Interval { low: 0.04, high: 0.06 })));
        assert_eq!(parse_interval("900 to 1.2K"), Some(Ok(Interval { low: 900.0, high: 1200.0 })));
        assert_eq!(parse_interval("5%"), None);
        let doubtful = parse_interval("4 to 6%");
        assert_eq!(doubtful, Some(Err(NumberError::PercentOnOneEnd { instead: "4% to 6%".into() })));
    }
}
