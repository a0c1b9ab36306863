//! The `ltvcast` command.

/// A run takes and drops many columns of some KiB; the system's allocator gives much of that back each time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

fn main() -> ExitCode {
    ltvcast::cli::run(std::env::args_os())
}
