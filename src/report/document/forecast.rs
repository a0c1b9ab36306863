//! The document of a forecast, verdict first.

use super::rules_of_thumb::beside_forecast;
use super::{Block, Document, Kind, Section, Stamp, Subject};
use super::{assumptions, budget_rules, every_figure, headline, ltv, periods, plan, rules_of_thumb};
use super::{sensitivity, stamp, trust, verdict};
use crate::decision::plan::Plan;
use crate::forecast::summary::Summary;
use crate::report::charts::Chart;
use crate::report::language::{Language, currency_sign, say};
use crate::report::words::name;

/// What a forecast's document is made of.
#[derive(Debug, Clone, Copy)]
pub struct Forecast<'a> {
    /// The figures.
    pub summary: &'a Summary,
    /// The plan, where there is one.
    pub plan: Option<&'a Plan>,
    /// What is drawn of both.
    pub charts: &'a [Chart],
    /// What of the run the figures do not hold.
    pub stamp: Stamp,
}

/// The document.
pub fn forecast(of: Forecast, language: Language) -> Document {
    let Forecast { summary, plan: the_plan, charts, stamp } = of;
    let scenario = &summary.scenario;
    let mut sections = vec![
        opening(summary, language),
        headline::headline(summary, language),
        periods::periods(summary, charts, language),
    ];
    let swings = sensitivity::sensitivity(summary, charts, language);
    sections.extend(Some(swings).filter(|section| !section.blocks.is_empty()));
    sections.push(periods::segments(summary, charts, language));
    sections.push(ltv::ltv(summary, charts, language));
    let money = currency_sign(&scenario.currency);
    let rules = budget_rules::budget_rules(&[(&scenario.name, &summary.budget_rules)], money, language);
    let thumbs = rules_of_thumb::rules_of_thumb(&beside_forecast(summary, language), language);
    sections.extend([rules, thumbs].into_iter().filter(|section| !section.blocks.is_empty()));
    sections.extend(the_plan.map(|of| plan::plan(of, &scenario.currency, charts, language)));
    sections.push(assumptions::assumptions(summary, language));
    sections.push(trust::trust(summary, language));
    sections.push(stamp::run(summary, stamp, language));
    sections.extend(every_figure::every_figure(summary, the_plan, language));
    Document {
        subject: Subject::Forecast,
        language,
        currency: scenario.currency.clone(),
        title: scenario.name.clone(),
        verdict: verdict::verdict(summary, language),
        sections,
    }
}

/// What was asked, and how to read the answer.
fn opening(summary: &Summary, language: Language) -> Section {
    let scenario = &summary.scenario;
    let asked = say!(
        language,
        "scenario-line",
        scenario = name(&scenario.name, 60),
        months = language.months(scenario.months),
        start = scenario.start.to_string(),
        currency = name(&scenario.currency, 12),
        count = summary.trials,
        seed = summary.seed.to_string()
    );
    let blocks = vec![
        Block::Words(asked),
        Block::Words(say!(language, "how-to-read-percentiles")),
        Block::Words(say!(language, "how-to-read-costs")),
    ];
    Section::new(Kind::Opening, String::new(), blocks)
}
