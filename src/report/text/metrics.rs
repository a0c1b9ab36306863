//! An order log's figures in words: what they come to, what was read, and how they are meant. The tables stand in
//! `metrics_tables`.

use super::metrics_tables::{cohorts, months, segments};
use super::{Look, name, wrapped};
use crate::data::account::{Account, Reason};
use crate::data::amount;
use crate::data::metrics::{Metrics, Spend};
use crate::report::language::{Language, say};
use crate::report::{definitions, rejections};

/// What `metrics` prints.
pub fn metrics(metrics: &Metrics, language: Language, look: Look) -> String {
    let mut text = look.heading(&metrics_verdict(metrics, language)) + "\n\n";
    text.push_str(&read(metrics, language));
    let parts = [
        months(metrics, language, look),
        cohorts(metrics, language, look),
        segments(metrics, language, look),
    ];
    for part in parts {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&part);
        }
    }
    text.push('\n');
    text.push_str(&meanings(metrics, language));
    text
}

/// Where the figures were put.
pub fn written_metrics(folder: &str, language: Language) -> String {
    say!(language, "written-metrics", folder = name(folder, 400))
}

/// `2,357 clients, 6,696 orders, 244,092 in 18 months; 7.9 % leave a month; the best fifth bring 72 %`.
pub fn metrics_verdict(metrics: &Metrics, language: Language) -> String {
    let data = &metrics.data;
    let revenue =
        if data.revenue.abs() < 1e9 { language.whole(data.revenue) } else { language.short(data.revenue) };
    let currency =
        metrics.currency.as_deref().map_or_else(String::new, |code| format!(" {}", name(code, 12)));
    let sums = say!(
        language,
        "metrics-verdict",
        clients = data.clients,
        orders = data.orders,
        revenue = revenue + &currency,
        months = language.months(metrics.months.len())
    );
    let churn = match metrics.total.churn.monthly {
        Some(churn) => say!(language, "metrics-churn", churn = language.percent(churn)),
        None => say!(language, "metrics-churn-unknown"),
    };
    let mut parts = vec![sums, churn];
    parts.extend(
        metrics
            .concentration
            .best_20_percent
            .map(|share| say!(language, "metrics-best-fifth", share = language.whole_percent(share))),
    );
    parts.join("; ")
}

/// What became of the rows.
fn read(metrics: &Metrics, language: Language) -> String {
    let (data, account) = (&metrics.data, &metrics.data.account);
    let mut text = say!(
        language,
        "metrics-rows",
        rows = account.rows,
        used = account.used,
        rejected = account.rejected_rows(),
        from = data.from.to_string(),
        until = data.until.to_string()
    ) + "\n";
    text += &say!(
        language,
        "metrics-orders",
        repeats = metrics.total.repeat_orders,
        once = metrics.total.one_order_clients
    );
    text.push('\n');
    text.push_str(&rejections::lines(account, language));
    for line in remarks_on_rows(metrics, language) {
        text += &(line + "\n");
    }
    text
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

/// How the figures are meant.
fn meanings(metrics: &Metrics, language: Language) -> String {
    let mut sentences = vec![definitions::churn(metrics.definition, language)];
    sentences.extend(by_now(metrics, language));
    sentences.extend(definitions::margin(metrics.margin, language));
    if metrics.spend.is_some() {
        sentences.push(definitions::returns(metrics.margin, language));
    }
    sentences.push(say!(language, "metrics-columns"));
    sentences.push(say!(language, "metrics-dash"));
    sentences.extend(metrics.spend.as_ref().and_then(|spend| left_out(spend, language)));
    sentences.iter().map(|sentence| wrapped(sentence)).collect()
}

/// Who is still there at the end of the log.
fn by_now(metrics: &Metrics, language: Language) -> Option<String> {
    let (there, returned) = metrics.total.there.zip(metrics.total.returned)?;
    let (clients, until) = (metrics.total.clients, metrics.data.until.to_string());
    Some(match metrics.definition.silence_days() {
        Some(days) => say!(
            language,
            "metrics-there-by-orders",
            clients = clients,
            there = there,
            days = days,
            until = until,
            returned = returned
        ),
        None => say!(
            language,
            "metrics-there",
            clients = clients,
            there = there,
            until = until,
            returned = returned
        ),
    })
}

/// Spend that is in no figure.
fn left_out(spend: &Spend, language: Language) -> Option<String> {
    (spend.rows_outside > 0).then(|| {
        let sum = language.short(spend.spend_outside);
        say!(language, "metrics-spend-outside", rows = spend.rows_outside, sum = sum)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::Language::{English, Russian};
    use crate::report::metrics_fixture;

    #[test]
    fn a_log_is_told_from_its_verdict_to_its_definitions() {
        insta::assert_snapshot!(metrics(&metrics_fixture::metrics(18), English, Look::Plain));
        insta::assert_snapshot!(metrics(&metrics_fixture::with_spend(30), English, Look::Plain));
    }

    #[test]
    fn a_log_is_told_in_russian() {
        let said = metrics(&metrics_fixture::with_spend(30), Russian, Look::Plain);
        insta::assert_snapshot!(said.replace('\u{A0}', "~"));
    }

    #[test]
    fn clients_and_orders_are_counted_as_the_language_counts() {
        let said = |language: Language, count: u64| {
            let mut of = metrics_fixture::metrics(3);
            (of.data.clients, of.data.orders) = (count, count);
            let verdict = metrics_verdict(&of, language).replace('\u{A0}', " ");
            verdict.split(", ").take(2).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(said(English, 1), "1 client, 1 order");
        assert_eq!(
            [1, 2, 5, 11, 21].map(|count| said(Russian, count)),
            [
                "1 клиент, 1 заказ",
                "2 клиента, 2 заказа",
                "5 клиентов, 5 заказов",
                "11 клиентов, 11 заказов",
                "21 клиент, 21 заказ"
            ]
        );
    }

    #[test]
    fn nothing_at_all_is_told_without_figures() {
        insta::assert_snapshot!(metrics(&metrics_fixture::metrics(0), English, Look::Plain));
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        for months in [1, 4, 60] {
            let mut of = metrics_fixture::with_spend(months.max(3));
            of.segments[0].name = "A segment with a very long name that nobody has room for".to_owned();
            let text = metrics(&of, English, Look::Plain);
            let wide = text.lines().skip(1).find(|line| line.chars().count() > 100);
            assert_eq!(wide, None, "{text}");
        }
    }
}
