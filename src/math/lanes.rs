//! A few numbers side by side, one a trial.
//!
//! What is written as a loop over the lanes of arrays this long, with a plain formula inside, the compiler turns into
//! vectors of whatever the processor has; every lane is computed as a scalar would be, so the bits do not depend on it.

/// Numbers side by side: enough that the loop is not unrolled before it is turned into vectors.
pub const LANES: usize = 16;

/// [`LANES`] numbers.
pub type Lanes = [f64; LANES];

/// The numbers of a column that is not empty, from a place on; past its end the last one is repeated.
#[inline(always)]
pub fn load(column: &[f64], from: usize) -> Lanes {
    if let Some(whole) = column[from..].first_chunk::<LANES>() {
        return *whole;
    }
    std::array::from_fn(|lane| column[(from + lane).min(column.len() - 1)])
}

/// Writes numbers to a column from a place on, as far as it reaches.
#[inline]
pub fn store(numbers: &Lanes, column: &mut [f64], from: usize) {
    for (cell, number) in column[from..].iter_mut().zip(numbers) {
        *cell = *number;
    }
}

/// The sum of numbers, by halves: in vectors, and the same in any.
#[inline(always)]
pub fn total(numbers: &Lanes) -> f64 {
    let mut sums = *numbers;
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_of_all_lanes() {
        assert_eq!(total(&std::array::from_fn(|lane| libm::exp2(lane as f64))), 65_535.0);
    }

    #[test]
    fn what_does_not_fill_the_lanes_repeats_its_last_and_is_stored_short() {
        let column: Vec<f64> = (0..20).map(f64::from).collect();
        let (whole, part) = (load(&column, 0), load(&column, 16));
        assert_eq!((whole[0], whole[15]), (0.0, 15.0));
        assert_eq!(part[..5], [16.0, 17.0, 18.0, 19.0, 19.0]);
        let mut out = vec![0.0; 20];
        store(&whole, &mut out, 0);
        store(&part, &mut out, 16);
        assert_eq!(out, column);
    }
}
