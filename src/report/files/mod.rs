//! The bytes of the files of a result.

mod base;
mod calculator;
mod check;
mod compare;
mod csv;
mod fit;
mod levers;
mod ltv;
mod metrics;
mod metrics_tables;
mod monthly;
pub mod order_log;
mod run;
mod scores;
mod summary;
mod trials;

pub use base::{base_clients_csv, draws_csv};
pub use calculator::{CalculationReport, DirectPlanReport};
pub use check::CheckReport;
pub use compare::{differences_csv, waterfall_csv};
pub use fit::FitReport;
pub use levers::levers_csv;
pub use ltv::ltv_csv;
pub use metrics::MetricsReport;
pub use metrics_tables::{cohorts_csv, months_csv, segments_csv};
pub use monthly::monthly_csv;
pub use run::{ComparisonStats, RunPrecision, RunStats};
pub use scores::{ScoredClient, ScoresHead, ScoresParquet, scores_csv, scores_csv_head, scores_json};
pub use summary::{Report, json};
pub use trials::{TrialsFile, TrialsStamp};
