//! What a plan says of its run of the budget horizon: a few totals, kept trial by trial, and their figures.

use super::figure::Figure;
use super::sampling::Sampling;
use super::totals::totals;
use crate::engine::Run;
use crate::model::scenario::Scenario;
use crate::model::watch::{Stopped, Watch};

/// Figures of the budget horizon, of all segments together.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Profit.
    pub profit: Figure,
    /// Clients acquired.
    pub new_clients: Figure,
    /// Ad spend.
    pub ad_spend: Figure,
    /// Revenue of the clients acquired over ad spend.
    pub roas: Figure,
    /// Margin of the clients acquired less ad spend, over ad spend.
    pub romi: Figure,
}

/// Draws a run and gives its figures.
///
/// # Errors
/// [`Stopped`] when the watcher says so.
pub fn budget(scenario: &Scenario, run: Run, watch: &dyn Watch) -> Result<Budget, Stopped> {
    let all = totals(scenario, run, watch)?;
    let sampling = Sampling::of(scenario, run.trials);
    let figure = |column: &[f64]| Figure::of(column, sampling);
    Ok(Budget {
        profit: figure(&all.profit),
        new_clients: figure(&all.new_clients),
        ad_spend: figure(&all.ad_spend),
        roas: figure(&all.roas()),
        romi: figure(&all.romi()),
    })
}
