//! Where a ranking of levers was put.

use super::name;
use crate::report::language::{Language, say};

/// Where the ranking was put.
pub fn written_levers(folder: &str, language: Language) -> String {
    say!(language, "written-levers", folder = name(folder, 400))
}

#[cfg(test)]
mod tests {
    use crate::decision::levers::Ranking;
    use crate::report::document::{self, RankedLevers, Stamp};
    use crate::report::language::Language;
    use crate::report::language::Language::{English, Russian};
    use crate::report::levers_fixture::ranking;
    use crate::report::text::Look;

    fn levers(ranking: &Ranking, language: Language, look: Look) -> String {
        let of = RankedLevers { ranking, charts: &[], stamp: Stamp { version: "1.2.3" } };
        crate::report::text::document(&document::levers(of, language), look)
    }

    #[test]
    fn the_ranking_speaks_both_languages() {
        insta::assert_snapshot!(levers(&ranking(), English, Look::Plain));
        insta::assert_snapshot!(levers(&ranking(), Russian, Look::Plain).replace('\u{A0}', "~"));
    }
}
