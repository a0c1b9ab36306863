//! A quantity alone, as a command line or an answer has it: `4000`, `20%`, `3500 to 4500`,
//! `{ p10 = 1, p50 = 2, p90 = 4 }`; and a span of time, `18 months`, a share a year, a profit that may be a loss.

use super::data::DataFiles;
use super::decoder::{Decoder, Node};
use super::source::shortened;
use crate::model::problem::{Problem, Remedy, Rule};
use crate::model::quantity::{Domain, NamedQuantity, Quantity, parse_number};
use std::borrow::Cow;
use toml::de::{DeTable, DeValue};

/// The key under which a value stands while it is read as a line of TOML.
const KEY: &str = "value";

/// A quantity that was read, with what its author may not have meant.
pub type Read = (NamedQuantity, Vec<Problem>);

/// Reads a quantity in any of the written forms of a scenario; a text needs no quotes. `name` becomes its path.
///
/// # Errors
///
/// All that is wrong with it; the problems have no place in a file.
pub fn value(name: &str, text: &str, domain: &Domain, files: &dyn DataFiles) -> Result<Read, Vec<Problem>> {
    let text = text.trim();
    let line = format!("{KEY} = {text}");
    let (tree, errors) = DeTable::parse_recoverable(&line);
    let parsed = tree.get_ref().get(KEY).filter(|_| errors.is_empty() && tree.get_ref().len() == 1);
    if let (true, Some(error)) = (text.starts_with('{'), errors.first()) {
        let rule = Rule::Syntax { message: error.message().to_owned() };
        let problem = Problem::of_input(rule, None);
        return Err(vec![Problem { path: name.to_owned(), text: shortened(text), ..problem }]);
    }
    let as_text = DeValue::String(Cow::Borrowed(text));
    // What is no number and no table of TOML is a text whose quotes were left out: `20%`, `3500 to 4500`.
    let (value, span) = match parsed.map(|value| (value.get_ref(), value.span())) {
        Some((value, span)) if !matches!(value, DeValue::Datetime(_) | DeValue::Boolean(_)) => (value, span),
        _ => (&as_text, KEY.len() + 3..line.len()),
    };
    let mut decoder = Decoder::new(&line, files);
    let node = Node { value, span, path: name.to_owned() };
    decoder.quantity(&node, domain);
    if let Some(NamedQuantity { law: Quantity::Draws(_), .. }) = decoder.quantities.last() {
        decoder.refuse(&node, Rule::DrawsOutsideScenario);
    }
    let placeless = |problem: Problem| Problem { place: None, ..problem };
    let problems: Vec<Problem> = decoder.problems.into_iter().map(placeless).collect();
    match decoder.quantities.pop() {
        Some(quantity) if !problems.iter().any(Problem::is_error) => Ok((quantity, problems)),
        _ => Err(problems),
    }
}

/// Reads a span of time, in months unless it names years: `6`, `18 months`, `3 years`, `2 to 3 years`.
///
/// # Errors
///
/// As [`value`].
pub fn span_of_months(
    name: &str,
    text: &str,
    domain: &Domain,
    files: &dyn DataFiles,
) -> Result<Read, Vec<Problem>> {
    value(name, &in_months(text).unwrap_or_else(|| text.to_owned()), domain, files).map_err(|problems| {
        let with_units = |problem: Problem| match problem.rule {
            Rule::NotANumber if problem.remedy.is_none() => {
                let options = SPANS.map(str::to_owned).to_vec();
                Problem { remedy: Some(Remedy::OneOf { options }), ..problem }
            }
            _ => problem,
        };
        problems.into_iter().map(with_units).collect()
    })
}

/// Reads a share of a month; one that names a year, `12% a year`, becomes the share that comes to it in twelve months,
/// `1 - (1 - c)^(1/12)`.
///
/// # Errors
///
/// As [`value`].
pub fn share_a_month(
    name: &str,
    text: &str,
    domain: &Domain,
    files: &dyn DataFiles,
) -> Result<Read, Vec<Problem>> {
    let text = text.trim();
    if let Some(a_year) = text.strip_suffix(" a year") {
        let month = |share: f64| -libm::expm1(libm::log1p(-share) / 12.0);
        let ends: Option<Vec<String>> = a_year
            .split(" to ")
            .map(|end| {
                parse_number(end).ok().filter(|share| domain.contains(*share)).map(|s| month(s).to_string())
            })
            .collect();
        return value(name, &ends.map_or_else(|| a_year.to_owned(), |ends| ends.join(" to ")), domain, files);
    }
    value(name, text.strip_suffix(" a month").unwrap_or(text), domain, files)
}

/// Reads a profit to make: a range of it is money's, lognormal, or normal where it reaches to a loss.
///
/// # Errors
///
/// As [`value`].
pub fn profit(name: &str, text: &str, files: &dyn DataFiles) -> Result<Read, Vec<Problem>> {
    value(name, text, &Domain::PROFIT, files).or_else(|_| value(name, text, &Domain::PROFIT_OR_LOSS, files))
}

/// How a span of time is written.
const SPANS: [&str; 4] = ["6", "18 months", "3 years", "2 to 3 years"];

