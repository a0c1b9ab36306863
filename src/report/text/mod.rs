//! What a person reads in the terminal: the verdict, tables, a small fan, the plan, how far to trust it.

mod budget_rules;
mod calculator;
mod check;
mod compare;
mod direct;
mod fan;
mod forecast;
mod levers;
mod log;
mod ltv;
mod metrics;
mod metrics_tables;
mod months;
mod plan;
mod rules_of_thumb;
mod sample;
mod table;
mod trust;
mod verdict;

pub use budget_rules::budget_rules;
pub use calculator::{calculation, calculation_answer};
pub use check::check;
pub use compare::{comparison, comparison_verdict, written_comparison};
pub use direct::{direct_answer, direct_plan};
pub use forecast::forecast;
pub use levers::{levers, levers_answer, written_levers};
pub use log::{rejected_beside, understood};
pub use metrics::{metrics, metrics_verdict, written_metrics};
pub use plan::{answer, plan};
pub use sample::{SampledLog, sampled};
pub use trust::{half_widths, not_reached, self_check};
pub use verdict::verdict;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A file or a pipe: plain ASCII around the names, nothing but text.
    Plain,
    /// A terminal: line drawing, bold headings.
    Terminal,
}

impl Look {
    /// A heading.
    fn heading(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Terminal => format!("\u{1b}[1m{text}\u{1b}[0m"),
        }
    }
}

/// Where the result was put.
pub fn written(folder: &str) -> String {
    format!("Written to {}: summary.json, run.json, monthly.csv, ltv.csv, charts.", name(folder, 400))
}

/// A name on one line, no longer than `letters`, without anything that steers a terminal.
fn name(text: &str, letters: usize) -> String {
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
