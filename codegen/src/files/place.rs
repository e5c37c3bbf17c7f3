//! Where files may be written: inside the project, through no link, under names that differ in more than case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::{Error, Files};

/// Every check that can be made before anything is read or written.
pub(super) fn check(files: &Files) -> Result<(), Error> {
    if let Some(path) = files.disputed.first() {
        return Err(Error::Twice(path.clone()));
    }
    let folders = folders(files);
    for path in folders.iter().copied().chain(files.iter().map(|(path, _)| path)) {
        check_inside(path, &files.project)?;
    }
    check_meeting(files, &folders)?;
    for folder in &folders {
        check_folder(folder, &files.project)?;
    }
    files.iter().try_for_each(|(path, _)| check_file(path))
}

/// The path as a disk that ignores case sees it.
pub(super) fn fold(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// The folders that are claimed and those of the files.
fn folders(files: &Files) -> BTreeSet<&Path> {
    files.folders().chain(files.iter().filter_map(|(path, _)| path.parent())).collect()
}

fn check_inside(path: &Path, project: &Path) -> Result<(), Error> {
    let plain = path.components().all(|part| !matches!(part, Component::ParentDir | Component::CurDir));
    if plain && path.is_absolute() && path.starts_with(project) {
        return Ok(());
    }
    Err(Error::Outside { path: path.to_path_buf(), project: project.to_path_buf() })
}

fn check_meeting(files: &Files, folders: &BTreeSet<&Path>) -> Result<(), Error> {
    let mut seen = BTreeMap::new();
    for path in folders.iter().copied().chain(files.iter().map(|(path, _)| path)) {
        for step in steps(path, &files.project) {
            match seen.insert(fold(&step), step.clone()) {
                Some(other) if other != step => return Err(Error::Meet(other, step)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Every path between the project and `path`, from the top, `path` included.
fn steps(path: &Path, project: &Path) -> Vec<PathBuf> {
    let mut steps: Vec<_> =
        path.ancestors().take_while(|step| *step != project).map(Path::to_path_buf).collect();
    steps.reverse();
    steps
}

/// Each step is a folder or not there yet, and the last of those that are there really lies in the project.
fn check_folder(folder: &Path, project: &Path) -> Result<(), Error> {
    let mut deepest = project.to_path_buf();
    for step in steps(folder, project) {
        match fs::symlink_metadata(&step) {
            Ok(found) if found.is_symlink() => return Err(Error::Link(step)),
            Ok(found) if !found.is_dir() => return Err(Error::NotAFolder(step)),
            Ok(_) => deepest = step,
            Err(error) if error.kind() == ErrorKind::NotFound => break,
            Err(error) => return Err(Error::io("read", &step)(error)),
        }
    }
    let real = fs::canonicalize(&deepest).map_err(Error::io("read", &deepest))?;
    let real_project = fs::canonicalize(project).map_err(Error::io("read", project))?;
    if real.starts_with(&real_project) {
        return Ok(());
    }
    Err(Error::Outside { path: real, project: real_project })
}

fn check_file(path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(Error::Link(path.to_path_buf())),
        Ok(found) if found.is_dir() => Err(Error::Folder(path.to_path_buf())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}
