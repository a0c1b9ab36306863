//! A sentence for every rule that an input may break.

use super::words::{
    a_kind, at_most_ten, bytes, entries, grouped, range, shape, shape_noun, short, toml_type,
};
use crate::model::problem::{Problem, Rule};
use crate::model::quantity::Kind;

/// What is wrong.
pub(super) fn rule(problem: &Problem) -> String {
    let text = &problem.text;
    match &problem.rule {
        Rule::Unreadable { message } => format!("cannot be read: {message}"),
        Rule::NotUtf8 { valid_up_to } => {
            format!("is not UTF-8 text: byte {} belongs to no character; save it as UTF-8", valid_up_to + 1)
        }
        Rule::Empty if problem.place.is_some() => format!("the file {text} has nothing in it to extend"),
        Rule::Empty => {
            "is empty: a scenario needs at least name, currency, start, months and a [[segment]]".to_owned()
        }
        Rule::TooLong { bytes, most } if problem.place.is_some() => format!(
            "the file {text} has {} bytes; a scenario has at most {}",
            grouped(*bytes as u64),
            grouped(*most as u64)
        ),
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
        Rule::DuplicateName { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref());
            format!("{text} is already the name of the segment at {line}; names are unique")
        }
        Rule::DuplicateLever { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref());
            format!("{text} is already the name of the lever at {line}; names are unique")
        }
        Rule::UnknownSegment => format!("there is no segment {text}"),
        Rule::NamedTwice => format!("{text} stands in this list already"),
        Rule::OutsideHorizon { first, last } => format!(
            "{text} is outside the budget horizon, {first} to {last}; a lever without `to` acts beyond it"
        ),
        Rule::WindowReversed => format!("{text} is before the lever's first month"),
        Rule::OrderRateOfSubscription => {
            "a subscription is paid once a month and has no rate of orders; leave it out, or name in `segments` only \
             those that order"
                .to_owned()
        }
        Rule::UnknownForm { expected } => {
            format!("{text} is no {} ", shape_noun(*expected)).trim_end().to_owned()
                + "; exactly one of its forms has to be recognised by its keys"
        }
        _ => rule_of_buying(problem).unwrap_or_else(|| rule_of_extends(problem)),
    }
}

/// The rules of clients who order until they are gone.
fn rule_of_buying(problem: &Problem) -> Option<String> {
    let sentence = match &problem.rule {
        Rule::ChurnBesideOrders => {
            "the law of `orders` says who leaves as well; a second law of churn has no place beside it".to_owned()
        }
        Rule::ChurnNotInOrders => {
            "the law of `orders` does not say who leaves; name a law of churn, or one of orders that does".to_owned()
        }
        Rule::OnlyOfBuying => {
            "histories and values of single clients go with a law of `orders` that follows them until they are gone"
                .to_owned()
        }
        Rule::OpeningWithoutHistory => "this law of `orders` asks for the history of each client who is there; \
             `fit` writes such a file from an order log"
            .to_owned(),
        Rule::ImpossibleHistory { row } => format!(
            "row {row} is no client's history: `frequency` is a whole number, `recency_days` is not above `age_days`, and \
             a client without a repeat order has 0 for `recency_days` and `mean_value`"
        ),
        Rule::LeverNotOnBuying => {
            "clients who order and leave as they like are offered no contract and are not won back; name in `segments` \
             only those with a law of churn"
                .to_owned()
        }
        _ => return None,
    };
    Some(sentence)
}

/// The rules of files that extend others.
fn rule_of_extends(problem: &Problem) -> String {
    let text = &problem.text;
    match &problem.rule {
        Rule::BaseUnreadable { message } => format!(
            "the file {text} cannot be read: {message}; a path counts from the folder of the file it is written in"
        ),
        Rule::ExtendsCircle { chain } => {
            format!(
                "these files extend each other in a circle: {}; take one `extends` out",
                chain.join(" -> ")
            )
        }
        Rule::ExtendsTooMany { most } => {
            format!(
                "here the chain of files comes to more than {most}; it may have {most}, the first among them"
            )
        }
        Rule::NoSegmentToChange { base } => format!("{base} has no segment {text} to change"),
        _ => rule_of_law(problem),
    }
}

fn line_of(line: usize, file: Option<&str>) -> String {
    match file {
        Some(file) => format!("line {line} of {file}"),
        None => format!("line {line}"),
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
        Rule::TruncatedDraws => {
            "draws are taken row by row, and a row has values of other quantities too; leave the rows that are not \
             wanted out of the file"
                .to_owned()
        }
        Rule::TooFewDraws { found, least } => {
            format!("the file has {} draws; {} are the fewest, and 512 a good number", grouped(*found as u64), grouped(*least as u64))
        }
        Rule::DrawsLeftOut { found, used } => format!(
            "of the {} draws the first {} are used: standard errors come from 32 groups of as many draws each",
            grouped(*found as u64),
            grouped(*used as u64)
        ),
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
        Rule::DrawsCorrelated => {
            format!("{text} is drawn with the other columns of its file, as the rows have them; it can be tied to nothing else")
        }
        Rule::DrawsOutsideScenario => {
            "draws go together by rows in a scenario alone; here take one column with data in place of draws".to_owned()
        }
        Rule::CorrelatedWithItself => "a quantity cannot be correlated with itself".to_owned(),
        Rule::CorrelatedTwice { first_line, first_file } => {
            let line = line_of(*first_line, first_file.as_deref());
            format!("the correlation of this pair was stated at {line} already")
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
        Rule::LeverDoesNothing => {
            "the lever changes nothing and costs nothing; give it an effect such as churn = 0.9".to_owned()
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
