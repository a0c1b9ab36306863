//! How charts look: size, colours, type sizes. The drawing code takes a [`Theme`] and decides none of these.
//!
//! The bands of the default theme are one hue in three steps of luminance, the median is nearly black and solid, the
//! target is dashed: they stay apart for a colour-blind reader and on a black-and-white printer.

/// A colour, red, green and blue from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// How light the colour is to the eye, 0 (black) to 1 (white): the relative luminance of WCAG 2.1.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// How charts look. Lengths are layout units: the pixels of an SVG at its natural size, half those of a PNG.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Width and height of a chart.
    pub size: (u32, u32),
    /// The paper.
    pub background: Colour,
    /// Titles and the labels of what matters.
    pub ink: Colour,
    /// Subtitles, axis labels, notes.
    pub muted: Colour,
    /// The lines behind the data.
    pub grid: Colour,
    /// The line of zero.
    pub zero: Colour,
    /// The bands that hold 90, 80 and 50 % of the cases.
    pub bands: [Colour; 3],
    /// The line of the median, and of a curve.
    pub median: Colour,
    /// The line of the target.
    pub target: Colour,
    /// Type sizes (pixels an em): title, subtitle, labels, note.
    pub text: TextSizes,
}

/// Type sizes, pixels an em.
#[derive(Debug, Clone, Copy)]
pub struct TextSizes {
    /// The finding.
    pub title: f64,
    /// What is drawn.
    pub subtitle: f64,
    /// Axes, legend, marks.
    pub label: f64,
    /// The note at the foot.
    pub note: f64,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            size: (1000, 600),
            background: Colour(255, 255, 255),
            ink: Colour(26, 32, 44),
            muted: Colour(82, 92, 108),
            grid: Colour(228, 231, 236),
            zero: Colour(90, 98, 112),
            bands: [Colour(214, 228, 241), Colour(157, 192, 224), Colour(88, 145, 198)],
            median: Colour(10, 38, 71),
            target: Colour(176, 64, 12),
            text: TextSizes { title: 23.0, subtitle: 14.5, label: 13.5, note: 12.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_a_fan_differs_in_luminance() {
        let theme = Theme::default();
        let steps = [theme.background, theme.bands[0], theme.bands[1], theme.bands[2], theme.median]
            .map(Colour::luminance);
        for pair in steps.windows(2) {
            assert!(pair[0] - pair[1] > 0.12, "{steps:?}");
        }
    }

    #[test]
    fn words_can_be_read_on_the_paper() {
        let theme = Theme::default();
        for colour in [theme.ink, theme.muted, theme.target, theme.median] {
            let contrast = (theme.background.luminance() + 0.05) / (colour.luminance() + 0.05);
            assert!(contrast >= 4.5, "{colour:?}: {contrast}");
        }
    }
}
