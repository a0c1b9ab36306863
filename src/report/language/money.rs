//! Amounts of money with their currency.

use super::{Language, Scale};

impl Language {
    /// What an axis of money counts in: `thousand ₽`, `тыс. ₽`.
    pub fn money_unit(self, scale: Scale, currency: &str) -> String {
        let sign = currency_sign(currency);
        match (self, scale) {
            (_, Scale::One) => sign.to_owned(),
            (Self::English, Scale::Thousand) => format!("thousand {sign}"),
            (Self::English, Scale::Million) => format!("million {sign}"),
            (Self::English, Scale::Billion) => format!("billion {sign}"),
            (Self::English, Scale::Trillion) => format!("trillion {sign}"),
            (Self::Russian, scale) => format!("{}\u{A0}{sign}", self.suffix(scale).trim_start()),
        }
    }

    /// An amount with its currency: `RUB 1,234,567`, `1 234 567 ₽`.
    pub fn money(self, amount: &str, currency: &str) -> String {
        match self {
            Self::English => match currency_sign(currency) {
                sign if sign == currency => format!("{currency} {amount}"),
                sign => match amount.strip_prefix('-') {
                    Some(size) => format!("-{sign}{size}"),
                    None => format!("{sign}{amount}"),
                },
            },
            Self::Russian => format!("{amount}\u{A0}{}", currency_sign(currency)),
        }
    }
}

/// The sign of a currency; its code where it has none that every reader knows.
pub fn currency_sign(code: &str) -> &str {
    match code {
        "RUB" => "₽",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KZT" => "₸",
        "UAH" => "₴",
        "TRY" => "₺",
        "ILS" => "₪",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{English as EN, Russian as RU};
    use super::Scale;

    #[test]
    fn english_money_has_its_sign_or_code_in_front() {
        assert_eq!(EN.money("-1.2M", "USD"), "-$1.2M");
        assert_eq!(EN.money("1.2M", "CHF"), "CHF 1.2M");
    }

    #[test]
    fn an_axis_counts_in_units_of_its_currency() {
        assert_eq!(EN.money_unit(Scale::Million, "CHF"), "million CHF");
        assert_eq!(RU.money_unit(Scale::Thousand, "RUB"), "тыс.\u{A0}₽");
    }
}
