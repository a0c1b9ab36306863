//! What each key of a scenario means, as an editor shows it: a sentence with the unit, and an example.

use crate::model::scenario::format::{Default, Key, Value};
use crate::report::problem;

/// What the file is.
pub(super) const ROOT: &str = "A client base and what its owner wants of it: the input of `ltvcast simulate`, `plan` and \
    `check`. Wherever a number is uncertain, write a range: `\"700 to 1100\"` says that you are 90 % sure of the value \
    lying in between.";

/// The path of the keys that a quantity's tables have.
pub(super) const QUANTITY: &str = "quantity";

/// The words of a key.
pub(super) struct Words {
    /// The way of keys to it.
    pub(super) path: &'static str,
    /// What it means, and its unit.
    sentence: &'static str,
    /// What may stand for it.
    example: &'static str,
}

const fn key(path: &'static str, sentence: &'static str, example: &'static str) -> Words {
    Words { path, sentence, example }
}

/// All words, in the order of the file.
#[rustfmt::skip]
pub(super) const WORDS: &[Words] = &[
    key("extends", "A scenario file that this one changes: what does not stand here is as it is there; its path counts from this file's folder. Tables change key by key, segments and levers are found by their names and correlations by their pairs; other lists, plain values and tables with other keys replace what is there. The other file may extend a third.", "\"base.toml\""),
    key("name", "What the scenario is called in reports and charts.", "\"Cookware shop, budget 2027\""),
    key("currency", "The code of the currency that all money is in.", "\"RUB\""),
    key("start", "The first month of the budget.", "\"2027-01\""),
    key("months", "The budget's horizon, months.", "12"),
    key("lifetime_months", "How far LTV looks, months from a client's joining.", "36"),

    key("simulation", "How the scenario is played through.", "{ trials = 50000, seed = 7 }"),
    key("simulation.trials", "How many times; more trials, steadier figures.", "100000"),
    key("simulation.seed", "Where the random numbers start: the same seed gives the same results.", "2027"),
    key("simulation.points", "How uncertain quantities are drawn: Sobol points (spread evenly, quantities taken together), a Latin hypercube (evenly, each quantity by itself), or plain random numbers.", "\"random\""),

    key("money", "Costs, tax and the profit to reach.", "{ fixed_costs = \"2.1M to 2.3M\", target_profit = \"6M\" }"),
    key("money.discount_rate", "Discount rate, a year; it applies to LTV alone.", "\"18%\""),
    key("money.fixed_costs", "Fixed costs a month (team, rent, site), in the first month's prices.", "\"2.1M to 2.3M\""),
    key("money.cost_growth", "How fast fixed costs grow, a year; servicing too, where its segment does not say otherwise.", "\"4% to 9%\""),
    key("money.tax", "The tax, in one of three forms: on `revenue`, on `profit`, or `vat` inside the price. None if left out.", "{ revenue = \"6%\" }"),
    key("money.tax.revenue", "Tax as a share of revenue.", "\"6%\""),
    key("money.tax.profit", "Tax as a share of the calendar year's cumulative profit, where that is above 0.", "\"25%\""),
    key("money.tax.vat", "VAT inside the prices: the rate `v` takes `v / (1 + v)` of revenue. Costs are entered without VAT.", "\"20%\""),
    key("money.target_profit", "The profit to reach over the whole horizon, in the currency; may be negative. Without it there is no plan.", "\"6M\""),
    key("money.confidence", "The share of cases in which the plan has to reach the target.", "\"90%\""),
    key("money.max_scale", "The largest multiple of the scenario's new clients that the plan looks at.", "5"),

    key("rules", "The yardsticks of the budget: each is reported with the chance that it is reached. They change no figure.", "{ ltv_to_cac = 3, payback_months = 9 }"),
    key("rules.ltv_to_cac", "The least LTV:CAC of a cohort's average client.", "3"),
    key("rules.payback_months", "The latest month in which a client has to have paid its CAC back, the month of joining counted as 1; looked for within `lifetime_months`.", "9"),
    key("rules.revenue_to_cac", "How many times the ad spend the clients acquired have to bring in revenue within the horizon: a number, or a list of up to four that rise.", "[3, 4, 5]"),
    key("rules.target_romi", "The least ROMI within the horizon, and what the highest affordable CAC is worked out for: at 100 % the margin of the clients acquired is twice the ad spend.", "\"50%\""),

    key("market", "A shock to all segments at once, which lasts from month to month. None if left out.", "{ sigma = \"6% to 10%\", phi = 0.8 }"),
    key("market.sigma", "How far demand as a whole may drift off in the long run: the standard deviation of its logarithm, about its size in percent.", "\"6% to 10%\""),
    key("market.phi", "How much of a month's shock lasts to the next.", "0.8"),
    key("market.acts_on", "What the shock multiplies: the rate of orders, the number of new clients, or both.", "\"both\""),

    key("segment", "One kind of client. Write `[[segment]]` once for each.", "[{ name = \"Clients\", new_clients = 400, churn = \"8%\", orders = \"subscription\", order_value = 500 }]"),
    key("segment.name", "The segment's name in reports, unique; not `money`, `market` or `levers`.", "\"Paid search\""),
    key("segment.new_clients", "New clients a month: one quantity for all months, or a list with one entry for each month.", "\"350 to 450\""),
    key("segment.opening", "Clients who are there at the start, by how long they have been.", "[{ clients = 900, tenure_months = 3 }]"),
    key("segment.opening.data", "A CSV file with a row for each client who is there: `frequency` (orders after the first), `recency_days` and `age_days` (from the first order to the last, and to the last day that was watched), `mean_value` (of the orders after the first); where clients leave by the law of their orders.", "\"clients.csv\""),
    key("segment.opening.days_before", "Days from the last one that was watched to the start.", "13"),
    key("segment.opening.clients", "How many of them there are.", "900"),
    key("segment.opening.tenure_months", "For how many full months they have been clients.", "3"),
    key("segment.cac", "What winning one client costs, in the currency and the first month's prices.", "\"700 to 1100\""),
    key("segment.cac_growth", "How fast that cost grows, a year.", "\"5% to 15%\""),
    key("segment.margin", "What is left of revenue (net of VAT) after the cost of goods.", "\"42% to 48%\""),
    key("segment.servicing", "Support, mailings and the like: money a month for each active client, in the first month's prices.", "20"),
    key("segment.cost_growth", "How fast servicing grows, a year. Default: `cost_growth` of `[money]`.", "\"4% to 9%\""),
    key("segment.growth", "How fast the value of an order grows, a year.", "\"3% to 8%\""),

    key("segment.churn", "The share of clients who leave, a month: a share for every month, a `hazard` curve by age, `beta_geometric` (the loyal remain) or `discrete_weibull`; `\"by_orders\"` where the law of orders says who leaves.", "\"7% to 10%\""),
    key("segment.churn.constant", "The share who leave a month, the same at any age.", "\"7% to 10%\""),
    key("segment.churn.hazard", "The share who leave by month of age, the month of joining first; the last one continues.", "[\"30%\", \"12%\", \"6%\"]"),
    key("segment.churn.beta_geometric", "Each client has a leaning of their own to leave, drawn from a beta law: the loyal remain, and churn falls with age.", "{ alpha = \"0.6 to 0.8\", beta = \"8 to 10\" }"),
    key("segment.churn.beta_geometric.alpha", "First shape: the first month's churn is `alpha / (alpha + beta)`. At 1 and below the mean life is infinite.", "\"0.6 to 0.8\""),
    key("segment.churn.beta_geometric.beta", "Second shape: the larger beside `alpha`, the fewer leave.", "\"8 to 10\""),
    key("segment.churn.discrete_weibull", "Of those who join, the share `q^(age^b)` is left at an age in months.", "{ q = \"93% to 96%\", b = 0.8 }"),
    key("segment.churn.discrete_weibull.q", "The share who stay beyond the first month.", "\"93% to 96%\""),
    key("segment.churn.discrete_weibull.b", "Below 1 churn falls with age, at 1 it is constant, above 1 it rises.", "0.8"),

    key("segment.orders", "How often an active client orders: `\"subscription\"` (one payment a month), `poisson` (all alike), `gamma_poisson` (clients differ), or `bg_nbd`, `mbg_nbd`, `pareto_nbd`, which say who leaves as well.", "{ gamma_poisson = { rate = \"0.40 to 0.50\", shape = 2 } }"),
    key("segment.orders.poisson", "Orders at random times, at the same rate for all clients; the rate alone, or `{ rate = ... }`.", "\"0.35 to 0.45\""),
    key("segment.orders.poisson.rate", "Orders a month of an active client.", "\"0.35 to 0.45\""),
    key("segment.orders.gamma_poisson", "Orders at random times, at a lasting rate of each client's own.", "{ rate = \"0.40 to 0.50\", shape = 2 }"),
    key("segment.orders.gamma_poisson.rate", "Orders a month of an active client, on average over clients.", "\"0.40 to 0.50\""),
    key("segment.orders.gamma_poisson.shape", "How alike clients are: a large shape means all alike, below 1 a few order most.", "2"),

    key("segment.orders.bg_nbd", "Orders at random times at each client's own rate, until one is the last; nobody leaves right after the first (BG/NBD). Times in days; with `churn = \"by_orders\"`.", "{ r = 0.24, alpha = 30.9, a = 0.79, b = 2.43 }"),
    key("segment.orders.bg_nbd.r", "How alike clients order: below 1 a few order most.", "0.5"),
    key("segment.orders.bg_nbd.alpha", "Days: a client who joins orders `r / alpha` times a day on average.", "74.0"),
    key("segment.orders.bg_nbd.a", "First shape of the chance that an order is the last, which is `a / (a + b)` on average.", "0.8"),
    key("segment.orders.bg_nbd.b", "Second shape of that chance.", "2.4"),
    key("segment.orders.mbg_nbd", "The same, but clients may leave right after their first order too (MBG/NBD).", "{ r = 0.52, alpha = 43.3, a = 0.89, b = 1.61 }"),
    key("segment.orders.mbg_nbd.r", "How alike clients order: below 1 a few order most.", "0.5"),
    key("segment.orders.mbg_nbd.alpha", "Days: a client who joins orders `r / alpha` times a day on average.", "74.0"),
    key("segment.orders.mbg_nbd.a", "First shape of the chance that an order is the last, which is `a / (a + b)` on average.", "0.8"),
    key("segment.orders.mbg_nbd.b", "Second shape of that chance.", "2.4"),
    key("segment.orders.pareto_nbd", "Orders at random times at each client's own rate, until the client leaves at any moment (Pareto/NBD). Times in days; with `churn = \"by_orders\"`.", "{ r = 0.55, alpha = 74.0, s = 0.61, beta = 81.7 }"),
    key("segment.orders.pareto_nbd.r", "How alike clients order: below 1 a few order most.", "0.5"),
    key("segment.orders.pareto_nbd.alpha", "Days: a client who joins orders `r / alpha` times a day on average.", "74.0"),
    key("segment.orders.pareto_nbd.s", "How alike clients are in how fast they leave. At 1 and below the mean life is infinite.", "0.6"),
    key("segment.orders.pareto_nbd.beta", "Days: clients leave at a rate of `s / beta` a day on average.", "81.7"),

    key("segment.order_value", "What an order is worth in the currency; on a subscription, the monthly payment. A quantity is the same for all orders; `gamma`, `lognormal` and `empirical` vary from order to order.", "{ gamma = { mean = \"1700 to 1900\", shape = 1.5 } }"),
    key("segment.order_value.fixed", "The same for all orders, however uncertain it is.", "\"500 to 600\""),
    key("segment.order_value.gamma", "Varies from order to order by a gamma law.", "{ mean = \"1700 to 1900\", shape = 1.5 }"),
    key("segment.order_value.gamma.mean", "The average order, in the currency.", "\"1700 to 1900\""),
    key("segment.order_value.gamma.shape", "How alike orders are: their coefficient of variation is `1 / sqrt(shape)`.", "1.5"),
    key("segment.order_value.lognormal", "Varies from order to order by a lognormal law, with a few very large ones.", "{ mean = \"2300 to 2700\", cv = 0.7 }"),
    key("segment.order_value.lognormal.mean", "The average order, in the currency.", "\"2300 to 2700\""),
    key("segment.order_value.lognormal.cv", "The standard deviation of orders, as a multiple of their mean.", "0.7"),
    key("segment.order_value.gamma_gamma", "Each client has a level of its own: orders are gamma of shape `p` and the client's rate, rates gamma of shape `q` and rate `v`; where clients leave by the law of their orders.", "{ p = 6.25, q = 3.74, v = 15.4 }"),
    key("segment.order_value.gamma_gamma.p", "How alike a client's own orders are.", "6.25"),
    key("segment.order_value.gamma_gamma.q", "How alike clients are: at 2 and below a few are worth so much that means are unsure, at 1 and below there is none.", "3.74"),
    key("segment.order_value.gamma_gamma.v", "In the currency: a mean order is worth `p v / (q - 1)`.", "15.4"),
    key("segment.order_value.empirical", "One of values that were seen: a list, or a column of a CSV file.", "{ data = \"orders.csv\", column = \"amount\" }"),
    key("segment.order_value.empirical.values", "Values of orders, in the currency.", "[500, 1200, 3000]"),
    key("segment.order_value.empirical.weights", "How often each occurs beside the others; as many as there are values. Equal if left out.", "[5, 3, 1]"),
    key("segment.order_value.empirical.data", "A CSV file, its path counted from the scenario's folder.", "\"orders.csv\""),
    key("segment.order_value.empirical.column", "The heading of the column.", "\"amount\""),
    key("segment.seasonality", "Factors of the order rate by calendar month, January first, of mean 1; not on a subscription. All 1 if left out.", "[0.8, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8, 0.9, 1.0, 1.1, 1.3, 1.4]"),

    key("lever", "An action in a window of months: what it changes and what it costs. Write `[[lever]]` once for each.", "[{ name = \"Loyalty programme\", churn = \"0.85 to 0.95\", cost_per_client = 15 }]"),
    key("lever.name", "The lever's name in reports, unique.", "\"Loyalty programme\""),
    key("lever.segments", "The names of the segments it acts on. All if left out.", "[\"Paid search\"]"),
    key("lever.from", "The first month in which it acts. The start if left out.", "\"2027-03\""),
    key("lever.to", "The last month in which it acts. Without it, it acts for good, beyond the horizon too.", "\"2027-12\""),
    key("lever.churn", "Multiplies churn at every age; churn is never more than 1.", "\"0.85 to 0.95\""),
    key("lever.order_rate", "Multiplies orders a month; not on a subscription.", "\"1.02 to 1.1\""),
    key("lever.order_value", "Multiplies what an order, or a payment, is worth.", "\"1.05 to 1.15\""),
    key("lever.margin", "Multiplies margin, which is never more than 1: a discount, or dearer goods.", "0.97"),
    key("lever.win_back", "Of the clients lost since the start, the share who come back in a month: as if they joined anew, but not counted as new.", "\"1% to 3%\""),
    key("lever.annual_contract", "Of those who join, the share who are bound for a year: they cannot leave before its anniversary month.", "\"20% to 30%\""),
    key("lever.setup_cost", "What it costs once, in its first month; in the first month's prices, as all costs.", "\"300K\""),
    key("lever.fixed_cost", "What it costs a month while it acts.", "\"40K to 60K\""),
    key("lever.cost_per_client", "What it costs a month for each active client of its segments while it acts.", "15"),

    key("correlation", "Two quantities that move together. Write `[[correlation]]` once for each pair.", "[{ between = [\"Search.cac\", \"Social.cac\"], spearman = 0.6 }]"),
    key("correlation.between", "The paths of two uncertain quantities, a segment standing under its name.", "[\"Search.cac\", \"Search.order_value.gamma.mean\"]"),
    key("correlation.spearman", "Their rank correlation: 1 together, 0 apart, -1 against each other.", "0.6"),

    key("quantity.p5", "The 5th percentile: one case in twenty lies below. With `p95` it makes a 90 % interval.", "0.04"),
    key("quantity.p95", "The 95th percentile: one case in twenty lies above.", "0.06"),
    key("quantity.p10", "The 10th percentile: one case in ten lies below. Stands with `p50` and `p90`.", "850"),
    key("quantity.p50", "The median: as likely more as less.", "1000"),
    key("quantity.p90", "The 90th percentile: one case in ten lies above.", "1400"),
    key("quantity.min", "The lowest value that is possible.", "0.2"),
    key("quantity.mode", "The likeliest value. With `min` and `max` alone it makes a PERT.", "0.25"),
    key("quantity.max", "The highest value that is possible.", "0.28"),
    key("quantity.mean", "The mean. Stands with `sd` or `cv`.", "520"),
    key("quantity.sd", "The standard deviation, in the mean's unit.", "80"),
    key("quantity.cv", "The standard deviation as a multiple of the mean.", "0.15"),
    key("quantity.triangular", "A triangular law: `[min, mode, max]`.", "[0.1, 0.25, 0.3]"),
    key("quantity.uniform", "A uniform law: `[low, high]`.", "[0.1, 0.3]"),
    key("quantity.lognormal", "A lognormal law, by its moments.", "{ mean = 520, cv = 0.15 }"),
    key("quantity.normal", "A normal law, by its moments.", "{ mean = 0.1, sd = 0.02 }"),
    key("quantity.beta", "A beta law, by its moments or its shapes.", "{ alpha = 2, beta = 38 }"),
    key("quantity.beta.alpha", "First shape of the beta law.", "2"),
    key("quantity.beta.beta", "Second shape of the beta law.", "38"),
    key("quantity.gamma", "A gamma law, by its moments, or by shape and scale.", "{ shape = 4, scale = 100 }"),
    key("quantity.gamma.shape", "The gamma law's shape: the mean is `shape * scale`.", "4"),
    key("quantity.gamma.scale", "The gamma law's scale, in the mean's unit.", "100"),
    key("quantity.pert", "A PERT: `[min, mode, max]`.", "[0.1, 0.25, 0.3]"),
    key("quantity.values", "One of these values.", "[0.1, 0.2, 0.3]"),
    key("quantity.weights", "How likely each value is beside the others; as many as there are values. Equal if left out.", "[1, 3, 1]"),
    key("quantity.data", "A CSV file, its path counted from the scenario's folder; one of a column's numbers is drawn.", "\"cac.csv\""),
    key("quantity.draws", "A CSV file of draws of a joint law, its path counted from the scenario's folder: a row is drawn, the same for all quantities that take their draws from as many rows, and each row equally often. 512 rows are a good number.", "\"posterior.csv\""),
    key("quantity.column", "The heading of the column.", "\"cac\""),
    key("quantity.truncate", "Only values from low to high: the law conditioned on the range.", "[0.1, 0.3]"),
];

