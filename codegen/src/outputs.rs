//! What is generated, and where: the manifest's `outputs`, resolved against the folder of the manifest.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{self, File, Text};
use crate::source::{absolute, real};

/// The targets of a manifest and the folder that holds their files.
#[derive(Debug, Clone, PartialEq)]
pub struct Outputs {
    /// The project: nothing is read or written outside of it.
    pub project: PathBuf,
    /// The folder of all targets that name none of their own (absolute, inside `project`).
    pub root: PathBuf,
    /// Rust, if wanted.
    pub rust: Option<RustOutput>,
}

/// `outputs.rust`.
#[derive(Debug, Clone, PartialEq)]
pub struct RustOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
}

/// The folder of targets that name none, relative to the manifest.
const ROOT: &str = "generated";

pub(crate) fn resolve(
    manifest: &Path,
    (project, known): (&Path, bool),
    first: Option<&File>,
    diagnostics: &mut Diagnostics,
) -> Outputs {
    let written = first.and_then(|file| file.outputs.as_ref());
    let folder = manifest.parent().unwrap_or(manifest);
    let mut inside = |base: &Path, path: &Text| inside(base, known.then_some(project), path, diagnostics);
    let root = written.and_then(|outputs| outputs.root.as_ref()).map(|root| inside(folder, root));
    let root = root.unwrap_or_else(|| folder.join(ROOT));
    let rust = match written {
        Some(manifest::Outputs { rust: Some(dir), .. }) => {
            let dir = dir.as_ref().map(|dir| inside(folder, dir));
            Some(RustOutput { dir: dir.unwrap_or_else(|| root.join("rust")) })
        }
        Some(manifest::Outputs { named: true, .. }) => None,
        _ => Some(RustOutput { dir: root.join("rust") }),
    };
    // The targets that are not there yet are refused by name; what they say of folders is checked all the same.
    written.iter().flat_map(|outputs| &outputs.dirs).for_each(|dir| drop(inside(folder, dir)));
    Outputs { project: project.to_path_buf(), root, rust }
}

/// The folder that a manifest names, which must lie inside the project.
fn inside(base: &Path, project: Option<&Path>, path: &Text, diagnostics: &mut Diagnostics) -> PathBuf {
    let dir = absolute(&base.join(&path.text));
    let relative = !Path::new(&path.text).is_absolute() && !path.text.starts_with(['/', '\\']);
    if !relative || project.is_some_and(|project| !real(&dir).starts_with(real(project))) {
        diagnostics.push(
            Diagnostic::new(&codes::OUTPUT_OUTSIDE, path.span, "nothing is written outside the project")
                .help("name a folder inside the project, relative to the manifest"),
        );
    }
    dir
}
