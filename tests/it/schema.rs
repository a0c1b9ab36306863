//! The JSON Schema of the scenario file: the committed copy, its words, and what taplo makes of it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::lab::{json_of_toml, scenario};
use crate::shop::ENGLISH;
use assert_cmd::Command;
use ltvcast::model::scenario::format::{self, Default, Key, Value as Form};
use ltvcast::report::schema::schema;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const COMMITTED: &str = "scenarios/scenario.schema.json";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped scenarios.
fn scenarios() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project().join("scenarios")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(paths.len() >= 3, "{paths:?}");
    paths
}

#[test]
fn the_committed_schema_is_what_the_command_prints() {
    let done = Command::new(env!("CARGO_BIN_EXE_ltvcast")).envs(ENGLISH).arg("schema").assert().code(0);
    let printed = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert_eq!(printed, schema());
    let committed = std::fs::read_to_string(project().join(COMMITTED)).unwrap();
    assert!(
        committed == printed,
        "{COMMITTED} is stale; `cargo run -- schema > {COMMITTED}` in the project's folder renews it"
    );
}

#[test]
fn every_shipped_scenario_names_the_schema_in_its_first_line() {
    for path in scenarios() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().next(), Some("#:schema ./scenario.schema.json"), "{}", path.display());
    }
}

