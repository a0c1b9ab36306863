//! How well the models foretell what they have not seen: the last third of a log.
//!
//! Forecasts are scored by the continuous ranked probability score of each client's number of orders (Gneiting and Raftery
//! 2007, section 4.2): the sum over `k` of `(F(k) - [y <= k])^2`, which is smallest on average for the law that the orders
//! follow. It has the unit of what is foretold, orders. The law is exact: that of a client who may have left. Models of lives are
//! scored likewise by the renewals of each client who was there: `P(renewals <= j) = 1 - S(k + j + 1) / S(k)` after `k` of them.

use super::law::LifeLaw;
use super::lives::{Lives, Stay};
use super::unit::Unit;
use super::watching::Watching;
use crate::data::day::Day;
use crate::data::history::{Client, History};
use crate::data::subscriptions::Subscription;
use crate::model::behaviour::buying::{OrderLaw, Watched};
use rayon::prelude::*;

/// The share of the log that models are fitted to.
const FITTED: f64 = 2.0 / 3.0;
/// Clients that are scored at most, spread evenly over all.
const SCORED_MOST: usize = 5000;
/// With fewer clients, or fewer of them with a repeat order, no model is told from another.
const CLIENTS_LEAST: u64 = 50;
const REPEATERS_LEAST: u64 = 20;

/// A log cut in two.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// What was seen until then.
    pub(super) before: Watching,
    /// Clients as they were then, and the orders they made after.
    clients: Vec<(Watched, u32)>,
    /// How long that was.
    horizon: f64,
    /// The last day that models were fitted to.
    pub(super) until: Day,
}

/// Lives cut in two.
#[derive(Debug, Clone)]
pub struct LivesCut {
    /// Lives as they were known then.
    pub(super) before: Lives,
    /// Of those who were there: renewals by then, the most that could follow, and those that did.
    clients: Vec<[usize; 3]>,
    /// The last day that models are fitted to.
    pub(super) until: Day,
}

impl LivesCut {
    /// The first two thirds of subscriptions that are known until a day and the rest, if both say enough.
    pub fn of_subscriptions(rows: &[Subscription], until: Day, unit: Unit) -> Option<Self> {
        let first = rows.iter().map(|row| row.start).min()?;
        let of = |row: &Subscription, day| Stay::of_subscription(row, day, unit);
        Self::of(first, until, |day| rows.iter().map(|row| (of(row, day), of(row, until))).collect())
    }

    /// Those of clients who pay once a period.
    pub fn of_payments(history: &History, unit: Unit) -> Option<Self> {
        let until = history.until;
        Self::of(history.first, until, |day| {
            let of = |client: &Client, day| Stay::of_payments(client, day, unit);
            history.clients().map(|client| (of(&client, day), of(&client, until))).collect()
        })
    }

    fn of(first: Day, last: Day, stays: impl Fn(Day) -> Vec<(Option<Stay>, Option<Stay>)>) -> Option<Self> {
        let (first, last) = (first.number(), last.number());
        let until = Day::numbered(first + (FITTED * f64::from(last - first)) as i32)?;
        let stays = stays(until);
        let before = Lives::of_stays(stays.iter().filter_map(|(then, _)| *then)).ok()?;
        let followed = |(then, now): &(Option<Stay>, Option<Stay>)| {
            let (then, now) = ((*then).filter(|stay| !stay.has_left)?, (*now)?);
            let after = |renewals: usize| renewals.saturating_sub(then.renewals);
            Some([then.renewals, after(now.possible), after(now.renewals)]).filter(|[_, most, _]| *most > 0)
        };
        let mut clients: Vec<[usize; 3]> = stays.iter().filter_map(followed).collect();
        if (clients.len() as u64) < CLIENTS_LEAST {
            return None;
        }
        clients.sort_unstable();
        let every = clients.len().div_ceil(SCORED_MOST).max(1);
        Some(Self { before, clients: clients.into_iter().step_by(every).collect(), until })
    }

