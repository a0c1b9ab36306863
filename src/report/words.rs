//! Single words of reports: stages, causes, figures, names. Sentences stand beside what they tell.

use super::language::{Language, maybe, say};
use crate::decision::compare::PartCause;
use crate::forecast::paired::Measure;
use crate::model::scenario::Cause;
use crate::model::watch::{Look, Stage};

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A run for a precision while it runs: `Simulating: 0.82 % precise, 0.5 % wanted`.
pub fn simulating_to(look: Look, language: Language) -> String {
    say!(
        language,
        "simulating-to",
        reached = maybe(look.reached, |share| language.exact_percent(share)),
        wanted = language.exact_percent(look.wanted)
    )
}

/// What a stage of long work is called while it runs.
pub fn stage(stage: Stage, language: Language) -> String {
    match stage {
        Stage::Simulating => say!(language, "stage-simulating"),
        Stage::Summarising => say!(language, "stage-summarising"),
        Stage::Planning => say!(language, "stage-planning"),
        Stage::Telling => say!(language, "stage-telling"),
        Stage::Verifying => say!(language, "stage-verifying"),
        Stage::Attributing => say!(language, "stage-attributing"),
        Stage::Reading => say!(language, "stage-reading"),
        Stage::Grouping => say!(language, "stage-grouping"),
        Stage::Counting => say!(language, "stage-counting"),
        Stage::Fitting => say!(language, "stage-fitting"),
        Stage::Weighing => say!(language, "stage-weighing"),
        Stage::Scoring => say!(language, "stage-scoring"),
    }
}

/// Because of what profit differs.
pub fn cause(cause: PartCause, language: Language) -> String {
    match cause {
        PartCause::Of(Cause::Clients) => say!(language, "cause-clients"),
        PartCause::Of(Cause::Churn) => say!(language, "cause-churn"),
        PartCause::Of(Cause::OrderRate) => say!(language, "cause-order-rate"),
        PartCause::Of(Cause::OrderValue) => say!(language, "cause-order-value"),
        PartCause::Of(Cause::Margin) => say!(language, "cause-margin"),
        PartCause::Of(Cause::Cac) => "CAC".to_owned(),
        PartCause::Of(Cause::Levers) => say!(language, "cause-levers"),
        PartCause::Of(Cause::Costs) => say!(language, "cause-costs"),
        PartCause::Of(Cause::Tax) => say!(language, "cause-tax"),
        PartCause::Of(Cause::Market) => say!(language, "cause-market"),
        PartCause::Of(Cause::Correlations) => say!(language, "cause-correlations"),
        PartCause::Of(Cause::Calendar) => say!(language, "cause-calendar"),
        PartCause::Of(Cause::Segments) => say!(language, "cause-segments"),
        PartCause::Sampling(_) => say!(language, "cause-sampling"),
    }
}

/// A figure of the headline.
pub fn measure(measure: Measure, language: Language) -> String {
    match measure {
        Measure::Revenue => say!(language, "figure-revenue"),
        Measure::Profit => say!(language, "figure-profit"),
        Measure::NewClients => say!(language, "figure-new-clients"),
        Measure::ActiveClientsEnd => say!(language, "figure-clients-end"),
        Measure::AdSpend => say!(language, "figure-ad-spend"),
        Measure::Roas => say!(language, "figure-roas"),
        Measure::Romi => say!(language, "figure-romi"),
        Measure::ProbabilityOfTarget => say!(language, "measure-target"),
        Measure::ProbabilityOfLoss => say!(language, "measure-loss"),
        Measure::Cvar10 => say!(language, "measure-worst-tenth"),
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
