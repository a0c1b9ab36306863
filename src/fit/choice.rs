//! A log -> the models fitted to it, and the one that is taken.

use super::estimate::Estimate;
use super::finding::{self, Finding};
use super::held_out::{Cut, LivesCut, Scores};
use super::interval::Interval;
use super::law::{Law, LifeLaw};
use super::lives::{self, BetaDiscreteWeibull, DiscreteWeibull, Fitted, Lives, ShiftedBetaGeometric};
use super::orders;
use super::spend::{self, Spendings};
use super::unit::Unit;
use super::watching::Watching;
use crate::data::day::Day;
use crate::data::history::History;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::watch::{Stage, Watch};

/// Of more groups of clients the curvature serves as well as a profile, which costs some six fits.
pub(super) const PROFILED_MOST: usize = 20_000;

/// A model and what came of its fit.
#[derive(Debug, Clone)]
pub struct FittedModel {
    /// Which.
    pub law: Law,
    /// Its parameters; none where nothing can be fitted.
    pub parameters: Option<Parameters>,
    /// What has to be told with it.
    pub findings: Vec<Finding>,
    /// The mean score of its forecasts of the last third of the log, fitted to the first two; none where that is too little.
    pub held_out_crps: Option<f64>,
}

/// Parameters that were fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// Their names.
    pub names: Vec<&'static str>,
    /// The likeliest ones.
    pub values: Vec<f64>,
    /// By the curvature of the likelihood; none where it does not fall in all directions.
    pub standard_errors: Option<Vec<f64>>,
    /// Their 90 % intervals, by the profile of the likelihood for the model that is taken (of very many clients, and of the
    /// others, by the curvature, and those of lives by that alone); none where it says nothing of lives.
    pub intervals: Option<Vec<Interval>>,
    /// The covariance of their logarithms (of the logarithm of its odds for a chance); none likewise.
    pub log_covariance: Option<Vec<Vec<f64>>>,
    /// Which of them are chances.
    pub is_chance: Vec<bool>,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
}

impl Parameters {
    /// Those of an estimate.
    pub(super) fn of<const N: usize>(names: [&'static str; N], estimate: &Estimate<N>) -> Self {
        Self {
            names: names.to_vec(),
            values: estimate.parameters.to_vec(),
            standard_errors: estimate.standard_errors().map(|errors| errors.to_vec()),
            intervals: Some(estimate.by_curvature().to_vec()),
            log_covariance: estimate.log_covariance.map(|rows| rows.map(|row| row.to_vec()).to_vec()),
            is_chance: vec![false; N],
            log_likelihood: estimate.log_likelihood,
        }
    }

    fn of_lives<L: lives::Law<N>, const N: usize>(fitted: &Fitted<L, N>) -> Self {
        let values = fitted.parameters;
        // From a parameter to the variable of its coordinate, and from the parameter to its own logarithm or log odds.
        let slopes = fitted.law.slopes();
        let slope = |place: usize| {
            let value = values[place];
            slopes[place] / if L::IS_CHANCE[place] { value * (1.0 - value) } else { value }
        };
        let log_covariance = fitted.uncertainty.map(|known| {
            let cell = |row: usize, column: usize| {
                slope(row) * known.covariance_of_logs[row][column] * slope(column)
            };
            (0..N).map(|row| (0..N).map(|column| cell(row, column)).collect()).collect::<Vec<Vec<f64>>>()
        });
        let interval = |rows: &Vec<Vec<f64>>, place: usize| {
            let deviation = rows[place][place].sqrt();
            if L::IS_CHANCE[place] {
                Interval::around_chance(values[place], deviation)
            } else {
                Interval::around(values[place], deviation)
            }
        };
        let intervals =
            log_covariance.as_ref().map(|rows| (0..N).map(|place| interval(rows, place)).collect());
        Self {
            names: L::PARAMETERS.to_vec(),
            values: values.to_vec(),
            standard_errors: fitted.uncertainty.map(|known| known.standard_errors.to_vec()),
            intervals,
            log_covariance,
            is_chance: L::IS_CHANCE.to_vec(),
            log_likelihood: fitted.log_likelihood,
        }
    }

    /// Akaike's criterion: the smaller, the better.
    pub fn aic(&self) -> f64 {
        2.0 * self.values.len() as f64 - 2.0 * self.log_likelihood
    }
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
        /// The last day of the part that they were fitted to.
        after: Day,
    },
    /// It has the smallest AIC; there was nothing to hold out.
    Aic,
}

