//! What the modules of this crate do, as one binary. These tests are not among those of `tests/it`, where every change
//! would have to wait until the crate is compiled.

mod answers;
mod chosen;
mod constructs;
mod frames;
mod made;
mod values;

use std::path::{Path, PathBuf};

/// The folder of the project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// A folder for each case.
fn folder() -> PathBuf {
    root().join("tests/cases")
}
