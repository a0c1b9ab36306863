//! Every family: its percentiles, its moments and its range.

use super::written::{
    from_interval, from_mean_sd, from_three, gamma, inside, lognormal_moments, named_beta, pert, steps,
    triangular, truncated, uniform,
};
use super::{Domain, Draws, Quantity};
use crate::model::problem::Rule;
use proptest::prelude::*;
use statrs::distribution::{self, ContinuousCDF};

/// The mean over a fine midpoint grid of the unit interval, with the tails cut where they weigh nothing.
fn grid_mean(law: &Quantity) -> f64 {
    const POINTS: usize = 400_000;
    (0..POINTS).map(|i| law.quantile((i as f64 + 0.5) / POINTS as f64)).sum::<f64>() / POINTS as f64
}

/// One law of each family.
fn families() -> Vec<(Quantity, Domain)> {
    let ok = |law: Result<Quantity, _>| law.unwrap();
    vec![
        (Quantity::Fixed(3.0), Domain::MONEY),
        (ok(from_interval(0.04, 0.06, &Domain::SHARE)), Domain::SHARE),
        (ok(from_interval(700.0, 1100.0, &Domain::MONEY)), Domain::MONEY),
        (ok(from_interval(-0.02, 0.06, &Domain::GROWTH)), Domain::GROWTH),
        (ok(from_mean_sd(0.3, 0.1, &Domain::SHARE)), Domain::SHARE),
        (ok(from_mean_sd(900.0, 180.0, &Domain::MONEY)), Domain::MONEY),
        (ok(gamma(0.8, 0.4)), Domain::RATE),
        (ok(uniform(1.0, 4.0)), Domain::RATE),
        (ok(pert(0.0, 2.0, 5.0)), Domain::MONEY),
        (ok(triangular(0.0, 2.0, 5.0)), Domain::MONEY),
        (ok(from_three(700.0, 900.0, 1300.0, &Domain::MONEY, false)), Domain::MONEY),
        (ok(from_three(0.2, 0.3, 0.35, &Domain::SHARE, false)), Domain::SHARE),
        (ok(from_three(-0.05, 0.02, 0.2, &Domain::GROWTH, false)), Domain::GROWTH),
        (Quantity::Discrete(steps(&[3.0, 1.0, 2.0], &[1.0, 3.0, 1.0]).unwrap()), Domain::MONEY),
        (Quantity::Empirical(steps(&[3.0, 1.0, 3.0], &[1.0; 3]).unwrap()), Domain::MONEY),
        (Quantity::Draws(Draws::of([3.0, 1.0].repeat(16)).unwrap()), Domain::MONEY),
        (ok(truncated(lognormal_moments(5.0, 3.0).unwrap(), 2.0, 9.0)), Domain::MONEY),
        (ok(inside(Quantity::Normal { mean: 100.0, sd: 20.0 }, &Domain::MONEY)), Domain::MONEY),
    ]
}

#[test]
fn closed_means_are_the_means_of_the_draws() {
    for (law, _) in families() {
        let Some(mean) = law.mean() else { continue };
        let grid = grid_mean(&law);
        assert!((grid - mean).abs() < 2e-4 * mean.abs().max(0.01), "{} {grid} {mean}", law.family());
    }
}

#[test]
fn moments_are_met() {
    let mean_and_sd = |law: &Quantity| match *law {
        Quantity::Beta { alpha, beta } => {
            let sum = alpha + beta;
            (alpha / sum, (alpha * beta / (sum * sum * (sum + 1.0))).sqrt())
        }
        Quantity::Lognormal { mu, sigma } => {
            let mean = libm::exp(mu + 0.5 * sigma * sigma);
            (mean, mean * libm::expm1(sigma * sigma).sqrt())
        }
        Quantity::Gamma { shape, scale } => (shape * scale, shape.sqrt() * scale),
        Quantity::Normal { mean, sd } => (mean, sd),
        ref other => panic!("{other:?}"),
    };
    for (law, expected) in [
        (named_beta(0.3, 0.1), (0.3, 0.1)),
        (lognormal_moments(900.0, 180.0), (900.0, 180.0)),
        (gamma(0.8, 0.4), (0.8, 0.4)),
        (from_mean_sd(0.05, 0.02, &Domain::GROWTH), (0.05, 0.02)),
    ] {
        let (mean, sd) = mean_and_sd(&law.unwrap());
        assert!((mean / expected.0 - 1.0).abs() < 1e-12 && (sd / expected.1 - 1.0).abs() < 1e-12);
    }
}

/// The reference's own precision: statrs bisects its beta and gamma quantiles to about 1e-9.
#[test]
fn quantiles_agree_with_statrs() {
    let beta = distribution::Beta::new(2.0, 5.0).unwrap();
    let gamma = distribution::Gamma::new(4.0, 0.5).unwrap();
    let lognormal = distribution::LogNormal::new(1.0, 0.5).unwrap();
    let triangular_law = distribution::Triangular::new(0.0, 5.0, 2.0).unwrap();
    for p in [1e-6, 0.01, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999] {
        let pairs = [
            (Quantity::Beta { alpha: 2.0, beta: 5.0 }.quantile(p), beta.inverse_cdf(p)),
            (Quantity::Gamma { shape: 4.0, scale: 2.0 }.quantile(p), gamma.inverse_cdf(p)),
            (Quantity::Lognormal { mu: 1.0, sigma: 0.5 }.quantile(p), lognormal.inverse_cdf(p)),
            (triangular(0.0, 2.0, 5.0).unwrap().quantile(p), triangular_law.inverse_cdf(p)),
        ];
        for (at, (ours, theirs)) in pairs.into_iter().enumerate() {
            assert!((ours - theirs).abs() < 1e-7 * theirs.max(1e-3), "{at} {p} {ours} {theirs}");
        }
    }
}

