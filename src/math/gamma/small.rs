//! The gamma quantile of a small shape: a start, and one step of fifth order.

use super::polynomial;
use crate::math::exponential::exp;

/// From this shape on, up to that of [`super::large`].
pub(super) const SHAPE_LEAST: f64 = 0.5;
/// As long as `|w|` does not exceed this: the start is made for it.
pub(super) const REACH: f64 = 3.3;
/// The series is shorter than this: its terms fall by more than half from `i = 60` on, as `x < 30`.
const PAIRS_MOST: usize = 100;
const INVERSE_ROOT_TWO_PI: f64 = 0.398942280401432677939946059934;

/// The quantile of `p`, whose standard normal quantile is `w`, for a shape in `[SHAPE_LEAST, 8]` and `|w| <= REACH`;
/// relative error below 1e-12.
///
/// With `y = ln x` the law has the density `g = x^shape e^-x / Gamma(shape)`, and `dy / dp = 1 / g`. The derivatives of
/// `g` are polynomials in `s = shape - x` and `x` times `g`, so that the Taylor series of `y(p)` about the start needs
/// no more than the start's own probability.
pub(super) fn quantile(p: f64, w: f64, shape: f64) -> f64 {
    let inverse = 1.0 / shape;
    let root = inverse.sqrt();
    let log_ratio = start(w, root);
    let x = shape * exp(log_ratio);
    let exponent = shape * log_ratio - (x - shape) - stirling_error(inverse);
    let density = exp(exponent) * shape * root * INVERSE_ROOT_TWO_PI;
    let lower = density * inverse * series(x, shape);
    let step = log_step((p - lower) / density, x, shape);
    // |step| < 1e-3: exp(step) to 1e-16 by its series.
    x + x * step * (1.0 + step / 2.0 * (1.0 + step / 3.0 * (1.0 + step / 4.0 * (1.0 + step / 5.0))))
}

/// How far `ln x` moves while the probability moves by `r` times the density of `ln x`: Taylor's series, of fifth order.
#[inline]
pub(super) fn log_step(r: f64, x: f64, shape: f64) -> f64 {
    let s = shape - x;
    let third = 2.0 * s * s + x;
    let fourth = x - 7.0 * s * x - 6.0 * s * s * s;
    let fifth = x + 7.0 * x * x - 11.0 * s * x + 46.0 * s * s * x + 24.0 * s * s * s * s;
    r * (1.0 + r * (-s / 2.0 + r * (third / 6.0 + r * (fourth / 24.0 + r * fifth / 120.0))))
}

/// `1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...`, two terms with one division.
#[inline]
fn series(x: f64, a: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut below = a;
    for _ in 0..PAIRS_MOST {
        below += 2.0;
        let next = term * (x / ((below - 1.0) * below));
        sum += next * (below + x);
        term = next * x;
        if term < 1e-16 * sum {
            break;
        }
    }
    sum
}

/// `ln(x / shape)` of the quantile to 6e-4: interpolated at Chebyshev points (mpmath) in `w` and `root = 1 / sqrt(shape)`.
#[inline]
fn start(w: f64, root: f64) -> f64 {
    if w < 0.0 { lower(w, root) } else { upper(w, root) }
}

fn lower(w: f64, root: f64) -> f64 {
    polynomial(
        root,
        &[
            polynomial(w, &LOWER_0),
            polynomial(w, &LOWER_1),
            polynomial(w, &LOWER_2),
            polynomial(w, &LOWER_3),
            polynomial(w, &LOWER_4),
            polynomial(w, &LOWER_5),
        ],
    )
}

fn upper(w: f64, root: f64) -> f64 {
    polynomial(
        root,
        &[
            polynomial(w, &UPPER_0),
            polynomial(w, &UPPER_1),
            polynomial(w, &UPPER_2),
            polynomial(w, &UPPER_3),
            polynomial(w, &UPPER_4),
        ],
    )
}

/// Stirling's error for `1 / 8.1 <= inverse <= 2`, in Chebyshev's way.
fn stirling_error(inverse: f64) -> f64 {
    polynomial((2.0 * inverse - (DELTA_FIRST + DELTA_LAST)) / (DELTA_LAST - DELTA_FIRST), &DELTA)
}

const DELTA_FIRST: f64 = 1.0 / 8.1;
const DELTA_LAST: f64 = 2.0;
const DELTA: [f64; 22] = [
    8.58096909254091993e-2,
    7.189559907460604423e-2,
    -4.232881423622210053e-3,
    -2.300845109273938614e-4,
    2.587092173665179458e-4,
    -9.486927760175841859e-5,
    2.291117599850098705e-5,
    -1.418905176265629573e-6,
    -2.581744889424987965e-6,
    2.11065775414365257e-6,
    -1.115700697216269797e-6,
    4.611653219721678068e-7,
    -1.604489947606889487e-7,
    2.363359991113146138e-8,
    6.089354711546149107e-8,
    -4.72541796922618677e-8,
    -2.171899078519992871e-8,
    1.178516111292174725e-8,
    3.252387860893796704e-8,
    -1.746984453329080333e-8,
    -8.103200462147259783e-9,
    5.22550978849855666e-9,
];

const LOWER_0: [f64; 6] = [
    9.096907411653637009e-4,
    -1.940295700911076401e-2,
    -8.404905390090126156e-2,
    -7.318142247913038148e-2,
    -1.888254993423822296e-2,
    -1.661320692024679973e-3,
];
const LOWER_1: [f64; 6] = [
    -5.936501622563757625e-3,
    1.13874497207728533,
    5.853265534553593375e-1,
    4.794981001550012391e-1,
    1.105208004140712483e-1,
    8.695398682158426602e-3,
];
const LOWER_2: [f64; 6] = [
    -3.208866822626394075e-1,
    -3.796321015243791991e-1,
    -1.707645554102896369,
    -1.155892626966364226,
    -2.246189054850364313e-1,
    -1.493727042091141758e-2,
];
const LOWER_3: [f64; 6] = [
    -9.759049449943925157e-3,
    5.862424898937393213e-1,
    1.819578618008907032,
    1.217386247005991401,
    1.640681203064750091e-1,
    7.284055991844525368e-3,
];
const LOWER_4: [f64; 5] = [
    -3.848826924870157101e-2,
    -2.174735483369697088e-1,
    -1.011033452661577244,
    -5.057192185593037459e-1,
    -3.274710280322824708e-2,
];
const LOWER_5: [f64; 4] =
    [7.692731043497353495e-3, 4.40539542686611269e-2, 1.996867372475502101e-1, 7.553196285385335206e-2];

const UPPER_0: [f64; 6] = [
    7.178471522333666942e-3,
    -5.557997470987730532e-3,
    -5.038982262902184615e-3,
    1.530640838526759215e-3,
    1.609044071839822443e-3,
    -3.933368423739726922e-4,
];
const UPPER_1: [f64; 6] = [
    -4.626328166901772431e-2,
    1.038589062494089001,
    3.364646499670835234e-2,
    -2.750953844977416493e-2,
    3.971180670992398589e-4,
    7.565774351523805272e-4,
];
const UPPER_2: [f64; 5] = [
    -2.247816027523370709e-1,
    -1.083391489450809475e-1,
    -1.950685180717768504e-1,
    5.523864301788368954e-2,
    -7.053910016519237533e-3,
];
const UPPER_3: [f64; 4] =
    [-1.123951429543303521e-1, 2.590949552356618836e-1, -4.230715932455818399e-2, 7.554932354831024497e-3];
const UPPER_4: [f64; 2] = [9.623454602965690161e-3, -3.036529628794587899e-2];
