//! Where a concave function of a correlation is not negative: an interval, found from its top.
//!
//! The smallest eigenvalue of a symmetric matrix is concave along each coefficient, so golden section finds the top
//! and bisection the two ends.

/// Rounding of an eigenvalue that still counts as 0.
pub(super) const EIGENVALUE_NOISE: f64 = 1e-10;

/// The part of `[-1, 1]` where the concave `height` is not negative, if any.
pub(super) fn feasible_interval(mut height: impl FnMut(f64) -> f64) -> Option<(f64, f64)> {
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..60 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if height(a) < height(b) {
            low = a;
        } else {
            high = b;
        }
    }
    let top = 0.5 * (low + high);
    if height(top) < -EIGENVALUE_NOISE {
        return None;
    }
    Some((edge(top, -1.0, &mut height), edge(top, 1.0, &mut height)))
}

/// The last point from `inside` towards `outside` that is not negative.
fn edge(mut inside: f64, mut outside: f64, height: &mut impl FnMut(f64) -> f64) -> f64 {
    if height(outside) >= -EIGENVALUE_NOISE {
        return outside;
    }
    for _ in 0..50 {
        let middle = 0.5 * (inside + outside);
        if height(middle) >= -EIGENVALUE_NOISE {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::feasible_interval;

    #[test]
    fn the_ends_of_a_parabola_are_found() {
        let (low, high) = feasible_interval(|x| 0.04 - (x - 0.3) * (x - 0.3)).unwrap();
        assert!((low - 0.1).abs() < 1e-8 && (high - 0.5).abs() < 1e-8, "{low} {high}");
        assert_eq!(feasible_interval(|x| -0.1 - x * x), None);
    }
}
