//! The signs, currencies, exponents and thousands around the digits of an amount.

use super::NoAmount;

/// An amount without its sign and its currency.
pub(super) struct Bare<'t> {
    pub(super) digits: &'t str,
    pub(super) is_negative: bool,
    /// The code of the currency.
    pub(super) currency: Option<&'static str>,
}

/// Signs and names of currencies that stand beside amounts, and their codes.
///
/// What begins or ends like another one stands before it.
const CURRENCIES: [(&str, &str); 31] = [
    ("₽", "RUB"),
    ("us$", "USD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", YEN_OR_YUAN),
    ("₸", "KZT"),
    ("₴", "UAH"),
    ("₺", "TRY"),
    ("₹", "INR"),
    ("₪", "ILS"),
    ("рублей", "RUB"),
    ("рубля", "RUB"),
    ("рубль", "RUB"),
    ("руб.", "RUB"),
    ("руб", "RUB"),
    ("р.", "RUB"),
    ("р", "RUB"),
    ("rub", "RUB"),
    ("rur", "RUB"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("kzt", "KZT"),
    ("uah", "UAH"),
    ("byn", "BYN"),
    ("cny", "CNY"),
    ("jpy", "JPY"),
    ("pln", "PLN"),
    ("zł", "PLN"),
    ("chf", "CHF"),
];

/// What stands for the code of a currency whose sign two have.
pub const YEN_OR_YUAN: &str = "¥";

/// The code of a currency by its sign or its name in small letters, if it is one of those that stand beside amounts.
pub fn currency(name: &str) -> Option<&'static str> {
    CURRENCIES.iter().find(|(written, _)| *written == name).map(|(_, code)| *code)
}

/// What stands for no amount.
const MISSING: [&str; 8] = ["", "-", "null", "none", "nan", "na", "n/a", "#n/a"];

/// The digits and marks of an amount.
pub(super) fn bare(text: &str) -> Result<Bare<'_>, NoAmount> {
    let mut digits = text.trim();
    // Most amounts are digits and a mark.
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !digits.is_empty() {
        return Ok(Bare { digits, is_negative: false, currency: None });
    }
    if MISSING.iter().any(|word| digits.eq_ignore_ascii_case(word)) {
        return Err(NoAmount::Missing);
    }
    let (mut is_negative, mut currency) = (false, None);
    if let Some(inside) = digits.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (digits, is_negative) = (inside.trim(), true);
    }
    // The sign may stand before or behind a currency.
    for _ in 0..2 {
        let (rest, beside) = without_currency(digits);
        (digits, currency) = (without_dash_for_hundredths(rest), currency.or(beside));
        let signed =
            digits.strip_prefix(['-', '\u{2212}']).or_else(|| digits.strip_suffix(['-', '\u{2212}']));
        if let Some(rest) = signed {
            if is_negative {
                return Err(NoAmount::Bad);
            }
            (digits, is_negative) = (rest.trim(), true);
        } else if let Some(rest) = digits.strip_prefix('+') {
            digits = rest.trim_start();
        }
    }
    if digits.starts_with(|first: char| first.is_ascii_digit() || first == '.' || first == ',') {
        Ok(Bare { digits, is_negative, currency })
    } else {
        Err(NoAmount::Bad)
    }
}

/// `200,-` is 200: right behind the mark a dash stands for hundredths that there are none of, and is no sign.
fn without_dash_for_hundredths(text: &str) -> &str {
    let rest = text.trim_end_matches(['-', '\u{2212}', '\u{2013}', '\u{2014}']);
    let is_behind_mark = rest
        .strip_suffix(['.', ','])
        .is_some_and(|whole| whole.ends_with(|last: char| last.is_ascii_digit()));
    if is_behind_mark { rest } else { text }
}

fn without_currency(text: &str) -> (&str, Option<&'static str>) {
    let starts = |with: &str| text.get(..with.len()).is_some_and(|start| start.to_lowercase() == with);
    let ends = |with: &str| {
        let from = text.len().checked_sub(with.len());
        from.and_then(|from| text.get(from..)).is_some_and(|end| end.to_lowercase() == with)
    };
    for (written, code) in CURRENCIES {
        if starts(written) {
            return (text[written.len()..].trim_start(), Some(code));
        }
        if ends(written) {
            return (text[..text.len() - written.len()].trim_end(), Some(code));
        }
    }
    (text, None)
}

/// The digits and marks, and the power of ten behind them.
pub(super) fn with_exponent(text: &str) -> Result<(&str, i32), NoAmount> {
    match text.split_once(['e', 'E']) {
        None => Ok((text, 0)),
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NoAmount::Bad);
            }
            exponent.parse().map(|exponent| (mantissa, exponent)).map_err(|_| NoAmount::Bad)
        }
    }
}

/// The digits of a whole number in groups of thousands (or of hundreds above the thousands, as in India), if it is one.
pub(super) fn groups(whole: &str, separator: char) -> Option<String> {
    let is_separator = |letter: char| {
        letter == separator
            || matches!(letter, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\'' | '\u{2019}' | '_')
    };
    let used = whole.chars().find(|letter| !letter.is_ascii_digit())?;
    if !is_separator(used) {
        return None;
    }
    let groups: Vec<&str> = whole.split(used).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let is_digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let sizes = middle.iter().all(|group| group.len() == 3) || middle.iter().all(|group| group.len() == 2);
    let holds = (1..=3).contains(&first.len()) && last.len() == 3 && sizes && groups.iter().all(is_digits);
    holds.then(|| groups.concat())
}
