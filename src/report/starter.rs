//! The commented file of a new scenario.

use std::fmt::Write as _;

/// What a new scenario says; texts are the written forms of quantities.
#[derive(Debug, Clone)]
pub struct Starter {
    /// The currency's code.
    pub currency: String,
    /// Orders a month; none for a subscription.
    pub orders: Option<String>,
    /// Churn a month.
    pub churn: String,
    /// What a payment or an order is worth.
    pub order_value: String,
    /// CAC.
    pub cac: String,
    /// Profit to make in the year.
    pub target: f64,
    /// The range that the target was the upper end of.
    pub target_range: Option<String>,
    /// Clients a month that a target in the middle of everything takes; none where it cannot be guessed.
    pub clients_a_month: Option<f64>,
    /// The first month's year.
    pub year: u16,
}

/// New clients a month where nothing better is known.
const CLIENTS_A_MONTH: f64 = 100.0;

/// The file of a new scenario.
pub fn starter(starter: &Starter) -> String {
    let mut text = head(starter);
    text.push_str(&money(starter));
    text.push_str(&segment(starter));
    text
}

fn head(starter: &Starter) -> String {
    let (currency, year) = (quoted(&starter.currency), starter.year);
    format!(
        "\
# A scenario for ltvcast: what is assumed about clients, and how sure we are of it.
#
# How to read a line:
#   cac = \"700 to 1100\"      we are 90 % sure that it lies between the two
#   churn = \"5%\"             we take it as given
# Rates and costs are a month, growth and discount a year. A line that begins with # is not read: those below
# show what else may be said; take the # away and put your own number in.
#
#   ltvcast check FILE       how each line was understood
#   ltvcast simulate FILE    the forecast, the plan, charts
#   ltvcast schema           the format, for editors that help while you write

name = \"My scenario\"
currency = {currency}
start = \"{year}-01\"          # the first month
months = 12                # the budget
lifetime_months = 36       # how far LTV looks

[simulation]
trials = 20000
seed = 1                   # the same seed gives the same result
"
    )
}

fn money(starter: &Starter) -> String {
    let mut text = String::from("\n[money]\n");
    let said = match &starter.target_range {
        Some(range) => format!("over the 12 months; the upper end of {range}"),
        None => "over the 12 months".to_owned(),
    };
    line(&mut text, &format!("target_profit = {}", starter.target), &said);
    line(&mut text, "confidence = \"80%\"", "how sure the plan has to be of it");
    line(&mut text, "# fixed_costs = \"20K to 25K\"", "a month: team, rent, software");
    line(&mut text, "# tax = { revenue = \"6%\" }", "or { profit = \"20%\" }, { vat = \"20%\" }");
    line(&mut text, "# discount_rate = \"15%\"", "a year, for LTV alone");
    text
}

fn segment(starter: &Starter) -> String {
    let mut text = String::from(
        "\n# A segment is a kind of clients: a channel, a tariff, a region. Copy it for a second one.\n[[segment]]\n",
    );
    line(&mut text, "name = \"Clients\"", "");
    match starter.clients_a_month {
        Some(clients) => line(
            &mut text,
            &format!("new_clients = {}", two_digits(clients)),
            "a month: about what the target takes if all comes out in the middle",
        ),
        None => line(
            &mut text,
            &format!("new_clients = {CLIENTS_A_MONTH}"),
            "a month; or a list, one number a month",
        ),
    }
    line(&mut text, &format!("cac = {}", written(&starter.cac)), "what winning one client costs");
    line(
        &mut text,
        &format!("churn = {}", written(&starter.churn)),
        "share of the clients that leaves in a month",
    );
    if let Some(rate) = &starter.orders {
        let rate = written(rate);
        line(
            &mut text,
            &format!("orders = {{ gamma_poisson = {{ rate = {rate}, shape = 2 }} }}"),
            "a month; shape 2: clients differ a good deal",
        );
        let mean = written(&starter.order_value);
        line(
            &mut text,
            &format!("order_value = {{ gamma = {{ mean = {mean}, shape = 2 }} }}"),
            "orders differ from each other too",
        );
        line(
            &mut text,
            "# seasonality = [0.8, 0.8, 1, 1, 1, 0.9, 0.8, 0.9, 1, 1.1, 1.3, 1.4]",
            "January first, mean 1",
        );
    } else {
        line(&mut text, "orders = \"subscription\"", "one payment a month");
        line(&mut text, &format!("order_value = {}", written(&starter.order_value)), "the payment");
    }
    line(&mut text, "# margin = \"60% to 70%\"", "after cost of goods; 100 % if left out");
    line(&mut text, "# servicing = 2", "a month per active client");
    line(&mut text, "# growth = \"2% to 5%\"", "of prices, a year");
    line(&mut text, "# opening = [{ clients = 500, tenure_months = 6 }]", "clients who are there already");
    text
}

/// A line with its comment, where there is room beside it.
fn line(text: &mut String, says: &str, comment: &str) {
    let _ = match comment {
        "" => writeln!(text, "{says}"),
        comment => writeln!(text, "{says:<26} # {comment}"),
    };
}

/// A quantity's written form as TOML: a table as it is, anything else in quotes.
fn written(text: &str) -> String {
    let text = text.trim();
    if text.starts_with('{') { text.to_owned() } else { quoted(text.trim_matches('"')) }
}

/// The text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The number with two digits: a guess should not look like more.
fn two_digits(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(value)) - 1.0);
    let rounded = (value / power).round() * power;
    // Whole from ten on; below, the division leaves a tail.
    if rounded >= 10.0 { rounded.round() } else { (rounded * 1e6).round() / 1e6 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scenario::{NoFiles, check};

    fn of(orders: Option<&str>, value: &str) -> Starter {
        Starter {
            currency: "\u{202f}\"₽\\".to_owned(),
            orders: orders.map(str::to_owned),
            churn: "4% to 6%".to_owned(),
            order_value: value.to_owned(),
            cac: "{ min = 1, mode = 2, max = 4 }".to_owned(),
            target: 3e6,
            target_range: Some("2M to 3M".to_owned()),
            clients_a_month: Some(1234.5),
            year: 2027,
        }
    }

    #[test]
    fn the_file_is_a_scenario_whatever_was_answered() {
        for (orders, value) in
            [(None, "500"), (Some("0.5 to 0.7"), "\"12K\""), (Some("{ p5 = 1, p95 = 2 }"), "1\u{a0}200")]
        {
            let text = starter(&of(orders, value));
            let checked = check(&text, &NoFiles).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
            assert!(checked.warnings.is_empty(), "{:#?}", checked.warnings);
            assert_eq!(checked.scenario.money.target_profit, Some(3e6));
        }
    }

    #[test]
    fn every_line_that_is_not_read_could_be() {
        let text = starter(&of(None, "500"));
        // Comments of whole sentences have no equals sign after a first word.
        let (_, body) = text.split_once("name = ").unwrap();
        let uncommented: String = body
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.split(' ').nth(1) == Some("=") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let text = format!("name = {uncommented}");
        let checked = check(&text, &NoFiles).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
        assert!(checked.scenario.segments[0].opening.len() == 1);
    }

    #[test]
    fn guesses_have_two_digits() {
        let cases = [(1234.5, 1200.0), (99.9, 100.0), (7.46, 7.5), (0.123, 0.12), (1e6, 1e6)];
        for (value, rounded) in cases {
            assert_eq!(two_digits(value), rounded);
        }
    }
}
