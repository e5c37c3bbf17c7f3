//! The project: the folder outside of which nothing is read or written.

use std::path::{Path, PathBuf};

use crate::source::absolute;

/// `root`, else the nearest folder at or above the manifest that holds `.git`, else the manifest's own.
pub fn folder(manifest: &Path, root: Option<&Path>) -> PathBuf {
    let own = manifest.parent().unwrap_or(manifest);
    match root {
        Some(root) => absolute(root),
        None => own.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(own).to_path_buf(),
    }
}
