//! The calculator's notes, each in a line: where formulas disagree, and why.

use super::formulas::input_name;
use super::number::{exact, exact_percent, percent};
use crate::decision::calculator::{Note, Source};

/// A note in one line.
pub fn sentence(note: Note) -> String {
    let months = |months: f64| format!("{} months", exact(months));
    match note {
        Note::SoFarLeavesOutTheFuture => {
            "LTV so far leaves out what clients who are still buying will yet pay: it is a floor.".to_owned()
        }
        Note::LifetimeIgnoresChurn { lifetime, still_there } => format!(
            "Simple LTV lets every client pay for all {}; with this churn only {} of them are still there by then.",
            months(lifetime),
            percent(still_there)
        ),
        Note::LifetimesDiffer { lifetime, by_churn } => format!(
            "The lifetime given is {}, the churn given means {}: one of them is not what it says, or the lifetime is a limit.",
            months(lifetime),
            months(by_churn)
        ),
        Note::ChurnIsTheSameForAll { by_churn } => format!(
            "LTV by churn takes the same churn at any age and has no end (mean life {}); where the loyal remain, clients \
             live longer than that.",
            months(by_churn)
        ),
        Note::NobodyLeaves => {
            "With a churn of 0 nobody ever leaves and LTV by churn has no end; give a --lifetime instead.".to_owned()
        }
        Note::CountsContradict { share } if share >= 1.0 => {
            "The counts contradict each other: more clients lost, or kept, than there were at the start.".to_owned()
        }
        Note::CountsContradict { share } => format!(
            "In {} of the cases more clients are lost, or kept, than there were at the start; they are left out.",
            percent(share)
        ),
        Note::ChurnsDiffer { stated, counted } => format!(
            "Churn is given as {} and counted as {}; the formulas take the one given.",
            exact_percent(stated),
            exact_percent(counted)
        ),
        Note::CacsDiffer { stated, counted } => format!(
            "CAC is given as {} and counted as {}; the formulas take the one given.",
            exact(stated),
            exact(counted)
        ),
        Note::NotUsed { input } => format!("Not used: {}; no formula takes it without more.", input_name(input)),
        Note::NothingToDivideBy => {
            "What is shown as - does not exist: it is divided by a number of clients, a spend or a CAC of 0.".to_owned()
        }
        Note::SourcesDiffer { first, first_says, second, second_says } => format!(
            "{} is {} a month and {} {}: are they of the same month and the same clients?",
            source(first),
            exact(first_says),
            source(second),
            exact(second_says)
        ),
        Note::DiscountingTakes { share } => {
            format!("Discounting takes {}: money that comes later counts less.", percent(share))
        }
        Note::RenewalsLeaveOutTheFirstMonth => {
            "The LTV of the renewals counts from the second payment on, as Gupta and Lehmann (2003) write it.".to_owned()
        }
        Note::RevenueIsNotMargin { margin } => format!(
            "LTV of revenue is not yours to spend: {} of it is the cost of what was sold.",
            exact_percent(1.0 - margin)
        ),
        Note::MeanAboveTheMiddle => {
            "The mean LTV by churn is above the LTV at the middle churn: low churn adds more than high churn takes."
                .to_owned()
        }
        Note::NothingLeftAMonth => {
            "A client costs as much to keep as it leaves, or more: its CAC never comes back.".to_owned()
        }
        Note::NeverPaysBack => {
            "CAC never comes back: clients leave before they have paid it, on average.".to_owned()
        }
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Arpu => "ARPU as given",
        Source::Orders => "order value x orders",
        Source::Revenue => "revenue / clients",
    }
}
