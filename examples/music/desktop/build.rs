//! Checks the app's configuration, and what its page may do.

fn main() {
    // All that the page may do is what is generated from the manifest, and the commands of this app.
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("../generated/tauri/*.toml");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