/// The path that a key's words stand under: what is inside a quantity's tables is mostly the same everywhere.
pub(super) fn own(path: &str) -> &str {
    let stands = |path: &str| WORDS.iter().any(|word| word.path == path);
    if stands(path) || !path.starts_with(QUANTITY) {
        return path;
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    WORDS
        .iter()
        .map(|word| word.path)
        .find(|short| short.strip_prefix("quantity.") == Some(last))
        .unwrap_or(path)
}

/// Sentence, range, default and example; a key that is one of several forms is not called required.
pub(super) fn description(path: &str, key: &Key, is_choice: bool) -> String {
    let own = own(path);
    let words =
        WORDS.iter().find(|word| word.path == own).expect("a test holds that every key has its words");
    let mut text = words.sentence.to_owned();
    if !path.starts_with(QUANTITY) {
        text.push_str(&range(&key.value));
        match key.default {
            Some(Default::Number(number)) => text = format!("{text} Default: {}.", problem::short(number)),
            Some(Default::Numbers(numbers)) => {
                let numbers: Vec<String> = numbers.iter().map(|&number| problem::short(number)).collect();
                text = format!("{text} Default: `[{}]`.", numbers.join(", "));
            }
            Some(Default::Word(word)) => text = format!("{text} Default: `\"{word}\"`."),
            None if key.required && !is_choice => text.push_str(" Required."),
            None => {}
        }
    }
    format!("{text}\n\nExample: `{} = {}`", key.name, words.example)
}

/// What a number may be, where that is not said by its being money.
fn range(value: &Value) -> String {
    let domain = match value {
        Value::Whole { low, high } if *high < u64::MAX => {
            return format!(" A whole number from {low} to {high}.");
        }
        Value::Number(domain) | Value::Quantity { domain, .. } => domain,
        _ => return String::new(),
    };
    if domain.high >= 1e9 {
        return String::new();
    }
    format!(" From {} to {}.", problem::short(domain.low), problem::short(domain.high))
}

/// A number in a few letters that may stand in a name.
pub(super) fn short(number: f64) -> String {
    problem::short(number).replace('-', "minus_")
}
