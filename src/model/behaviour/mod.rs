//! The laws of a client: when it leaves, how often it orders, what an order is worth.

pub mod buying;
mod churn;
mod known;
mod order_value;
mod orders;

pub(crate) use churn::discrete_weibull;
pub use churn::{Churn, Hazard};
pub use known::{KnownClient, KnownClients};
pub use order_value::{EmpiricalValues, OrderValue};
pub use orders::Orders;
