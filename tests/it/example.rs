//! The committed example, `output/telecom/`, is what a fresh run writes, byte for byte.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{ENGLISH, Shop};
use std::collections::BTreeSet;
use std::path::Path;

/// What the README's first command is, and how the example is refreshed.
const COMMAND: &str = "cargo run --release -- simulate scenarios/telecom.toml";

#[test]
fn the_committed_example_is_a_fresh_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shop = Shop::new();
    std::fs::copy(root.join("scenarios/telecom.toml"), shop.path("telecom.toml")).unwrap();
    let done = shop.ltvcast(&["simulate", "telecom.toml"]).assert().code(0);
    let committed = root.join("output/telecom");
    let mut differ = Vec::new();
    for folder in ["", "charts"] {
        // What was measured of a run is no result.
        let names = |place: &Path| {
            let mut names: Vec<String> = std::fs::read_dir(place.join(folder))
                .map(|entries| {
                    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
                })
                .unwrap_or_default();
            names.retain(|name| name != "run.json");
            names.sort();
            names
        };
        let fresh = shop.path("output/telecom");
        if names(&fresh) != names(&committed) {
            differ.push(format!("the files of output/telecom/{folder}"));
        }
        for name in names(&fresh).iter().filter(|name| *name != "charts") {
            let file = Path::new(folder).join(name);
            if std::fs::read(fresh.join(&file)).unwrap()
                != std::fs::read(committed.join(&file)).unwrap_or_default()
            {
                differ.push(file.display().to_string());
            }
        }
    }
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    differ.extend(lines_not_said(&std::fs::read_to_string(root.join("README.md")).unwrap(), &said));
    assert!(
        differ.is_empty(),
        "not as a fresh run has it:\n{}\nTo refresh the files: {COMMAND}\nThe README's quotes are put right by hand.",
        differ.join("\n")
    );
}

/// The README's first block of text is what the run says, with `...` where lines are left out.
fn lines_not_said(readme: &str, said: &str) -> Vec<String> {
    let quoted = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(readme.contains(COMMAND) && quoted.lines().count() > 10);
    lines_missing(quoted.lines(), said)
}

/// The first quoted line that is not said, in the order of the quotes; `...` stands for lines left out.
fn lines_missing<'q>(quoted: impl Iterator<Item = &'q str>, said: &str) -> Vec<String> {
    let mut rest = said.lines();
    quoted
        .filter(|line| *line != "..." && !rest.any(|said| said.trim_end() == line.trim_end()))
        .map(|line| format!("README.md quotes: {line}"))
        .take(1)
        .collect()
}

/// Each command of the README's consoles says what stands under it; what is shown by `cat` is a file for those after it.
#[cfg(unix)]
#[test]
fn the_readme_consoles_are_what_their_commands_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let shop = Shop::new();
    std::fs::create_dir(shop.path("scenarios")).unwrap();
    for entry in std::fs::read_dir(root.join("scenarios")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, shop.path("scenarios").join(path.file_name().unwrap())).unwrap();
    }
    let consoles = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut subcommands = BTreeSet::new();
    for command in consoles.flat_map(|console| console.split("$ ")).filter(|command| !command.is_empty()) {
        let (words, quoted) = command.split_once('\n').unwrap();
        if let Some(file) = words.strip_prefix("cat ") {
            shop.write(file, quoted.as_bytes());
            continue;
        }
        let words = words.strip_prefix("ltvcast ").expect("the program itself");
        subcommands.insert(words.split(' ').next().unwrap());
        let program = format!("'{}' {words} 2>&1", env!("CARGO_BIN_EXE_ltvcast"));
        let done = std::process::Command::new("sh")
            .args(["-c", &program])
            .current_dir(shop.path(""))
            .envs(ENGLISH)
            .output()
            .unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        assert_eq!(lines_missing(quoted.lines(), &said), Vec::<String>::new(), "{words}\n{said}");
    }
    let shown = ["compare", "fit", "levers", "ltv", "metrics", "plan", "sample", "simulate"];
    assert_eq!(Vec::from_iter(subcommands), shown);
}

/// The README's scenario is a whole one.
#[test]
fn the_readme_scenario_checks() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let scenario = readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let shop = Shop::new();
    shop.write("readme.toml", scenario.as_bytes());
    let done = shop.ltvcast(&["check", "readme.toml"]).assert().code(0);
    assert_eq!(String::from_utf8(done.get_output().stderr.clone()).unwrap(), "", "no warning");
}
