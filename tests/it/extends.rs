//! Scenario files that extend others, from outside: what they come to, and what is said when something is wrong in one of
//! them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::changed::{Draws, document, mutate, pointers};
use crate::lab::json_of_toml;
use crate::shop::{SMALL, Shop};
use ltvcast::model::problem::Problem;
use ltvcast::model::scenario::{Checked, DataFiles, TEXT_MOST, check};
use ltvcast::report::language::Language;
use ltvcast::report::problem;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// Files in memory; the user's is `user.toml`.
#[derive(Default)]
struct Files(BTreeMap<String, String>);

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect())
    }
}

impl DataFiles for Files {
    fn read(&self, path: &str) -> Result<String, String> {
        self.0.get(path).cloned().ok_or_else(|| "No such file".to_owned())
    }

    fn name(&self) -> String {
        "user.toml".to_owned()
    }
}

const TWO: &str = r#"
name = "Base"
currency = "RUB"
start = "2027-01"
months = 3

[money]
target_profit = 1000
tax = { revenue = "6%" }

[[segment]]
name = "Search"
new_clients = 20
cac = { mean = 500, sd = 50 }
churn = { beta_geometric = { alpha = 1, beta = 9 } }
orders = { gamma_poisson = { rate = 0.8, shape = 2 } }
order_value = 500

[[segment]]
name = "Social"
new_clients = [5, 6, 7]
cac = "400 to 600"
churn = "4% to 6%"
orders = "subscription"
order_value = "90 to 110"

[[correlation]]
between = ["Search.cac", "Social.cac"]
spearman = 0.5
"#;

fn over_two(text: &str) -> Result<Checked, Vec<Problem>> {
    check(&format!("extends = \"base.toml\"\n{text}"), &Files::of(&[("base.toml", TWO)]))
}

fn digest(text: &str) -> String {
    match check(text, &Files::default()) {
        Ok(checked) => checked.scenario.digest(),
        Err(problems) => panic!("{}", problem::block(&problems, "whole.toml", Language::English)),
    }
}

fn digest_over_two(text: &str) -> String {
    match over_two(text) {
        Ok(checked) => checked.scenario.digest(),
        Err(problems) => panic!("{}", problem::block(&problems, "user.toml", Language::English)),
    }
}

#[test]
fn a_file_that_extends_is_what_it_says_written_out() {
    let search = |old: &str, new: &str| {
        assert!(TWO.contains(old), "{old}");
        TWO.replacen(old, new, 1)
    };
    let segment = "[[segment]]\nname = \"Search\"\n";
    let whole = "[[segment]]\nname = \"Third\"\nnew_clients = 1\nchurn = 0.1\norders = \"subscription\"\norder_value = 5\n";
    let cases = [
        (String::new(), TWO.to_owned()),
        ("name = \"Other\"".to_owned(), search("\"Base\"", "\"Other\"")),
        ("money.target_profit = 7".to_owned(), search("= 1000", "= 7")),
        ("[money]\nfixed_costs = 9".to_owned(), search("[money]", "[money]\nfixed_costs = 9")),
        ("[money]\ntax = { profit = 0.2 }".to_owned(), search("revenue = \"6%\"", "profit = 0.2")),
        ("[money]\ntax = { revenue = 0.2 }".to_owned(), search("revenue = \"6%\"", "revenue = 0.2")),
        ("[market]\nsigma = 0.1".to_owned(), search("[money]", "[market]\nsigma = 0.1\n[money]")),
        (
            format!("{segment}churn = {{ beta_geometric = {{ alpha = 2 }} }}"),
            search("alpha = 1,", "alpha = 2,"),
        ),
        (
            format!("{segment}churn = {{ constant = 0.1 }}"),
            search("{ beta_geometric = { alpha = 1, beta = 9 } }", "{ constant = 0.1 }"),
        ),
        (format!("{segment}cac = {{ sd = 60 }}"), search("sd = 50", "sd = 60")),
        (
            format!("{segment}cac = {{ p5 = 400, p95 = 600 }}"),
            search("{ mean = 500, sd = 50 }", "{ p5 = 400, p95 = 600 }"),
        ),
        (
            format!("{segment}margin = 0.4\nnew_clients = [1, 2, 3]"),
            search("new_clients = 20", "margin = 0.4\nnew_clients = [1, 2, 3]"),
        ),
        (whole.to_owned(), search("[[correlation]]", &format!("{whole}[[correlation]]"))),
        (
            "[[correlation]]\nbetween = [\"Social.cac\", \"Search.cac\"]\nspearman = -0.5".to_owned(),
            search("spearman = 0.5", "spearman = -0.5"),
        ),
        (
            "[[correlation]]\nbetween = [\"Social.cac\", \"Social.churn\"]\nspearman = 0.2".to_owned(),
            format!("{TWO}[[correlation]]\nbetween = [\"Social.cac\", \"Social.churn\"]\nspearman = 0.2\n"),
        ),
    ];
    let mut digests: Vec<String> = cases
        .iter()
        .map(|(text, whole)| {
            assert_eq!(digest_over_two(text), digest(whole), "{text}");
            digest(whole)
        })
        .collect();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), cases.len(), "no two cases say the same");
}

