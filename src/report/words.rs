//! Single words of reports: months, units, signs of currencies. Sentences stand beside what they tell.

use super::number::{Scale, exact_percent, maybe, whole};
use crate::decision::compare::PartCause;
use crate::forecast::paired::Measure;
use crate::model::month::Month;
use crate::model::scenario::Cause;
use crate::model::watch::{Look, Stage};

/// A month's short name.
pub fn month_name(month: Month) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES[month.index()]
}

/// `1 client`, `2,357 clients`.
pub fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", whole(count as f64), if count == 1 { "" } else { "s" })
}

/// The sign of a currency on a chart; its code where it has none that every reader knows.
pub fn currency_sign(code: &str) -> &str {
    match code {
        "RUB" => "₽",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KZT" => "₸",
        "UAH" => "₴",
        "TRY" => "₺",
        "ILS" => "₪",
        other => other,
    }
}

/// What an axis of money counts in: `thousand ₽`.
pub fn money_unit(scale: Scale, currency: &str) -> String {
    let sign = currency_sign(currency);
    match scale {
        Scale::One => sign.to_owned(),
        Scale::Thousand => format!("thousand {sign}"),
        Scale::Million => format!("million {sign}"),
        Scale::Billion => format!("billion {sign}"),
        Scale::Trillion => format!("trillion {sign}"),
    }
}

/// The horizon in words: `the year`, `8 months`.
pub fn horizon(months: usize) -> String {
    match months {
        1 => "the month".to_owned(),
        12 => "the year".to_owned(),
        months => format!("the {months} months"),
    }
}

/// What a tenth of the outcomes is called: a horizon of a year has years.
pub fn one_in_ten(months: usize) -> &'static str {
    if months == 12 { "one year in ten" } else { "one case in ten" }
}

/// `1 month`, `12 months`.
pub fn months(count: usize) -> String {
    if count == 1 { "1 month".to_owned() } else { format!("{count} months") }
}

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A run for a precision while it runs: `Simulating: 0.82 % precise, 0.5 % wanted`.
pub fn simulating_to(look: Look) -> String {
    let reached = maybe(look.reached, exact_percent);
    format!("Simulating: {reached} precise, {} wanted", exact_percent(look.wanted))
}

/// What a stage of long work is called while it runs.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Simulating => "Simulating",
        Stage::Summarising => "Summarising",
        Stage::Planning => "Planning",
        Stage::Verifying => "Verifying the plan",
        Stage::Attributing => "Finding causes",
        Stage::Reading => "Reading",
        Stage::Grouping => "Grouping by client",
        Stage::Counting => "Counting",
        Stage::Fitting => "Fitting",
        Stage::Weighing => "Weighing draws",
        Stage::Scoring => "Scoring",
    }
}

/// Because of what profit differs.
pub fn cause(cause: PartCause) -> &'static str {
    match cause {
        PartCause::Of(Cause::Clients) => "clients",
        PartCause::Of(Cause::Churn) => "churn",
        PartCause::Of(Cause::OrderRate) => "order rate",
        PartCause::Of(Cause::OrderValue) => "order value",
        PartCause::Of(Cause::Margin) => "margin",
        PartCause::Of(Cause::Cac) => "CAC",
        PartCause::Of(Cause::Levers) => "levers",
        PartCause::Of(Cause::Costs) => "costs",
        PartCause::Of(Cause::Tax) => "tax",
        PartCause::Of(Cause::Market) => "market",
        PartCause::Of(Cause::Correlations) => "correlations",
        PartCause::Of(Cause::Calendar) => "calendar",
        PartCause::Of(Cause::Segments) => "segments",
        PartCause::Sampling(_) => "sampling",
    }
}

/// A figure of the headline.
pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Revenue => "Revenue",
        Measure::Profit => "Profit",
        Measure::NewClients => "New clients",
        Measure::ActiveClientsEnd => "Clients at the end",
        Measure::AdSpend => "Ad spend",
        Measure::Roas => "ROAS",
        Measure::Romi => "ROMI",
        Measure::ProbabilityOfTarget => "Reaches target, points",
        Measure::ProbabilityOfLoss => "Makes a loss, points",
        Measure::Cvar10 => "Worst tenth, mean",
    }
}

/// A name on one line, no longer than `letters`, without anything that steers a terminal.
pub fn name(text: &str, letters: usize) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let line: String = text.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= letters {
        return line;
    }
    let kept: String = line.chars().take(letters.saturating_sub(3)).collect();
    format!("{}...", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_cannot_steer_a_terminal_or_run_on() {
        assert_eq!(name("Red\u{1b}[31m\nline", 30), "Red [31m line");
        assert_eq!(name("Контекстная реклама", 14), "Контекстная...");
        assert_eq!(name("short", 5), "short");
    }
}