/// The span with its units taken out and its numbers in months; none where it has no units or no numbers.
fn in_months(text: &str) -> Option<String> {
    let ends: Vec<(&str, Option<f64>)> = text.split(" to ").map(unit).collect();
    // `2 to 3 years`: the unit of the last end is that of the ends without one.
    let last = ends.last().and_then(|(_, unit)| *unit)?;
    let months = ends.into_iter().map(|(digits, unit)| {
        let number = parse_number(digits).ok()?;
        Some(format!("{}", number * unit.unwrap_or(last)))
    });
    Some(months.collect::<Option<Vec<_>>>()?.join(" to "))
}

/// The digits, and how many months the unit after them has.
fn unit(text: &str) -> (&str, Option<f64>) {
    const UNITS: [(&str, f64); 7] = [
        ("months", 1.0),
        ("month", 1.0),
        ("mo", 1.0),
        ("years", 12.0),
        ("year", 12.0),
        ("yrs", 12.0),
        ("y", 12.0),
    ];
    let text = text.trim();
    for (word, months) in UNITS {
        if let Some(digits) = text.strip_suffix(word) {
            return (digits.trim_end(), Some(months));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::Quantity;
    use crate::model::scenario::NoFiles;

    fn law(text: &str, domain: &Domain) -> Quantity {
        value("--x", text, domain, &NoFiles).map_or_else(|problems| panic!("{problems:?}"), |read| read.0.law)
    }

    fn refused(text: &str, domain: &Domain) -> Vec<Problem> {
        value("--x", text, domain, &NoFiles).expect_err(text)
    }

    #[test]
    fn every_written_form_is_read_without_quotes() {
        for (text, number) in
            [("4000", 4000.0), ("12.5M", 12.5e6), ("1 200", 1200.0), ("\"40K\"", 4e4), ("0", 0.0)]
        {
            assert_eq!(law(text, &Domain::MONEY), Quantity::Fixed(number), "{text}");
        }
        assert_eq!(law(" 20% ", &Domain::SHARE), Quantity::Fixed(0.2));
        assert_eq!(law("3500 to 4500", &Domain::MONEY).family(), "lognormal");
        assert_eq!(law("\"4% to 6%\"", &Domain::SHARE).family(), "logit-normal");
        assert_eq!(law("{ min = 1, mode = 2, max = 4 }", &Domain::MONEY).family(), "PERT");
    }

    #[test]
    fn problems_carry_the_name_and_no_place() {
        let problems = refused("4500 to 3500", &Domain::MONEY);
        assert_eq!((problems[0].path.as_str(), problems[0].place.as_ref()), ("--x", None));
        assert_eq!(problems[0].rule, Rule::Reversed);
        assert_eq!(refused("5", &Domain::SHARE)[0].remedy, Some(Remedy::Write { text: "\"5%\"".to_owned() }));
        for text in
            ["", "many", "{", "{ min = 1 }", "true", "2027-01-01", "1\nvalue = 2", "nan", "1,5", "[1]"]
        {
            let problems = refused(text, &Domain::MONEY);
            assert!(problems.iter().all(|problem| problem.place.is_none()), "{text}: {problems:?}");
        }
    }

    #[test]
    fn a_yearly_share_is_read_as_what_it_is_a_month() {
        let share = |text: &str| share_a_month("--x", text, &Domain::SHARE, &NoFiles).unwrap().0.law;
        let Quantity::Fixed(monthly) = share("12% a year") else { panic!() };
        assert!((libm::pow(1.0 - monthly, 12.0) - 0.88).abs() < 1e-12, "{monthly}");
        assert_eq!(share("5% a month"), Quantity::Fixed(0.05));
        assert!(
            (share("10% to 20% a year").quantile(0.95) - (1.0 - libm::pow(0.8, 1.0 / 12.0))).abs() < 1e-9
        );
        for text in ["120% a year", "much a year", "a year"] {
            assert!(share_a_month("--x", text, &Domain::SHARE, &NoFiles).is_err(), "{text}");
        }
    }

    #[test]
    fn a_profit_may_reach_to_a_loss() {
        let family = |text: &str| profit("--x", text, &NoFiles).unwrap().0.law.family();
        assert_eq!(
            [family("2M to 3M"), family("-1M to 3M"), family("-3M to -1M")],
            ["lognormal", "normal", "normal"]
        );
        assert!(profit("--x", "3M to 2M", &NoFiles).is_err());
    }

    #[test]
    fn what_may_not_be_meant_is_read_with_a_warning() {
        let (quantity, warnings) =
            value("--x", "18", &Domain { high: 20.0, ..Domain::DISCOUNT }, &NoFiles).unwrap();
        assert_eq!((quantity.law, warnings.len()), (Quantity::Fixed(18.0), 1));
    }

    #[test]
    fn spans_are_counted_in_months() {
        let months =
            |text: &str| span_of_months("--x", text, &Domain::MONTHS, &NoFiles).unwrap().0.law.quantile(0.5);
        for (text, expected) in
            [("6", 6.0), ("18 months", 18.0), ("3 years", 36.0), ("1.5 years", 18.0), ("1y", 12.0)]
        {
            assert_eq!(months(text), expected, "{text}");
        }
        let range = |text: &str| in_months(text).unwrap();
        assert_eq!(range("2 to 3 years"), "24 to 36");
        assert_eq!(range("18 months to 3 years"), "18 to 36");
        let problems = span_of_months("--x", "two years", &Domain::MONTHS, &NoFiles).unwrap_err();
        assert!(matches!(&problems[0].remedy, Some(Remedy::OneOf { .. })), "{problems:?}");
    }
}
