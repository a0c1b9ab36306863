//! A finished sheet as a PNG at twice the layout's size: the pixels that plotters drew, averaged down, so that edges
//! are smooth, and the texts' glyphs laid over them.

use super::ChartError;
use super::canvas::{FINENESS, PlacedText};
use super::font;
use super::theme::Theme;
use ab_glyph::{Font, point};

/// Pixels of a PNG a layout unit.
pub(super) const SHARPNESS: u32 = 2;

/// A sheet's pixels, three bytes each.
pub(super) struct Pixels {
    pub(super) size: (u32, u32),
    pub(super) rgb: Vec<u8>,
}

/// The PNG of a sheet that plotters drew into `drawn`.
pub(super) fn encode(theme: &Theme, drawn: &Pixels, texts: &[PlacedText]) -> Result<Vec<u8>, ChartError> {
    let mut pixels = averaged(drawn, FINENESS / SHARPNESS);
    debug_assert_eq!(pixels.size, (theme.size.0 * SHARPNESS, theme.size.1 * SHARPNESS));
    for text in texts {
        lay(&mut pixels, text);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.size.0, pixels.size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // 192 dots an inch, in dots a metre: an editor then places the picture at the size of the SVG.
    let dots = 7559;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().map_err(|e| ChartError::new(&e.to_string()))?;
    writer.write_image_data(&pixels.rgb).map_err(|e| ChartError::new(&e.to_string()))?;
    writer.finish().map_err(|e| ChartError::new(&e.to_string()))?;
    Ok(bytes)
}

/// Each pixel is the mean of a square of `side` by `side`.
fn averaged(fine: &Pixels, side: u32) -> Pixels {
    let size = (fine.size.0 / side, fine.size.1 / side);
    let stride = fine.size.0 as usize * 3;
    let side = side as usize;
    let area = (side * side) as u32;
    let mut rgb = Vec::with_capacity((size.0 * size.1 * 3) as usize);
    for y in 0..size.1 as usize {
        for x in 0..size.0 as usize {
            for channel in 0..3 {
                let mut sum = 0;
                for row in 0..side {
                    let start = (y * side + row) * stride + x * side * 3 + channel;
                    sum += (0..side).map(|column| u32::from(fine.rgb[start + 3 * column])).sum::<u32>();
                }
                rgb.push(((sum + area / 2) / area) as u8);
            }
        }
    }
    Pixels { size, rgb }
}

/// Lays a line of text over the pixels.
fn lay(pixels: &mut Pixels, text: &PlacedText) {
    let sharp = f64::from(SHARPNESS);
    let scale = text.face.scale(text.em * sharp);
    let ink = [text.colour.0, text.colour.1, text.colour.2];
    for (glyph, x) in font::set(&text.text, text.face, text.em).glyphs {
        let at = point(((text.at.0 + x) * sharp) as f32, (text.at.1 * sharp) as f32);
        let Some(outlined) = text.face.font().outline_glyph(glyph.with_scale_and_position(scale, at)) else {
            continue;
        };
        let corner = outlined.px_bounds().min;
        let (left, top) = (corner.x as i64, corner.y as i64);
        outlined.draw(|x, y, coverage| {
            let (x, y) = (left + i64::from(x), top + i64::from(y));
            if x < 0 || y < 0 || x >= i64::from(pixels.size.0) || y >= i64::from(pixels.size.1) {
                return;
            }
            let place = (y as usize * pixels.size.0 as usize + x as usize) * 3;
            let coverage = coverage.clamp(0.0, 1.0);
            for (channel, ink) in pixels.rgb[place..place + 3].iter_mut().zip(ink) {
                *channel = (f32::from(*channel) * (1.0 - coverage) + f32::from(ink) * coverage).round() as u8;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averaging_keeps_flat_colours_and_smooths_an_edge() {
        let row = [0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255];
        let fine = Pixels { size: (4, 2), rgb: [row, row].concat() };
        let coarse = averaged(&fine, 2);
        assert_eq!(coarse.size, (2, 1));
        assert_eq!(coarse.rgb, [0, 0, 0, 128, 128, 128]);
    }
}
