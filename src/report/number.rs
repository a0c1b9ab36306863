//! How numbers are written for people: `1,234,567`, `3.9M`, `72 %`. Plain ASCII, a minus sign included, so that they
//! can go anywhere; what does not exist is a dash.

/// What stands where a number does not exist.
pub const NONE: &str = "-";

/// A power of a thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Units.
    One,
    /// Thousands.
    Thousand,
    /// Millions.
    Million,
    /// Thousands of millions.
    Billion,
    /// Millions of millions.
    Trillion,
}

/// The number with so many decimals and separated thousands: `1,234,567.0`.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    if value.abs() >= 1e18 {
        return format!("{value:.2e}");
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::with_capacity(text.len() + 8);
    // A negative number that rounds to zero has no sign.
    if value < 0.0 && text.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        grouped.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// All that an amount of money is written with: `4,843.75`, `15,500,000`; two decimals at most.
pub fn exact(value: f64) -> String {
    let text = fixed(value, 2);
    without_zero_decimals(&text).to_owned()
}

/// A whole number with separated thousands: `1,234,567`.
pub fn whole(value: f64) -> String {
    fixed(value, 0)
}

/// A short form: `3.9M`, `128M`, `12.5K`, `950`, `0.85`.
pub fn short(value: f64) -> String {
    short_with(value, 0)
}

/// The short form with so many decimals more than it has by itself.
fn short_with(value: f64, extra: usize) -> String {
    const UNITS: [(f64, &str); 5] = [(1.0, ""), (1e3, "K"), (1e6, "M"), (1e9, "B"), (1e12, "T")];
    let size = value.abs();
    // The next unit begins where rounding to three digits would say 1,000 of this one.
    let (divisor, suffix) =
        UNITS.iter().rev().find(|(divisor, _)| size >= 0.9995 * divisor).copied().unwrap_or(UNITS[0]);
    let scaled = value / divisor;
    let decimals = match scaled.abs() {
        _ if size == 0.0 => 0,
        scaled if scaled >= 99.95 => 0,
        scaled if scaled >= 9.995 || divisor > 1.0 => 1,
        _ => 2,
    };
    let text = fixed(scaled, decimals + extra);
    let text = if suffix.is_empty() { without_zero_decimals(&text) } else { &text };
    format!("{text}{suffix}")
}

/// The short form of a change: `+1.2M`, `-300K`, `0`.
pub fn signed(value: f64) -> String {
    let text = short(value);
    let is_zero = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// Short forms of several values, with as many more digits as tell different ones apart, two at most.
pub fn short_apart<const N: usize>(values: [f64; N]) -> [String; N] {
    let forms = |extra: usize| values.map(|value| short_with(value, extra));
    let told_apart = |texts: &[String; N]| {
        let pairs = (0..N).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs.into_iter().all(|(a, b)| values[a] == values[b] || texts[a] != texts[b])
    };
    (0..2).map(forms).find(told_apart).unwrap_or_else(|| forms(2))
}

/// Three or four significant digits whatever the size, for quantities that are shares as often as money.
pub fn significant(value: f64) -> String {
    let size = value.abs();
    let decimals = match size {
        size if size == 0.0 || size >= 1000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 10.0 => 2,
        size if size >= 1.0 => 3,
        size if size >= 0.1 => 4,
        size if size >= 0.001 => 5,
        _ if value.is_finite() => return format!("{value:.2e}"),
        _ => 0,
    };
    without_zero_decimals(&fixed(value, decimals)).to_owned()
}

/// A ratio such as ROAS, with two decimals while it is small: `3.00`, `120`.
pub fn ratio(value: f64) -> String {
    if value.abs() < 100.0 { fixed(value, 2) } else { short(value) }
}

/// A share in whole per cent: `72 %`; near the ends `over 99 %` and `under 1 %`, since trials prove no certainty.
pub fn chance(share: f64) -> String {
    if !share.is_finite() {
        NONE.to_owned()
    } else if share > 0.99 {
        "over 99 %".to_owned()
    } else if share < 0.01 {
        "under 1 %".to_owned()
    } else {
        format!("{:.0} %", 100.0 * share)
    }
}

/// A share in whole per cent of what was counted, so that it may be all or none: `72 %`, `100 %`.
pub fn whole_percent(share: f64) -> String {
    if share.is_finite() { format!("{} %", whole(100.0 * share)) } else { NONE.to_owned() }
}

/// A share in per cent with a decimal: `3.4 %`.
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{} %", fixed(100.0 * share, 1)) } else { NONE.to_owned() }
}

