//! Rank 2: readers of exports -> the [`History`](history::History) of each client -> the historical figures.
//!
//! The way of a row: `table` (bytes of any kind of export -> records of cells), `columns` and `convention` (which cell is
//! what, and how dates and amounts are written there), `orders` with `order_lane` (a record -> a [`Row`](row::Row), or the
//! reason why not; `cells`, `amount` and `date` read what is written), `grouping` (rows, in whatever order, -> each
//! client's days, in memory or spilled). `account` keeps count of every row, `fault` is what keeps a log from being read
//! at all; `currencies` sees to it that all amounts are in one. `subscriptions` and `spend` are the small tables beside it,
//! which `side_table` reads.
//! `metrics` counts what the clients did and estimates what does not show: who is still there.

pub mod account;
mod cells;
pub mod columns;
pub mod convention;
mod currencies;
mod order_lane;
pub mod orders;
pub mod amount;
pub mod date;
pub mod day;
pub mod fault;
pub mod grouping;
pub mod history;
pub mod metrics;
pub mod row;
mod side_table;
pub mod source;
pub mod spend;
pub mod subscriptions;
pub mod table;
mod usual_names;