    /// How well a law foretells; none where these are no parameters of it.
    pub(super) fn score(&self, law: LifeLaw, parameters: &[f64]) -> Option<Scores> {
        let survival = |periods: usize| law.survival(parameters, u16::try_from(periods).ok()?);
        let of_client = |[there, most, came]: &[usize; 3]| {
            let start = survival(*there)?;
            let mut score = 0.0;
            for count in 0..*most {
                let stays = survival(there + count + 1)? / start;
                let off = if *came <= count { stays } else { 1.0 - stays };
                score += off * off;
            }
            Some(score).filter(|score| score.is_finite())
        };
        let of_clients = self.clients.iter().map(of_client).collect::<Option<Vec<f64>>>()?;
        Some(Scores { of_clients })
    }
}

/// The score of a model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scores {
    /// Of each client, the smaller the better.
    of_clients: Vec<f64>,
}

impl Cut {
    /// The first two thirds of a log and the rest, if both say enough.
    pub(super) fn of(history: &History, unit: Unit) -> Option<Self> {
        let (first, last) = (history.first.number(), history.until.number());
        let until = first + (FITTED * f64::from(last - first)) as i32;
        let until_day = Day::numbered(until)?;
        let before = Watching::until(history, unit, until_day);
        if before.clients < CLIENTS_LEAST || before.clients - before.without_repeat < REPEATERS_LEAST {
            return None;
        }
        let in_units = |days: i32| f64::from(days) / unit.days();
        let mut clients: Vec<(i32, u32, i32, u32)> = history
            .clients()
            .filter_map(|client| {
                let (mut seen, mut later) = (None, 0);
                for day in client.order_days() {
                    if day > until {
                        later += 1;
                        continue;
                    }
                    let (first, repeats, _) = seen.unwrap_or((day, 0, day));
                    let more = u32::from(seen.is_some());
                    seen = Some((first, repeats + more, day));
                }
                seen.map(|(first, repeats, last)| (first, repeats, last, later))
            })
            .collect();
        // Those alike in orders and age stand together.
        clients.sort_unstable_by_key(|(first, repeats, last, later)| (*repeats, *first, *last, *later));
        let every = clients.len().div_ceil(SCORED_MOST).max(1);
        let clients = clients.into_iter().step_by(every).map(|(first, repeats, last, later)| {
            (Watched { repeats, recency: in_units(last - first), age: in_units(until - first) }, later)
        });
        Some(Self { before, clients: clients.collect(), horizon: in_units(last - until), until: until_day })
    }

    /// How well a model foretells.
    pub(super) fn score(&self, law: OrderLaw, parameters: [f64; 4]) -> Scores {
        let model = law.at(parameters, self.before.repeats_most);
        // What those who are there will order depends on their repeat orders and their age alone.
        let alike = |(one, _): &(Watched, u32), (other, _): &(Watched, u32)| {
            (one.repeats, one.age) == (other.repeats, other.age)
        };
        let classes: Vec<&[(Watched, u32)]> = self.clients.chunk_by(alike).collect();
        let of_class = |clients: &&[(Watched, u32)]| -> Vec<f64> {
            let chances = model.orders_if_alive(clients[0].0, self.horizon);
            clients
                .iter()
                .map(|(client, later)| crps(model.p_alive(*client), &chances, *later as usize))
                .collect()
        };
        let of_clients: Vec<Vec<f64>> = classes.par_iter().map(of_class).collect();
        Scores { of_clients: of_clients.concat() }
    }
}

/// The score of a client who is there with a chance, and then orders by a law, against what came.
fn crps(p_alive: f64, chances: &[f64], came: usize) -> f64 {
    let (mut score, mut up_to) = (0.0, 1.0 - p_alive);
    for (count, chance) in chances.iter().enumerate() {
        up_to += p_alive * chance;
        let off = if came <= count { 1.0 - up_to } else { up_to };
        score += off * off;
    }
    // Beyond the law's end it says that no more came.
    score + came.saturating_sub(chances.len()) as f64
}

impl Scores {
    /// The mean over clients.
    pub(super) fn mean(&self) -> f64 {
        self.of_clients.iter().sum::<f64>() / self.of_clients.len() as f64
    }

