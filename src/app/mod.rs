//! Rank 7: the use cases: load, work, report; shared by the faces.
//!
//! [`simulate`], [`plan`], [`levers`] and [`check`] work on a scenario, [`compare`] on several, [`calculate`] and
//! [`direct_plan`] on a few figures, [`init`] begins a scenario file, [`metrics`] looks at an
//! order log, [`fit`] fits models to it (`fitted_scenario` writes what they say as a scenario), [`score`] scores its clients by them, and [`sample`] makes one. `input` opens the scenario and the files it names,
//! `memory` asks the machine what fits, `until` ends a run that asks for a precision, `work` calls the engine on its
//! threads, `log_request` says which log and how it is to be read, `log_files` opens it, `aside` keeps its rows, `clock` knows the day, `drawing` draws the charts, `new_file`
//! puts a file and `folder` puts a result in its place, whole or not at all.

mod aside;
mod calculate;
mod check;
mod clock;
mod compare;
mod direct;
mod drawing;
mod fit;
mod fitted_drafts;
mod fitted_scenario;
mod folder;
mod init;
mod input;
mod levers;
mod log_files;
mod log_request;
mod memory;
mod metrics;
mod new_file;
mod plan;
mod sample;
mod score;
mod shipped;
mod simulate;
mod until;
mod work;

pub use calculate::{Calculated, LtvRequest, calculate};
pub use check::check;
pub use compare::{ComparedFiles, compare};
pub use direct::{DirectPlanned, DirectRequest, direct_plan};
pub use fit::{FitRequest, Fitted, fit};
pub use fitted_scenario::{ScenarioRequest, WrittenScenario};
pub use init::{Answers, init, init_from};
pub use input::Request;
pub use levers::{RankedLevers, levers};
pub use log_request::LogRequest;
pub use metrics::{Measured, MetricsRequest, metrics};
pub use new_file::place_for;
pub use plan::{Planned, plan};
pub use sample::{SampleRequest, Sampled, sample};
pub use score::{ScoreRequest, ScoredLog, score};
pub use shipped::shipped_names;
pub use simulate::{Places, Simulated, simulate};
pub use until::{Asked, PrecisionRequest};
