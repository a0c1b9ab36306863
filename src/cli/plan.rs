//! `ltvcast plan`: of a scenario, or straight from an LTV and a CAC.

use super::options::{Drawing, Print, WORDS_MOST};
use super::{interrupt, print, progress};
use crate::app::{self, DirectRequest};
use crate::decision::draws::Trials;
use crate::report::document;
use crate::report::language::Language;
use crate::report::{files, text};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast plan --ltv 4000 --cac 500 --costs 12.5M --profit 3M --tax 20%
  ltvcast plan --ltv '3500 to 4500' --cac '400 to 600' --costs '12M to 13M' --profit 3M --tax 20%
  ltvcast plan --ltv 4000 --cac 500 --costs 10M --profit 3M --tax 20% --cover-ads
  ltvcast plan scenarios/telecom.toml
  ltvcast plan scenarios/telecom.toml --json | jq .required_clients

Without a file, clients = (costs + profit) / (LTV x (1 - tax)), with --cover-ads
(costs + profit) / (LTV x (1 - tax) - CAC). Any value may be a number (500, 20%,
12.5M), a range that holds it with 90 % certainty ('400 to 600') or another form
that a scenario may hold.

With a scenario file the plan scales its acquisition as a whole and looks for the
smallest multiple that reaches [money] target_profit with [money] confidence.
Nothing is written.";

/// Find how many clients and how much advertising reach the profit target, and how sure that is
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true, allow_negative_numbers = true)]
pub(super) struct Plan {
    /// The scenario file (TOML); or the values below
    #[arg(required_unless_present = "ltv")]
    scenario: Option<PathBuf>,
    #[command(flatten)]
    drawing: Drawing,
    #[command(flatten)]
    print: Print,
    // Last, since a heading holds for all options after it.
    #[command(flatten)]
    values: Values,
}

/// The plan without a file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Without a scenario file")]
struct Values {
    /// What a client brings in the plan's time
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, conflicts_with = "scenario", requires_all = ["cac", "costs", "profit"])]
    ltv: Option<Vec<String>>,
    /// What winning a client costs
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, conflicts_with = "scenario", requires = "ltv")]
    cac: Option<Vec<String>>,
    /// Costs to cover, with the ad budget unless --cover-ads is there
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, conflicts_with = "scenario", requires = "ltv")]
    costs: Option<Vec<String>>,
    /// Profit to make
    #[arg(
        long,
        value_name = "MONEY",
        conflicts_with = "scenario",
        requires = "ltv",
        allow_hyphen_values = true
    )]
    profit: Option<Vec<String>>,
    /// Tax, a share of turnover (default: none)
    #[arg(long, value_name = "SHARE", num_args = 1..=WORDS_MOST, conflicts_with = "scenario", requires = "ltv")]
    tax: Option<Vec<String>>,
    /// Earn the ad budget on top of the costs
    #[arg(long, conflicts_with = "scenario", requires = "ltv")]
    cover_ads: bool,
    /// Where values are ranges: in which share of the cases the clients have to suffice (default: 80%)
    #[arg(long, value_name = "SHARE", num_args = 1..=WORDS_MOST, conflicts_with = "scenario", requires = "ltv")]
    confidence: Option<Vec<String>>,
}

impl Plan {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        match &self.scenario {
            Some(scenario) => self.of_scenario(scenario, language),
            None => self.of_values(language),
        }
    }

    fn of_scenario(&self, scenario: &Path, language: Language) -> anyhow::Result<ExitCode> {
        interrupt::listen(language);
        let bar = progress::Bar::new(self.print.shows_progress(), language);
        let done = app::plan(&self.drawing.request(scenario), &bar);
        bar.clear();
        let done = done?;
        print::warnings(&done.warnings, &scenario.display().to_string(), language);
        let said = if self.print.json {
            files::json(&done.plan)
        } else if self.print.quiet {
            document::answer(&done.plan, language) + "\n"
        } else {
            text::plan(&done.plan, &done.scenario.currency, language, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }

    fn of_values(&self, language: Language) -> anyhow::Result<ExitCode> {
        let values = &self.values;
        let said = |words: &Option<Vec<String>>, otherwise: &str| {
            words.as_ref().map_or_else(|| otherwise.to_owned(), |words| words.join(" "))
        };
        let usual = Trials::default();
        let trials = Trials {
            count: self.drawing.trials.unwrap_or(usual.count),
            seed: self.drawing.seed.unwrap_or(usual.seed),
        };
        let request = DirectRequest {
            ltv: said(&values.ltv, ""),
            cac: said(&values.cac, ""),
            costs: said(&values.costs, ""),
            profit: said(&values.profit, ""),
            tax: said(&values.tax, "0"),
            confidence: said(&values.confidence, "80%"),
            cover_ads: values.cover_ads,
            trials,
        };
        let done = app::direct_plan(&request)?;
        let said = if self.print.json {
            let assumed = &done.assumed;
            let inputs = [&assumed.ltv, &assumed.cac, &assumed.costs, &assumed.profit, &assumed.tax];
            files::json(&files::DirectPlanReport::new(&done.plan, &inputs, trials))
        } else if self.print.quiet {
            text::direct_answer(&done.plan, language) + "\n"
        } else {
            text::direct_plan(&done.plan, language, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
