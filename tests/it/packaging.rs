//! What users of each crate compile, and what is shipped to them.

use std::fs;
use std::path::Path;
use std::process::Command;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// What Cargo prints for these arguments, without going online.
fn cargo(arguments: &str) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(REPOSITORY).args(arguments.split(' ')).args(["--offline", "--quiet"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "cargo {arguments}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The crates in a dependency tree.
fn crates(arguments: &str) -> Vec<String> {
    let tree = cargo(&format!("tree --prefix none --format {{p}} {arguments}"));
    let mut crates: Vec<_> =
        tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    crates.sort();
    crates.dedup();
    crates
}

#[track_caller]
fn check(arguments: &str, present: &[&str], absent: &[&str]) {
    let crates = crates(arguments);
    let has = |name: &str| crates.iter().any(|known| known == name);
    for name in present {
        assert!(has(name), "{name} is not in {crates:?}");
    }
    for name in absent {
        assert!(!has(name), "{name} is in {crates:?}");
    }
}

#[test]
fn the_runtime_knows_no_generator() {
    check("-p samewire", &["samewire", "serde_json"], &["samewire-codegen", "samewire-macros", "syn"]);
    check("-p samewire --features macros", &["samewire-macros", "samewire-codegen"], &["clap", "askama"]);
}

#[test]
fn a_build_script_compiles_no_command_line() {
    let command_line = ["anstream", "askama", "clap", "similar"];
    check(
        "-p samewire-codegen --no-default-features --features build-script -e normal",
        &["prettyplease"],
        &command_line,
    );
    check("-p samewire-codegen -e normal", &["askama", "clap", "similar"], &[]);
    for target in ["cpp", "markdown", "typescript"] {
        let tree =
            format!("-p samewire-codegen --no-default-features --features build-script,{target} -e normal");
        check(&tree, &["askama", "prettyplease"], &["clap", "similar"]);
    }
}

#[test]
fn the_macro_compiles_no_printer() {
    check(
        "-p samewire-macros -e normal",
        &["samewire-codegen", "syn"],
        &["askama", "clap", "prettyplease", "tempfile"],
    );
}

/// The control is the lock of those who do ask.
#[test]
fn nobody_who_does_not_ask_for_tauri_compiles_it() {
    let locked = |folder: &str| {
        let lock = Path::new(REPOSITORY).join(folder).join("Cargo.lock");
        let lock = fs::read_to_string(lock).unwrap();
        ["tauri", "wry"].iter().filter(|name| lock.contains(&format!("\nname = \"{name}"))).count()
    };
    assert_eq!(["", "benches", "fuzz", "examples/chat/server"].map(locked), [0; 4]);
    assert_ne!(locked("examples/desktop"), 0);
}

#[track_caller]
fn check_package(name: &str, present: &[&str]) {
    let list = cargo(&format!("package --list --allow-dirty -p {name}"));
    let files: Vec<_> = list.lines().map(|line| line.replace('\\', "/")).collect();
    for wanted in ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT"].iter().chain(present) {
        assert!(files.iter().any(|file| file == wanted), "{wanted} is not in {files:?}");
    }
    let stray =
        |file: &&String| ["tests/", "generated/", "examples/"].iter().any(|folder| file.starts_with(folder));
    assert_eq!(files.iter().find(stray), None);
}

#[test]
fn each_crate_ships_what_it_needs() {
    check_package(
        "samewire-codegen",
        &[
            "codegen/src/main.rs",
            "codegen/explain/SW011.md",
            "codegen/schema/events.schema.json",
            "codegen/src/cli/init/events.yaml",
            "codegen/src/cli/init/next.txt",
            "askama.toml",
            "runtime/typescript/events.ts",
            "templates/typescript/types.ts",
        ],
    );
    check_package("samewire-macros", &["src/lib.rs"]);
    check_package("samewire", &["src/lib.rs"]);
}
