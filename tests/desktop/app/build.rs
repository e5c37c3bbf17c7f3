//! What every Tauri app does: its configuration, and its permissions, are checked.

use tauri_build::{Attributes, InlinedPlugin};

fn main() {
    let attributes = Attributes::new()
        // The capability that is generated is all that the page needs.
        .capabilities_path_pattern("../../../generated/tauri/*.toml")
        .plugin("text", InlinedPlugin::new().commands(&["ready", "send", "reconnect"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
