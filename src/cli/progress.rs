//! Progress of long work on stderr: stage, the precision reached and wanted, how much is done, time left. It shows after a second, on a terminal only.

use super::interrupt;
use crate::model::watch::{Look, Stage, Watch};
use crate::report::language::{Language, say};
use crate::report::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long work may take without a word.
const SILENCE: Duration = Duration::from_secs(1);

/// Watches work, and stops it when the user says so.
pub(super) struct Bar {
    shown: ProgressBar,
    start: Instant,
    /// Whether it may still come to be shown.
    waits: AtomicBool,
    /// What a run for a precision saw last.
    look: Mutex<Option<Look>>,
    language: Language,
}

impl Bar {
    /// A bar that shows only if `wanted` and someone can see it.
    pub(super) fn new(wanted: bool, language: Language) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        // The words are the language's, what stands in braces is filled in by the bar.
        let left = say!(language, "progress-left", time = "{eta}");
        let template =
            format!("{{msg:18}} [{{bar:32}}] {{percent:>3}} %  {{human_pos}}/{{human_len}}  {left}");
        let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("=> "));
        Self {
            shown: bar,
            start: Instant::now(),
            waits: AtomicBool::new(wanted && std::io::stderr().is_terminal()),
            look: Mutex::new(None),
            language,
        }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.waits.store(false, Ordering::Relaxed);
        self.shown.finish_and_clear();
    }

    fn show_when_it_lasts(&self) {
        if self.waits.load(Ordering::Relaxed)
            && self.start.elapsed() > SILENCE
            && self.waits.swap(false, Ordering::Relaxed)
        {
            self.shown.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Watch for Bar {
    fn begin(&self, stage: Stage, total: u64) {
        self.shown.reset();
        self.shown.set_length(total);
        let look = *self.look.lock().unwrap_or_else(PoisonError::into_inner);
        self.shown.set_message(match (stage, look) {
            (Stage::Simulating, Some(look)) => words::simulating_to(look, self.language),
            _ => words::stage(stage, self.language),
        });
        self.show_when_it_lasts();
    }

    fn advance(&self, units: u64) {
        self.shown.inc(units);
        self.show_when_it_lasts();
    }

    fn stopped(&self) -> bool {
        interrupt::stopped()
    }

    fn looked(&self, look: Look) {
        self.shown.set_message(words::simulating_to(look, self.language));
        *self.look.lock().unwrap_or_else(PoisonError::into_inner) = Some(look);
    }
}
