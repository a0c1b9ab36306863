//! The result's folder from outside: whole or not at all, and nobody else's files are touched.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::shop::{ENGLISH, SMALL, Shop};

const QUICK: [&str; 3] = ["simulate", "small.toml", "--no-plan"];

fn into(shop: &Shop, folder: &str) -> assert_cmd::assert::Assert {
    shop.ltvcast(&[QUICK.as_slice(), &["--out", folder]].concat()).assert()
}

#[test]
fn out_is_the_folder_itself() {
    let shop = Shop::new();
    into(&shop, "board/may").code(0);
    assert_eq!(shop.entries("board"), ["may"]);
    assert!(shop.path("board/may/summary.json").exists());
    assert!(!shop.path("output").exists());
}

#[test]
fn an_older_result_is_replaced_whole() {
    let shop = Shop::new();
    shop.ltvcast(&["simulate", "small.toml", "--out", "result"]).assert().code(0);
    assert!(shop.path("result/charts/plan.svg").exists());
    into(&shop, "result").code(0);
    assert!(!shop.path("result/charts/plan.svg").exists(), "a chart of the older result is gone");
}

#[test]
fn a_folder_of_other_things_is_refused_and_kept() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path("papers")).unwrap();
    shop.write("papers/thesis.txt", b"mine");
    let done = into(&shop, "papers").code(2);
    let complaint = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(complaint.contains("thesis.txt") && complaint.contains("--out"), "{complaint}");
    assert_eq!(shop.entries("papers"), ["thesis.txt"]);
    // So is the folder that the scenario is in.
    into(&shop, ".").code(2);
    assert_eq!(shop.entries("."), ["papers", "small.toml"]);
}

#[test]
fn a_picture_of_ones_own_beside_the_charts_is_kept() {
    let shop = Shop::new();
    into(&shop, "result").code(0);
    into(&shop, "result").code(0);
    shop.write("result/charts/mine.png", b"mine");
    let done = into(&shop, "result").code(2);
    let complaint = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(complaint.contains("it holds charts/mine.png"), "{complaint}");
    assert_eq!(shop.read("result/charts/mine.png"), "mine");
}

#[test]
fn odd_names_have_folders() {
    let shop = Shop::new();
    for (file, folder) in [(".toml", "scenario"), ("мой план 1.toml", "мой план 1"), ("a.b.toml", "a.b")]
    {
        shop.write(file, SMALL.as_bytes());
        shop.ltvcast(&["simulate", file, "--no-plan"]).assert().code(0);
        assert!(shop.path("output").join(folder).join("summary.json").exists(), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_is_a_failure_with_a_sentence() {
    let shop = Shop::new();
    shop.write("file", b"mine");
    for place in ["/proc/ltvcast/result", "file/result"] {
        let done = into(&shop, place).code(1);
        let complaint = String::from_utf8(done.get_output().stderr.clone()).unwrap();
        assert!(complaint.contains("cannot be written: "), "{complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert_eq!(complaint.matches("os error").count(), 1, "the reason stands once: {complaint}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_stdout_is_a_failure_in_one_line() {
    let shop = Shop::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_ltvcast"))
        .envs(ENGLISH)
        .current_dir(shop.path("."))
        .args(["check", "small.toml"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&done.stderr).lines().count(), 1);
}
