//! Checks the app's configuration, and what its page may do.

use tauri_build::{Attributes, DefaultPermissionRule, InlinedPlugin};

fn main() {
    // The second manifest has a plugin of its own, whose commands Tauri must know.
    let commands = InlinedPlugin::new().commands(&["ready", "send", "reconnect"]);
    let attributes = Attributes::new()
        .plugin("samewire-app", commands.default_permission(DefaultPermissionRule::AllowAllCommands))
        .capabilities_path_pattern("../generated/events/tauri/*.toml");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
