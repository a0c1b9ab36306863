//! A new file in its place, whole or not at all.

use crate::report::failure::{self, Failure};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Whether a new file may stand there.
///
/// # Errors
/// A folder, or a file that is not to be replaced.
pub fn place_for(file: &Path, replace: bool) -> Result<(), Failure> {
    if file.is_dir() {
        let source = io::Error::new(io::ErrorKind::IsADirectory, failure::A_FOLDER);
        return Err(Failure::Unwritable { path: file.to_owned(), source });
    }
    if file.exists() && !replace {
        return Err(Failure::Exists { path: file.to_owned() });
    }
    Ok(())
}

/// Writes a file, whole or not at all; folders on the way to it are made.
pub(super) fn write(
    file: &Path,
    replace: bool,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), Failure> {
    let unwritable = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => Failure::Exists { path: file.to_owned() },
        _ => Failure::Unwritable { path: file.to_owned(), source },
    };
    let folder = folder_of(file);
    std::fs::create_dir_all(&folder)
        .map_err(|source| Failure::Unwritable { path: folder.clone(), source })?;
    place_for(file, replace)?;
    let mut out = BufWriter::new(NamedTempFile::new_in(&folder).map_err(unwritable)?);
    content(&mut out).map_err(unwritable)?;
    let staged = out.into_inner().map_err(|error| unwritable(error.into_error()))?;
    readable_by_all(&staged).map_err(unwritable)?;
    let placed = if replace { staged.persist(file) } else { staged.persist_noclobber(file) };
    placed.map(drop).map_err(|error| unwritable(error.error))
}

pub(super) fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A temporary file is its owner's alone; a scenario is as open as any new file usually is.
#[cfg(unix)]
fn readable_by_all(staged: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    staged.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is something to fail")]
fn readable_by_all(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}
