//! Every problem of a scenario, as a person reads it. A case is the shop below with one piece of its text replaced.

use ltvcast::model::problem::Problem;
use ltvcast::model::quantity::Domain;
use ltvcast::model::scenario::{DataFiles, NoFiles, Overrides, check, check_with, value};
use ltvcast::report::language::Language::{self, English, Russian};
use ltvcast::report::problem;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

const SHOP: &str = r#"name = "Shop"
currency = "RUB"
start = "2027-01"
months = 12

[simulation]
trials = 1000

[money]
fixed_costs = "100K to 120K"
target_profit = "1M"
tax = { revenue = "6%" }

[market]
sigma = "5%"

[[segment]]
name = "Search"
new_clients = 400
cac = "700 to 1100"
margin = "42% to 48%"
growth = "2% to 6%"
churn = { beta_geometric = { alpha = "0.6 to 0.8", beta = 9 } }
orders = { gamma_poisson = { rate = "0.7 to 0.9", shape = 2 } }
order_value = { gamma = { mean = "1700 to 1900", shape = 1.5 } }

[[segment]]
name = "Social"
new_clients = 100
cac = "600 to 900"
churn = "4% to 6%"
orders = "subscription"
order_value = 500
"#;

/// What some cases extend.
const BASE: &str = r#"name = "Base"
lifetime_months = 0

[[segment]]
name = "Shop"
new_clients = 5
churn = "5%"
orders = "subscription"
order_value = 5

[[segment]]
name = "Shop"
new_clients = 5
churn = "5%"
orders = "subscription"
order_value = 5
"#;

/// What the shipped scenarios extend.
struct Shipped;

