//! How likely budget rules are kept: from what was [counted](super::reached) to the [rules](super::rules).

use super::figure::Estimate;
use super::figures::Figures;
use super::reached::percentile_of;
use super::rules::{BudgetRules, ReturnRules, SegmentRules};
use super::series::{OfLtv, Series};
use super::spread::error_of_percentile;

impl BudgetRules {
    pub(super) fn of(figures: &Figures) -> Self {
        let (scenario, segments) = (figures.scenario, figures.layout.order.segments);
        let rules = &scenario.rules;
        Self {
            ltv_to_cac: rules.ltv_to_cac,
            payback_months: rules.payback_months.min(scenario.lifetime_months),
            revenue_to_cac: rules.revenue_to_cac.clone(),
            target_romi: rules.target_romi,
            confidence: scenario.money.confidence,
            all: ReturnRules::of(figures, segments),
            segments: (0..segments).map(|place| SegmentRules::of(figures, place)).collect(),
        }
    }
}

impl SegmentRules {
    fn of(figures: &Figures, segment: usize) -> Self {
        let share = |measure| shares(figures, Series::OfLtv { segment, measure }).next().flatten();
        Self {
            name: figures.scenario.segments[segment].name.clone(),
            probability_of_ltv_to_cac: share(OfLtv::LtvToCac),
            probability_of_payback: share(OfLtv::PaybackMonth),
            returns: ReturnRules::of(figures, segment),
        }
    }
}

impl ReturnRules {
    fn of(figures: &Figures, scope: usize) -> Self {
        let margin = Series::MarginPerClient { scope };
        let per_client = 1.0 / (1.0 + figures.scenario.rules.target_romi);
        let at_confidence = margin_at(figures, margin, percentile_of(figures.scenario));
        Self {
            probability_of_revenue_to_cac: shares(figures, Series::Roas { scope }).collect(),
            probability_of_romi: shares(figures, Series::Romi { scope }).next().flatten(),
            affordable_cac: figures.figure(margin).scaled(per_client),
            affordable_cac_at_confidence: at_confidence
                .map(|margin| Estimate { value: per_client * margin.value, se: per_client * margin.se }),
            cac_paid: figures.figure(Series::CacPaid { scope }),
        }
    }
}

/// How likely a series keeps what the rules ask of it.
fn shares<'a>(figures: &'a Figures, series: Series) -> impl Iterator<Item = Option<Estimate>> + 'a {
    let reached = figures.tally.rules.of(figures.layout.order.place(series));
    reached.iter().map(|one| one.share(figures.sampling))
}

/// A percentile of a series that has a pin near it: its error is Woodruff's, of the share below the pin.
fn margin_at(figures: &Figures, series: Series, p: f64) -> Option<Estimate> {
    let place = figures.layout.order.place(series);
    let reading = figures.tally.spreads[place].as_ref()?.read();
    let value = reading.percentile(p)?;
    let pin = figures.tally.rules.of(place).first()?;
    let below = pin.share(figures.sampling)?;
    let (q, n) = (below.value, pin.existing());
    // Where nothing, or everything, is below the pin, the error is that of independent trials.
    let error_of_share = match n {
        n if n < 2.0 => 0.0,
        n if q <= 0.0 || q >= 1.0 => (p * (1.0 - p) / (figures.sampling.independent(n) - 1.0)).sqrt(),
        _ => below.se * (p * (1.0 - p) / (q * (1.0 - q))).sqrt(),
    };
    Some(Estimate { value, se: error_of_percentile(&reading, p, error_of_share).unwrap_or(0.0) })
}
