//! What is wanted of the figures, and what there is beside the log.

use crate::data::spend::Spending;
use crate::data::subscriptions::Subscription;

/// The small tables beside a log; empty where there are none.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Who was subscribed when.
    pub subscriptions: Vec<Subscription>,
    /// What winning clients cost. A month and channel stand in it once.
    pub spend: Vec<Spending>,
}

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// A client has left once it was silent for more than so many days. Without it and without subscriptions, rates
    /// are estimated and no threshold plays a part in them. With subscriptions it is not looked at.
    pub left_after_days: Option<u32>,
    /// The share of revenue that is left after the cost of goods, 0 to 1; used where the log has no costs.
    pub margin: Option<f64>,
    /// The code of the currency, for words and charts.
    pub currency: Option<String>,
}
