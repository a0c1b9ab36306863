//! What a fit found out about itself, in words, with what to do.

use super::language::{Language, say};
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
pub fn law_title(law: Law, language: Language) -> String {
    match law {
        Law::Orders(OrderLaw::BgNbd) => "BG/NBD".to_owned(),
        Law::Orders(OrderLaw::MbgNbd) => "MBG/NBD".to_owned(),
        Law::Orders(OrderLaw::ParetoNbd) => "Pareto/NBD".to_owned(),
        Law::Lives(LifeLaw::ShiftedBetaGeometric) => "sBG".to_owned(),
        Law::Lives(LifeLaw::DiscreteWeibull) => say!(language, "law-discrete-weibull"),
        Law::Lives(LifeLaw::BetaDiscreteWeibull) => say!(language, "law-beta-discrete-weibull"),
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
pub fn sentence(finding: &Finding, language: Language) -> String {
    match finding {
        Finding::Lives(finding) => sentence_of_lives(finding, language),
        Finding::NoRepeats => say!(language, "finding-no-repeats"),
        Finding::FewClients { clients } => say!(language, "finding-few-clients", count = *clients),
        Finding::FewRepeaters { repeaters } => say!(language, "finding-few-repeaters", count = *repeaters),
        Finding::ShortLog { days, gap_days } => {
            say!(language, "finding-short-log", days = days.round(), gap = gap_days.round())
        }
        Finding::FlatRidge { parameters, factor } => {
            let factor = if *factor > 1e6 {
                say!(language, "finding-beyond-a-million")
            } else {
                language.significant(*factor)
            };
            say!(language, "finding-flat-ridge", parameters = parameters.join(", "), factor = factor)
        }
        Finding::RatesAlike => say!(language, "finding-rates-alike"),
        Finding::LeavingAlike => say!(language, "finding-leaving-alike"),
        Finding::NobodyLeaves { share } => {
            say!(language, "finding-nobody-leaves", share = language.percent(*share))
        }
        Finding::AtBound { parameters } => {
            say!(language, "finding-at-bound", parameters = parameters.join(", "))
        }
        Finding::StartsDisagree { agreeing, starts } => {
            say!(language, "finding-starts-disagree", agreeing = *agreeing, starts = *starts)
        }
        Finding::NotArrived => say!(language, "finding-not-arrived"),
        Finding::NoMeanSpend { q } => say!(language, "finding-no-mean-spend", q = language.significant(*q)),
        Finding::SpendDependsOnOrders { correlation } => {
            let said = language.fixed(*correlation, 2);
            if *correlation > 0.0 {
                say!(language, "finding-spend-rises", correlation = said)
            } else {
                say!(language, "finding-spend-falls", correlation = said)
            }
        }
        Finding::LeavingDependsOnRate(dependence) => leaving_depends_on_rate(dependence, language),
        Finding::WithoutSum { clients } => say!(language, "finding-without-sum", count = *clients),
        Finding::OrdersAlike => say!(language, "finding-orders-alike"),
        Finding::SpendAlike => say!(language, "finding-spend-alike"),
        Finding::NoSpend => say!(language, "finding-no-spend"),
    }
}

fn leaving_depends_on_rate(Dependence { correlation, z }: &Dependence, language: Language) -> String {
    let (said, errors) = (language.fixed(correlation.clamp(-1.0, 1.0), 2), language.fixed(z.abs(), 1));
    if *correlation > 0.0 {
        say!(language, "finding-busy-leave-sooner", correlation = said, errors = errors)
    } else {
        say!(language, "finding-busy-leave-later", correlation = said, errors = errors)
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

fn sentence_of_lives(finding: &lives::Finding, language: Language) -> String {
    match finding {
        lives::Finding::NobodySeen => say!(language, "finding-nobody-seen"),
        lives::Finding::NobodyLeft { renewals } => say!(
            language,
            "finding-nobody-left",
            renewals = renewals.round(),
            churn = language.percent(3.0 / renewals.max(3.0))
        ),
        lives::Finding::EverybodyLeftAtOnce => say!(language, "finding-everybody-left-at-once"),
        lives::Finding::TooFewPeriods { seen, parameters } => {
            say!(language, "finding-too-few-periods", seen = *seen, parameters = *parameters)
        }
        lives::Finding::TooFew { left, needed } => {
            say!(language, "finding-few-departures", left = left.round(), needed = language.whole(*needed))
        }
        lives::Finding::FlatRidge { .. } => say!(language, "finding-flat-ridge-of-lives"),
        lives::Finding::ClientsAlike { churn } => {
            say!(language, "finding-clients-alike", churn = language.percent(*churn))
        }
        lives::Finding::LeaveAtOnceOrNever { leave } => {
            say!(language, "finding-leave-at-once-or-never", share = language.percent(*leave))
        }
        lives::Finding::AtBound { parameter } => {
            say!(language, "finding-at-bound-of-lives", parameter = *parameter)
        }
        lives::Finding::NotArrived => say!(language, "finding-not-arrived-of-lives"),
        lives::Finding::StartsDisagree { starts } => {
            say!(language, "finding-one-start", starts = *starts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};

    #[test]
    fn findings_count_as_the_language_counts() {
        let few = |clients: u64, language: Language| {
            let said = sentence(&Finding::FewClients { clients }, language);
            said.split(':').next().unwrap().replace('\u{A0}', " ")
        };
        assert_eq!([1, 7].map(|clients| few(clients, English)), ["Only 1 client", "Only 7 clients"]);
        assert_eq!(
            [1, 3, 7, 21].map(|clients| few(clients, Russian)),
            ["Всего 1 клиент", "Всего 3 клиента", "Всего 7 клиентов", "Всего 21 клиент"]
        );
    }

    #[test]
    fn what_goes_together_is_said_both_ways() {
        let said = |correlation: f64, language: Language| {
            sentence(&Finding::SpendDependsOnOrders { correlation }, language)
        };
        assert!(said(0.4, English).contains("spend more an order (correlation 0.40)"));
        assert!(said(-0.4, English).contains("spend less an order (correlation -0.40)"));
        assert!(said(0.4, Russian).contains("больше за заказ (корреляция 0,40)"), "{}", said(0.4, Russian));
    }
}
