//! Results made by hand, for the tests of what shows them.

use crate::decision::plan::{Best, CurvePoint, Plan, PlanProbability};
use crate::engine::residual::Measure;
use crate::forecast::figure::{Estimate, Figure};
use crate::forecast::precision::{HalfWidths, Precision};
use crate::forecast::rules::{BudgetRules, ReturnRules, SegmentRules};
use crate::forecast::smoothing::Method;
use crate::forecast::summary::{
    Age, CohortRow, CohortTable, ExceedancePoint, Headline, Histogram, Ladder, Ltv, Payback, Period,
    PeriodLabel, QuantityEcho, ScenarioStamp, SegmentSummary, SelfCheck, SelfCheckSeries, SeriesName,
    Summary, Swing, VarianceFromChance,
};
use crate::model::month::Month;
use crate::model::scenario::Points;

/// A bell-shaped figure.
pub(crate) fn figure(mean: f64, sd: f64) -> Figure {
    let at = |z: f64| Some(mean + z * sd);
    let se = Some(sd / 100.0);
    Figure {
        mean: Some(mean),
        sd: Some(sd),
        se,
        p5: at(-1.645),
        p10: at(-1.282),
        p25: at(-0.674),
        p50: at(0.0),
        p75: at(0.674),
        p90: at(1.282),
        p95: at(1.645),
        p10_se: se,
        p50_se: se,
        p90_se: se,
        left_out: 0,
    }
}

/// A period of `length` months that ends after `end` months.
fn period(label: PeriodLabel, length: usize, end: usize, share: f64) -> Period {
    let months = length as f64;
    let season = 1.0 + 0.25 * libm::sin(end as f64);
    let profit = share * months * (-100_000.0 + 60_000.0 * end as f64) * season;
    let at_end = end as f64;
    Period {
        label,
        length_months: length,
        new_clients: figure(400.0 * months * share, 20.0 * months * share),
        active_clients: figure((2400.0 + 90.0 * at_end) * share, 80.0 * share),
        churned_clients: figure(310.0 * months * share, 25.0 * months * share),
        orders: figure(1900.0 * months * season * share, 150.0 * months * share),
        revenue: figure(1_300_000.0 * months * season * share, 90_000.0 * months * share),
        cost_of_goods: figure(700_000.0 * months * share, 50_000.0 * months * share),
        servicing: figure(52_000.0 * months * share, 2_000.0 * months * share),
        ad_spend: figure(360_000.0 * months * share, 44_000.0 * months * share),
        lever_costs: figure(0.0, 0.0),
        returned_clients: figure(0.0, 0.0),
        tax: figure(78_000.0 * months * share, 5_000.0 * months * share),
        fixed_costs: figure(1_200_000.0 * months * share, 0.0),
        profit: figure(profit, 140_000.0 * months.sqrt() * share),
        cumulative_profit: figure(
            share * (-100_000.0 * at_end + 32_500.0 * at_end * (at_end + 1.0)),
            130_000.0 * at_end * share,
        ),
        churn_rate: figure(0.12, 0.01),
        retention: figure(0.88, 0.01),
        arpu: figure(540.0, 30.0),
        order_value: figure(1800.0, 60.0),
    }
}

fn periods(start: Month, months: usize, share: f64) -> (Vec<Period>, Vec<Period>, Vec<Period>, Period) {
    let name = |month: usize| start.plus(month).to_string();
    let by_month = (0..months).map(|m| period(PeriodLabel::Month(name(m)), 1, m + 1, share)).collect();
    let quarter = |q: usize| {
        let first = start.plus(3 * q);
        let label = PeriodLabel::Quarter(format!("{:04}-Q{}", first.year(), first.quarter()));
        period(label, 3.min(months - 3 * q), (3 * q + 3).min(months), share)
    };
    let year = |y: usize| {
        let label = PeriodLabel::Year(format!("{:04}", start.plus(12 * y).year()));
        period(label, 12.min(months - 12 * y), (12 * y + 12).min(months), share)
    };
    let horizon = PeriodLabel::Horizon(format!("{start}..{}", start.plus(months - 1)));
    (
        by_month,
        (0..months.div_ceil(3)).map(quarter).collect(),
        (0..months.div_ceil(12)).map(year).collect(),
        period(horizon, months, months, share),
    )
}

