//! The scenario that a fit writes, and the file of the clients beside it.

use super::fitted_drafts::Drafts;
use super::new_file;
use crate::data::amount;
use crate::data::history::History;
use crate::data::spend::Spending;
use crate::fit::basis::{BaseClient, Basis};
use crate::fit::law::Law;
use crate::fit::order_values::ValueLaw;
use crate::fit::uncertain::Uncertain;
use crate::fit::{Fit, Seen};
use crate::model::watch::Watch;
use crate::report::failure::{Failure, Senseless};
use crate::report::files;
use crate::report::fitted::{FittedScenario, UNKNOWN};
use crate::report::fitted_numbers::DrawsFile;
use std::path::{Path, PathBuf};

/// Where a scenario is to be written, and what the log does not say.
#[derive(Debug, Clone)]
pub struct ScenarioRequest {
    /// The scenario file.
    pub out: PathBuf,
    /// Whether files that are there are replaced.
    pub force: bool,
    /// The currency's code.
    pub currency: Option<String>,
    /// Whether what is known of parameters is to be written as draws where ranges would do.
    pub draws: bool,
}

/// A scenario that was written.
#[derive(Debug)]
pub struct WrittenScenario {
    /// The files beside it: of the clients, if each is forecast, and of draws, if parameters come so.
    pub beside: Vec<PathBuf>,
    /// Whether draws were asked for and there are none.
    pub lacks_draws: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// Whether the files may be written.
///
/// # Errors
/// A file that is not to be replaced, or a folder.
pub(super) fn places_for(request: &ScenarioRequest) -> Result<(), Failure> {
    new_file::place_for(&request.out, request.force)?;
    new_file::place_for(&clients_of(&request.out), request.force)?;
    new_file::place_for(&draws_of(&request.out), request.force)
}

/// The file of the clients of a scenario: `mine.clients.csv` beside `mine.toml`.
fn clients_of(scenario: &Path) -> PathBuf {
    scenario.with_extension("clients.csv")
}

/// The file of the draws of its parameters.
fn draws_of(scenario: &Path) -> PathBuf {
    scenario.with_extension("draws.csv")
}

/// Writes the scenario of a fit.
///
/// # Errors
/// A fit of which nothing came, places that cannot be written, or the watcher's wish to stop.
pub(super) fn write(
    request: &ScenarioRequest,
    (log, history): (&str, &History),
    fit: &Fit,
    spending: &[Spending],
    watch: &dyn Watch,
) -> Result<WrittenScenario, Failure> {
    let senseless = |why| Failure::Senseless { file: log.to_owned(), why };
    let nothing = || senseless(Senseless::NothingToForecastBy(fit.models.findings()));
    let model = fit.models.chosen.map(|(place, _)| &fit.models.all[place]).ok_or_else(nothing)?;
    let parameters = model.parameters.as_ref().ok_or_else(nothing)?;
    let mut basis = Basis::of(history, spending);
    if let (Law::Orders(law), Seen::Orders(watching), Ok(values)) =
        (model.law, &fit.seen, <[f64; 4]>::try_from(parameters.values.as_slice()))
    {
        basis = basis.with_seasons(history, watching, law, values);
    }
    let of_each = matches!(model.law, Law::Orders(_)).then(|| ValueLaw::of_each_client(&fit.spend)).flatten();
    let values = of_each.or_else(|| ValueLaw::of_all(history)).ok_or_else(|| {
        let revenue: i128 = history.clients().map(|client| client.revenue_units()).sum();
        senseless(Senseless::NoRevenue(amount::number(revenue)))
    })?;
    let clients_file = matches!(model.law, Law::Orders(_)).then(|| clients_of(&request.out));
    let clients: Vec<BaseClient> = match &clients_file {
        Some(_) => history.clients().filter_map(|client| BaseClient::of(&client, history.until)).collect(),
        None => Vec::new(),
    };
    let csv = clients_file.as_ref().map(|path| (name_of(path), files::base_clients_csv(&clients)));
    let name = request.out.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default();
    let text = |known: &Uncertain, values: &ValueLaw, draws: Option<DrawsFile<'_>>| {
        FittedScenario {
            fit,
            model,
            parameters: known,
            values,
            draws,
            basis: &basis,
            name: &name,
            currency: request.currency.as_deref().unwrap_or(UNKNOWN),
            log,
            digest: &history.digest,
            clients: csv.as_ref().map(|(file, _)| (file.as_str(), clients.len())),
        }
        .text()
    };
    let drafts = Drafts {
        fit,
        model,
        parameters,
        values: &values,
        history,
        by_draws: request.draws,
        draws_file: name_of(&draws_of(&request.out)),
        clients: csv.as_ref().map(|(file, csv)| (file.as_str(), csv.as_slice())),
        text: &text,
        watch,
    };
    let draft = drafts.readable();
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    let mut beside = Vec::new();
    if let (Some(path), Some((_, csv))) = (clients_file, &csv) {
        new_file::write(&path, request.force, |out| out.write_all(csv))?;
        beside.push(path);
    }
    if let Some(csv) = &draft.draws {
        let path = draws_of(&request.out);
        new_file::write(&path, request.force, |out| out.write_all(csv))?;
        beside.push(path);
    }
    new_file::write(&request.out, request.force, |out| out.write_all(draft.text.as_bytes()))?;
    let lacks_draws = request.draws && draft.draws.is_none();
    Ok(WrittenScenario { beside, lacks_draws, basis })
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
