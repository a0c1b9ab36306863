//! The JSON of models that were fitted to an order log.

use crate::data::account::Account;
use crate::data::day::Day;
use crate::fit::estimate::Estimate;
use crate::fit::finding::Finding;
use crate::fit::interval::Interval;
use crate::fit::{Chosen, Fit, FittedModel, FittedSpend, Parameters, Seen, spend};
use crate::report::language::Language;
use crate::report::{findings, rejections};
use serde::Serialize;
use std::collections::BTreeMap;

/// All that was fitted.
#[derive(Debug, Serialize)]
pub struct FitReport<'a> {
    data: DataReport<'a>,
    unit: &'static str,
    models: Vec<ModelReport>,
    chosen: Option<&'static str>,
    chosen_by: Option<&'static str>,
    held_out_after: Option<Day>,
    spend: SpendReport,
}

#[derive(Debug, Serialize)]
struct DataReport<'a> {
    rows: u64,
    used: u64,
    clients: u64,
    #[serde(flatten)]
    seen: SeenReport,
    rejected: BTreeMap<&'static str, u64>,
    digest: &'a str,
    from: Day,
    until: Day,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum SeenReport {
    Orders { orders: u64, repeat_orders: u64, clients_without_repeat: u64 },
    Lives { left: f64, there: f64, before_first_renewal: f64 },
}

/// Parameters by name.
type ByName = serde_json::Map<String, serde_json::Value>;

#[derive(Debug, Serialize)]
struct ModelReport {
    name: &'static str,
    parameters: ByName,
    standard_errors: ByName,
    intervals_90: ByName,
    log_likelihood: Option<f64>,
    aic: Option<f64>,
    held_out_crps: Option<f64>,
    diagnosis: Vec<Diagnosis>,
}

#[derive(Debug, Serialize)]
struct Diagnosis {
    code: &'static str,
    message: String,
}

#[derive(Debug, Serialize)]
struct SpendReport {
    p: Option<f64>,
    q: Option<f64>,
    v: Option<f64>,
    standard_errors: ByName,
    intervals_90: ByName,
    log_likelihood: Option<f64>,
    clients: u64,
    mean: Option<f64>,
    diagnosis: Vec<Diagnosis>,
}

impl<'a> FitReport<'a> {
    /// The report of a fit, and of what became of the log's rows.
    pub fn new(fit: &Fit, account: &Account, digest: &'a str) -> Self {
        let rejected = account.rejected.iter();
        let (clients, unit, seen) = match &fit.seen {
            Seen::Orders(watching) => (
                watching.clients,
                watching.unit,
                SeenReport::Orders {
                    orders: watching.clients + watching.repeats,
                    repeat_orders: watching.repeats,
                    clients_without_repeat: watching.without_repeat,
                },
            ),
            Seen::Lives(lives, unit) => (
                lives.clients() as u64,
                *unit,
                SeenReport::Lives {
                    left: lives.left(),
                    there: lives.clients() - lives.left(),
                    before_first_renewal: lives.clients() - lives.informative(),
                },
            ),
        };
        let chosen = fit.models.chosen;
        Self {
            data: DataReport {
                rows: account.rows,
                used: account.used,
                clients,
                seen,
                rejected: rejected
                    .map(|(reason, rejected)| (rejections::key(*reason), rejected.rows))
                    .collect(),
                digest,
                from: fit.from,
                until: fit.until,
            },
            unit: findings::unit_name(unit),
            models: fit.models.all.iter().map(ModelReport::new).collect(),
            chosen: chosen.map(|(place, _)| findings::law_name(fit.models.all[place].law)),
            chosen_by: chosen.map(|(_, how)| match how {
                Chosen::Asked => "asked",
                Chosen::HeldOut { .. } => "held_out_crps",
                Chosen::Aic => "aic",
            }),
            held_out_after: chosen.and_then(|(_, how)| match how {
                Chosen::HeldOut { after, .. } => Some(after),
                _ => None,
            }),
            spend: SpendReport::new(&fit.spend),
        }
    }
}

impl ModelReport {
    fn new(model: &FittedModel) -> Self {
        let found = model.parameters.as_ref();
        Self {
            name: findings::law_name(model.law),
            parameters: found.map_or_else(ByName::new, |found| by_name(&found.names, Some(&found.values))),
            standard_errors: found
                .map_or_else(ByName::new, |found| by_name(&found.names, found.standard_errors.as_deref())),
            intervals_90: found
                .map_or_else(ByName::new, |found| intervals(&found.names, found.intervals.as_deref())),
            log_likelihood: found.map(|found| found.log_likelihood),
            aic: found.map(Parameters::aic),
            held_out_crps: model.held_out_crps,
            diagnosis: diagnosis(&model.findings),
        }
    }
}

impl SpendReport {
    fn new(fitted: &FittedSpend) -> Self {
        let estimate = fitted.estimate.as_ref();
        let errors = estimate.and_then(Estimate::standard_errors);
        let parameter = |place: usize| estimate.map(|estimate| estimate.parameters[place]);
        Self {
            p: parameter(0),
            q: parameter(1),
            v: parameter(2),
            standard_errors: by_name(&spend::PARAMETERS, errors.as_ref().map(|errors| &errors[..])),
            intervals_90: intervals(&spend::PARAMETERS, fitted.intervals.as_ref().map(|ends| &ends[..])),
            log_likelihood: estimate.map(|estimate| estimate.log_likelihood),
            clients: fitted.clients,
            mean: estimate.and_then(|estimate| spend::expected_mean(estimate.parameters, None)),
            diagnosis: diagnosis(&fitted.findings),
        }
    }
}

/// Two ends each; one that the log does not show is null.
fn intervals(names: &[&str], values: Option<&[Interval]>) -> ByName {
    let ends = |interval: &Interval| serde_json::json!([interval.low, interval.high]);
    let value = |place: usize| values.map_or(serde_json::Value::Null, |values| ends(&values[place]));
    names.iter().enumerate().map(|(place, name)| ((*name).to_owned(), value(place))).collect()
}

/// What is not known is null.
fn by_name(names: &[&str], values: Option<&[f64]>) -> ByName {
    let value = |place: usize| serde_json::Value::from(values.map(|values| values[place]));
    names.iter().enumerate().map(|(place, name)| ((*name).to_owned(), value(place))).collect()
}

fn diagnosis(findings: &[Finding]) -> Vec<Diagnosis> {
    findings
        .iter()
        .map(|finding| Diagnosis {
            code: findings::code(finding),
            message: findings::sentence(finding, Language::English),
        })
        .collect()
}
