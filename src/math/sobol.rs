//! Sobol points under Owen's scrambling.

/// Direction numbers of as many dimensions as a run needs.
#[derive(Debug)]
pub struct Sobol {}

impl Sobol {
    /// The first `dimensions` dimensions (at most [`Sobol::MOST_DIMENSIONS`]).
    pub fn new(dimensions: usize) -> Self {
        let _ = dimensions;
        todo!()
    }

    /// How many dimensions there are direction numbers for.
    pub const MOST_DIMENSIONS: usize = 1000;

    /// Coordinate `dimension` of point `index` under the Owen scramble that `key` names, in (0, 1).
    pub fn scrambled(&self, index: u32, dimension: usize, key: u64) -> f64 {
        let _ = (index, dimension, key);
        todo!()
    }
}
