//! How unevenly clients pay.

use super::result::Concentration;
use crate::data::amount::number;
use crate::data::history::{History, Part};
use rayon::prelude::*;

/// Points of the curve, but for its beginning.
const POINTS: usize = 100;

/// The share of revenue from the best clients. The best fifth is rounded up to whole clients.
pub(super) fn concentration(history: &History) -> Concentration {
    let clients = history.parts.par_iter().flat_map_iter(Part::clients);
    let mut paid: Vec<i128> = clients.map(|client| client.revenue_units()).collect();
    paid.par_sort_unstable_by(|a, b| b.cmp(a));
    of_sorted(&paid)
}

fn of_sorted(paid: &[i128]) -> Concentration {
    let all: i128 = paid.iter().sum();
    if all <= 0 {
        return Concentration::default();
    }
    let share = |part: i128| number(part) / number(all);
    let mut best_20_percent = None;
    let mut curve = vec![[0.0, 0.0]];
    let (mut sum, mut done) = (0, 0);
    for point in 1..=POINTS {
        let best = (paid.len() * point).div_ceil(POINTS);
        sum += paid[done..best].iter().sum::<i128>();
        if best > done {
            curve.push([best as f64 / paid.len() as f64, share(sum)]);
        }
        done = best;
        if point == POINTS / 5 {
            best_20_percent = Some(share(sum));
        }
    }
    Concentration { best_20_percent, curve }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fifth_is_rounded_up_to_whole_clients() {
        let of = |paid: &[i128]| of_sorted(paid);
        assert_eq!(of(&[50, 20, 20, 10, 0]).best_20_percent, Some(0.5));
        assert_eq!(of(&[50, 20, 20, 10, 0, 0]).best_20_percent, Some(0.7), "two of six");
        assert_eq!(
            of(&[7]),
            Concentration { best_20_percent: Some(1.0), curve: vec![[0.0, 0.0], [1.0, 1.0]] }
        );
        assert_eq!(of(&[7, 3]).curve, [[0.0, 0.0], [0.5, 0.7], [1.0, 1.0]]);
        assert_eq!(of(&[]), Concentration::default());
        assert_eq!(of(&[5, -5]), Concentration::default());
    }

    #[test]
    fn the_curve_has_a_point_a_percent() {
        let paid: Vec<i128> = (0..1000).rev().collect();
        let curve = of_sorted(&paid).curve;
        assert_eq!(curve.len(), POINTS + 1);
        assert!(curve.windows(2).all(|pair| pair[1][0] > pair[0][0] && pair[1][1] >= pair[0][1]));
        assert_eq!(curve[POINTS], [1.0, 1.0]);
    }
}
