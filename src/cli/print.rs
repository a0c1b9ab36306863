//! The two streams: results on stdout, all else on stderr. A reader that goes away (`| head -1`) is no error.

use crate::model::problem::Problem;
use crate::report::language::Language;
use crate::report::problem;
use crate::report::text::Look;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// How text on stdout looks.
pub(super) fn look() -> Look {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Look::Terminal
    } else {
        Look::Plain
    }
}

/// Writes a result.
pub(super) fn result(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Says something beside the result: a question, for one.
pub(super) fn aside(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(harmless(text).as_bytes()).and_then(|()| stderr.flush());
}

/// Says what a user should know beside the result; each line stands for itself.
pub(super) fn notes(text: &str) {
    let _ = io::stderr().lock().write_all(harmless(text).as_bytes());
}

/// Says what went wrong, in a line.
pub(super) fn complaint(line: &str) {
    // With nowhere to complain to, the exit code still tells.
    let _ = writeln!(io::stderr().lock(), "ltvcast: {}", harmless(line));
}

/// Says what is wrong with a scenario.
pub(super) fn problems(problems: &[Problem], file: &str, language: Language) {
    let count = problem::count(problems, file, language);
    let text = format!("{}{count}\n", problem::block(problems, file, language));
    let _ = io::stderr().lock().write_all(harmless(&text).as_bytes());
}

/// Says what a scenario's author may not have meant.
pub(super) fn warnings(warnings: &[Problem], file: &str, language: Language) {
    let _ = io::stderr().lock().write_all(harmless(&problem::block(warnings, file, language)).as_bytes());
}

/// The text of a file may hold what steers a terminal; here it cannot.
fn harmless(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{FFFD}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn quoted_text_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\nй\u{202E}"), "a\u{FFFD}[2Jb\nй\u{FFFD}");
    }
}
