//! A small scenario in a folder of its own, and the binary run there.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use assert_cmd::Command;
use std::path::PathBuf;
use tempfile::TempDir;

/// A subscription of one segment, quick to run.
pub(crate) const SMALL: &str = r#"
name = "Small shop"
currency = "RUB"
start = "2027-01"
months = 12
lifetime_months = 24

[simulation]
trials = 640
seed = 7

[money]
fixed_costs = "20K"
target_profit = "100K"
confidence = "80%"

[[segment]]
name = "Search"
new_clients = 20
cac = "400 to 600"
churn = "8% to 12%"
orders = "subscription"
order_value = "500 to 600"
"#;

/// What makes the binary speak English, whatever the machine speaks, unless `--lang` says otherwise.
pub(crate) const ENGLISH: [(&str, &str); 2] = [("LANGUAGE", "en"), ("LC_ALL", "C.UTF-8")];

/// A folder with `small.toml` in it.
pub(crate) struct Shop {
    home: TempDir,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let shop = Self { home: TempDir::new().unwrap() };
        shop.write("small.toml", SMALL.as_bytes());
        shop
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The binary, in the folder, with those words.
    pub(crate) fn ltvcast(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ltvcast"));
        command.current_dir(self.home.path()).args(words).env_remove("RUST_BACKTRACE").envs(ENGLISH);
        command
    }

    /// What the folder holds, hidden entries included, sorted.
    pub(crate) fn entries(&self, name: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(name)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}
