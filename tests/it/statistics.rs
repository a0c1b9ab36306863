//! Two-sample tests for columns of independent trials: mean, spread, correlation, distribution.
//!
//! Standard errors come from influence functions, so they hold for skewed laws too: of the mean `x - m`, of the log
//! standard deviation `(d^2 / s^2 - 1) / 2`, of a correlation `a b - rho (a^2 + b^2) / 2` with `a`, `b` standardised.

/// An estimate and its standard error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Estimated {
    pub(crate) value: f64,
    pub(crate) se: f64,
}

impl Estimated {
    fn with_influence(value: f64, influence: impl Iterator<Item = f64>) -> Self {
        let (mut n, mut squares) = (0.0, 0.0);
        for x in influence {
            n += 1.0;
            squares += x * x;
        }
        Self { value, se: squares.sqrt() / n }
    }

    /// Standardised difference of two independent estimates; 0 where neither varies and they agree.
    pub(crate) fn z(self, other: Self) -> f64 {
        let (difference, se) = (self.value - other.value, self.se.hypot(other.se));
        let scale = self.value.abs().max(other.value.abs());
        if difference.abs() <= 1e-9 * scale { 0.0 } else { difference / se }
    }
}

fn mean_of(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn sd_of(x: &[f64]) -> f64 {
    let mean = mean_of(x);
    (x.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / x.len() as f64).sqrt()
}

pub(crate) fn mean(x: &[f64]) -> Estimated {
    let mean = mean_of(x);
    Estimated::with_influence(mean, x.iter().map(|v| v - mean))
}

/// None where the column does not vary.
pub(crate) fn log_sd(x: &[f64]) -> Option<Estimated> {
    let (mean, sd) = (mean_of(x), sd_of(x));
    (sd > 1e-9 * mean.abs()).then(|| {
        let influence = x.iter().map(|v| (((v - mean) / sd) * ((v - mean) / sd) - 1.0) / 2.0);
        Estimated::with_influence(libm::log(sd), influence)
    })
}

/// None where one of the columns does not vary.
pub(crate) fn correlation(x: &[f64], y: &[f64]) -> Option<Estimated> {
    let (mx, my, sx, sy) = (mean_of(x), mean_of(y), sd_of(x), sd_of(y));
    if sx <= 1e-9 * mx.abs() || sy <= 1e-9 * my.abs() {
        return None;
    }
    let pairs = || x.iter().zip(y).map(|(x, y)| ((x - mx) / sx, (y - my) / sy));
    let rho = pairs().map(|(a, b)| a * b).sum::<f64>() / x.len() as f64;
    Some(Estimated::with_influence(rho, pairs().map(|(a, b)| a * b - rho * (a * a + b * b) / 2.0)))
}

/// Two-sample Kolmogorov-Smirnov: the largest distance of the distribution functions, in units of
/// `sqrt(1/n + 1/m)`. Beyond `x` with probability about `2 exp(-2 x^2)` (smaller for discrete laws).
pub(crate) fn kolmogorov_smirnov(x: &[f64], y: &[f64]) -> f64 {
    let sorted = |column: &[f64]| {
        let mut column = column.to_vec();
        column.sort_unstable_by(f64::total_cmp);
        column
    };
    let (x, y) = (sorted(x), sorted(y));
    let (mut i, mut j, mut largest) = (0, 0, 0.0f64);
    while i < x.len() && j < y.len() {
        // Values that differ by rounding alone are one step of both.
        let at = x[i].min(y[j]) + 1e-9 * x[i].abs().min(y[j].abs());
        while i < x.len() && x[i] <= at {
            i += 1;
        }
        while j < y.len() && y[j] <= at {
            j += 1;
        }
        largest = largest.max((i as f64 / x.len() as f64 - j as f64 / y.len() as f64).abs());
    }
    largest / (1.0 / x.len() as f64 + 1.0 / y.len() as f64).sqrt()
}
