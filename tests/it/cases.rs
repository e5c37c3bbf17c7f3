//! Where the cases are; what their frames must be, the tests of `tests/consumers/cases` say.

use std::path::{Path, PathBuf};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}
