//! `ltvcast man`.

use super::{BAD_INPUT, Cli, print};
use clap::error::ErrorKind;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};
use std::io::{self, Write};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast man > ~/.local/share/man/man1/ltvcast.1
  ltvcast man plan > ~/.local/share/man/man1/ltvcast-plan.1
  ltvcast man plan | man -l -";

/// Print the man page of ltvcast or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// A command, as in `plan`; without it the page is that of ltvcast
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        // There is no page of `help`, which is on every page.
        let mut whole = Cli::command().disable_help_subcommand(true);
        // Gives the commands their full names, as in `ltvcast plan`.
        whole.build();
        let named = self.command.as_ref().map(|name| (name, whole.find_subcommand(name).cloned()));
        let command = match named {
            None => whole,
            Some((_, Some(command))) => command,
            Some((name, None)) => {
                let _ = whole.error(ErrorKind::InvalidValue, format!("there is no command '{name}'")).print();
                return Ok(ExitCode::from(BAD_INPUT));
            }
        };
        let mut page = Vec::new();
        write(&command, &mut page)?;
        print::result(&String::from_utf8(page)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The page's sections. The notes under the help keep their lines, which filling would run together.
fn write(command: &Command, page: &mut dyn Write) -> io::Result<()> {
    let man = Page::new(command.clone())
        .source(concat!("ltvcast ", env!("CARGO_PKG_VERSION")))
        .manual("ltvcast manual");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let notes = notes.strip_prefix("Examples:\n").unwrap_or(&notes);
    if !notes.is_empty() {
        let mut roff = Roff::new();
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in notes.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
        roff.to_writer(page)?;
    }
    Ok(())
}
