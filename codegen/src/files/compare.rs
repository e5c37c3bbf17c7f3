//! What stands on disk against what should.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::place::{self, fold};
use super::{Error, Files, MARKER, is_generated};

/// How the disk differs from [`Files`].
#[derive(Debug, Default)]
pub struct Comparison<'f> {
    /// Files that are not there.
    pub missing: Vec<&'f Path>,
    /// Generated files with another text.
    pub changed: Vec<Changed<'f>>,
    /// Generated files in our folders that nothing generates any more.
    pub orphaned: Vec<PathBuf>,
    /// Files without the marker where ours should be.
    pub foreign: Vec<PathBuf>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

impl Comparison<'_> {
    /// Whether everything is as it should be.
    pub fn is_fresh(&self) -> bool {
        self.missing.is_empty()
            && self.changed.is_empty()
            && self.orphaned.is_empty()
            && self.foreign.is_empty()
    }
}

/// A generated file with another text than it should have.
#[derive(Debug)]
pub struct Changed<'f> {
    /// The file.
    pub path: &'f Path,
    /// Its text on disk; what is no UTF-8 is replaced.
    pub found: String,
    /// The text that it should have.
    pub wanted: &'f str,
}

impl Changed<'_> {
    /// Whether the texts are the same but for CRLF, such as Git may have put there.
    pub fn only_line_endings(&self) -> bool {
        self.found.replace("\r\n", "\n") == self.wanted
    }

    /// The unified diff from the disk to what should be there, with `name` for the file; CRLF is not shown.
    #[cfg(feature = "cli")]
    pub fn diff(&self, name: &str) -> String {
        similar::TextDiff::configure()
            .timeout(std::time::Duration::from_secs(2))
            .diff_lines(self.found.replace("\r\n", "\n"), self.wanted)
            .unified_diff()
            .header(&format!("{name} (on disk)"), &format!("{name} (generated)"))
            .to_string()
    }
}

/// Compares the disk with `files` and writes nothing.
pub fn compare(files: &Files) -> Result<Comparison<'_>, Error> {
    place::check(files)?;
    let mut comparison = Comparison::default();
    for (path, wanted) in files.iter() {
        match read(path)? {
            None => comparison.missing.push(path),
            Some(found) if found == wanted.as_bytes() => comparison.unchanged += 1,
            Some(found) if !is_generated(&found) => comparison.foreign.push(path.to_path_buf()),
            Some(found) => {
                let found = String::from_utf8_lossy(&found).into_owned();
                comparison.changed.push(Changed { path, found, wanted });
            }
        }
    }
    compare_others(files, &mut comparison)?;
    Ok(comparison)
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// The files in our folders that are not among `files`: orphans, and those that meet one of ours but for case.
fn compare_others(files: &Files, comparison: &mut Comparison<'_>) -> Result<(), Error> {
    let folded: BTreeMap<_, _> = files.iter().map(|(path, _)| (fold(path), path)).collect();
    for path in others(files)? {
        match folded.get(&fold(&path)) {
            _ if begins_with_marker(&path) => comparison.orphaned.push(path),
            Some(_) => comparison.foreign.push(path),
            None => {}
        }
    }
    Ok(())
}

fn others(files: &Files) -> Result<BTreeSet<PathBuf>, Error> {
    let mut found = BTreeSet::new();
    for folder in files.folders() {
        walk(folder, folder != files.project(), &mut found)?;
    }
    found.retain(|path| files.get(path).is_none() && !files.is_spared(path));
    Ok(found)
}

fn walk(folder: &Path, deep: bool, found: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(Error::io("read", folder))?,
    };
    for entry in entries {
        let entry = entry.map_err(Error::io("read", folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(Error::io("read", &path))?;
        if kind.is_file() && !is_hidden(&path) {
            found.insert(path);
        } else if kind.is_dir() && deep && !is_passed_over(&path) {
            walk(&path, deep, found)?;
        }
    }
    Ok(())
}

/// Files on their way to their name are hidden, so that one build does not take another's for an orphan.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn is_passed_over(folder: &Path) -> bool {
    is_hidden(folder) || folder.ends_with("node_modules") || folder.ends_with("target")
}

/// A file that cannot be read is not known to be ours.
fn begins_with_marker(path: &Path) -> bool {
    let mut start = Vec::new();
    let longest = 8 * MARKER.len() as u64;
    let read = File::open(path).and_then(|file| file.take(longest).read_to_end(&mut start));
    read.is_ok() && is_generated(&start)
}
