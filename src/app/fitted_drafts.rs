//! How a fitted scenario says what is known of its parameters: in ranges that a person can read and change, or in a file of
//! draws where no ranges say it, or not at all.

use crate::data::history::History;
use crate::fit::law::{Law, LifeLaw};
use crate::fit::order_values::ValueLaw;
use crate::fit::posterior::{self, Drawing};
use crate::fit::spend::{self, Spendings};
use crate::fit::uncertain::Uncertain;
use crate::fit::{Fit, FittedModel, Parameters, Seen};
use crate::model::scenario::{DataFiles, check};
use crate::model::watch::Watch;
use crate::report::files;
use crate::report::fitted::CURVE_MONTHS;
use crate::report::fitted_numbers::{DrawsFile, churn_column};

/// Writes a scenario with this knowledge of parameters and values, and perhaps the file of their draws.
type Text<'a> = &'a dyn Fn(&Uncertain, &ValueLaw, Option<DrawsFile<'_>>) -> String;

/// Columns of draws, by name.
type Columns = Vec<(String, Vec<f64>)>;

/// What a scenario can be written from.
pub(super) struct Drafts<'a> {
    pub(super) fit: &'a Fit,
    pub(super) model: &'a FittedModel,
    pub(super) parameters: &'a Parameters,
    pub(super) values: &'a ValueLaw,
    pub(super) history: &'a History,
    /// Whether draws are asked for.
    pub(super) by_draws: bool,
    /// What the file of draws is called.
    pub(super) draws_file: String,
    /// The file of the clients and its bytes.
    pub(super) clients: Option<(&'a str, &'a [u8])>,
    pub(super) text: Text<'a>,
    pub(super) watch: &'a dyn Watch,
}

/// A scenario that can be read back.
pub(super) struct Draft {
    pub(super) text: String,
    /// The bytes of the file of draws, if it takes one.
    pub(super) draws: Option<Vec<u8>>,
}

impl Drafts<'_> {
    /// The one that says most and can be read back: on a sharp ridge, for one, the correlations of ranges are those of no joint
    /// law once they are rounded.
    pub(super) fn readable(&self) -> Draft {
        let known = Uncertain::of(self.parameters).times(|name| self.days(name));
        if !self.by_draws && !self.needs_draws(&known) {
            let text = (self.text)(&known, self.values, None);
            if self.is_valid(&text, &[]) {
                return Draft { text, draws: None };
            }
        }
        // What cannot be read back of one law is no reason to leave out what is known of the other.
        let [orders, values] = self.columns();
        let both = [&orders[..], &values[..]].concat();
        for columns in [both, orders, values] {
            if !columns.is_empty() {
                let csv = files::draws_csv(&columns);
                let file = DrawsFile { name: &self.draws_file, columns: &columns };
                let text = (self.text)(&known, self.values, Some(file));
                if self.is_valid(&text, &csv) {
                    return Draft { text, draws: Some(csv) };
                }
            }
        }
        let text = (self.text)(&known, self.values, None);
        if self.is_valid(&text, &[]) {
            return Draft { text, draws: None };
        }
        let mut values = self.values.clone();
        if let ValueLaw::OfEachClient { log_covariance, .. } = &mut values {
            *log_covariance = None;
        }
        Draft { text: (self.text)(&known.likeliest(), &values, None), draws: None }
    }

    /// Whether something is known that ranges cannot say: a curve of churn, or what is known within orders of magnitude alone.
    fn needs_draws(&self, known: &Uncertain) -> bool {
        let is_lost = |known: &Uncertain| known.covariance.is_some() && !known.has_ranges();
        self.model.law == Law::Lives(LifeLaw::BetaDiscreteWeibull)
            || is_lost(known)
            || self.known_of_values().is_some_and(|known| is_lost(&known))
    }

    fn known_of_values(&self) -> Option<Uncertain> {
        match self.values {
            ValueLaw::OfEachClient { parameters, log_covariance, .. } => {
                Some(Uncertain::of_positive(spend::PARAMETERS, *parameters, *log_covariance))
            }
            _ => None,
        }
    }

    /// What a parameter is multiplied by in a scenario, where times of buying are in days.
    fn days(&self, name: &str) -> f64 {
        match &self.fit.seen {
            Seen::Orders(watching) if matches!(name, "alpha" | "beta") => watching.unit.days(),
            _ => 1.0,
        }
    }

    /// Of the model and of what an order is worth.
    fn columns(&self) -> [Columns; 2] {
        // The same log gives the same draws.
        let digits = self.history.digest.get(..16).unwrap_or_default();
        let drawing = Drawing { seed: u64::from_str_radix(digits, 16).unwrap_or(1), watch: self.watch };
        let known = Uncertain::of(self.parameters);
        let of_model = match (self.model.law, &self.fit.seen) {
            (Law::Orders(law), Seen::Orders(watching)) => {
                let draws = posterior::of_orders(law, &known, watching, drawing);
                draws.map_or_else(Vec::new, |draws| self.by_name(&self.parameters.names, &draws))
            }
            (Law::Lives(law), Seen::Lives(lives, _)) => {
                let draws = posterior::of_lives(law, &known, lives, drawing);
                draws.map_or_else(Vec::new, |draws| match law {
                    LifeLaw::BetaDiscreteWeibull => curves(law, &draws),
                    _ => self.by_name(&self.parameters.names, &draws),
                })
            }
            _ => Vec::new(),
        };
        let of_values = self.known_of_values().and_then(|known| {
            let draws = posterior::of_spend(&known, &Spendings::of(self.history), drawing)?;
            Some(self.by_name(&known.names, &draws))
        });
        [of_model, of_values.unwrap_or_default()]
    }

    fn by_name(&self, names: &[&'static str], rows: &[Vec<f64>]) -> Columns {
        let column = |(place, name): (usize, &&'static str)| {
            let factor = self.days(name);
            ((*name).to_owned(), rows.iter().map(|row| rounded(factor * row[place])).collect())
        };
        names.iter().enumerate().map(column).collect()
    }

    fn is_valid(&self, text: &str, draws: &[u8]) -> bool {
        let mut files = Files(vec![(&self.draws_file, draws)]);
        files.0.extend(self.clients);
        check(text, &files).is_ok()
    }
}

/// A column of churn for each age.
fn curves(law: LifeLaw, rows: &[Vec<f64>]) -> Columns {
    let curves: Vec<Vec<f64>> = rows.iter().filter_map(|row| law.hazards(row, CURVE_MONTHS)).collect();
    (0..usize::from(CURVE_MONTHS))
        .map(|age| (churn_column(age), curves.iter().map(|curve| rounded(curve[age])).collect()))
        .collect()
}

/// Nine significant digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.8e}").parse().unwrap_or(value)
}

/// The files that the scenario names.
struct Files<'a>(Vec<(&'a str, &'a [u8])>);

impl DataFiles for Files<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        let file = self.0.iter().find(|(name, _)| *name == path);
        file.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            .ok_or_else(|| "no such file".to_owned())
    }
}
