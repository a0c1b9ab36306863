//! The type that charts are set in: the `DejaVu` Sans of the crate `dejavu`, which has Cyrillic and the rouble sign, so
//! that no font of the machine is asked for. A line of text becomes glyphs with their places here, once, and both the
//! SVG (outlines) and the PNG (pixels) are made of those.
//!
//! Letters of right-to-left scripts are set in reading order but not joined; what the font lacks shows as its box.

use ab_glyph::{Font, FontRef, GlyphId, PxScale, ScaleFont};
use std::sync::LazyLock;

/// A face of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Face {
    Regular,
    Bold,
}

static REGULAR: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(dejavu::sans::regular()).expect("the font inside the program is valid")
});
static BOLD: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(dejavu::sans::bold()).expect("the font inside the program is valid")
});

impl Face {
    pub(super) fn font(self) -> &'static FontRef<'static> {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    /// `ab_glyph` counts a font's size from its lowest to its highest point; charts count ems.
    pub(super) fn scale(self, em: f64) -> PxScale {
        let font = self.font();
        let units_per_em = font.units_per_em().unwrap_or(1000.0);
        PxScale::from(em as f32 * font.height_unscaled() / units_per_em)
    }
}

/// A line of text as glyphs.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Each glyph with its distance from the line's start.
    pub(super) glyphs: Vec<(GlyphId, f64)>,
    /// The whole line's width.
    pub(super) width: f64,
}

/// Sets a line in glyphs.
pub(super) fn set(text: &str, face: Face, em: f64) -> Line {
    let font = face.font().as_scaled(face.scale(em));
    let mut glyphs = Vec::with_capacity(text.len());
    let mut x = 0.0_f32;
    let mut before: Option<GlyphId> = None;
    for letter in in_reading_order(text) {
        let glyph = font.glyph_id(letter);
        if let Some(before) = before {
            x += font.kern(before, glyph);
        }
        glyphs.push((glyph, f64::from(x)));
        x += font.h_advance(glyph);
        before = Some(glyph);
    }
    Line { glyphs, width: f64::from(x) }
}

/// The text on one line, without control characters, and cut with an ellipsis where it is wider than `width`.
pub(super) fn fit(text: &str, face: Face, em: f64, width: f64) -> String {
    let line = printable(text);
    let font = face.font().as_scaled(face.scale(em));
    let advance = |letter| f64::from(font.h_advance(font.glyph_id(letter)));
    let room = width - advance('…');
    let mut used = 0.0;
    let mut cut = None;
    for (place, letter) in line.char_indices() {
        if cut.is_none() && used + advance(letter) > room {
            cut = Some(place);
        }
        used += advance(letter);
        if used > width {
            return format!("{}…", line[..cut.unwrap_or(0)].trim_end());
        }
    }
    line
}

/// The text on one line, without control characters.
pub(super) fn printable(text: &str) -> String {
    let line: String = text.chars().map(|letter| if is_unprintable(letter) { ' ' } else { letter }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, and the invisible marks that turn the direction of text.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The letters from left to right: each run of a right-to-left script, with the spaces inside it, turned around.
fn in_reading_order(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    let mut start = 0;
    while start < letters.len() {
        if !is_right_to_left(letters[start]) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        for (place, &letter) in letters.iter().enumerate().skip(start + 1) {
            if is_right_to_left(letter) {
                end = place + 1;
            } else if !letter.is_whitespace() {
                break;
            }
        }
        letters[start..end].reverse();
        start = end;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_a_board_paper_needs() {
        for face in [Face::Regular, Face::Bold] {
            for letter in "Прибыль за год, ₽ $ € £ … – × ≥ ± Ёё 0123456789".chars()
            {
                assert_ne!(face.font().glyph_id(letter).0, 0, "{letter} is missing in {face:?}");
            }
        }
    }

    #[test]
    fn a_long_name_is_cut_to_its_room_and_a_short_one_is_not() {
        let long = "Очень длинное имя ".repeat(600);
        let cut = fit(&long, Face::Regular, 14.0, 300.0);
        assert!(cut.ends_with('…'));
        let width = set(&cut, Face::Regular, 14.0).width;
        assert!((250.0..=300.0).contains(&width), "{width}");
        assert_eq!(fit("Paid search", Face::Bold, 14.0, 300.0), "Paid search");
    }

    #[test]
    fn no_control_character_or_turning_mark_is_set() {
        assert_eq!(fit("a\u{202E}b\nc\u{1b}[31m", Face::Regular, 14.0, 500.0), "a b c [31m");
    }

    #[test]
    fn right_to_left_words_read_from_the_right() {
        assert_eq!(in_reading_order("LTV אב גד 5").into_iter().collect::<String>(), "LTV דג בא 5");
    }

    #[test]
    fn an_em_is_the_size_that_was_asked_for() {
        // DejaVu Sans: a digit is 1303 of 2048 units wide.
        let width = set("0000000000", Face::Regular, 20.0).width;
        assert!((width - 10.0 * 20.0 * 1303.0 / 2048.0).abs() < 0.1, "{width}");
    }
}
