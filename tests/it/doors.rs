//! The build script and the macro, in a workspace of their own that Cargo builds as it builds a user's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::SystemTime;

use tempfile::TempDir;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

const MANIFEST: &str = "\
samewire: 1
protocol: chat
include: [more.yaml]
outputs: { rust: {} }
types:
  Message: { fields: { id: uuid, text: string } }
server:
  message_new: { fields: { channel_id: uuid, message: Message } }
";

const TYPO: &str = "message: Mesage";

const MORE: &str = "\
client:
  ping: {}
";

const WORKSPACE: &str = "\
[workspace]
members = [\"script\", \"macro\"]
resolver = \"3\"
[profile.dev]
debug = false
";

const SCRIPT: &str = "\
[package]
name = \"script-NAME\"
edition = \"2024\"
[dependencies]
samewire = { path = 'REPOSITORY/runtime/rust' }
[build-dependencies]
samewire-codegen = { path = 'REPOSITORY', default-features = false, features = [\"build-script\"] }
";

const MACRO: &str = "\
[package]
name = \"macro-NAME\"
edition = \"2024\"
[dependencies]
samewire = { path = 'REPOSITORY/runtime/rust', features = [\"macros\"] }
";

/// A workspace with a package for each door, at the same path in every run, so that little is built again.
///
/// All share a target folder, in which Cargo tells packages of one relative path apart by their names alone.
struct Workspace(PathBuf);

struct Run {
    success: bool,
    out: String,
    err: String,
}

impl Workspace {
    fn new(name: &str) -> Workspace {
        let workspace = Workspace(target().join(name));
        let _ = fs::remove_dir_all(workspace.path(""));
        fs::create_dir_all(workspace.path(".git")).unwrap();
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), workspace.path("Cargo.lock")).unwrap();
        workspace.put("Cargo.toml", WORKSPACE);
        workspace.put("events.yaml", MANIFEST);
        workspace.put("more.yaml", MORE);
        for (door, package) in [("script", SCRIPT), ("macro", MACRO)] {
            let package = package.replace("NAME", name).replace("REPOSITORY", REPOSITORY);
            workspace.put(&format!("{door}/Cargo.toml"), &package);
        }
        workspace.put(
            "script/build.rs",
            "fn main() { samewire_codegen::build_script::compile(\"../events.yaml\"); }\n",
        );
        workspace.put(
            "script/src/lib.rs",
            "pub mod events { include!(concat!(env!(\"OUT_DIR\"), \"/events.rs\")); }\n",
        );
        workspace.put("macro/src/lib.rs", "pub mod events { samewire::events!(\"../events.yaml\"); }\n");
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn put(&self, name: &str, text: &str) {
        put(&self.0, name, text);
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn build(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["build", "--workspace", "--keep-going", "--offline", "--color", "never"])
            .args(arguments);
        command.current_dir(&self.0).env("CARGO_TARGET_DIR", target().join("target"));
        run(&mut command)
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors")
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(command: &mut Command) -> Run {
    let output = command.env_remove("DOCS_RS").env_remove("SAMEWIRE_WRITE").output().unwrap();
    finish(output)
}

fn finish(output: std::process::Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { success: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
}

impl Run {
    #[track_caller]
    fn succeeded(self) -> Run {
        assert!(self.success, "\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn failed(self) -> Run {
        assert!(!self.success, "\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn err(self, text: &str) -> Run {
        assert!(self.err.contains(text), "no {text:?} in:\n{}", self.err);
        self
    }

    fn lines(&self, start: &str) -> Vec<&str> {
        self.out.lines().filter(|line| line.starts_with(start)).collect()
    }
}

/// The files below `folder`, with their texts and times.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (String, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.append(&mut snapshot(&path));
        } else {
            let time = fs::metadata(&path).unwrap().modified().unwrap();
            files.insert(path.clone(), (fs::read_to_string(&path).unwrap(), time));
        }
    }
    files
}

#[test]
fn a_build_without_an_edit_reruns_nothing() {
    let workspace = Workspace::new("fresh");
    workspace.build(&[]).succeeded();
    let generated = snapshot(&workspace.path("generated"));
    assert!(!generated.is_empty(), "the build script wrote no checked-in file");

    workspace.build(&["-v"]).succeeded().err("Fresh script-fresh v0.0.0").err("Fresh macro-fresh v0.0.0");
    assert_eq!(snapshot(&workspace.path("generated")), generated);

    workspace.put("events.yaml", &format!("{MANIFEST}# a remark\n"));
    workspace.build(&["-v"]).succeeded().err("Dirty script-fresh v0.0.0").err("Dirty macro-fresh v0.0.0");
    assert_eq!(snapshot(&workspace.path("generated")), generated, "the same text was written again");

    workspace.put("more.yaml", &format!("{MORE}  brand_new: {{}}\n"));
    workspace.put("script/src/lib.rs", &format!("{}{}", workspace.text("script/src/lib.rs"), USES_BRAND_NEW));
    workspace.put("macro/src/lib.rs", &format!("{}{}", workspace.text("macro/src/lib.rs"), USES_BRAND_NEW));
    workspace.build(&[]).succeeded();
    assert_ne!(snapshot(&workspace.path("generated")), generated);
    workspace.put("more.yaml", MORE);
    workspace.build(&[]).failed().err("BrandNew").err("compile `script-fresh`").err("compile `macro-fresh`");
}

const USES_BRAND_NEW: &str = "pub type BrandNew = events::client::BrandNew;\n";

#[test]
fn a_mistake_is_shown_by_both_doors() {
    let workspace = Workspace::new("mistake");
    workspace.put("events.yaml", &MANIFEST.replace("message: Message", TYPO));
    let run = workspace.build(&[]).failed();
    let place = format!(" --> {}:8:55", workspace.path("events.yaml").display());
    for line in [
        &place,
        "8 |   message_new: { fields: { channel_id: uuid, message: Mesage } }",
        "  = help: did you mean `Message`?",
    ] {
        assert!(run.err.contains(&format!("error: script-mistake@0.0.0: {line}\n")), "{}", run.err);
    }
    let (_, of_macro) = run.err.split_once("error: 1 mistake in ../events.yaml\n").expect(&run.err);
    for line in [" --> events.yaml:8:55", TYPO, "did you mean `Message`?", " --> macro/src/lib.rs:1:"] {
        assert!(of_macro.contains(line), "{}", run.err);
    }
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert!(!workspace.path("generated").exists());
}

#[test]
fn a_missing_file_is_named_by_both_doors() {
    let workspace = Workspace::new("missing");
    fs::remove_file(workspace.path("events.yaml")).unwrap();
    let missing = workspace.path("events.yaml");
    workspace
        .build(&[])
        .failed()
        .err(&format!("error: script-missing@0.0.0: --> {}\n", missing.display()))
        .err("error: 1 mistake in ../events.yaml\n")
        .err("could not compile `macro-missing` (lib) due to 1 previous error\n");
    workspace.put("events.yaml", MANIFEST);
    workspace.build(&[]).succeeded();
}

/// The build script of a workspace, built once; it is run as Cargo would, in folders of its own.
static BUILD_SCRIPT: LazyLock<PathBuf> = LazyLock::new(|| {
    let run = Workspace::new("script").build(&["--message-format", "json"]).succeeded();
    let messages = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut scripts = messages.filter(|message| {
        message["reason"] == "compiler-artifact"
            && message["target"]["kind"][0] == "custom-build"
            && message["manifest_path"].as_str().unwrap().ends_with("script/Cargo.toml")
    });
    scripts.next().unwrap()["filenames"][0].as_str().unwrap().into()
});

/// A repository with a package below it, and the folder for its build script.
struct Package(TempDir);

impl Package {
    fn new() -> Package {
        let folder = tempfile::tempdir().unwrap();
        for name in ["out", "repository/.git", "repository/package"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let package = Package(folder);
        package.put("events.yaml", MANIFEST);
        package.put("more.yaml", MORE);
        package
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("repository")
    }

    fn put(&self, name: &str, text: &str) {
        put(&self.root(), name, text);
    }

    fn compile(&self, variables: &[(&str, &str)]) -> Run {
        let package = self.root().join("package");
        let mut command = Command::new(&*BUILD_SCRIPT);
        command
            .current_dir(&package)
            .env("CARGO_MANIFEST_DIR", &package)
            .env("OUT_DIR", self.0.path().join("out"));
        command.env_remove("DOCS_RS").env_remove("SAMEWIRE_WRITE").envs(variables.iter().copied());
        finish(command.output().unwrap())
    }

    fn generated(&self) -> BTreeMap<PathBuf, (String, SystemTime)> {
        snapshot(&self.root().join("generated"))
    }

    /// The build goes on, with Rust in `OUT_DIR`, nothing written elsewhere, and one warning.
    #[track_caller]
    fn is_left_alone(&self, variables: &[(&str, &str)], reason: &str) {
        let before = self.generated();
        let run = self.compile(variables).succeeded();
        let [warning] = run.lines("cargo::warning=")[..] else { panic!("{}", run.out) };
        assert!(warning.contains("the checked-in files of chat were not updated: "), "{warning}");
        assert!(warning.contains(reason), "{warning}");
        assert_eq!(run.err, "");
        assert_eq!(self.generated(), before);
        assert!(self.0.path().join("out/events.rs").exists());
    }
}

#[test]
fn a_working_copy_is_brought_up_to_date() {
    let package = Package::new();
    let run = package.compile(&[("SAMEWIRE_WRITE", "yes")]).succeeded();
    assert!(!package.generated().is_empty());
    let watched = ["events.yaml", "more.yaml"]
        .map(|name| format!("cargo::rerun-if-changed={}", package.root().join(name).display()));
    assert_eq!(
        (run.out.lines().collect::<Vec<_>>(), run.err.as_str()),
        (watched.iter().map(String::as_str).collect(), "")
    );

    let (out, generated) = (snapshot(&package.0.path().join("out")), package.generated());
    package.compile(&[]).succeeded();
    assert_eq!((snapshot(&package.0.path().join("out")), package.generated()), (out, generated));
}

#[test]
fn what_is_no_working_copy_is_left_alone() {
    Package::new().is_left_alone(&[("DOCS_RS", "1")], "DOCS_RS is set");
    Package::new().is_left_alone(&[("SAMEWIRE_WRITE", "never")], "SAMEWIRE_WRITE is `never`");
    for sign in [
        "Cargo.toml.orig",
        ".cargo_vcs_info.json",
        ".cargo-checksum.json",
        ".cargo-ok",
        "../.cargo-ok",
        "../../.cargo-ok",
    ] {
        let package = Package::new();
        package.put(&format!("package/{sign}"), "");
        package.is_left_alone(&[], "says that this is no working copy");
    }
    for no_sign in [
        "../Cargo.toml.orig",
        "../.cargo_vcs_info.json",
        "../.cargo-checksum.json",
        "Cargo.lock",
        "below/.cargo-ok",
    ] {
        let package = Package::new();
        package.put(&format!("package/{no_sign}"), "");
        assert_eq!(package.compile(&[]).succeeded().lines("cargo::warning="), [""; 0]);
        assert!(!package.generated().is_empty(), "{no_sign}");
    }
}

#[test]
fn what_is_up_to_date_needs_no_warning() {
    let package = Package::new();
    package.compile(&[]).succeeded();
    let run = package.compile(&[("SAMEWIRE_WRITE", "never")]).succeeded();
    assert_eq!(run.lines("cargo::warning="), [""; 0]);
}

#[test]
fn a_write_that_fails_is_one_warning() {
    let package = Package::new();
    package.put("generated", "no folder");
    package.is_left_alone(&[], "generated is no folder");

    let package = Package::new();
    package.compile(&[]).succeeded();
    let (path, _) = package.generated().pop_first().unwrap();
    fs::write(&path, "mine\n").unwrap();
    package.is_left_alone(&[], "is in the way and not ours");

    // No file system takes so long a name: the system refuses, whoever asks.
    let package = Package::new();
    package.put("events.yaml", &MANIFEST.replace("rust: {}", &format!("root: {}", "x".repeat(300))));
    package.is_left_alone(&[], "cannot ");
}

#[test]
fn mistakes_are_directives_and_nothing_else() {
    let package = Package::new();
    package.put("events.yaml", &MANIFEST.replace("message: Message", TYPO));
    let run = package.compile(&[]).failed();
    assert_eq!(run.err, "");
    assert!(run.out.lines().all(|line| line.starts_with("cargo::")), "{}", run.out);
    let errors = run.lines("cargo::error=").join("\n");
    for part in [&format!("{}:8:", package.root().join("events.yaml").display()), TYPO, "`Message`"] {
        assert!(errors.contains(part), "{errors}");
    }
    assert!(!errors.contains(".."), "paths are normalised: {errors}");
}
