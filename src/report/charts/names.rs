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
    fn a_file_name_holds_letters_and_digits_of_any_script() {
        assert_eq!(file_name("payback", 0, "Paid search"), "payback-1-paid-search");
        assert_eq!(file_name("payback", 1, "=Органика/2, №7 "), "payback-2-органика-2-7");
        assert_eq!(file_name("payback", 2, "../..\\"), "payback-3");
        assert_eq!(file_name("payback", 3, &"Ж".repeat(60)), format!("payback-4-{}", "ж".repeat(40)));
    }
}
