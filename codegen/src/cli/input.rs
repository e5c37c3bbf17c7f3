//! From arguments to a manifest that is read, its diagnostics shown.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Failure, Format, Input, report};
use crate::diagnostic::Diagnostics;
use crate::source::{Sources, absolute, display_path};
use crate::{Loaded, Rejected, files, load, project_folder};

/// The manifest's usual name.
pub(super) const MANIFEST: &str = "events.yaml";

/// A manifest without mistakes.
pub(super) struct Opened {
    /// What it says.
    pub loaded: Loaded,
    /// The folder that shown paths are relative to.
    pub base: PathBuf,
}

impl Opened {
    /// Why its files could not be compared or written.
    pub fn failure(&self, error: &files::Error) -> Failure {
        Failure::Message(error.describe(|path| display_path(path, Some(&self.base))))
    }
}

/// Where the manifest is.
pub(super) struct Found {
    pub manifest: PathBuf,
    /// The current folder.
    pub here: PathBuf,
    /// The folder that shown paths are relative to.
    pub base: PathBuf,
    root: Option<PathBuf>,
}

impl Found {
    /// Reads it.
    pub fn load(&self) -> Result<Loaded, Box<Rejected>> {
        load(&self.manifest, self.root.as_deref())
    }

    /// The folder outside of which nothing is read or written.
    pub fn project(&self) -> PathBuf {
        project_folder(&self.manifest, self.root.as_deref())
    }
}

/// Finds the manifest that `input` names, or the one that is near.
pub(super) fn find(input: &Input) -> Result<Found, Failure> {
    let here = env::current_dir()
        .map_err(|error| Failure::Message(format!("the current folder cannot be read: {error}")))?;
    let root = input.root.as_deref().map(existing_folder).transpose()?;
    let manifest = match &input.manifest {
        Some(path) => existing_file(path)?,
        None => search(&here, root.as_deref())?,
    };
    let base = base(&here, &manifest, root.as_deref(), input.format);
    Ok(Found { manifest, here, base, root })
}

/// Reads the manifest that `input` names or that is found, and shows its diagnostics; none if there are mistakes.
pub(super) fn open(input: &Input) -> Result<Option<Opened>, Failure> {
    let found = find(input)?;
    match found.load() {
        Ok(loaded) => {
            show(&loaded.warnings, &loaded.sources, &found.base, input.format)?;
            Ok(Some(Opened { loaded, base: found.base }))
        }
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources, &found.base, input.format)?;
            Ok(None)
        }
    }
}

fn existing_folder(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_dir() {
        return Ok(absolute(path));
    }
    Err(Failure::Message(format!("--root {}: there is no such folder", path.display())))
}

fn existing_file(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_file() {
        return Ok(absolute(path));
    }
    Err(Failure::Message(format!("--manifest {}: there is no such file", path.display())))
}

/// The nearest manifest at or above `here` and inside the project.
fn search(here: &Path, root: Option<&Path>) -> Result<PathBuf, Failure> {
    let project = root.or_else(|| repository(here)).unwrap_or(here);
    let start = if here.starts_with(project) { here } else { project };
    let folders = start.ancestors().take_while(|folder| folder.starts_with(project));
    folders.map(|folder| folder.join(MANIFEST)).find(|path| path.is_file()).ok_or_else(|| {
        let above = if start == project { "" } else { " or in a folder above it in the project" };
        Failure::Message(format!(
            "there is no {MANIFEST} in {}{above}: `samewire init` writes one, --manifest names another",
            start.display()
        ))
    })
}

fn repository(from: &Path) -> Option<&Path> {
    from.ancestors().find(|folder| folder.join(".git").exists())
}

/// The current folder, as far as it leads to the manifest; GitHub wants paths from the top.
fn base(here: &Path, manifest: &Path, root: Option<&Path>, format: Format) -> PathBuf {
    if manifest.starts_with(here) && format != Format::Github {
        return here.to_path_buf();
    }
    let folder = manifest.parent().unwrap_or(here);
    root.or_else(|| repository(folder)).unwrap_or(folder).to_path_buf()
}

/// Prints diagnostics.
pub(super) fn show(
    diagnostics: &Diagnostics,
    sources: &Sources,
    base: &Path,
    format: Format,
) -> io::Result<()> {
    let base = Some(base);
    match format {
        Format::Human => write!(anstream::stderr(), "{}", diagnostics.render_human(sources, base, true))?,
        Format::Json => write!(anstream::stdout(), "{}", diagnostics.render_json(sources, base))?,
        Format::Github => write!(anstream::stdout(), "{}", diagnostics.render_github(sources, base))?,
    }
    if diagnostics.errors() > 0 {
        let (error, mistakes) = (report::error("error:"), report::count(diagnostics.errors(), "mistake"));
        writeln!(anstream::stderr(), "{error} {mistakes}; `samewire explain CODE` tells more about each")?;
    }
    Ok(())
}
