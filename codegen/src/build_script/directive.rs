//! What a build script tells Cargo, on stdout, a line each.

use std::path::Path;

/// Runs the build script again when the file at `path` changes.
pub(super) fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Shows `text` as warnings.
pub(super) fn warning(text: &str) {
    tell("warning", text);
}

/// Shows `text` as errors, which fail the build.
pub(super) fn error(text: &str) {
    tell("error", text);
}

fn tell(directive: &str, text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        println!("cargo::{directive}={line}");
    }
}
