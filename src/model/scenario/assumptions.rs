//! What a scenario assumes, as plain data.

use crate::model::behaviour::{Churn, KnownClients, OrderValue, Orders};
use crate::model::month::Month;
use crate::model::quantity::{NamedQuantity, QuantityId};
use serde::Serialize;

/// Everything a scenario says. Reached through a [`Scenario`](super::Scenario), which only the check makes.
#[derive(Debug, Clone, Serialize)]
pub struct Assumptions {
    /// What the scenario is called in reports.
    pub name: String,
    /// The currency's code, as in `RUB`.
    pub currency: String,
    /// The first month.
    pub start: Month,
    /// The budget horizon, months.
    pub months: usize,
    /// The LTV horizon, months.
    pub lifetime_months: usize,
    /// How it is simulated.
    pub simulation: Simulation,
    /// Costs, tax, target.
    pub money: Money,
    /// What the budget is held against.
    pub rules: Rules,
    /// The common shock, if any.
    pub market: Option<Market>,
    /// The segments, in the file's order.
    pub segments: Vec<Segment>,
    /// The levers, in the file's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levers: Vec<Lever>,
    /// Every quantity, in order of first appearance; the fields above hold places in this list.
    pub quantities: Vec<NamedQuantity>,
    /// How the quantities move together, if any correlation was stated.
    pub correlations: Option<Correlations>,
}

/// How a scenario is simulated.
#[derive(Debug, Clone, Serialize)]
pub struct Simulation {
    /// Trials.
    pub trials: usize,
    /// The seed of all draws.
    pub seed: u64,
    /// What the uncertain quantities are drawn from.
    pub points: Points,
}

/// What the uncertain quantities and the market path are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Points {
    /// 32 independent Owen scrambles of Sobol points; trial `i` is point `i / 32` of scramble `i % 32`.
    Sobol,
    /// 32 independent Latin hypercube designs; trial `i` is point `i / 32` of design `i % 32`.
    Latin,
    /// Independent uniform numbers.
    Random,
}

/// Costs, tax and target.
#[derive(Debug, Clone, Serialize)]
pub struct Money {
    /// Yearly discount rate; applies to LTV alone.
    pub discount_rate: QuantityId,
    /// Fixed costs a month, in the first month's prices.
    pub fixed_costs: QuantityId,
    /// Yearly growth of fixed costs.
    pub cost_growth: QuantityId,
    /// The tax.
    pub tax: Tax,
    /// Profit to reach over the budget horizon.
    pub target_profit: Option<f64>,
    /// The share of cases in which the plan has to reach it.
    pub confidence: f64,
    /// The largest multiple of acquisition that the plan looks at.
    pub max_scale: f64,
}

/// One of the three forms of tax.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tax {
    /// No tax.
    None,
    /// A share of revenue.
    Revenue(QuantityId),
    /// A share of the calendar year's cumulative profit.
    Profit(QuantityId),
    /// A share on top of the net price: revenue holds `v / (1 + v)` of it.
    Vat(QuantityId),
}

/// What a budget has to reach by the usual rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rules {
    /// The least LTV:CAC.
    pub ltv_to_cac: f64,
    /// The latest month of payback; the month of joining is 1.
    pub payback_months: usize,
    /// The least revenue of the clients acquired over ad spend: one to four levels, which rise.
    pub revenue_to_cac: Vec<f64>,
    /// The least ROMI, a share: at 1 the margin of the clients acquired is twice the ad spend.
    pub target_romi: f64,
}

/// A common shock: `x_{-1} = 0`, `x_t = phi x_{t-1} + sigma sqrt(1 - phi^2) e_t`, with factor
/// `exp(x_t - sigma^2 (1 - phi^(2t+2)) / 2)` of mean one.
#[derive(Debug, Clone, Serialize)]
pub struct Market {
    /// The stationary standard deviation of the log factor.
    pub sigma: QuantityId,
    /// How much of a month's shock lasts to the next.
    pub phi: QuantityId,
    /// What the factor multiplies.
    pub acts_on: ActsOn,
}

/// What a market shock multiplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActsOn {
    /// The order rate.
    Orders,
    /// New clients.
    Acquisition,
    /// Both.
    Both,
}

impl ActsOn {
    /// Whether order rates move with the market.
    pub fn orders(self) -> bool {
        matches!(self, Self::Orders | Self::Both)
    }

    /// Whether acquisition moves with the market.
    pub fn acquisition(self) -> bool {
        matches!(self, Self::Acquisition | Self::Both)
    }
}

