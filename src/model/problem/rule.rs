//! The rules that an input may break, each with the figures of its case.

use crate::model::quantity::Kind;
use serde::Serialize;

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A text in quotes.
    Text,
    /// A number, or a text with a unit such as `"5%"`.
    Number,
    /// A whole number.
    WholeNumber,
    /// A list.
    List,
    /// A list of tables, `[[segment]]`.
    Tables,
    /// A table.
    Table,
    /// A quantity: a number, an interval or one of the tables.
    Quantity,
    /// A law of churn: a quantity or one of the tables.
    Churn,
    /// A law of orders.
    Orders,
    /// A law of order values.
    OrderValue,
    /// One of the three forms of tax.
    Tax,
}

/// The rule that an input breaks, with the figures of the case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Rule {
    /// The file cannot be read.
    Unreadable {
        /// The system's reason.
        message: String,
    },
    /// The file is not UTF-8.
    NotUtf8 {
        /// Bytes before the first that is not.
        valid_up_to: usize,
    },
    /// The file has nothing in it but comments.
    Empty,
    /// The file is too long for a scenario.
    TooLong {
        /// Its bytes.
        bytes: usize,
        /// The most there may be.
        most: usize,
    },
    /// The run would not fit into memory.
    TooMuchMemory {
        /// Estimate of what it needs.
        bytes_needed: u64,
        /// What there is.
        bytes_available: u64,
    },
    /// The text is not TOML.
    Syntax {
        /// The parser's words.
        message: String,
    },
    /// A key or table stands twice.
    DuplicateKey,
    /// There is no such key.
    UnknownKey,
    /// A required key is missing.
    MissingKey {
        /// The key.
        key: String,
    },
    /// The value is of another type.
    WrongType {
        /// What it has to be.
        expected: Shape,
        /// What it is, in TOML's words.
        found: &'static str,
    },
    /// A text that has to be a number (or an interval) is none.
    NotANumber,
    /// NaN or infinite.
    NotFinite,
    /// A number outside its range, ends included.
    OutOfRange {
        /// What the number is.
        kind: Kind,
        /// Smallest allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
    },
    /// A whole number outside its range, ends included.
    CountOutOfRange {
        /// Smallest allowed.
        low: u64,
        /// Largest allowed.
        high: u64,
    },
    /// A list of the wrong length.
    ListLength {
        /// What it has to be.
        expected: usize,
        /// What it is.
        found: usize,
    },
    /// A list without entries.
    EmptyList,
    /// Too many of something.
    TooMany {
        /// How many there are.
        found: usize,
        /// The most there may be.
        most: usize,
    },
    /// Warning: more uncertain numbers than Sobol points have dimensions.
    TooManyDimensions {
        /// Uncertain quantities, and the months of a market path.
        found: usize,
        /// The dimensions there are.
        most: usize,
    },
    /// The text is none of the words that may stand here.
    NotAChoice,
    /// Not a month such as 2027-01, of the years 1900 to 2200.
    NotAMonth,
    /// A name that is empty, too long or holds control characters.
    BadName {
        /// The most characters.
        most: usize,
    },
    /// The name of a part of the file that is no segment.
    ReservedName,
    /// Two segments of one name.
    DuplicateName {
        /// Line of the first.
        first_line: usize,
        /// The file of the first, where it is another one.
        #[serde(skip_serializing_if = "Option::is_none")]
        first_file: Option<String>,
    },
    /// The file that is extended cannot be read.
    BaseUnreadable {
        /// The reason.
        message: String,
    },
    /// Files that extend each other in a circle.
    ExtendsCircle {
        /// From the user's file to the one that was there before, each extending the next.
        chain: Vec<String>,
    },
    /// Too many files extend one another.
    ExtendsTooMany {
        /// The most there may be, the user's among them.
        most: usize,
    },
    /// A segment with too few keys to be a new one, whose name no segment of the extended file has.
    NoSegmentToChange {
        /// The extended file.
        base: String,
    },
    /// Two levers of one name.
    DuplicateLever {
        /// Line of the first.
        first_line: usize,
        /// The file of the first, where it is another one.
        #[serde(skip_serializing_if = "Option::is_none")]
        first_file: Option<String>,
    },
    /// No segment has this name.
    UnknownSegment,
    /// A name that stands in its list already.
    NamedTwice,
    /// A month that is none of the budget horizon.
    OutsideHorizon {
        /// The horizon's first month.
        first: String,
        /// Its last month.
        last: String,
    },
    /// A window that ends before it begins.
    WindowReversed,
    /// A lever on orders a month of a subscription, which is paid once a month.
    OrderRateOfSubscription,
    /// No table of this form, or keys of several forms.
    UnknownForm {
        /// What was to be described.
        expected: Shape,
    },
    /// The low end is not below the high end.
    Reversed,
    /// One end of an interval has a percent sign and the other none.
    PercentOnOneEnd,
    /// An end of an interval on the edge of what the field allows.
    EdgeOfDomain {
        /// What the number is.
        kind: Kind,
    },
    /// Three percentiles that no three-term metalog meets.
    InfeasiblePercentiles {
        /// `(p50 - p10) / (p90 - p10)` on the field's own scale.
        ratio: f64,
        /// It has to be above.
        low: f64,
        /// It has to be below.
        high: f64,
    },
    /// A metalog on the log scale without variance.
    HeavyTail {
        /// `a2 + a3/2`, which has to be below 0.5.
        coefficient: f64,
    },
    /// A mean and standard deviation that the family cannot have.
    InfeasibleMoments {
        /// The standard deviation has to be below.
        sd_limit: f64,
    },
    /// The law's draws would leave what the field allows too often.
    LeavesDomain {
        /// What the number is.
        kind: Kind,
        /// The family.
        family: &'static str,
        /// How often.
        probability: f64,
        /// Smallest allowed.
        low: f64,
        /// Largest allowed.
        high: f64,
    },
    /// `truncate` keeps almost nothing of the law.
    EmptyTruncation {
        /// The share it keeps.
        kept: f64,
    },
    /// `truncate` beside a number that is not uncertain.
    TruncatedNumber,
    /// `truncate` beside draws, whose rows go together.
    TruncatedDraws,
    /// Fewer draws than the groups that standard errors come from.
    TooFewDraws {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        least: usize,
    },
    /// Warning: the last draws make no whole group.
    DrawsLeftOut {
        /// How many there are.
        found: usize,
        /// How many are used.
        used: usize,
    },
    /// Weights that do not add up to more than 0.
    NoWeight,
    /// Seasonal factors whose mean is not one.
    SeasonalityMean {
        /// Their mean.
        mean: f64,
    },
    /// Seasonality of a subscription, which is paid every month.
    SeasonalityOnSubscription,
    /// The data file cannot be read.
    DataUnreadable {
        /// The reason.
        message: String,
    },
    /// The data file has no such column.
    DataColumn {
        /// The column asked for.
        column: String,
    },
    /// The data file has no rows.
    DataEmpty,
    /// A cell of the data file is no number that the field allows.
    DataCell {
        /// The row, the heading's is 1.
        row: usize,
        /// The cell.
        cell: String,
    },
    /// A law of churn beside orders whose law says who leaves.
    ChurnBesideOrders,
    /// Churn left to a law of orders that says nothing of it.
    ChurnNotInOrders,
    /// What only the laws of buying know: values of each client's own, histories of single clients.
    OnlyOfBuying,
    /// An opening book by tenure where the law of orders asks for each client's history.
    OpeningWithoutHistory,
    /// A row of the data file that no client's history can be.
    ImpossibleHistory {
        /// The row, the heading's is 1.
        row: usize,
    },
    /// A lever of contracts or of win-back on clients who leave by the law of their orders.
    LeverNotOnBuying,
    /// A correlation of a quantity that does not exist.
    UnknownQuantity,
    /// A correlation of a plain number.
    PlainNumberCorrelated,
    /// A correlation of draws, whose rows say what goes with what.
    DrawsCorrelated,
    /// Draws where no scenario says which quantities go together.
    DrawsOutsideScenario,
    /// A correlation of a quantity with itself.
    CorrelatedWithItself,
    /// A pair whose correlation was stated before.
    CorrelatedTwice {
        /// Line of the first statement.
        first_line: usize,
        /// The file of the first statement, where it is another one.
        #[serde(skip_serializing_if = "Option::is_none")]
        first_file: Option<String>,
    },
    /// Correlations that no joint law has.
    ImpossibleCorrelations {
        /// The quantities at odds: those in the most negative eigenvector.
        members: Vec<String>,
        /// The smallest eigenvalue of the copula's matrix.
        smallest_eigenvalue: f64,
    },
    /// More problems than are worth listing.
    TooManyProblems {
        /// How many more.
        more: usize,
    },
    /// Warning: the market shock multiplies nothing that varies.
    MarketTouchesNothing,
    /// Warning: a lever without effect and without cost.
    LeverDoesNothing,
    /// Warning: there are never any clients.
    NoClients,
    /// Warning: a growth or rate of 100 % and more, written without a percent sign.
    LooksLikePercent {
        /// The number.
        value: f64,
    },
    /// Warning: a segment without new clients cannot be scaled by the plan, which has a target to reach.
    NothingToScale,
}
