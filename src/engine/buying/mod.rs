//! Segments whose clients order in continuous time until they are gone: Pareto/NBD, BG/NBD and MBG/NBD, client by client.
//!
//! `clock` is a trial's time, `client` one client from a moment to its leaving, `known` whether one that is known by its
//! history is still there and `screen` the same of many trials at once, `spending` what its orders are worth and `waiting`
//! the orders whose values are drawn many at once; `plan` is the segment in a block, `trial` draws all of a trial's clients
//! into `sums`, `kept` is what a plan for a budget has of them already, `tables` are those of a block, `first_cohort` what LTV
//! is made of, and `segment` the whole segment. `expected` is what is expected of a client, `check` of those that the
//! simulator checks itself by.
//!
//! Rate and life are not independent here (BG/NBD), lives end within months, and histories differ from client to client, so
//! that there is no sum over clients to draw at once: the cost grows with their number. Clients join at any moment of their
//! month, all alike, with an order. Their numbers are their own: a lever, a price or more clients leave the others' draws where
//! they were.

mod check;
mod client;
mod clock;
mod expected;
mod first_cohort;
pub(super) mod kept;
mod known;
pub(super) mod log;
mod plan;
mod screen;
mod segment;
mod spending;
mod sums;
mod tables;
#[cfg(test)]
mod tests;
mod trial;
mod waiting;