impl DataFiles for Shipped {
    fn read(&self, path: &str) -> Result<String, String> {
        let path = format!("{}/scenarios/{path}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }
}

/// A few small files.
struct Folder;

impl DataFiles for Folder {
    fn read(&self, path: &str) -> Result<String, String> {
        match path {
            "few.csv" => Ok("cac\n7\n8\n".to_owned()),
            "draws.csv" => Ok("cac\n".to_owned() + &"700\n".repeat(40)),
            "cac.csv" => Ok("month,cac\n1,700\n2,many\n3,-5\n".to_owned()),
            "empty.csv" => Ok("cac\n".to_owned()),
            "clients.csv" => {
                Ok("frequency,recency_days,age_days\n1,3,9\n2.5,3,9\n0,3,9\n1,10,9\n".to_owned())
            }
            "lib/base.toml" => Ok(BASE.to_owned()),
            "lib/circle.toml" => Ok("extends = \"../lib/circle.toml\"\n".to_owned()),
            // Each extends the one with a longer name.
            endless if endless.ends_with("x.toml") => Ok(format!("extends = \"x{endless}\"\n")),
            _ => Err("No such file".to_owned()),
        }
    }
}

/// The shop with `old` replaced by `new`; where `old` is empty, `new` is added at the end.
fn changed(old: &str, new: &str) -> String {
    if old.is_empty() {
        return format!("{SHOP}{new}\n");
    }
    assert!(SHOP.contains(old), "{old}");
    SHOP.replacen(old, new, 1)
}

fn problems_of(text: &str) -> Vec<Problem> {
    match check(text, &Folder) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}

/// All the cases of a list, rendered.
fn rendered(cases: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (old, new) in cases {
        let problems = problems_of(&changed(old, new));
        assert!(!problems.is_empty(), "no problem with {new}");
        let _ = writeln!(text, "{}\n", problem::block(&problems, "shop.toml", English).trim_end());
    }
    text
}

const CAC: &str = "\"700 to 1100\"";
const MARGIN: &str = "\"42% to 48%\"";
const GROWTH: &str = "\"2% to 6%\"";
const CHURN: &str = "\"4% to 6%\"";

const SYNTAX: &[(&str, &str)] = &[
    ("months = 12", "months = 2027-"),
    ("months = 12", "months 12"),
    ("\"RUB\"", "\"RUB"),
    ("[money]", "[money"),
    ("trials = 1000", "trials = 1000\ntrials = 2000"),
    ("[market]", "[money]"),
    ("[simulation]", "months = 13\n[simulation]"),
];

const SHAPES: &[(&str, &str)] = &[
    ("currency = \"RUB\"", "curency = \"RUB\""),
    ("fixed_costs", "fixed-costs"),
    ("target_profit = \"1M\"", "wages = 3"),
    ("name = \"Shop\"", "name = 3"),
    ("name = \"Shop\"", "name = \" \""),
    ("\"2027-01\"", "2027-01-01"),
    ("\"2027-01\"", "\"January\""),
    ("months = 12", "months = 0"),
    ("months = 12", "months = 100000"),
    ("months = 12", "months = \"12\""),
    ("trials = 1000", "trials = 0"),
    ("trials = 1000", "trials = 1000.5"),
    ("trials = 1000", "trials = -5\nseed = -1\npoints = \"halton\""),
    ("tax = { revenue = \"6%\" }", "tax = \"6%\""),
    ("tax = { revenue = \"6%\" }", "tax = { revenues = \"6%\" }"),
    ("tax = { revenue = \"6%\" }", "tax = { revenue = \"6%\", profit = \"20%\" }"),
    ("target_profit = \"1M\"", "target_profit = \"1M to 2M\"\nconfidence = 1.5\nmax_scale = 0"),
    ("[market]\nsigma = \"5%\"", "market = 1"),
    ("sigma = \"5%\"", "sigma = \"5%\"\nphi = 1\nacts_on = \"prices\""),
    ("orders = \"subscription\"", "orders = \"weekly\""),
    ("orders = \"subscription\"", "orders = 2"),
    ("orders = \"subscription\"", "orders = { poison = { rate = 1 } }"),
    ("orders = \"subscription\"", "orders = { poisson = { rat = 1 } }"),
    (CHURN, "true"),
    (CHURN, "{ hazard = [] }"),
    (CHURN, "{ hazard = \"5%\" }"),
    (CHURN, "{ weibull = { q = 0.9, b = 1 } }"),
    ("order_value = 500", "order_value = { gamma = { mean = 500 } }"),
    ("order_value = 500", "order_value = [500]"),
];

const RULES: &[(&str, &str)] = &[
    (
        "[market]",
        "[rules]\nltv_to_cac = 0\npayback_months = 0\nrevenue_to_cac = [5, 4, 5]\ntarget_romi = 100\n[market]",
    ),
    (
        "[market]",
        "[rules]\nltv_to_cac = \"three\"\npayback_months = 7.5\nrevenue_to_cac = []\ntarget_romi = \"-100%\"\n[market]",
    ),
    ("[market]", "[rules]\nrevenue_to_cac = [1, 2, 3, 4, 5]\nltv_to_cak = 3\n[market]"),
    ("[market]", "[rules]\nrevenue_to_cac = [1, -2, \"4 to 5\"]\n[market]"),
    ("[market]", "[rules]\nltv_to_cac = \"2 to 4\"\nrevenue_to_cac = true\n[market]"),
    ("[market]", "[[rules]]\nltv_to_cac = 3\n[market]"),
];

const SEGMENTS: &[(&str, &str)] = &[
    ("new_clients = 100\n", ""),
    ("new_clients = 100", "new_clients = [1, 2, 3]"),
    ("new_clients = 100", "new_clients = []"),
    ("new_clients = 100", "new_clients = -100"),
    ("new_clients = 100", "new_clients = 100\nopening = { clients = 3 }"),
    (
        "new_clients = 100",
        "new_clients = 100\nopening = [{ clients = 3 }, { clients = 4, tenure_months = 1.5 }]",
    ),
    ("name = \"Social\"", "name = \"Search\""),
    ("name = \"Social\"", "name = \"market\""),
    ("name = \"Social\"", ""),
    ("order_value = 500", "order_value = 500\nseasonality = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"),
    (
        "shape = 1.5 } }",
        "shape = 1.5 } }\nseasonality = [0.8, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8, 0.9, 1.0, 1.1, 1.3, 1.5]",
    ),
    ("shape = 1.5 } }", "shape = 1.5 } }\nseasonality = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"),
    ("shape = 1.5 } }", "shape = 1.5 } }\nseasonality = [1, 1, 1]"),
];

/// Laws of orders that say who leaves as well, and what goes with them.
const BUYING: &[(&str, &str)] = &[
    (SUBSCRIPTION, PARETO_NBD),
    ("order_value = 500", "order_value = { gamma_gamma = { p = 6, q = 4, v = 15 } }"),
    (CHURN, "\"by_orders\""),
    (BY_SUBSCRIPTION, "churn = \"by_orders\"\norders = { pareto_nbd = { r = 0.5, alpha = 10, s = 0.6 } }"),
    (
        BY_SUBSCRIPTION,
        "churn = \"by_orders\"\norders = { bg_nbd = { r = 0, alpha = -1, a = 1, b = \"few\" } }",
    ),
    (
        BY_SUBSCRIPTION,
        "opening = [{ clients = 3, tenure_months = 5 }]\nchurn = \"by_orders\"\norders = { bg_nbd = { r = 1, alpha = 9, a = 1, b = 2 } }",
    ),
    (
        BY_SUBSCRIPTION,
        "opening = { data = \"clients.csv\", days_before = 400 }\nchurn = \"by_orders\"\norders = { mbg_nbd = { r = 1, alpha = 9, a = 1, b = 2 } }",
    ),
    (
        BY_SUBSCRIPTION,
        "opening = { data = \"nobody.csv\" }\nchurn = \"by_orders\"\norders = { mbg_nbd = { r = 1, alpha = 9, a = 1, b = 2 } }",
    ),
    (
        BY_SUBSCRIPTION,
        "churn = \"by_orders\"\norders = { bg_nbd = { r = 1, alpha = 9, a = 1, b = 2 } }\norder_value = 500\n\
         [[lever]]\nname = \"A\"\nsegments = [\"Social\"]\nwin_back = 0.1\n[[lever]]\nname = \"B\"\nannual_contract = 0.1\n[unread]",
    ),
];
const SUBSCRIPTION: &str = "orders = \"subscription\"";
const BY_SUBSCRIPTION: &str = "churn = \"4% to 6%\"\norders = \"subscription\"";
const PARETO_NBD: &str = "orders = { pareto_nbd = { r = 0.5, alpha = 10, s = 0.6, beta = 12 } }";

const NUMBERS: &[(&str, &str)] = &[
    (MARGIN, "45"),
    (MARGIN, "\"450%\""),
    (MARGIN, "-0.1"),
    (CAC, "-1"),
    (CAC, "nan"),
    (CAC, "-inf"),
    (CAC, "1e400"),
    (CAC, "99999999999999999999999"),
    (CAC, "\"12,5K\""),
    (CAC, "\"1,200\""),
    (CAC, "\"cheap\""),
    (CAC, "\"500₽\""),
    (CAC, "false"),
    (GROWTH, "-1"),
    (GROWTH, "18"),
    (MARGIN, "\"4 to 6%\""),
];

const LAWS: &[(&str, &str)] = &[
    (CAC, "\"1100 to 700\""),
    (CAC, "\"700 to 700\""),
    (CAC, "\"0 to 700\""),
    (MARGIN, "\"40% to 100%\""),
    (MARGIN, "\"40% to 140%\""),
    (CAC, "{ p5 = 900, p95 = 800 }"),
    (CAC, "{ p5 = 900 }"),
    (CAC, "{ p5 = 900, p59 = 1000 }"),
    (CAC, "{ p10 = 700, p50 = 1090, p90 = 1100 }"),
    (CAC, "{ p10 = 1, p50 = 10, p90 = 300 }"),
    (CAC, "{ min = 3, mode = 2, max = 4 }"),
    (CAC, "{ triangular = [1, 2] }"),
    (CAC, "{ uniform = [2, 1] }"),
    (MARGIN, "{ mean = 0.5, sd = 0.6 }"),
    (CAC, "{ mean = 0, sd = 5 }"),
    (CAC, "{ normal = { mean = 100, sd = 60 } }"),
    (MARGIN, "{ gamma = { mean = 0.5, cv = 0.5 } }"),
    (CAC, "{ lognormal = { mean = 900, cb = 0.2 } }"),
    (CAC, "{ lognormal = { mean = 900, cv = 0.2 }, truncate = [5000, 6000] }"),
    (CAC, "{ lognormal = { mean = 900, cv = 0 }, truncate = [500, 600] }"),
    (CAC, "{ values = [700, 900], weights = [1] }"),
    (CAC, "{ values = [], weights = [1] }"),
    (CAC, "{ values = [700, 900], weights = [0, 0] }"),
    (CAC, "{ value = [700, 900] }"),
    (CAC, "{ guess = 3 }"),
    (CAC, "{ data = \"none.csv\", column = \"cac\" }"),
    (CAC, "{ data = \"cac.csv\", column = \"cost\" }"),
    (CAC, "{ data = \"cac.csv\", column = \"cac\" }"),
    (CAC, "{ draws = \"few.csv\", column = \"cac\" }"),
    (CAC, "{ draws = \"draws.csv\", column = \"cac\" }"),
    (CAC, "{ draws = \"draws.csv\", column = \"cac\", truncate = [1, 2] }"),
    (
        CAC,
        "{ draws = \"draws.csv\", column = \"cac\" }\n[[correlation]]\nbetween = [\"Search.cac\", \"Search.margin\"]\nspearman = 0.3",
    ),
    (CAC, "{ data = \"empty.csv\", column = \"cac\" }"),
];

const CORRELATIONS: &[(&str, &str)] = &[
    ("", "[[correlation]]\nbetween = [\"Search.cac\", \"Search.margine\"]\nspearman = 0.3"),
    ("", "[[correlation]]\nbetween = [\"Search.cac\", \"Social.order_value\"]\nspearman = 0.3"),
    ("", "[[correlation]]\nbetween = [\"Search.cac\", \"weather\"]\nspearman = 1.3"),
    ("", "[[correlation]]\nbetween = [\"Search.cac\", \"Search.cac\"]\nspearman = 0.3"),
    ("", "[[correlation]]\nbetween = [\"Search.cac\"]\nspearman = 0.3"),
    (
        "",
        "[[correlation]]\nbetween = [\"Search.cac\", \"Social.cac\"]\nspearman = 0.3\n\
         [[correlation]]\nbetween = [\"Social.cac\", \"Search.cac\"]\nspearman = 0.3",
    ),
    (
        "",
        "[[correlation]]\nbetween = [\"Search.cac\", \"Social.cac\"]\nspearman = 0.879\n\
         [[correlation]]\nbetween = [\"Search.cac\", \"Search.margin\"]\nspearman = 0.592\n\
         [[correlation]]\nbetween = [\"Social.cac\", \"Search.margin\"]\nspearman = 0.145",
    ),
];

const EXTENDS: &[(&str, &str)] = &[
    ("name = \"Shop\"", "extends = \"lib/base.toml\"\nname = \"Shop\""),
    ("name = \"Shop\"", "extends = \"none.toml\"\nname = \"Shop\""),
    ("name = \"Shop\"", "extends = \"lib/circle.toml\"\nname = \"Shop\""),
    ("name = \"Shop\"", "extends = \"x.toml\"\nname = \"Shop\""),
    (SHOP, "extends = \"lib/base.toml\"\n[[segment]]\nname = \"shp\"\ncac = 5"),
    (SHOP, "extends = \"lib/base.toml\"\n[[segment]]\nname = \"Fairs\"\ncac = 5"),
];

const WARNINGS: &[(&str, &str)] = &[("sigma = \"5%\"", "sigma = 0"), (GROWTH, "5")];

/// Each is added at the end.
const LEVERS: &[(&str, &str)] = &[
    ("", "[[lever]]\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nchurn = 0.9\n[[lever]]\nname = \"A\"\nmargin = 1.1"),
    ("", "[[lever]]\nname = \"A\"\nsegments = [\"Serch\", \"Social\", \"Social\", 3]\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nsegments = []\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nsegments = [\"Telephone\"]\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nfrom = \"2026-12\"\nto = \"2028-01\"\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nfrom = \"2027-05\"\nto = \"2027-04\"\nchurn = 0.9"),
    ("", "[[lever]]\nname = \"A\"\nfrom = \"May\"\nto = 5\nchurn = 0.9"),
    (
        "",
        "[[lever]]\nname = \"A\"\nchurn = \"-10%\"\nmargin = 101\nwin_back = 1.5\nannual_contract = -1\nfixed_cost = -5",
    ),
    ("", "[[lever]]\nname = \"A\"\norder_rate = 1.1\nsegments = [\"Search\", \"Social\"]"),
    ("", "[[lever]]\nname = \"A\"\nchurn_rate = 0.9\ncost = 3"),
    ("", "[[lever]]\nname = \"A\""),
    ("", "lever = 3"),
];

#[test]
fn levers() {
    insta::assert_snapshot!(rendered(LEVERS));
}

#[test]
fn syntax() {
    insta::assert_snapshot!(rendered(SYNTAX));
}

#[test]
fn keys_and_types() {
    insta::assert_snapshot!(rendered(SHAPES));
}

#[test]
fn rules() {
    insta::assert_snapshot!(rendered(RULES));
}

#[test]
fn segments() {
    insta::assert_snapshot!(rendered(SEGMENTS));
}

#[test]
fn laws_of_buying() {
    insta::assert_snapshot!(rendered(BUYING));
}

#[test]
fn numbers() {
    insta::assert_snapshot!(rendered(NUMBERS));
}

#[test]
fn laws() {
    insta::assert_snapshot!(rendered(LAWS));
}

#[test]
fn correlations() {
    insta::assert_snapshot!(rendered(CORRELATIONS));
}

#[test]
fn extends() {
    insta::assert_snapshot!(rendered(EXTENDS));
}

#[test]
fn warnings() {
    insta::assert_snapshot!(rendered(WARNINGS));
}

/// Problems of no single line: whole files, the command line, what the application finds.
fn whole_inputs() -> Vec<Problem> {
    let mut problems = vec![
        Problem::unreadable("No such file or directory (os error 2)"),
        Problem::not_utf8(17),
        Problem::too_much_memory(42_000_000_000, 3_900_000_000, 180_000),
    ];
    problems.extend(problems_of("# nothing yet\n"));
    problems.extend(problems_of(&"# long\n".repeat(700_000)));
    let no_trials = Overrides { trials: Some(0), ..Overrides::default() };
    problems.extend(check_with(SHOP, &NoFiles, no_trials).expect_err("0 trials are refused"));
    problems.extend(problems_of("months = 12"));
    let segment = "[[segment]]\nname = \"S\"\n";
    problems.extend(problems_of(&segment.repeat(201)));
    problems.extend(problems_of(&segment.repeat(190)).pop());
    problems.extend(problems_of(&changed("months = 12", "months = 12\nlifetime_months = 1200")));
    problems.extend(problems_of(&no_clients(0)));
    problems.extend(problems_of(&no_clients(5)));
    let draws = "{ draws = \"draws.csv\", column = \"cac\" }";
    problems.extend(value("--cac", draws, &Domain::MONEY, &Folder).expect_err("draws are refused there"));
    problems
}

/// A shop that acquires nobody.
fn no_clients(opening: usize) -> String {
    format!(
        "name = \"Shop\"\ncurrency = \"RUB\"\nstart = \"2027-01\"\nmonths = 2\nmoney.target_profit = 5\n[[segment]]\n\
         name = \"A\"\nnew_clients = 0\nopening = [{{ clients = {opening}, tenure_months = 2 }}]\nchurn = 0.1\n\
         orders = \"subscription\"\norder_value = 5\n"
    )
}

#[test]
fn whole_files_and_the_command_line() {
    insta::assert_snapshot!(problem::block(&whole_inputs(), "shop.toml", English));
}

#[test]
fn whole_files_and_the_command_line_in_russian() {
    insta::assert_snapshot!(problem::block(&whole_inputs(), "shop.toml", Russian).replace('\u{A0}', "~"));
}

/// All problems of all cases.
fn all_problems() -> Vec<Problem> {
    let mut problems = whole_inputs();
    for (old, new) in all_cases() {
        problems.extend(problems_of(&changed(old, new)));
    }
    problems
}

fn all_cases() -> Vec<(&'static str, &'static str)> {
    [SYNTAX, SHAPES, RULES, SEGMENTS, BUYING, NUMBERS, LAWS, CORRELATIONS, EXTENDS, LEVERS, WARNINGS].concat()
}

#[test]
fn no_problem_is_told_in_english_to_a_russian() {
    for one in all_problems() {
        let said = problem::block(std::slice::from_ref(&one), "shop.toml", Russian);
        let words = english_words(&said, &one);
        assert!(words.is_empty(), "{words:?} in\n{said}");
        assert!(said.chars().any(|letter| ('а'..='я').contains(&letter)), "{said}");
    }
}

/// A sentence is told in the language that is asked for and names the same things: its numbers, keys and files.
#[test]
fn every_language_names_the_same_values() {
    let digits = |language: Language, one: &Problem| {
        let said = problem::block(std::slice::from_ref(one), "shop.toml", language);
        let mut numbers: Vec<String> = said
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::to_owned)
            .collect();
        numbers.sort();
        numbers
    };
    for one in all_problems() {
        // The system's number of an error is told in its own words alone.
        if !problem::block(std::slice::from_ref(&one), "shop.toml", English).contains("(os error") {
            assert_eq!(digits(English, &one), digits(Russian, &one), "{one:?}");
        }
    }
}

/// Latin words of a problem's sentence, but for what is quoted from the file or named in it, and true names.
fn english_words(said: &str, problem: &Problem) -> Vec<String> {
    const NAMES: [&str; 4] = ["P", "PERT", "TOML", "UTF"];
    // Before its parts are taken for words: a key may be called `to`.
    let said = said.replace("shop.toml", "");
    let mut prose = String::new();
    for line in said.lines() {
        let is_quoted = line
            .trim_start()
            .split_once('|')
            .is_some_and(|(number, _)| number.chars().all(|letter| letter.is_ascii_digit() || letter == ' '));
        if !is_quoted {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    let mut values = Vec::new();
    values_of(&serde_json::to_value(problem).expect("a problem is plain data"), &mut values);
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    for value in values.iter().filter(|value| !value.trim().is_empty()) {
        prose = prose.replace(value.as_str(), " ");
    }
    for (open, close) in [('`', '`'), ('"', '"'), ('«', '»'), ('{', '}'), ('[', ']')] {
        prose = without(&prose, open, close);
    }
    let words: Vec<&str> = prose.split_whitespace().collect();
    let mut left = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let is_key = words.get(place + 1).is_some_and(|next| next.starts_with('='));
        let is_file = word.contains(".toml") || word.contains(".csv");
        let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
        if is_key || is_file || is_number || word.starts_with("--") {
            continue;
        }
        let letters = word.split(|letter: char| !letter.is_ascii_alphabetic());
        left.extend(letters.filter(|word| !word.is_empty() && !NAMES.contains(word)).map(str::to_owned));
    }
    left
}

/// The texts of a problem that a sentence quotes or names: all but what the program itself calls things.
fn values_of(json: &Value, values: &mut Vec<String>) {
    const OF_THE_PROGRAM: [&str; 7] = ["code", "remedy", "severity", "expected", "kind", "family", "message"];
    match json {
        Value::String(text) => values.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| values_of(one, values)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_own = value.is_string() && OF_THE_PROGRAM.contains(&name.as_str());
                let is_type = name == "found" && value.is_string();
                if !is_own && !is_type {
                    values_of(value, values);
                }
            }
        }
        _ => {}
    }
}

