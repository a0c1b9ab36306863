//! The tables of an order log's figures: months, cohorts, segments.

use super::table::table;
use super::{Look, name};
use crate::data::metrics::{Channel, Cohort, Figures, Metrics, MonthFigures};
use crate::report::number::{NONE, fixed, maybe, percent, ratio, short, whole};
use std::fmt::Write as _;

/// Months and cohorts that a terminal shows: the last ones.
const LAST_SHOWN: usize = 24;
/// Segments and channels that a terminal shows.
const SEGMENTS_SHOWN: usize = 20;
/// Ages in months at which retention is told.
const AGES: [usize; 5] = [1, 2, 3, 6, 12];

/// A row a month.
pub(super) fn months(metrics: &Metrics, look: Look) -> String {
    let head = ["Month", "New", "Ordering", "Active", "Churn", "Orders", "AOV", "ARPU", "Revenue"];
    let row = |month: &MonthFigures| {
        vec![
            month.month.to_string(),
            whole(month.new_clients as f64),
            whole(month.ordering_clients as f64),
            maybe(month.active_clients, whole),
            maybe(month.churn, percent),
            whole(month.orders as f64),
            maybe(month.aov, short),
            maybe(month.arpu, short),
            short(month.revenue),
        ]
    };
    let earlier = metrics.months.len().saturating_sub(LAST_SHOWN);
    let text = table(look, 1, &head, metrics.months[earlier..].iter().map(row).collect());
    text + &more(earlier, "earlier", "months.csv")
}

/// A row a cohort: its retention and its LTV.
pub(super) fn cohorts(metrics: &Metrics, look: Look) -> String {
    if metrics.cohorts.is_empty() {
        return String::new();
    }
    let ages = AGES.map(|age| format!("{age} mo"));
    let mut head = vec!["Joined", "Clients"];
    head.extend(ages.iter().map(String::as_str));
    head.push("LTV so far");
    let row = |cohort: &Cohort| {
        let mut row = vec![cohort.month.to_string(), whole(cohort.size as f64)];
        row.extend(AGES.map(|age| maybe(cohort.retention.get(age).copied().flatten(), percent)));
        row.push(maybe(cohort.ltv.last().copied(), short));
        row
    };
    let earlier = metrics.cohorts.len().saturating_sub(LAST_SHOWN);
    let mut rows: Vec<Vec<String>> = metrics.cohorts[earlier..].iter().map(row).collect();
    let total = &metrics.total;
    let mut all = vec!["All".to_owned(), whole(total.clients as f64)];
    all.extend(AGES.map(|age| maybe(total.retention.get(age).copied(), percent)));
    all.push(maybe(total.ltv.historical, short));
    rows.push(all);
    let text = "Share of a cohort still there, so many months after that of joining.\n".to_owned();
    text + &table(look, 1, &head, rows) + &more(earlier, "earlier", "cohorts.csv")
}

/// A row a segment, the highest LTV first; of all clients alone where there are none. What winning them cost below.
pub(super) fn segments(metrics: &Metrics, look: Look) -> String {
    let head = [
        "Segment", "Clients", "AOV", "A month", "Repeat", "Churn", "1st mo", "Year", "Life", "LTV", "Margin",
    ];
    let row = |title: &str, figures: &Figures| {
        let churn = figures.churn;
        let shares = [figures.repeat_rate, churn.monthly, churn.first_month, churn.first_year];
        let mut row = vec![
            name(title, 20),
            whole(figures.clients as f64),
            maybe(figures.aov, short),
            maybe(figures.frequency, |orders| fixed(orders, 2)),
        ];
        row.extend(shares.map(|share| maybe(share, percent)));
        row.push(maybe(figures.life_months, |months| fixed(months, 1)));
        row.extend([figures.ltv.historical, figures.ltv.margin].map(|ltv| maybe(ltv, short)));
        row
    };
    let shown = metrics.segments.iter().take(SEGMENTS_SHOWN);
    let mut rows: Vec<Vec<String>> = shown.map(|segment| row(titled(&segment.name), segment)).collect();
    rows.push(row("All", &metrics.total));
    let text =
        "Churn: share that leaves a month; in the month after joining; within a year. Life in months.\n";
    let hidden = metrics.segments.len().saturating_sub(SEGMENTS_SHOWN);
    text.to_owned()
        + &table(look, 1, &head, rows)
        + &more(hidden, "more", "segments.csv")
        + &returns(metrics, look)
}

/// What winning clients cost and brought, by segment or channel.
fn returns(metrics: &Metrics, look: Look) -> String {
    let Some(spend) = &metrics.spend else { return String::new() };
    let head = ["Channel", "Spend", "Clients won", "CAC", "LTV:CAC", "ROMI"];
    let count = |count: Option<u64>| maybe(count.map(|count| count as f64), whole);
    let of_segment = |title: &str, figures: &Figures| {
        vec![
            name(title, 30),
            maybe(figures.spend, short),
            count(figures.won_clients),
            maybe(figures.cac, short),
            maybe(figures.ltv_to_cac, ratio),
            maybe(figures.romi, percent),
        ]
    };
    let of_channel = |channel: &&Channel| {
        vec![
            format!("{} *", name(titled(&channel.name), 28)),
            short(channel.spend),
            count(channel.won_clients),
            maybe(channel.cac, short),
            NONE.to_owned(),
            NONE.to_owned(),
        ]
    };
    let with_spend = metrics.segments.iter().filter(|segment| segment.spend.is_some());
    let strangers = spend.channels.iter().filter(|channel| !channel.is_segment).take(SEGMENTS_SHOWN);
    let mut rows: Vec<Vec<String>> =
        with_spend.take(SEGMENTS_SHOWN).map(|segment| of_segment(titled(&segment.name), segment)).collect();
    let has_strangers = strangers.clone().next().is_some();
    rows.extend(strangers.map(|channel| of_channel(&channel)));
    rows.push(of_segment("All", &metrics.total));
    let mut text = String::from("\n") + &table(look, 1, &head, rows);
    text.push_str("All: against all clients who joined in months with spend, whatever brought them.\n");
    if has_strangers {
        text.push_str("* No segment of the log has that name.\n");
    }
    if !spend.segments_without_spend.is_empty() {
        let names: Vec<String> =
            spend.segments_without_spend.iter().take(3).map(|one| name(titled(one), 24)).collect();
        let hidden = spend.segments_without_spend.len() - names.len();
        let _ = write!(text, "Segments without spend: {}", names.join(", "));
        let _ = if hidden > 0 { writeln!(text, " and {hidden} more.") } else { writeln!(text, ".") };
    }
    text
}

/// A segment's name; one that is empty is called so.
fn titled(name: &str) -> &str {
    if name.is_empty() { "(no name)" } else { name }
}

fn more(count: usize, which: &str, file: &str) -> String {
    if count > 0 { format!("and {count} {which}, in {file}.\n") } else { String::new() }
}
