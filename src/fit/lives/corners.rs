//! No counts, however odd, make a fit panic or a number of it none.

use super::*;

/// Whatever comes out is finite, and survival falls from one.
fn assert_sound<L: Law<N> + std::fmt::Debug, const N: usize>(lives: &Lives) {
    let Ok(fitted) = fit::<L, N>(lives) else { return };
    let parameters = fitted.parameters.iter().all(|x| x.is_finite() && *x >= 0.0);
    assert!(parameters && fitted.log_likelihood.is_finite(), "{lives:?} {fitted:?}");
    if let Some(known) = fitted.uncertainty {
        let numbers = known.standard_errors.iter().chain(known.covariance_of_logs.iter().flatten());
        assert!(numbers.into_iter().all(|x| x.is_finite()), "{lives:?} {fitted:?}");
    }
    let mut survival = 1.0;
    for period in [1, 2, 3, 50, 5000] {
        let now = fitted.law.survival(period);
        assert!(now <= survival && now >= 0.0, "{lives:?} {fitted:?}");
        assert!((0.0..=1.0).contains(&fitted.law.hazard(period)), "{lives:?} {fitted:?}");
        survival = now;
    }
    // A constant churn is among the laws, or stands just beyond the bound: clients all but alike at 1e6 fall short of it by
    // a share of the periods they were there.
    let outcomes = lives.outcomes();
    let constant = ConstantChurn::fit(&outcomes).expect("somebody was seen");
    let periods: f64 = outcomes.iter().map(|outcome| outcome.ended + outcome.stayed).sum();
    if (1e-4..0.9999).contains(&constant.churn) {
        let short = constant.log_likelihood - fitted.log_likelihood;
        assert!(short < 3e-6 * periods, "{short} {periods} {lives:?} {fitted:?}");
    }
}

fn assert_all_sound(ended: &[f64], censored: &[f64]) {
    let lives = Lives::new(ended.to_vec(), censored.to_vec(), 1.0).unwrap();
    assert_sound::<ShiftedBetaGeometric, 2>(&lives);
    assert_sound::<DiscreteWeibull, 2>(&lives);
    assert_sound::<BetaDiscreteWeibull, 3>(&lives);
}

#[test]
fn corners_of_three_periods_are_sound() {
    let weights = [0.0, 1.0, 1e15];
    for code in 0..729 {
        let digit = |place: u32| weights[code / 3_usize.pow(place) % 3];
        assert_all_sound(&[digit(0), digit(1), digit(2)], &[digit(3), digit(4), digit(5)]);
    }
}

#[test]
fn corners_of_two_periods_are_sound() {
    let weights = [0.0, 1e-9, 0.3, 40.0, 1e15];
    for code in 0..625 {
        let digit = |place: u32| weights[code / 5_usize.pow(place) % 5];
        assert_all_sound(&[digit(0), digit(1)], &[digit(2), digit(3)]);
    }
}

#[test]
fn long_and_lonely_lives_are_sound() {
    for periods in [4, 60, 400] {
        for weight in [1.0, 1e12] {
            let mut one = vec![0.0; periods];
            one[periods - 1] = weight;
            let even = vec![weight; periods];
            let none = vec![0.0; periods];
            for (ended, censored) in
                [(&one, &none), (&none, &one), (&one, &one), (&even, &none), (&even, &even)]
            {
                assert_all_sound(ended, censored);
            }
            assert_all_sound(&[weight], &one);
            assert_all_sound(&even, &one);
        }
    }
}