/// The text without what stands between two marks, and without the marks.
fn without(text: &str, open: char, close: char) -> String {
    let (mut kept, mut depth) = (String::new(), 0_usize);
    for letter in text.chars() {
        if letter == open && (open != close || depth == 0) {
            depth += 1;
        } else if letter == close && depth > 0 {
            depth -= 1;
        } else if depth == 0 {
            kept.push(letter);
        }
    }
    kept
}

#[test]
fn every_problem_is_among_the_cases() {
    let mut seen: BTreeSet<String> = whole_inputs().iter().map(code).collect();
    for (old, new) in all_cases() {
        seen.extend(problems_of(&changed(old, new)).iter().map(code));
    }
    let all = codes_in_the_source();
    assert!(all.len() > 40, "{all:?}");
    let unseen: Vec<_> = all.difference(&seen).collect();
    assert!(unseen.is_empty(), "no case shows {unseen:?}");
}

fn code(problem: &Problem) -> String {
    let json = serde_json::to_value(problem).expect("a problem is plain data");
    json["rule"]["code"].as_str().expect("rules are tagged with their code").to_owned()
}

/// The variants of `Rule` in snake case.
fn codes_in_the_source() -> BTreeSet<String> {
    let source = include_str!("../../src/model/problem/rule.rs");
    let rules = source.split_once("pub enum Rule {").and_then(|(_, rest)| rest.split_once("\n}"));
    let (rules, _) = rules.expect("the file declares the rules");
    let variants = rules.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.trim_end_matches([',', '{', ' ']);
        name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
    });
    variants
        .map(|name| {
            let mut code = String::new();
            for (at, letter) in name.char_indices() {
                if at > 0 && letter.is_ascii_uppercase() {
                    code.push('_');
                }
                code.push(letter.to_ascii_lowercase());
            }
            code
        })
        .collect()
}