/// One kind of client.
#[derive(Debug, Clone, Serialize)]
pub struct Segment {
    /// Its name, unique in the scenario.
    pub name: String,
    /// New clients of each month of the budget horizon (one entry a month; a plain value is the same quantity
    /// in every month).
    pub new_clients: Vec<QuantityId>,
    /// Clients that are there at the start.
    pub opening: Vec<OpeningCohort>,
    /// Or, where they leave by the law of their orders, each of them with its own history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<KnownClients>,
    /// Cost of acquiring a client, in the first month's prices.
    pub cac: QuantityId,
    /// Yearly growth of CAC.
    pub cac_growth: QuantityId,
    /// Margin after cost of goods, a share of revenue net of VAT.
    pub margin: QuantityId,
    /// Servicing a month per active client, in the first month's prices.
    pub servicing: QuantityId,
    /// Yearly growth of servicing.
    pub cost_growth: QuantityId,
    /// Yearly growth of order value.
    pub growth: QuantityId,
    /// When clients leave.
    pub churn: Churn,
    /// How often they order.
    pub orders: Orders,
    /// What an order is worth; on a subscription, the payment.
    pub order_value: OrderValue,
    /// Factor of the order rate by calendar month, January first; mean one.
    pub seasonality: [f64; 12],
}

impl Segment {
    /// Whether it has clients at the start, by how long they have been or by what is known of each.
    pub fn has_opening(&self) -> bool {
        !self.opening.is_empty() || self.known.is_some()
    }
}

/// Clients of one tenure who are there at the start: survivors, whose first hazard is `h(tenure)`.
#[derive(Debug, Clone, Serialize)]
pub struct OpeningCohort {
    /// How many.
    pub clients: QuantityId,
    /// Full months they have been clients.
    pub tenure_months: usize,
}

/// A named action in a window of months. What it has not is none: it multiplies nothing and costs nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Lever {
    /// Its name, unique among levers.
    pub name: String,
    /// The places of the segments it acts on, ascending; none if it acts on all there are.
    pub segments: Option<Vec<usize>>,
    /// The first month of the horizon in which it acts.
    pub from: usize,
    /// The last one; none if it acts for good.
    pub to: Option<usize>,
    /// Multiplies the hazard of every age, up to 1.
    pub churn: Option<QuantityId>,
    /// Multiplies orders a month.
    pub order_rate: Option<QuantityId>,
    /// Multiplies order values and payments.
    pub order_value: Option<QuantityId>,
    /// Multiplies margin, up to 1.
    pub margin: Option<QuantityId>,
    /// The share of the clients lost since the start who come back, a month.
    pub win_back: Option<QuantityId>,
    /// The share of those who join who are bound for a year.
    pub annual_contract: Option<QuantityId>,
    /// Paid once, in the first month; in the first month's prices of the horizon, as all costs.
    pub setup_cost: Option<QuantityId>,
    /// Paid in every month while it acts.
    pub fixed_cost: Option<QuantityId>,
    /// Paid for every active client of its segments in every month while it acts.
    pub cost_per_client: Option<QuantityId>,
}

impl Lever {
    /// Whether it acts in a month since the start of the horizon.
    pub fn acts_in(&self, month: usize) -> bool {
        month >= self.from && self.to.is_none_or(|to| month <= to)
    }

    /// Whether it acts on the segment at a place.
    pub fn acts_on(&self, segment: usize) -> bool {
        self.segments.as_ref().is_none_or(|places| places.contains(&segment))
    }

    /// All its quantities, in their order.
    pub(super) fn quantities(&self) -> [Option<QuantityId>; 9] {
        [
            self.churn,
            self.order_rate,
            self.order_value,
            self.margin,
            self.win_back,
            self.annual_contract,
            self.setup_cost,
            self.fixed_cost,
            self.cost_per_client,
        ]
    }

    /// The same lever with each of its quantities at another place; they are asked for in their order.
    pub(super) fn placed(&self, mut place: impl FnMut(QuantityId) -> QuantityId) -> Self {
        let mut each = |id: Option<QuantityId>| id.map(&mut place);
        Self {
            churn: each(self.churn),
            order_rate: each(self.order_rate),
            order_value: each(self.order_value),
            margin: each(self.margin),
            win_back: each(self.win_back),
            annual_contract: each(self.annual_contract),
            setup_cost: each(self.setup_cost),
            fixed_cost: each(self.fixed_cost),
            cost_per_client: each(self.cost_per_client),
            ..self.clone()
        }
    }

    /// Whether it changes or costs anything.
    pub(super) fn acts(&self) -> bool {
        self.quantities().iter().any(Option::is_some)
    }
}

/// Correlations between quantities: a Gaussian copula.
#[derive(Debug, Clone, Serialize)]
pub struct Correlations {
    /// The correlated quantities, in order of first appearance.
    pub members: Vec<QuantityId>,
    /// Lower-triangular factor `L` (rows as long as their number) of the copula's correlation matrix `L L'`:
    /// normal scores of the members are `L z`.
    pub factor: Vec<Vec<f64>>,
    /// As stated: pair and Spearman's rho.
    pub stated: Vec<(QuantityId, QuantityId, f64)>,
}
