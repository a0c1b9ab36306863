//! What keeps a log from being read at all, as data; the sentences are the report's.

use super::day::Day;

/// Why an export cannot be read.
#[derive(Debug)]
pub enum Fault {
    /// The system cannot give the bytes.
    Unreadable {
        /// The system's reason.
        message: String,
    },
    /// There is not a byte in it.
    Empty,
    /// Its bytes are those of no text, and of no other format that is read.
    NoText,
    /// There is a line of headings and nothing below.
    NoRows,
    /// Its first line holds values and no heading.
    NoHeadings {
        /// The cells of that line.
        found: Vec<String>,
    },
    /// Something was said of the way it is written that its format does not have.
    NoUse {
        /// What.
        part: Part,
        /// `text`, `ZIP`, `Parquet`.
        format: &'static str,
    },
    /// A line is longer than any table's.
    LineTooLong {
        /// Which.
        line: u64,
        /// How long a line may be, in bytes.
        most_bytes: u64,
    },
    /// There are more columns than any table has.
    TooManyColumns {
        /// How many there may be.
        most: u64,
    },
    /// A character was named that cannot stand between cells: a quote, the end of a line, or none of ASCII.
    BadDelimiter {
        /// That byte.
        byte: u8,
    },
    /// A quote is opened and never closed, or not within the longest line that may be.
    OpenQuote {
        /// The line it is opened in.
        line: u64,
    },
    /// Bytes are not in the encoding of those before.
    MixedEncodings {
        /// The line of the first such bytes.
        line: u64,
        /// What the text was taken for.
        taken_for: &'static str,
        /// What the line looks like, if that can be told.
        looks_like: Option<&'static str>,
    },
    /// Compressed bytes end or break in the middle.
    BrokenCompression {
        /// `gzip`, `zstd`.
        format: &'static str,
        /// What the decoder says.
        message: String,
    },
    /// Compressed bytes become too many.
    Bomb {
        /// `gzip`, `zstd`, `XLSX`.
        format: &'static str,
        /// How many times larger than the file they are at least.
        times: u64,
    },
    /// A workbook or a Parquet file is broken, or of a kind that is not read.
    BadFormat {
        /// `XLSX`, `Parquet`, `ZIP`, `XLS`.
        format: &'static str,
        /// What the reader says.
        message: String,
    },
    /// There is no sheet of that name.
    NoSheet {
        /// The name.
        name: String,
        /// Those that there are.
        sheets: Vec<String>,
    },
    /// No column for what is needed.
    NoColumn {
        /// For what.
        role: Role,
        /// The headings.
        headings: Vec<String>,
    },
    /// A column was named that is not there.
    UnknownColumn {
        /// For what.
        role: Role,
        /// Its name.
        name: String,
        /// The headings.
        headings: Vec<String>,
    },
    /// Several columns could be meant.
    SeveralColumns {
        /// For what.
        role: Role,
        /// Their headings.
        names: Vec<String>,
    },
    /// Days and months cannot be told apart.
    AmbiguousDates {
        /// A date, as it is written.
        example: String,
        /// Where it stands.
        line: u64,
        /// Where dates with the day first and dates with the month first stand, if there are both.
        both: Option<[u64; 2]>,
    },
    /// Thousands and decimals cannot be told apart.
    AmbiguousAmounts {
        /// An amount, as it is written.
        example: String,
        /// Where it stands.
        line: u64,
        /// Where amounts with a decimal point and with a decimal comma stand, if there are both.
        both: Option<[u64; 2]>,
    },
    /// Amounts are in more than one currency.
    SeveralCurrencies {
        /// Those that were found, and where each stands first.
        found: Vec<(String, u64)>,
    },
    /// More rows are rejected than are allowed.
    TooManyRejected {
        /// What became of the rows.
        account: super::account::Account,
        /// The share that may be.
        most: f64,
    },
    /// The amounts of one client and day are larger than can be counted.
    SumTooLarge {
        /// The client.
        client: String,
        /// The day.
        day: Day,
    },
    /// There is no room for the rows that are put aside.
    Spill {
        /// The system's reason.
        message: String,
    },
    /// What was found out of its ways of writing does not hold further on; it is read anew, and nobody sees this.
    Unsettled,
    /// Someone stopped the work.
    Stopped,
}

/// What can be said of the way a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What stands between cells.
    Delimiter,
    /// How a text is encoded.
    Encoding,
    /// The sheet of a workbook.
    Sheet,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who.
    Client,
    /// When.
    Date,
    /// For how much.
    Amount,
    /// The segment or channel.
    Segment,
    /// The order's number.
    Order,
    /// What the goods cost.
    Cost,
    /// What amounts are in.
    Currency,
    /// From when a subscription runs.
    Start,
    /// Until when it runs.
    End,
    /// The month of spending.
    Month,
    /// The channel of spending.
    Channel,
    /// What was spent.
    Spend,
    /// Clients that were won.
    NewClients,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Client,
        Self::Date,
        Self::Amount,
        Self::Segment,
        Self::Order,
        Self::Cost,
        Self::Currency,
        Self::Start,
        Self::End,
        Self::Month,
        Self::Channel,
        Self::Spend,
        Self::NewClients,
    ];
}
