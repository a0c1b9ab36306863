//! What a shell and `man` get: completion scripts and manual pages.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::ENGLISH;
use assert_cmd::Command as Ltvcast;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn said(words: &[&str]) -> String {
    let done = Ltvcast::new(env!("CARGO_BIN_EXE_ltvcast"))
        .envs(ENGLISH)
        .args(words)
        .env("COLUMNS", "100")
        .assert()
        .code(0);
    assert!(done.get_output().stderr.is_empty());
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

/// The subcommands, as the help lists them; `help` itself is not among them.
fn commands() -> Vec<String> {
    let help = said(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let starts = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names = list.lines().filter(starts).map(|line| line.split_whitespace().next().unwrap().to_owned());
    let names: Vec<String> = names.filter(|name| name != "help").collect();
    assert!(names.len() >= 6 && names.contains(&"simulate".to_owned()), "{names:?}");
    names
}

/// A program fed with a text; `None` where there is no such program.
fn fed(program: &str, words: &[&str], text: &str) -> Option<Output> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let text = text.to_owned();
    let feeding = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let done = child.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    Some(done)
}

#[test]
fn every_shell_completes_every_command_and_its_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        for option in ["trials", "threads", "no-plan", "quiet"] {
            assert!(script.contains(option), "{shell}: {option}");
        }
    }
    Ltvcast::new(env!("CARGO_BIN_EXE_ltvcast")).envs(ENGLISH).args(["completions", "tcsh"]).assert().code(2);
}

#[cfg(unix)]
#[test]
fn bash_reads_its_script_and_completes_by_it() {
    let script = said(&["completions", "bash"]);
    let done = fed("bash", &["-n"], &script).expect("bash is what runs the tests");
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
    let question = format!(
        "{script}\nCOMP_WORDS=(ltvcast si) COMP_CWORD=1\n_ltvcast ltvcast si ltvcast\necho \"${{COMPREPLY[@]}}\"\n"
    );
    let done = fed("bash", &["--norc"], &question).unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "simulate", "{done:?}");
}

#[test]
fn every_command_has_a_manual_page_without_a_warning() {
    let mut pages = vec![("ltvcast".to_owned(), said(&["man"]))];
    for command in commands() {
        pages.push((format!("ltvcast-{command}"), said(&["man", &command])));
    }
    for (name, page) in pages {
        assert!(page.contains(&format!(".TH {name} 1 ")), "{name}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"] {
            assert_eq!(page.matches(&format!(".SH {section}\n")).count(), 1, "{name}: {section}");
        }
        // Without groff the structure is all that can be told.
        if let Some(done) = fed("groff", &["-man", "-ww", "-Tutf8"], &page) {
            assert!(done.status.success() && done.stderr.is_empty(), "{name}: {done:?}");
            let shown = String::from_utf8_lossy(&done.stdout).into_owned();
            assert!(shown.contains("ltvcast manual"), "{name}: {shown}");
        }
    }
    let done =
        Ltvcast::new(env!("CARGO_BIN_EXE_ltvcast")).envs(ENGLISH).args(["man", "fly"]).assert().code(2);
    assert!(done.get_output().stdout.is_empty() && !done.get_output().stderr.is_empty());
}