/// Models that were fitted, and the one that is taken.
#[derive(Debug, Clone)]
pub struct Models {
    /// All of them.
    pub all: Vec<FittedModel>,
    /// The place of the one that is taken, and why; none where nothing can be fitted.
    pub chosen: Option<(usize, Chosen)>,
}

impl Models {
    /// All that was found of the models, each finding once.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = Vec::new();
        for finding in self.all.iter().flat_map(|model| &model.findings) {
            if !found.contains(finding) {
                found.push(finding.clone());
            }
        }
        found
    }
}

/// What an order comes to.
#[derive(Debug, Clone)]
pub struct FittedSpend {
    /// `p, q, v`; none where no client spent anything on a repeat order.
    pub estimate: Option<Estimate<3>>,
    /// Their 90 % intervals, by the profile of the likelihood (of very many clients by the curvature).
    pub intervals: Option<[Interval; 3]>,
    /// Clients it was fitted to.
    pub clients: u64,
    /// What has to be told with it.
    pub findings: Vec<Finding>,
}

/// What models were fitted to.
#[derive(Debug, Clone)]
pub enum Seen {
    /// Clients who order.
    Orders(Watching),
    /// Subscriptions, in periods of this length.
    Lives(Lives, Unit),
}

/// All that was fitted to a log.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The first day of the log.
    pub from: Day,
    /// The last day that is looked at.
    pub until: Day,
    /// What was seen of its clients.
    pub seen: Seen,
    /// The models.
    pub models: Models,
    /// What an order comes to.
    pub spend: FittedSpend,
}

