//! The sentences of problems: place, offending text, the rule and what would be right.

use crate::model::problem::{Problem, Remedy, Rule, Severity, Shape};
use crate::model::quantity::{Kind, LARGEST};
use std::fmt::Write;

/// One line: where, which key, what is wrong.
pub fn sentence(problem: &Problem, file: &str) -> String {
    let mut line = match &problem.place {
        Some(place) => format!("{file}:{}: ", place.line),
        // A flag of the command line stands in no file.
        None if problem.path.starts_with("--") => String::new(),
        None => format!("{file}: "),
    };
    if problem.severity == Severity::Warning {
        line.push_str("warning: ");
    }
    if !problem.path.is_empty() {
        let _ = write!(line, "{}: ", problem.path);
    }
    line.push_str(&rule(problem));
    line
}

/// What would be right, as a sentence, where the check knows it.
pub fn remedy(problem: &Problem) -> Option<String> {
    // Where every candidate has a problem of its own there is nothing to offer.
    let offers = |remedy: &&Remedy| !matches!(remedy, Remedy::OneOf { options } if options.is_empty());
    problem.remedy.as_ref().filter(offers).map(|remedy| match remedy {
        Remedy::Nearest { name } => format!("did you mean `{name}`?"),
        Remedy::OneOf { options } if options.len() == 1 => format!("write {}", options[0]),
        Remedy::OneOf { options } => format!("one of {}", options.join(", ")),
        Remedy::Write { text } if !problem.is_error() => format!("if that is not meant, write {text}"),
        Remedy::Write { text } => format!("write {text}"),
        Remedy::Pert { min, mode, max } => {
            format!("a PERT may end there: {{ min = {min}, mode = {}, max = {max} }}", short(*mode))
        }
        Remedy::PertOrTruncate { min, mode, max } => format!(
            "take ends and the likeliest value, {{ min = {min}, mode = {mode}, max = {max} }}, \
             or add truncate = [low, high] beside the percentiles"
        ),
        Remedy::TruncateOrMoments { low, high } => format!(
            "add truncate = [{low}, {}], or give {{ mean, sd }} without a family, which takes one that stays inside",
            short(*high)
        ),
        Remedy::Between { low, high } if matches!(problem.rule, Rule::InfeasiblePercentiles { .. }) => {
            format!("with these ends, a p50 between {} and {}", short(*low), short(*high))
        }
        Remedy::Between { low, high } if *high >= LARGEST => format!("a number not below {}", short(*low)),
        Remedy::Between { low, high } => format!("between {} and {}", short(*low), short(*high)),
        Remedy::Correlations { mends } => {
            let mends: Vec<String> = mends
                .iter()
                .map(|mend| {
                    let verb = if mend.stated { "move" } else { "state" };
                    let [first, second] = &mend.between;
                    format!("{verb} {first} with {second} into {} to {}", mend.low, mend.high)
                })
                .collect();
            format!("any one of these alone mends it: {}", mends.join("; "))
        }
        Remedy::FewerTrials { trials } => {
            format!("{} trials would fit; fewer months or segments help too", grouped(*trials as u64))
        }
        Remedy::RandomPoints => "for random points throughout, write points = \"random\" under [simulation]".to_owned(),
    })
}

/// Problems of an answer, whose place everybody knows: what is wrong and what would be right.
pub fn alone(problems: &[Problem]) -> String {
    let said = problems.iter().map(|problem| match remedy(problem) {
        Some(remedy) => format!("{}\nhelp: {remedy}", rule(problem)),
        None => rule(problem),
    });
    said.collect::<Vec<_>>().join("\n")
}

/// Several problems, each with its line quoted, the place marked and what would be right.
pub fn block(problems: &[Problem], file: &str) -> String {
    let mut text = String::new();
    for problem in problems {
        let _ = writeln!(text, "{}", sentence(problem, file));
        if let Some(place) = &problem.place {
            let number = place.line.to_string();
            let width = place.quoted.chars().count();
            let before = (place.column - 1).min(width);
            let marks = problem.text.chars().count().clamp(1, (width - before).max(1));
            let _ = writeln!(text, "  {number} | {}", place.quoted.replace('\t', " "));
            let _ = writeln!(
                text,
                "  {} | {}{}",
                " ".repeat(number.len()),
                " ".repeat(before),
                "^".repeat(marks)
            );
        }
        if let Some(remedy) = remedy(problem) {
            let _ = writeln!(text, "  help: {remedy}");
        }
    }
    text
}

