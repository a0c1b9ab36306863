//! `ltvcast ltv`.

use super::options::{Alone, Print, WORDS_MOST};
use super::print;
use crate::app::{self, LtvRequest};
use crate::decision::calculator::Input;
use crate::report::failure::COMMAND_LINE;
use crate::report::language::Language;
use crate::report::{files, text};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ltvcast ltv --arpu 200 --churn 5%                                    life 20 months, LTV 4,000
  ltvcast ltv --order-value 700 --orders-per-year 4 --lifetime '3 years'   8,400
  ltvcast ltv --arpu '450 to 550' --churn '4% to 6%' --margin 70% --cac 1500 --discount 18%
  ltvcast ltv --payments '6000 + 4000 + 8000' --margin 50% --cac 1000  one client so far: 8,000
  ltvcast ltv --revenue 18000 --margin 50% --cac 1000                  the same
  ltvcast ltv --ad-spend 350 --new-clients 70                          CAC 5
  ltvcast ltv --revenue 2300 --ad-spend 940                            ROMI 144.68 %
  ltvcast ltv --clients 100 --new-clients 20 --clients-end 110         retention 90 %

Any value may be a number (1200, 5%, 12.5M), a range that holds it with 90 % certainty
('450 to 550') or another form that a scenario may hold ('{ min = 1, mode = 2, max = 4 }').
Money and counts are of one month, rates a month, the discount a year.";

/// Lifetime value by every formula that your figures allow, with CAC, churn, ROMI and payback
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true, allow_negative_numbers = true)]
pub(super) struct Ltv {
    /// Revenue of a month, or of all time for an LTV so far; of one client if --clients is left out
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    revenue: Option<Vec<String>>,
    /// Clients it came from; for churn and retention, those at the month's start
    #[arg(long, value_name = "COUNT", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    clients: Option<Vec<String>>,
    /// Average revenue per client a month
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    arpu: Option<Vec<String>>,
    /// Average order value
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    order_value: Option<Vec<String>>,
    /// Orders a month of one client
    #[arg(long, value_name = "COUNT", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    orders_per_month: Option<Vec<String>>,
    /// Orders a year of one client
    #[arg(
        long,
        value_name = "COUNT",
        conflicts_with = "orders_per_month",
        help_heading = "What clients pay"
    )]
    orders_per_year: Option<Vec<String>>,
    /// What one client has paid so far, as a sum: '6000 + 4000'
    #[arg(long, value_name = "SUM", num_args = 1..=WORDS_MOST, help_heading = "What clients pay")]
    payments: Option<Vec<String>>,
    /// Costs beside those payments, as a sum: '850 + 50'; may be given several times
    #[arg(long, value_name = "SUM", help_heading = "What clients pay")]
    payment_costs: Vec<String>,
    /// What a contract is worth over its whole length
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, requires = "contract_length", help_heading = "What clients pay")]
    contract_value: Option<Vec<String>>,
    /// Length of the contract: '3 years'
    #[arg(long, value_name = "TIME", num_args = 1..=WORDS_MOST, requires = "contract_value", help_heading = "What clients pay")]
    contract_length: Option<Vec<String>>,

    /// How long a client stays: 6 (months), '18 months', '3 years', '2 to 3 years'
    #[arg(long, value_name = "TIME", num_args = 1..=WORDS_MOST, help_heading = "How long they stay")]
    lifetime: Option<Vec<String>>,
    /// Share of the clients that leaves in a month
    #[arg(long, value_name = "SHARE", num_args = 1..=WORDS_MOST, help_heading = "How long they stay")]
    churn: Option<Vec<String>>,
    /// Clients lost in the month, for churn = lost / clients
    #[arg(long, value_name = "COUNT", num_args = 1..=WORDS_MOST, help_heading = "How long they stay")]
    lost_clients: Option<Vec<String>>,
    /// Clients at the month's end, for retention = (end - new) / clients
    #[arg(long, value_name = "COUNT", num_args = 1..=WORDS_MOST, help_heading = "How long they stay")]
    clients_end: Option<Vec<String>>,

    /// Margin after cost of goods, a share of revenue
    #[arg(long, value_name = "SHARE", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    margin: Option<Vec<String>>,
    /// Cost of winning a client
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    cac: Option<Vec<String>>,
    /// Cost of keeping a client, a month (for an LTV so far: over its time)
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    retention_cost: Option<Vec<String>>,
    /// Discount rate a year
    #[arg(long, value_name = "SHARE", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    discount: Option<Vec<String>>,
    /// Spend on acquisition in the month, for CAC, ROAS and ROMI
    #[arg(long, value_name = "MONEY", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    ad_spend: Option<Vec<String>>,
    /// Clients won in the month
    #[arg(long, value_name = "COUNT", num_args = 1..=WORDS_MOST, help_heading = "What they cost")]
    new_clients: Option<Vec<String>>,

    #[command(flatten)]
    alone: Alone,
    #[command(flatten)]
    print: Print,
}

impl Ltv {
    pub(super) fn run(&self, language: Language) -> anyhow::Result<ExitCode> {
        let request = LtvRequest { values: self.values(), trials: self.alone.trials() };
        let done = app::calculate(&request)?;
        print::warnings(&done.warnings, COMMAND_LINE, language);
        let said = if self.print.json {
            files::json(&files::CalculationReport::new(&done.calculation, &done.given, request.trials))
        } else if self.print.quiet {
            text::calculation_answer(&done.calculation, language) + "\n"
        } else {
            text::calculation(&done.calculation, &done.given, language, print::look())
        };
        print::result(&said)?;
        Ok(ExitCode::SUCCESS)
    }

    fn values(&self) -> Vec<(String, Input, String)> {
        let once = [
            ("--revenue", Input::Revenue, &self.revenue),
            ("--clients", Input::Clients, &self.clients),
            ("--arpu", Input::Arpu, &self.arpu),
            ("--order-value", Input::OrderValue, &self.order_value),
            ("--orders-per-month", Input::OrdersPerMonth, &self.orders_per_month),
            ("--orders-per-year", Input::OrdersPerYear, &self.orders_per_year),
            ("--payments", Input::Payment, &self.payments),
            ("--contract-value", Input::ContractValue, &self.contract_value),
            ("--contract-length", Input::ContractLength, &self.contract_length),
            ("--lifetime", Input::Lifetime, &self.lifetime),
            ("--churn", Input::Churn, &self.churn),
            ("--lost-clients", Input::LostClients, &self.lost_clients),
            ("--clients-end", Input::ClientsEnd, &self.clients_end),
            ("--margin", Input::Margin, &self.margin),
            ("--cac", Input::Cac, &self.cac),
            ("--retention-cost", Input::RetentionCost, &self.retention_cost),
            ("--discount", Input::Discount, &self.discount),
            ("--ad-spend", Input::AdSpend, &self.ad_spend),
            ("--new-clients", Input::NewClients, &self.new_clients),
        ];
        let said = once
            .into_iter()
            .filter_map(|(name, input, words)| Some((name, input, words.as_ref()?.join(" "))));
        let costs =
            self.payment_costs.iter().map(|text| ("--payment-costs", Input::PaymentCost, text.clone()));
        said.chain(costs).map(|(name, input, text)| (name.to_owned(), input, text)).collect()
    }
}
