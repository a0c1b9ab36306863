//! What was read of a log, and what became of its rows.

use crate::data::account::{Account, Reason};
use crate::data::amount;
use crate::data::metrics::Metrics;
use crate::report::document::{Block, Kind, Section};
use crate::report::language::{Language, say};
use crate::report::rejections;

/// The section.
pub(super) fn read(metrics: &Metrics, language: Language) -> Section {
    let (data, account) = (&metrics.data, &metrics.data.account);
    let mut lines = vec![
        say!(
            language,
            "metrics-rows",
            rows = account.rows,
            used = account.used,
            rejected = account.rejected_rows(),
            from = data.from.to_string(),
            until = data.until.to_string()
        ),
        say!(
            language,
            "metrics-orders",
            repeats = metrics.total.repeat_orders,
            once = metrics.total.one_order_clients
        ),
    ];
    lines.extend(rejections::lines(account, language).lines().map(str::to_owned));
    lines.extend(remarks_on_rows(metrics, language));
    Section::new(Kind::Opening, String::new(), lines.into_iter().map(Block::Words).collect())
}

/// What has to be known of the rows that are used.
fn remarks_on_rows(metrics: &Metrics, language: Language) -> Vec<String> {
    let (data, account) = (&metrics.data, &metrics.data.account);
    let mut lines = Vec::new();
    if account.rejected.contains_key(&Reason::BeforeFrom) {
        lines.push(say!(language, "metrics-new-from-then"));
    }
    let among = among_used(account, language);
    if !among.is_empty() {
        lines.push(say!(language, "metrics-among-used", rows = among.join("; ")));
    }
    if let Some(silence) = &data.without_orders {
        lines.push(say!(
            language,
            "metrics-silence",
            from = silence.from.to_string(),
            to = silence.to.to_string(),
            months = language.months(silence.months)
        ));
    }
    if data.of_several_segments > 0 {
        lines.push(say!(language, "metrics-several-segments", clients = data.of_several_segments));
    }
    lines.extend(metrics.subscriptions.map(|subscribers| {
        say!(
            language,
            "metrics-subscribers",
            silent = subscribers.without_orders,
            others = subscribers.clients_without
        )
    }));
    lines
}

fn among_used(account: &Account, language: Language) -> Vec<String> {
    let returned = language.whole(amount::number(account.returned_units));
    let among = [
        (account.zero, say!(language, "used-zero", count = account.zero)),
        (account.returns, say!(language, "used-returns", count = account.returns, sum = returned)),
        (account.repeated, say!(language, "used-repeated", count = account.repeated)),
        (account.rounded, say!(language, "used-rounded", count = account.rounded)),
        (account.without_cost, say!(language, "used-without-cost", count = account.without_cost)),
    ];
    among.into_iter().filter(|(rows, _)| *rows > 0).map(|(_, words)| words).collect()
}