/// How many problems and warnings there are.
pub fn count(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let words = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {one}s")),
    };
    let parts: Vec<String> =
        [words(errors, "problem"), words(warnings, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

fn rule(problem: &Problem) -> String {
    let text = &problem.text;
    match &problem.rule {
        Rule::Unreadable { message } => format!("cannot be read: {message}"),
        Rule::NotUtf8 { valid_up_to } => {
            format!("is not UTF-8 text: byte {} belongs to no character; save it as UTF-8", valid_up_to + 1)
        }
        Rule::Empty => {
            "is empty: a scenario needs at least name, currency, start, months and a [[segment]]".to_owned()
        }
        Rule::TooLong { bytes, most } => {
            format!("has {} bytes; a scenario has at most {}", grouped(*bytes as u64), grouped(*most as u64))
        }
        Rule::TooMuchMemory { bytes_needed, bytes_available } => format!(
            "would need about {} of memory and there is {}",
            bytes(*bytes_needed),
            bytes(*bytes_available)
        ),
        Rule::Syntax { message } => format!("is not TOML here: {message}"),
        Rule::DuplicateKey => format!("`{text}` stands here a second time; a key or table stands once"),
        Rule::UnknownKey => format!("there is no key `{text}` here"),
        Rule::MissingKey { key } => format!("the key `{key}` is missing here"),
        Rule::WrongType { expected, found } => {
            format!("has to be {}, not {}", shape(*expected), toml_type(found))
        }
        // In a file a unit takes quotes; a command line and an answer have none.
        Rule::NotANumber if problem.place.is_some() => format!(
            "{text} is no number; a number is written 1200, 1_200.5 or in quotes with a unit, \"5%\", \"40K\", \"12.5M\""
        ),
        Rule::NotANumber => {
            format!(
                "{text:?} is no number; a number is written 1200, 1_200.5, 5%, 40K, 12.5M, a range 500 to 600"
            )
        }
        Rule::NotFinite => format!("{text} is not a finite number that can be worked with"),
        Rule::OutOfRange { kind, low, high } => {
            format!("{text} is out of range: {} {}", a_kind(*kind), range(*kind, *low, *high))
        }
        Rule::CountOutOfRange { low, high } => {
            format!("{text} is out of range: a whole number from {} to {}", grouped(*low), grouped(*high))
        }
        Rule::ListLength { expected, found } => {
            format!("the list has {} where there have to be {expected}", entries(*found))
        }
        Rule::EmptyList => "the list is empty; it needs at least one entry".to_owned(),
        Rule::TooMany { found, most } => {
            format!("there are {} entries; there may be {}", grouped(*found as u64), grouped(*most as u64))
        }
        Rule::TooManyDimensions { found, most } => format!(
            "has {} uncertain numbers (quantities, and months of the market's path); Sobol points have {} dimensions, \
             and the rest is drawn at random",
            grouped(*found as u64),
            grouped(*most as u64)
        ),
        Rule::NotAChoice => format!("{text} is none of the words that may stand here"),
        Rule::NotAMonth => {
            format!("{text} is no month of the years 1900 to 2200, written with quotes as \"2027-01\"")
        }
        Rule::BadName { most } => {
            format!(
                "{text} has to be a text of 1 to {most} characters without line breaks or control characters"
            )
        }
        Rule::ReservedName => {
            format!("{text} is the name of another part of the file; a segment needs its own")
        }
        Rule::DuplicateName { first_line } => {
            format!("{text} is already the name of the segment at line {first_line}; names are unique")
        }
        Rule::UnknownForm { expected } => {
            format!("{text} is no {} ", shape_noun(*expected)).trim_end().to_owned()
                + "; exactly one of its forms has to be recognised by its keys"
        }
        _ => rule_of_law(problem),
    }
}

/// The rules of quantities, seasonality, data and correlations, and the warnings.
fn rule_of_law(problem: &Problem) -> String {
    let text = &problem.text;
    match &problem.rule {
        Rule::Reversed => format!("{text}: the numbers have to rise from the low end to the high end"),
        Rule::PercentOnOneEnd => format!("{text}: one end has a percent sign and the other has none"),
        Rule::EdgeOfDomain { kind } => match kind {
            Kind::Share => format!("{text} has an end at 0 or 1, where the percentile of a share cannot be"),
            _ => format!("{text} has an end at 0, where the percentile of {} cannot be", a_kind(*kind)),
        },
        Rule::InfeasiblePercentiles { ratio, low, high } => format!(
            "no smooth law has these three percentiles: the median lies at {} of the way from P10 to P90 \
             (on the field's own scale) and has to lie between {low} and {high}",
            short(*ratio)
        ),
        Rule::HeavyTail { coefficient } => format!(
            "the law through these three percentiles has no variance: its tail coefficient is {}, which has to be \
             below 0.5",
            short(*coefficient)
        ),
        Rule::InfeasibleMoments { sd_limit } if *sd_limit == 0.0 => {
            "a mean at 0, or at 1 for a share, leaves no room for a standard deviation".to_owned()
        }
        Rule::InfeasibleMoments { sd_limit } => format!(
            "no share with this mean has a standard deviation as large: it has to be below {}",
            short(*sd_limit)
        ),
        Rule::LeavesDomain { kind, family, probability, low, high } => format!(
            "this {family} law would leave the range in {} % of the draws: {} {}",
            short(probability * 100.0),
            a_kind(*kind),
            range(*kind, *low, *high)
        ),
        Rule::EmptyTruncation { kept } => {
            format!("{text} keeps {} % of the law; it has to keep at least 0.01 %", short(kept * 100.0))
        }
        Rule::TruncatedNumber => "a number that is not uncertain cannot be truncated".to_owned(),
        Rule::NoWeight => "the weights have to add up to more than 0".to_owned(),
        Rule::SeasonalityMean { mean } => {
            format!("the mean of the twelve factors has to be 1 and is {}", short(*mean))
        }
        Rule::SeasonalityOnSubscription => {
            "a subscription is paid every month and has no seasonality; leave it out".to_owned()
        }
        Rule::DataUnreadable { message } => format!("the data file {text} cannot be read: {message}"),
        Rule::DataColumn { column } => format!("the data file has no column \"{column}\""),
        Rule::DataEmpty => format!("the data file {text} has no rows under its headings"),
        Rule::DataCell { row, cell } => {
            format!("the data file {text} has \"{cell}\" in row {row}, which is no number for this field")
        }
        Rule::UnknownQuantity => format!("there is no quantity {text}"),
        Rule::PlainNumberCorrelated => {
            format!("{text} is a plain number here; only what is uncertain can move with something else")
        }
        Rule::CorrelatedWithItself => "a quantity cannot be correlated with itself".to_owned(),
        Rule::CorrelatedTwice { first_line } => {
            format!("the correlation of this pair was stated at line {first_line} already")
        }
        Rule::ImpossibleCorrelations { members, smallest_eigenvalue } => format!(
            "no joint law has all these correlations: at odds are {} (the smallest eigenvalue of the copula's matrix, \
             2 sin(pi rho / 6), is {})",
            at_most_ten(members),
            short(*smallest_eigenvalue)
        ),
        Rule::TooManyProblems { more } => format!("has {more} more problems, which are not listed"),
        Rule::MarketTouchesNothing => {
            "the market's shock changes nothing: it has no size, or multiplies orders where all segments are \
             subscriptions"
                .to_owned()
        }
        Rule::NoClients => "no segment ever has clients: new_clients and opening are all 0".to_owned(),
        Rule::LooksLikePercent { value } => {
            format!("{text} means {} % a year", short(value * 100.0))
        }
        Rule::NothingToScale => {
            "new_clients are all 0, so that there is no acquisition for the plan to scale".to_owned()
        }
        _ => String::new(),
    }
}

/// What a value has to be, with an example.
fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a text in quotes",
        Shape::Number => "a number, as in 1200 or \"5%\"",
        Shape::WholeNumber => "a whole number without quotes",
        Shape::List => "a list, as in [1, 2, 3]",
        Shape::Tables => "a list of tables, [[...]] in double brackets or [{ ... }, { ... }]",
        Shape::Table => "a table, as in { key = 1 }",
        Shape::Quantity => "a quantity, as in 1200, \"5%\", \"4% to 6%\" or { min = 1, mode = 2, max = 4 }",
        Shape::Churn => "a law of churn, as in \"5%\" or { beta_geometric = { alpha = 0.7, beta = 9 } }",
        Shape::Orders => "a law of orders, as in \"subscription\" or { poisson = { rate = 0.8 } }",
        Shape::OrderValue => "a law of order values, as in 1800 or { gamma = { mean = 1800, shape = 1.5 } }",
        Shape::Tax => "a tax, as in { revenue = \"6%\" }",
    }
}

