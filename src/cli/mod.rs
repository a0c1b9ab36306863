//! Rank 8: the command line: a person's words in, a person's words out.
//!
//! [`run`] reads the words, each subcommand has a file; `print` writes to the two streams, `progress` and `interrupt`
//! watch over long work, `usage` says what is wrong with the words. Results go to stdout, everything else to stderr.

mod check;
mod compare;
mod completions;
mod fit;
mod init;
mod interrupt;
mod levers;
mod log_options;
mod ltv;
mod man;
mod metrics;
mod options;
mod plan;
mod print;
mod progress;
mod sample;
mod schema;
mod score;
mod simulate;
mod usage;

use crate::report::failure::Failure;
use crate::report::language::Language;
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::process::ExitCode;

const FAILED: u8 = 1;
const BAD_INPUT: u8 = 2;

const EXAMPLES: &str = "\
Examples:
  ltvcast simulate scenarios/telecom.toml      forecast, plan, charts in output/telecom/
  ltvcast plan scenarios/telecom.toml          clients and ad budget that reach the target
  ltvcast plan --ltv 4000 --cac 500 --costs 12.5M --profit 3M --tax 20%    the same without a file
  ltvcast compare a.toml b.toml                which is better, by how much, how often, and why
  ltvcast levers scenarios/cookware-levers.toml    actions, ranked by the profit they add
  ltvcast ltv --arpu 200 --churn 5% --cac 900  LTV by every formula, LTV:CAC, payback
  ltvcast init                                 a scenario of your own, from six questions
  ltvcast metrics orders.csv                   what your orders say: churn, retention, LTV by cohort
  ltvcast fit orders.csv                       models of who orders how often and leaves when
  ltvcast score orders.csv                     each client: still there? orders and value to come
  ltvcast sample scenarios/saas.toml -o orders.csv    such a log, made by a scenario
  ltvcast check my-scenario.toml               all problems, or how each quantity was understood

Exit codes: 0 done, 1 failed, 2 bad usage or bad scenario.";

/// Forecasts what clients will be worth, month by month and with honest ranges, and the ad budget that it justifies.
#[derive(Debug, Parser)]
#[command(name = "ltvcast", version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of reports, charts and errors (default: the system's, else English)
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
}

/// The words for languages.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    En,
    Ru,
}

impl Cli {
    /// The language asked for, else the system's.
    fn language(&self) -> Language {
        match self.lang {
            Some(Lang::En) => Language::English,
            Some(Lang::Ru) => Language::Russian,
            None => system_language(),
        }
    }
}

fn system_language() -> Language {
    sys_locale::get_locale().map_or_else(Language::default, |locale| Language::of_locale(&locale))
}

/// The language that words ask for which are no command line.
fn language_of(words: &[OsString]) -> Language {
    let after = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1].clone());
    let joined = words.iter().filter_map(|word| word.to_str()?.strip_prefix("--lang=").map(OsString::from));
    let asked = after.chain(joined).last();
    match asked.as_deref().and_then(|asked| asked.to_str()) {
        Some("en") => Language::English,
        Some("ru") => Language::Russian,
        _ => system_language(),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Simulate(simulate::Simulate),
    Plan(plan::Plan),
    Compare(compare::Compare),
    Levers(levers::Levers),
    Ltv(Box<ltv::Ltv>),
    Metrics(Box<metrics::Metrics>),
    Fit(Box<fit::Fit>),
    Score(Box<score::Score>),
    Sample(Box<sample::Sample>),
    Check(check::Check),
    Init(init::Init),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the command line and says how it ended: 0 done, 1 failed, 2 bad usage or bad scenario.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words = with_negative_values(arguments);
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(slip) => {
            match usage::complaint(&slip, language_of(&words)) {
                Some(complaint) => print::notes(&complaint),
                // Help and version come this way too, and clap knows which stream and code they have.
                None => drop(slip.print()),
            }
            return ExitCode::from(u8::try_from(slip.exit_code()).unwrap_or(BAD_INPUT));
        }
    };
    let language = cli.language();
    let done = match &cli.command {
        Command::Simulate(command) => command.run(language),
        Command::Plan(command) => command.run(language),
        Command::Compare(command) => command.run(language),
        Command::Levers(command) => command.run(language),
        Command::Ltv(command) => command.run(language),
        Command::Metrics(command) => command.run(language),
        Command::Fit(command) => command.run(language),
        Command::Score(command) => command.run(language),
        Command::Sample(command) => command.run(language),
        Command::Check(command) => command.run(language),
        Command::Init(command) => command.run(language),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => failed(&error, language),
    }
}

/// `--tax -5%` becomes `--tax=-5%`: a value that begins with a minus and has a unit would be taken for options.
fn with_negative_values(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let is_negative = |argument: &str| {
        let digits = argument.strip_prefix('-').unwrap_or_default();
        digits.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
            && digits.parse::<f64>().is_err()
    };
    let mut joined: Vec<OsString> = Vec::new();
    for argument in arguments {
        let option = joined.last_mut().filter(|last| {
            last.to_str().is_some_and(|last| last.starts_with("--") && last.len() > 2 && !last.contains('='))
        });
        match option {
            Some(option) if argument.to_str().is_some_and(is_negative) => {
                option.push("=");
                option.push(argument);
            }
            _ => joined.push(argument),
        }
    }
    joined
}

fn failed(error: &anyhow::Error, language: Language) -> ExitCode {
    if let Some(Failure::Problems { file, problems }) = error.downcast_ref() {
        print::problems(problems, file, language);
        return ExitCode::from(BAD_INPUT);
    }
    if let Some(Failure::ProblemsOfFiles(files)) = error.downcast_ref() {
        for of in files {
            print::problems(&of.problems, &of.file, language);
        }
        return ExitCode::from(BAD_INPUT);
    }
    // A failure's sentence holds its reason already.
    print::complaint(&match (error.downcast_ref::<Failure>(), error.downcast_ref()) {
        (Some(failure), _) => failure.sentence(language),
        (None, Some(error)) => language.said_by_system(error),
        (None, None) => language.said_by_others(&error.to_string()),
    });
    let is_input = matches!(
        error.downcast_ref(),
        Some(
            Failure::NoTarget { .. }
                | Failure::NotComparable(_)
                | Failure::NoLevers { .. }
                | Failure::Log { .. }
                | Failure::NoCsv { .. }
                | Failure::NoDays { .. }
                | Failure::BeyondScenario { .. }
                | Failure::SamePlace { .. }
                | Failure::Senseless { .. }
                | Failure::NoLives { .. }
                | Failure::NoFormula
                | Failure::TrialsAndPrecision
                | Failure::NoAnswer
                | Failure::Exists { .. }
                | Failure::NotShipped { .. }
                | Failure::Foreign { .. }
        )
    );
    ExitCode::from(if is_input { BAD_INPUT } else { FAILED })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn negative_values_with_units_stay_with_their_options() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let cases = [
            ("plan --profit -1M --tax -5%", "plan --profit=-1M --tax=-5%"),
            ("plan --profit -1 -q --json", "plan --profit -1 -q --json"),
            ("plan --cac=5 -5% -- -5%", "plan --cac=5 -5% -- -5%"),
        ];
        for (typed, meant) in cases {
            assert_eq!(with_negative_values(words(typed)), words(meant), "{typed}");
        }
    }

    #[test]
    fn the_command_line_is_put_together_well() {
        Cli::command().debug_assert();
    }
}