/// The precision of a forecast whose percentiles are smoothed.
fn precision() -> Precision {
    let widths = |width: f64| HalfWidths {
        method: Method::Smoothed,
        mean: Some(0.5 * width),
        p10: Some(1.5 * width),
        p50: Some(width),
        p90: Some(2.0 * width),
    };
    Precision {
        reached: Some(0.0082),
        revenue: widths(30_000.0),
        profit: widths(16_000.0),
        probability_of_target: Some(0.0066),
    }
}

/// A forecast of so many months, with two segments and a target.
pub(crate) fn summary_of(months: usize) -> Summary {
    let start = Month::new(2027, 1).expect("January is a month");
    let (by_month, quarters, years, horizon) = periods(start, months, 1.0);
    Summary {
        scenario: ScenarioStamp {
            name: "Cookware shop, budget 2027".to_owned(),
            currency: "RUB".to_owned(),
            start,
            months,
            lifetime_months: 60,
            target_profit: Some(3_000_000.0),
            confidence: 0.8,
            digest: "5e1f".to_owned(),
        },
        seed: 2027,
        trials: 20_000,
        points: Points::Sobol,
        draws: None,
        precision: precision(),
        headline: Headline {
            revenue: horizon.revenue,
            profit: figure(3_900_000.0, 1_600_000.0),
            new_clients: horizon.new_clients,
            active_clients_end: figure(3100.0, 90.0),
            ad_spend: horizon.ad_spend,
            roas: figure(3.1, 0.4),
            romi: figure(0.42, 0.2),
            probability_of_target: Some(Estimate { value: 0.7213, se: 0.0032 }),
            probability_of_loss: Estimate { value: 0.0312, se: 0.0012 },
            cvar10: Estimate { value: 250_000.0, se: 12_000.0 },
            variance_from_chance: VarianceFromChance {
                revenue: Some(Estimate { value: 0.0432, se: 0.0006 }),
                profit: Some(Estimate { value: 0.0714, se: 0.0009 }),
            },
        },
        segments: vec![
            segment("Paid search", start, months, 0.6, Some(Ladder::Healthy)),
            segment("=Органика, длинное имя сегмента на много букв", start, months, 0.4, None),
        ],
        budget_rules: budget_rules(),
        cohorts: cohorts(start, months),
        months: by_month,
        quarters,
        years,
        horizon,
        profit_curve: (0..=200)
            .map(|i| {
                let z = -3.0 + 6.0 * f64::from(i) / 200.0;
                ExceedancePoint { probability: 1.0 / (1.0 + libm::exp(1.702 * z)), value: 3.9e6 + 1.6e6 * z }
            })
            .collect(),
        self_check: SelfCheck {
            passed: true,
            bound: 4.61,
            left_out: vec!["profit".to_owned()],
            series: vec![
                tested("Paid search: orders 2027-01", Measure::Orders, Some(-2.914)),
                tested("Paid search: ad_spend 2027-01", Measure::AdSpend, None),
            ],
        },
        swings: vec![
            swing("Paid search.cac", [700.0, 1100.0], [4_600_000.0, 3_200_000.0]),
            swing("Paid search.orders", [0.62, 0.78], [3_500_000.0, 4_300_000.0]),
        ],
        quantities: vec![
            QuantityEcho {
                path: "money.fixed_costs".to_owned(),
                family: "fixed".to_owned(),
                p5: 1.2e6,
                p50: 1.2e6,
                p95: 1.2e6,
            },
            QuantityEcho {
                path: "Paid search.cac".to_owned(),
                family: "lognormal".to_owned(),
                p5: 700.0,
                p50: 877.5,
                p95: 1100.0,
            },
        ],
    }
}