fn shape_noun(shape: Shape) -> &'static str {
    match shape {
        Shape::Churn => "law of churn",
        Shape::Orders => "law of orders",
        Shape::OrderValue => "law of order values",
        Shape::Tax => "tax",
        Shape::Quantity => "quantity",
        Shape::Text | Shape::Number | Shape::WholeNumber | Shape::List | Shape::Tables | Shape::Table => {
            "value"
        }
    }
}

fn toml_type(found: &str) -> &str {
    match found {
        "string" => "a text",
        "range" => "a range",
        "integer" => "a number",
        "float" => "a number with a point or exponent",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "table" => "a table",
        other => other,
    }
}

fn a_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Share => "a share",
        Kind::Money => "an amount of money",
        Kind::Count => "a number of clients",
        Kind::Rate => "a rate",
        Kind::Shape => "this parameter",
        Kind::Growth => "a yearly rate",
        Kind::Correlation => "a correlation",
        Kind::Months => "a number of months",
        Kind::Number => "the number",
    }
}

/// The predicate of a range, as in `is from 0 to 1`.
fn range(kind: Kind, low: f64, high: f64) -> String {
    if kind == Kind::Share {
        return format!("is from {} to {}, as in 0.05 or \"5%\"", short(low), short(high));
    }
    if low == 0.0 && high >= 1e9 {
        return format!("is not negative, nor above {}", short(high));
    }
    format!("is from {} to {}", short(low), short(high))
}

