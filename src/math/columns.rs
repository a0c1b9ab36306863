//! Arithmetic of columns, a number a trial, in vectors.

use super::vectors::in_vectors;

in_vectors! {
    /// Adds a column to another, cell by cell.
    pub fn add(sums: &mut [f64], cells: &[f64]) {
        for (sum, cell) in sums.iter_mut().zip(cells) {
            *sum += cell;
        }
    }
}

in_vectors! {
    /// Takes a column from another, cell by cell.
    pub fn subtract(rests: &mut [f64], cells: &[f64]) {
        for (rest, cell) in rests.iter_mut().zip(cells) {
            *rest -= cell;
        }
    }
}

in_vectors! {
    /// The product of two columns, cell by cell.
    pub fn multiply(left: &[f64], right: &[f64], products: &mut [f64]) {
        for ((product, left), right) in products.iter_mut().zip(left).zip(right) {
            *product = left * right;
        }
    }
}

in_vectors! {
    /// Multiplies a column by another, cell by cell.
    pub fn multiply_by(cells: &mut [f64], factors: &[f64]) {
        for (cell, factor) in cells.iter_mut().zip(factors) {
            *cell *= factor;
        }
    }
}

in_vectors! {
    /// Multiplies a column by a number and adds another: `cells = shift + factor cells`.
    pub fn scale(cells: &mut [f64], factor: f64, shift: f64) {
        for cell in cells {
            *cell = shift + factor * *cell;
        }
    }
}

in_vectors! {
    /// Adds a multiple of a column to another, cell by cell.
    pub fn add_multiple(sums: &mut [f64], factor: f64, cells: &[f64]) {
        for (sum, cell) in sums.iter_mut().zip(cells) {
            *sum += factor * cell;
        }
    }
}

in_vectors! {
    /// Divides a column by another, cell by cell.
    pub fn divide(cells: &mut [f64], divisors: &[f64]) {
        for (cell, divisor) in cells.iter_mut().zip(divisors) {
            *cell /= divisor;
        }
    }
}

in_vectors! {
    /// Adds the products of two columns to another, cell by cell.
    pub fn add_product(sums: &mut [f64], left: &[f64], right: &[f64]) {
        for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
            *sum += left * right;
        }
    }
}

in_vectors! {
    /// Takes the products of two columns from another, cell by cell.
    pub fn subtract_product(rests: &mut [f64], left: &[f64], right: &[f64]) {
        for ((rest, left), right) in rests.iter_mut().zip(left).zip(right) {
            *rest -= left * right;
        }
    }
}

in_vectors! {
    /// Takes from shares what leaves them at these rates, cell by cell: `cells *= 1 - rates`.
    pub fn survive(cells: &mut [f64], rates: &[f64]) {
        for (cell, rate) in cells.iter_mut().zip(rates) {
            *cell *= 1.0 - rate;
        }
    }
}

/// Values that are compared side by side.
const LANES: usize = 8;

in_vectors! {
    /// The lowest and the highest cell, NaN left out; infinity and its opposite where there is none. Plain comparisons:
    /// `f64::min` would also look for NaN.
    pub fn range(column: &[f64]) -> (f64, f64) {
        let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        for chunk in column.chunks(LANES) {
            for ((low, high), &x) in low.iter_mut().zip(&mut high).zip(chunk) {
                *low = if x < *low { x } else { *low };
                *high = if x > *high { x } else { *high };
            }
        }
        let least = low.iter().fold(f64::INFINITY, |least, &x| if x < least { x } else { least });
        let most = high.iter().fold(f64::NEG_INFINITY, |most, &x| if x > most { x } else { most });
        (least, most)
    }
}

in_vectors! {
    /// Whether every cell is a whole number.
    pub fn are_whole(cells: &[f64]) -> bool {
        let mut broken = 0;
        for cell in cells {
            broken |= i32::from(cell.floor() != *cell);
        }
        broken == 0
    }
}

