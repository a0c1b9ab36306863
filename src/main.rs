//! The `ltvcast` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ltvcast::cli::run(std::env::args_os())
}
