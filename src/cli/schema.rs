//! `ltvcast schema`.

use super::print;
use crate::report::schema;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast schema > scenario.schema.json

Editors with a TOML extension (Even Better TOML, taplo) complete and explain the
keys of a scenario whose first line names the schema:
  #:schema ./scenario.schema.json";

/// Print the JSON Schema of scenario files, for editors that complete, explain and check them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {}

impl Schema {
    #[expect(clippy::unused_self, reason = "as every subcommand is run")]
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        print::result(&schema::schema())?;
        Ok(ExitCode::SUCCESS)
    }
}
