//! An order log's figures in words: what they come to, what was read, and how they are meant. The tables stand in
//! `metrics_tables`.

use super::metrics_tables::{cohorts, months, segments};
use super::{Look, name, wrapped};
use crate::data::account::{Account, Reason};
use crate::data::amount;
use crate::data::metrics::{Metrics, Spend};
use crate::report::number::{maybe, percent, short, whole, whole_percent};
use crate::report::words::counted;
use crate::report::{definitions, rejections, words};
use std::fmt::Write as _;

/// What `metrics` prints.
pub fn metrics(metrics: &Metrics, look: Look) -> String {
    let mut text = look.heading(&metrics_verdict(metrics)) + "\n\n";
    text.push_str(&read(metrics));
    for part in [months(metrics, look), cohorts(metrics, look), segments(metrics, look)] {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&part);
        }
    }
    text.push('\n');
    text.push_str(&meanings(metrics));
    text
}

/// Where the figures were put.
pub fn written_metrics(folder: &str) -> String {
    format!("Written to {}: metrics.json, months.csv, cohorts.csv, segments.csv, charts.", name(folder, 400))
}

/// `2,357 clients, 6,696 orders, 244,092 in 18 months; 7.9 % leave a month; the best fifth bring 72 %`.
pub fn metrics_verdict(metrics: &Metrics) -> String {
    let data = &metrics.data;
    let revenue = if data.revenue.abs() < 1e9 { whole(data.revenue) } else { short(data.revenue) };
    let currency =
        metrics.currency.as_deref().map_or_else(String::new, |code| format!(" {}", name(code, 12)));
    let mut verdict = format!(
        "{}, {}, {revenue}{currency} in {}",
        counted(data.clients, "client"),
        counted(data.orders, "order"),
        words::months(metrics.months.len())
    );
    match metrics.total.churn.monthly {
        Some(churn) => {
            let _ = write!(verdict, "; {} leave a month", percent(churn));
        }
        None => verdict.push_str("; how many leave a month cannot be told"),
    }
    if let Some(share) = metrics.concentration.best_20_percent {
        let _ = write!(verdict, "; the best fifth bring {}", whole_percent(share));
    }
    verdict
}

/// What became of the rows.
fn read(metrics: &Metrics) -> String {
    let (data, account) = (&metrics.data, &metrics.data.account);
    let mut text = format!(
        "{} read, {} used, {} rejected; orders from {} to {}.\n",
        counted(account.rows, "row"),
        whole(account.used as f64),
        whole(account.rejected_rows() as f64),
        data.from,
        data.until
    );
    let _ = writeln!(
        text,
        "{} after a client's first; {} ordered once.",
        counted(metrics.total.repeat_orders, "order"),
        counted(metrics.total.one_order_clients, "client")
    );
    text.push_str(&rejections::lines(account));
    if account.rejected.contains_key(&Reason::BeforeFrom) {
        text.push_str("Who ordered before the first day counts as new with the first order from then on.\n");
    }
    let among = among_used(account);
    if !among.is_empty() {
        let _ = writeln!(text, "Among those used: {}.", among.join("; "));
    }
    if let Some(silence) = &data.without_orders {
        let _ = writeln!(
            text,
            "No order at all from {} to {}, {}: if a date of the log is wrong, --from or --until leave it out.",
            silence.from,
            silence.to,
            words::months(silence.months)
        );
    }
    if data.of_several_segments > 0 {
        let clients = counted(data.of_several_segments, "client");
        let _ = writeln!(text, "Of several segments: {clients}, who stand in that of their first order.");
    }
    if let Some(subscribers) = metrics.subscriptions {
        let _ = writeln!(
            text,
            "Subscribers without an order: {}. Clients without a subscription, taken to be there from the month of\n\
             the first order to that of the last: {}.",
            whole(subscribers.without_orders as f64),
            whole(subscribers.clients_without as f64)
        );
    }
    text
}

fn among_used(account: &Account) -> Vec<String> {
    let mut among = Vec::new();
    let mut add = |rows: u64, what: &str| {
        if rows > 0 {
            among.push(format!("{} {what}", whole(rows as f64)));
        }
    };
    add(account.zero, "of an amount of zero, which are orders");
    let returned = whole(amount::number(account.returned_units));
    add(account.returns, &format!("of returns, {returned} in all"));
    add(account.repeated, "that repeat another one");
    add(account.rounded, "rounded to six decimals");
    add(account.without_cost, "without a cost, taken to cost nothing");
    among
}

/// How the figures are meant.
fn meanings(metrics: &Metrics) -> String {
    let mut sentences = vec![definitions::churn(metrics.definition)];
    sentences.extend(by_now(metrics));
    sentences.extend(definitions::margin(metrics.margin));
    if metrics.spend.is_some() {
        sentences.push(definitions::returns(metrics.margin).to_owned());
    }
    sentences.push(
        "Orders of one client on one day are one. Active: clients who are there, with an order in the month or \
         without. A month: orders a month of an active client. Repeat: clients with two orders or more. LTV: what a \
         client has paid so far, less returns; a client who is still there will pay more."
            .to_owned(),
    );
    sentences.push("A dash: there is nothing to divide by, or it is too early to judge.".to_owned());
    sentences.extend(metrics.spend.as_ref().and_then(left_out));
    sentences.iter().map(|sentence| wrapped(sentence)).collect()
}

/// Who is still there at the end of the log.
fn by_now(metrics: &Metrics) -> Option<String> {
    let (there, returned) = metrics.total.there.zip(metrics.total.returned)?;
    let of_all = format!("Of {}", counted(metrics.total.clients, "client"));
    let [have, are] = if there == 1 { ["has", "is"] } else { ["have", "are"] };
    let (there, until) = (whole(there as f64), metrics.data.until);
    Some(match metrics.definition.silence_days() {
        Some(days) => format!(
            "{of_all} {there} {have} ordered in the {days} days up to {until}; {} after a longer silence.",
            counted(returned, "return")
        ),
        None => format!(
            "{of_all} {there} {are} still there on {until}; {} after a pause.",
            counted(returned, "return")
        ),
    })
}

/// Spend that is in no figure.
fn left_out(spend: &Spend) -> Option<String> {
    (spend.rows_outside > 0).then(|| {
        format!(
            "{} of spend, {} in all, stand for months outside the log or not over, and are in no figure.",
            counted(spend.rows_outside, "row"),
            maybe(Some(spend.spend_outside), short)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::metrics_fixture;

    #[test]
    fn a_log_is_told_from_its_verdict_to_its_definitions() {
        insta::assert_snapshot!(metrics(&metrics_fixture::metrics(18), Look::Plain));
        insta::assert_snapshot!(metrics(&metrics_fixture::with_spend(30), Look::Plain));
    }

    #[test]
    fn nothing_at_all_is_told_without_figures() {
        insta::assert_snapshot!(metrics(&metrics_fixture::metrics(0), Look::Plain));
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        for months in [1, 4, 60] {
            let mut of = metrics_fixture::with_spend(months.max(3));
            of.segments[0].name = "A segment with a very long name that nobody has room for".to_owned();
            let text = metrics(&of, Look::Plain);
            let wide = text.lines().skip(1).find(|line| line.chars().count() > 100);
            assert_eq!(wide, None, "{text}");
        }
    }
}
