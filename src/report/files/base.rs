//! The clients of a log, a row each, for the scenario that is written from it.

use super::csv;
use crate::fit::basis::BaseClient;

/// The file that a scenario's `opening` reads; who a client is stands in it for people.
pub fn base_clients_csv(clients: &[BaseClient<'_>]) -> Vec<u8> {
    let heading = ["client", "frequency", "recency_days", "age_days", "mean_value"].map(str::to_owned);
    let rows = clients.iter().map(|client| {
        [
            csv::name(client.id),
            client.repeats.to_string(),
            client.recency_days.to_string(),
            client.age_days.to_string(),
            client.mean_value.to_string(),
        ]
    });
    csv::bytes(std::iter::once(heading).chain(rows))
}