/// A share in per cent with as many decimals as it needs, two at most: `20 %`, `144.68 %`.
pub fn exact_percent(share: f64) -> String {
    if share.is_finite() { format!("{} %", exact(100.0 * share)) } else { NONE.to_owned() }
}

/// What may not exist, in the form of `form`.
pub fn maybe(value: Option<f64>, form: impl Fn(f64) -> String) -> String {
    value.filter(|value| value.is_finite()).map_or_else(|| NONE.to_owned(), form)
}

fn without_zero_decimals(text: &str) -> &str {
    if text.contains('.') && !text.contains('e') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        let cases = [
            (0.0, "0"),
            (-0.4, "0"),
            (999.5, "1,000"),
            (1234567.0, "1,234,567"),
            (-1234.0, "-1,234"),
            (f64::NAN, "-"),
        ];
        for (value, text) in cases {
            assert_eq!(whole(value), text);
        }
        assert_eq!(fixed(-1234.56, 1), "-1,234.6");
        assert_eq!(fixed(1e20, 0), "1.00e20");
    }

    #[test]
    fn short_forms_round_into_the_next_unit() {
        let cases = [
            (0.0, "0"),
            (0.847, "0.85"),
            (7.0, "7"),
            (950.4, "950"),
            (999.7, "1.0K"),
            (1000.0, "1.0K"),
            (12_480.0, "12.5K"),
            (999_960.0, "1.0M"),
            (3_000_000.0, "3.0M"),
            (-128_400_000.0, "-128M"),
            (2.5e9, "2.5B"),
            (3e15, "3,000T"),
        ];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }

    #[test]
    fn changes_have_their_sign_where_they_are_not_nothing() {
        assert_eq!([1.2e6, -3e5, 0.0, 0.001].map(signed), ["+1.2M", "-300K", "0", "0"]);
    }

    #[test]
    fn exact_forms_have_the_decimals_they_need() {
        let cases =
            [(4843.75, "4,843.75"), (15.5e6, "15,500,000"), (19_259_259.259, "19,259,259.26"), (0.0, "0")];
        for (value, text) in cases {
            assert_eq!(exact(value), text);
        }
        assert_eq!(
            (exact_percent(0.2), exact_percent(1.446_808)),
            ("20 %".to_owned(), "144.68 %".to_owned())
        );
        assert_eq!(exact(f64::NAN), "-");
    }

    #[test]
    fn values_that_round_alike_get_more_digits() {
        assert_eq!(short_apart([1_062_000.0, 1_050_000.0, 1_120_000.0]), ["1.06M", "1.05M", "1.12M"]);
        assert_eq!(short_apart([1e6, 1e6, 2e6]), ["1.0M", "1.0M", "2.0M"]);
        assert_eq!(short_apart([1_000_001.0, 1_000_002.0]), ["1.000M", "1.000M"]);
    }

    #[test]
    fn a_chance_is_never_called_certain() {
        let cases = [(1.0, "over 99 %"), (0.0, "under 1 %"), (0.7249, "72 %"), (0.99, "99 %"), (0.5, "50 %")];
        for (share, text) in cases {
            assert_eq!(chance(share), text);
        }
    }

    #[test]
    fn a_counted_share_may_be_all_or_none() {
        assert_eq!([1.0, 0.0, 0.7249, f64::NAN].map(whole_percent), ["100 %", "0 %", "72 %", "-"]);
    }

    #[test]
    fn quantities_keep_their_digits() {
        let cases = [
            (0.05, "0.05"),
            (500.0, "500"),
            (1250000.0, "1,250,000"),
            (0.00001234, "1.23e-5"),
            (0.0, "0"),
            (8.9876, "8.988"),
        ];
        for (value, text) in cases {
            assert_eq!(significant(value), text);
        }
    }
}
