//! `ltvcast completions`.

use super::{Cli, print};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  bash        ltvcast completions bash > ~/.local/share/bash-completion/completions/ltvcast
  zsh         ltvcast completions zsh > ~/.zfunc/_ltvcast
              with `fpath+=~/.zfunc; autoload -Uz compinit; compinit` in ~/.zshrc
  fish        ltvcast completions fish > ~/.config/fish/completions/ltvcast.fish
  powershell  ltvcast completions powershell >> $PROFILE
  elvish      ltvcast completions elvish >> ~/.config/elvish/rc.elv

The folder has to be there; a new shell completes commands and options on Tab.";

/// Print the script by which a shell completes commands and options
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "ltvcast", &mut script);
        print::result(&String::from_utf8(script)?)?;
        Ok(ExitCode::SUCCESS)
    }
}
