//! What the user said, and its columns.

use super::super::draws::{Trials, ratio};
use crate::model::quantity::{Domain, NamedQuantity};
use serde::Serialize;

/// Something that a user may know about clients. Money and counts of a period are of one month, unless a lifetime value
/// is only wanted of what has been paid so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Revenue of a period.
    Revenue,
    /// The clients it came from, at the period's start.
    Clients,
    /// Average revenue per client and month.
    Arpu,
    /// Average order value.
    OrderValue,
    /// Orders a month of one client.
    OrdersPerMonth,
    /// Orders a year of one client.
    OrdersPerYear,
    /// How long a client stays, months.
    Lifetime,
    /// Share of the clients that leaves in a month.
    Churn,
    /// Margin, a share of revenue.
    Margin,
    /// Cost of winning a client.
    Cac,
    /// Cost of keeping a client, a month.
    RetentionCost,
    /// Discount rate a year.
    Discount,
    /// Spend on acquisition in the period.
    AdSpend,
    /// Clients won in the period.
    NewClients,
    /// Clients lost in the period.
    LostClients,
    /// Clients at the period's end.
    ClientsEnd,
    /// What a contract is worth over its whole length.
    ContractValue,
    /// Length of a contract, months.
    ContractLength,
    /// A payment of one client; several add up.
    Payment,
    /// A cost of one client beside the payments; several add up.
    PaymentCost,
}

impl Input {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Revenue,
        Self::Clients,
        Self::Arpu,
        Self::OrderValue,
        Self::OrdersPerMonth,
        Self::OrdersPerYear,
        Self::Lifetime,
        Self::Churn,
        Self::Margin,
        Self::Cac,
        Self::RetentionCost,
        Self::Discount,
        Self::AdSpend,
        Self::NewClients,
        Self::LostClients,
        Self::ClientsEnd,
        Self::ContractValue,
        Self::ContractLength,
        Self::Payment,
        Self::PaymentCost,
    ];

    /// What its number may be.
    pub fn domain(self) -> Domain {
        match self {
            Self::Clients | Self::NewClients | Self::LostClients | Self::ClientsEnd => Domain::COUNT,
            Self::OrdersPerMonth | Self::OrdersPerYear => Domain::RATE,
            Self::Lifetime | Self::ContractLength => Domain::MONTHS,
            Self::Churn | Self::Margin => Domain::SHARE,
            Self::Discount => Domain::DISCOUNT,
            _ => Domain::MONEY,
        }
    }
}

/// The quantities that the user named.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Each with what it is; payments may occur several times.
    pub quantities: Vec<(Input, NamedQuantity)>,
}

impl Given {
    /// Whether the user said it.
    pub fn has(&self, input: Input) -> bool {
        self.quantities.iter().any(|(of, _)| *of == input)
    }

    /// Whether any quantity of an input is a range.
    pub(super) fn is_uncertain(&self, input: Input) -> bool {
        self.quantities.iter().any(|(of, quantity)| *of == input && !quantity.law.is_fixed())
    }
}

/// The columns of what is given, and what follows from them where it is not stated.
#[derive(Debug)]
pub(super) struct Known {
    columns: [Option<Vec<f64>>; Input::ALL.len()],
}

impl Known {
    pub(super) fn draw(given: &Given, trials: Trials) -> Self {
        let quantities: Vec<&NamedQuantity> = given.quantities.iter().map(|(_, quantity)| quantity).collect();
        let mut columns = [const { None }; Input::ALL.len()];
        for ((input, _), column) in given.quantities.iter().zip(trials.draw(&quantities)) {
            let sum: &mut Option<Vec<f64>> = &mut columns[*input as usize];
            match sum {
                Some(sum) => sum.iter_mut().zip(&column).for_each(|(sum, value)| *sum += value),
                None => *sum = Some(column),
            }
        }
        Self { columns }
    }

    /// The same without an input.
    pub(super) fn without(&self, input: Input) -> Self {
        let mut columns = self.columns.clone();
        columns[input as usize] = None;
        Self { columns }
    }

    /// Whether the user said it.
    pub(super) fn has(&self, input: Input) -> bool {
        self.columns[input as usize].is_some()
    }

    pub(super) fn has_all(&self, inputs: &[Input]) -> bool {
        inputs.iter().all(|&input| self.has(input))
    }

    /// Its value in a trial; NaN where the user did not say it.
    pub(super) fn at(&self, input: Input, trial: usize) -> f64 {
        self.columns[input as usize].as_ref().map_or(f64::NAN, |column| column[trial])
    }

    /// Its value in a trial, or another where the user did not say it.
    pub(super) fn at_or(&self, input: Input, trial: usize, otherwise: f64) -> f64 {
        self.columns[input as usize].as_ref().map_or(otherwise, |column| column[trial])
    }

    /// Orders a month of one client; NaN where nothing was said of them.
    pub(super) fn orders_a_month(&self, trial: usize) -> f64 {
        self.at_or(Input::OrdersPerMonth, trial, self.at(Input::OrdersPerYear, trial) / 12.0)
    }

    /// Whether churn is stated or can be counted.
    pub(super) fn has_churn(&self) -> bool {
        self.has(Input::Churn) || self.counts_lost() || self.counts_kept()
    }

    /// Whether the lost clients are counted.
    pub(super) fn counts_lost(&self) -> bool {
        self.has_all(&[Input::LostClients, Input::Clients])
    }

    /// Whether the clients who stayed are counted.
    pub(super) fn counts_kept(&self) -> bool {
        self.has_all(&[Input::ClientsEnd, Input::NewClients, Input::Clients])
    }

    /// Churn of a month: stated, or counted.
    pub(super) fn churn(&self, trial: usize) -> f64 {
        if self.has(Input::Churn) { self.at(Input::Churn, trial) } else { self.counted_churn(trial) }
    }

    /// `lost / clients`, or `1 - (clients at the end - new) / clients`. NaN where the counts contradict each other.
    pub(super) fn counted_churn(&self, trial: usize) -> f64 {
        let churn = if self.counts_lost() {
            ratio(self.at(Input::LostClients, trial), self.at(Input::Clients, trial))
        } else {
            1.0 - self.retention_by_counts(trial)
        };
        if (0.0..=1.0).contains(&churn) { churn } else { f64::NAN }
    }

    /// Of the clients at the start, the share that is there at the end.
    pub(super) fn retention_by_counts(&self, trial: usize) -> f64 {
        let kept = self.at(Input::ClientsEnd, trial) - self.at(Input::NewClients, trial);
        ratio(kept, self.at(Input::Clients, trial))
    }

    /// Whether CAC is stated or can be counted.
    pub(super) fn has_cac(&self) -> bool {
        self.has(Input::Cac) || self.has_all(&[Input::AdSpend, Input::NewClients])
    }

    /// CAC: stated, or spend over the clients it won.
    pub(super) fn cac(&self, trial: usize) -> f64 {
        if self.has(Input::Cac) {
            self.at(Input::Cac, trial)
        } else {
            ratio(self.at(Input::AdSpend, trial), self.at(Input::NewClients, trial))
        }
    }

    /// What a month of waiting leaves of a unit of money, `(1 + i)^(-1/12)`.
    pub(super) fn monthly_discount(&self, trial: usize) -> f64 {
        libm::exp(-libm::log1p(self.at(Input::Discount, trial)) / 12.0)
    }
}
