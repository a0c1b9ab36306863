//! The tables of an order log's figures: months, cohorts, segments.

use super::table::table;
use super::{Look, name};
use crate::data::metrics::{Channel, Cohort, Figures, Metrics, MonthFigures, Spend};
use crate::report::language::{Language, NONE, maybe, say};

/// Months and cohorts that a terminal shows: the last ones.
const LAST_SHOWN: usize = 24;
/// Segments and channels that a terminal shows.
const SEGMENTS_SHOWN: usize = 20;
/// Segments without spend that are named.
const WITHOUT_SPEND_SHOWN: usize = 3;
/// Ages in months at which retention is told.
const AGES: [usize; 5] = [1, 2, 3, 6, 12];

/// A row a month.
pub(super) fn months(metrics: &Metrics, language: Language, look: Look) -> String {
    let head = [
        say!(language, "head-month"),
        say!(language, "head-new"),
        say!(language, "head-ordering"),
        say!(language, "head-active"),
        say!(language, "head-churn"),
        say!(language, "head-orders"),
        say!(language, "head-aov"),
        "ARPU".to_owned(),
        say!(language, "head-revenue"),
    ];
    let count = |count: u64| language.whole(count as f64);
    let short = |value: Option<f64>| maybe(value, |value| language.short(value));
    let row = |month: &MonthFigures| {
        vec![
            month.month.to_string(),
            count(month.new_clients),
            count(month.ordering_clients),
            maybe(month.active_clients, |clients| language.whole(clients)),
            maybe(month.churn, |share| language.percent(share)),
            count(month.orders),
            short(month.aov),
            short(month.arpu),
            language.short(month.revenue),
        ]
    };
    let earlier = metrics.months.len().saturating_sub(LAST_SHOWN);
    let text = table(look, 1, &head, metrics.months[earlier..].iter().map(row).collect());
    text + &more_earlier(earlier, "months.csv", language)
}

/// A row a cohort: its retention and its LTV.
pub(super) fn cohorts(metrics: &Metrics, language: Language, look: Look) -> String {
    if metrics.cohorts.is_empty() {
        return String::new();
    }
    let mut head = vec![say!(language, "head-joined"), say!(language, "head-clients")];
    head.extend(AGES.map(|age| say!(language, "head-after-months", months = age)));
    head.push(say!(language, "head-ltv-so-far"));
    let share = |share: Option<f64>| maybe(share, |share| language.percent(share));
    let short = |value: Option<f64>| maybe(value, |value| language.short(value));
    let row = |cohort: &Cohort| {
        let mut row = vec![cohort.month.to_string(), language.whole(cohort.size as f64)];
        row.extend(AGES.map(|age| share(cohort.retention.get(age).copied().flatten())));
        row.push(short(cohort.ltv.last().copied()));
        row
    };
    let earlier = metrics.cohorts.len().saturating_sub(LAST_SHOWN);
    let mut rows: Vec<Vec<String>> = metrics.cohorts[earlier..].iter().map(row).collect();
    let total = &metrics.total;
    let mut all = vec![say!(language, "all-segments"), language.whole(total.clients as f64)];
    all.extend(AGES.map(|age| share(total.retention.get(age).copied())));
    all.push(short(total.ltv.historical));
    rows.push(all);
    let text = say!(language, "cohorts-note") + "\n";
    text + &table(look, 1, &head, rows) + &more_earlier(earlier, "cohorts.csv", language)
}

