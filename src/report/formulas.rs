//! The calculator's formulas in words: what each is called, how it is written, what it is counted in.

use super::language::{Language, say};
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
    pub fn text(self, value: f64, language: Language) -> String {
        match self {
            Self::Money => language.exact(value),
            Self::Share => language.exact_percent(value),
            Self::Months => language.exact_months(value),
            Self::Ratio => language.ratio(value),
        }
    }

    /// A value in this unit among others with a spread, which makes the last digits pointless.
    pub fn rounded(self, value: f64, language: Language) -> String {
        match self {
            Self::Money if value.abs() >= 1000.0 => language.whole(value),
            Self::Share => language.percent(value),
            Self::Months => language.fixed(value, 1),
            unit => unit.text(value, language),
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

/// What an input is called.
pub fn input_name(input: Input, language: Language) -> String {
    match input {
        Input::Revenue => say!(language, "input-revenue"),
        Input::Clients => say!(language, "input-clients"),
        Input::Arpu => "ARPU".to_owned(),
        Input::OrderValue => say!(language, "input-order-value"),
        Input::OrdersPerMonth => say!(language, "input-orders-per-month"),
        Input::OrdersPerYear => say!(language, "input-orders-per-year"),
        Input::Lifetime => say!(language, "input-lifetime"),
        Input::Churn => say!(language, "input-churn"),
        Input::Margin => say!(language, "input-margin"),
        Input::Cac => "CAC".to_owned(),
        Input::RetentionCost => say!(language, "input-retention-cost"),
        Input::Discount => say!(language, "input-discount"),
        Input::AdSpend => say!(language, "input-ad-spend"),
        Input::NewClients => say!(language, "input-new-clients"),
        Input::LostClients => say!(language, "input-lost-clients"),
        Input::ClientsEnd => say!(language, "input-clients-end"),
        Input::ContractValue => say!(language, "input-contract-value"),
        Input::ContractLength => say!(language, "input-contract-length"),
        Input::Payment => say!(language, "input-payments"),
        Input::PaymentCost => say!(language, "input-payment-costs"),
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
pub fn endless(formula: Formula, language: Language) -> String {
    match formula {
        Formula::Measure(Measure::Payback | Measure::PaybackWithChurn) => say!(language, "never"),
        _ => say!(language, "no-end"),
    }
}

/// What a formula is called; the levels of an LTV share one name.
pub fn title(formula: Formula, language: Language) -> String {
    match formula {
        Formula::Ltv(LtvFormula::Ahead { source, life, .. }) => {
            let title = life_title(life, language);
            match source {
                Source::Arpu => title,
                Source::Orders => say!(language, "ltv-by-orders", ltv = title),
                Source::Revenue => say!(language, "ltv-by-revenue", ltv = title),
            }
        }
        Formula::Ltv(LtvFormula::SoFar { .. }) => say!(language, "ltv-so-far"),
        Formula::Ltv(LtvFormula::Payments { .. }) => say!(language, "ltv-so-far-of-one"),
        Formula::Ltv(LtvFormula::PaymentsLessCosts) => say!(language, "ltv-so-far-less-costs"),
        Formula::Measure(measure) => measure_title(measure, language),
    }
}

/// What of the payments counts, in a word.
pub fn level_word(level: Level, language: Language) -> String {
    match level {
        Level::Revenue => say!(language, "level-revenue"),
        Level::Margin => say!(language, "level-margin"),
        Level::Net => say!(language, "level-net-in-a-word"),
    }
}

fn life_title(life: Life, language: Language) -> String {
    match life {
        Life::Lifetime => say!(language, "ltv-simple"),
        Life::Churn => say!(language, "ltv-by-churn"),
        Life::ChurnWithinLifetime => say!(language, "ltv-by-churn-in-lifetime"),
        Life::DiscountedLifetime => say!(language, "ltv-simple-discounted"),
        Life::DiscountedChurn => say!(language, "ltv-by-churn-discounted"),
        Life::DiscountedChurnWithinLifetime => say!(language, "ltv-in-lifetime-discounted"),
        Life::Renewals => say!(language, "ltv-of-renewals"),
    }
}

fn measure_title(measure: Measure, language: Language) -> String {
    match measure {
        Measure::Arpu => say!(language, "calculated-arpu"),
        Measure::ArpuByOrders => say!(language, "calculated-arpu-by-orders"),
        Measure::ChurnRate => say!(language, "calculated-churn-by-counts"),
        Measure::ChurnAYear => say!(language, "calculated-churn-a-year"),
        Measure::Retention => say!(language, "calculated-retention"),
        Measure::RetentionByCounts => say!(language, "calculated-retention-by-counts"),
        Measure::LifeByChurn => say!(language, "calculated-life"),
        Measure::Cac => "CAC".to_owned(),
        Measure::Acv => say!(language, "calculated-acv"),
        Measure::Roas => say!(language, "calculated-roas"),
        Measure::Romi => "ROMI".to_owned(),
        Measure::LtvToCac => "LTV:CAC".to_owned(),
        Measure::RomiOfLife => say!(language, "calculated-romi-of-life"),
        Measure::Payback => say!(language, "head-payback"),
        Measure::PaybackWithChurn => say!(language, "calculated-payback-with-churn"),
        Measure::CacAtThree => say!(language, "calculated-cac-at-three"),
    }
}

/// How a formula is written; `given` tells which inputs there are.
pub fn formula_text(formula: Formula, given: impl Fn(Input) -> bool, language: Language) -> String {
    match formula {
        Formula::Ltv(formula) => ltv_text(formula, &given, language),
        Formula::Measure(measure) => measure_text(measure, &given, language),
    }
}

fn ltv_text(formula: LtvFormula, given: &impl Fn(Input) -> bool, language: Language) -> String {
    let level = formula.level();
    let with_margin = level != Level::Revenue && given(Input::Margin);
    let times_margin = if with_margin { times_margin(language) } else { String::new() };
    let less_cac =
        if level == Level::Net && (given(Input::Cac) || given(Input::AdSpend)) { " - CAC" } else { "" };
    let less_retention = || {
        if level == Level::Net && given(Input::RetentionCost) {
            less_retention(language)
        } else {
            String::new()
        }
    };
    match formula {
        LtvFormula::Ahead { source, life, .. } => {
            let monthly = match source {
                Source::Arpu => "ARPU".to_owned(),
                Source::Orders => orders(given, language),
                Source::Revenue => revenue(given, language),
            };
            let paid = match less_retention() {
                kept if kept.is_empty() => format!("{monthly}{times_margin}"),
                kept => format!("({monthly}{times_margin}{kept})"),
            };
            format!("{paid} {}{less_cac}", life_text(life, language))
        }
        LtvFormula::SoFar { .. } => {
            format!("{}{times_margin}{}{less_cac}", revenue(given, language), less_retention())
        }
        LtvFormula::Payments { .. } => {
            let sum = say!(language, "formula-sum-of-payments");
            if with_margin { format!("({sum}){times_margin}{less_cac}") } else { format!("{sum}{less_cac}") }
        }
        LtvFormula::PaymentsLessCosts => say!(language, "formula-payments-less-costs"),
    }
}

/// ` x margin`
fn times_margin(language: Language) -> String {
    format!(" {}", say!(language, "formula-times-margin"))
}

/// ` - retention cost`
fn less_retention(language: Language) -> String {
    format!(" - {}", input_name(Input::RetentionCost, language))
}

fn revenue(given: &impl Fn(Input) -> bool, language: Language) -> String {
    let revenue = input_name(Input::Revenue, language);
    if given(Input::Clients) {
        format!("{revenue} / {}", input_name(Input::Clients, language))
    } else {
        revenue
    }
}

fn orders(given: &impl Fn(Input) -> bool, language: Language) -> String {
    if given(Input::OrdersPerMonth) {
        say!(language, "formula-orders-a-month")
    } else {
        say!(language, "formula-orders-a-year")
    }
}

/// The months that count, as a factor; `d` is the monthly discount, explained under the table.
fn life_text(life: Life, language: Language) -> String {
    match life {
        Life::Lifetime => say!(language, "formula-lifetime"),
        Life::Churn => say!(language, "formula-churn"),
        Life::ChurnWithinLifetime => say!(language, "formula-churn-in-lifetime"),
        Life::DiscountedLifetime => say!(language, "formula-lifetime-discounted"),
        Life::DiscountedChurn => say!(language, "formula-churn-discounted"),
        Life::DiscountedChurnWithinLifetime => say!(language, "formula-in-lifetime-discounted"),
        Life::Renewals => say!(language, "formula-renewals"),
    }
}

fn measure_text(measure: Measure, given: &impl Fn(Input) -> bool, language: Language) -> String {
    let margin = if given(Input::Margin) { times_margin(language) } else { String::new() };
    let kept = if given(Input::RetentionCost) { less_retention(language) } else { String::new() };
    match measure {
        Measure::Arpu => {
            let [revenue, clients] =
                [Input::Revenue, Input::Clients].map(|input| input_name(input, language));
            format!("{revenue} / {clients}")
        }
        Measure::ArpuByOrders => orders(given, language),
        Measure::ChurnRate if given(Input::LostClients) => say!(language, "formula-churn-by-lost"),
        Measure::ChurnRate => say!(language, "formula-churn-by-kept"),
        Measure::ChurnAYear => say!(language, "formula-churn-a-year"),
        Measure::Retention => say!(language, "formula-retention"),
        Measure::RetentionByCounts => say!(language, "formula-retention-by-counts"),
        Measure::LifeByChurn => say!(language, "formula-life"),
        Measure::Cac => say!(language, "formula-cac"),
        Measure::Acv => say!(language, "formula-acv"),
        Measure::Roas => say!(language, "formula-roas"),
        Measure::Romi => say!(language, "formula-romi", margin = margin),
        Measure::LtvToCac => say!(language, "formula-ltv-to-cac"),
        Measure::RomiOfLife => say!(language, "formula-romi-of-life"),
        Measure::Payback if margin.is_empty() && kept.is_empty() => "CAC / ARPU".to_owned(),
        Measure::Payback => format!("CAC / (ARPU{margin}{kept})"),
        Measure::PaybackWithChurn => say!(language, "formula-payback-with-churn"),
        Measure::CacAtThree => say!(language, "formula-cac-at-three"),
    }
}
