//! Rank 7: the use cases: load, work, report; shared by the faces.
//!
//! [`simulate`], [`plan`] and [`check`] are the three. `input` opens the scenario and the files it names, `memory` asks
//! the machine what fits, `work` calls the engine on its threads, `folder` puts a result in its place, whole or not at
//! all.

mod check;
mod folder;
mod input;
mod memory;
mod plan;
mod simulate;
mod work;

pub use check::check;
pub use input::Request;
pub use plan::{Planned, plan};
pub use simulate::{Simulated, simulate};
