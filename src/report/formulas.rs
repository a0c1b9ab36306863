//! The calculator's formulas in words: what each is called, how it is written, what it is counted in.

use super::number::{exact, exact_percent, fixed, percent, ratio, whole};
use crate::decision::calculator::{Formula, Input, Level, Life, LtvFormula, Measure, Source};

/// What a formula's values are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The currency.
    Money,
    /// A share, told in per cent.
    Share,
    /// Months.
    Months,
    /// A bare ratio.
    Ratio,
}

impl Unit {
    /// A value in this unit.
    pub fn text(self, value: f64) -> String {
        match self {
            Self::Money => exact(value),
            Self::Share => exact_percent(value),
            Self::Months if value == 1.0 => "1 month".to_owned(),
            Self::Months => format!("{} months", exact(value)),
            Self::Ratio => ratio(value),
        }
    }

    /// A value in this unit among others with a spread, which makes the last digits pointless.
    pub fn rounded(self, value: f64) -> String {
        match self {
            Self::Money if value.abs() >= 1000.0 => whole(value),
            Self::Share => percent(value),
            Self::Months => fixed(value, 1),
            unit => unit.text(value),
        }
    }

    /// The unit's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "currency",
            Self::Share => "fraction",
            Self::Months => "months",
            Self::Ratio => "ratio",
        }
    }
}

/// An input as formulas write it.
pub fn input_name(input: Input) -> &'static str {
    match input {
        Input::Revenue => "revenue",
        Input::Clients => "clients",
        Input::Arpu => "ARPU",
        Input::OrderValue => "order value",
        Input::OrdersPerMonth => "orders a month",
        Input::OrdersPerYear => "orders a year",
        Input::Lifetime => "lifetime",
        Input::Churn => "churn",
        Input::Margin => "margin",
        Input::Cac => "CAC",
        Input::RetentionCost => "retention cost",
        Input::Discount => "discount",
        Input::AdSpend => "ad spend",
        Input::NewClients => "new clients",
        Input::LostClients => "lost clients",
        Input::ClientsEnd => "clients at the end",
        Input::ContractValue => "contract value",
        Input::ContractLength => "contract length",
        Input::Payment => "payments",
        Input::PaymentCost => "costs of payments",
    }
}

/// What a formula's values are counted in.
pub fn unit(formula: Formula) -> Unit {
    let Formula::Measure(measure) = formula else { return Unit::Money };
    match measure {
        Measure::ChurnRate
        | Measure::ChurnAYear
        | Measure::Retention
        | Measure::RetentionByCounts
        | Measure::Roas
        | Measure::Romi
        | Measure::RomiOfLife => Unit::Share,
        Measure::LifeByChurn | Measure::Payback | Measure::PaybackWithChurn => Unit::Months,
        Measure::LtvToCac => Unit::Ratio,
        Measure::Arpu | Measure::ArpuByOrders | Measure::Cac | Measure::Acv | Measure::CacAtThree => {
            Unit::Money
        }
    }
}

/// What stands for a value that is infinite: what is never paid back, or goes on without end.
pub fn endless(formula: Formula) -> &'static str {
    match formula {
        Formula::Measure(Measure::Payback | Measure::PaybackWithChurn) => "never",
        _ => "no end",
    }
}

/// What a formula is called; the levels of an LTV share one name.
pub fn title(formula: Formula) -> String {
    match formula {
        Formula::Ltv(LtvFormula::Ahead { source, life, .. }) => {
            let by = match source {
                Source::Arpu => "",
                Source::Orders => ", by orders",
                Source::Revenue => ", by revenue",
            };
            format!("{}{by}", life_title(life))
        }
        Formula::Ltv(LtvFormula::SoFar { .. }) => "LTV so far, average".to_owned(),
        Formula::Ltv(LtvFormula::Payments { .. }) => "LTV so far, one client".to_owned(),
        Formula::Ltv(LtvFormula::PaymentsLessCosts) => "LTV so far, less its costs".to_owned(),
        Formula::Measure(measure) => measure_title(measure).to_owned(),
    }
}

/// What of the payments counts, in a word.
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Revenue => "revenue",
        Level::Margin => "margin",
        Level::Net => "net",
    }
}

fn life_title(life: Life) -> &'static str {
    match life {
        Life::Lifetime => "Simple LTV",
        Life::Churn => "LTV by churn",
        Life::ChurnWithinLifetime => "LTV by churn in lifetime",
        Life::DiscountedLifetime => "Discounted simple LTV",
        Life::DiscountedChurn => "Discounted LTV by churn",
        Life::DiscountedChurnWithinLifetime => "Discounted LTV in lifetime",
        Life::Renewals => "LTV of the renewals",
    }
}