#[test]
fn a_chain_has_the_values_of_the_nearest_file() {
    let files = Files::of(&[
        (
            "mid/mid.toml",
            "extends = \"../base.toml\"\nname = \"Mid\"\nmonths = 4\n[[segment]]\nname = \"Social\"\nnew_clients = 3\n",
        ),
        ("base.toml", TWO),
    ]);
    let checked = check("extends = \"./mid/mid.toml\"\nname = \"User\"\n", &files).unwrap();
    assert_eq!((checked.scenario.name.as_str(), checked.scenario.months), ("User", 4));
    assert_eq!(checked.extends, ["mid/mid.toml", "base.toml"]);
    let written = |path: &str| {
        let found: Vec<_> = checked.written.iter().filter(|(known, _)| known == path).collect();
        assert_eq!(found.len(), 1, "{path}: {:?}", checked.written);
        found[0].1.clone()
    };
    assert_eq!(written("Social.new_clients"), "3");
    assert_eq!(written("Search.churn.beta_geometric.alpha"), "1");
    assert_eq!(written("correlation: Search.cac with Social.cac"), "0.5");
    assert_eq!(written("name"), "\"User\"");
    assert!(checked.written.iter().all(|(path, _)| path != "extends"));
}

#[test]
fn a_file_over_itself_changes_nothing() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(path).unwrap();
            if text.contains("\nextends = ") {
                continue;
            }
            let alone = check(&text, &Files::default()).unwrap();
            let files = Files::of(&[("base.toml", &text)]);
            let over = check(&format!("extends = \"base.toml\"\n{text}"), &files).unwrap();
            assert_eq!(alone.scenario.digest(), over.scenario.digest());
            assert_eq!(alone.written, over.written);
        }
    }
}

/// A folder with the shop as `small.toml`, these files, and what `check` says of `user.toml`: its exit code and stderr.
fn said(files: &[(&str, &str)]) -> String {
    let shop = Shop::new();
    for (name, text) in files {
        if let Some((folder, _)) = name.rsplit_once('/') {
            std::fs::create_dir_all(shop.path(folder)).unwrap();
        }
        shop.write(name, text.as_bytes());
    }
    let done = shop.ltvcast(&["check", "user.toml"]).assert().code(2);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    said
}

#[test]
fn circles_are_shown_where_they_close() {
    let extends = |name: &str| format!("extends = \"{name}\"\n");
    let one = said(&[("user.toml", &extends("./user.toml"))]);
    let two = said(&[("user.toml", &extends("b/b.toml")), ("b/b.toml", &extends("../user.toml"))]);
    let three = said(&[
        ("user.toml", &extends("b.toml")),
        ("b.toml", &extends("c.toml")),
        ("c.toml", &extends("b.toml")),
    ]);
    insta::assert_snapshot!([one, two, three].join("\n"));
}

#[test]
fn a_circle_is_seen_whatever_path_leads_back() {
    let shop = Shop::new();
    shop.write("user.toml", b"extends = 'base.toml'\n");
    let back = format!("extends = '{}'\n", shop.path("user.toml").display());
    shop.write("base.toml", back.as_bytes());
    let done = shop.ltvcast(&["check", "user.toml"]).assert().code(2);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.starts_with("base.toml:1: "), "{said}");
    assert!(
        said.contains("in a circle: user.toml -> base.toml -> ") && said.contains("user.toml: 1 problem")
    );
    assert_eq!(said.matches(" -> ").count(), 2, "{said}");
}

#[test]
fn a_warning_of_a_base_names_its_file() {
    let shop = Shop::new();
    shop.write("base.toml", format!("{SMALL}growth = 5\n").as_bytes());
    shop.write("user.toml", b"extends = 'base.toml'\n");
    let done = shop.ltvcast(&["check", "user.toml", "--quiet"]).assert().code(0);
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.starts_with("base.toml:24: warning: Search.growth: "), "{said}");
    assert!(said.contains("\n  = extended by user.toml\n"), "{said}");
}

