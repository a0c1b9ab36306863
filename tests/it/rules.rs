//! Budget rules: by hand where nothing varies, against trials that are counted one by one, and against what they say of a
//! CAC.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::{assert_agree, drawn, number, of_months, summary};
use crate::shop::{SMALL, Shop};
use ltvcast::engine::outcome::{Block, SegmentColumns};
use ltvcast::engine::{Run, tiles};
use ltvcast::forecast::summarise;
use ltvcast::forecast::tally::Tally;
use ltvcast::model::scenario::Scenario;
use ltvcast::model::watch::Unwatched;
use serde_json::{Value, json};

/// Ten clients of the first month who pay `price` in each of 12 months (24 for LTV) and never leave.
fn certain(price: f64, margin: f64, cac: f64, rules: &str) -> Value {
    summary(&of_months(
        12,
        &format!("lifetime_months = 24\n[simulation]\ntrials = 64\n[rules]\n{rules}\n"),
        &format!(
            "[[segment]]\nname = \"one\"\nnew_clients = [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\ncac = {cac}\n\
             margin = {margin}\nchurn = 0\norders = \"subscription\"\norder_value = {price}\n"
        ),
    ))
}

fn value(of: &Value, pointer: &str) -> f64 {
    number(of, &format!("{pointer}/value"))
}

/// At a price of 100, half of it margin, and a CAC of 150: LTV:CAC is 24 x 50 / 150 = 8, payback comes in month 3, revenue
/// is 1,200 / 150 = 8 times the ad spend, and ROMI is (600 - 150) / 150 = 3.
#[test]
fn what_is_certain_is_kept_or_not_and_a_tie_is_kept() {
    let kept = "ltv_to_cac = 8\npayback_months = 3\nrevenue_to_cac = [7.9, 8, 8.1]\ntarget_romi = 3";
    let broken = "ltv_to_cac = 8.01\npayback_months = 2\nrevenue_to_cac = 8.01\ntarget_romi = 3.01";
    for (rules, expected, target) in [(kept, 1.0, 3.0), (broken, 0.0, 3.01)] {
        let summary = certain(100.0, 0.5, 150.0, rules);
        let rules = &summary["budget_rules"];
        let segment = &rules["segments"][0];
        assert_eq!(segment["name"], "one");
        for chance in ["probability_of_ltv_to_cac", "probability_of_payback", "probability_of_romi"] {
            assert_eq!(segment[chance], json!({ "value": expected, "se": 0.0 }), "{chance}");
        }
        for of in [&rules["all"], segment] {
            assert_eq!(value(of, "/probability_of_romi"), expected);
            assert_agree("affordable CAC", number(of, "/affordable_cac/p10"), 600.0 / (1.0 + target));
            assert_agree(
                "at the confidence",
                value(of, "/affordable_cac_at_confidence"),
                600.0 / (1.0 + target),
            );
            assert_agree("CAC paid", number(of, "/cac_paid/p50"), 150.0);
        }
    }
    let levels = &certain(100.0, 0.5, 150.0, kept)["budget_rules"]["all"]["probability_of_revenue_to_cac"];
    assert_eq!([0, 1, 2].map(|level| value(levels, &format!("/{level}"))), [1.0, 1.0, 0.0]);
}

/// Round numbers that have no end in binary digits: twelve payments are four times a CAC of three, and with a margin of
/// 35 % they leave 1.4 times it within the year and 2.8 times it over two.
#[test]
fn ties_of_round_numbers_are_kept() {
    let rules = "ltv_to_cac = 2.8\nrevenue_to_cac = [4, 4.001]\ntarget_romi = \"40%\"";
    for price in [0.1, 0.7, 6.3, 9.99, 33.3, 1234.56] {
        let summary = certain(price, 0.35, 3.0 * price, rules);
        let segment = &summary["budget_rules"]["segments"][0];
        let found = [
            "/probability_of_ltv_to_cac",
            "/probability_of_revenue_to_cac/0",
            "/probability_of_revenue_to_cac/1",
            "/probability_of_romi",
        ]
        .map(|chance| value(segment, chance));
        assert_eq!(found, [1.0, 1.0, 0.0, 1.0], "{price}");
    }
}

