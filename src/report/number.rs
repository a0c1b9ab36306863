//! English numbers, for what speaks English alone yet.

use super::language::Language;

pub use super::language::{NONE, Scale, maybe};

const ENGLISH: Language = Language::English;

/// `1,234,567.0`
pub fn fixed(value: f64, decimals: usize) -> String {
    ENGLISH.fixed(value, decimals)
}

/// `4,843.75`
pub fn exact(value: f64) -> String {
    ENGLISH.exact(value)
}

/// `1,234,567`
pub fn whole(value: f64) -> String {
    ENGLISH.whole(value)
}

/// `3.9M`
pub fn short(value: f64) -> String {
    ENGLISH.short(value)
}

/// `+1.2M`
pub fn signed(value: f64) -> String {
    ENGLISH.signed(value)
}

/// `8.988`
pub fn significant(value: f64) -> String {
    ENGLISH.significant(value)
}

/// `3.00`
pub fn ratio(value: f64) -> String {
    ENGLISH.ratio(value)
}

/// `72 %`, `over 99 %`
pub fn chance(share: f64) -> String {
    ENGLISH.chance(share)
}

/// `72 %`, `100 %`
pub fn whole_percent(share: f64) -> String {
    ENGLISH.whole_percent(share)
}

/// `3.4 %`
pub fn percent(share: f64) -> String {
    ENGLISH.percent(share)
}

/// `144.68 %`
pub fn exact_percent(share: f64) -> String {
    ENGLISH.exact_percent(share)
}

/// `1.06M` and `1.05M`
pub fn short_apart<const N: usize>(values: [f64; N]) -> [String; N] {
    ENGLISH.short_apart(values)
}
