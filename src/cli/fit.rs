//! `ltvcast fit`.

use super::log_options::LogOptions;
use super::{interrupt, print, progress};
use crate::app::{self, FitRequest, ScenarioRequest};
use crate::fit::law::{Law, LifeLaw};
use crate::fit::unit;
use crate::model::behaviour::buying::OrderLaw;
use crate::report::language::Language;
use crate::report::text;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast fit orders.csv
  ltvcast fit orders.csv --unit month --until 2024-12-31
  ltvcast fit export.xlsx --customer 'Client code' --model pareto-nbd --json
  ltvcast fit orders.csv -o scenarios/mine.toml --spend ads.csv --currency EUR
  ltvcast fit payments.csv --subscriptions clients.csv -o scenarios/mine.toml

The log is read as ltvcast metrics reads it. A client is watched from the first order to
the last day that is looked at; orders of one day are one.

Trade without a contract: each client orders at its own rate until it leaves without a
word. By bg-nbd it leaves right after a repeat order, by mbg-nbd after any order, by
pareto-nbd at any moment. auto fits all three to the first two thirds of the log, lets
them foretell the last one, and of those whose forecasts are as good as the best takes the
smallest AIC.

Subscriptions: of clients who renew every period, a share leaves. By sbg each client has
its own churn, by discrete-weibull churn changes with age, by bd-weibull both. They are
fitted to --subscriptions, a table of client, start and end (empty for who is still
there; known up to its last day, unless --until says otherwise), or else to the log's first
and last payments: who has not paid in the last whole period has left. auto chooses among
the three in the same way, by the renewals of the last third.

Parameters are of the unit that is asked for: alpha and beta of the first three are times.
What orders come to is fitted by Gamma-Gamma to clients with a repeat order.

-o writes a scenario of the twelve months that follow the log: new clients a month, those
who are there already (each forecast from its own orders, in a file beside it), the model
with what is not known of its parameters, seasons, order values and, with --spend, CAC.
ltvcast simulate takes it as it is; margin, costs and a target are yours to put in. What
is known of parameters stands there as 90 % ranges with correlations; with --draws, and
where ranges cannot say it, as 512 draws from their likelihood, a row each in a file.";

/// Fit models of who orders how often, leaves when and spends how much to an order log
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fit {
    #[command(flatten)]
    log: LogOptions,
    /// What times are counted in (default: weeks for orders, months for subscriptions)
    #[arg(long, value_enum, value_name = "UNIT")]
    unit: Option<Unit>,
    /// A table of subscriptions: client, start, end
    #[arg(long, value_name = "FILE")]
    subscriptions: Option<PathBuf>,
    /// A table of what was spent on new clients: month, spend (for the scenario's CAC)
    #[arg(long, value_name = "FILE", requires = "output")]
    spend: Option<PathBuf>,
    /// Write a scenario: what the log says of the year that follows, ready to simulate
    #[arg(long, short = 'o', value_name = "FILE", visible_alias = "out")]
    output: Option<PathBuf>,
    /// Write what is known of parameters as 512 draws of them, in a file beside the scenario, not as ranges
    #[arg(long, requires = "output")]
    draws: bool,
    /// Replace files that are there already
    #[arg(long, requires = "output")]
    force: bool,
    /// The model
    #[arg(long, value_enum, value_name = "MODEL", default_value = "auto")]
    model: Model,
    #[command(flatten)]
    print: super::options::Print,
}

/// What times are counted in.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Model {
    Auto,
    BgNbd,
    MbgNbd,
    ParetoNbd,
    Sbg,
    DiscreteWeibull,
    BdWeibull,
}

impl Unit {
    pub(super) fn meant(self) -> unit::Unit {
        match self {
            Self::Day => unit::Unit::Day,
            Self::Week => unit::Unit::Week,
            Self::Month => unit::Unit::Month,
        }
    }
}

impl Fit {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        interrupt::listen(language);
        let bar = progress::Bar::new(self.print.shows_progress(), language);
        let request = FitRequest {
            log: self.log.request(),
            subscriptions: self.subscriptions.clone(),
            law: match self.model {
                Model::Auto => None,
                Model::BgNbd => Some(Law::Orders(OrderLaw::BgNbd)),
                Model::MbgNbd => Some(Law::Orders(OrderLaw::MbgNbd)),
                Model::ParetoNbd => Some(Law::Orders(OrderLaw::ParetoNbd)),
                Model::Sbg => Some(Law::Lives(LifeLaw::ShiftedBetaGeometric)),
                Model::DiscreteWeibull => Some(Law::Lives(LifeLaw::DiscreteWeibull)),
                Model::BdWeibull => Some(Law::Lives(LifeLaw::BetaDiscreteWeibull)),
            },
            spend: self.spend.clone(),
            scenario: self.output.clone().map(|out| ScenarioRequest {
                out,
                force: self.force,
                currency: self.log.currency.clone(),
                draws: self.draws,
            }),
            unit: self.unit.map(Unit::meant),
        };
        let done = app::fit(&request, &bar);
        bar.clear();
        let done = done?;
        for (file, account) in &done.beside {
            print::notes(&text::rejected_beside(file, account, language));
        }
        let rejected =
            || text::rejected_beside(&self.log.orders.display().to_string(), &done.account, language);
        let said = if self.print.json {
            print::notes(&rejected());
            done.json
        } else if self.print.quiet {
            print::notes(&rejected());
            text::fit_verdict(&done.fit, language) + "\n"
        } else {
            print::notes(&text::understood(&done.understood, language));
            print::notes(&rejected());
            text::fit(&done.fit, language, print::look())
        };
        print::result(&said)?;
        if let (Some(out), Some(written)) = (&self.output, &done.scenario) {
            let beside: Vec<String> = written.beside.iter().map(|path| path.display().to_string()).collect();
            print::notes(&text::written_scenario(
                &out.display().to_string(),
                &beside,
                written.lacks_draws,
                &written.basis,
                language,
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