/// A row a segment, the highest LTV first; of all clients alone where there are none. What winning them cost below.
pub(super) fn segments(metrics: &Metrics, language: Language, look: Look) -> String {
    let head = [
        say!(language, "head-segment"),
        say!(language, "head-clients"),
        say!(language, "head-aov"),
        say!(language, "head-a-month"),
        say!(language, "head-repeat"),
        say!(language, "head-churn"),
        say!(language, "head-first-month"),
        say!(language, "head-year"),
        say!(language, "head-life"),
        "LTV".to_owned(),
        say!(language, "head-margin"),
    ];
    let row = |title: &str, figures: &Figures| {
        let churn = figures.churn;
        let shares = [figures.repeat_rate, churn.monthly, churn.first_month, churn.first_year];
        let mut row = vec![
            name(title, 20),
            language.whole(figures.clients as f64),
            maybe(figures.aov, |value| language.short(value)),
            maybe(figures.frequency, |orders| language.fixed(orders, 2)),
        ];
        row.extend(shares.map(|share| maybe(share, |share| language.percent(share))));
        row.push(maybe(figures.life_months, |months| language.fixed(months, 1)));
        let values = [figures.ltv.historical, figures.ltv.margin];
        row.extend(values.map(|ltv| maybe(ltv, |ltv| language.short(ltv))));
        row
    };
    let shown = metrics.segments.iter().take(SEGMENTS_SHOWN);
    let mut rows: Vec<Vec<String>> =
        shown.map(|segment| row(&titled(&segment.name, language), segment)).collect();
    rows.push(row(&say!(language, "all-segments"), &metrics.total));
    let hidden = metrics.segments.len().saturating_sub(SEGMENTS_SHOWN);
    let more = if hidden > 0 {
        say!(language, "metrics-more", count = hidden, file = "segments.csv") + "\n"
    } else {
        String::new()
    };
    let text = say!(language, "segments-columns") + "\n";
    text + &table(look, 1, &head, rows) + &more + &returns(metrics, language, look)
}

/// What winning clients cost and brought, by segment or channel.
fn returns(metrics: &Metrics, language: Language, look: Look) -> String {
    let Some(spend) = &metrics.spend else { return String::new() };
    let head = [
        say!(language, "head-channel"),
        say!(language, "head-spend"),
        say!(language, "head-clients-won"),
        "CAC".to_owned(),
        "LTV:CAC".to_owned(),
        "ROMI".to_owned(),
    ];
    let count = |count: Option<u64>| maybe(count.map(|count| count as f64), |count| language.whole(count));
    let short = |value: Option<f64>| maybe(value, |value| language.short(value));
    let of_segment = |title: &str, figures: &Figures| {
        vec![
            name(title, 30),
            short(figures.spend),
            count(figures.won_clients),
            short(figures.cac),
            maybe(figures.ltv_to_cac, |ratio| language.ratio(ratio)),
            maybe(figures.romi, |share| language.percent(share)),
        ]
    };
    let of_channel = |channel: &&Channel| {
        vec![
            format!("{} *", name(&titled(&channel.name, language), 28)),
            language.short(channel.spend),
            count(channel.won_clients),
            short(channel.cac),
            NONE.to_owned(),
            NONE.to_owned(),
        ]
    };
    let with_spend = metrics.segments.iter().filter(|segment| segment.spend.is_some());
    let strangers: Vec<&Channel> =
        spend.channels.iter().filter(|channel| !channel.is_segment).take(SEGMENTS_SHOWN).collect();
    let mut rows: Vec<Vec<String>> = with_spend
        .take(SEGMENTS_SHOWN)
        .map(|segment| of_segment(&titled(&segment.name, language), segment))
        .collect();
    rows.extend(strangers.iter().map(of_channel));
    rows.push(of_segment(&say!(language, "all-segments"), &metrics.total));
    let mut text = String::from("\n") + &table(look, 1, &head, rows);
    text += &(say!(language, "channels-all-note") + "\n");
    if !strangers.is_empty() {
        text += &(say!(language, "channels-stranger-note") + "\n");
    }
    text + &without_spend(spend, language)
}

/// Which segments have no spend: the first by name, and how many more.
fn without_spend(spend: &Spend, language: Language) -> String {
    let segments = &spend.segments_without_spend;
    if segments.is_empty() {
        return String::new();
    }
    let shown = segments.iter().take(WITHOUT_SPEND_SHOWN).map(|one| name(&titled(one, language), 24));
    let names = shown.collect::<Vec<String>>().join(", ");
    let hidden = segments.len().saturating_sub(WITHOUT_SPEND_SHOWN);
    let said = if hidden > 0 {
        say!(language, "segments-without-spend-and-more", names = names, count = hidden)
    } else {
        say!(language, "segments-without-spend", names = names)
    };
    said + "\n"
}

/// A segment's name; one that is empty is called so.
fn titled(name: &str, language: Language) -> String {
    if name.is_empty() { say!(language, "no-name") } else { name.to_owned() }
}

fn more_earlier(count: usize, file: &str, language: Language) -> String {
    if count > 0 {
        say!(language, "metrics-earlier", count = count, file = file) + "\n"
    } else {
        String::new()
    }
}
