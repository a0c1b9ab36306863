//! The laws of a client: when it leaves, how often it orders, what an order is worth.

pub mod buying;
mod churn;
mod order_value;
mod orders;

pub(crate) use churn::discrete_weibull;
pub use churn::{Churn, Hazard};
pub use order_value::{EmpiricalValues, OrderValue};
pub use orders::Orders;