    /// By how much these are worse than others of the same clients, and the standard error of that.
    pub(super) fn worse_than(&self, other: &Self) -> (f64, f64) {
        let count = self.of_clients.len() as f64;
        let apart = || self.of_clients.iter().zip(&other.of_clients).map(|(one, other)| one - other);
        let mean = apart().sum::<f64>() / count;
        let square = apart().map(|one| (one - mean) * (one - mean)).sum::<f64>();
        (mean, (square / (count * (count - 1.0).max(1.0))).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_that_of_its_definition() {
        // E|Y - y| - E|Y - Y'| / 2, the same by another formula.
        let (p_alive, chances) = (0.7, [0.2, 0.1, 0.4, 0.0, 0.3]);
        let law: Vec<f64> =
            (0..5).map(|k| p_alive * chances[k] + if k == 0 { 1.0 - p_alive } else { 0.0 }).collect();
        let apart = |a: usize, b: usize| a.abs_diff(b) as f64;
        for came in [0, 2, 4, 7] {
            let off: f64 = (0..5).map(|k| law[k] * apart(k, came)).sum();
            let pairs: f64 = (0..5)
                .flat_map(|a| (0..5).map(move |b| (a, b)))
                .map(|(a, b)| law[a] * law[b] * apart(a, b))
                .sum();
            let found = crps(p_alive, &chances, came);
            assert!((found - off + 0.5 * pairs).abs() < 1e-12, "{came}: {found}");
        }
    }

    #[test]
    fn renewals_are_scored_by_the_same_definition() {
        let (law, parameters) = (LifeLaw::ShiftedBetaGeometric, [0.7, 2.1]);
        for [there, most, came] in [[0, 1, 0], [0, 4, 4], [3, 5, 2], [7, 2, 1]] {
            let cut = LivesCut {
                before: Lives::default(),
                clients: vec![[there, most, came]],
                until: day("2024-01-01"),
            };
            let stays = |count: usize| {
                law.survival(&parameters, count as u16).unwrap()
                    / law.survival(&parameters, there as u16).unwrap()
            };
            let chance = |count: usize| {
                let more = if count == most { 0.0 } else { stays(there + count + 1) };
                stays(there + count) - more
            };
            let apart = |a: usize, b: usize| a.abs_diff(b) as f64;
            let off: f64 = (0..=most).map(|count| chance(count) * apart(count, came)).sum();
            let pairs: f64 = (0..=most)
                .flat_map(|a| (0..=most).map(move |b| (a, b)))
                .map(|(a, b)| chance(a) * chance(b) * apart(a, b))
                .sum();
            let found = cut.score(law, &parameters).unwrap().mean();
            assert!((found - off + 0.5 * pairs).abs() < 1e-12, "{there} {most} {came}: {found}");
        }
    }

    fn day(text: &str) -> Day {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
        Day::new(part(0..4) as i32, part(5..7), part(8..10)).unwrap()
    }

    #[test]
    fn lives_are_cut_where_two_thirds_are_over() {
        let row = |start: &str, end: Option<&str>| Subscription {
            client: String::new(),
            start: day(start),
            end: end.map(day),
            segment: String::new(),
        };
        // Cut on 2024-06-30: left before it; left after it; there; came after it.
        let one = [
            row("2024-01-01", Some("2024-02-29")),
            row("2024-01-01", Some("2024-08-31")),
            row("2024-03-15", None),
            row("2024-07-01", None),
        ];
        let rows: Vec<Subscription> = (0..30).flat_map(|_| one.clone()).collect();
        let cut = LivesCut::of_subscriptions(&rows, day("2024-09-29"), Unit::Month).unwrap();
        assert_eq!(cut.until, day("2024-06-30"));
        let kinds: Vec<&[[usize; 3]]> = cut.clients.chunk_by(PartialEq::eq).collect();
        assert_eq!(
            kinds.iter().map(|kind| (kind[0], kind.len())).collect::<Vec<_>>(),
            [([3, 3, 3], 30), ([6, 2, 1], 30)]
        );
        let before = Lives::new(vec![0.0, 30.0], vec![0.0, 0.0, 30.0, 0.0, 0.0, 30.0], 0.0);
        assert_eq!(cut.before, before.unwrap());
        assert!(LivesCut::of_subscriptions(&rows[..40], day("2024-09-29"), Unit::Month).is_none());
    }
}
