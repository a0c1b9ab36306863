//! Text -> a valid [`Scenario`], or every problem of the text.
//!
//! A scenario is a TOML file. *Quantity* below is an uncertain number, drawn once a trial (see
//! [its written forms](#quantities)); the domain in brackets picks the family of an interval.
//!
//! | at the top | | default |
//! |---|---|---|
//! | `extends` | the path of a scenario file that this one [changes](#files-that-extend-others) | none |
//! | `name` | text | required |
//! | `currency` | text of at most 8 characters, as in `"RUB"` | required |
//! | `start` | month, `"2027-01"` | required |
//! | `months` | budget horizon, 1 to 600 | required |
//! | `lifetime_months` | LTV horizon, 1 to 1200 | 60 |
//!
//! | `[simulation]` | | default |
//! |---|---|---|
//! | `trials` | 1 to 100,000,000 | 20000 |
//! | `seed` | whole number | 1 |
//! | `points` | `"sobol"`, `"latin"` or `"random"` | `"sobol"` |
//!
//! | `[money]` | | default |
//! |---|---|---|
//! | `discount_rate` | quantity a year (rate, 0 to 10) | 0 |
//! | `fixed_costs` | quantity a month (money) | 0 |
//! | `cost_growth` | quantity a year (growth, -99 % to 500 %) | 0 |
//! | `tax` | `{ revenue = q }`, `{ profit = q }` or `{ vat = q }`, q a quantity (share) | none |
//! | `target_profit` | number, over the budget horizon; may be negative | none |
//! | `confidence` | share, 1 % to 99.9 % | 80 % |
//! | `max_scale` | number, 0.001 to 1000 | 10 |
//!
//! | `[rules]`, the yardsticks of a budget | | default |
//! |---|---|---|
//! | `ltv_to_cac` | number, 0.001 to 1000: the least LTV:CAC | 3 |
//! | `payback_months` | 1 to 1200: the latest month of payback | 12 |
//! | `revenue_to_cac` | number, or a list of one to four that rise, 0.001 to 1000: the least revenue over ad spend | `[4, 5]` |
//! | `target_romi` | number, -99 % to 1000 %: the least ROMI | 100 % |
//!
//! | `[market]` | | default |
//! |---|---|---|
//! | `sigma` | quantity (0 to 1): stationary standard deviation of the log factor | required |
//! | `phi` | quantity (share, 0 to 0.999): what lasts of a shock to the next month | 0 |
//! | `acts_on` | `"orders"`, `"acquisition"` or `"both"` | `"orders"` |
//!
//! | `[[segment]]` (1 to 200) | | default |
//! |---|---|---|
//! | `name` | text, unique; not `money`, `market` or `levers` | required |
//! | `new_clients` | quantity (count), or a list of them with one entry a month | required |
//! | `opening` | list of `{ clients, tenure_months }`: quantity (count), whole number; or, for the laws of orders that say who leaves, `{ data, days_before }`: a [file of histories](#clients-who-are-known), days from the last one watched to the start | none |
//! | `cac` | quantity (money) | 0 |
//! | `cac_growth`, `growth` | quantity a year (growth), of CAC and of order value | 0 |
//! | `margin` | quantity (share) | 100 % |
//! | `servicing` | quantity a month per active client (money) | 0 |
//! | `cost_growth` | quantity a year (growth), of servicing | the money's |
//! | `churn` | `q`, `{ constant = q }`, `{ hazard = [q, ...] }` (shares); `{ beta_geometric = { alpha, beta } }`; `{ discrete_weibull = { q, b } }`; `"by_orders"` | required |
//! | `orders` | `"subscription"`, `{ poisson = { rate } }`, `{ poisson = q }`, `{ gamma_poisson = { rate, shape } }`; saying who leaves too: `{ bg_nbd = { r, alpha, a, b } }`, `{ mbg_nbd = { r, alpha, a, b } }`, `{ pareto_nbd = { r, alpha, s, beta } }` | required |
//! | `order_value` | quantity (money), `{ fixed = q }`, `{ gamma = { mean, shape } }`, `{ lognormal = { mean, cv } }`, `{ gamma_gamma = { p, q, v } }`, `{ empirical = { data, column } }`, `{ empirical = { values, weights } }` | required |
//! | `seasonality` | 12 factors of the order rate, January first, of mean one to 1e-6; not on a subscription | ones |
//!
//! Whole numbers have no quotes; `1e5` is one. Another table of all this, for programs, is in [`format`](mod@format).
//!
//! `order_value` is the one place where a table may mean **variability**, from order to order: `gamma`, `lognormal`
//! and `empirical` there are laws of an order, with quantities as parameters. To say that a price which is the same
//! for all orders is lognormally **uncertain**, write `{ fixed = { lognormal = { mean, cv } } }`.
//!
//! # Clients who are known
//!
//! By BG/NBD, MBG/NBD and Pareto/NBD (parameters for times in days, the models of
//! [`buying`](super::behaviour::buying)) a client orders in continuous time until it is gone: a first order at joining, at any
//! moment of its month, and others at a rate of its own. Months last their own days; a season, the market and levers on
//! orders make the time of orders run faster or slower, a lever on churn that of leaving (of BG/NBD and MBG/NBD: it multiplies
//! the chance that an order is the last, up to 1). `gamma_gamma` gives each client a level of order values of its own.
//!
//! Those who are there at the start stand in a CSV file, a row each: `frequency`, `recency_days`, `age_days` and, for
//! `gamma_gamma`, `mean_value` (of the orders after the first). Whether each is still there, how often it orders and what it
//! spends is drawn from the law given its history. Nobody comes back, and there are no annual contracts.
//!
//! | `[[lever]]` (at most 100): an action in a window of months | | default |
//! |---|---|---|
//! | `name` | text, unique among levers | required |
//! | `segments` | list of names | all |
//! | `from`, `to` | months of the budget horizon, both included; without `to` it acts for good, beyond the horizon too | the start, none |
//! | `churn` | quantity (0 to 100) that multiplies the hazard of every age, which is never more than 1 | 1 |
//! | `order_rate` | quantity (0 to 100) that multiplies orders a month; not on a subscription | 1 |
//! | `order_value` | quantity (0 to 100) that multiplies what an order, or a payment, is worth | 1 |
//! | `margin` | quantity (0 to 100) that multiplies margin, which is never more than 1 | 1 |
//! | `win_back` | quantity (share): of the clients lost since the start, who come back a month | none |
//! | `annual_contract` | quantity (share): of those who join, who are bound for a year | none |
//! | `setup_cost` | quantity (money), once in its first month | 0 |
//! | `fixed_cost` | quantity a month while it acts (money) | 0 |
//! | `cost_per_client` | quantity a month per active client of its segments while it acts (money) | 0 |
//!
//! Multipliers of several levers compound; so do shares, as chances of one of several to happen. Costs are in the first
//! month's prices and grow with the money's `cost_growth`; what levers cost a client is in LTV's net and in payback. Who
//! comes back joins at age 0 with a rate of orders of its own and a new life, is no new client and offered no contract, and
//! counts in neither LTV, ROAS nor ROMI. Who is bound by a contract cannot leave
//! before its anniversary month: `h(a) = 0` for ages below 12, and `h(a)` from then on.
//!
//! | `[[correlation]]` | |
//! |---|---|
//! | `between` | two paths of uncertain quantities, as in `["Search.cac", "Search.churn.beta_geometric.alpha"]` |
//! | `spearman` | -1 to 1 |
//!
//! # Quantities
//!
//! A share is from 0 to 1, money from 0 to 1e15, a count from 0 to 1e10, an order rate from 0 to 10,000, a shape from
//! 1e-6 to 1e9 (the discrete Weibull's `b` to 20, its `q` from 1e-6 to 1), a `cv` from 0 to 10.
//!
//! | written | means |
//! |---|---|
//! | `1200`, `"5%"`, `"12.5M"`, `"1 200"` | a number (see [`parse_number`](super::quantity::parse_number)) |
//! | `"4% to 6%"`, `{ p5, p95 }` | a 90 % interval: logit-normal for a share, lognormal for money, counts, rates, shapes, normal for growth |
//! | `{ p10, p50, p90 }` | three-term metalog on the same scale |
//! | `{ min, mode, max }`, `{ pert = [min, mode, max] }` | PERT |
//! | `{ triangular = [min, mode, max] }` | triangular |
//! | `{ mean, sd }`, `{ mean, cv }` | beta, lognormal or normal, by the domain |
//! | `{ lognormal = { mean, cv } }`, `{ normal = ... }`, `{ gamma = ... }`, `{ beta = ... }` | that family; `sd` or `cv`; also `beta = { alpha, beta }`, `gamma = { shape, scale }` |
//! | `{ uniform = [low, high] }` | uniform |
//! | `{ values, weights }` | one of the values; equal weights if there are none |
//! | `{ data, column }` | one of the numbers of a CSV file's column |
//! | `{ draws, column }` | [draws](#draws-of-a-joint-law): one of the numbers of a CSV file's column, by rows that it shares with others |
//! | `truncate = [low, high]` beside a table's keys | the same, conditioned on the range and renormalised |
//!
//! Every number a quantity is written with has to be in the field's domain, and so have its draws. A law that would
//! leave the domain in less than one draw in a million is conditioned on the domain; one that would leave it more
//! often is an error. With a standard deviation of 0 a quantity is a plain number.
//!
//! A quantity's path is the way of keys to it, a segment standing under its name: `money.fixed_costs`, `Search.cac`,
//! `Search.churn.hazard[0]`, `Search.new_clients` (one quantity for all months) or `Search.new_clients[3]`. Their order,
//! which gives each its dimension of the Sobol points, is `money` (`discount_rate`, `fixed_costs`, `cost_growth`, `tax`),
//! `market` (`sigma`, `phi`), then the segments in the file's order, each as `new_clients`, `opening`, `cac`,
//! `cac_growth`, `margin`, `servicing`, `cost_growth`, `growth`, `churn`, `orders`, `order_value`, and then the levers in
//! the order of their table above, as `levers.Onboarding.churn`: the order of keys within a table of the file plays no
//! part. Defaults are quantities too, but for those of levers.
//!
//! # Draws of a joint law
//!
//! A fit by Markov chains (or a bootstrap) says what is known of its parameters as rows of a table, a value of each
//! parameter a row. `r = { draws = "posterior.csv", column = "r" }` takes them as they are: in each trial all quantities that
//! are drawn so, from files of as many rows, stand at the **same row**, and over the trials each row is used equally
//! often. 512 rows are a good number, 32 the fewest; of a number that is no multiple of 32 the last rows are left out.
//!
//! More trials than rows know nothing more of the parameters. So trials of one row count as a cluster: rows make 32
//! groups of neighbours (which keeps the links of a Markov chain together), no trial of one group has a row of another,
//! and standard errors come from how the groups' trials differ. A plan that is played again on a fresh seed has the same rows
//! in another order. A correlation or a `truncate` has no place beside draws.
//!
//! # Files that extend others
//!
//! With `extends = "base.toml"` at its top a file says only what differs from that base, which may extend a third, up to
//! 16 files in all. What is required has to be in one of them. The trees are merged, the base first:
//!
//! | of the file | over the base |
//! |---|---|
//! | a key of the top, of `[simulation]`, `[money]`, `[market]`, `[rules]` | changes that key |
//! | a `[[segment]]` | changes the base's segment of its `name`, key by key; with another name it is a new one at the end and has to have all that a segment requires |
//! | a `[[lever]]` | likewise; one with another name is new |
//! | a `[[correlation]]` | changes that of the same two quantities, in whichever order; another pair is added |
//! | a table whose keys are all in the base's table at that place | changes those keys: `{ beta_geometric = { alpha = 2 } }` over `{ beta_geometric = { alpha = 1, beta = 9 } }` leaves `beta` |
//! | any other table | takes the place of what is there: `{ p5, p95 }` over `{ mean, sd }` |
//! | a list, a number, a text | takes the place of what is there |
//!
//! So a `truncate` or `weights` of the base stays beside what a file says with the base's other keys alone. Nothing of
//! the base can be taken away; a default can be written out. A path, of `extends` as of `data`, counts from the folder of
//! the file it is written in, `a/../b` being `b`. A value keeps the place where it is written: a problem is shown in that
//! file, and the table's where keys of one are missing is the outermost file's.