/// Fits the models of orders, or the one that is asked for. Nothing is done once the watcher stops; what is given then is of no
/// use.
pub fn fit_orders(
    history: &History,
    watching: &Watching,
    asked: Option<OrderLaw>,
    watch: &dyn Watch,
) -> Models {
    let laws = asked.map_or_else(|| OrderLaw::ALL.to_vec(), |law| vec![law]);
    let cut = if asked.is_none() { Cut::of(history, watching.unit) } else { None };
    watch.begin(Stage::Fitting, (laws.len() * if cut.is_some() { 2 } else { 1 }) as u64);
    let (mut all, mut estimates, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    for law in laws {
        if watch.stopped() {
            break;
        }
        let (model, estimate) = fit_one(law, watching);
        all.push(model);
        estimates.push(estimate);
        watch.advance(1);
        if let Some(cut) = cut.as_ref().filter(|_| !watch.stopped()) {
            scores.push(cut.score(law, orders::fit(law, &cut.before).parameters));
            watch.advance(1);
        }
    }
    for (model, score) in all.iter_mut().zip(&scores) {
        model.held_out_crps = Some(score.mean());
    }
    let all_places: Vec<usize> = (0..all.len()).collect();
    let chosen = match (asked, &cut) {
        (Some(_), _) => smallest_aic(&all, &all_places).map(|place| (place, Chosen::Asked)),
        (None, Some(cut)) if scores.len() == all.len() => by_scores(&all, &scores, cut.until),
        _ => smallest_aic(&all, &all_places).map(|place| (place, Chosen::Aic)),
    };
    if let Some((place, _)) = chosen
        && let (Some(estimate), Law::Orders(law)) = (&estimates[place], all[place].law)
        && watching.groups.len() <= PROFILED_MOST
        && !watch.stopped()
        && let Some(parameters) = &mut all[place].parameters
    {
        parameters.intervals = Some(orders::profile(law, watching, estimate).to_vec());
    }
    Models { all, chosen }
}

fn fit_one(law: OrderLaw, watching: &Watching) -> (FittedModel, Option<Estimate<4>>) {
    let (parameters, findings, estimate) = if watching.repeats == 0 {
        (None, finding::of_watching(watching), None)
    } else {
        let estimate = orders::fit(law, watching);
        let findings = finding::of_orders(law, &estimate, watching);
        (Some(Parameters::of(law.parameters(), &estimate)), findings, Some(estimate))
    };
    (FittedModel { law: Law::Orders(law), parameters, findings, held_out_crps: None }, estimate)
}

/// Fits the models of lives, or the one that is asked for; of several takes the one that foretells best what was cut off, if
/// there is a cut.
pub fn fit_lives(lives: &Lives, cut: Option<&LivesCut>, asked: Option<LifeLaw>, watch: &dyn Watch) -> Models {
    let laws = asked.map_or_else(|| LifeLaw::ALL.to_vec(), |law| vec![law]);
    let cut = cut.filter(|_| asked.is_none());
    watch.begin(Stage::Fitting, laws.len() as u64);
    let mut scores = Vec::new();
    let mut all = Vec::new();
    for law in laws {
        let (parameters, findings) = fit_life(law, lives);
        let score = cut.and_then(|cut| cut.score(law, &fit_life(law, &cut.before).0?.values));
        let held_out_crps = score.as_ref().map(Scores::mean);
        all.push(FittedModel { law: Law::Lives(law), parameters, findings, held_out_crps });
        scores.extend(score);
        watch.advance(1);
    }
    let places: Vec<usize> = (0..all.len()).collect();
    let chosen = match (asked, cut) {
        (Some(_), _) => smallest_aic(&all, &places).map(|place| (place, Chosen::Asked)),
        (None, Some(cut)) if scores.len() == all.len() => by_scores(&all, &scores, cut.until),
        _ => smallest_aic(&all, &places).map(|place| (place, Chosen::Aic)),
    };
    Models { all, chosen }
}

fn fit_life(law: LifeLaw, lives: &Lives) -> (Option<Parameters>, Vec<Finding>) {
    match law {
        LifeLaw::ShiftedBetaGeometric => of_law::<ShiftedBetaGeometric, 2>(lives),
        LifeLaw::DiscreteWeibull => of_law::<DiscreteWeibull, 2>(lives),
        LifeLaw::BetaDiscreteWeibull => of_law::<BetaDiscreteWeibull, 3>(lives),
    }
}

fn of_law<L: lives::Law<N>, const N: usize>(lives: &Lives) -> (Option<Parameters>, Vec<Finding>) {
    match lives::fit::<L, N>(lives) {
        Ok(fitted) => {
            let findings = fitted.findings.iter().copied().map(Finding::Lives).collect();
            (Some(Parameters::of_lives(&fitted)), findings)
        }
        Err(finding) => (None, vec![Finding::Lives(finding)]),
    }
}

/// Of the models that foretell best what came after a day the one with the smallest AIC.
fn by_scores(all: &[FittedModel], scores: &[Scores], after: Day) -> Option<(usize, Chosen)> {
    let within = as_good_as_the_best(scores);
    let chosen = Chosen::HeldOut { within: within.len(), after };
    smallest_aic(all, &within).map(|place| (place, chosen))
}

/// Models whose forecasts are worse than the best by no more than the standard error of that.
fn as_good_as_the_best(scores: &[Scores]) -> Vec<usize> {
    let best = scores.iter().min_by(|one, other| one.mean().total_cmp(&other.mean()));
    let is_as_good = |score: &Scores, best: &Scores| {
        let (worse, error) = score.worse_than(best);
        worse <= error
    };
    (0..scores.len()).filter(|place| best.is_some_and(|best| is_as_good(&scores[*place], best))).collect()
}

fn smallest_aic(models: &[FittedModel], places: &[usize]) -> Option<usize> {
    let aic = |place: usize| models[place].parameters.as_ref().map(Parameters::aic);
    let fitted = places.iter().filter_map(|place| aic(*place).map(|aic| (*place, aic)));
    fitted.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(place, _)| place)
}

/// Fits what an order comes to.
pub fn fit_spend(history: &History) -> FittedSpend {
    let spendings = Spendings::of(history);
    let clients = spendings.clients.len() as u64;
    let mut findings = Vec::new();
    if spendings.without_sum > 0 {
        findings.push(Finding::WithoutSum { clients: spendings.without_sum });
    }
    if clients == 0 {
        let is_none = spendings.without_sum == 0;
        findings.push(if is_none { Finding::NoRepeats } else { Finding::NoSpend });
        return FittedSpend { estimate: None, intervals: None, clients, findings };
    }
    let estimate = spend::fit(&spendings);
    findings.extend(finding::of_spend(&estimate, &spendings));
    let intervals = if spendings.clients.len() <= PROFILED_MOST {
        spend::profile(&spendings, &estimate)
    } else {
        estimate.by_curvature()
    };
    FittedSpend { estimate: Some(estimate), intervals: Some(intervals), clients, findings }
}
