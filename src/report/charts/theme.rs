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

    /// The contrast of two colours, 1 to 21 (WCAG 2.1).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
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
    /// The line of the target, and of CAC.
    pub target: Colour,
    /// Bars of clients who leave less than they cost.
    pub unpaid: Colour,
    /// Lines that stand side by side, one a segment; their dashes and labels tell them apart without colour.
    pub series: [Colour; 4],
    /// Lines of scenarios that are compared. Each two that are four apart, and have the same dashes, differ for a
    /// colour-blind reader too.
    pub scenarios: [Colour; 8],
    /// What adds to profit.
    pub gain: Colour,
    /// What takes from profit; lighter than what adds.
    pub loss: Colour,
    /// What no cause explains.
    pub unexplained: Colour,
    /// A heat map from nothing to its largest value; between the steps it is mixed.
    pub heat: [Colour; 5],
    /// Words on a light cell of a heat map, and on a dark one.
    pub heat_words: [Colour; 2],
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

impl Theme {
    /// The colour of a heat map at a share of its scale, from 0 to 1.
    pub fn heat_at(&self, share: f64) -> Colour {
        let steps = self.heat.len() - 1;
        let place = share.clamp(0.0, 1.0) * steps as f64;
        let below = (place as usize).min(steps - 1);
        let rest = place - below as f64;
        let mixed =
            |from: u8, to: u8| (f64::from(from) + rest * (f64::from(to) - f64::from(from))).round() as u8;
        let (from, to) = (self.heat[below], self.heat[below + 1]);
        Colour(mixed(from.0, to.0), mixed(from.1, to.1), mixed(from.2, to.2))
    }

    /// Which words can be read on such a cell.
    pub fn words_on(&self, cell: Colour) -> Colour {
        let [dark, light] = self.heat_words;
        if cell.contrast(dark) >= cell.contrast(light) { dark } else { light }
    }
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
            unpaid: Colour(240, 196, 164),
            series: [Colour(10, 38, 71), Colour(176, 64, 12), Colour(0, 118, 104), Colour(134, 66, 146)],
            scenarios: [
                Colour(10, 38, 71),
                Colour(176, 64, 12),
                Colour(0, 118, 104),
                Colour(134, 66, 146),
                Colour(104, 104, 104),
                Colour(0, 104, 200),
                Colour(122, 98, 0),
                Colour(190, 30, 90),
            ],
            gain: Colour(0, 110, 98),
            loss: Colour(228, 128, 66),
            unexplained: Colour(160, 166, 176),
            heat: [
                Colour(238, 244, 250),
                Colour(189, 212, 234),
                Colour(117, 166, 210),
                Colour(44, 102, 162),
                Colour(10, 38, 71),
            ],
            heat_words: [Colour(0, 0, 0), Colour(255, 255, 255)],
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
        for colour in [theme.ink, theme.muted, theme.target, theme.median]
            .into_iter()
            .chain(theme.series)
            .chain(theme.scenarios)
        {
            let contrast = theme.background.contrast(colour);
            assert!(contrast >= 4.5, "{colour:?}: {contrast}");
        }
    }

    #[test]
    fn bars_on_either_side_of_cac_differ_in_luminance() {
        let theme = Theme::default();
        let steps = [theme.background, theme.unpaid, theme.bands[2]].map(Colour::luminance);
        assert!(steps.windows(2).all(|pair| pair[0] - pair[1] > 0.3), "{steps:?}");
    }

    /// How a colour looks to someone without red or without green cones, in CIE Lab: Vienot, Brettel and Mollon (1999),
    /// "Digital video colourmaps for checking the legibility of displays by dichromats"; and as it is.
    fn seen(colour: Colour) -> [[f64; 3]; 3] {
        let linear = [colour.0, colour.1, colour.2].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        });
        let times = |matrix: [[f64; 3]; 3], v: [f64; 3]| {
            matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>().max(0.0))
        };
        let eyes = [
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
            [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
        ];
        eyes.map(|eye| {
            let xyz = [[0.4339, 0.3763, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8730]];
            let root = |t: f64| if t > 0.008856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
            let [x, y, z] = times(xyz, times(eye, linear)).map(root);
            [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
        })
    }

    fn apart(one: Colour, other: Colour) -> f64 {
        let distance = |(a, b): ([f64; 3], [f64; 3])| {
            a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
        };
        seen(one).into_iter().zip(seen(other)).map(distance).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn what_has_the_same_dashes_or_adds_and_takes_differs_to_every_eye() {
        let theme = Theme::default();
        for place in 0..4 {
            let [one, other] = [theme.scenarios[place], theme.scenarios[place + 4]];
            assert!(apart(one, other) > 25.0, "{one:?} {other:?}: {}", apart(one, other));
        }
        for (one, other) in [(theme.gain, theme.loss), (theme.gain, theme.median), (theme.loss, theme.median)]
        {
            assert!(apart(one, other) > 25.0, "{one:?} {other:?}: {}", apart(one, other));
        }
        assert!(theme.loss.luminance() - theme.gain.luminance() > 0.12, "in black and white");
    }

    #[test]
    fn a_heat_map_darkens_all_the_way_and_its_words_can_be_read() {
        let theme = Theme::default();
        let scale: Vec<Colour> = (0..=200).map(|step| theme.heat_at(f64::from(step) / 200.0)).collect();
        assert!(scale.windows(2).all(|pair| pair[1].luminance() < pair[0].luminance()));
        for step in theme.heat.windows(2) {
            assert!(step[0].luminance() - step[1].luminance() > 0.09, "{step:?}");
        }
        for cell in scale {
            assert!(cell.contrast(theme.words_on(cell)) >= 4.5, "{cell:?}");
        }
        assert_eq!([theme.heat_at(-3.0), theme.heat_at(7.0)], [theme.heat[0], theme.heat[4]]);
    }
}
