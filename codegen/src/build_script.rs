//! The build script's door: Rust into `OUT_DIR`, the checked-in files into the working copy.
//!
//! In the `main` of `build.rs`:
//!
//! ```no_run
//! samewire_codegen::build_script::compile("events.yaml");
//! ```
//!
//! In `src/lib.rs`:
//!
//! ```text
//! pub mod events {
//!     include!(concat!(env!("OUT_DIR"), "/events.rs"));
//! }
//! ```

mod directive;
mod working_copy;

use std::env;
use std::path::{Path, PathBuf};
use std::process;

use crate::source::absolute;
use crate::{Loaded, backend, files, load};

/// Generates from `manifest` (relative to the package's folder) as [`Config`] does when nothing else is asked.
///
/// Ends the build script with the manifest's mistakes, if there are any.
pub fn compile(manifest: impl AsRef<Path>) {
    Config::new(manifest).compile();
}

/// What a build script asks for.
#[derive(Debug, Clone)]
pub struct Config {
    manifest: PathBuf,
    out_file: String,
    tauri: bool,
    write: bool,
}

impl Config {
    /// The events of `manifest` (relative to the package's folder) in `OUT_DIR/events.rs`.
    pub fn new(manifest: impl AsRef<Path>) -> Config {
        let out_file = "events.rs".to_owned();
        Config { manifest: manifest.as_ref().to_path_buf(), out_file, tauri: false, write: true }
    }

    /// The name of the file in `OUT_DIR`, for a package with more than one manifest (`events.rs`).
    pub fn out_file(mut self, name: impl Into<String>) -> Config {
        self.out_file = name.into();
        self
    }

    /// Whether the dispatch of a desktop app stands beside it, in `OUT_DIR/events_tauri.rs` (`false`).
    ///
    /// It needs the crate `samewire-tauri`, and the enums in the module that `outputs.tauri.events` names
    /// (`crate::events`), which may be another crate's. With another [`Config::out_file`] the name follows:
    /// `chat_tauri.rs` beside `chat.rs`.
    pub fn tauri(mut self, tauri: bool) -> Config {
        self.tauri = tauri;
        self
    }

    /// Whether the checked-in files are brought up to date in a working copy (`true`).
    ///
    /// They never are in a published or vendored package, a Git checkout of Cargo's, on docs.rs, or when
    /// `SAMEWIRE_WRITE` is `never`. Cargo watches the manifest only: a build without an edit writes nothing either way.
    pub fn write(mut self, write: bool) -> Config {
        self.write = write;
        self
    }

    /// Generates, and tells Cargo which files to watch; ends the build script if there are mistakes.
    pub fn compile(&self) {
        if let Err(message) = self.generate() {
            directive::error(&message);
            process::exit(1);
        }
    }

    fn generate(&self) -> Result<(), String> {
        let (package, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
        let manifest = absolute(&package.join(&self.manifest));
        let loaded = load(&manifest, None).map_err(|rejected| {
            rejected.sources.paths().for_each(directive::watch);
            rejected.diagnostics.render_human(&rejected.sources, None, false)
        })?;
        loaded.sources.paths().for_each(directive::watch);
        directive::warning(&loaded.warnings.render_human(&loaded.sources, None, false));
        write_out(&out.join(&self.out_file), &backend::rust::inline(&loaded.model))?;
        if self.tauri {
            self.write_dispatch(&loaded, &out)?;
        }
        if self.write {
            bring_up_to_date(&loaded, &package);
            backend::missing(&loaded).iter().filter_map(|missing| left_out(&loaded, missing)).for_each(
                |warning| {
                    directive::warning(&warning);
                },
            );
        }
        Ok(())
    }

    fn write_dispatch(&self, loaded: &Loaded, out: &Path) -> Result<(), String> {
        if !loaded.model.reaches_page() {
            return Err(backend::tauri::NOTHING_CARRIED.to_owned());
        }
        let stem = self.out_file.strip_suffix(".rs").unwrap_or(&self.out_file);
        let text = backend::tauri::inline(&loaded.model, loaded.outputs.events());
        write_out(&out.join(format!("{stem}_tauri.rs")), &text)
    }
}

fn write_out(file: &Path, text: &str) -> Result<(), String> {
    files::replace(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{variable} is not set: this is for build scripts"))
}

/// Writes the checked-in files that differ, where they may be written; else one warning says why they were not.
fn bring_up_to_date(loaded: &Loaded, package: &Path) {
    let files = backend::render(loaded);
    let refused = match working_copy::refusal(package) {
        None => files::write(&files).err().map(|error| error.to_string()),
        Some(_) if files::compare(&files).is_ok_and(|comparison| comparison.is_fresh()) => None,
        Some(reason) => Some(reason),
    };
    if let Some(reason) = refused {
        directive::warning(&format!(
            "the checked-in files of {} were not updated: {reason}",
            loaded.model.protocol
        ));
    }
}

/// What is said of a target without backend. A manifest that names no targets asks for TypeScript too, in whose place
/// many packages have nothing: only where files of it are checked in would they grow stale in silence.
fn left_out(loaded: &Loaded, missing: &backend::Missing<'_>) -> Option<String> {
    if !loaded.outputs.named && !missing.dir.exists() {
        return None;
    }
    let backend::Missing { target, feature, .. } = missing;
    Some(format!(
        "the {target} of {} was not generated: samewire-codegen is compiled without its feature `{feature}`; add it in \
         [build-dependencies], or run `samewire generate`",
        loaded.model.protocol
    ))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::left_out;
    use crate::backend::Missing;

    fn said(outputs: &str, dir: &Path) -> Option<String> {
        let text = format!("samewire: 1\nprotocol: chat\n{outputs}server:\n  e: {{}}\n");
        let loaded = crate::load_text(Path::new("/t.yaml"), &text).expect("valid");
        left_out(&loaded, &Missing { target: "TypeScript", feature: "typescript", dir })
    }

    #[test]
    fn a_target_that_is_left_out_is_told() {
        let (here, nowhere) =
            (Path::new(env!("CARGO_MANIFEST_DIR")), Path::new("/nowhere/generated/typescript"));
        let told = said("outputs: { typescript: {} }\n", nowhere).expect("it is named");
        assert!(told.contains("without its feature `typescript`"), "{told}");
        assert_eq!(said("", nowhere), None, "nobody asked, and there is none");
        assert_eq!(said("", here), Some(told), "it would grow stale");
    }
}
