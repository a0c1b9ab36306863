//! Rank 1: what is assumed. Text comes in, a valid [`Scenario`](scenario::Scenario) or all problems come out.

pub mod behaviour;
pub mod month;
pub mod problem;
pub mod quantity;
pub mod scenario;
pub mod watch;
