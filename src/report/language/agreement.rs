//! The tables of messages and the code hold together.

use super::Language;
use super::messages::tables;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The values that a message names, by its id.
type Values = BTreeMap<String, BTreeSet<String>>;

fn of_language(language: Language) -> Values {
    let mut all = Values::new();
    for (file, table) in tables(language) {
        let table = fluent_syntax::parser::parse(*table)
            .unwrap_or_else(|(_, errors)| panic!("{}/{file}.ftl: {errors:?}", language.code()));
        for entry in &table.body {
            let Entry::Message(message) = entry else { continue };
            let mut values = BTreeSet::new();
            gather(message.value.as_ref().expect("a message has words"), &mut values);
            let known = all.insert(message.id.name.to_owned(), values);
            assert!(known.is_none(), "{} stands twice in {}", message.id.name, language.code());
        }
    }
    all
}

fn gather(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    let inline = |expression: &InlineExpression<&str>, values: &mut BTreeSet<String>| {
        if let InlineExpression::VariableReference { id } = expression {
            values.insert(id.name.to_owned());
        }
    };
    for element in &pattern.elements {
        match element {
            PatternElement::Placeable { expression: Expression::Inline(one) } => inline(one, values),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                inline(selector, values);
                for variant in variants {
                    gather(&variant.value, values);
                }
            }
            PatternElement::TextElement { .. } => {}
        }
    }
}

/// The values that the code gives, by the message's id: every `say!` of the sources.
fn of_code() -> Values {
    let mut all = Values::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let code: TokenStream = std::fs::read_to_string(&entry).unwrap().parse().unwrap();
                calls(code, &mut all);
            }
        }
    }
    all
}

fn calls(code: TokenStream, all: &mut Values) {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = |back: usize| place.checked_sub(back).map(|at| tokens[at].to_string());
        let is_call = before(1).as_deref() == Some("!") && before(2).as_deref() == Some("say");
        if is_call && group.delimiter() == Delimiter::Parenthesis {
            call(group.stream(), all);
        }
        calls(group.stream(), all);
    }
}

/// One call: the first literal is the id, and each value follows a comma as `name =`.
fn call(arguments: TokenStream, all: &mut Values) {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let id = tokens.iter().find_map(|token| match token {
        TokenTree::Literal(literal) => Some(literal.to_string().trim_matches('"').to_owned()),
        _ => None,
    });
    let Some(id) = id else { return };
    let is =
        |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let names = tokens.windows(3).filter_map(|three| match &three[1] {
        TokenTree::Ident(name) if is(&three[0], ',') && is(&three[2], '=') => Some(name.to_string()),
        _ => None,
    });
    let names: BTreeSet<String> = names.collect();
    if let Some(known) = all.get(&id) {
        assert_eq!(known, &names, "{id} gets other values in another place");
    }
    all.insert(id, names);
}

#[test]
fn no_message_lacks_in_a_language_and_none_names_other_values() {
    let english = of_language(Language::English);
    for language in Language::ALL {
        let theirs = of_language(language);
        let lacking: Vec<_> = english.keys().filter(|id| !theirs.contains_key(*id)).collect();
        assert!(lacking.is_empty(), "{} lacks {lacking:?}", language.code());
        let alone: Vec<_> = theirs.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(alone.is_empty(), "only {} has {alone:?}", language.code());
        for (id, values) in &theirs {
            // A form may leave out a value that another language needs, but the code gives the same to both.
            assert!(values.is_subset(&english[id]) || english[id].is_subset(values), "{id}: {values:?}");
        }
    }
}

#[test]
fn the_code_gives_each_message_the_values_it_names_and_none_is_left_over() {
    let code = of_code();
    for language in Language::ALL {
        let table = of_language(language);
        let unknown: Vec<_> = code.keys().filter(|id| !table.contains_key(*id)).collect();
        assert!(unknown.is_empty(), "{} has no {unknown:?}", language.code());
        let unused: Vec<_> = table.keys().filter(|id| !code.contains_key(*id)).collect();
        assert!(unused.is_empty(), "nothing says {unused:?}");
        for (id, values) in &table {
            let lacking: Vec<_> = values.difference(&code[id]).collect();
            assert!(lacking.is_empty(), "{} in {} gets no {lacking:?}", id, language.code());
        }
    }
}

