//! How many clients a month a target would take if everything came out in the middle: what a new scenario starts from.

/// The middles of what is assumed, all a month.
#[derive(Debug, Clone, Copy)]
pub struct Middles {
    /// Orders of a client.
    pub orders: f64,
    /// What an order leaves.
    pub order_value: f64,
    /// Share of the clients that leaves.
    pub churn: f64,
    /// Cost of winning a client.
    pub cac: f64,
}

/// Clients a month with which so many months earn the target: with `v` what a client leaves a month and `r` the share
/// that stays, one client a month earns `sum_{t < months} (v (1 + r + ... + r^t) - CAC)`. None where that is no profit,
/// or there is nothing to reach.
pub fn clients_a_month(middles: Middles, months: usize, target: f64) -> Option<f64> {
    let (mut there, mut earned) = (0.0, 0.0);
    for _ in 0..months {
        there += 1.0;
        earned += middles.orders * middles.order_value * there - middles.cac;
        there *= 1.0 - middles.churn;
    }
    let clients = target / earned;
    (earned > 0.0 && target > 0.0 && clients.is_finite()).then_some(clients)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_a_month_earns_what_is_counted_by_hand() {
        // 100 a month, 10 % leave, 50 each: 100 - 50, 190 - 50, 271 - 50 = 411 in three months.
        let middles = Middles { orders: 2.0, order_value: 50.0, churn: 0.1, cac: 50.0 };
        assert!((clients_a_month(middles, 3, 41_100.0).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(clients_a_month(Middles { cac: 1000.0, ..middles }, 3, 1e6), None);
        assert_eq!(clients_a_month(middles, 3, -5.0), None);
    }
}
