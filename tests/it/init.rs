//! `ltvcast init` from outside: six answers make a scenario that runs, and nothing half-made is left behind.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{ENGLISH, Shop};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder without anything in it.
fn empty() -> Shop {
    let shop = Shop::new();
    std::fs::remove_file(shop.path("small.toml")).unwrap();
    shop
}

/// The figures of a short run of a file.
fn forecast(shop: &Shop, file: &str) -> Value {
    let done = shop.ltvcast(&["simulate", file, "--trials", "512", "--json"]).assert().code(0);
    assert_eq!(text(&done.get_output().stderr), "", "no warning");
    serde_json::from_slice(&done.get_output().stdout).unwrap()
}

#[test]
fn six_answers_make_a_scenario_that_runs() {
    let cases = [
        ("plain numbers", "RUB\nsubscription\n5%\n500\n900\n3M\n", 3e6, "subscription"),
        (
            "ranges throughout",
            "EUR\n0.5 to 0.7\n4% to 6%\n1500 to 2K\n600 to 900\n2M to 3M\n",
            3e6,
            "gamma_poisson",
        ),
        ("spaces that do not break", "₽\"\u{200b}\n\n5%\n1\u{a0}200\n7\u{202f}00\n3M\n", 3e6, "subscription"),
        (
            "tables",
            "₽\n{ p10 = 1, p50 = 2, p90 = 4 }\n{ mean = 0.05, sd = 0.01 }\n{ min = 1, mode = 2, max = 4 }\n{ mean = 1, cv = 0.5 }\n1000\n",
            1e3,
            "gamma_poisson",
        ),
        ("nothing but Enter", "\n\n\n\n\n\n", 1e6, "subscription"),
        ("no end of line at the end", "USD\nS\n\n\n\n200K", 2e5, "subscription"),
    ];
    for (case, answers, target, orders) in cases {
        let shop = empty();
        let done = shop.ltvcast(&["init", "--ask"]).write_stdin(answers).assert().code(0);
        let (said, asked) = (text(&done.get_output().stdout), text(&done.get_output().stderr));
        assert!(
            said.starts_with("Written to scenario.toml. Next:\n  ltvcast simulate scenario.toml"),
            "{case}: {said}"
        );
        assert!((1..=6).all(|n| asked.contains(&format!("\n{n}/6 "))), "{case}: {asked}");
        assert!(shop.read("scenario.toml").contains(orders), "{case}");
        let summary = forecast(&shop, "scenario.toml");
        assert_eq!(summary["scenario"]["target_profit"], target, "{case}");
        // The guess of new clients, to two digits, makes the middle about the target, and the plan attainable.
        let median = summary["headline"]["profit"]["p50"].as_f64().unwrap();
        assert!((0.8..1.25).contains(&(median / target)), "{case}: {median} of {target}");
        assert!(!summary["plan"]["required_clients"].is_null(), "{case}");
    }
}

#[test]
fn a_range_of_the_target_is_said_to_be_taken_by_its_upper_end() {
    let shop = empty();
    let done = shop.ltvcast(&["init", "--ask"]).write_stdin("\n\n\n\n\n2M to 3M\n").assert().code(0);
    assert!(
        text(&done.get_output().stderr).contains("The plan aims at the upper end of 2M to 3M: 3,000,000.")
    );
    assert!(shop.read("scenario.toml").contains("# over the 12 months; the upper end of 2M to 3M"));
}

#[test]
fn answers_that_do_not_do_leave_no_file() {
    for (answers, says) in [
        ("RUB\nsometimes\n", "help: write subscription, or the orders"),
        ("RUB\n\n120%\n", "out of range"),
        ("RUB\n\n6% to 4%\n", "\"4% to 6%\""),
        ("a very long word\n", "at most 8 characters"),
        ("RUB\n\n\n", "the answers ended before the last question; no file was written"),
        ("", "no file was written"),
        ("\nx\n", "No file was written."),
    ] {
        let shop = empty();
        let done = shop.ltvcast(&["init", "--ask"]).write_stdin(answers).assert().code(2);
        let said = text(&done.get_output().stderr);
        assert!(said.contains(says), "{answers:?}: {said}");
        assert_eq!(shop.entries("."), Vec::<String>::new(), "{answers:?}");
    }
}

