//! The scenario that a fit writes, and the file of the clients beside it.

use super::new_file;
use crate::data::history::History;
use crate::data::spend::Spending;
use crate::fit::basis::{BaseClient, Basis};
use crate::fit::law::Law;
use crate::fit::order_values::ValueLaw;
use crate::fit::{Fit, Parameters, Seen};
use crate::model::scenario::{DataFiles, check};
use crate::report::failure::{Failure, Senseless};
use crate::report::files;
use crate::report::fitted::{FittedScenario, UNKNOWN};
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
}

/// A scenario that was written.
#[derive(Debug)]
pub struct WrittenScenario {
    /// The file of the clients, if there is one.
    pub clients: Option<PathBuf>,
    /// What it rests on.
    pub basis: Basis,
}

/// Whether the files may be written.
///
/// # Errors
/// A file that is not to be replaced, or a folder.
pub(super) fn places_for(request: &ScenarioRequest) -> Result<(), Failure> {
    new_file::place_for(&request.out, request.force)?;
    new_file::place_for(&clients_of(&request.out), request.force)
}

/// The file of the clients of a scenario: `mine.clients.csv` beside `mine.toml`.
fn clients_of(scenario: &Path) -> PathBuf {
    scenario.with_extension("clients.csv")
}

/// Writes the scenario of a fit.
///
/// # Errors
/// A fit of which nothing came, and places that cannot be written.
pub(super) fn write(
    request: &ScenarioRequest,
    (log, history): (&str, &History),
    fit: &Fit,
    spending: &[Spending],
) -> Result<WrittenScenario, Failure> {
    let nothing = || Failure::Senseless { file: log.to_owned(), why: Senseless::NothingToForecastBy };
    let model = fit.models.chosen.map(|(place, _)| &fit.models.all[place]).ok_or_else(nothing)?;
    let parameters = model.parameters.as_ref().ok_or_else(nothing)?;
    let mut basis = Basis::of(history, spending);
    if let (Law::Orders(law), Seen::Orders(watching), Ok(values)) =
        (model.law, &fit.seen, <[f64; 4]>::try_from(parameters.values.as_slice()))
    {
        basis = basis.with_seasons(history, watching, law, values);
    }
    let of_each = matches!(model.law, Law::Orders(_)).then(|| ValueLaw::of_each_client(&fit.spend)).flatten();
    let values = of_each.or_else(|| ValueLaw::of_all(history)).ok_or_else(nothing)?;
    let clients_file = matches!(model.law, Law::Orders(_)).then(|| clients_of(&request.out));
    let clients: Vec<BaseClient> = match &clients_file {
        Some(_) => history.clients().filter_map(|client| BaseClient::of(&client, history.until)).collect(),
        None => Vec::new(),
    };
    let csv = files::base_clients_csv(&clients);
    let beside = clients_file.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    let name = request.out.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default();
    let scenario = |parameters: &Parameters, values: &ValueLaw| {
        FittedScenario {
            fit,
            model,
            parameters,
            values,
            basis: &basis,
            name: &name,
            currency: request.currency.as_deref().unwrap_or(UNKNOWN),
            log,
            digest: &history.digest,
            clients: beside.as_deref().map(|file| (file, clients.len())),
        }
        .text()
    };
    let text = readable(parameters, &values, &csv, &scenario);
    if let Some(path) = &clients_file {
        new_file::write(path, request.force, |out| out.write_all(&csv))?;
    }
    new_file::write(&request.out, request.force, |out| out.write_all(text.as_bytes()))?;
    Ok(WrittenScenario { clients: clients_file, basis })
}

/// The scenario's text, with ranges of the parameters where they can be read back: on a sharp ridge their correlations are those of
/// no joint law once they are rounded.
fn readable(
    parameters: &Parameters,
    values: &ValueLaw,
    csv: &[u8],
    text: &dyn Fn(&Parameters, &ValueLaw) -> String,
) -> String {
    let files = Clients(String::from_utf8_lossy(csv).into_owned());
    let whole = text(parameters, values);
    if check(&whole, &files).is_ok() {
        return whole;
    }
    let mut values = values.clone();
    if let ValueLaw::OfEachClient { log_covariance, .. } = &mut values {
        *log_covariance = None;
    }
    text(&Parameters { log_covariance: None, ..parameters.clone() }, &values)
}

/// The one file that the scenario names.
struct Clients(String);

impl DataFiles for Clients {
    fn read(&self, _: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }
}
