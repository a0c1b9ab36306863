//! The languages that a person reads: which there are, how each writes numbers, and its messages.
//!
//! A sentence stands once in each language's table (`en/*.ftl`, `ru/*.ftl`, in the syntax of Project Fluent), under an id;
//! `say!` puts the values in. Tests hold the tables and the code together: no message
//! lacks in a language, none is left over, and each gets the values that it names.

mod digits;
mod messages;
mod money;
mod months;
mod numbers;
mod others;

#[cfg(test)]
mod agreement;

pub use messages::message;
pub(crate) use messages::say;
pub use money::currency_sign;
pub use numbers::{NONE, Scale, maybe};

use serde::Serialize;

/// A language of reports, charts and errors. The command line's help, file formats and keys are English in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Russian];

    /// Its code of ISO 639: what `--lang` takes and a page says of itself.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    /// The language of a locale such as `ru_RU.UTF-8` or `ru-RU`; English for all that we do not speak.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| known.code().eq_ignore_ascii_case(language)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_locale_names_its_language_first() {
        for locale in ["ru_RU.UTF-8", "ru-RU", "ru", "RU_ua@latin"] {
            assert_eq!(Language::of_locale(locale), Language::Russian, "{locale}");
        }
        for locale in ["en_GB.UTF-8", "C.UTF-8", "POSIX", "", "rundi", "de_DE"] {
            assert_eq!(Language::of_locale(locale), Language::English, "{locale}");
        }
    }
}
