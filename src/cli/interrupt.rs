//! Ctrl-C: the work is asked to stop, and if it has not within a moment, the process ends all the same. Either way the
//! older result stays and no half of a new one is in its place.

use crate::report::failure::Failure;
use crate::report::language::Language;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

static STOPPED: AtomicBool = AtomicBool::new(false);

/// How long the work may take to notice.
const PATIENCE: Duration = Duration::from_millis(700);

/// Whether someone pressed Ctrl-C.
pub(super) fn stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// Listens from now on.
pub(super) fn listen(language: Language) {
    // Where no handler can be set, Ctrl-C ends the process at once, and the next run clears what is left.
    let _ = ctrlc::set_handler(move || {
        if STOPPED.swap(true, Ordering::Relaxed) {
            return;
        }
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            let _ = writeln!(std::io::stderr(), "ltvcast: {}", Failure::Stopped.sentence(language));
            std::process::exit(i32::from(super::FAILED));
        });
    });
}