/// A number to six digits, without a tail of zeros; very large and very small ones with an exponent.
pub(super) fn short(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e9).contains(&size) {
        return format!("{x:e}").split_once('e').map_or(String::new(), |(digits, exponent)| {
            format!("{}e{exponent}", digits.get(..8).unwrap_or(digits))
        });
    }
    let decimals = (5 - libm::log10(size).floor() as i32).clamp(0, 11) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn at_most_ten(names: &[String]) -> String {
    match names.get(10..) {
        Some(more) if !more.is_empty() => format!("{} and {} more", names[..10].join(", "), more.len()),
        _ => names.join(", "),
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// A whole number with its thousands parted.
fn grouped(x: u64) -> String {
    let digits = x.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn bytes(count: u64) -> String {
    let count = count as f64;
    if count >= 1e9 { format!("{:.1} GB", count / 1e9) } else { format!("{:.0} MB", (count / 1e6).ceil()) }
}

#[cfg(test)]
mod tests {
    use super::{grouped, short};

    #[test]
    fn numbers_are_short_and_lose_no_meaning() {
        let words: Vec<String> =
            [0.1666, 1.0, 0.0, -0.99, 1e15, 1e-7, 123456.7, 1.0083333333].iter().map(|&x| short(x)).collect();
        assert_eq!(words, ["0.1666", "1", "0", "-0.99", "1e15", "1e-7", "123457", "1.00833"]);
        assert_eq!(grouped(100_000_000), "100,000,000");
        assert_eq!(grouped(999), "999");
    }
}
