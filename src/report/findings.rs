//! What a fit found out about itself, in words, with what to do.

use super::number::{fixed, percent, significant, whole};
use super::words::counted;
use crate::fit::dependence::Dependence;
use crate::fit::finding::Finding;
use crate::fit::law::{Law, LifeLaw};
use crate::fit::lives;
use crate::fit::unit::Unit;
use crate::model::behaviour::buying::OrderLaw;

/// A model's name on the command line and in files.
pub fn law_name(law: Law) -> &'static str {
    match law {
        Law::Orders(OrderLaw::BgNbd) => "bg-nbd",
        Law::Orders(OrderLaw::MbgNbd) => "mbg-nbd",
        Law::Orders(OrderLaw::ParetoNbd) => "pareto-nbd",
        Law::Lives(LifeLaw::ShiftedBetaGeometric) => "sbg",
        Law::Lives(LifeLaw::DiscreteWeibull) => "discrete-weibull",
        Law::Lives(LifeLaw::BetaDiscreteWeibull) => "bd-weibull",
    }
}

/// A model's name for people.
pub fn law_title(law: Law) -> &'static str {
    match law {
        Law::Orders(OrderLaw::BgNbd) => "BG/NBD",
        Law::Orders(OrderLaw::MbgNbd) => "MBG/NBD",
        Law::Orders(OrderLaw::ParetoNbd) => "Pareto/NBD",
        Law::Lives(LifeLaw::ShiftedBetaGeometric) => "sBG",
        Law::Lives(LifeLaw::DiscreteWeibull) => "discrete Weibull",
        Law::Lives(LifeLaw::BetaDiscreteWeibull) => "beta-discrete-Weibull",
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
        Finding::Lives(finding) => code_of_lives(finding),
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
        Finding::LeavingDependsOnRate(_) => "leaving_depends_on_rate",
        Finding::WithoutSum { .. } => "without_sum",
        Finding::OrdersAlike => "orders_alike",
        Finding::SpendAlike => "spend_alike",
        Finding::NoSpend => "no_spend",
    }
}

/// What it means and what to do.
pub fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::Lives(finding) => sentence_of_lives(finding),
        Finding::NoRepeats => "No client ordered on a second day, so nothing tells how often clients come back: take a \
                               longer log, or write order rate and churn into a scenario by hand (ltvcast init)."
            .to_owned(),
        Finding::FewClients { clients } => format!(
            "Only {}: the parameters fit them and may fit no others. Take a log of more clients (some hundreds), and \
             read the standard errors as guesses.",
            counted(*clients, "client")
        ),
        Finding::FewRepeaters { repeaters } => format!(
            "Only {} with a repeat order: what tells rates and leaving apart is them. Take a longer log, and read the \
             standard errors as guesses.",
            counted(*repeaters, "client")
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
        Finding::LeavingDependsOnRate(Dependence { correlation, z }) => format!(
            "Clients who order more often leave {} (correlation about {}, {} standard errors from none): the model takes the two \
             as independent, so its forecast of the busiest clients is {}. Fit segments one by one, or compare the other models.",
            if *correlation > 0.0 { "sooner" } else { "later" },
            fixed(correlation.clamp(-1.0, 1.0), 2),
            fixed(z.abs(), 1),
            if *correlation > 0.0 { "too high" } else { "too low" }
        ),
        Finding::WithoutSum { clients } => format!(
            "{} with repeat orders that come to nothing or less: the model of order values has no place for them.",
            counted(*clients, "client")
        ),
        Finding::OrdersAlike => "All orders of a client come to the same, as at a fixed price: p has no upper end. It needs no \
                                 remedy: a client's next order is taken to be as the last ones."
            .to_owned(),
        Finding::SpendAlike => "All clients spend alike, as far as the log tells: q has no upper end, and every client's expected \
                                order is the same."
            .to_owned(),
        Finding::NoSpend => "No client's repeat orders come to more than nothing: order values cannot be fitted.".to_owned(),
    }
}

fn code_of_lives(finding: &lives::Finding) -> &'static str {
    match finding {
        lives::Finding::NobodySeen => "nobody_seen",
        lives::Finding::NobodyLeft { .. } => "nobody_left",
        lives::Finding::EverybodyLeftAtOnce => "everybody_left_at_once",
        lives::Finding::TooFewPeriods { .. } => "too_few_periods",
        lives::Finding::TooFew { .. } => "few_departures",
        lives::Finding::FlatRidge { .. } => "flat_ridge",
        lives::Finding::ClientsAlike { .. } => "clients_alike",
        lives::Finding::LeaveAtOnceOrNever { .. } => "leave_at_once_or_never",
        lives::Finding::AtBound { .. } => "at_bound",
        lives::Finding::NotArrived => "not_arrived",
        lives::Finding::StartsDisagree { .. } => "starts_disagree",
    }
}

fn sentence_of_lives(finding: &lives::Finding) -> String {
    match finding {
        lives::Finding::NobodySeen => "No client has come to a first renewal, so nothing tells who leaves: take a longer log, or a \
                                       shorter --unit."
            .to_owned(),
        lives::Finding::NobodyLeft { renewals } => format!(
            "Nobody has left in {} renewals: churn is below about {} a period, and no more can be said. Write a churn into a \
             scenario by hand, or take a longer log.",
            whole(*renewals),
            percent(3.0 / renewals.max(3.0))
        ),
        lives::Finding::EverybodyLeftAtOnce => "Every client left at the end of the first period, so nothing tells how others would \
                                                go on: check the ends, or take a shorter --unit."
            .to_owned(),
        lives::Finding::TooFewPeriods { seen, parameters } => format!(
            "Clients are seen through {seen} {}, and {parameters} parameters ask for as many: take a longer log, a shorter --unit, or \
             constant churn in a scenario.",
            if *seen == 1 { "period" } else { "periods" }
        ),
        lives::Finding::TooFew { left, needed } => format!(
            "Only {} clients have left, and some {} would do: parameters fit them and may fit no others; read the standard errors as \
             guesses.",
            whole(*left),
            whole(*needed)
        ),
        lives::Finding::FlatRidge { .. } => "The parameters lie on a flat ridge: moved together they fit nearly as well, so each alone \
                                             says little, and what lies far beyond the periods seen is not known. Survival within \
                                             them is; take a longer log for more."
            .to_owned(),
        lives::Finding::ClientsAlike { churn } => format!(
            "All clients have one churn, as far as the log tells: alpha and beta have no upper end. Constant churn of {} a period says \
             the same; if churn changes with age, take discrete-weibull.",
            percent(*churn)
        ),
        lives::Finding::LeaveAtOnceOrNever { leave } => format!(
            "Clients leave at the end of the first period ({}) or never, as far as the log tells: take a longer log before you forecast \
             beyond it.",
            percent(*leave)
        ),
        lives::Finding::AtBound { parameter } => format!(
            "{parameter} ended at the edge of what is sought: the log does not say how far it would go. Use survival within the periods \
             seen, not the parameter, or take another model."
        ),
        lives::Finding::NotArrived => {
            "The search was still climbing when it ended: take a model of fewer parameters.".to_owned()
        }
        lives::Finding::StartsDisagree { starts } => format!(
            "One of {starts} starts led to these parameters: there may be better ones elsewhere. Compare the other models' \
             likelihoods."
        ),
    }
}
