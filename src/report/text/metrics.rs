//! Where an order log's figures were put.

use super::name;
use crate::report::language::{Language, say};

/// Where the figures were put.
pub fn written_metrics(folder: &str, language: Language) -> String {
    say!(language, "written-metrics", folder = name(folder, 400))
}

#[cfg(test)]
mod tests {
    use crate::data::metrics::Metrics;
    use crate::report::document::{LogFigures, Stamp, history, history_verdict};
    use crate::report::language::Language;
    use crate::report::language::Language::{English, Russian};
    use crate::report::metrics_fixture;
    use crate::report::text::{Look, document};

    fn metrics(of: &Metrics, language: Language, look: Look) -> String {
        let of = LogFigures { metrics: of, charts: &[], stamp: Stamp { version: "1.2.3" } };
        document(&history(of, language), look)
    }

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
            let verdict = history_verdict(&of, language).replace('\u{A0}', " ");
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
