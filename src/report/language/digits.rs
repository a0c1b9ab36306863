//! Digits that stay as they are: thousands parted, the decimal mark put in, none rounded away.

use super::Language;

impl Language {
    /// A whole number to its last digit, however many it has: `18,446,744,073,709,551,615`.
    pub fn grouped(self, value: u64) -> String {
        let digits = value.to_string();
        let mut text = String::with_capacity(digits.len() + 8);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(self.thousands());
            }
            text.push(digit);
        }
        text
    }

    /// A number that is written with a point, with the language's decimal mark: `0.25`, `0,25`.
    pub fn pointed(self, number: &str) -> String {
        number.replace('.', &self.point().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{English, Russian};

    #[test]
    fn whole_numbers_keep_their_last_digit() {
        assert_eq!([999, u64::MAX].map(|n| English.grouped(n)), ["999", "18,446,744,073,709,551,615"]);
        assert_eq!([1000, 100_000_000].map(|n| Russian.grouped(n)), ["1\u{A0}000", "100\u{A0}000\u{A0}000"]);
    }

    #[test]
    fn numbers_take_the_mark_of_the_language() {
        assert_eq!([English, Russian].map(|language| language.pointed("0.25")), ["0.25", "0,25"]);
    }
}
