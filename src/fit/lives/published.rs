//! The laws against numbers that stand in papers.

use super::*;

/// Percent of "High End" and "Regular" clients who renewed 0 to 7 times: Fader and Hardie 2007, "How to project customer
/// retention", Journal of Interactive Marketing 21 (1), here per 1,000.
const HIGH_END: [f64; 8] = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];
const REGULAR: [f64; 8] = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];

#[test]
fn fader_and_hardie_s_estimates_come_out() {
    let published = [(HIGH_END, 0.668, 3.806, -1611.158), (REGULAR, 0.704, 1.182, -1680.265)];
    for (survivors, alpha, beta, log_likelihood) in published {
        let fitted = fit::<ShiftedBetaGeometric, 2>(&Lives::of_survivors(&survivors).unwrap()).unwrap();
        assert!((fitted.parameters[0] - alpha).abs() < 6e-4, "{fitted:?}");
        assert!((fitted.parameters[1] - beta).abs() < 6e-4, "{fitted:?}");
        assert!((fitted.log_likelihood - log_likelihood).abs() < 6e-4, "{fitted:?}");
        assert!(fitted.has_arrived && fitted.starts_agreeing == fitted.starts && fitted.findings.is_empty());
    }
}

#[test]
fn fader_and_hardie_s_forecast_comes_out() {
    let fitted = fit::<ShiftedBetaGeometric, 2>(&Lives::of_survivors(&HIGH_END).unwrap()).unwrap();
    for (year, percent) in (8..).zip([46.04, 43.58, 41.42, 39.51, 37.80]) {
        let found = 100.0 * fitted.law.survival(year);
        assert!((found - percent).abs() < 0.0051, "{year}: {found}");
    }
}

#[test]
fn the_other_laws_agree_with_another_optimiser() {
    // Nelder and Mead's simplex on the definitions (scipy 1.17, `betaln`), at 4 and 7 years.
    let found = [
        (&HIGH_END[..5], [0.259336, 1.722552, 1.584361], -1222.749318),
        (&HIGH_END[..], [0.214253, 1.426575, 1.723565], -1605.314213),
        (&REGULAR[..5], [0.523029, 0.894283, 1.196399], -1401.383052),
        (&REGULAR[..], [0.455614, 0.779325, 1.283451], -1679.602833),
    ];
    for (survivors, parameters, log_likelihood) in found {
        let fitted = fit::<BetaDiscreteWeibull, 3>(&Lives::of_survivors(survivors).unwrap()).unwrap();
        for (ours, theirs) in fitted.parameters.iter().zip(parameters) {
            assert!((ours - theirs).abs() < 2e-6, "{fitted:?}");
        }
        assert!((fitted.log_likelihood - log_likelihood).abs() < 1e-6, "{fitted:?}");
    }
    for (survivors, q, b) in [(HIGH_END, 0.849971, 0.768842), (REGULAR, 0.618820, 0.571570)] {
        let fitted = fit::<DiscreteWeibull, 2>(&Lives::of_survivors(&survivors).unwrap()).unwrap();
        assert!(
            (fitted.parameters[0] - q).abs() < 1e-6 && (fitted.parameters[1] - b).abs() < 1e-6,
            "{fitted:?}"
        );
    }
}

#[test]
fn cohorts_of_different_age_pool() {
    // The same clients twice, once seen for seven years and once for four: likelihoods add, and the summit stays near.
    let young = Lives::of_survivors(&HIGH_END[..5]).unwrap();
    let mut both = Lives::of_survivors(&HIGH_END).unwrap();
    both.add(&young);
    let logs = crate::math::jet::Jet::variables([libm::log(0.668), libm::log(3.806)]);
    let of = |lives: &Lives| log_likelihood::<ShiftedBetaGeometric, 2>(&lives.outcomes(), logs).value;
    let apart = of(&young) + of(&Lives::of_survivors(&HIGH_END).unwrap());
    assert!((of(&both) - apart).abs() < 1e-12 * apart.abs());
    let fitted = fit::<ShiftedBetaGeometric, 2>(&both).unwrap();
    assert!((fitted.parameters[0] - 0.668).abs() < 0.1, "{fitted:?}");
}

#[test]
fn the_richer_law_is_never_less_likely() {
    for survivors in [HIGH_END, REGULAR] {
        let lives = Lives::of_survivors(&survivors).unwrap();
        let constant = ConstantChurn::fit(&lives.outcomes()).unwrap().log_likelihood;
        let sbg = fit::<ShiftedBetaGeometric, 2>(&lives).unwrap().log_likelihood;
        let weibull = fit::<DiscreteWeibull, 2>(&lives).unwrap().log_likelihood;
        let both = fit::<BetaDiscreteWeibull, 3>(&lives).unwrap();
        assert!(constant < sbg && constant < weibull, "{constant} {sbg} {weibull}");
        assert!(both.log_likelihood > sbg.max(weibull) - 1e-6, "{both:?} {sbg} {weibull}");
    }
}
