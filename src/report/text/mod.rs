//! What a person reads in the terminal: the verdict, tables, a small fan, the plan, how far to trust it.

mod calculator;
mod check;
mod compare;
mod direct;
mod document;
mod fan;
mod fit;
mod fit_tables;
mod levers;
mod log;
mod metrics;
mod sample;
mod score;
mod steps;
mod table;

pub use calculator::{calculation, calculation_answer};
pub use check::check;
pub use compare::written_comparison;
pub use direct::{direct_answer, direct_plan};
pub use document::{document, plan};
pub use fit::{fit, fit_verdict, written_scenario};
pub use levers::written_levers;
pub use log::{rejected_beside, understood};
pub use metrics::written_metrics;
pub use sample::{SampledLog, sampled};
pub use score::{scored, written_scores};

use super::language::{Language, say};
use super::words::name;

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
pub fn written(folder: &str, language: Language) -> String {
    say!(language, "written-forecast", folder = name(folder, 400))
}

/// Where a forecast's trials were put.
pub fn written_trials(file: &str, language: Language) -> String {
    say!(language, "written-trials", file = name(file, 400))
}

/// The text in lines that a terminal holds.
fn wrapped(text: &str) -> String {
    let (mut lines, mut length) = (String::new(), 0);
    for word in text.split(' ') {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > 80 {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += letters;
    }
    lines + "\n"
}
