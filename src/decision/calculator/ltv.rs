//! Lifetime value by formula: what a client pays a month, times for how many months that counts.
//!
//! Every formula that looks ahead is `ARPU x months`, with the months of its view of a client's life; at the level of
//! margin `ARPU x margin x months`, at that of net `(ARPU x margin - retention cost) x months - CAC`. With `q` the
//! churn, `r = 1 - q`, `L` the lifetime, `d = (1 + i)^(-1/12)` the monthly discount:
//!
//! | life | months that count | source |
//! |---|---|---|
//! | [`Lifetime`](Life::Lifetime) | `L` | the articles' simple LTV |
//! | [`Churn`](Life::Churn) | `1 / q`, the mean of a geometric life | Farris et al., Marketing Metrics, ch. 5 |
//! | [`ChurnWithinLifetime`](Life::ChurnWithinLifetime) | `sum_{t<L} r^t = (1 - r^L) / q` | the same, cut at `L` |
//! | [`DiscountedLifetime`](Life::DiscountedLifetime) | `sum_{t<L} d^t = (1 - d^L) / (1 - d)` | annuity due |
//! | [`DiscountedChurn`](Life::DiscountedChurn) | `sum_t (r d)^t = 1 / (1 - r d)` | Gupta and Lehmann 2003, with the first payment |
//! | [`DiscountedChurnWithinLifetime`](Life::DiscountedChurnWithinLifetime) | `(1 - (r d)^L) / (1 - r d)` | Berger and Nasr 1998, case 1 |
//! | [`Renewals`](Life::Renewals) | `r d / (1 - r d)`, that is `r / (1 + i_m - r)` | Gupta and Lehmann 2003, the margin multiple |
//!
//! Clients pay at the start of a month and leave at its end, as in the rest of the house. `(1 - x^L) / (1 - x)` is taken
//! for lifetimes that are not whole too.

use super::super::draws::ratio;
use super::given::{Input, Known};
use serde::Serialize;

/// A formula of lifetime value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LtvFormula {
    /// What a client pays a month, times the months that count.
    Ahead {
        /// Where the monthly payment comes from.
        source: Source,
        /// Which months count.
        life: Life,
        /// What of the payment counts.
        level: Level,
    },
    /// Revenue so far over the clients it came from; net of what keeping a client cost over that time, and of CAC.
    SoFar {
        /// What of the revenue counts.
        level: Level,
    },
    /// The payments of one client, added up.
    Payments {
        /// What of the payments counts.
        level: Level,
    },
    /// The payments of one client less the costs beside them.
    PaymentsLessCosts,
}

/// Where a client's monthly payment comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// ARPU as stated.
    Arpu,
    /// Order value times orders a month.
    Orders,
    /// Revenue of a month over its clients, or of one client.
    Revenue,
}

/// For how many months a client's payment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// The lifetime as stated.
    Lifetime,
    /// The mean life that churn means.
    Churn,
    /// Churn, cut at the lifetime.
    ChurnWithinLifetime,
    /// The lifetime, discounted.
    DiscountedLifetime,
    /// Churn, discounted.
    DiscountedChurn,
    /// Churn, cut at the lifetime and discounted.
    DiscountedChurnWithinLifetime,
    /// Churn, discounted, without the month of joining.
    Renewals,
}

/// What of a payment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// All of it.
    Revenue,
    /// Its margin.
    Margin,
    /// Its margin less retention cost and CAC.
    Net,
}

/// The formulas that the inputs allow.
pub(super) fn allowed(known: &Known) -> Vec<LtvFormula> {
    let mut formulas = Vec::new();
    let sources = Source::ALL.into_iter().filter(|source| source.is_known(known));
    for source in sources {
        for life in lives(known) {
            let levels = levels(known, true);
            formulas.extend(levels.map(|level| LtvFormula::Ahead { source, life, level }));
        }
    }
    if Source::Revenue.is_known(known) {
        formulas.extend(levels(known, true).map(|level| LtvFormula::SoFar { level }));
    }
    if known.has(Input::Payment) {
        formulas.extend(levels(known, false).map(|level| LtvFormula::Payments { level }));
        if known.has(Input::PaymentCost) {
            formulas.push(LtvFormula::PaymentsLessCosts);
        }
    }
    formulas
}