mod assumptions;
mod causes;
mod chain;
mod check;
mod correlations;
mod data;
mod decoder;
mod digest;
mod extending;
pub mod format;
mod hybrid;
mod known;
mod laws;
mod leaves;
mod levers;
mod lists;
mod merge;
mod paths;
mod quantities;
mod rules;
mod segments;
mod source;
mod syntax;
mod top;
mod value;

pub use assumptions::{
    ActsOn, Assumptions, Correlations, Lever, Market, Money, OpeningCohort, Points, Rules, Segment,
    Simulation, Tax,
};
pub use causes::{Cause, causes_that_differ};
pub use check::{Checked, Overrides, check, check_with};
pub use data::{DataFiles, NoFiles};
pub use extending::TEXT_MOST;
pub use hybrid::hybrid;
pub use top::TRIALS_MOST;
pub use value::{Read, profit, share_a_month, span_of_months, value};

use super::quantity::{NamedQuantity, Quantity, QuantityId};
use std::collections::BTreeSet;
use std::ops::Deref;

/// The longest budget horizon, months.
const MONTHS_MOST: usize = 600;

/// A scenario that has passed the check; nothing else makes one, and it cannot be changed.
#[derive(Debug, Clone)]
pub struct Scenario {
    assumptions: Assumptions,
    /// Paths whose dimensions come before its own quantities'; no assumption, and not told by the digest.
    before: Vec<String>,
}

