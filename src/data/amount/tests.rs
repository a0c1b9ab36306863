//! Amounts as people and programs write them, and what they say of the decimal mark.

use super::*;
use proptest::prelude::*;

fn units(text: &str, mark: Mark) -> Result<i64, NoAmount> {
    Amount::parse(text, mark).map(|read| read.amount.units())
}

#[test]
fn amounts_are_read_however_they_are_written() {
    let cases = [
        ("29.33", 29_330_000),
        ("1,234.5", 1_234_500_000),
        ("1 234 567", 1_234_567_000_000),
        ("12,34,567.5", 1_234_567_500_000),
        ("-12", -12_000_000),
        ("(12.50)", -12_500_000),
        ("12.5-", -12_500_000),
        ("\u{2212}7", -7_000_000),
        ("$1,234", 1_234_000_000),
        ("-$5", -5_000_000),
        ("$-5", -5_000_000),
        ("1'000.25 USD", 1_000_250_000),
        ("+.5", 500_000),
        ("5.", 5_000_000),
        ("200.-", 200_000_000),
        ("US$200", 200_000_000),
        ("200 US$", 200_000_000),
        ("¥200", 200_000_000),
        ("1.5e3", 1_500_000_000),
        ("1500e-3", 1_500_000),
        ("0", 0),
    ];
    for (text, expected) in cases {
        assert_eq!(units(text, Mark::Point), Ok(expected), "{text}");
    }
    let cases = [
        ("1.234,50", 1_234_500_000),
        ("1\u{A0}234,5 руб.", 1_234_500_000),
        ("12 Р", 12_000_000),
        (",5", 500_000),
        ("200,-", 200_000_000),
        ("1 500,- руб.", 1_500_000_000),
        ("1.500,--", 1_500_000_000),
        ("200,\u{2013} €", 200_000_000),
        ("-200,-", -200_000_000),
        ("200-", -200_000_000),
        ("5 руб.-", -5_000_000),
        ("7 рублей", 7_000_000),
        ("1 рубль", 1_000_000),
        ("12,50 ZŁ", 12_500_000),
    ];
    for (text, expected) in cases {
        assert_eq!(units(text, Mark::Comma), Ok(expected), "{text}");
    }
}

#[test]
fn a_currency_beside_an_amount_is_known_by_its_sign_and_its_name() {
    let cases = [
        ("US$5", "USD"),
        ("5 us$", "USD"),
        ("$5", "USD"),
        ("5 JPY", "JPY"),
        ("¥5", YEN_OR_YUAN),
        ("5 zł", "PLN"),
        ("5 PLN", "PLN"),
        ("CHF 5", "CHF"),
        ("5 рублей", "RUB"),
        ("1 рубль", "RUB"),
        ("5 руб.", "RUB"),
    ];
    for (text, code) in cases {
        assert_eq!(Amount::parse(text, Mark::Point).unwrap().currency, Some(code), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_told_from_what_is_missing_and_what_is_too_large() {
    for text in ["", " ", "-", "NaN", "null", "N/A"] {
        assert_eq!(units(text, Mark::Point), Err(NoAmount::Missing), "{text}");
    }
    for text in [
        "abc", "1.2.3", "12 34", "1,23", "--5", "(-5)", "inf", "1e", "e5", ".", "5 apples", "1e1e1",
        "1,2345", ",-", "5.x-", "$", "1e+-5",
    ] {
        assert_eq!(units(text, Mark::Point), Err(NoAmount::Bad), "{text}");
    }
    for text in ["1e300", "-1e300", "1e999999", "1000000000000.000001", &"9".repeat(300)] {
        assert_eq!(units(text, Mark::Point), Err(NoAmount::OutOfRange), "{text}");
    }
    assert_eq!(units("1000000000000", Mark::Point), Ok(1_000_000_000_000_000_000));
    assert_eq!(Amount::of_number(f64::INFINITY), Err(NoAmount::Bad));
    assert_eq!(Amount::of_number(1e300), Err(NoAmount::OutOfRange));
}

#[test]
fn more_than_six_decimals_are_rounded_half_to_even_and_said_to_be() {
    let cases = [
        ("29.330000000000002", 29_330_000, true),
        ("0.0000005", 0, true),
        ("0.0000015", 2, true),
        ("-0.0000015", -2, true),
        ("0.00000051", 1, true),
        ("0.1234560", 123_456, false),
        ("1e-300", 0, true),
        ("0e-300", 0, false),
    ];
    for (text, expected, rounded) in cases {
        let read = Amount::parse(text, Mark::Point).unwrap();
        assert_eq!((read.amount.units(), read.rounded), (expected, rounded), "{text}");
    }
    assert_eq!(Amount::of_decimal(2933, 2).unwrap().amount.units(), 29_330_000);
    assert_eq!(Amount::of_decimal(-15, 7).unwrap().amount.units(), -2);
}

#[test]
fn the_way_an_amount_is_written_tells_the_mark_or_does_not() {
    use Evidence::{Either, None, Only};
    use Mark::{Comma, Point};
    let cases = [
        ("12", None),
        ("1 234", None),
        ("12.5", Only(Point)),
        ("12,50", Only(Comma)),
        ("1,234.5", Only(Point)),
        ("1.234,5", Only(Comma)),
        ("1,234,567", Only(Point)),
        ("1.234.567", Only(Comma)),
        ("1,234", Either(Comma)),
        ("-1.234", Either(Point)),
        ("0.123", Only(Point)),
        ("1234,567", Only(Comma)),
        ("200,-", Only(Comma)),
        ("1.500,-", Only(Comma)),
        ("200.-", Only(Point)),
        ("1.2.3", None),
        ("01.02.2024", None),
        ("x", None),
        ("", None),
    ];
    for (text, said) in cases {
        assert_eq!(evidence(text), said, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,24}", digits in "[-+(0-9., eE)'\u{A0}₽$]{0,24}") {
        for text in [text, digits] {
            for mark in [Mark::Point, Mark::Comma] {
                let _ = Amount::parse(&text, mark);
            }
            evidence(&text);
        }
    }

    /// The route that it is held to: the decimal number of the standard library's printing.
    #[test]
    fn what_is_written_is_what_is_read(units in -1_000_000_000_000_000_000_i64..=1_000_000_000_000_000_000) {
        let text = format!("{}{}.{:06}", if units < 0 { "-" } else { "" }, units.abs() / 1_000_000, units.abs() % 1_000_000);
        prop_assert_eq!(Amount::parse(&text, Mark::Point), Ok(Read { amount: Amount(units), rounded: false, currency: None }));
        prop_assert_eq!(Amount::parse(&text.replace('.', ","), Mark::Comma), Ok(Read { amount: Amount(units), rounded: false, currency: None }));
    }

    #[test]
    fn a_number_of_a_sheet_is_what_its_text_says(number in prop_oneof![any::<f64>(), -1e10..1e10, -1.0..1.0]) {
        let by_text = Amount::parse(&number.to_string(), Mark::Point);
        prop_assert!(!number.is_finite() || number.abs() > 1e13 || Amount::of_number(number) == by_text, "{number}");
    }

    #[test]
    fn a_number_of_a_sheet_is_the_decimal_that_it_shows(cents in -100_000_000_000_i64..100_000_000_000) {
        let read = Amount::of_number(cents as f64 / 100.0).unwrap();
        prop_assert_eq!((read.amount.units(), read.rounded), (cents * 10_000, false));
    }
}