fn lives(known: &Known) -> Vec<Life> {
    let (lifetime, churn, discount) =
        (known.has(Input::Lifetime), known.has_churn(), known.has(Input::Discount));
    let of = [
        (Life::Lifetime, lifetime),
        (Life::Churn, churn),
        (Life::ChurnWithinLifetime, churn && lifetime),
        (Life::DiscountedLifetime, discount && lifetime && !churn),
        (Life::DiscountedChurn, discount && churn),
        (Life::DiscountedChurnWithinLifetime, discount && churn && lifetime),
        (Life::Renewals, discount && churn),
    ];
    of.into_iter().filter_map(|(life, allowed)| allowed.then_some(life)).collect()
}

/// Revenue always; margin and net where there is something to take away. A retention cost is a month's, or of the time
/// that revenue so far is of; single payments (`keeps` is false) have no time of their own.
fn levels(known: &Known, keeps: bool) -> impl Iterator<Item = Level> {
    let net = known.has_cac() || (keeps && known.has(Input::RetentionCost));
    let of = [(Level::Revenue, true), (Level::Margin, known.has(Input::Margin)), (Level::Net, net)];
    of.into_iter().filter_map(|(level, allowed)| allowed.then_some(level))
}

/// The formula that uses most of what is known: ahead before so far, and among those the one with most inputs.
pub(super) fn reference(formulas: &[LtvFormula]) -> Option<LtvFormula> {
    let last_level = |formula: LtvFormula| {
        match formula {
        LtvFormula::Ahead { source, life, .. } => formulas
            .iter()
            .rev()
            .copied()
            .find(|other| matches!(other, LtvFormula::Ahead { source: s, life: l, .. } if (*s, *l) == (source, life))),
        LtvFormula::SoFar { .. } => {
            formulas.iter().rev().copied().find(|other| matches!(other, LtvFormula::SoFar { .. }))
        }
        LtvFormula::Payments { .. } => {
            formulas.iter().rev().copied().find(|other| matches!(other, LtvFormula::Payments { .. }))
        }
        LtvFormula::PaymentsLessCosts => Some(formula),
    }
    };
    let weight = |formula: &LtvFormula| match formula {
        LtvFormula::Ahead { life, .. } => match life {
            Life::DiscountedChurnWithinLifetime => 9,
            Life::DiscountedChurn => 8,
            Life::DiscountedLifetime => 7,
            Life::ChurnWithinLifetime => 6,
            Life::Churn => 5,
            Life::Lifetime => 4,
            Life::Renewals => 3,
        },
        LtvFormula::PaymentsLessCosts => 2,
        LtvFormula::Payments { .. } => 1,
        LtvFormula::SoFar { .. } => 0,
    };
    // Of equals the first: ARPU as stated before what is made of other inputs.
    formulas.iter().copied().rev().max_by_key(weight).and_then(last_level)
}

/// A formula's value in a trial.
pub(super) fn value(formula: LtvFormula, known: &Known, trial: usize) -> f64 {
    gross(formula, known, trial)
        - match formula.level() {
            Level::Net if known.has_cac() => known.cac(trial),
            _ => 0.0,
        }
}

/// A formula's value before CAC: what LTV:CAC divides.
pub(super) fn gross(formula: LtvFormula, known: &Known, trial: usize) -> f64 {
    let margin = |level: Level| match level {
        Level::Revenue => 1.0,
        Level::Margin | Level::Net => known.at_or(Input::Margin, trial, 1.0),
    };
    let kept = |level: Level| match level {
        Level::Net => known.at_or(Input::RetentionCost, trial, 0.0),
        Level::Revenue | Level::Margin => 0.0,
    };
    match formula {
        LtvFormula::Ahead { source, life, level } => {
            let monthly = source.monthly(known, trial) * margin(level) - kept(level);
            // Nothing a month is nothing, however long it lasts.
            if monthly == 0.0 { 0.0 } else { monthly * life.months(known, trial) }
        }
        LtvFormula::SoFar { level } => Source::Revenue.monthly(known, trial) * margin(level) - kept(level),
        LtvFormula::Payments { level } => known.at(Input::Payment, trial) * margin(level),
        LtvFormula::PaymentsLessCosts => {
            known.at(Input::Payment, trial) - known.at(Input::PaymentCost, trial)
        }
    }
}

