//! The gamma quantile of a large shape.

use super::polynomial;

/// From this shape on.
pub(super) const SHAPE_LEAST: f64 = 8.0;
/// As long as `|w| / sqrt(shape)` does not exceed this.
pub(super) const REACH: f64 = 1.0;

/// The quantile as a multiple of the shape, from the standard normal quantile `w` of its probability, where
/// `shape >= SHAPE_LEAST` and `|w| <= REACH sqrt(shape)`; relative error below 1e-11.
///
/// Temme ("Asymptotic inversion of incomplete gamma functions", Math. Comp. 58, 1992) shows that the quantile is
/// `shape * lambda(eta)`, `eta = eta0 + e1(eta0) / shape + e2(eta0) / shape^2 + ...`, with `eta0 = w / sqrt(shape)`: a
/// smooth function of `eta0` and `1 / shape`, whose nearest singularities lie at `|eta0| = 2 sqrt(pi)`. It is written
/// here as one polynomial in both.
pub(super) fn quantile(w: f64, shape: f64) -> f64 {
    let inverse = 1.0 / shape;
    let eta = w * inverse.sqrt();
    shape + shape * excess(eta, inverse)
}

/// `quantile / shape - 1`. One row for each power of `1 / shape`, in powers of `eta0`: the interpolation at 24 by 10
/// Chebyshev points of values in 40 digits (mpmath), without the Chebyshev terms below 1e-12.
#[inline]
fn excess(eta: f64, inverse: f64) -> f64 {
    polynomial(
        inverse,
        &[
            polynomial(eta, &ROW_0),
            polynomial(eta, &ROW_1),
            polynomial(eta, &ROW_2),
            polynomial(eta, &ROW_3),
            polynomial(eta, &ROW_4),
            polynomial(eta, &ROW_5),
            polynomial(eta, &ROW_6),
        ],
    )
}

const ROW_0: [f64; 13] = [
    2.21955106372075504e-13,
    1.000000000006686249,
    3.333333333160506271e-1,
    2.777777768897464993e-2,
    -3.703703453536180823e-3,
    2.314819135202689682e-4,
    5.878759222049874554e-5,
    -2.553747073272660223e-5,
    4.902620190197854607e-6,
    -2.417095930265233472e-7,
    -1.901704588723821854e-7,
    7.520218092077998566e-8,
    -1.158979606874428742e-8,
];
const ROW_1: [f64; 12] = [
    -3.333333333742654153e-1,
    -1.94444445667783264e-1,
    -8.641975339069381476e-3,
    6.584371442844904524e-3,
    -1.19047615670855611e-3,
    -2.963923155729228949e-5,
    8.371626791443101609e-5,
    -2.587826365492101881e-5,
    3.172902929829138195e-6,
    7.333673627841281804e-7,
    -5.027476379643697031e-7,
    1.043262591376512099e-7,
];
const ROW_2: [f64; 11] = [
    1.975309288231245814e-2,
    -1.113677554979798192e-2,
    -4.521854372935587924e-3,
    1.969599297477943726e-3,
    -1.725736979068125249e-4,
    -1.288014025281204303e-4,
    6.398651918244229601e-5,
    -1.280561959091789463e-5,
    -1.376268055971763528e-6,
    1.926789824181137154e-6,
    -4.28071006623801115e-7,
];
const ROW_3: [f64; 9] = [
    7.211124391443487688e-3,
    1.970303190031126996e-3,
    -1.904691585763514712e-3,
    3.362193238908108649e-4,
    1.536472643367600541e-4,
    -1.165452916740550285e-4,
    2.755460882732008954e-5,
    7.659501558559609357e-6,
    -4.76437938676206726e-6,
];
const ROW_4: [f64; 7] = [
    6.596027529510698254e-4,
    1.781067644443210092e-3,
    -3.491299147887563412e-4,
    -2.386553385964903753e-4,
    1.678058955381733151e-4,
    -1.010552531606048079e-5,
    -1.814760303745471167e-5,
];
const ROW_5: [f64; 4] =
    [-1.312980898888146147e-3, 1.46255914946008801e-4, 4.017615634138653148e-4, -1.459310553448156918e-4];
const ROW_6: [f64; 2] = [-7.498886888460107055e-5, -5.450402807436341893e-4];
