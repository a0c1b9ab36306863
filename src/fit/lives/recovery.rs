//! Laws found again in logs drawn from them.

use super::*;

/// `SplitMix64` (Steele, Lea and Flood 2014): a number in `(0, 1)`.
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / 9007199254740992.0 + 0.5 / 9007199254740992.0
}

/// Lives drawn by inverse CDF; clients came at different times, and are seen for 0 to 24 periods.
fn draw<L: Law<N>, const N: usize>(law: &L, clients: usize, seed: u64) -> Lives {
    let mut state = seed;
    let survival: Vec<f64> = (0..=24).map(|k| law.survival(k)).collect();
    let (mut ended, mut censored, mut unseen) = (vec![0.0; 24], vec![0.0; 24], 0.0);
    for _ in 0..clients {
        let seen = (25.0 * uniform(&mut state)) as usize;
        let u = uniform(&mut state);
        match (1..=seen).find(|k| survival[*k] < u) {
            Some(k) => ended[k - 1] += 1.0,
            None if seen == 0 => unseen += 1.0,
            None => censored[seen - 1] += 1.0,
        }
    }
    Lives::new(ended, censored, unseen).unwrap()
}

/// Every parameter lies within four of its standard errors: of a normal law 6.3e-5 do not, so that the 18 estimates of
/// this file raise a false alarm under one seed of 1,000.
fn assert_recovers<L: Law<N> + std::fmt::Debug, const N: usize>(law: L, clients: usize, seed: u64) {
    let fitted = fit::<L, N>(&draw(&law, clients, seed)).unwrap();
    assert!(fitted.has_arrived, "{fitted:?}");
    let known = fitted.uncertainty.expect("so many clients determine the law");
    for place in 0..N {
        let off = (fitted.parameters[place] - law.parameters()[place]) / known.standard_errors[place];
        assert!(off.abs() < 4.0, "{off} {fitted:?}");
    }
}

#[test]
fn a_shifted_beta_geometric_law_is_found_again() {
    assert_recovers(ShiftedBetaGeometric::new(0.668, 3.806).unwrap(), 20_000, 1);
    assert_recovers(ShiftedBetaGeometric::new(2.0, 18.0).unwrap(), 100_000, 2);
    assert_recovers(ShiftedBetaGeometric::new(0.3, 0.4).unwrap(), 20_000, 3);
}

#[test]
fn a_discrete_weibull_law_is_found_again() {
    assert_recovers(DiscreteWeibull::new(0.8, 0.6).unwrap(), 20_000, 4);
    assert_recovers(DiscreteWeibull::new(0.99, 1.8).unwrap(), 20_000, 5);
    assert_recovers(DiscreteWeibull::new(0.4, 1.0).unwrap(), 20_000, 6);
}

#[test]
fn a_beta_discrete_weibull_law_is_found_again() {
    assert_recovers(BetaDiscreteWeibull::new(0.5, 2.0, 0.7).unwrap(), 100_000, 7);
    assert_recovers(BetaDiscreteWeibull::new(0.6, 6.0, 1.5).unwrap(), 100_000, 8);
}
