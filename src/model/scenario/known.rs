//! `opening = { data = "clients.csv" }`: the clients who are there, each with its own history.
//!
//! The file has a row a client and the columns `frequency` (orders after the first), `recency_days` and `age_days` (from
//! the first order to the last, and to the last day that was watched) and, if order values differ from client to client,
//! `mean_value` (of the orders after the first; 0 without one).

use super::data;
use super::decoder::{Decoder, Node};
use crate::model::behaviour::{KnownClient, KnownClients};
use crate::model::problem::{Refusal, Rule, Shape};
use crate::model::quantity::{Domain, Kind, Scale};

/// The most days from the last one watched to the start.
pub(super) const DAYS_BEFORE_MOST: u64 = 366;
/// The columns, `mean_value` last: it may be missing.
const COLUMNS: [&str; 4] = ["frequency", "recency_days", "age_days", "mean_value"];
/// The most bad rows that are reported.
const ROWS_REPORTED: usize = 5;

/// Orders of one client.
const FREQUENCY: Domain = Domain { kind: Kind::Number, scale: Scale::Plain, low: 0.0, high: 1e6 };
/// Three hundred years.
const DAYS: Domain = Domain { kind: Kind::Number, scale: Scale::Plain, low: 0.0, high: 109_500.0 };

impl<'a> Decoder<'a> {
    /// The clients of a file, if they have no problem.
    pub(super) fn known_clients(&mut self, node: &Node<'a>) -> Option<KnownClients> {
        let mut fields = self.fields(node, Shape::Table)?;
        let file = fields.require(self, "data");
        let days = fields.get("days_before").map(|node| self.whole(&node, 0, DAYS_BEFORE_MOST));
        fields.finish(self);
        let file = file?;
        let path = self.text(&file)?;
        let read = self.files.read(&self.source.joined(file.span.start, path));
        let clients = match read {
            Ok(text) => clients(&text),
            Err(message) => Err(vec![Rule::DataUnreadable { message }.into()]),
        };
        match clients {
            Ok(clients) => Some(KnownClients {
                clients: clients.into(),
                days_before: days.flatten().unwrap_or(0) as f64,
            }),
            Err(refusals) => {
                for refusal in refusals {
                    self.refuse(&file, refusal);
                }
                None
            }
        }
    }
}

fn clients(text: &str) -> Result<Vec<KnownClient>, Vec<Refusal>> {
    let domains = [&FREQUENCY, &DAYS, &DAYS, &Domain::MONEY];
    let column = |place: usize| data::column(text, COLUMNS[place], domains[place]);
    let [frequency, recency, age] = [column(0)?, column(1)?, column(2)?];
    let value = match column(3) {
        Err(refusals) if matches!(refusals[0].rule, Rule::DataColumn { .. }) => vec![0.0; frequency.len()],
        other => other?,
    };
    let mut clients = Vec::with_capacity(frequency.len());
    let mut bad = Vec::new();
    for (row, (((&frequency, &recency), &age), &mean_value)) in
        frequency.iter().zip(&recency).zip(&age).zip(&value).enumerate()
    {
        let is_whole = frequency.fract() == 0.0;
        let fits = recency <= age && (frequency > 0.0 || (recency == 0.0 && mean_value == 0.0));
        if !is_whole || !fits {
            bad.push(Rule::ImpossibleHistory { row: row + 2 }.into());
        }
        if bad.len() == ROWS_REPORTED {
            break;
        }
        clients.push(KnownClient { repeats: frequency as u32, recency, age, mean_value });
    }
    // Those of the same history stand together, whatever the file's order: what is worked out for one serves them all.
    clients.sort_by(|one: &KnownClient, other: &KnownClient| {
        let key = |client: &KnownClient| [client.recency, client.age, client.mean_value];
        let by_times =
            || key(one).iter().zip(&key(other)).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
        one.repeats.cmp(&other.repeats).then_with(|| by_times().unwrap_or(std::cmp::Ordering::Equal))
    });
    if bad.is_empty() { Ok(clients) } else { Err(bad) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_read_and_impossible_ones_named_by_their_rows() {
        let text = "client,frequency,recency_days,age_days,mean_value\nA,2,30.5,100,12.5\nB,0,0,7,0\n";
        let found = clients(text).unwrap();
        assert_eq!(found[1], KnownClient { repeats: 2, recency: 30.5, age: 100.0, mean_value: 12.5 });
        assert_eq!(found[0], KnownClient { repeats: 0, recency: 0.0, age: 7.0, mean_value: 0.0 });
        let rows = |text: &str| -> Vec<usize> {
            let row = |refusal: Refusal| match refusal.rule {
                Rule::ImpossibleHistory { row } => row,
                other => panic!("{other:?}"),
            };
            clients(text).unwrap_err().into_iter().map(row).collect()
        };
        let bad = "frequency,recency_days,age_days\n1,8,7\n1,5,7\n0,5,7\n1.5,5,7\n";
        assert_eq!(rows(bad), [2, 4, 5]);
    }

    #[test]
    fn columns_that_have_to_be_there_are_asked_for() {
        let refused = clients("frequency,age_days\n1,2\n").unwrap_err();
        assert!(
            matches!(&refused[0].rule, Rule::DataColumn { column } if column == "recency_days"),
            "{refused:?}"
        );
    }
}
