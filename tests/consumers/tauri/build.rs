//! Generates the enums and the dispatch of each manifest here, and of each case whose events reach a page.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use samewire_codegen::backend::{rust, tauri};
use samewire_codegen::load;

const CASES: &str = "../../cases";
const OWN: &str = "manifests";

fn main() {
    if let Err(message) = generate() {
        message.lines().for_each(|line| println!("cargo::error={line}"));
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut modules = String::new();
    for (name, manifest) in manifests()? {
        let loaded = load(&manifest, Some(&Path::new("../../..").canonicalize().expect("the repository")))
            .map_err(|rejected| rejected.diagnostics.render_human(&rejected.sources, None, false))?;
        if !loaded.model.reaches_page() {
            continue;
        }
        let module = name.replace('-', "_");
        write(&out.join(format!("{name}.rs")), &rust::inline(&loaded.model))?;
        let dispatch = tauri::inline(&loaded.model, &format!("crate::{module}::events"));
        write(&out.join(format!("{name}_tauri.rs")), &dispatch)?;
        let include = |file| format!("include!(concat!(env!(\"OUT_DIR\"), \"/{file}.rs\"));");
        let _ = write!(
            modules,
            "/// `{name}`\npub mod {module} {{\n    /// The enums.\n    pub mod events {{ {} {} }}\n    /// Their dispatch.\n    \
             pub mod dispatch {{ {} }}\n}}\n",
            include(name.clone()),
            by_hand(&manifest),
            include(format!("{name}_tauri")),
        );
    }
    write(&out.join("modules.rs"), &modules)
}

/// What an app writes beside the enums, if the case has it.
fn by_hand(manifest: &Path) -> String {
    let file = manifest.with_file_name("by_hand.rs");
    match file.canonicalize() {
        Ok(file) => format!("mod by_hand {{ include!({:?}); }}", file.display().to_string()),
        Err(_) => String::new(),
    }
}

/// Manifests by their names, in the order of these.
fn manifests() -> Result<Vec<(String, PathBuf)>, String> {
    let mut found = Vec::new();
    for folder in [CASES, OWN] {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder).map_err(|error| format!("cannot read {folder}: {error}"))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let manifest = if folder == CASES { path.join("events.yaml") } else { path };
            found.extend(manifest.exists().then_some((name, manifest)));
        }
    }
    found.sort();
    Ok(found)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
