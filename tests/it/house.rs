//! The plan of the house: a wing imports lower ranks or its own rooms, and the lower ranks touch nothing outside.
//!
//! The ranks stand in the map of `lib.rs`, and nowhere else. Tests inside the wings are held to the ranks too, but may
//! print and open files.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Wings of this rank and below never touch a file, the clock, the environment or the terminal.
const PURE_UP_TO: u32 = 5;

/// What the lower ranks never name.
const OUTSIDE: [&str; 10] = [
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::process",
    "std::thread::sleep",
    "std::time",
];
const PRINTING: [&str; 5] = ["dbg", "eprint", "eprintln", "print", "println"];

/// The map of the house: each wing with its rank, in the order of the map.
struct Map(Vec<(String, u32)>);

impl Map {
    /// Reads the rows ``| 2 | [`engine`] | ...`` of the doc comment.
    fn read(lib: &str) -> Self {
        let row = |line: &str| {
            let mut cells = line.strip_prefix("//! |")?.split('|').map(str::trim);
            let rank = cells.next()?.parse().ok()?;
            let wing = cells.next()?.strip_prefix("[`")?.strip_suffix("`]")?;
            Some((wing.to_owned(), rank))
        };
        Self(lib.lines().filter_map(row).collect())
    }

    fn rank(&self, wing: &str) -> Option<u32> {
        self.0.iter().find(|(name, _)| name == wing).map(|(_, rank)| *rank)
    }

    fn wings(&self) -> Vec<&str> {
        self.0.iter().map(|(wing, _)| wing.as_str()).collect()
    }
}

/// A source file: its path below `src`, with `/`, and its text.
type Source = (String, String);

