//! A log -> the models fitted to it, and the one that is taken.

use super::estimate::Estimate;
use super::finding::{self, Finding};
use super::held_out::{Cut, Scores};
use super::models::OrderLaw;
use super::orders;
use super::spend::{self, Spendings};
use super::unit::Unit;
use super::watching::Watching;
use crate::data::day::Day;
use crate::data::history::History;
use crate::model::watch::{Stage, Watch};

/// Which models are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    /// The one that foretells best.
    #[default]
    Auto,
    /// This one.
    Only(OrderLaw),
}

/// A model of orders and what came of its fit.
#[derive(Debug, Clone)]
pub struct FittedOrders {
    /// Which.
    pub law: OrderLaw,
    /// Its parameters; none where nothing can be fitted.
    pub estimate: Option<Estimate<4>>,
    /// What has to be told with it.
    pub findings: Vec<Finding>,
    /// The mean score of its forecasts of the last third of the log, fitted to the first two; none where that is too little.
    pub held_out_crps: Option<f64>,
}

/// How the model was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chosen {
    /// The user named it.
    Asked,
    /// It has the smallest AIC of those whose forecasts of what was held out are within a standard error of the best.
    HeldOut {
        /// How many of them there were.
        within: usize,
    },
    /// It has the smallest AIC; the log is too small to hold a part out.
    Aic,
}

/// The model of spending and what came of its fit.
#[derive(Debug, Clone)]
pub struct FittedSpend {
    /// `p, q, v`; none where no client spent anything on a repeat order.
    pub estimate: Option<Estimate<3>>,
    /// Clients it was fitted to.
    pub clients: u64,
    /// What has to be told with it.
    pub findings: Vec<Finding>,
}

/// All that was fitted to a log.
#[derive(Debug, Clone)]
pub struct Fit {
    /// What times are counted in.
    pub unit: Unit,
    /// The first day of the log.
    pub from: Day,
    /// The last day that is looked at.
    pub until: Day,
    /// The clients.
    pub watching: Watching,
    /// The models.
    pub models: Vec<FittedOrders>,
    /// The place of the one that is taken, and why; none where nothing can be fitted.
    pub chosen: Option<(usize, Chosen)>,
    /// The last day of the part that models were compared by, if they were.
    pub held_out_after: Option<Day>,
    /// What an order comes to.
    pub spend: FittedSpend,
}

/// Fits what is wished to a log. Nothing is done once the watcher stops; what is given then is of no use.
pub fn fit(history: &History, wish: Wish, unit: Unit, watch: &dyn Watch) -> Fit {
    let laws: Vec<OrderLaw> = match wish {
        Wish::Auto => OrderLaw::ALL.to_vec(),
        Wish::Only(law) => vec![law],
    };
    let watching = Watching::of(history, unit);
    let cut = if wish == Wish::Auto { Cut::of(history, unit) } else { None };
    watch.begin(Stage::Fitting, (laws.len() * if cut.is_some() { 2 } else { 1 }) as u64 + 1);
    let mut models = Vec::new();
    let mut scores: Vec<Option<Scores>> = Vec::new();
    for law in laws {
        if watch.stopped() {
            break;
        }
        models.push(fit_one(law, &watching));
        watch.advance(1);
        scores.push(cut.as_ref().filter(|_| !watch.stopped()).map(|cut| {
            let score = cut.score(law, orders::fit(law, &cut.before).parameters);
            watch.advance(1);
            score
        }));
    }
    for (model, score) in models.iter_mut().zip(&scores) {
        model.held_out_crps = score.as_ref().map(Scores::mean);
    }
    let chosen = choose(wish, &models, &scores);
    let spend = fit_spend(history, &watching);
    watch.advance(1);
    Fit {
        unit,
        from: history.first,
        until: history.until,
        watching,
        models,
        chosen,
        held_out_after: cut.map(|cut| cut.until),
        spend,
    }
}

fn fit_one(law: OrderLaw, watching: &Watching) -> FittedOrders {
    if watching.repeats == 0 {
        let findings = finding::of_watching(watching);
        return FittedOrders { law, estimate: None, findings, held_out_crps: None };
    }
    let estimate = orders::fit(law, watching);
    let findings = finding::of_orders(law, &estimate, watching);
    FittedOrders { law, estimate: Some(estimate), findings, held_out_crps: None }
}

/// The model that is taken: within one standard error of the best forecasts the smallest AIC.
fn choose(wish: Wish, models: &[FittedOrders], scores: &[Option<Scores>]) -> Option<(usize, Chosen)> {
    let aic = |place: &usize| models[*place].estimate.as_ref().map_or(f64::INFINITY, Estimate::aic);
    let smallest = |places: &mut dyn Iterator<Item = usize>| {
        places
            .filter(|place| models[*place].estimate.is_some())
            .min_by(|one, other| aic(one).total_cmp(&aic(other)))
    };
    if let Wish::Only(_) = wish {
        return smallest(&mut (0..models.len())).map(|place| (place, Chosen::Asked));
    }
    let scored: Option<Vec<&Scores>> = scores.iter().map(Option::as_ref).collect();
    let Some(scored) = scored.filter(|scored| !scored.is_empty()) else {
        return smallest(&mut (0..models.len())).map(|place| (place, Chosen::Aic));
    };
    let best = scored.iter().min_by(|one, other| one.mean().total_cmp(&other.mean()))?;
    let within: Vec<usize> = (0..models.len())
        .filter(|place| {
            let (worse, error) = scored[*place].worse_than(best);
            worse <= error
        })
        .collect();
    let chosen = Chosen::HeldOut { within: within.len() };
    smallest(&mut within.into_iter()).map(|place| (place, chosen))
}

fn fit_spend(history: &History, watching: &Watching) -> FittedSpend {
    let spendings = Spendings::of(history);
    let clients = spendings.clients.len() as u64;
    let mut findings = Vec::new();
    if spendings.without_sum > 0 {
        findings.push(Finding::WithoutSum { clients: spendings.without_sum });
    }
    if clients == 0 {
        findings.push(if watching.repeats == 0 { Finding::NoRepeats } else { Finding::NoSpend });
        return FittedSpend { estimate: None, clients, findings };
    }
    let estimate = spend::fit(&spendings);
    findings.extend(finding::of_spend(&estimate, &spendings));
    FittedSpend { estimate: Some(estimate), clients, findings }
}