fn measure_title(measure: Measure) -> &'static str {
    match measure {
        Measure::Arpu => "ARPU, revenue per client",
        Measure::ArpuByOrders => "ARPU by orders, a month",
        Measure::ChurnRate => "Churn rate by counts",
        Measure::ChurnAYear => "Churn in a year",
        Measure::Retention => "Retention, a month",
        Measure::RetentionByCounts => "Retention by counts",
        Measure::LifeByChurn => "Average life of a client",
        Measure::Cac => "CAC",
        Measure::Acv => "ACV, annual contract value",
        Measure::Roas => "ROAS, revenue on ad spend",
        Measure::Romi => "ROMI",
        Measure::LtvToCac => "LTV:CAC",
        Measure::RomiOfLife => "ROMI of a client's life",
        Measure::Payback => "Payback",
        Measure::PaybackWithChurn => "Payback, as some leave",
        Measure::CacAtThree => "CAC at LTV:CAC of 3",
    }
}

/// How a formula is written; `given` tells which inputs there are.
pub fn formula_text(formula: Formula, given: impl Fn(Input) -> bool) -> String {
    match formula {
        Formula::Ltv(formula) => ltv_text(formula, &given),
        Formula::Measure(measure) => measure_text(measure, &given),
    }
}

fn ltv_text(formula: LtvFormula, given: &impl Fn(Input) -> bool) -> String {
    let level = formula.level();
    let with_margin = level != Level::Revenue && given(Input::Margin);
    let times_margin = if with_margin { " x margin" } else { "" };
    let less_cac =
        if level == Level::Net && (given(Input::Cac) || given(Input::AdSpend)) { " - CAC" } else { "" };
    match formula {
        LtvFormula::Ahead { source, life, .. } => {
            let monthly = match source {
                Source::Arpu => "ARPU",
                Source::Orders => orders(given),
                Source::Revenue => revenue(given),
            };
            let paid = if level == Level::Net && given(Input::RetentionCost) {
                format!("({monthly}{times_margin} - retention cost)")
            } else {
                format!("{monthly}{times_margin}")
            };
            format!("{paid} {}{less_cac}", life_text(life))
        }
        LtvFormula::SoFar { .. } => {
            let kept =
                if level == Level::Net && given(Input::RetentionCost) { " - retention cost" } else { "" };
            format!("{}{times_margin}{kept}{less_cac}", revenue(given))
        }
        LtvFormula::Payments { .. } if with_margin => format!("(sum of payments){times_margin}{less_cac}"),
        LtvFormula::Payments { .. } => format!("sum of payments{less_cac}"),
        LtvFormula::PaymentsLessCosts => "sum of payments - sum of their costs".to_owned(),
    }
}

fn revenue(given: &impl Fn(Input) -> bool) -> &'static str {
    if given(Input::Clients) { "revenue / clients" } else { "revenue" }
}

fn orders(given: &impl Fn(Input) -> bool) -> &'static str {
    if given(Input::OrdersPerMonth) {
        "order value x orders a month"
    } else {
        "order value x orders a year / 12"
    }
}

/// The months that count, as a factor; `d` is the monthly discount, explained under the table.
fn life_text(life: Life) -> &'static str {
    match life {
        Life::Lifetime => "x lifetime",
        Life::Churn => "/ churn",
        Life::ChurnWithinLifetime => "x (1 - retention^lifetime) / churn",
        Life::DiscountedLifetime => "x (1 - d^lifetime) / (1 - d)",
        Life::DiscountedChurn => "/ (1 - retention x d)",
        Life::DiscountedChurnWithinLifetime => "x (1 - (retention x d)^lifetime) / (1 - retention x d)",
        Life::Renewals => "x retention x d / (1 - retention x d)",
    }
}

fn measure_text(measure: Measure, given: &impl Fn(Input) -> bool) -> String {
    let margin = if given(Input::Margin) { " x margin" } else { "" };
    let kept = if given(Input::RetentionCost) { " - retention cost" } else { "" };
    match measure {
        Measure::Arpu => "revenue / clients".to_owned(),
        Measure::ArpuByOrders => orders(given).to_owned(),
        Measure::ChurnRate if given(Input::LostClients) => "lost clients / clients at the start".to_owned(),
        Measure::ChurnRate => "1 - retention by counts".to_owned(),
        Measure::ChurnAYear => "1 - (1 - churn)^12".to_owned(),
        Measure::Retention => "1 - churn".to_owned(),
        Measure::RetentionByCounts => "(clients at the end - new clients) / clients at the start".to_owned(),
        Measure::LifeByChurn => "1 / churn".to_owned(),
        Measure::Cac => "ad spend / new clients".to_owned(),
        Measure::Acv => "contract value / years of the contract".to_owned(),
        Measure::Roas => "revenue / ad spend".to_owned(),
        Measure::Romi => format!("(revenue{margin} - ad spend) / ad spend"),
        Measure::LtvToCac => "LTV before CAC / CAC".to_owned(),
        Measure::RomiOfLife => "(LTV before CAC - CAC) / CAC".to_owned(),
        Measure::Payback if margin.is_empty() && kept.is_empty() => "CAC / ARPU".to_owned(),
        Measure::Payback => format!("CAC / (ARPU{margin}{kept})"),
        Measure::PaybackWithChurn => "month in which what a cohort leaves reaches its CAC".to_owned(),
        Measure::CacAtThree => "LTV before CAC / 3".to_owned(),
    }
}
