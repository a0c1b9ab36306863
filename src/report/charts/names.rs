//! A segment's name where there is little room for it: in a line of words, and in a file's name.

use super::font;

/// A name of at most so many letters.
pub(super) fn shortened(name: &str, letters: usize) -> String {
    let line = font::printable(name);
    if line.chars().count() <= letters {
        return line;
    }
    let kept: String = line.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The names of charts of which a result has one.
const SINGLE: [&str; 11] = [
    "cohort-retention",
    "cohort-revenue",
    "concentration",
    "cumulative-profit",
    "levers",
    "plan",
    "profit",
    "profit-exceedance",
    "retention",
    "revenue",
    "tornado",
];
/// What the names of charts begin with that a result has one of for each segment, client or pair.
const NUMBERED: [&str; 3] = ["client-ltv", "payback", "waterfall"];

/// Whether a chart may have that name.
pub fn is_name(name: &str) -> bool {
    let is_numbered = |kind: &str| {
        let rest = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-'));
        let number = rest.and_then(|rest| rest.split('-').next());
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    SINGLE.contains(&name) || NUMBERED.iter().any(|kind| is_numbered(kind))
}

/// A name for a segment's file: its number, which makes it unique, and what of its name can stand in one anywhere.
pub(super) fn file_name(kind: &str, place: usize, segment: &str) -> String {
    let mut slug = String::new();
    for letter in segment.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(40).collect();
    format!("{kind}-{}-{slug}", place + 1).trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_in_an_ellipsis() {
        assert_eq!(shortened("Paid search", 11), "Paid search");
        assert_eq!(shortened("Paid search", 6), "Paid…");
        assert_eq!(shortened("Контекст\u{202E}\n / Ads", 10), "Контекст…");
    }

    #[test]
    fn a_chart_is_known_by_its_name() {
        let numbered = NUMBERED.map(|kind| file_name(kind, 11, "Paid search"));
        assert!(numbered.iter().all(|name| is_name(name)), "{numbered:?}");
        assert!(is_name("payback-3") && is_name("retention"));
        for foreign in ["photo", "payback", "payback-", "payback-mine", "retention-2", "Retention", ""] {
            assert!(!is_name(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_file_name_holds_letters_and_digits_of_any_script() {
        assert_eq!(file_name("payback", 0, "Paid search"), "payback-1-paid-search");
        assert_eq!(file_name("payback", 1, "=Органика/2, №7 "), "payback-2-органика-2-7");
        assert_eq!(file_name("payback", 2, "../..\\"), "payback-3");
        assert_eq!(file_name("payback", 3, &"Ж".repeat(60)), format!("payback-4-{}", "ж".repeat(40)));
    }
}
