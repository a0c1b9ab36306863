//! Features of the check: what a text means, whatever code reads it.

use super::{Checked, NoFiles, Overrides, Points, Scenario, Tax, check, check_with};
use crate::model::behaviour::{Churn, OrderValue, Orders};
use crate::model::problem::Rule;
use crate::model::quantity::Quantity;

const SHIPPED: [&str; 7] = [
    include_str!("../../../scenarios/b2b.toml"),
    include_str!("../../../scenarios/benchmark.toml"),
    include_str!("../../../scenarios/cookware-shop.toml"),
    include_str!("../../../scenarios/fitness-club.toml"),
    include_str!("../../../scenarios/food-delivery.toml"),
    include_str!("../../../scenarios/saas.toml"),
    include_str!("../../../scenarios/telecom.toml"),
];

fn scenario(text: &str) -> Scenario {
    match check(text, &NoFiles) {
        Ok(checked) => checked.scenario,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// A scenario of one segment with these further lines.
fn one(lines: &str) -> String {
    let mut text = String::from(
        "name = \"S\"\ncurrency = \"EUR\"\nstart = \"2027-03\"\nmonths = 3\n[[segment]]\nname = \"A\"\n",
    );
    for (key, line) in [
        ("new_clients", "new_clients = 10"),
        ("churn", "churn = 0.1"),
        ("orders", "orders = \"subscription\""),
        ("order_value", "order_value = 5"),
    ] {
        if !lines.lines().any(|given| given.starts_with(&format!("{key} ="))) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + lines + "\n"
}

fn law(scenario: &Scenario, path: &str) -> Quantity {
    let named = scenario.quantities.iter().find(|named| named.path == path);
    named.unwrap_or_else(|| panic!("no {path}")).law.clone()
}

#[test]
fn what_is_not_written_has_its_default_and_says_so() {
    let scenario = scenario(&one(""));
    assert_eq!(
        (scenario.lifetime_months, scenario.simulation.trials, scenario.simulation.seed),
        (60, 20_000, 1)
    );
    assert!(matches!(scenario.money.tax, Tax::None));
    assert_eq!((scenario.money.confidence, scenario.money.max_scale), (0.8, 10.0));
    let written: Vec<_> =
        scenario.quantities.iter().filter(|named| named.written).map(|named| named.path.as_str()).collect();
    assert_eq!(written, ["A.new_clients", "A.churn", "A.order_value"]);
    assert_eq!(law(&scenario, "A.margin"), Quantity::Fixed(1.0));
    let segment = &scenario.segments[0];
    assert_eq!(segment.new_clients, [segment.new_clients[0]; 3]);
    assert_eq!(segment.cost_growth, scenario.money.cost_growth);
}

#[test]
fn quantities_stand_in_the_order_of_the_structure_whatever_the_order_of_the_keys() {
    let paths =
        |text: &str| scenario(text).quantities.iter().map(|named| named.path.clone()).collect::<Vec<_>>();
    let text =
        one("cac = 5\nopening = [{ tenure_months = 2, clients = 7 }]\nchurn = { hazard = [0.1, 0.2] }");
    let turned =
        one("churn = { hazard = [0.1, 0.2] }\nopening = [{ clients = 7, tenure_months = 2 }]\ncac = 5");
    assert_eq!(paths(&text), paths(&turned));
    assert_eq!(
        paths(&text),
        [
            "money.discount_rate",
            "money.fixed_costs",
            "money.cost_growth",
            "A.new_clients",
            "A.opening[0].clients",
            "A.cac",
            "A.cac_growth",
            "A.margin",
            "A.servicing",
            "A.growth",
            "A.churn.hazard[0]",
            "A.churn.hazard[1]",
            "A.order_value",
        ]
    );
}

#[test]
fn every_law_of_a_client_is_told_by_its_keys() {
    let churn = |text: &str| scenario(&one(&format!("churn = {text}"))).segments[0].churn.clone();
    assert!(matches!(churn("\"5%\""), Churn::Constant(_)));
    assert!(matches!(churn("{ constant = \"4% to 6%\" }"), Churn::Constant(_)));
    assert!(matches!(churn("{ p5 = 0.04, p95 = 0.06 }"), Churn::Constant(_)));
    assert!(matches!(churn("{ hazard = [\"4% to 6%\", 0.03] }"), Churn::Hazard(curve) if curve.len() == 2));
    assert!(matches!(churn("{ beta_geometric = { alpha = 1, beta = 2 } }"), Churn::BetaGeometric { .. }));
    assert!(matches!(churn("{ discrete_weibull = { q = 0.9, b = 1 } }"), Churn::DiscreteWeibull { .. }));

    let orders = |text: &str| scenario(&one(&format!("orders = {text}"))).segments[0].orders.clone();
    assert!(matches!(orders("\"subscription\""), Orders::Subscription));
    assert!(matches!(orders("{ poisson = { rate = 0.8 } }"), Orders::Poisson { .. }));
    assert!(matches!(orders("{ poisson = \"0.7 to 0.9\" }"), Orders::Poisson { .. }));
    assert!(matches!(orders("{ poisson = { mean = 0.7, sd = 0.1 } }"), Orders::Poisson { .. }));
    assert!(matches!(orders("{ gamma_poisson = { rate = 0.8, shape = 2 } }"), Orders::GammaPoisson { .. }));

    let value = |text: &str| scenario(&one(&format!("order_value = {text}"))).segments[0].order_value.clone();
    assert!(matches!(value("\"500 to 600\""), OrderValue::Fixed(_)));
    assert!(matches!(value("{ fixed = 3 }"), OrderValue::Fixed(_)));
    assert!(matches!(value("{ mean = 3, sd = 1 }"), OrderValue::Fixed(_)));
    assert!(matches!(value("{ gamma = { mean = 3, shape = 1 } }"), OrderValue::Gamma { .. }));
    assert!(matches!(value("{ lognormal = { mean = 3, cv = 1 } }"), OrderValue::Lognormal { .. }));
    let seen = value("{ empirical = { values = [5, 1, 5], weights = [1, 2, 1] } }");
    assert!(
        matches!(seen, OrderValue::Empirical(seen) if seen.values == [1.0, 5.0] && seen.cumulative == [0.5, 1.0])
    );
}

#[test]
fn the_digest_is_of_the_meaning() {
    let plain = scenario(&one("margin = 0.05\ncac = 1200"));
    let same = one("cac = \"1.2K\" # in words\nmargin = \"5%\"\n[simulation]\ntrials = 7\nseed = 9");
    assert_eq!(plain.digest(), scenario(&same).digest());
    assert_eq!(plain.digest().len(), 16);
    assert_ne!(plain.digest(), scenario(&one("margin = 0.051\ncac = 1200")).digest());
    assert_ne!(plain.digest(), scenario(&one("margin = 0.05\ncac_growth = 0.1\ncac = 1200")).digest());
    let defaults = scenario(&one(""));
    assert_eq!(defaults.digest(), scenario(&one("margin = 1\ncac = 0")).digest());
}

#[test]
fn a_command_line_may_change_trials_seed_and_points_and_nothing_else() {
    let overrides = Overrides { trials: Some(500), seed: Some(u64::MAX), points: Some(Points::Latin) };
    let Checked { scenario, .. } = check_with(&one(""), &NoFiles, overrides).unwrap();
    assert_eq!((scenario.simulation.trials, scenario.simulation.seed), (500, u64::MAX));
    assert_eq!(scenario.simulation.points, Points::Latin);
    let refused =
        check_with(&one(""), &NoFiles, Overrides { trials: Some(0), ..Overrides::default() }).unwrap_err();
    assert!(matches!(refused[0].rule, Rule::CountOutOfRange { .. }));
}

#[test]
fn a_whole_number_may_be_written_with_an_exponent_but_not_with_a_fraction() {
    let trials = |text: &str| check(&one(&format!("[simulation]\ntrials = {text}")), &NoFiles);
    assert_eq!(trials("1e5").unwrap().scenario.simulation.trials, 100_000);
    assert_eq!(trials("12.0").unwrap().scenario.simulation.trials, 12);
    for text in ["12.5", "nan", "inf", "\"12\""] {
        let refused = trials(text).unwrap_err();
        assert!(matches!(refused[0].rule, Rule::WrongType { .. }), "{text}: {refused:?}");
    }
    for text in ["-1.0", "1e9", "1e300", "-0.0"] {
        let refused = trials(text).unwrap_err();
        assert!(matches!(refused[0].rule, Rule::CountOutOfRange { .. }), "{text}: {refused:?}");
    }
}

#[test]
fn a_correlation_of_one_makes_two_quantities_one() {
    let text = one(
        "cac = \"1 to 2\"\nmargin = \"10% to 20%\"\n[[correlation]]\nbetween = [\"A.margin\", \"A.cac\"]\nspearman = -1",
    );
    let scenario = scenario(&text);
    let correlations = scenario.correlations.as_ref().unwrap();
    assert_eq!(correlations.members.len(), 2);
    assert_eq!(correlations.factor, [vec![1.0], vec![-1.0, 0.0]]);
}

#[test]
fn nesting_without_end_is_a_problem_and_no_crash() {
    for deep in ["[".repeat(200_000), "{a=".repeat(100_000), "a.".repeat(100_000)] {
        for text in
            [format!("x = {deep}"), one(&format!("cac = {deep}")), format!("{deep} = 1"), format!("[{deep}]")]
        {
            assert!(check(&text, &NoFiles).is_err());
        }
    }
}

mod properties {
    use super::{NoFiles, SHIPPED, check};
    use proptest::prelude::*;

    /// Pieces that scenarios are made of, so that random texts come near to meaning something.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "[[segment]]",
                "[money]",
                "[market]",
                "name = ",
                "months = ",
                "churn = ",
                "{",
                "}",
                "[",
                "]",
                ",",
                "=",
                "\n",
                "\"",
                "\"5%\"",
                "\"4% to 6%\"",
                "nan",
                "-inf",
                "1e999",
                "0",
                "-1",
                "12",
                "beta_geometric",
                "alpha",
                "p5",
                "p95",
                "truncate",
                "values",
                "weights",
                "data",
                "column",
                "segment",
                "correlation",
                "between",
                "spearman",
                "\u{feff}",
                "₽",
                "'''",
                "#",
                "2027-01-01",
                "0x10",
                "true",
                ".",
                "\r",
                "\0",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,6}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,400}") {
            let _ = check(&text, &NoFiles);
        }

        #[test]
        fn no_pieces_make_it_panic(pieces in prop::collection::vec(piece(), 0..60)) {
            let _ = check(&pieces.join(" "), &NoFiles);
            let _ = check(&pieces.concat(), &NoFiles);
        }

        #[test]
        fn no_change_to_a_scenario_makes_it_panic(
            which in 0..SHIPPED.len(),
            at in any::<prop::sample::Index>(),
            cut in 0..30_usize,
            pieces in prop::collection::vec(piece(), 0..3),
        ) {
            let letters: Vec<char> = SHIPPED[which].chars().collect();
            let at = at.index(letters.len());
            let end = (at + cut).min(letters.len());
            let text: String =
                letters[..at].iter().copied().chain(pieces.concat().chars()).chain(letters[end..].iter().copied()).collect();
            if let Err(problems) = check(&text, &NoFiles) {
                prop_assert!(!problems.is_empty());
                let block = crate::model::problem::Problem::is_error;
                prop_assert!(problems.iter().any(block));
            }
        }

        #[test]
        fn any_allowed_numbers_make_a_scenario(
            margin in 0.0..=1.0_f64,
            cac in 0.0..1e9_f64,
            low in 1e-3..1e6_f64,
            width in 1.01..50.0_f64,
            share in (0.01..0.5_f64, 0.01..0.49_f64),
            growth in (-0.2..0.0_f64, 0.01..0.2_f64),
        ) {
            let text = super::one(&format!(
                "margin = {margin}\ncac = {cac:?}\nservicing = \"{low} to {}\"\ngrowth = \"{}% to {}%\"\n\
                 churn = {{ p5 = {}, p95 = {} }}",
                low * width, growth.0 * 100.0, growth.1 * 100.0, share.0, share.0 + share.1,
            ));
            let checked = check(&text, &NoFiles);
            prop_assert!(checked.is_ok(), "{:#?}", checked.err());
        }
    }
}