/// What is written in Latin letters in Russian as well: the field's abbreviations, names of people and firms, keys.
const LATIN: &[&str] = &[
    "ARPU",
    "Bessemer",
    "CAC",
    "CVaR",
    "Crest",
    "D",
    "Dilemma",
    "for",
    "Innovator",
    "LTV",
    "Metrics",
    "P",
    "PERT",
    "Pacific",
    "Partners",
    "ROAS",
    "ROMI",
    "SaaS",
    "Skok",
    "Startups",
    "T",
    "The",
    "Tunguz",
    "Venture",
    "ltvcast",
    "rules",
    "s",
    "target_romi",
    "x",
    "z",
    "csv",
    "monthly",
    "report",
    "html",
    "xlsx",
    "compare",
    "ACV",
    "ASCII",
    "Excel",
    "XLSX",
    "ACV",
    "ROI",
    "ads",
    "compare",
    "costs",
    "cover",
    "csv",
    "d",
    "differences",
    "json",
    "levers",
    "lifetime",
    "run",
    "waterfall",
    "AIC",
    "CRPS",
    "C",
    "Ctrl",
    "EUR",
    "RUB",
    "USD",
    "alpha",
    "beta",
    "cohorts",
    "discrete",
    "draws",
    "file",
    "from",
    "init",
    "ltv",
    "margin",
    "metrics",
    "monthly",
    "months",
    "opening",
    "p",
    "q",
    "r",
    "segments",
    "simulate",
    "summary",
    "unit",
    "until",
    "weibull",
    "Parquet",
    "TOML",
    "UTF",
    "count",
    "CSV",
];

#[test]
fn no_english_is_left_in_russian() {
    for (file, table) in tables(Language::Russian) {
        let table = fluent_syntax::parser::parse(*table).unwrap();
        for entry in &table.body {
            let Entry::Message(message) = entry else { continue };
            let mut words = String::new();
            texts(message.value.as_ref().unwrap(), &mut words);
            let words = without_code(&words);
            let foreign = words
                .split(|letter: char| !(letter.is_ascii_alphabetic() || letter == '_'))
                .filter(|word| !word.is_empty() && !LATIN.contains(word));
            let foreign: Vec<_> = foreign.collect();
            assert!(foreign.is_empty(), "{file}.ftl, {}: {foreign:?}", message.id.name);
        }
    }
}

/// The text without what is typed as it stands: keys in backquotes, texts of files in straight quotes, options.
fn without_code(text: &str) -> String {
    let outside =
        |text: &str, quote: char| -> String { text.split(quote).step_by(2).collect::<Vec<&str>>().join(" ") };
    let text = outside(&outside(text, '`'), '"');
    let words = text.split_whitespace().filter(|word| !word.trim_start_matches(['(', '«']).starts_with("--"));
    words.collect::<Vec<&str>>().join(" ")
}

fn texts(pattern: &Pattern<&str>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    words.push(' ');
                    texts(&variant.value, words);
                }
            }
            PatternElement::Placeable { .. } => words.push(' '),
        }
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    let said = |language: Language| {
        [1, 2, 5, 11, 21, 22, 101, 111, 1000].map(|count| language.months(count).replace('\u{A0}', " "))
    };
    assert_eq!(
        said(Language::Russian),
        [
            "1 месяц",
            "2 месяца",
            "5 месяцев",
            "11 месяцев",
            "21 месяц",
            "22 месяца",
            "101 месяц",
            "111 месяцев",
            "1 000 месяцев"
        ]
    );
    assert_eq!(said(Language::English)[..2], ["1 month", "2 months"]);
}
