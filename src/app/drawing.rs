//! Charts into a result's folder, each as an SVG and as a PNG.

use super::folder::Staging;
use crate::model::watch::Watch;
use crate::report::charts::{self, Chart, Theme};
use crate::report::failure::Failure;
use rayon::ThreadPool;
use rayon::prelude::*;

/// Draws all of them, several at a time.
///
/// # Errors
/// A place that cannot be written, or the watcher's wish to stop.
pub(super) fn draw(
    pool: &ThreadPool,
    drawn: &[Chart],
    staging: &Staging,
    watch: &dyn Watch,
) -> Result<(), Failure> {
    pool.install(|| drawn.par_iter().try_for_each(|chart| draw_one(chart, staging, watch)))
}

fn draw_one(chart: &Chart, staging: &Staging, watch: &dyn Watch) -> Result<(), Failure> {
    if watch.stopped() {
        return Err(Failure::Stopped);
    }
    debug_assert!(
        charts::is_name(&chart.name),
        "a folder with {} would be taken for someone else's",
        chart.name
    );
    let theme = Theme::default();
    staging.write(&format!("charts/{}.svg", chart.name), chart.svg(&theme)?.text.as_bytes())?;
    staging.write(&format!("charts/{}.png", chart.name), &chart.png(&theme)?)
}