fn sources(folder: &Path, below: &str, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            sources(&path, &format!("{name}/"), found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// `engine/orders.rs` -> `[engine, orders]`, `engine/mod.rs` -> `[engine]`.
fn module_of(file: &str) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// A path that a file names, from the root of its crate: `crate`, `engine`, `orders`.
struct Mention {
    path: Vec<String>,
    in_tests: bool,
}

/// Every path and every macro call of some tokens, imports in braces taken apart.
#[derive(Default)]
struct Mentions {
    paths: Vec<Mention>,
    in_tests: bool,
}

impl Mentions {
    fn of(file: &str, text: &str) -> Vec<Mention> {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut mentions = Self::default();
        mentions.walk(tokens, &module_of(file));
        mentions.paths
    }

    fn walk(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let outside_tests = self.in_tests;
        let mut i = 0;
        while i < tokens.len() {
            match &tokens[i] {
                // What follows `#[cfg(test)]`, up to its block or semicolon, is a test's.
                TokenTree::Group(group) if is_cfg_test(group) => {
                    self.in_tests = true;
                    i += 1;
                }
                TokenTree::Group(group) => {
                    let inner =
                        match (i.checked_sub(2).map(|k| &tokens[k]), i.checked_sub(1).map(|k| &tokens[k])) {
                            (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) if word == "mod" => {
                                [module, &[name.to_string()]].concat()
                            }
                            _ => module.to_vec(),
                        };
                    self.walk(group.stream(), &inner);
                    if group.delimiter() == Delimiter::Brace {
                        self.in_tests = outside_tests;
                    }
                    i += 1;
                }
                TokenTree::Punct(punct) => {
                    if punct.as_char() == ';' {
                        self.in_tests = outside_tests;
                    }
                    i += 1;
                }
                TokenTree::Ident(_) => i = self.path(&tokens, i, Vec::new(), module),
                TokenTree::Literal(_) => i += 1,
            }
        }
    }

    /// Reads the path that begins at `i`; gives the place behind it.
    fn path(
        &mut self,
        tokens: &[TokenTree],
        mut i: usize,
        mut path: Vec<String>,
        module: &[String],
    ) -> usize {
        loop {
            match tokens.get(i) {
                Some(TokenTree::Ident(word)) => {
                    path = step(path, &word.to_string(), module);
                    i += 1;
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let members: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
                    for member in members.split(is_comma).filter(|member| !member.is_empty()) {
                        self.path(member, 0, path.clone(), module);
                    }
                    return i + 1;
                }
                _ => break,
            }
            if !(is_colon(tokens.get(i)) && is_colon(tokens.get(i + 1))) {
                break;
            }
            i += 2;
        }
        if matches!(tokens.get(i), Some(TokenTree::Punct(punct)) if punct.as_char() == '!')
            && let Some(name) = path.last_mut()
        {
            name.push('!');
        }
        self.paths.push(Mention { path, in_tests: self.in_tests });
        i
    }
}

fn is_cfg_test(group: &proc_macro2::Group) -> bool {
    group.delimiter() == Delimiter::Bracket && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

/// One more word of a path; `self` and `super` are resolved against the module.
fn step(mut path: Vec<String>, word: &str, module: &[String]) -> Vec<String> {
    match word {
        "self" if path.is_empty() => [&["crate".to_owned()], module].concat(),
        "super" if path.is_empty() => step([&["crate".to_owned()], module].concat(), word, module),
        "super" => {
            path.pop();
            path
        }
        "self" => path,
        _ => {
            path.push(word.to_owned());
            path
        }
    }
}

/// Everything in which the sources break the plan.
fn breaches(map: &Map, sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in sources {
        let home = module_of(file);
        // `lib.rs` and `main.rs` belong to no wing.
        let Some(wing) = home.first() else { continue };
        let Some(rank) = map.rank(wing) else {
            breaches.push(format!("{file}: the wing {wing} is not on the map"));
            continue;
        };
        for mention in Mentions::of(file, text) {
            let said = mention.path.join("::");
            if mention.path[0] == "crate"
                && let Some(other) = mention.path.get(1).filter(|other| *other != wing)
            {
                imports.entry(wing.clone()).or_default().insert(other.clone());
                match map.rank(other) {
                    Some(other) if other < rank => {}
                    Some(other) => breaches.push(format!("{file}: {wing} ({rank}) imports {said} ({other})")),
                    None => breaches.push(format!("{file}: {said} is in no wing of the map")),
                }
            }
            let outside =
                OUTSIDE.iter().any(|outside| said == *outside || said.starts_with(&format!("{outside}::")));
            let prints =
                PRINTING.iter().any(|print| said == format!("{print}!") || said == format!("std::{print}!"));
            if (outside || prints) && rank <= PURE_UP_TO && !mention.in_tests {
                breaches.push(format!("{file}: rank {rank} names {said}"));
            }
        }
    }
    breaches.extend(circle(imports));
    breaches
}

/// The wings that remain when those which import none of the others have been taken away, one after another.
fn circle(mut imports: BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    loop {
        let standing: BTreeSet<String> = imports.keys().cloned().collect();
        imports.retain(|_, others| {
            others.retain(|other| standing.contains(other));
            !others.is_empty()
        });
        if imports.is_empty() {
            return None;
        }
        if imports.len() == standing.len() {
            return Some(format!("a circle among {}", standing.into_iter().collect::<Vec<_>>().join(", ")));
        }
    }
}

fn house() -> (String, Vec<Source>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, "", &mut found);
    found.sort();
    (std::fs::read_to_string(root.join("lib.rs")).unwrap(), found)
}

#[test]
fn wings_import_lower_ranks_only_and_the_lower_ranks_touch_nothing_outside() {
    let (lib, sources) = house();
    assert!(sources.len() > 50, "only {} files were found", sources.len());
    let mentions: usize = sources.iter().map(|(file, text)| Mentions::of(file, text).len()).sum();
    assert!(mentions > 10_000, "only {mentions} paths were found");
    let breaches = breaches(&Map::read(&lib), &sources);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn lib_lists_every_wing_in_the_order_of_the_map() {
    let (lib, sources) = house();
    let map = Map::read(&lib);
    let declared: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, map.wings());
    let ranks: Vec<u32> = map.0.iter().map(|(_, rank)| *rank).collect();
    assert!(ranks.is_sorted() && ranks.first() == Some(&0), "{ranks:?}");
    let folders: BTreeSet<&str> =
        sources.iter().filter_map(|(file, _)| file.split_once('/').map(|(wing, _)| wing)).collect();
    assert_eq!(folders, map.wings().into_iter().collect());
}

/// A house of four wings with a file in one of them: what the check says of it.
fn said_of(file: &str, text: &str) -> Vec<String> {
    let map = Map::read(
        "//! | 0 | [`math`] |\n//! | 1 | [`model`] |\n//! | 6 | [`report`] |\n//! | 6 | [`ledger`] |",
    );
    breaches(&map, &[(file.to_owned(), text.to_owned())])
}

#[test]
fn a_breach_is_found_however_it_is_written() {
    let cases = [
        ("math/gamma.rs", "use crate::model::month;", "math (0) imports crate::model::month (1)"),
        ("math/gamma/small.rs", "fn f() { super::super::super::report::say() }", "crate::report::say (6)"),
        ("math/gamma.rs", "mod inner { use super::super::super::model::Month; }", "crate::model::Month (1)"),
        ("model/a.rs", "use crate::{math, report::{text as t}};", "imports crate::report::text (6)"),
        ("model/a.rs", "use super::{b, super::report};", "imports crate::report (6)"),
        ("model/a.rs", "macro_rules! m { () => { $crate::report::x() } }", "crate::report::x (6)"),
        ("report/a.rs", "use crate::ledger::Row;", "report (6) imports crate::ledger::Row (6)"),
        ("model/a.rs", "#[cfg(test)] mod tests { use crate::report::text; }", "crate::report::text (6)"),
        ("model/a.rs", "use crate::util::x;", "in no wing"),
        ("attic/a.rs", "", "the wing attic is not on the map"),
        ("model/a.rs", "use std::{collections::BTreeMap, fs};", "rank 1 names std::fs"),
        ("model/a.rs", "fn f() { let t = std::time::Instant::now(); }", "std::time::Instant::now"),
        ("model/a.rs", "use std::io::{self, stdin};", "std::io::stdin"),
        ("model/a.rs", "fn f() { println!(\"x\"); }", "rank 1 names println!"),
        ("model/a.rs", "#[cfg(test)] mod t {} fn f() { dbg!(1); }", "rank 1 names dbg!"),
        ("model/a.rs", "#[cfg(test)] use std::fs; use std::env;", "rank 1 names std::env"),
    ];
    for (file, text, expected) in cases {
        let said = said_of(file, text);
        assert!(said.len() == 1 && said[0].contains(expected), "{text}\n{said:?}");
    }
}

#[test]
fn what_keeps_to_the_plan_is_left_in_peace() {
    let cases = [
        ("model/a.rs", "use crate::math::{gamma, special::{erf}}; use super::b; use self::c;"),
        ("model/a.rs", "// crate::report\nconst S: &str = \"crate::report std::fs println!\";"),
        ("model/a.rs", "/// See [`crate::report`].\nfn f() {}"),
        ("model/a.rs", "#[cfg(test)] mod tests { fn f() { std::fs::read(1); println!(); } }"),
        ("model/a.rs", "use std::io::Read;"),
        ("report/a.rs", "fn f() { std::fs::read(1); println!(); }"),
        ("lib.rs", "pub mod math;"),
    ];
    for (file, text) in cases {
        assert_eq!(said_of(file, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_circle_is_found_where_ranks_would_not_show_it() {
    let edges = |edges: &[(&str, &str)]| {
        let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in edges {
            imports.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        circle(imports)
    };
    assert_eq!(edges(&[("app", "report"), ("report", "model"), ("model", "math")]), None);
    let found = edges(&[("app", "report"), ("report", "ledger"), ("ledger", "report"), ("ledger", "math")]);
    assert_eq!(found.unwrap(), "a circle among app, ledger, report");
}
