//! The gamma quantile of a large shape.

use crate::math::vectors::{fused, in_vectors};

/// From this shape on.
pub(super) const SHAPE_LEAST: f64 = 8.0;
/// From this shape on wherever the tables of [`tabulated`](crate::math::tabulated) reach: `|w|` there is below 4.2.
pub(super) const SHAPE_LEAST_FAR: f64 = 18.0;
/// As long as `|w| / sqrt(shape)` does not exceed this.
pub(super) const REACH: f64 = 1.0;

/// The quantile from the standard normal quantile `w` of its probability, where `shape >= SHAPE_LEAST` and
/// `|w| <= REACH sqrt(shape)`; relative error below 1e-11.
///
/// Temme ("Asymptotic inversion of incomplete gamma functions", Math. Comp. 58, 1992) shows that the quantile is
/// `shape * lambda(eta)`, `eta = eta0 + e1(eta0) / shape + e2(eta0) / shape^2 + ...`, with `eta0 = w / sqrt(shape)`: a
/// smooth function of `eta0` and `1 / shape`, whose nearest singularities lie at `|eta0| = 2 sqrt(pi)`. It is written
/// here as one polynomial in both.
pub(super) fn quantile(w: f64, shape: f64) -> f64 {
    let mut out = [0.0];
    fill(&[w], &[shape], &mut out);
    out[0]
}

/// Trials that the kernel works on at once.
const LANES: usize = 16;

in_vectors! {
    /// Whether the polynomial serves all of a column.
    pub(super) fn serves(w: &[f64], shapes: &[f64]) -> bool {
        let mut others = 0;
        for (w, shape) in w.iter().zip(shapes) {
            let is_served = (*shape >= SHAPE_LEAST) & (w * w <= REACH * REACH * shape);
            others += i32::from(!is_served);
        }
        others == 0
    }
}

in_vectors! {
    /// The quantiles of a column of `w`, each of its shape; what the polynomial does not serve has no meaning.
    pub(super) fn fill(w: &[f64], shapes: &[f64], out: &mut [f64]) {
        let (w, w_rest) = w.as_chunks::<LANES>();
        let (shapes, shapes_rest) = shapes.as_chunks::<LANES>();
        let (out, out_rest) = out.as_chunks_mut::<LANES>();
        for ((w, shapes), out) in w.iter().zip(shapes).zip(out) {
            *out = fill_chunk(w, shapes);
        }
        for ((w, shape), out) in w_rest.iter().zip(shapes_rest).zip(out_rest) {
            *out = fill_chunk(&[*w], &[*shape])[0];
        }
    }
}

#[inline(always)]
fn fill_chunk<const LANES: usize>(w: &[f64; LANES], shapes: &[f64; LANES]) -> [f64; LANES] {
    let (mut eta, mut inverse, mut near) = ([0.0; LANES], [0.0; LANES], 0);
    for lane in 0..LANES {
        let root = inverse_root(shapes[lane]);
        inverse[lane] = root * root;
        eta[lane] = w[lane] * root;
        near += i32::from(!is_far(eta[lane], inverse[lane]));
    }
    let mut excesses = [0.0; LANES];
    if near < LANES as i32 {
        for lane in 0..LANES {
            excesses[lane] = far_excess(eta[lane], inverse[lane]);
        }
    }
    if near > 0 {
        for lane in 0..LANES {
            let excess = excess(eta[lane], inverse[lane]);
            excesses[lane] = if is_far(eta[lane], inverse[lane]) { excesses[lane] } else { excess };
        }
    }
    for lane in 0..LANES {
        excesses[lane] = fused(shapes[lane], excesses[lane], shapes[lane]);
    }
    excesses
}

/// `1 / sqrt(shape)`: single precision and one step of Newton's, which leaves `1.5 (1.2e-7)^2 = 2e-14` of it and takes a
/// third of the time of a root and a quotient. Beyond 1e30, where the quantile is the shape to the last digit, it stands
/// still.
#[inline(always)]
fn inverse_root(shape: f64) -> f64 {
    let shape = if shape < 1e30 { shape } else { 1e30 };
    let near = f64::from(1.0 / (shape as f32).sqrt());
    near * (1.5 - 0.5 * shape * near * near)
}

/// For shapes of 250 or more, and `|eta0|` up to a quarter, half of the polynomial is below 1e-12: what is left out is
/// at most `1.9e-7 eta0^10 = 2e-13`, `6.4e-5 eta0^6 / shape^2 = 3e-13` and `1.1e-3 / shape^4 = 3e-13`.
const FAR_INVERSE: f64 = 1.0 / 250.0;
const FAR_REACH: f64 = 0.25;

#[inline(always)]
fn is_far(eta: f64, inverse: f64) -> bool {
    (inverse <= FAR_INVERSE) & (eta.abs() <= FAR_REACH)
}

#[inline(always)]
fn far_excess(eta: f64, inverse: f64) -> f64 {
    let rows = [row(eta, &ROW_0, 10), row(eta, &ROW_1, 10), row(eta, &ROW_2, 6), row(eta, &ROW_3, 6)];
    row(inverse, &rows, 4)
}

/// `quantile / shape - 1`. One row for each power of `1 / shape`, in powers of `eta0`: the interpolation at 24 by 10
/// Chebyshev points of values in 40 digits (mpmath), without the Chebyshev terms below 1e-12.
#[inline(always)]
fn excess(eta: f64, inverse: f64) -> f64 {
    let rows = [
        row(eta, &ROW_0, ROW_0.len()),
        row(eta, &ROW_1, ROW_1.len()),
        row(eta, &ROW_2, ROW_2.len()),
        row(eta, &ROW_3, ROW_3.len()),
        row(eta, &ROW_4, ROW_4.len()),
        row(eta, &ROW_5, ROW_5.len()),
        row(eta, &ROW_6, ROW_6.len()),
    ];
    row(inverse, &rows, rows.len())
}

/// The polynomial of the first `terms` coefficients, the constant first.
#[inline(always)]
fn row(x: f64, coefficients: &[f64], terms: usize) -> f64 {
    let mut sum = coefficients[terms - 1];
    for place in (0..terms - 1).rev() {
        sum = fused(sum, x, coefficients[place]);
    }
    sum
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use crate::math::random::Key;

    /// The same source compiled without vectors, and as the machine has them; alone and in a column.
    #[test]
    fn any_processor_gives_the_same_bits() {
        let key = Key::of_seed(41);
        for position in 0..500 {
            let mut w = [0.0; LANES];
            key.fill(0, position, &mut w);
            w = w.map(normal::quantile);
            let shapes: [f64; LANES] = std::array::from_fn(|i| {
                20.0 * libm::pow(10.0, 6.0 * key.uniform(i as u64, 1 << 41 | position))
            });
            let mut out = [0.0; LANES];
            fill(&w, &shapes, &mut out);
            assert_eq!(fill_chunk(&w, &shapes).map(f64::to_bits), out.map(f64::to_bits));
            for lane in 0..LANES {
                assert_eq!(quantile(w[lane], shapes[lane]).to_bits(), out[lane].to_bits());
            }
        }
    }
}