#[test]
fn all_problems_of_a_file_come_at_once_and_in_its_order() {
    let text = changed("months = 12", "months = 0")
        .replace(CAC, "\"1100 to 700\"")
        .replace("order_value = 500", "order_vale = 500");
    let lines: Vec<usize> =
        problems_of(&text).iter().map(|problem| problem.place.as_ref().unwrap().line).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.is_sorted());
}

#[test]
fn shipped_scenarios_have_no_problem_and_no_warning() {
    for file in [
        "b2b",
        "benchmark",
        "cookware-levers",
        "cookware-shop",
        "fitness-club",
        "food-delivery",
        "saas",
        "telecom",
    ] {
        let path = format!("{}/scenarios/{file}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        match check(&text, &Shipped) {
            Ok(checked) => assert_eq!(checked.warnings, [], "{file}"),
            Err(problems) => panic!("{}", problem::block(&problems, file, English)),
        }
    }
}

/// A lever on a segment that has a problem of its own, or that stands in a base that is missing, has no problem itself.
#[test]
fn levers_are_not_blamed_for_the_segments_of_others() {
    let lever = "[[lever]]\nname = \"A\"\nsegments = [\"Social\"]\nchurn = 0.9";
    for (old, new) in [(CHURN, "true"), ("name = \"Shop\"", "extends = \"none.toml\"\nname = \"Shop\"")] {
        let alone = problems_of(&changed(old, new));
        let beside = problems_of(&format!("{}{lever}\n", changed(old, new)));
        assert_eq!(alone.len(), beside.len(), "{beside:#?}");
    }
    let over = problems_of(
        "extends = \"none.toml\"\n[[lever]]\nname = \"A\"\nsegments = [\"Search\"]\nchurn = 0.9\n",
    );
    assert_eq!(over.len(), 1, "{over:#?}");
}

/// `[lever]` for `[[lever]]` in a base is told, though the file above it has levers of its own.
#[test]
fn a_slip_in_a_list_of_a_base_is_not_lost() {
    struct Base;
    impl DataFiles for Base {
        fn read(&self, _: &str) -> Result<String, String> {
            Ok(format!("{SHOP}[lever]\nname = \"A\"\nfixed_cost = 5\n"))
        }
    }
    let user = "extends = \"base.toml\"\n[[lever]]\nname = \"B\"\nfixed_cost = 5\n";
    let problems = check(user, &Base).expect_err("a list of levers is not a lever");
    assert_eq!((problems.len(), problems[0].path.as_str()), (1, "lever"), "{problems:#?}");
}
