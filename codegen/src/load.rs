//! From a path to a model: the stages in order.

mod include;
mod project;

use std::path::Path;

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::manifest::File;
use crate::model::Model;
use crate::outputs::{self, Outputs};
use crate::resolve;
use crate::source::{Sources, absolute};
use include::Reading;

/// A manifest that is valid.
#[derive(Debug)]
pub struct Loaded {
    /// What it means.
    pub model: Model,
    /// What is generated from it, and where.
    pub outputs: Outputs,
    /// The files it was read from, in order; the first is the manifest.
    pub sources: Sources,
    /// What should be looked at, and does not stand in the way.
    pub warnings: Diagnostics,
}

/// A manifest that is not valid, and why.
#[derive(Debug)]
pub struct Rejected {
    /// The files that were read, as far as they could be.
    pub sources: Sources,
    /// Errors and warnings, in the order of the text.
    pub diagnostics: Diagnostics,
}

/// Reads the manifest at `path` and all that it includes.
///
/// `root` is the project's folder; without it, it is the nearest folder at or above the manifest that holds `.git`,
/// else the manifest's own.
pub fn load(path: &Path, root: Option<&Path>) -> Result<Loaded, Box<Rejected>> {
    let path = absolute(path);
    let project = project::folder(&path, root);
    let mut reading = Reading::new(&path, project);
    reading.manifest();
    finish(reading)
}

/// Reads a manifest from memory, as if it stood at `path`; it can include nothing. For tests and tools.
pub fn load_text(path: &Path, text: &str) -> Result<Loaded, Box<Rejected>> {
    let path = absolute(path);
    let project = path.parent().unwrap_or(&path).to_path_buf();
    let mut reading = Reading::new(&path, project);
    reading.text(text);
    finish(reading)
}

fn finish(reading: Reading) -> Result<Loaded, Box<Rejected>> {
    let Reading { path, project, sources, mut diagnostics, files, complete, .. } = reading;
    let outputs = outputs::resolve(&path, &project, files.first(), &mut diagnostics);
    let model = complete.then(|| resolved(&files, &mut diagnostics)).flatten();
    diagnostics.sort();
    match model {
        Some(model) if diagnostics.errors() == 0 => {
            Ok(Loaded { model, outputs, sources, warnings: diagnostics })
        }
        _ => Err(Box::new(Rejected { sources, diagnostics })),
    }
}

/// Nothing is said about names when a part of the manifest could not be read: each would seem unknown.
fn resolved(files: &[File], diagnostics: &mut Diagnostics) -> Option<Model> {
    if files.is_empty() {
        return None;
    }
    let resolved = resolve::resolve(files, diagnostics);
    check::check(&resolved, files, diagnostics);
    Some(resolved.model)
}