#[test]
fn without_rules_the_usual_ones_hold() {
    let summary = certain(100.0, 0.5, 150.0, "");
    let rules = &summary["budget_rules"];
    let yardsticks = ["ltv_to_cac", "payback_months", "revenue_to_cac", "target_romi", "confidence"];
    let found: Vec<&Value> = yardsticks.iter().map(|key| &rules[*key]).collect();
    assert_eq!(json!(found), json!([3.0, 12, [4.0, 5.0], 1.0, 0.8]));
    // Payback is looked for no further than LTV.
    let late = certain(100.0, 0.5, 150.0, "payback_months = 36");
    assert_eq!(late["budget_rules"]["payback_months"], 24);
}

const TRIALS: usize = 20_000;

/// The first segment acquires nobody in some trials, the second has no ad spend, the third nobody at all.
fn varied(rules: &str, points: &str) -> Scenario {
    of_months(
        5,
        &format!(
            "lifetime_months = 9\n[simulation]\npoints = \"{points}\"\ntrials = {TRIALS}\nseed = 3\n[money]\n\
             confidence = 0.7\n[rules]\n{rules}\n"
        ),
        r#"
        [[segment]]
        name = "one"
        new_clients = [0.8, 0, "0.3 to 0.6", 0, 0.4]
        cac = "40 to 90"
        margin = "40% to 60%"
        servicing = "1 to 2"
        churn = { beta_geometric = { alpha = "0.6 to 0.9", beta = 2 } }
        orders = { gamma_poisson = { rate = "0.7 to 0.9", shape = 1.5 } }
        order_value = { lognormal = { mean = "80 to 90", cv = 0.8 } }
        [[segment]]
        name = "free"
        new_clients = 3
        margin = 0.3
        churn = "10% to 30%"
        orders = "subscription"
        order_value = 9.99
        [[segment]]
        name = "nobody"
        new_clients = 0
        opening = [{ clients = 9, tenure_months = 2 }]
        cac = 10
        churn = "10% to 30%"
        orders = "subscription"
        order_value = 9.99
        "#,
    )
}

const RULES: &str =
    "ltv_to_cac = 1.5\npayback_months = 2\nrevenue_to_cac = [1, 2.5]\ntarget_romi = \"20%\"\n";

/// A segment's or all segments' totals over the horizon, trial by trial: revenue and margin of those acquired, ad spend,
/// clients.
fn totals(outcome: &ltvcast::engine::outcome::Outcome, scope: usize) -> [Vec<f64>; 4] {
    let of = |cell: &dyn Fn(&SegmentColumns, usize) -> f64| {
        outcome.gather(|block: &Block, part| {
            let segments = if scope == block.segments.len() {
                &block.segments[..]
            } else {
                &block.segments[scope..=scope]
            };
            for (trial, sum) in part.iter_mut().enumerate() {
                *sum = segments.iter().map(|segment| cell(segment, trial)).sum();
            }
        })
    };
    let months = |rows: &ltvcast::engine::rows::Rows, trial: usize| -> f64 {
        (0..rows.len()).map(|month| rows.row(month)[trial]).sum()
    };
    [
        of(&|segment, trial| segment.acquired_revenue[trial]),
        of(&|segment, trial| segment.acquired_margin[trial]),
        of(&|segment, trial| months(&segment.ad_spend, trial)),
        of(&|segment, trial| months(&segment.new, trial)),
    ]
}

/// A share of the trials in which the question arises; null where it never does.
#[track_caller]
fn assert_share(what: &str, found: &Value, column: &[f64], holds: impl Fn(f64) -> bool) {
    let existing: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    if existing.is_empty() {
        assert!(found.is_null(), "{what}: {found}");
        return;
    }
    let expected = existing.iter().filter(|value| holds(**value)).count() as f64 / existing.len() as f64;
    assert_eq!(number(found, "/value"), expected, "{what}");
    let se = number(found, "/se");
    assert!(expected == 0.0 || expected == 1.0 || (se > 0.0 && se < 0.02), "{what}: {found}");
}

/// The least value that is not below a share of a sorted column, within what a streamed percentile may be off.
#[track_caller]
fn assert_percentile(what: &str, found: f64, column: &[f64], share: f64, factor: f64) {
    let mut sorted: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = share * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    let expected = factor * (low + place.fract() * (high - low));
    assert!((found - expected).abs() <= 1e-3 * expected.abs(), "{what}: {found} instead of {expected}");
}