impl Scenario {
    /// Of assumptions that passed the check.
    fn of(assumptions: Assumptions) -> Self {
        Self { assumptions, before: Vec::new() }
    }

    /// Sixteen hex digits that tell what it assumes: comments, the order of keys and the spelling of numbers do not
    /// change them, nor do the number of trials and the seed.
    pub fn digest(&self) -> String {
        digest::of(&self.assumptions)
    }
}

impl Scenario {
    /// The same scenario with another number of trials, 1 at least and [`TRIALS_MOST`] at most.
    #[must_use]
    pub fn with_trials(mut self, trials: usize) -> Self {
        self.assumptions.simulation.trials = trials.clamp(1, TRIALS_MOST as usize);
        self
    }

    /// The same scenario without uncertainty: every quantity stands at its median.
    #[must_use]
    pub fn at_medians(mut self) -> Self {
        for quantity in &mut self.assumptions.quantities {
            quantity.law = Quantity::Fixed(quantity.law.quantile(0.5));
        }
        self.assumptions.correlations = None;
        self
    }

    /// The same scenario, drawn on the dimensions of others: those paths have the first dimensions, in their order, and
    /// what only it has follows. A path that both have so has the same coordinates in both, under the same seed, trials
    /// and points.
    #[must_use]
    pub fn continuing(mut self, paths: &[String]) -> Self {
        self.before = paths.to_vec();
        self
    }

