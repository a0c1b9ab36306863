//! What a fit found out about itself, in words, with what to do.

use super::number::{fixed, percent, significant, whole};
use crate::fit::finding::Finding;
use crate::fit::models::OrderLaw;
use crate::fit::unit::Unit;

/// A model's name on the command line and in files.
pub fn law_name(law: OrderLaw) -> &'static str {
    match law {
        OrderLaw::BgNbd => "bg-nbd",
        OrderLaw::MbgNbd => "mbg-nbd",
        OrderLaw::ParetoNbd => "pareto-nbd",
    }
}

/// A model's name for people.
pub fn law_title(law: OrderLaw) -> &'static str {
    match law {
        OrderLaw::BgNbd => "BG/NBD",
        OrderLaw::MbgNbd => "MBG/NBD",
        OrderLaw::ParetoNbd => "Pareto/NBD",
    }
}

/// A unit's name on the command line and in files.
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
    }
}

/// A finding's name in files.
pub fn code(finding: &Finding) -> &'static str {
    match finding {
        Finding::NoRepeats => "no_repeats",
        Finding::FewClients { .. } => "few_clients",
        Finding::FewRepeaters { .. } => "few_repeaters",
        Finding::ShortLog { .. } => "short_log",
        Finding::FlatRidge { .. } => "flat_ridge",
        Finding::RatesAlike => "rates_alike",
        Finding::LeavingAlike => "leaving_alike",
        Finding::NobodyLeaves { .. } => "nobody_leaves",
        Finding::AtBound { .. } => "at_bound",
        Finding::StartsDisagree { .. } => "starts_disagree",
        Finding::NotArrived => "not_arrived",
        Finding::NoMeanSpend { .. } => "no_mean_spend",
        Finding::SpendDependsOnOrders { .. } => "spend_depends_on_orders",
        Finding::WithoutSum { .. } => "without_sum",
        Finding::SpendAlike => "spend_alike",
        Finding::NoSpend => "no_spend",
    }
}

/// What it means and what to do.
pub fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::NoRepeats => "No client ordered on a second day, so nothing tells how often clients come back: take a \
                               longer log, or write order rate and churn into a scenario by hand (ltvcast init)."
            .to_owned(),
        Finding::FewClients { clients } => format!(
            "Only {} clients: the parameters fit them and may fit no others. Take a log of more clients (some hundreds), and \
             read the standard errors as guesses.",
            whole(*clients as f64)
        ),
        Finding::FewRepeaters { repeaters } => format!(
            "Only {} clients with a repeat order: what tells rates and leaving apart is them. Take a longer log, and read the \
             standard errors as guesses.",
            whole(*repeaters as f64)
        ),
        Finding::ShortLog { days, gap_days } => format!(
            "The log lasts {} days, and clients who come back wait about {} days: whether the silent have left cannot be told \
             from their waiting. Take a longer log; until then use the forecast for a time no longer than the log.",
            whole(*days),
            whole(*gap_days)
        ),
        Finding::FlatRidge { parameters, factor } => format!(
            "{} lie on a flat ridge: moved together, by a factor of {}, they fit nearly as well, so each alone says little. What \
             is forecast from all of them together is surer; quote that and not the parameters, or take a longer log.",
            parameters.join(", "),
            if *factor > 1e6 { "more than a million".to_owned() } else { significant(*factor) }
        ),
        Finding::RatesAlike => "All clients order at one rate, as far as the log tells: r has no upper end. The forecast is that of \
                                equal clients; check that the log is of single clients and not of groups."
            .to_owned(),
        Finding::LeavingAlike => "All clients leave with one chance, as far as the log tells: the parameters of leaving have no \
                                  upper end. The forecast is that of equal chances; it needs no remedy."
            .to_owned(),
        Finding::NobodyLeaves { share } => format!(
            "Hardly anybody has left by the end of the log ({}): it is too short to see clients leave, or they do not. Take a \
             longer log before you trust a forecast beyond its length.",
            percent(*share)
        ),
        Finding::AtBound { parameters } => format!(
            "{} ended at the edge of what is sought (a millionth to a million): the log does not say how far it would go. Use the \
             forecast, not the parameter.",
            parameters.join(", ")
        ),
        Finding::StartsDisagree { agreeing, starts } => format!(
            "{agreeing} of {starts} starts led to these parameters: there may be better ones elsewhere. Compare the other models' \
             likelihoods, or take a longer log."
        ),
        Finding::NotArrived => "The search was still climbing when it ended: take another model, or a longer log.".to_owned(),
        Finding::NoMeanSpend { q } => format!(
            "q is {}, at most 1: by this law a client's mean order has no finite mean, so no expected value can be given for clients \
             without a repeat order. A few very large orders do this: look at them, or take order values from a scenario.",
            significant(*q)
        ),
        Finding::SpendDependsOnOrders { correlation } => format!(
            "Clients who order more often spend {} an order (correlation {}): the models take the two as independent, so values of \
             the busiest clients are {}. Fit segments one by one, or read values of single clients with care.",
            if *correlation > 0.0 { "more" } else { "less" },
            fixed(*correlation, 2),
            if *correlation > 0.0 { "too low" } else { "too high" }
        ),
        Finding::WithoutSum { clients } => format!(
            "{} clients have repeat orders that come to nothing or less; they are left out of the model of order values.",
            whole(*clients as f64)
        ),
        Finding::SpendAlike => "All clients spend alike, as far as the log tells: q has no upper end, and every client's expected \
                                order is the same."
            .to_owned(),
        Finding::NoSpend => "No client's repeat orders come to more than nothing: order values cannot be fitted.".to_owned(),
    }
}