#[test]
fn chances_are_the_shares_of_the_trials() {
    for points in ["sobol", "random"] {
        let scenario = varied(RULES, points);
        let (summary, outcome) = (summary(&scenario), drawn(&scenario, TRIALS, 3));
        let rules = &summary["budget_rules"];
        let over = |above: &[f64], below: &[f64]| -> Vec<f64> {
            above.iter().zip(below).map(|(a, b)| if *b == 0.0 { f64::NAN } else { a / b }).collect()
        };
        for scope in 0..4 {
            let what = |measure: &str| format!("{points}, scope {scope}: {measure}");
            let of = if scope == 3 { &rules["all"] } else { &rules["segments"][scope] };
            let [revenue, margin, spend, new] = totals(&outcome, scope);
            let (roas, per_client) = (over(&revenue, &spend), over(&margin, &new));
            for (place, level) in [1.0, 2.5].into_iter().enumerate() {
                let found = &of["probability_of_revenue_to_cac"][place];
                assert_share(&what("revenue"), found, &roas, |roas| roas >= level);
            }
            let margins = over(&margin, &spend);
            assert_share(&what("ROMI"), &of["probability_of_romi"], &margins, |margin| margin >= 1.2);
            if scope == 2 {
                assert!(of["affordable_cac"]["p50"].is_null() && of["cac_paid"]["mean"].is_null(), "{of}");
                assert!(of["affordable_cac_at_confidence"].is_null(), "{of}");
                continue;
            }
            for (name, share) in [("p10", 0.1), ("p50", 0.5), ("p90", 0.9)] {
                let found = number(of, &format!("/affordable_cac/{name}"));
                assert_percentile(&what(name), found, &per_client, share, 1.0 / 1.2);
            }
            let at_confidence = value(of, "/affordable_cac_at_confidence");
            assert_percentile(&what("at confidence"), at_confidence, &per_client, 0.3, 1.0 / 1.2);
            assert_percentile(&what("paid"), number(of, "/cac_paid/p50"), &over(&spend, &new), 0.5, 1.0);
        }
        for place in 0..2 {
            let of = &rules["segments"][place];
            let column = |column: fn(&SegmentColumns) -> &[f64]| {
                outcome.gather(|block, part| part.copy_from_slice(column(&block.segments[place])))
            };
            let ratio = column(|segment| &segment.lifetime.as_ref().unwrap().ltv_to_cac);
            let month = column(|segment| &segment.lifetime.as_ref().unwrap().payback_month);
            assert_share("LTV:CAC", &of["probability_of_ltv_to_cac"], &ratio, |ratio| ratio >= 1.5);
            assert_share("payback", &of["probability_of_payback"], &month, |month| month <= 2.0);
        }
        // Nothing was trivial, but for what costs nothing, which is repaid at once.
        let one = &rules["segments"][0];
        for chance in ["/probability_of_ltv_to_cac", "/probability_of_payback", "/probability_of_romi"] {
            assert!((0.05..0.95).contains(&value(one, chance)), "{chance}: {one}");
        }
        assert!(number(one, "/affordable_cac/left_out") > 100.0, "{one}");
        assert_eq!(value(&rules["segments"][1], "/probability_of_payback"), 1.0);
        let nobody = &rules["segments"][2];
        assert!(nobody["probability_of_ltv_to_cac"].is_null() && nobody["probability_of_payback"].is_null());
    }
}

/// What a client may cost is what it may cost: at that CAC the target is kept as often as was said. The two seeds are
/// independent, each share's error is at most 0.5 / sqrt(20,000), and what a streamed percentile is off moves a share by
/// less than 0.005: 5 errors of the difference leave one false alarm in 1.7 million.
#[test]
fn at_the_affordable_cac_the_target_is_kept_as_often_as_was_said() {
    let forecast = |cac: f64, seed: u64| {
        summary(&of_months(
            12,
            &format!(
                "[simulation]\ntrials = {TRIALS}\nseed = {seed}\npoints = \"random\"\n[money]\nconfidence = 0.8\n\
                 [rules]\ntarget_romi = \"60%\"\n"
            ),
            &format!(
                "[[segment]]\nname = \"one\"\nnew_clients = 40\ncac = {cac}\nmargin = \"40% to 50%\"\n\
                 churn = \"5% to 12%\"\norders = {{ poisson = \"0.7 to 0.9\" }}\norder_value = \"80 to 90\"\n"
            ),
        ))
    };
    let first = forecast(500.0, 1);
    let all = &first["budget_rules"]["all"];
    let (p50, at_confidence) =
        (number(all, "/affordable_cac/p50"), value(all, "/affordable_cac_at_confidence"));
    assert!(at_confidence < p50, "{all}");
    for (cac, expected) in [(p50, 0.5), (at_confidence, 0.8)] {
        let found = value(&forecast(cac, 2)["budget_rules"]["all"], "/probability_of_romi");
        let most = 5.0 * (2.0 * 0.25 / TRIALS as f64).sqrt() + 0.005;
        assert!((found - expected).abs() < most, "at {cac}: {found} instead of {expected}");
    }
}

