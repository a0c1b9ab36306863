//! How the cells of a workbook look.

use crate::report::document::{Of, Quantity};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) words: Format,
    pub(super) answer: Format,
    pub(super) head: Format,
    pub(super) head_of_names: Format,
    pub(super) name: Format,
    /// What an author wrote.
    pub(super) input: Format,
}

const INK: Color = Color::RGB(0x0A2647);
const LINE: Color = Color::RGB(0xD9DEE6);
/// What an author put in, by the custom of financial models.
const INPUT: Color = Color::RGB(0x0000FF);

impl Formats {
    pub(super) fn new() -> Self {
        let head = Format::new()
            .set_bold()
            .set_font_color(INK)
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_bottom_color(INK);
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let name = Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE);
        Self {
            title: Format::new()
                .set_bold()
                .set_font_size(15)
                .set_font_color(INK)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            heading: Format::new().set_bold().set_font_size(12).set_font_color(INK),
            answer: words.clone().set_bold(),
            words,
            head_of_names: head.clone().set_align(FormatAlign::Left),
            head: head.set_align(FormatAlign::Right),
            input: name.clone().set_font_color(INPUT).set_text_wrap(),
            name,
        }
    }

    /// A number of that kind and about that size: thousands separated, negatives in parentheses.
    pub(super) fn number(quantity: Quantity, value: f64, look: NumberLook) -> Format {
        let size = value.abs();
        let quantity = match quantity {
            Quantity::Difference(Of::Amounts) | Quantity::ErrorOf(Of::Amounts) => Quantity::Money,
            Quantity::Difference(Of::Shares) | Quantity::ErrorOf(Of::Shares) => Quantity::Share,
            other => other,
        };
        let code = match quantity {
            Quantity::Money | Quantity::Count | Quantity::Any if size >= 1000.0 || value.fract() == 0.0 => {
                "#,##0_);(#,##0)"
            }
            Quantity::Money | Quantity::Count | Quantity::Ratio => "#,##0.00_);(#,##0.00)",
            Quantity::Share | Quantity::Percent | Quantity::PlusMinus => "0.00%_);(0.00%)",
            Quantity::Chance => "0.0%",
            Quantity::Months => "0.0_);(0.0)",
            Quantity::Plain => "#,##0",
            Quantity::Any if size < 0.01 => "0.000E+00",
            // Differences of ratios are small.
            Quantity::Any | Quantity::Difference(_) | Quantity::ErrorOf(_) => "0.0000_);(0.0000)",
        };
        let format = Format::new()
            .set_num_format(code)
            .set_align(FormatAlign::Right)
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE);
        match look {
            NumberLook::Result => format,
            NumberLook::Total => format.set_bold(),
            NumberLook::Input => format.set_font_color(INPUT),
        }
    }
}

/// What part a number plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberLook {
    /// It comes out.
    Result,
    /// It is the sum of those above.
    Total,
    /// It was put in.
    Input,
}
