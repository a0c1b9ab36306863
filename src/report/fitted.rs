//! The scenario that a fit writes: what the log says, each line with where it comes from.

use super::findings::law_title;
use super::fitted_numbers::{DrawsFile, churn_column, digits, parameters, quoted, range};
use super::language::{Language, maybe};
use crate::fit::basis::Basis;
use crate::fit::law::{Law, LifeLaw};
use crate::fit::lives::Lives;
use crate::fit::order_values::ValueLaw;
use crate::fit::posterior::ROWS;
use crate::fit::spend;
use crate::fit::uncertain::Uncertain;
use crate::fit::unit::Unit;
use crate::fit::{Fit, FittedModel, Seen};
use crate::model::behaviour::buying::OrderLaw;
use std::fmt::Write as _;

/// Months of a hazard curve.
pub const CURVE_MONTHS: u16 = 60;

/// What the scenario is made of.
#[derive(Debug, Clone, Copy)]
pub struct FittedScenario<'a> {
    /// The fit, with a model that was taken.
    pub fit: &'a Fit,
    /// The model.
    pub model: &'a FittedModel,
    /// Its parameters, times of buying in days, and what is known of them.
    pub parameters: &'a Uncertain,
    /// What orders are worth.
    pub values: &'a ValueLaw,
    /// The file of draws of parameters, if they come so.
    pub draws: Option<DrawsFile<'a>>,
    /// What the log says beside its models.
    pub basis: &'a Basis,
    /// The scenario's name.
    pub name: &'a str,
    /// The currency's code.
    pub currency: &'a str,
    /// The log as the user wrote it.
    pub log: &'a str,
    /// The digest of its rows.
    pub digest: &'a str,
    /// The file of the clients who are there, and how many they are.
    pub clients: Option<(&'a str, usize)>,
}

/// The name of the one segment.
const SEGMENT: &str = "Clients";