#[test]
fn columns_of_quantiles_are_each_of_them_and_scores_stand_for_their_shares() {
    let shares: Vec<f64> = (0..300).map(|i| (f64::from(i) + 0.5) / 300.0).chain([1e-9, 1e-300]).collect();
    for (law, _) in families() {
        let mut together = shares.clone();
        law.fill_quantiles(&mut together);
        let mut of_scores: Vec<f64> = shares.iter().map(|&p| crate::math::normal::quantile(p)).collect();
        law.fill_from_scores(&mut of_scores);
        for ((&p, found), of_score) in shares.iter().zip(&together).zip(&of_scores) {
            let expected = law.quantile(p);
            assert_eq!(found.to_bits(), expected.to_bits(), "{} {p}", law.family());
            assert!((of_score - expected).abs() <= 1e-9 * expected.abs().max(1e-9), "{} {p}", law.family());
        }
    }
}

#[test]
fn a_heavy_tail_is_refused_unless_it_is_cut() {
    let heavy = from_three(1.0, 10.0, 300.0, &Domain::MONEY, false).unwrap_err();
    assert!(matches!(heavy.rule, Rule::HeavyTail { coefficient } if coefficient >= 0.5));
    assert!(from_three(1.0, 10.0, 300.0, &Domain::MONEY, true).is_ok());
}

#[test]
fn a_cut_law_is_renormalised_and_keeps_no_mass_on_its_ends() {
    let whole = lognormal_moments(5.0, 3.0).unwrap();
    let cut = truncated(whole.clone(), 2.0, 9.0).unwrap();
    let (below, above) = (whole.cdf(2.0), whole.cdf(9.0));
    for p in [0.001, 0.2, 0.5, 0.9, 0.999] {
        let share = (whole.cdf(cut.quantile(p)) - below) / (above - below);
        assert!((share - p).abs() < 1e-12, "{p} {share}");
    }
    let cut =
        truncated(Quantity::Discrete(steps(&[1.0, 2.0, 3.0], &[1.0, 1.0, 2.0]).unwrap()), 1.5, 3.0).unwrap();
    assert_eq!(cut.mean(), Some((2.0 + 2.0 * 3.0) / 3.0));
}

#[test]
fn a_law_that_strays_in_one_draw_of_a_million_is_conditioned_and_in_more_refused() {
    let near = inside(Quantity::Normal { mean: 100.0, sd: 20.0 }, &Domain::MONEY).unwrap();
    assert!(near.quantile(1e-15) >= 0.0);
    let far = inside(Quantity::Normal { mean: 100.0, sd: 25.0 }, &Domain::MONEY).unwrap_err();
    assert!(matches!(far.rule, Rule::LeavesDomain { .. }));
}

proptest! {
    #[test]
    fn quantiles_never_fall_and_stay_in_the_domain(p in 0.0..1.0_f64, q in 0.0..1.0_f64) {
        let bounded = |p: f64| p.clamp(1e-300, 1.0 - f64::EPSILON / 2.0);
        let (p, q) = (bounded(p.min(q)), bounded(p.max(q)));
        for (law, domain) in families() {
            let law = inside(law, &domain).unwrap();
            for p in [p, q, 1e-300, 1.0 - f64::EPSILON / 2.0] {
                prop_assert!(domain.contains(law.quantile(p)), "{} {p} {}", law.family(), law.quantile(p));
            }
            prop_assert!(law.quantile(p) <= law.quantile(q), "{} {p} {q}", law.family());
        }
    }

    #[test]
    fn an_interval_gives_its_ends_back(low in 1e-6..0.9_f64, width in 0.001..0.99_f64, size in 1.0..1e9_f64) {
        let high = low + width * (1.0 - low) * 0.999;
        for (low, high, domain) in [
            (low, high, Domain::SHARE),
            (low * size, high * size, Domain::MONEY),
            (low - 0.5, high - 0.5, Domain::GROWTH),
        ] {
            let law = from_interval(low, high, &domain).unwrap();
            for (p, end) in [(0.05, low), (0.95, high)] {
                prop_assert!((law.quantile(p) - end).abs() <= 1e-9 * end.abs().max(1e-3), "{domain:?} {p} {end}");
            }
        }
    }

    #[test]
    fn three_percentiles_come_back(p10 in 0.01..0.5_f64, width in 0.01..0.4_f64, ratio in 0.2..0.8_f64) {
        for domain in [Domain::SHARE, Domain::MONEY, Domain::GROWTH] {
            let ends = [p10, p10 + width].map(|x| domain.scale.to(x));
            let p50 = domain.scale.from(ends[0] + ratio * (ends[1] - ends[0]));
            let law = from_three(p10, p50, p10 + width, &domain, true).unwrap();
            for (p, value) in [(0.1, p10), (0.5, p50), (0.9, p10 + width)] {
                prop_assert!((law.quantile(p) / value - 1.0).abs() < 1e-9, "{domain:?} {p}");
            }
            let levels: Vec<f64> = (1..1000).map(|i| law.quantile(f64::from(i) / 1000.0)).collect();
            prop_assert!(levels.is_sorted(), "{domain:?}");
        }
    }
}
