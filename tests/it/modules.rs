//! The Rust of many manifests as modules of one crate, which reads and writes frames.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

const PACKAGE: &str = "\
[workspace]
[package]
name = \"NAME\"
edition = \"2024\"
[[bin]]
name = \"NAME\"
path = \"main.rs\"
[dependencies]
samewire = { path = 'REPOSITORY/runtime/rust' }
[profile.dev]
debug = false
incremental = false
";

/// The package of these modules.
pub struct Package(PathBuf);

impl Package {
    /// Writes a package with a name of its own, and each module's text by the module's name.
    pub fn new(name: &str, modules: &[(String, String)]) -> Package {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("generated")).unwrap();
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        fs::copy(Path::new(REPOSITORY).join("tests/consumers/random/main.rs"), folder.join("main.rs"))
            .unwrap();
        let manifest = PACKAGE.replace("NAME", name).replace("REPOSITORY", REPOSITORY);
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        for (name, text) in modules {
            fs::write(folder.join(format!("generated/{name}.rs")), text).unwrap();
        }
        fs::write(folder.join("generated/mod.rs"), table(modules)).unwrap();
        Package(folder)
    }

    /// With the dependencies that the tests of the doors have built.
    fn command(&self, word: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors/target");
        command.args([word, "--offline", "--quiet", "--color", "never"]).current_dir(&self.0);
        command.env("CARGO_TARGET_DIR", target);
        command
    }

    /// Compiles all modules, without a warning.
    #[track_caller]
    pub fn build(&self) {
        let output = self.command("build").output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}", told.chars().take(20_000).collect::<String>());
    }

    /// What becomes of each line, a line each: both are as `tests/consumers/random/main.rs` says.
    pub fn run(&self, lines: &str) -> Vec<String> {
        let mut child = self.command("run").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let lines = lines.to_owned();
        let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writing.join().unwrap().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

/// The modules, and what runs a frame of one of them.
fn table(modules: &[(String, String)]) -> String {
    let mut text = String::new();
    for (module, _) in modules {
        let _ = writeln!(text, "pub mod {module};");
    }
    text.push_str("pub fn run(module: &str, direction: &str, text: &str) -> crate::Outcome {\n    match (module, direction) {\n");
    for (module, _) in modules {
        for (direction, name) in [("server", "Server"), ("client", "Client")] {
            let (frame, event) = (format!("{module}::{name}Frame"), format!("{module}::{name}Event"));
            let _ = writeln!(
                text,
                "        (\"{module}\", \"{direction}\") => crate::run!(crate::generated::{frame}, crate::generated::{event}, text),"
            );
        }
    }
    text + "        _ => crate::Outcome::Broken(format!(\"no module {module}\")),\n    }\n}\n"
}
