//! The check: text -> a valid scenario with its warnings, or every problem.

use super::assumptions::{Assumptions, Points, Segment};
use super::chain::{Chain, Texts};
use super::data::DataFiles;
use super::decoder::{Decoder, Fields, Node};
use super::extending::{self, TEXT_MOST};
use super::{Scenario, correlations, leaves, levers, rules, segments, top};
use crate::math::sobol::Sobol;
use crate::model::behaviour::Orders;
use crate::model::problem::{Problem, Remedy, Rule, Severity};
use crate::model::quantity::{Quantity, QuantityId};
use toml::de::DeTable;

/// The most problems that are listed.
const PROBLEMS_MOST: usize = 500;

/// A scenario that passed the check, and what its author may want to know all the same.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The scenario.
    pub scenario: Scenario,
    /// Warnings, in the order of the files and their texts.
    pub warnings: Vec<Problem>,
    /// The file that it extends, the file which that one extends, and so on, by their paths from the scenario's folder.
    pub extends: Vec<String>,
    /// Every value that the files came to, with the path of its keys, as it is written on one line: by which two
    /// scenarios can be compared key by key. A segment's keys stand under its name, a correlation is called
    /// `correlation: A with B`, and a list is one value. What the command line says is not in it.
    pub written: Vec<(String, String)>,
}

/// What a command line says instead of the file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Overrides {
    /// Trials.
    pub trials: Option<usize>,
    /// The seed.
    pub seed: Option<u64>,
    /// What the uncertain quantities are drawn from.
    pub points: Option<Points>,
}

/// Checks a scenario's text.
///
/// # Errors
///
/// All problems of the text, in its order, warnings among them.
pub fn check(text: &str, files: &dyn DataFiles) -> Result<Checked, Vec<Problem>> {
    check_with(text, files, Overrides::default())
}

/// Checks a scenario's text, with some values from elsewhere.
///
/// # Errors
///
/// All problems of the text and of those it extends, file by file and in the order of each, warnings among them.
pub fn check_with(text: &str, files: &dyn DataFiles, overrides: Overrides) -> Result<Checked, Vec<Problem>> {
    if text.len() > TEXT_MOST {
        let rule = Rule::TooLong { bytes: text.len(), most: TEXT_MOST };
        return Err(vec![Problem::of_input(rule, None)]);
    }
    let texts = Texts::default();
    let Chain { mut decoder, tree, guesses } = Chain::read(text, files, &texts);
    if tree.is_empty() && guesses.broken.is_empty() {
        return Err(vec![Problem::of_input(Rule::Empty, None)]);
    }
    let nothing = DeTable::new();
    let assumptions = read(&mut decoder, &tree, &nothing, overrides);
    let mut problems = guesses.drop_from(std::mem::take(&mut decoder.problems));
    let order = |problem: &Problem| problem.place.as_ref().map(|place| (place.through.len(), place.start));
    problems.sort_by_key(|problem| order(problem).unwrap_or((usize::MAX, 0)));
    let failed = problems.iter().any(Problem::is_error);
    if problems.len() > PROBLEMS_MOST {
        let more = problems.len() - PROBLEMS_MOST;
        problems.truncate(PROBLEMS_MOST);
        problems.push(Problem::of_input(Rule::TooManyProblems { more }, None));
    }
    match assumptions {
        Some(assumptions) if !failed => Ok(Checked {
            scenario: Scenario::of(assumptions),
            warnings: problems,
            extends: decoder.source.names().skip(1).map(str::to_owned).collect(),
            written: leaves::leaves(&tree, &decoder.source),
        }),
        _ => Err(problems),
    }
}