impl FittedScenario<'_> {
    /// The file.
    pub fn text(&self) -> String {
        let mut correlations = Vec::new();
        let mut text = self.head();
        text.push_str(&self.segment(&mut correlations));
        if !correlations.is_empty() {
            text.push_str(
                "\n# What is known of these parameters is known of them together: drawn once a trial, as the fit has it.\n",
            );
        }
        for (one, other, spearman) in correlations {
            let _ = write!(
                text,
                "[[correlation]]\nbetween = [\"{SEGMENT}.{one}\", \"{SEGMENT}.{other}\"]\nspearman = {spearman:.8}\n"
            );
        }
        text
    }

    fn head(&self) -> String {
        let Self { fit, basis, .. } = self;
        let (name, currency) = (quoted(self.name), quoted(self.currency));
        let unknown = if self.currency == UNKNOWN { "      # not known: put in your own" } else { "" };
        let mut text = format!(
            "# A scenario for ltvcast, written from {log} by ltvcast fit: what its orders say of the year that follows.\n\
             # The log is known from {from} to {until}; the digest of its rows is {digest}.\n\
             # Every line can be changed. ltvcast check tells how each was understood, ltvcast simulate makes the forecast.\n\n\
             name = {name}\ncurrency = {currency}{unknown}\nstart = \"{start}\"\nmonths = 12\nlifetime_months = 36\n\n",
            log = one_line(self.log),
            from = fit.from,
            until = fit.until,
            digest = self.digest,
            start = basis.start,
        );
        let _ = match self.draws {
            Some(_) => writeln!(
                text,
                "[simulation]\ntrials = {:<6} # each of the draws eight times\nseed = 1\n",
                8 * ROWS
            ),
            None => writeln!(text, "[simulation]\ntrials = 4000\nseed = 1\n"),
        };
        text.push_str(
            "[money]\n# target_profit = 100000   # over the 12 months: then the plan says what reaches it\n",
        );
        text.push_str("# fixed_costs = \"20K to 25K\"   # a month: team, rent, software\n");
        text.push_str("# discount_rate = \"15%\"      # a year, for LTV alone\n");
        text
    }

    fn segment(&self, correlations: &mut Vec<(String, String, f64)>) -> String {
        let mut text = format!("\n[[segment]]\nname = \"{SEGMENT}\"\n");
        text.push_str(&self.joining());
        text.push_str("# margin = \"60% to 70%\"     # after cost of goods; 100 % if left out\n");
        match (self.model.law, &self.fit.seen) {
            (Law::Orders(law), Seen::Orders(_)) => self.buying(law, &mut text, correlations),
            (Law::Lives(law), Seen::Lives(lives, unit)) => {
                self.staying((law, lives, *unit), &mut text, correlations);
            }
            _ => {}
        }
        text.push_str(&self.order_value(correlations));
        text
    }

    /// New clients and what they cost.
    fn joining(&self) -> String {
        let mut text = String::new();
        match self.basis.new_clients {
            Some(known) if known.value > 0.0 => {
                let _ = writeln!(
                    text,
                    "# First orders a month: the mean of {}, and how surely it is known from how they differ.\nnew_clients = {}",
                    whole_months(known.months),
                    range(known)
                );
            }
            Some(known) => {
                let _ = writeln!(
                    text,
                    "# Nobody placed a first order in the last {}; put in how many are to join a month.\nnew_clients = 0",
                    whole_months(known.months)
                );
            }
            None => text.push_str(
                "# The log has no whole month after its first one: put in how many clients join a month.\nnew_clients = 0\n",
            ),
        }
        match self.basis.cac {
            Some(known) => {
                let _ = writeln!(
                    text,
                    "# Spending over new clients of {}.\ncac = {}",
                    whole_months(known.months),
                    range(known)
                );
            }
            None => text.push_str(
                "# cac = \"20 to 30\"          # what winning a client costs; --spend FILE finds it\n",
            ),
        }
        text
    }

    /// What is told of those who join between the end of the log and the start: nobody knows them, and they are no new
    /// clients of the scenario's months.
    fn joining_before(&self) -> String {
        let clients = self.basis.joining_before().round();
        if clients < 1.0 {
            return String::new();
        }
        format!(
            "# Some {} are to join in the {} between the end of the log and {}: the forecast leaves them out. A log that ends\n\
             # with a month (--until) leaves nobody out.\n",
            counted(clients as u64, "client"),
            counted(self.basis.days_before.into(), "day"),
            self.basis.start
        )
    }

    /// Clients who order until they are gone.
    fn buying(&self, law: OrderLaw, text: &mut String, correlations: &mut Vec<(String, String, f64)>) {
        if let Some((file, clients)) = self.clients {
            text.push_str(&self.joining_before());
            let gap = match self.basis.days_before {
                0 => String::new(),
                days => format!(", days_before = {days}"),
            };
            let _ = writeln!(
                text,
                "# The {} of the log, each forecast from its own orders: a row each in that file.\nopening = {{ data = {}{gap} }}",
                counted(clients as u64, "client"),
                quoted(file)
            );
        }
        let path = format!("orders.{}", law.key());
        let (written, told) = parameters(&path, self.parameters, self.draws, correlations);
        let _ = writeln!(
            text,
            "# {}: who leaves is part of the law of orders; times in days.{told}\nchurn = \"by_orders\"\norders = {{ {} = {{ {written} }} }}",
            law_title(self.model.law, Language::English),
            law.key(),
        );
        match self.basis.seasonality {
            Some(factors) => {
                let factors: Vec<String> = factors.iter().map(f64::to_string).collect();
                let _ = writeln!(
                    text,
                    "# Repeat orders by calendar month over those that the model expects without seasons, January first.\nseasonality = [{}]",
                    factors.join(", ")
                );
            }
            None => text.push_str("# Seasons: none that the log shows (two years of it are needed).\n"),
        }
    }

    /// Clients who pay every period until they leave.
    fn staying(
        &self,
        (law, lives, unit): (LifeLaw, &Lives, Unit),
        text: &mut String,
        correlations: &mut Vec<(String, String, f64)>,
    ) {
        let mut uncertain = |key: &str| {
            let (written, told) =
                parameters(&format!("churn.{key}"), self.parameters, self.draws, correlations);
            (format!("{{ {key} = {{ {written} }} }}"), told)
        };
        let (churn, told) = match law {
            LifeLaw::ShiftedBetaGeometric => uncertain("beta_geometric"),
            LifeLaw::DiscreteWeibull => uncertain("discrete_weibull"),
            LifeLaw::BetaDiscreteWeibull => self.curve(law),
        };
        if unit == Unit::Month {
            let cohorts: Vec<String> = lives
                .there_by_renewals()
                .into_iter()
                .enumerate()
                .filter(|(_, clients)| *clients > 0.0)
                .map(|(tenure, clients)| format!("  {{ clients = {clients}, tenure_months = {tenure} }},\n"))
                .collect();
            let _ = writeln!(
                text,
                "# Those who are still there, by full months as clients.\nopening = [\n{}]",
                cohorts.concat()
            );
        } else {
            text.push_str("# The fit is not of months, so that who is there has no place here; fit with --unit month.\n");
        }
        let _ = writeln!(
            text,
            "# {}, fitted to how long clients stay.{told}\nchurn = {churn}\norders = \"subscription\"",
            law_title(self.model.law, Language::English)
        );
    }

    /// Churn by age, where a scenario has no law of that name.
    fn curve(&self, law: LifeLaw) -> (String, String) {
        if let Some(draws) = self.draws.filter(|draws| draws.has(&churn_column(0))) {
            let hazards = (0..usize::from(CURVE_MONTHS))
                .map(|age| format!("  {},\n", draws.quantity(&churn_column(age))));
            let told = format!(
                "\n# A curve of its parameters for each of {ROWS} draws of them, a row each in that file."
            );
            return (format!("{{ hazard = [\n{}] }}", hazards.collect::<String>()), told);
        }
        let hazards = law.hazards(&self.parameters.values, CURVE_MONTHS).unwrap_or_default();
        let hazards: Vec<String> = hazards.into_iter().map(digits).collect();
        let told =
            "\n# A curve of its parameters as they are likeliest: how surely they are known is not in it.";
        (format!("{{ hazard = [{}] }}", hazards.join(", ")), told.to_owned())
    }

    fn order_value(&self, correlations: &mut Vec<(String, String, f64)>) -> String {
        match self.values {
            ValueLaw::OfEachClient { parameters: [p, q, v], log_covariance, clients } => {
                let known = Uncertain::of_positive(spend::PARAMETERS, [*p, *q, *v], *log_covariance);
                let (written, told) = parameters("order_value.gamma_gamma", &known, self.draws, correlations);
                format!(
                    "# Gamma-Gamma, of the {} with a repeat order: each has a level of its own; {} an order on average.{told}\n\
                     order_value = {{ gamma_gamma = {{ {written} }} }}\n",
                    counted(*clients, "client"),
                    maybe(spend::expected_mean([*p, *q, *v], None), |mean| Language::English
                        .significant(mean)),
                )
            }
            ValueLaw::Gamma { mean, shape } => format!(
                "# What orders came to: their mean, and how they differ.\norder_value = {{ gamma = {{ mean = {}, shape = {} }} }}\n",
                digits(*mean),
                digits(*shape)
            ),
            ValueLaw::Lognormal { mean, cv } => format!(
                "# What orders came to: their mean, and how they differ.\norder_value = {{ lognormal = {{ mean = {}, cv = {} }} }}\n",
                digits(*mean),
                digits(*cv)
            ),
            ValueLaw::Fixed(value) => format!("# What an order came to.\norder_value = {}\n", digits(*value)),
        }
    }
}

/// The code of a currency that is not known (ISO 4217: no currency).
pub const UNKNOWN: &str = "XXX";

fn whole_months(months: usize) -> String {
    if months == 1 { "one whole month".to_owned() } else { format!("{months} whole months") }
}

fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// `1 client`, `2,357 clients`.
fn counted(count: u64, what: &str) -> String {
    let number = Language::English.whole(count as f64);
    format!("{number} {what}{}", if count == 1 { "" } else { "s" })
}