/// The usual rules, with a segment that acquires nobody.
pub(crate) fn budget_rules() -> BudgetRules {
    let some = |value: f64| Some(Estimate { value, se: 0.003 });
    let returns = |share: f64| ReturnRules {
        probability_of_revenue_to_cac: vec![some(0.4 * share), some(0.1 * share)],
        probability_of_romi: some(0.3 * share),
        affordable_cac: figure(770.0 * share, 80.0),
        affordable_cac_at_confidence: some(702.7 * share),
        cac_paid: figure(877.5, 110.0),
    };
    let nobody = ReturnRules {
        probability_of_revenue_to_cac: vec![None; 2],
        probability_of_romi: None,
        affordable_cac: Figure::NONE,
        affordable_cac_at_confidence: None,
        cac_paid: Figure::NONE,
    };
    BudgetRules {
        ltv_to_cac: 3.0,
        payback_months: 12,
        revenue_to_cac: vec![4.0, 5.0],
        target_romi: 1.0,
        confidence: 0.8,
        all: returns(1.0),
        segments: vec![
            SegmentRules {
                name: "Paid search".to_owned(),
                probability_of_ltv_to_cac: some(0.9512),
                probability_of_payback: some(0.931),
                returns: returns(1.1),
            },
            SegmentRules {
                name: "=Органика, длинное имя сегмента на много букв".to_owned(),
                probability_of_ltv_to_cac: None,
                probability_of_payback: None,
                returns: nobody,
            },
        ],
    }
}

/// A year's forecast.
pub(crate) fn summary() -> Summary {
    summary_of(12)
}

fn segment(name: &str, start: Month, months: usize, share: f64, ladder: Option<Ladder>) -> SegmentSummary {
    let (by_month, quarters, years, horizon) = periods(start, months, share);
    let exists = ladder.is_some();
    let of = |mean: f64, sd: f64| if exists { figure(mean, sd) } else { Figure::NONE };
    let mut payback_month = of(5.0, 1.2);
    payback_month.p95 = None;
    SegmentSummary {
        name: name.to_owned(),
        cac: of(877.5, 120.0),
        ltv_client: Ltv { revenue: of(8000.0, 3000.0), margin: of(3600.0, 1400.0), net: of(2500.0, 1400.0) },
        client_histogram: if exists { histogram() } else { NO_HISTOGRAM },
        client_before_cac: of(3377.5, 1400.0),
        client_repays_cac: exists.then_some(Estimate { value: 0.834, se: 0.0026 }),
        ltv_cohort: Ltv { revenue: of(8000.0, 900.0), margin: of(3600.0, 420.0), net: of(2500.0, 400.0) },
        ltv_to_cac: of(3.84, 0.5),
        ladder,
        payback_month: Payback {
            month: payback_month,
            never: exists.then_some(0.062),
            never_se: exists.then_some(0.001),
        },
        ltv_share_beyond_months: of(0.31, 0.04),
        infinite_life_share: if exists { 1.0 } else { 0.0 },
        ages: if exists { (0..=60).map(age).collect() } else { Vec::new() },
        months: by_month,
        quarters,
        years,
        horizon,
        roas: of(3.1, 0.4),
        romi: of(0.42, 0.2),
    }
}

/// No client at all.
const NO_HISTOGRAM: Histogram = Histogram { edges: Vec::new(), shares: Vec::new(), below: 0.0, above: 0.0 };

/// Fifty bins, skewed to the right, with a heap of clients who hardly buy in the first.
fn histogram() -> Histogram {
    let edges = (0..=50).map(|bin| 250.0 * f64::from(bin)).collect();
    let weight = |bin: i32| {
        let bin = f64::from(bin);
        if bin == 0.0 { 4.0 } else { bin * libm::exp(-bin / 6.0) }
    };
    let all: f64 = (0..50).map(weight).sum();
    let shares = (0..50).map(|bin| 0.995 * weight(bin) / all).collect();
    Histogram { edges, shares, below: 0.0, above: 0.005 }
}

