//! What is said of a comparison beside its document.

use super::name;
use crate::report::language::{Language, say};

/// Where the comparison was put.
pub fn written_comparison(folder: &str, language: Language) -> String {
    say!(language, "written-comparison", folder = name(folder, 400))
}

#[cfg(test)]
mod tests {
    use crate::decision::compare::Comparison;
    use crate::report::comparison_fixture::{comparison as fixture, three};
    use crate::report::document::{Comparing, Stamp, comparison as of};
    use crate::report::language::Language::{self, English, Russian};
    use crate::report::text::{Look, document};

    fn comparison(comparison: &Comparison, language: Language, look: Look) -> String {
        let stamp = Stamp { version: "1.2.3" };
        document(&of(Comparing { comparison, summaries: &[], charts: &[], stamp }, language), look)
    }

    #[test]
    fn the_report_begins_with_the_verdict() {
        insta::assert_snapshot!(comparison(&fixture(), English, Look::Plain));
    }

    #[test]
    fn the_report_speaks_russian() {
        let said = comparison(&fixture(), Russian, Look::Plain);
        insta::assert_snapshot!(said.replace('\u{A0}', "~"));
    }

    #[test]
    fn of_three_each_pair_with_the_first_has_a_sentence_and_nothing_stays_for_the_files_alone() {
        let said = comparison(&three(), English, Look::Plain);
        assert!(said.contains("third less plan, trial by trial\nThird beats plan in 83 %"), "{said}");
        for title in ["side by side", "How profit may turn out", "How to make this run again", "Every figure"]
        {
            assert!(!said.contains(title), "{title}: {said}");
        }
    }
}
