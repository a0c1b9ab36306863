//! The gamma quantile of a small shape: a start, and one step of fifth order.

use std::f64::consts::PI;

use super::polynomial;

/// From this shape on, up to that of [`super::large`].
pub(super) const SHAPE_LEAST: f64 = 0.5;
/// As long as `|w|` does not exceed this: the start is made for it.
pub(super) const REACH: f64 = 3.3;
/// The series is shorter than this: its terms fall by more than half from `i = 60` on, as `x < 30`.
const TERMS_MOST: usize = 200;

/// The quantile of `p`, whose standard normal quantile is `w`, for a shape in `[SHAPE_LEAST, 8]` and `|w| <= REACH`;
/// relative error below 1e-12.
///
/// With `y = ln x` the law has the density `g = x^shape e^-x / Gamma(shape)`, and `dy / dp = 1 / g`. The derivatives of
/// `g` are polynomials in `s = shape - x` and `x` times `g`, so that the Taylor series of `y(p)` about the start needs
/// no more than the start's own probability.
pub(super) fn quantile(p: f64, w: f64, shape: f64) -> f64 {
    let inverse = 1.0 / shape;
    let y = start(w, inverse.sqrt());
    let x = libm::exp(y);
    let exponent = shape * y - shape * libm::log(shape) - (x - shape) - stirling_error(inverse);
    let density = libm::exp(exponent) * (shape / (2.0 * PI)).sqrt();
    let lower = density * inverse * series(x, shape);
    let r = (p - lower) / density;
    let s = shape - x;
    let third = 2.0 * s * s + x;
    let fourth = x - 7.0 * s * x - 6.0 * s * s * s;
    let fifth = x + 7.0 * x * x - 11.0 * s * x + 46.0 * s * s * x + 24.0 * s * s * s * s;
    let step = r * (1.0 + r * (-s / 2.0 + r * (third / 6.0 + r * (fourth / 24.0 + r * fifth / 120.0))));
    // |step| < 1e-3: exp(step) to 1e-16 by its series.
    x + x * step * (1.0 + step / 2.0 * (1.0 + step / 3.0 * (1.0 + step / 4.0 * (1.0 + step / 5.0))))
}

/// `1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...`
#[inline]
fn series(x: f64, a: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    let mut below = a;
    for _ in 0..TERMS_MOST {
        below += 1.0;
        term *= x / below;
        sum += term;
        if term < sum * 1e-16 {
            break;
        }
    }
    sum
}

/// `ln x` of the quantile to 6e-4: interpolated at Chebyshev points (mpmath) in `w` and `root = 1 / sqrt(shape)`.
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
            LOWER_6[0],
            LOWER_7[0],
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
            UPPER_5[0],
            UPPER_6[0],
            UPPER_7[0],
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
    5.800726109473140359,
    -1.940295700911076401e-2,
    -8.404905390090126156e-2,
    -7.318142247913038148e-2,
    -1.888254993423822296e-2,
    -1.661320692024679973e-3,
];
const LOWER_1: [f64; 6] = [
    -1.872001036337982592e+1,
    1.13874497207728533,
    5.853265534553593375e-1,
    4.794981001550012391e-1,
    1.105208004140712483e-1,
    8.695398682158426602e-3,
];
const LOWER_2: [f64; 6] = [
    3.602246198081314541e+1,
    -3.796321015243791991e-1,
    -1.707645554102896369,
    -1.155892626966364226,
    -2.246189054850364313e-1,
    -1.493727042091141758e-2,
];
const LOWER_3: [f64; 6] = [
    -5.078545755618638599e+1,
    5.862424898937393213e-1,
    1.819578618008907032,
    1.217386247005991401,
    1.640681203064750091e-1,
    7.284055991844525368e-3,
];
const LOWER_4: [f64; 5] = [
    4.658674356642800443e+1,
    -2.174735483369697088e-1,
    -1.011033452661577244,
    -5.057192185593037459e-1,
    -3.274710280322824708e-2,
];
const LOWER_5: [f64; 4] =
    [-2.673210931414303863e+1, 4.40539542686611269e-2, 1.996867372475502101e-1, 7.553196285385335206e-2];
const LOWER_6: [f64; 1] = [8.676166872852663576];
const LOWER_7: [f64; 1] = [-1.214971608044552699];

const UPPER_0: [f64; 6] = [
    5.883389151663588476,
    -5.557997470987730532e-3,
    -5.038982262902184615e-3,
    1.530640838526759215e-3,
    1.609044071839822443e-3,
    -3.933368423739726922e-4,
];
const UPPER_1: [f64; 6] = [
    -1.948112845532289415e+1,
    1.038589062494089001,
    3.364646499670835234e-2,
    -2.750953844977416493e-2,
    3.971180670992398589e-4,
    7.565774351523805272e-4,
];
const UPPER_2: [f64; 5] = [
    3.888401704917268687e+1,
    -1.083391489450809475e-1,
    -1.950685180717768504e-1,
    5.523864301788368954e-2,
    -7.053910016519237533e-3,
];
const UPPER_3: [f64; 4] =
    [-5.648671279512431273e+1, 2.590949552356618836e-1, -4.230715932455818399e-2, 7.554932354831024497e-3];
const UPPER_4: [f64; 2] = [5.31097938006159392e+1, -3.036529628794587899e-2];
const UPPER_5: [f64; 1] = [-3.103106679341816119e+1];
const UPPER_6: [f64; 1] = [1.019007312455701125e+1];
const UPPER_7: [f64; 1] = [-1.434924381537530523];
