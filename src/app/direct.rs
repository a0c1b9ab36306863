//! `plan` without a scenario: from an LTV and a CAC straight to clients and ad budget.

use super::input::Beside;
use crate::decision::direct::{self, Assumed, DirectPlan};
use crate::decision::draws::Trials;
use crate::model::problem::Problem;
use crate::model::quantity::{Domain, NamedQuantity, Quantity};
use crate::model::scenario::{Read, profit, value};
use crate::report::failure::{COMMAND_LINE, Failure};

/// The values as the user wrote them; each may be a range.
#[derive(Debug, Clone, Default)]
pub struct DirectRequest {
    /// What a client brings.
    pub ltv: String,
    /// What winning a client costs.
    pub cac: String,
    /// Costs to cover.
    pub costs: String,
    /// Profit to make.
    pub profit: String,
    /// Tax on turnover.
    pub tax: String,
    /// How sure the clients have to suffice: a share.
    pub confidence: String,
    /// Whether the ad budget comes on top of the costs.
    pub cover_ads: bool,
    /// Trials and seed.
    pub trials: Trials,
}

/// A plan and what it was made from.
#[derive(Debug)]
pub struct DirectPlanned {
    /// What it was made from.
    pub assumed: Assumed,
    /// The plan.
    pub plan: DirectPlan,
}

/// Plans for an LTV and a CAC.
///
/// # Errors
/// All problems of all values.
pub fn direct_plan(request: &DirectRequest) -> Result<DirectPlanned, Failure> {
    let mut problems: Vec<Problem> = Vec::new();
    // Money and shares have no warnings.
    let mut keep = |read: Result<Read, Vec<Problem>>| -> Option<NamedQuantity> {
        read.map_err(|found| problems.extend(found)).ok().map(|(quantity, _)| quantity)
    };
    let files = Beside::user();
    let ltv = keep(value("--ltv", &request.ltv, &Domain::MONEY, &files));
    let cac = keep(value("--cac", &request.cac, &Domain::MONEY, &files));
    let costs = keep(value("--costs", &request.costs, &Domain::MONEY, &files));
    let profit = keep(profit("--profit", &request.profit, &files));
    let tax = keep(value("--tax", &request.tax, &Domain::SHARE, &files));
    let confidence = keep(value("--confidence", &request.confidence, &Domain::CONFIDENCE, &files));
    if let Some(confidence) = confidence.as_ref().filter(|confidence| !confidence.law.is_fixed()) {
        problems.push(Problem::of_range(&confidence.path, &request.confidence));
    }
    if !Trials::RANGE.contains(&request.trials.count) {
        problems.push(Problem::of_count("--trials", request.trials.count, Trials::RANGE));
    }
    match (ltv, cac, costs, profit, tax, confidence.map(|confidence| confidence.law)) {
        (Some(ltv), Some(cac), Some(costs), Some(profit), Some(tax), Some(Quantity::Fixed(confidence)))
            if problems.is_empty() =>
        {
            let cover_ads = request.cover_ads;
            let assumed = Assumed { ltv, cac, costs, profit, tax, cover_ads, confidence };
            let plan = direct::direct_plan(&assumed, request.trials);
            Ok(DirectPlanned { assumed, plan })
        }
        _ => Err(Failure::Problems { file: COMMAND_LINE.to_owned(), problems }),
    }
}
