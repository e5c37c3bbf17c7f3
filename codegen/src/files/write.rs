//! Making the disk agree: all checks, then all texts beside their places, then one rename for each.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::place::fold;
use super::{Comparison, Error, Files, compare};

/// What [`write()`] did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Written {
    /// Files that were not there.
    pub created: Vec<PathBuf>,
    /// Files that had another text.
    pub updated: Vec<PathBuf>,
    /// Generated files that nothing generates any more.
    pub removed: Vec<PathBuf>,
    /// How many files were left alone, being as they should be.
    pub unchanged: usize,
}

/// Makes the disk agree with `files`.
///
/// Whatever may fail is tried before the first file is replaced: after an error the old files are whole. Two
/// processes may write at once; each reader sees a whole file.
pub fn write(files: &Files) -> Result<Written, Error> {
    let comparison = compare(files)?;
    if !comparison.foreign.is_empty() {
        return Err(Error::Foreign(comparison.foreign));
    }
    let staged = stage_all(files, &comparison)?;
    remove_all(files, &comparison.orphaned)?;
    for (path, staged) in staged {
        staged.persist(path).map_err(|error| Error::io("write", path)(error.error))?;
    }
    Ok(Written {
        created: comparison.missing.iter().map(|path| path.to_path_buf()).collect(),
        updated: comparison.changed.iter().map(|changed| changed.path.to_path_buf()).collect(),
        removed: comparison.orphaned,
        unchanged: comparison.unchanged,
    })
}

/// Writes `text` to `path` if another text stands there, whole or not at all.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    stage(path, text)?.persist(path).map_err(|error| error.error)
}

/// Every text that differs, and the namesake of every orphan: on a disk that ignores case they are one file.
fn stage_all<'f>(files: &'f Files, comparison: &Comparison<'_>) -> Result<Vec<(&'f Path, TempPath)>, Error> {
    let changed = comparison.changed.iter().map(|changed| changed.path);
    let stale: BTreeSet<_> = comparison.missing.iter().copied().chain(changed).collect();
    let orphaned: BTreeSet<_> = comparison.orphaned.iter().map(|path| fold(path)).collect();
    let wanted = files.iter().filter(|(path, _)| stale.contains(path) || orphaned.contains(&fold(path)));
    wanted.map(|(path, text)| Ok((path, stage(path, text).map_err(Error::io("write", path))?))).collect()
}

/// The text on disk, in the folder of `path`, under a hidden name, with the permissions of what stands at `path`.
fn stage(path: &Path, text: &str) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".samewire-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    // By itself it would put its own name, which nobody has seen, into the error.
    file.as_file_mut().write_all(text.as_bytes())?;
    match fs::metadata(path) {
        Ok(present) => file.as_file().set_permissions(present.permissions())?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.as_file().sync_data()?;
    Ok(file.into_temp_path())
}

fn remove_all(files: &Files, orphaned: &[PathBuf]) -> Result<(), Error> {
    for path in orphaned {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::io("remove", path)(error));
            }
            _ => remove_empty_folders(files, path),
        }
    }
    Ok(())
}

/// Folders below one of ours that the orphan at `path` leaves empty; those with anything in them stay.
fn remove_empty_folders(files: &Files, path: &Path) {
    let mut folders = path.ancestors().skip(1);
    while let Some(folder) = folders.next().filter(|folder| !files.folders().any(|own| own == *folder)) {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
