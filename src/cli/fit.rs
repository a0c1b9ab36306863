//! `ltvcast fit`.

use super::log_options::LogOptions;
use super::{interrupt, print, progress};
use crate::app::{self, FitRequest};
use crate::fit::Wish;
use crate::fit::models::OrderLaw;
use crate::fit::unit;
use crate::report::text;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast fit orders.csv
  ltvcast fit orders.csv --unit month --until 2024-12-31
  ltvcast fit export.xlsx --customer 'Client code' --model pareto-nbd --json

The log is read as ltvcast metrics reads it. A client is watched from the first order to
the last day that is looked at; orders of one day are one. The models are of trade without
a contract: each client orders at its own rate until it leaves without a word. By BG/NBD it
leaves right after a repeat order, by MBG/NBD after any order, by Pareto/NBD at any moment.
What orders come to is fitted by Gamma-Gamma to clients with a repeat order.

Parameters are of the unit that is asked for: alpha and beta are times, r, s, a, b, p and q
are none. auto fits all three to the first two thirds of the log, lets them foretell the
last one, and of those whose forecasts are as good as the best takes the smallest AIC.";

/// Fit models of who orders how often, leaves when and spends how much to an order log
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fit {
    #[command(flatten)]
    log: LogOptions,
    /// What times are counted in
    #[arg(long, value_enum, value_name = "UNIT", default_value = "week")]
    unit: Unit,
    /// The model of orders
    #[arg(long, value_enum, value_name = "MODEL", default_value = "auto")]
    model: Model,
    #[command(flatten)]
    print: super::options::Print,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Unit {
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
}

impl Fit {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        interrupt::listen();
        let bar = progress::Bar::new(self.print.shows_progress());
        let request = FitRequest {
            log: self.log.request(),
            wish: match self.model {
                Model::Auto => Wish::Auto,
                Model::BgNbd => Wish::Only(OrderLaw::BgNbd),
                Model::MbgNbd => Wish::Only(OrderLaw::MbgNbd),
                Model::ParetoNbd => Wish::Only(OrderLaw::ParetoNbd),
            },
            unit: match self.unit {
                Unit::Day => unit::Unit::Day,
                Unit::Week => unit::Unit::Week,
                Unit::Month => unit::Unit::Month,
            },
        };
        let done = app::fit(&request, &bar);
        bar.clear();
        let done = done?;
        let rejected = || text::rejected_beside(&self.log.orders.display().to_string(), &done.account);
        let said = if self.print.json {
            print::notes(&rejected());
            done.json
        } else if self.print.quiet {
            print::notes(&rejected());
            text::fit_verdict(&done.fit) + "\n"
        } else {
            print::notes(&text::understood(&done.understood));
            print::notes(&rejected());
            text::fit(&done.fit, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }
}
