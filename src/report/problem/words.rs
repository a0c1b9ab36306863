//! The words of rules: shapes, kinds and ranges of numbers.

use crate::model::problem::Shape;
use crate::model::quantity::Kind;
use crate::report::language::{Language, say};

/// What a value has to be, with an example.
pub(super) fn shape(shape: Shape, language: Language) -> String {
    match shape {
        Shape::Text => say!(language, "shape-text"),
        Shape::Number => say!(language, "shape-number", first = "1200", second = "\"5%\""),
        Shape::WholeNumber => say!(language, "shape-whole-number"),
        Shape::List => say!(language, "shape-list", example = "[1, 2, 3]"),
        Shape::Tables => {
            say!(language, "shape-tables", first = "[[...]]", second = "[{ ... }, { ... }]")
        }
        Shape::Table => say!(language, "shape-table", example = "{ key = 1 }"),
        Shape::Quantity => say!(
            language,
            "shape-quantity",
            first = "1200, \"5%\", \"4% to 6%\"",
            second = "{ min = 1, mode = 2, max = 4 }"
        ),
        Shape::Churn => say!(
            language,
            "shape-churn",
            first = "\"5%\"",
            second = "{ beta_geometric = { alpha = 0.7, beta = 9 } }"
        ),
        Shape::Orders => say!(
            language,
            "shape-orders",
            first = "\"subscription\"",
            second = "{ poisson = { rate = 0.8 } }"
        ),
        Shape::OrderValue => say!(
            language,
            "shape-order-value",
            first = "1800",
            second = "{ gamma = { mean = 1800, shape = 1.5 } }"
        ),
        Shape::Tax => say!(language, "shape-tax", example = "{ revenue = \"6%\" }"),
    }
}

pub(super) fn shape_noun(shape: Shape, language: Language) -> String {
    match shape {
        Shape::Churn => say!(language, "noun-churn"),
        Shape::Orders => say!(language, "noun-orders"),
        Shape::OrderValue => say!(language, "noun-order-value"),
        Shape::Tax => say!(language, "noun-tax"),
        Shape::Quantity => say!(language, "noun-quantity"),
        Shape::Text | Shape::Number | Shape::WholeNumber | Shape::List | Shape::Tables | Shape::Table => {
            say!(language, "noun-value")
        }
    }
}

pub(super) fn toml_type(found: &str, language: Language) -> String {
    match found {
        "string" => say!(language, "type-string"),
        "range" => say!(language, "type-range"),
        "integer" => say!(language, "type-integer"),
        "float" => say!(language, "type-float"),
        "boolean" => say!(language, "type-boolean"),
        "datetime" => say!(language, "type-datetime"),
        "array" => say!(language, "type-array"),
        "table" => say!(language, "type-table"),
        other => other.to_owned(),
    }
}

pub(super) fn a_kind(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Share => say!(language, "kind-share"),
        Kind::Money => say!(language, "kind-money"),
        Kind::Count => say!(language, "kind-count"),
        Kind::Rate => say!(language, "kind-rate"),
        Kind::Shape => say!(language, "kind-shape"),
        Kind::Growth => say!(language, "kind-growth"),
        Kind::Return => say!(language, "kind-return"),
        Kind::Correlation => say!(language, "kind-correlation"),
        Kind::Months => say!(language, "kind-months"),
        Kind::Number => say!(language, "kind-number"),
    }
}

/// The predicate of a range, as in `is from 0 to 1`.
pub(super) fn range(kind: Kind, low: f64, high: f64, language: Language) -> String {
    if kind == Kind::Share {
        return say!(language, "range-of-share", low = short(low), high = short(high));
    }
    if low == 0.0 && high >= 1e9 {
        return say!(language, "range-not-negative", high = short(high));
    }
    say!(language, "range-between", low = short(low), high = short(high))
}

/// A number to six digits as a scenario writes it, without a tail of zeros; very large and very small ones with an
/// exponent. It has a decimal point in every language, since it is there to be copied.
pub(in crate::report) fn short(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e9).contains(&size) {
        return format!("{x:e}").split_once('e').map_or(String::new(), |(digits, exponent)| {
            format!("{}e{exponent}", digits.get(..8).unwrap_or(digits))
        });
    }
    let decimals = (5 - libm::log10(size).floor() as i32).clamp(0, 11) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The same digits in a sentence, where nobody copies them.
pub(super) fn told(x: f64, language: Language) -> String {
    language.pointed(&short(x))
}

pub(super) fn at_most_ten(names: &[String], language: Language) -> String {
    match names.get(10..) {
        Some(more) if !more.is_empty() => {
            format!("{} {}", names[..10].join(", "), say!(language, "and-more", count = more.len()))
        }
        _ => names.join(", "),
    }
}

pub(super) fn bytes(count: u64, language: Language) -> String {
    let count = count as f64;
    if count >= 1e9 {
        say!(language, "gigabytes", size = language.fixed(count / 1e9, 1))
    } else {
        say!(language, "megabytes", size = (count / 1e6).ceil())
    }
}

/// A line, which has no separators of thousands in it: editors count without them.
pub(super) fn line_of(line: usize, file: Option<&str>, language: Language) -> String {
    match file {
        Some(file) => say!(language, "at-line-of", line = line.to_string(), file = file),
        None => say!(language, "at-line", line = line.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, short, told};
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn numbers_are_short_and_lose_no_meaning() {
        let words: Vec<String> =
            [0.1666, 1.0, 0.0, -0.99, 1e15, 1e-7, 123456.7, 1.0083333333].iter().map(|&x| short(x)).collect();
        assert_eq!(words, ["0.1666", "1", "0", "-0.99", "1e15", "1e-7", "123457", "1.00833"]);
    }

    #[test]
    fn what_is_told_has_the_mark_of_the_language() {
        assert_eq!([English, Russian].map(|language| told(0.25, language)), ["0.25", "0,25"]);
        assert_eq!(
            [English, Russian].map(|language| bytes(1_500_000_000, language)),
            ["1.5 GB", "1,5\u{A0}ГБ"]
        );
        assert_eq!(bytes(7, English), "1 MB");
    }
}