    /// The paths that have dimensions, in the order of these: those that it continues, then those of its own uncertain
    /// quantities that are not among them.
    pub fn dimensions(&self) -> Vec<String> {
        let known: BTreeSet<&String> = self.before.iter().collect();
        let uncertain = self.quantities.iter().filter(|quantity| quantity.law.has_coordinate());
        let own = uncertain.map(|quantity| &quantity.path).filter(|path| !known.contains(path));
        self.before.iter().chain(own).cloned().collect()
    }
}

impl Deref for Scenario {
    type Target = Assumptions;

    fn deref(&self) -> &Assumptions {
        &self.assumptions
    }
}

impl Scenario {
    /// The rows of its draws of a joint law, the fewest where there are several numbers of them; none where no quantity is
    /// drawn so.
    pub fn rows_of_draws(&self) -> Option<usize> {
        let rows = |named: &NamedQuantity| match &named.law {
            Quantity::Draws(draws) => Some(draws.by_row.len()),
            _ => None,
        };
        self.quantities.iter().filter_map(rows).min()
    }

    /// The segment of that name.
    pub fn segment(&self, name: &str) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.name == name)
    }

    /// The same scenario with only the levers at these places; the draws of what is left stay where they are.
    #[must_use]
    pub fn with_levers(&self, places: &[usize]) -> Self {
        let mut kept = self.clone();
        let mut place = 0;
        kept.assumptions.levers.retain(|_| {
            place += 1;
            places.contains(&(place - 1))
        });
        kept
    }

    /// The levers that act on the segment at a place.
    pub fn levers_of(&self, place: usize) -> Vec<&Lever> {
        self.levers.iter().filter(|lever| lever.acts_on(place)).collect()
    }

    /// The month of a segment's first cohort that can have clients; LTV follows that cohort.
    pub fn first_month(&self, segment: &Segment) -> Option<usize> {
        let can_have_clients = |id: &QuantityId| self.quantities[id.0].law.quantile(1.0 - f64::EPSILON) > 0.0;
        segment.new_clients.iter().position(can_have_clients)
    }
}

#[cfg(test)]
mod tests;