/// Reads everything; the order of the lines below is the order of the quantities.
fn read<'a>(
    decoder: &mut Decoder<'a>,
    tree: &'a DeTable<'a>,
    nothing: &'a DeTable<'a>,
    overrides: Overrides,
) -> Option<Assumptions> {
    let mut root = Fields::new(tree, 0..0, String::new());
    let head = top::head(decoder, &mut root);
    let mut simulation = top::simulation(decoder, &mut root);
    if let Some(trials) = overrides.trials {
        simulation.trials = trials;
        let range = 1..=top::TRIALS_MOST as usize;
        if !range.contains(&trials) {
            decoder.problems.push(Problem::of_count("--trials", trials, range));
        }
    }
    simulation.seed = overrides.seed.unwrap_or(simulation.seed);
    simulation.points = overrides.points.unwrap_or(simulation.points);
    let money = top::money(decoder, &mut root, nothing);
    let rules = rules::read(decoder, &mut root);
    let market = top::market(decoder, &mut root);
    let (segments, names) = segments::read(decoder, &mut root, head.months, money.cost_growth);
    let horizon = head.start.zip(head.months).map(|(start, months)| levers::Horizon { start, months });
    let levers = levers::read(decoder, &mut root, horizon, (&segments, &names));
    let correlations = correlations::read(decoder, &mut root);
    // It was followed before.
    root.know(extending::KEY);
    root.finish(decoder);
    let (market, market_node) = market.unzip();
    let assumptions = Assumptions {
        name: head.name,
        currency: head.currency,
        start: head.start?,
        months: head.months?,
        lifetime_months: head.lifetime_months,
        simulation,
        money,
        rules,
        market,
        segments,
        levers,
        quantities: std::mem::take(&mut decoder.quantities),
        correlations,
    };
    dimensions(decoder, &assumptions);
    warn(decoder, &assumptions, market_node.as_ref(), tree);
    Some(assumptions)
}

/// Sobol points have only so many dimensions, one a quantity that is uncertain and one a month of the market's path;
/// what is beyond them is drawn from plain random numbers, and converges as slowly.
fn dimensions(decoder: &mut Decoder<'_>, assumptions: &Assumptions) {
    let uncertain = assumptions.quantities.iter().filter(|named| named.law.has_coordinate()).count();
    let path =
        if assumptions.market.is_some() { assumptions.months + assumptions.lifetime_months } else { 0 };
    let (found, most) = (uncertain + path, Sobol::MOST_DIMENSIONS);
    if assumptions.simulation.points == Points::Sobol && found > most {
        let rule = Rule::TooManyDimensions { found, most };
        let problem = Problem::of_input(rule, Some(Remedy::LatinPoints));
        decoder.problems.push(Problem { severity: Severity::Warning, ..problem });
    }
}

/// What is allowed and yet probably not meant.
fn warn<'a>(
    decoder: &mut Decoder<'a>,
    assumptions: &Assumptions,
    market_node: Option<&Node<'a>>,
    tree: &'a DeTable<'a>,
) {
    let segments = &assumptions.segments;
    if let (Some(market), Some(node)) = (&assumptions.market, market_node) {
        let paid_monthly = segments.iter().all(|segment| matches!(segment.orders, Orders::Subscription));
        if !market.acts_on.acquisition() && paid_monthly && !segments.is_empty() {
            decoder.warn(node, Rule::MarketTouchesNothing);
        }
    }
    let is_zero = |id: &QuantityId| {
        assumptions.quantities.get(id.0).is_some_and(|named| named.law == Quantity::Fixed(0.0))
    };
    let no_new = segments.iter().all(|segment| segment.new_clients.iter().all(is_zero));
    let has_nobody = |segment: &Segment| {
        segment.known.is_none() && segment.opening.iter().all(|cohort| is_zero(&cohort.clients))
    };
    let no_old = segments.iter().all(has_nobody);
    if segments.is_empty() || !no_new {
        return;
    }
    let Some(value) = tree.get("segment") else { return };
    let node = Node { value: value.get_ref(), span: value.span(), path: "segment".to_owned() };
    if no_old {
        decoder.warn(&node, Rule::NoClients);
    } else if assumptions.money.target_profit.is_some() {
        decoder.warn(&node, Rule::NothingToScale);
    }
}