#[test]
fn a_base_that_cannot_be_had_is_said_where_it_is_named() {
    let mut all = vec![
        said(&[("user.toml", "extends = \"none.toml\"\nmonths = 0\n")]),
        said(&[("user.toml", "extends = \"lib\"\n"), ("lib/x.toml", "")]),
        said(&[("user.toml", "extends = \"empty.toml\"\n"), ("empty.toml", "# nothing\n")]),
        said(&[("user.toml", "extends = 5\n")]),
        said(&[("user.toml", "extends = \"\"\n")]),
        said(&[("user.toml", "extends = \"long.toml\"\n"), ("long.toml", &"#".repeat(TEXT_MOST + 1))]),
        said(&[("user.toml", "extends = \"small.toml\n")]),
    ];
    let shop = Shop::new();
    shop.write("latin.toml", b"name = \"caf\xe9\"\n");
    shop.write("user.toml", b"extends = \"latin.toml\"\n");
    let done = shop.ltvcast(&["check", "user.toml"]).assert().code(2);
    all.push(String::from_utf8(done.get_output().stderr.clone()).unwrap());
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn problems_stand_in_the_file_where_they_are_written() {
    let base = |old: &str, new: &str| {
        assert!(SMALL.contains(old), "{old}");
        SMALL.replacen(old, new, 1)
    };
    let user = "extends = \"base.toml\"\n";
    let all = [
        // In the base, in the middle of a chain, and in all of a chain at once.
        said(&[("user.toml", user), ("base.toml", &base("\"400 to 600\"", "\"600 to 400\""))]),
        said(&[
            ("user.toml", "extends = \"lib/mid.toml\"\n"),
            ("lib/mid.toml", "extends = \"../small.toml\"\n[money]\nconfidence = 7\n"),
        ]),
        said(&[
            ("user.toml", "extends = \"lib/mid.toml\"\nmonths = 0\n"),
            ("lib/mid.toml", "extends = \"base.toml\"\nlifetime_months = 0\n"),
            ("lib/base.toml", &base("\"400 to 600\"", "{ data = \"cac.csv\", column = \"cac\" }")),
        ]),
        // A syntax error of the base, which hides what is missing.
        said(&[("user.toml", user), ("base.toml", &base("churn = ", "churn "))]),
        // A segment that is not there, near to one and far from any.
        said(&[
            ("user.toml", &format!("{user}[[segment]]\nname = \"Serch\"\ncac = -5\n")),
            ("base.toml", SMALL),
        ]),
        said(&[
            ("user.toml", &format!("{user}[[segment]]\nname = \"Fairs\"\ncac = 5\n")),
            ("base.toml", SMALL),
        ]),
        // Twice, in one file and in two.
        said(&[
            ("user.toml", &format!("{user}{}", "[[segment]]\nname = \"Search\"\nmargin = 0.5\n".repeat(2))),
            ("base.toml", SMALL),
        ]),
        said(&[
            ("user.toml", &format!("{user}[[segment]]\nname = \"Search\"\nmargin = 0.5\n")),
            ("base.toml", &format!("{SMALL}\n[[segment]]{}", SMALL.rsplit_once("[[segment]]").unwrap().1)),
        ]),
        // A key that is missing of a merged table.
        said(&[
            ("user.toml", &format!("{user}[market]\nphi = 0.5\n")),
            ("base.toml", &format!("{SMALL}\n[market]\nacts_on = \"both\"\n")),
        ]),
        // An empty list changes nothing, which cannot have been meant.
        said(&[("user.toml", &format!("{user}segment = []\n")), ("base.toml", SMALL)]),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_chain_has_an_end() {
    let file = |at: usize| format!("extends = \"f{}.toml\"\n", at + 1);
    let mut files = Files::default();
    for at in 1..=14 {
        files.0.insert(format!("f{at}.toml"), file(at));
    }
    files.0.insert("f15.toml".to_owned(), TWO.to_owned());
    let checked = check(&file(0), &files).unwrap();
    assert_eq!((checked.scenario.digest(), checked.extends.len()), (digest(TWO), 15));
    files.0.insert("f15.toml".to_owned(), file(15));
    files.0.insert("f16.toml".to_owned(), TWO.to_owned());
    let problems = check(&file(0), &files).unwrap_err();
    let said = problem::block(&problems, "in/user.toml", Language::English);
    assert!(
        said.starts_with("in/f15.toml:1: extends: here the chain of files comes to more than 16"),
        "{said}"
    );
    assert_eq!(said.matches("  = extended by in/").count(), 15, "{said}");
    assert_eq!(problems.len(), 1, "{said}");
}

#[test]
fn the_forecast_of_a_chain_is_that_of_the_file_written_out() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path("lib")).unwrap();
    shop.write("lib/cac.csv", b"cac\n400\n500\n700\n");
    let by_data = SMALL.replace("\"400 to 600\"", "{ data = \"cac.csv\", column = \"cac\" }");
    shop.write("lib/base.toml", by_data.as_bytes());
    let user = "extends = \"lib/base.toml\"\n[[segment]]\nname = \"Search\"\nmargin = \"40% to 50%\"\n";
    shop.write("user.toml", user.as_bytes());
    let whole = by_data.replace("cac.csv", "lib/cac.csv") + "margin = \"40% to 50%\"\n";
    shop.write("whole.toml", whole.as_bytes());
    let run = |file: &str| {
        let done = shop.ltvcast(&["simulate", file, "--json"]).assert().code(0);
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    };
    assert_eq!(run("user.toml"), run("whole.toml"));
    let done = shop.ltvcast(&["check", "user.toml"]).assert().code(0);
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert_eq!(said.lines().nth(1), Some("extends lib/base.toml"), "{said}");
    let done = shop.ltvcast(&["check", "user.toml", "--json"]).assert().code(0);
    let report: Value = serde_json::from_slice(&done.get_output().stdout).unwrap();
    assert_eq!(report["extends"], serde_json::json!(["lib/base.toml"]));
}

#[test]
fn problems_come_file_by_file_and_whatever_is_merged_nothing_panics() {
    let documents = [json_of_toml(TWO), json_of_toml(SMALL)];
    let mut pool: Vec<(String, Value)> = Vec::new();
    for json in &documents {
        let mut found = Vec::new();
        pointers(json, "", &mut found);
        for pointer in found {
            let key = pointer.rsplit('/').find(|key| key.parse::<usize>().is_err()).unwrap();
            pool.push((key.to_owned(), json.pointer(&pointer).unwrap().clone()));
        }
    }
    let mut draws = Draws(2028);
    let (mut right, mut of_user, mut of_base) = (0, 0, 0);
    for _ in 0..4000 {
        let mut two = [draws.one(&documents).clone(), draws.one(&documents).clone()];
        for json in &mut two {
            for _ in 0..draws.below(5) {
                mutate(&mut draws, json, &pool);
            }
        }
        let [user, base] = two.map(|json| document(&json));
        let user = format!("extends = \"base.toml\"\n{user}");
        let problems = match check(&user, &Files::of(&[("base.toml", &base)])) {
            Ok(checked) => {
                right += 1;
                checked.warnings
            }
            Err(problems) => {
                assert!(problems.iter().any(Problem::is_error), "{user}\n{base}");
                problems
            }
        };
        let places: Vec<_> = problems.iter().filter_map(|problem| problem.place.as_ref()).collect();
        assert!(places.is_sorted_by_key(|place| (place.through.len(), place.start)), "{problems:#?}");
        for place in places {
            let text = if place.through.is_empty() { &user } else { &base };
            let line = text.lines().nth(place.line - 1).unwrap_or_default();
            assert!(line.starts_with(place.quoted.trim_end_matches('…')), "{place:?}");
            if place.through.is_empty() { of_user += 1 } else { of_base += 1 }
        }
    }
    assert!(right > 100 && of_user > 1000 && of_base > 300, "{right}, {of_user}, {of_base}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_two_texts_make_it_panic(
        cuts in prop::array::uniform2((any::<prop::sample::Index>(), 0..40_usize)),
        odd in "(?s).{0,12}",
    ) {
        let cut = |(at, length): (prop::sample::Index, usize)| {
            let letters: Vec<char> = TWO.chars().collect();
            let at = at.index(letters.len());
            let end = (at + length).min(letters.len());
            letters[..at].iter().copied().chain(odd.chars()).chain(letters[end..].iter().copied()).collect::<String>()
        };
        let [user, base] = cuts.map(cut);
        if let Err(problems) = check(&format!("extends = \"base.toml\"\n{user}"), &Files::of(&[("base.toml", &base)])) {
            prop_assert!(problems.iter().any(Problem::is_error));
            prop_assert!(!problem::block(&problems, "user.toml", Language::English).is_empty());
        }
    }
}