in_vectors! {
    /// Whether every cell is 0.
    pub fn are_zero(cells: &[f64]) -> bool {
        let mut others = 0;
        for cell in cells {
            others |= i32::from(*cell != 0.0);
        }
        others == 0
    }
}

in_vectors! {
    /// Adds a column to a running sum, and the running sum to another column: `running += cells; sums += running`.
    pub fn accumulate(running: &mut [f64], cells: &[f64], sums: &mut [f64]) {
        for ((running, cell), sum) in running.iter_mut().zip(cells).zip(sums) {
            *running += cell;
            *sum += *running;
        }
    }
}

in_vectors! {
    /// Adds the products of two columns to the sums of their lanes: trial `i` belongs to lane `i % 32`.
    pub fn add_products_by_lane(left: &[f64], right: &[f64], sums: &mut [f64; 32]) {
        let ((left, left_rest), (right, right_rest)) = (left.as_chunks::<32>(), right.as_chunks::<32>());
        for (left, right) in left.iter().zip(right) {
            for lane in 0..32 {
                sums[lane] += left[lane] * right[lane];
            }
        }
        for (sum, (left, right)) in sums.iter_mut().zip(left_rest.iter().zip(right_rest)) {
            *sum += left * right;
        }
    }
}

in_vectors! {
    /// Adds a column's deviations from a pivot to the sums of their lanes: trial `i` belongs to lane `i % 32`.
    pub fn add_deviations_by_lane(column: &[f64], pivot: f64, sums: &mut [f64; 32]) {
        let (rounds, rest) = column.as_chunks::<32>();
        // Sums of their own, which stay in registers.
        let mut lanes = *sums;
        for round in rounds {
            for lane in 0..32 {
                lanes[lane] += round[lane] - pivot;
            }
        }
        *sums = lanes;
        for (sum, value) in sums.iter_mut().zip(rest) {
            *sum += value - pivot;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 37 cells: whole vectors and a rest, whatever the width.
    #[test]
    fn columns_are_worked_cell_by_cell() {
        let column = |factor: f64| -> Vec<f64> { (0..37).map(|i| factor * f64::from(i)).collect() };
        let mut sums = column(1.0);
        add(&mut sums, &column(2.0));
        assert_eq!(sums, column(3.0));
        subtract(&mut sums, &column(5.0));
        assert_eq!(sums, column(-2.0));
        multiply(&column(2.0), &[3.0; 37], &mut sums);
        assert_eq!(sums, column(6.0));
        scale(&mut sums, 2.0, -1.0);
        add_multiple(&mut sums, 0.5, &[2.0; 37]);
        assert_eq!(sums, column(12.0));
        multiply_by(&mut sums, &[0.5; 37]);
        assert_eq!(sums, column(6.0));
        let mut running = column(1.0);
        accumulate(&mut running, &column(1.0), &mut sums);
        assert_eq!((running, &sums), (column(2.0), &column(8.0)));
        divide(&mut sums, &[4.0; 37]);
        assert_eq!(sums, column(2.0));
        add_product(&mut sums, &column(3.0), &[2.0; 37]);
        assert_eq!(sums, column(8.0));
        subtract_product(&mut sums, &column(3.0), &[3.0; 37]);
        assert_eq!(sums, column(-1.0));
        survive(&mut sums, &[3.0; 37]);
        assert_eq!(sums, column(2.0));
        // What is not whole, or not zero, may stand among the rest.
        for broken in [0, 36] {
            sums[broken] += 0.5;
            assert!(are_whole(&column(1.0)) && !are_whole(&sums));
            sums[broken] -= 0.5;
            let mut zeros = [0.0; 37];
            assert!(are_zero(&zeros));
            zeros[broken] = -1.0;
            assert!(!are_zero(&zeros));
        }
        let mut lanes = [1.0; 32];
        add_products_by_lane(&column(1.0), &[2.0; 37], &mut lanes);
        // Lane 4 has trials 4 and 36.
        assert_eq!((lanes[4], lanes[5], lanes[31]), (1.0 + 8.0 + 72.0, 11.0, 63.0));
    }
}
