//! How long subscriptions last, in whole periods: laws of discrete lifetimes and their parameters from a log of lives.
//!
//! Counts come in ([`Lives`]), a law with what is known of its parameters goes out ([`Fitted`]), with [`Finding`]s where
//! the counts say less than the law asks. `S(k)` is the share of clients who renew at least `k` times; `S(0) = 1`.

mod counts;
mod of_log;
mod ln_gamma_bend;
mod law;
mod constant;
mod shifted_beta_geometric;
mod discrete_weibull;
mod beta_discrete_weibull;
mod finding;
mod fitted;
mod diagnosis;
mod fitting;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod published;
#[cfg(test)]
mod corners;
#[cfg(test)]
mod recovery;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use constant::ConstantChurn;
pub use counts::{Lives, LivesError, Outcome, PERIODS_MAX};
pub use discrete_weibull::DiscreteWeibull;
pub use finding::Finding;
pub use fitted::{Fitted, Uncertainty};
pub use fitting::fit;
pub use law::{Law, log_likelihood};
pub use of_log::Stay;
pub use shifted_beta_geometric::ShiftedBetaGeometric;
