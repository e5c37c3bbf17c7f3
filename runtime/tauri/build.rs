//! Writes the permissions of the plugin's commands.

const COMMANDS: &[&str] = &["ready", "send", "reconnect"];

fn main() {
    tauri_plugin::Builder::new(COMMANDS).build();
}