impl LtvFormula {
    /// Its name for programs, as in `ltv_revenue_arpu_lifetime`.
    pub(super) fn name(self) -> String {
        let level = match self.level() {
            Level::Revenue => "revenue",
            Level::Margin => "margin",
            Level::Net => "net",
        };
        let rest = match self {
            Self::Ahead { source, life, .. } => format!("{}_{}", source.name(), life.name()),
            Self::SoFar { .. } => "so_far".to_owned(),
            Self::Payments { .. } => "payments".to_owned(),
            Self::PaymentsLessCosts => "payments_less_costs".to_owned(),
        };
        format!("ltv_{level}_{rest}")
    }

    /// What of the payments it counts.
    pub fn level(self) -> Level {
        match self {
            Self::Ahead { level, .. } | Self::SoFar { level } | Self::Payments { level } => level,
            Self::PaymentsLessCosts => Level::Margin,
        }
    }
}

impl Source {
    /// All of them, the one that is stated first.
    pub(super) const ALL: [Self; 3] = [Self::Arpu, Self::Orders, Self::Revenue];

    pub(super) fn is_known(self, known: &Known) -> bool {
        match self {
            Self::Arpu => known.has(Input::Arpu),
            Self::Orders => {
                let rate = known.has(Input::OrdersPerMonth) || known.has(Input::OrdersPerYear);
                known.has(Input::OrderValue) && rate
            }
            // Without a count it is the revenue of one client, unless it stands beside the spend of the same period.
            Self::Revenue => {
                known.has(Input::Revenue) && (known.has(Input::Clients) || !known.has(Input::AdSpend))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Arpu => "arpu",
            Self::Orders => "orders",
            Self::Revenue => "revenue_per_client",
        }
    }

    /// What a client pays a month.
    pub(super) fn monthly(self, known: &Known, trial: usize) -> f64 {
        let at = |input| known.at(input, trial);
        match self {
            Self::Arpu => at(Input::Arpu),
            Self::Orders => at(Input::OrderValue) * known.orders_a_month(trial),
            Self::Revenue => ratio(at(Input::Revenue), known.at_or(Input::Clients, trial, 1.0)),
        }
    }
}

impl Life {
    fn name(self) -> &'static str {
        match self {
            Self::Lifetime => "lifetime",
            Self::Churn => "churn",
            Self::ChurnWithinLifetime => "churn_within_lifetime",
            Self::DiscountedLifetime => "discounted_lifetime",
            Self::DiscountedChurn => "discounted_churn",
            Self::DiscountedChurnWithinLifetime => "discounted_churn_within_lifetime",
            Self::Renewals => "renewals",
        }
    }

    /// The months that count.
    pub(super) fn months(self, known: &Known, trial: usize) -> f64 {
        let lifetime = known.at(Input::Lifetime, trial);
        let stay = || 1.0 - known.churn(trial);
        let discount = || known.monthly_discount(trial);
        match self {
            Self::Lifetime => lifetime,
            Self::Churn => 1.0 / known.churn(trial),
            Self::ChurnWithinLifetime => powers(stay(), lifetime),
            Self::DiscountedLifetime => powers(discount(), lifetime),
            Self::DiscountedChurn => 1.0 / (1.0 - stay() * discount()),
            Self::DiscountedChurnWithinLifetime => powers(stay() * discount(), lifetime),
            Self::Renewals => {
                let kept = stay() * discount();
                kept / (1.0 - kept)
            }
        }
    }
}

/// `(1 - x^n) / (1 - x)`, the sum of `x^t` over `t < n`, for `x` from 0 to 1; it loses no digits near 1.
fn powers(x: f64, n: f64) -> f64 {
    if n == 0.0 {
        return 0.0;
    }
    if x == 1.0 {
        return n;
    }
    -libm::expm1(n * libm::log(x)) / (1.0 - x)
}

#[cfg(test)]
mod tests {
    use super::powers;

    #[test]
    fn powers_are_summed_one_by_one() {
        for x in [0.0, 0.3, 0.95, 0.999_999, 1.0] {
            let sum: f64 = (0..24).map(|t| libm::pow(x, f64::from(t))).sum();
            assert!((powers(x, 24.0) - sum).abs() < 1e-12 * sum, "{x}");
        }
        assert_eq!((powers(0.5, 0.0), powers(0.5, f64::INFINITY)), (0.0, 2.0));
    }
}
