//! What would be right.

use serde::Serialize;

/// What would be right.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "remedy")]
pub enum Remedy {
    /// The nearest thing that exists.
    Nearest {
        /// Its name.
        name: String,
    },
    /// These keys too.
    Complete {
        /// The keys that are missing.
        keys: Vec<String>,
    },
    /// One of these words or keys.
    OneOf {
        /// The words.
        options: Vec<String>,
    },
    /// Write this instead (or, with a missing key, this line).
    Write {
        /// The text.
        text: String,
    },
    /// A PERT, which may start or end on the edge.
    Pert {
        /// Lowest value.
        min: f64,
        /// Likeliest value.
        mode: f64,
        /// Highest value.
        max: f64,
    },
    /// A PERT, or a `truncate` beside the percentiles.
    PertOrTruncate {
        /// Lowest value.
        min: f64,
        /// Likeliest value.
        mode: f64,
        /// Highest value.
        max: f64,
    },
    /// A `truncate` beside the law, or `{ mean, sd }` alone, which takes a family that stays inside.
    TruncateOrMoments {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// A number in this range.
    Between {
        /// Low end.
        low: f64,
        /// High end.
        high: f64,
    },
    /// One of these coefficients alone, moved into its interval.
    Correlations {
        /// The coefficients that would mend it.
        mends: Vec<Mend>,
    },
    /// A Latin hypercube, which has as many dimensions as a run needs.
    LatinPoints,
    /// So many trials would fit.
    FewerTrials {
        /// Trials.
        trials: usize,
    },
}

/// One correlation that would mend an impossible set, and the interval it may take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mend {
    /// The pair of quantities.
    pub between: [String; 2],
    /// Whether the file states it (otherwise it is 0).
    pub stated: bool,
    /// Smallest Spearman correlation that is possible beside the others.
    pub low: f64,
    /// Largest.
    pub high: f64,
}
