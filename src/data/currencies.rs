//! The currencies that a log's amounts are in: a sum of several is none.

use super::amount;
use super::fault::Fault;
use std::collections::BTreeMap;

/// Currencies that are kept apart; of more nobody asks which.
const KEPT: usize = 16;

/// The currencies that were seen, and where each was seen first.
#[derive(Debug, Clone, Default)]
pub(super) struct Currencies {
    /// The one that was seen last, as it is written.
    last: String,
    first_lines: BTreeMap<String, u64>,
}

impl Currencies {
    /// Sees a currency as it is written in a cell of its own.
    pub(super) fn see(&mut self, written: &str, line: u64) {
        let written = written.trim();
        // Most logs have one.
        if written.is_empty() || written == self.last {
            return;
        }
        written.clone_into(&mut self.last);
        let letters = written.to_lowercase();
        let code = amount::currency(&letters).map_or_else(|| written.to_uppercase(), str::to_owned);
        self.see_code(&code, line);
    }

    /// Sees a currency by its code.
    pub(super) fn see_code(&mut self, code: &str, line: u64) {
        if let Some(first) = self.first_lines.get_mut(code) {
            *first = line.min(*first);
        } else if self.first_lines.len() < KEPT {
            self.first_lines.insert(code.to_owned(), line);
        }
    }

    /// Adds what was seen elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        other.first_lines.iter().for_each(|(code, line)| self.see_code(code, *line));
    }

    /// That there are not several.
    ///
    /// # Errors
    /// [`Fault::SeveralCurrencies`].
    pub(super) fn check(&self) -> Result<(), Fault> {
        let mut found: Vec<(String, u64)> =
            self.first_lines.iter().map(|(code, line)| (code.clone(), *line)).collect();
        if ["JPY", "CNY"].iter().any(|code| self.first_lines.contains_key(*code)) {
            // Their sign is one, and is taken for whichever of them is there.
            found.retain(|(code, _)| code != amount::YEN_OR_YUAN);
        }
        if found.len() < 2 {
            return Ok(());
        }
        found.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
        Err(Fault::SeveralCurrencies { found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_currency_are_one_and_several_are_told_in_their_order() {
        let mut some = Currencies::default();
        for (line, name) in (2..).zip(["руб.", "", "RUB", " ₽ ", "rub", "RUR"]) {
            some.see(name, line);
        }
        assert!(some.check().is_ok());
        let mut others = Currencies::default();
        others.see("chf", 9);
        others.see("$", 4);
        others.see_code("USD", 3);
        some.add(&others);
        let Err(Fault::SeveralCurrencies { found }) = some.check() else { panic!("three currencies") };
        assert_eq!(found, [("RUB".to_owned(), 2), ("USD".to_owned(), 3), ("CHF".to_owned(), 9)]);
    }

    #[test]
    fn the_sign_of_yen_and_yuan_agrees_with_either_but_not_with_another() {
        let several = |names: &[&str]| {
            let mut some = Currencies::default();
            (2..).zip(names).for_each(|(line, name)| some.see(name, line));
            match some.check() {
                Ok(()) => Vec::new(),
                Err(Fault::SeveralCurrencies { found }) => found.into_iter().map(|(code, _)| code).collect(),
                Err(fault) => panic!("{fault:?}"),
            }
        };
        for one in [&["¥"][..], &["¥", "JPY"], &["cny", "¥"]] {
            assert_eq!(several(one), [""; 0], "{one:?}");
        }
        assert_eq!(several(&["¥", "RUB"]), ["¥", "RUB"]);
        assert_eq!(several(&["¥", "JPY", "CNY"]), ["JPY", "CNY"]);
    }
}