#[test]
fn ctrl_c_between_two_questions_leaves_no_file() {
    let shop = empty();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ltvcast"))
        .envs(ENGLISH)
        .args(["init", "--ask"])
        .current_dir(shop.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = child.stdin.take().unwrap();
    answers.write_all(b"RUB\nsubscription\n5%\n").unwrap();
    // The fourth question stands when the third line of answers has been read.
    let mut asked = BufReader::new(child.stderr.take().unwrap());
    let mut seen = Vec::new();
    while !text(&seen).contains("4/6") {
        assert!(asked.read_until(b'/', &mut seen).unwrap() > 0, "{}", text(&seen));
        asked.read_until(b' ', &mut seen).unwrap();
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let code = child.wait().unwrap().code();
    let mut rest = String::new();
    asked.read_to_string(&mut rest).unwrap();
    assert_eq!(code, Some(1), "{rest}");
    assert!(rest.ends_with("ltvcast: stopped; no result was written\n"), "{rest}");
    assert_eq!(shop.entries("."), Vec::<String>::new());
}

#[test]
fn without_a_terminal_a_commented_starter_is_written() {
    for words in [&["init"][..], &["init", "--usual"]] {
        let shop = empty();
        let done = shop.ltvcast(words).write_stdin("EUR\n").assert().code(0);
        assert_eq!(text(&done.get_output().stderr), "", "nothing is asked");
        let starter = shop.read("scenario.toml");
        assert!(starter.lines().filter(|line| line.contains('#')).count() > 20, "{starter}");
        forecast(&shop, "scenario.toml");
    }
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_forced() {
    let shop = Shop::new();
    let before = shop.read("small.toml");
    for words in [&["init", "small.toml"][..], &["init", "small.toml", "--from", "saas"]] {
        let done = shop.ltvcast(words).assert().code(2);
        assert!(text(&done.get_output().stderr).contains("is there already"), "{words:?}");
        assert_eq!(shop.read("small.toml"), before);
    }
    shop.ltvcast(&["init", "small.toml", "--force"]).assert().code(0);
    assert!(shop.read("small.toml").contains("My scenario"));
    shop.ltvcast(&["init", "new/folder/plan.toml"]).assert().code(0);
    assert!(shop.read("new/folder/plan.toml").contains("My scenario"));
}

#[test]
fn shipped_scenarios_are_copied_under_their_names() {
    let shop = empty();
    for entry in std::fs::read_dir("scenarios").unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".toml") else { continue };
        // One that another extends may be there already.
        shop.ltvcast(&["init", "--from", name, "--force"]).assert().code(0);
        let original = std::fs::read_to_string(&path).unwrap();
        // The schema that its first line names is not there.
        let expected = original.strip_prefix("#:schema ./scenario.schema.json\n").unwrap_or(&original);
        let expected = expected.strip_prefix("#\n").unwrap_or(expected);
        assert_eq!(shop.read(&format!("{name}.toml")), expected);
        shop.ltvcast(&["check", &format!("{name}.toml"), "--quiet"]).assert().code(0);
    }
    shop.write("scenario.schema.json", b"{}");
    shop.ltvcast(&["init", "beside.toml", "--from", "saas"]).assert().code(0);
    assert_eq!(shop.read("beside.toml"), std::fs::read_to_string("scenarios/saas.toml").unwrap());
    let done = shop.ltvcast(&["init", "--from", "sass"]).assert().code(2);
    assert!(text(&done.get_output().stderr).contains("saas"), "the nearest is named");
}