/// The error of the CAC at a confidence against how it differs from seed to seed: of 80 seeds the spread is known to 8 %,
/// their mean error to some 2 %; 0.7 to 1.45 is four errors from 1.
#[test]
fn the_error_of_the_affordable_cac_is_its_spread_over_seeds() {
    for points in ["sobol", "random"] {
        let found: Vec<(f64, f64)> = (0..80)
            .map(|seed| {
                let summary = summary(&of_months(
                    3,
                    &format!(
                        "lifetime_months = 1\n[simulation]\npoints = \"{points}\"\ntrials = 2048\nseed = {seed}\n"
                    ),
                    "[[segment]]\nname = \"one\"\nnew_clients = 30\ncac = 20\nmargin = \"40% to 60%\"\nchurn = 0.2\n\
                     orders = { poisson = \"0.7 to 0.9\" }\norder_value = \"80 to 90\"\n",
                ));
                let at = "/budget_rules/all/affordable_cac_at_confidence";
                (value(&summary, at), number(&summary, &format!("{at}/se")))
            })
            .collect();
        let mean = found.iter().map(|(value, _)| value).sum::<f64>() / 80.0;
        let spread = (found.iter().map(|(x, _)| (x - mean) * (x - mean)).sum::<f64>() / 79.0).sqrt();
        let claimed = found.iter().map(|(_, se)| se).sum::<f64>() / 80.0;
        let ratio = claimed / spread;
        assert!((0.7..1.45).contains(&ratio), "{points}: claims {claimed}, differs by {spread}");
    }
}

#[test]
fn parts_of_a_run_merge_into_the_same_rules() {
    let scenario = varied(RULES, "sobol");
    let rules = |tally: &Tally| json!(summarise(&scenario, tally, &Unwatched).unwrap().budget_rules);
    let run = Run::of(&scenario);
    let part = |range| {
        let part = Tally::of(&scenario, run, range, &Unwatched).unwrap();
        serde_json::from_str::<Tally>(&serde_json::to_string(&part).unwrap()).unwrap()
    };
    let last = tiles(TRIALS);
    let whole = rules(&part(0..last));
    let mut merged = part(7..last);
    merged.merge(part(0..2)).unwrap();
    merged.merge(part(2..7)).unwrap();
    assert_eq!(rules(&merged).to_string(), whole.to_string());
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| rules(&part(0..last))).to_string(), whole.to_string());
}

#[test]
fn rules_move_no_figure_and_are_part_of_what_was_asked() {
    let (usual, other) = (varied("", "sobol"), varied(RULES, "sobol"));
    let without = |scenario: &Scenario| {
        let mut summary = summary(scenario);
        let kept = summary.as_object_mut().unwrap();
        kept.remove("budget_rules").unwrap();
        kept.remove("inputs").unwrap();
        kept["scenario"].as_object_mut().unwrap().remove("digest").unwrap();
        summary
    };
    assert_eq!(without(&usual), without(&other));
    assert_ne!(usual.digest(), other.digest());
    assert_eq!(usual.digest(), varied("revenue_to_cac = [4, 5]\ntarget_romi = 1", "sobol").digest());
}

#[test]
fn simulate_prints_the_rules_and_what_a_client_may_cost() {
    let shop = Shop::new();
    let text =
        format!("{SMALL}\n[rules]\npayback_months = 1\nrevenue_to_cac = 3.5\ntarget_romi = \"-20%\"\n");
    shop.write("ruled.toml", text.as_bytes());
    let done = shop.ltvcast(&["simulate", "ruled.toml", "--trials", "640"]).assert().code(0);
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    for words in [
        "LTV:CAC 3+",
        "Payback by 1",
        "Revenue 3.5x",
        "ROMI -20 %+",
        "To keep ROMI at -20 % with 80 % confidence",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let shown: Value = serde_json::from_str(&shop.read("output/ruled/summary.json")).unwrap();
    assert_eq!(shown["inputs"]["rules"]["revenue_to_cac"], json!([3.5]));
}