/// The average client at an age: churn slows down, and what it has earned follows.
fn age(months: usize) -> Age {
    let life = |t: f64| libm::pow(9.0 / (9.0 + t), 1.2);
    let earned: f64 = (0..months).map(|t| 190.0 * life(t as f64)).sum();
    let retention = life(months as f64);
    Age {
        age_months: months,
        retention: if months == 0 { figure(1.0, 0.0) } else { figure(retention, 0.1 * retention) },
        earned: figure(earned, 0.13 * earned),
    }
}

/// An opening book, and cohorts that fade while the season moves all of them.
fn cohorts(start: Month, months: usize) -> CohortTable {
    let step_months = match months {
        0..=36 => 1,
        37..=120 => 3,
        _ => 12,
    };
    let count = months.div_ceil(step_months);
    let step = step_months as f64;
    let season = |period: usize| step * (1.0 + 0.25 * libm::sin((period + 1) as f64));
    let fading = |age: usize| libm::pow(9.0 / (9.0 + step * age as f64), 1.2);
    let row = |joined: Option<String>, revenue: Vec<Option<f64>>| {
        let revenue_se = revenue.iter().map(|mean| mean.map(|mean| 0.001 * mean)).collect();
        CohortRow { joined, revenue, revenue_se }
    };
    let pays = |period: usize| Some(900_000.0 * season(period) * fading(period + 2));
    let opening = row(None, (0..count).map(pays).collect());
    let cohort = |from: usize| {
        let pays = |period| (period >= from).then(|| 160_000.0 * season(period) * fading(period - from));
        row(Some(start.plus(from * step_months).to_string()), (0..count).map(pays).collect())
    };
    CohortTable {
        step_months,
        periods: (0..count).map(|period| start.plus(period * step_months).to_string()).collect(),
        rows: std::iter::once(opening).chain((0..count).map(cohort)).collect(),
    }
}

/// A plan that finds its budget.
pub(crate) fn plan() -> Plan {
    let curve = (0..=40).map(|i| {
        let scale = f64::from(i) / 10.0;
        let value = 1.0 / (1.0 + libm::exp(-(scale - 0.8) * 4.0));
        CurvePoint {
            scale,
            clients: 4800.0 * scale,
            ad_budget: 4_320_000.0 * scale,
            probability: Estimate { value, se: 0.003 },
        }
    });
    Plan {
        target_profit: 3_000_000.0,
        confidence: 0.8,
        scale: Some(1.163),
        required_clients: Some(5583.0),
        ad_budget: figure(5_024_000.0, 300_000.0),
        roas: figure(3.0, 0.4),
        romi: figure(0.4, 0.2),
        profit: figure(4_300_000.0, 1_500_000.0),
        probability: PlanProbability {
            value: 0.8104,
            se: 0.0029,
            fresh: Estimate { value: 0.8087, se: 0.0029 },
        },
        draws: None,
        curve: curve.collect(),
        best: Best { probability: 0.9999, ad_budget: 17_280_000.0 },
    }
}

/// A plan for which no budget suffices.
pub(crate) fn plan_out_of_reach() -> Plan {
    Plan {
        scale: None,
        required_clients: None,
        best: Best { probability: 0.437, ad_budget: 7_100_000.0 },
        probability: PlanProbability { value: 0.437, se: 0.004, fresh: Estimate { value: 0.435, se: 0.004 } },
        curve: plan().curve.into_iter().take(9).collect(),
        ..plan()
    }
}

fn swing(quantity: &str, [low, high]: [f64; 2], profit: [f64; 2]) -> Swing {
    let [profit_low, profit_high] = profit.map(|value| Estimate { value, se: 12_000.0 });
    let swing = Estimate { value: profit[1] - profit[0], se: 17_000.0 };
    Swing { quantity: quantity.to_owned(), low, high, profit_low, profit_high, swing }
}

fn tested(name: &str, measure: Measure, z: Option<f64>) -> SelfCheckSeries {
    let of = SeriesName { segment: Some("Paid search".to_owned()), measure, month: Month::parse("2027-01") };
    SelfCheckSeries { name: name.to_owned(), of, z, passed: true }
}
