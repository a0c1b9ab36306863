//! Which of several scenarios is better, by how much, how often, and because of what.

mod differences;
mod result;

pub use differences::{Difference, differences};
pub use result::{
    Choice, Compared, Comparison, DominanceOrder, Dominates, Hundredths, Pair, Part, PartCause, Sampling,
    Waterfall,
};
