//! The files beside the scenario that is written from a log: its clients, a row each, and draws of its parameters.

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

/// Draws of quantities, a row each.
pub fn draws_csv(columns: &[(String, Vec<f64>)]) -> Vec<u8> {
    let rows = columns.first().map_or(0, |(_, draws)| draws.len());
    let heading = columns.iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
    let rows = (0..rows).map(|row| columns.iter().map(|(_, draws)| draws[row].to_string()).collect());
    csv::bytes(std::iter::once(heading).chain(rows))
}