/// Every property of a schema, with its name and the way to it.
fn properties<'a>(schema: &'a Value, path: &str, found: &mut Vec<(String, &'a str, &'a Value)>) {
    match schema {
        Value::Object(map) => {
            for (word, value) in map {
                if word == "properties" {
                    let below = value.as_object().unwrap();
                    found.extend(
                        below
                            .iter()
                            .map(|(name, property)| (format!("{path}/{name}"), name.as_str(), property)),
                    );
                }
                properties(value, &format!("{path}/{word}"), found);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| properties(entry, path, found)),
        _ => {}
    }
}

#[test]
fn every_key_is_described_with_an_example_that_may_stand_there() {
    let root: Value = serde_json::from_str(&schema()).unwrap();
    let mut found = Vec::new();
    properties(&root, "", &mut found);
    assert!(found.len() > 300, "{}", found.len());
    for (path, name, property) in found {
        // What has to be there in a file that extends no other; its words stand with what may be there.
        if path.starts_with("/else") || path.starts_with("/definitions/whole.") {
            continue;
        }
        let description =
            property["description"].as_str().unwrap_or_else(|| panic!("{path} is not described"));
        let (sentence, example) = description.split_once("\n\nExample: `").unwrap();
        assert!(sentence.len() > 10 && sentence.ends_with('.'), "{path}: {description}");
        // The keys of a quantity say the same whatever the field; their examples are of money.
        if path.contains("quantity.") && !path.contains("quantity.money.from_0_to_1e15/") {
            continue;
        }
        let example = json_of_toml(example.trim_end_matches('`'));
        let mut alone = property.clone();
        alone["definitions"] = root["definitions"].clone();
        alone["$schema"] = root["$schema"].clone();
        let validator = jsonschema::validator_for(&alone).unwrap();
        assert!(validator.is_valid(&example[name]), "{path}: {description}");
    }
}

/// The defaults of a table's keys, written out.
fn defaults(keys: &[Key]) -> Map<String, Value> {
    let value = |default: Default| match default {
        Default::Number(number) if number.fract() == 0.0 => json!(number as i64),
        Default::Number(number) => json!(number),
        Default::Numbers(numbers) => json!(numbers),
        Default::Word(word) => json!(word),
    };
    keys.iter().filter_map(|key| Some((key.name.to_owned(), value(key.default?)))).collect()
}

#[test]
fn a_default_written_out_changes_nothing() {
    let keys = format::keys();
    let table = |name: &str| {
        let key = keys.iter().find(|key| key.name == name).unwrap();
        match &key.value {
            Form::Table(keys) => defaults(keys),
            Form::List { of, .. } => match &**of {
                Form::Table(keys) => defaults(keys),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let lines = |map: &Map<String, Value>| {
        map.iter().fold(String::new(), |mut text, (key, value)| {
            let _ = writeln!(text, "{key} = {value}");
            text
        })
    };
    let text = |[top, simulation, money, rules, market, segment]: [&str; 6]| {
        format!(
            "name = \"a\"\ncurrency = \"b\"\nstart = \"2027-01\"\nmonths = 2\n{top}\n[simulation]\n{simulation}\n\
             [money]\n{money}\n[rules]\n{rules}\n[market]\nsigma = 0.1\n{market}\n[[segment]]\nname = \"c\"\nnew_clients = 1\n\
             churn = 0.1\norders = {{ poisson = 1 }}\norder_value = 1\n{segment}\n"
        )
    };
    let tables = ["simulation", "money", "rules", "market", "segment"].map(table);
    let maps = std::iter::once(defaults(&keys)).chain(tables).collect::<Vec<_>>();
    assert_eq!(maps.iter().map(Map::len).collect::<Vec<_>>(), [1, 3, 5, 4, 2, 5]);
    let written = maps.iter().map(lines).collect::<Vec<_>>();
    let written: [&str; 6] = std::array::from_fn(|place| written[place].as_str());
    let (without, with) = (scenario(&text([""; 6])), scenario(&text(written)));
    assert_eq!(without.digest(), with.digest());
    assert_eq!(without.simulation.trials, with.simulation.trials);
    assert_eq!(without.simulation.seed, with.simulation.seed);
}

/// taplo, where `tests/all` says it is or on the path; without it the test that needs it says so and is skipped.
fn taplo() -> Option<PathBuf> {
    // `tests/all` sets it once it has the program: then not to find it is a failure.
    if let Some(named) = std::env::var_os("TAPLO") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("taplo")).find(|file| file.is_file());
    if found.is_none() {
        // Past the capture of `eprintln!`, so that it is seen.
        let mut stderr = std::io::stderr().lock();
        writeln!(stderr, "\nskipped: taplo is not here, so no scenario was checked with it").unwrap();
    }
    found
}

/// Runs `taplo lint` on a file of a folder, without the settings it would look for elsewhere.
fn lint(taplo: &Path, folder: &Path, file: &str) -> std::process::Output {
    let mut command = std::process::Command::new(taplo);
    command.current_dir(folder).args(["lint", "--no-auto-config", file]);
    // Whatever it might want of the network, it does not get.
    for proxy in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(proxy, "http://127.0.0.1:9");
    }
    command.output().unwrap_or_else(|error| panic!("{}: {error}", taplo.display()))
}

#[test]
fn taplo_finds_every_shipped_scenario_right_and_a_slip_wrong() {
    let Some(taplo) = taplo() else { return };
    for path in scenarios() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let done = lint(&taplo, &project().join("scenarios"), name);
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    }
    // The first line is what leads it to the schema.
    let shop = std::fs::read_to_string(project().join("scenarios/cookware-shop.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(project().join(COMMITTED), folder.path().join("scenario.schema.json")).unwrap();
    std::fs::write(folder.path().join("shop.toml"), &shop).unwrap();
    assert!(lint(&taplo, folder.path(), "shop.toml").status.success());
    for (right, wrong) in [
        ("currency = ", "curency = "),
        ("months = 12 ", "months = 0 "),
        ("\"3% to 8%\"", "\"3 to 8%\""),
        ("{ poisson = { rate", "{ poison = { rate"),
        ("{ min = 0.20, mode", "{ min = 0.20, mid"),
    ] {
        assert!(shop.contains(right), "{right}");
        let slip = shop.replacen(right, wrong, 1);
        // It is TOML still, so that the schema alone can refuse it. taplo's last words are lost now and then; its exit
        // code is not.
        assert!(json_of_toml(&slip).is_object());
        std::fs::write(folder.path().join("shop.toml"), slip).unwrap();
        assert!(!lint(&taplo, folder.path(), "shop.toml").status.success(), "taplo passes {wrong}");
    }
}
