//! Rank 2: a scenario's cohorts, month by month and in parallel: [`Scenario`](crate::model::scenario::Scenario) ->
//! [`Outcome`](outcome::Outcome).

pub mod outcome;
pub mod watch;
