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
    if inverse <= FAR_INVERSE && eta.abs() <= FAR_REACH {
        return shape + shape * far_excess(eta, inverse);
    }
    shape + shape * excess(eta, inverse)
}

/// For shapes of 250 or more, and `|eta0|` up to a quarter, half of the polynomial is below 1e-12: what is left out is
/// at most `1.9e-7 eta0^10 = 2e-13`, `6.4e-5 eta0^6 / shape^2 = 3e-13` and `1.1e-3 / shape^4 = 3e-13`.
const FAR_INVERSE: f64 = 1.0 / 250.0;
const FAR_REACH: f64 = 0.25;

#[inline]
fn far_excess(eta: f64, inverse: f64) -> f64 {
    let [row0, row1] = pair(eta, first::<10>(&ROWS_0_1));
    let [row2, row3] = pair(eta, first::<6>(&ROWS_2_3));
    (row0 + inverse * row1) + inverse * inverse * (row2 + inverse * row3)
}

/// The first rows of a table.
#[inline]
fn first<const N: usize>(table: &[[f64; 2]]) -> &[[f64; 2]; N] {
    table.first_chunk().expect("the tables are longer")
}

/// `quantile / shape - 1`. One row for each power of `1 / shape`, in powers of `eta0`: the interpolation at 24 by 10
/// Chebyshev points of values in 40 digits (mpmath), without the Chebyshev terms below 1e-12.
#[inline]
fn excess(eta: f64, inverse: f64) -> f64 {
    let [row0, row1] = pair(eta, &ROWS_0_1);
    let [row2, row3] = pair(eta, &ROWS_2_3);
    let [row4, row5] = pair(eta, &ROWS_4_5);
    let row6 = ROW_6[0] + eta * ROW_6[1];
    polynomial(inverse, &[row0, row1, row2, row3, row4, row5, row6])
}

/// Two polynomials at once, in the two halves of a vector register, even and odd powers apart: half the wait.
#[inline]
fn pair<const N: usize>(x: f64, coefficients: &[[f64; 2]; N]) -> [f64; 2] {
    let square = x * x;
    let mut sums = [[0.0; 2]; 2];
    for index in (0..N).rev() {
        let sum = &mut sums[index % 2];
        let terms = coefficients[index];
        *sum = [sum[0] * square + terms[0], sum[1] * square + terms[1]];
    }
    let [even, odd] = sums;
    [even[0] + x * odd[0], even[1] + x * odd[1]]
}

const ROWS_0_1: [[f64; 2]; 13] = [
    [2.21955106372075504e-13, -3.333333333742654153e-1],
    [1.000000000006686249, -1.94444445667783264e-1],
    [3.333333333160506271e-1, -8.641975339069381476e-3],
    [2.777777768897464993e-2, 6.584371442844904524e-3],
    [-3.703703453536180823e-3, -1.19047615670855611e-3],
    [2.314819135202689682e-4, -2.963923155729228949e-5],
    [5.878759222049874554e-5, 8.371626791443101609e-5],
    [-2.553747073272660223e-5, -2.587826365492101881e-5],
    [4.902620190197854607e-6, 3.172902929829138195e-6],
    [-2.417095930265233472e-7, 7.333673627841281804e-7],
    [-1.901704588723821854e-7, -5.027476379643697031e-7],
    [7.520218092077998566e-8, 1.043262591376512099e-7],
    [-1.158979606874428742e-8, 0.0],
];
const ROWS_2_3: [[f64; 2]; 11] = [
    [1.975309288231245814e-2, 7.211124391443487688e-3],
    [-1.113677554979798192e-2, 1.970303190031126996e-3],
    [-4.521854372935587924e-3, -1.904691585763514712e-3],
    [1.969599297477943726e-3, 3.362193238908108649e-4],
    [-1.725736979068125249e-4, 1.536472643367600541e-4],
    [-1.288014025281204303e-4, -1.165452916740550285e-4],
    [6.398651918244229601e-5, 2.755460882732008954e-5],
    [-1.280561959091789463e-5, 7.659501558559609357e-6],
    [-1.376268055971763528e-6, -4.76437938676206726e-6],
    [1.926789824181137154e-6, 0.0],
    [-4.28071006623801115e-7, 0.0],
];
const ROWS_4_5: [[f64; 2]; 7] = [
    [6.596027529510698254e-4, -1.312980898888146147e-3],
    [1.781067644443210092e-3, 1.46255914946008801e-4],
    [-3.491299147887563412e-4, 4.017615634138653148e-4],
    [-2.386553385964903753e-4, -1.459310553448156918e-4],
    [1.678058955381733151e-4, 0.0],
    [-1.010552531606048079e-5, 0.0],
    [-1.814760303745471167e-5, 0.0],
];
const ROW_6: [f64; 2] = [-7.498886888460107055e-5, -5.450402807436341893e-4];
