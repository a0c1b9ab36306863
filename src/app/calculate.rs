//! `ltv`: the calculator on the values of a command line.

use super::input::Beside;
use crate::decision::calculator::{self, Calculation, Given, Input};
use crate::decision::draws::Trials;
use crate::model::problem::Problem;
use crate::model::quantity::Domain;
use crate::model::scenario::{Read, share_a_month, span_of_months, value};
use crate::report::failure::{COMMAND_LINE, Failure};

/// The values as the user wrote them.
#[derive(Debug, Clone, Default)]
pub struct LtvRequest {
    /// Each with the name it was given under and what it is.
    pub values: Vec<(String, Input, String)>,
    /// Trials and seed.
    pub trials: Trials,
}

/// A calculation and what it was made from.
#[derive(Debug)]
pub struct Calculated {
    /// What it was made from.
    pub given: Given,
    /// The calculation.
    pub calculation: Calculation,
    /// What the user may not have meant.
    pub warnings: Vec<Problem>,
}

/// Calculates LTV and what goes with it by every formula that the values allow.
///
/// # Errors
/// All problems of all values, or that they allow no formula.
pub fn calculate(request: &LtvRequest) -> Result<Calculated, Failure> {
    let (mut given, mut problems, mut warnings) = (Given::default(), Vec::new(), Vec::new());
    for (name, input, text) in &request.values {
        let terms = if adds_up(*input) { terms(text) } else { vec![text.as_str()] };
        for (place, term) in terms.iter().enumerate() {
            let path = if terms.len() > 1 { format!("{name}, term {}", place + 1) } else { name.clone() };
            match read(&path, *input, term) {
                Ok((quantity, warned)) => {
                    given.quantities.push((*input, quantity));
                    warnings.extend(warned);
                }
                Err(found) => problems.extend(found),
            }
        }
    }
    if !Trials::RANGE.contains(&request.trials.count) {
        problems.push(Problem::of_count("--trials", request.trials.count, Trials::RANGE));
    }
    if !problems.is_empty() {
        return Err(Failure::Problems { file: COMMAND_LINE.to_owned(), problems });
    }
    let calculation = calculator::calculate(&given, request.trials);
    if calculation.estimates.is_empty() {
        return Err(Failure::NoFormula);
    }
    Ok(Calculated { given, calculation, warnings })
}

fn read(path: &str, input: Input, text: &str) -> Result<Read, Vec<Problem>> {
    let domain: Domain = input.domain();
    match input {
        Input::Lifetime | Input::ContractLength => span_of_months(path, text, &domain, &Beside::user()),
        Input::Churn => share_a_month(path, text, &domain, &Beside::user()),
        _ => value(path, text, &domain, &Beside::user()),
    }
}

/// Whether several values of it add up.
fn adds_up(input: Input) -> bool {
    matches!(input, Input::Payment | Input::PaymentCost)
}

/// The terms of a sum such as `1500 + 400`; a plus sign of an exponent parts nothing, nor does one inside a table.
fn terms(text: &str) -> Vec<&str> {
    let (mut terms, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '+' if depth == 0 && !text[..at].ends_with(['e', 'E']) && !text[start..at].trim().is_empty() => {
                terms.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    terms.push(text[start..].trim());
    terms
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn sums_are_parted_at_their_plus_signs() {
        assert_eq!(terms("1500 + 400"), ["1500", "400"]);
        assert_eq!(
            terms("+5 + 1e+3+{ min = +1, mode = 2, max = 3 }"),
            ["+5", "1e+3", "{ min = +1, mode = 2, max = 3 }"]
        );
        assert_eq!(terms("7 +"), ["7", ""]);
    }
}
