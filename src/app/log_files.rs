//! Opening a log and the tables beside it.

use super::aside::Piles;
use crate::data::account::Account;
use crate::data::fault::Fault;
use crate::data::history::History;
use crate::data::orders::{self, Understood, Wanted};
use crate::data::source::{Bytes, Source};
use crate::model::watch::Watch;
use crate::report::failure::{self, Failure};
use rayon::ThreadPool;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A file that is there.
#[derive(Debug)]
pub(super) struct LogFile {
    path: PathBuf,
    length: u64,
}

impl LogFile {
    /// The file at that place.
    pub(super) fn at(path: &Path) -> Result<Self, Failure> {
        let unreadable = |message: String| Failure::Log {
            file: path.display().to_string(),
            fault: Box::new(Fault::Unreadable { message }),
        };
        let metadata = path.metadata().map_err(|error| unreadable(error.to_string()))?;
        if metadata.is_dir() {
            return Err(unreadable(failure::A_FOLDER.to_owned()));
        }
        // It is opened more than once, which a pipe does not allow.
        if !metadata.is_file() {
            return Err(unreadable(failure::NO_FILE.to_owned()));
        }
        Ok(Self { path: path.to_owned(), length: metadata.len() })
    }

    /// The file as the user wrote it.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The failure of a fault in it.
    pub(super) fn failed(&self, fault: Fault) -> Failure {
        match fault {
            Fault::Stopped => Failure::Stopped,
            fault => Failure::Log { file: self.name(), fault: Box::new(fault) },
        }
    }
}

impl Source for LogFile {
    fn open(&self) -> io::Result<Box<dyn Bytes>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn length(&self) -> u64 {
        self.length
    }
}

/// Reads a log of orders.
pub(super) fn history(
    file: &LogFile,
    wanted: &Wanted,
    pool: &ThreadPool,
    watch: &dyn Watch,
) -> Result<(History, Understood), Failure> {
    let piles = Piles::default();
    let lanes = pool.current_num_threads();
    pool.install(|| orders::read(file, wanted, &piles, lanes, watch)).map_err(|fault| file.failed(fault))
}

/// The rows of a table, and what became of all that it has.
type Accounted<T> = (Vec<T>, Account);

/// Reads a small table; more rejected rows than may be are a fault of it, as of the log.
pub(super) fn read_beside<T>(
    path: &Path,
    rejected_most: f64,
    read: &dyn Fn(&LogFile) -> Result<Accounted<T>, Fault>,
) -> Result<(Vec<T>, (String, Account)), Failure> {
    let file = LogFile::at(path)?;
    let (rows, account) = read(&file).map_err(|fault| file.failed(fault))?;
    if rows.is_empty() || account.is_too_wrong(rejected_most) {
        return Err(file.failed(Fault::TooManyRejected { account, most: rejected_most }));
    }
    Ok((rows, (file.name(), account)))
}
