//! `ltvcast init`.

use super::{BAD_INPUT, interrupt, print};
use crate::app::{self, Answers};
use crate::report::failure::Failure;
use crate::report::interview::{self, Question};
use crate::report::language::Language;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast init                      six questions, then scenario.toml
  ltvcast init plans/2027.toml      the same into a file of your choice
  ltvcast init --from saas          a copy of a shipped scenario, saas.toml
  ltvcast init --usual              a commented starter without questions

Without a terminal nothing is asked unless --ask says so; then six lines of standard
input are the answers.";

/// Begin a scenario of your own: from six questions, from a shipped one, or from a commented starter
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The file to write (default: scenario.toml, or the shipped scenario's name)
    file: Option<PathBuf>,
    /// Copy a shipped scenario
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(app::shipped_names()))]
    from: Option<String>,
    /// Ask even where standard input is no terminal
    #[arg(long, conflicts_with_all = ["from", "usual"])]
    ask: bool,
    /// Ask nothing: write a commented starter
    #[arg(long, conflicts_with = "from")]
    usual: bool,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let name =
            self.from.as_ref().map_or_else(|| "scenario.toml".to_owned(), |name| format!("{name}.toml"));
        let file = self.file.clone().unwrap_or_else(|| PathBuf::from(name));
        // Before the questions, whose answers would be for nothing.
        app::place_for(&file, self.force)?;
        let at_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
        if let Some(name) = &self.from {
            app::init_from(name, &file, self.force)?;
        } else if self.ask || (at_terminal && !self.usual) {
            let Some(answers) = ask(at_terminal, language)? else { return Ok(ExitCode::from(BAD_INPUT)) };
            app::init(&answers, &file, self.force)?;
        } else {
            app::init(&Answers::usual(), &file, self.force)?;
        }
        print::result(&interview::next_steps(&file.display().to_string(), language))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Puts the questions until each has an answer; none where an answer that nobody can mend is wrong.
fn ask(at_terminal: bool, language: Language) -> anyhow::Result<Option<Answers>> {
    interrupt::listen(language);
    print::aside(&interview::welcome(language));
    let mut answers = Answers::default();
    for question in Question::ALL {
        loop {
            print::aside(&interview::asked(question, answers.subscription(), language));
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line)?;
            if interrupt::stopped() {
                return Err(Failure::Stopped.into());
            }
            if read == 0 {
                print::aside("\n");
                return Err(Failure::NoAnswer.into());
            }
            match answers.take(question, &line, language) {
                Ok(()) => break,
                Err(complaint) => print::aside(&format!("  {}\n", complaint.replace('\n', "\n  "))),
            }
            if !at_terminal {
                print::aside(&interview::no_file(language));
                return Ok(None);
            }
        }
    }
    if let Some((range, end)) = answers.upper_end_of_target() {
        print::aside(&format!("\n{}\n", interview::upper_end_taken(&range, end, language)));
    }
    print::aside("\n");
    Ok(Some(answers))
}
