//! Whether the package is somebody's working copy, whose checked-in files may be written.

use std::env;
use std::path::Path;

/// Files that stand beside the manifest of a package that was published, vendored or unpacked.
const UNPACKED: [&str; 3] = ["Cargo.toml.orig", ".cargo_vcs_info.json", ".cargo-checksum.json"];

/// What Cargo leaves in a folder that it unpacked or checked out itself.
const CHECKED_OUT: &str = ".cargo-ok";

/// Why nothing should be written, if so.
pub(super) fn refusal(package: &Path) -> Option<String> {
    if env::var_os("DOCS_RS").is_some() {
        return Some("DOCS_RS is set".to_owned());
    }
    if env::var_os("SAMEWIRE_WRITE").is_some_and(|value| value == "never") {
        return Some("SAMEWIRE_WRITE is `never`".to_owned());
    }
    let unpacked = UNPACKED.iter().map(|name| package.join(name));
    let checked_out = package.ancestors().map(|folder| folder.join(CHECKED_OUT));
    let sign = unpacked.chain(checked_out).find(|path| path.exists())?;
    Some(format!("{} says that this is no working copy", sign.display()))
}
