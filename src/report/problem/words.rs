//! The words of rules: shapes, kinds and ranges of numbers.

use crate::model::problem::Shape;
use crate::model::quantity::Kind;

/// What a value has to be, with an example.
pub(super) fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text in quotes",
        Shape::Number => "a number, as in 1200 or \"5%\"",
        Shape::WholeNumber => "a whole number without quotes",
        Shape::List => "a list, as in [1, 2, 3]",
        Shape::Tables => "a list of tables, [[...]] in double brackets or [{ ... }, { ... }]",
        Shape::Table => "a table, as in { key = 1 }",
        Shape::Quantity => "a quantity, as in 1200, \"5%\", \"4% to 6%\" or { min = 1, mode = 2, max = 4 }",
        Shape::Churn => "a law of churn, as in \"5%\" or { beta_geometric = { alpha = 0.7, beta = 9 } }",
        Shape::Orders => "a law of orders, as in \"subscription\" or { poisson = { rate = 0.8 } }",
        Shape::OrderValue => "a law of order values, as in 1800 or { gamma = { mean = 1800, shape = 1.5 } }",
        Shape::Tax => "a tax, as in { revenue = \"6%\" }",
    }
}

pub(super) fn shape_noun(shape: Shape) -> &'static str {
    match shape {
        Shape::Churn => "law of churn",
        Shape::Orders => "law of orders",
        Shape::OrderValue => "law of order values",
        Shape::Tax => "tax",
        Shape::Quantity => "quantity",
        Shape::Text | Shape::Number | Shape::WholeNumber | Shape::List | Shape::Tables | Shape::Table => {
            "value"
        }
    }
}

pub(super) fn toml_type(found: &str) -> &str {
    match found {
        "string" => "a text",
        "range" => "a range",
        "integer" => "a number",
        "float" => "a number with a point or exponent",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "table" => "a table",
        other => other,
    }
}

pub(super) fn a_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Share => "a share",
        Kind::Money => "an amount of money",
        Kind::Count => "a number of clients",
        Kind::Rate => "a rate",
        Kind::Shape => "this parameter",
        Kind::Growth => "a yearly rate",
        Kind::Return => "a return",
        Kind::Correlation => "a correlation",
        Kind::Months => "a number of months",
        Kind::Number => "the number",
    }
}

/// The predicate of a range, as in `is from 0 to 1`.
pub(super) fn range(kind: Kind, low: f64, high: f64) -> String {
    if kind == Kind::Share {
        return format!("is from {} to {}, as in 0.05 or \"5%\"", short(low), short(high));
    }
    if low == 0.0 && high >= 1e9 {
        return format!("is not negative, nor above {}", short(high));
    }
    format!("is from {} to {}", short(low), short(high))
}

/// A number to six digits, without a tail of zeros; very large and very small ones with an exponent.
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

pub(super) fn at_most_ten(names: &[String]) -> String {
    match names.get(10..) {
        Some(more) if !more.is_empty() => format!("{} and {} more", names[..10].join(", "), more.len()),
        _ => names.join(", "),
    }
}

pub(super) fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// A whole number with its thousands parted, to the last digit, as the largest seed needs it.
pub(super) fn grouped(x: u64) -> String {
    let digits = x.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn bytes(count: u64) -> String {
    let count = count as f64;
    if count >= 1e9 { format!("{:.1} GB", count / 1e9) } else { format!("{:.0} MB", (count / 1e6).ceil()) }
}

#[cfg(test)]
mod tests {
    use super::{grouped, short};

    #[test]
    fn numbers_are_short_and_lose_no_meaning() {
        let words: Vec<String> =
            [0.1666, 1.0, 0.0, -0.99, 1e15, 1e-7, 123456.7, 1.0083333333].iter().map(|&x| short(x)).collect();
        assert_eq!(words, ["0.1666", "1", "0", "-0.99", "1e15", "1e-7", "123457", "1.00833"]);
        assert_eq!(grouped(100_000_000), "100,000,000");
        assert_eq!(grouped(999), "999");
    }
}
