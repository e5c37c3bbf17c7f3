//! Random manifests as modules of one crate: their Rust compiles without a warning, and carries random values.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use samewire_codegen::backend::cpp;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::model::Direction;
use samewire_codegen::outputs::CppOutput;
use serde_json::{Value, json};

use super::grammar::Framed;
use super::mutants::mutants;
use super::{run, setting};

/// How many manifests are compiled.
const COUNT: u64 = 200;

/// How many are compiled in C++ too.
const COUNT_IN_CPP: u64 = 60;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

const PACKAGE: &str = "\
[workspace]
[package]
name = \"random\"
edition = \"2024\"
[[bin]]
name = \"random\"
path = \"main.rs\"
[dependencies]
samewire = { path = 'REPOSITORY/runtime/rust' }
[profile.dev]
debug = false
incremental = false
";

/// A frame of a module, by its seed.
struct Frame {
    seed: u64,
    framed: Framed,
}

impl Frame {
    fn direction(&self) -> &'static str {
        if self.framed.direction == Direction::Server { "server" } else { "client" }
    }

    fn line(&self) -> String {
        format!("m{}\t{}\t{}\n", self.seed, self.direction(), self.framed.value)
    }

    /// The line that came back, in the form of those of the example `verdicts` of tests/consumers/cases.
    fn verdict(&self, line: &str) -> Value {
        let text = self.framed.value.to_string();
        let verdict = match line.split('\t').collect::<Vec<_>>()[..] {
            ["written", written] => json!({ "unknown": false, "written": written }),
            ["unknown", _] => json!({ "unknown": true, "written": text }),
            ["refused", path, reason] => {
                let [path, reason] =
                    [path, reason].map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
                json!({ "path": path, "reason": reason })
            }
            _ => panic!("seed {}: {text}\n  gives {line}", self.seed),
        };
        let mut whole = json!({ "case": format!("random-{}", self.seed), "file": "", "text": text });
        whole["direction"] = json!(self.direction());
        let members = whole.as_object_mut().expect("it is an object");
        members.extend(verdict.as_object().expect("it is an object").clone());
        whole
    }

    /// Why the line that came back is not what it has to be.
    fn complaint(&self, line: &str) -> Option<String> {
        // Both are read by serde_json, which may take a float of many digits for its neighbour.
        let read = |text: &str| serde_json::from_str::<Value>(text).ok();
        let written = line.strip_prefix("written\t").and_then(read);
        let sent = read(&self.framed.value.to_string());
        let good = match (written, sent) {
            // What was kept as unknown would be written as it came.
            (Some(written), Some(_)) if self.framed.is_older => written["v"] == 2,
            (written, sent) => written.is_some() && written == sent,
        };
        (!good).then(|| format!("seed {}: {}\n  gives {line}", self.seed, self.framed.value))
    }
}

/// The package of these modules, built; each has its frames run.
struct Package(PathBuf);

impl Package {
    fn new(modules: &[(u64, String)]) -> Package {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("generated")).unwrap();
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        fs::copy(Path::new(REPOSITORY).join("tests/consumers/random/main.rs"), folder.join("main.rs"))
            .unwrap();
        fs::write(folder.join("Cargo.toml"), PACKAGE.replace("REPOSITORY", REPOSITORY)).unwrap();
        for (seed, text) in modules {
            fs::write(folder.join(format!("generated/m{seed}.rs")), text).unwrap();
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

    #[track_caller]
    fn build(&self) {
        let output = self.command("build").output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}", told.chars().take(20_000).collect::<String>());
    }

    /// What becomes of each frame.
    fn run(&self, frames: &[Frame]) -> Vec<String> {
        let mut child = self.command("run").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let lines: String = frames.iter().map(Frame::line).collect();
        let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writing.join().unwrap().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

/// The modules, and what runs a frame of one of them.
fn table(modules: &[(u64, String)]) -> String {
    let mut text = String::new();
    for (seed, _) in modules {
        let _ = writeln!(text, "pub mod m{seed};");
    }
    text.push_str("pub fn run(module: &str, direction: &str, text: &str) -> crate::Outcome {\n    match (module, direction) {\n");
    for (seed, _) in modules {
        for (direction, name) in [("server", "Server"), ("client", "Client")] {
            let (frame, event) = (format!("m{seed}::{name}Frame"), format!("m{seed}::{name}Event"));
            let _ = writeln!(
                text,
                "        (\"m{seed}\", \"{direction}\") => crate::run!(crate::generated::{frame}, crate::generated::{event}, text),"
            );
        }
    }
    text + "        _ => crate::Outcome::Broken(format!(\"no module {module}\")),\n    }\n}\n"
}

/// Nothing is tested here: `tests/run cpp` compiles the C++ that is written, and compares what it says of frames, and of
/// each with one member deleted, null, or of another kind, with what the Rust of the same manifests says here.
#[test]
#[ignore = "writes C++ and Rust's verdicts into the folder that SAMEWIRE_CPP names"]
fn verdicts_for_cpp() {
    let out = PathBuf::from(env::var_os("SAMEWIRE_CPP").expect("SAMEWIRE_CPP names a folder"));
    let (mut modules, mut frames) = (Vec::new(), Vec::new());
    run(
        setting("SAMEWIRE_COMPILED", COUNT_IN_CPP),
        (setting("SAMEWIRE_SEED", 0), 1),
        |seed, random, model| {
            if random.frames.is_empty() {
                return;
            }
            let dir = out.join(format!("random-{seed}/generated/cpp"));
            let output = CppOutput { dir: dir.clone(), namespace: format!("cases::case_random_{seed}") };
            for (name, text) in cpp::files(&model, &output) {
                let path = dir.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            modules.push((seed, inline(&model)));
            for framed in random.frames {
                let mutants = mutants(&framed.value).into_iter();
                frames
                    .extend(mutants.map(|value| Frame { seed, framed: Framed { value, ..framed.clone() } }));
                frames.push(Frame { seed, framed });
            }
        },
    );
    let package = Package::new(&modules);
    package.build();
    let outcomes = package.run(&frames);
    assert_eq!(outcomes.len(), frames.len());
    let lines = frames.iter().zip(&outcomes).map(|(frame, outcome)| format!("{}\n", frame.verdict(outcome)));
    fs::write(out.join("verdicts.jsonl"), lines.collect::<String>()).unwrap();
}

#[test]
fn random_manifests_compile_and_carry_their_values() {
    let (mut modules, mut frames) = (Vec::new(), Vec::new());
    let (count, first) = (setting("SAMEWIRE_COMPILED", COUNT), setting("SAMEWIRE_SEED", 0));
    run(count, (first, 1), |seed, random, model| {
        modules.push((seed, inline(&model)));
        let own = random.frames.into_iter();
        frames.extend(own.map(|framed| Frame { seed, framed }));
    });
    let package = Package::new(&modules);
    package.build();
    let outcomes = package.run(&frames);
    assert_eq!(outcomes.len(), frames.len());
    let wrong: Vec<_> =
        frames.iter().zip(&outcomes).filter_map(|(frame, line)| frame.complaint(line)).collect();
    let older = frames.iter().filter(|frame| frame.framed.is_older).count();
    println!(
        "{} manifests compiled, {} frames read and written, {older} of older versions",
        modules.len(),
        frames.len()
    );
    assert!(older > 0 || count < COUNT, "no frame of an older version");
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{} of {} frames:\n{}", wrong.len(), frames.len(), shown.join("\n"));
    assert!(frames.len() as u64 > count * 5, "only {} frames", frames.len());

    // Other values, and what is no event, are told apart.
    let seed = modules[0].0;
    let other =
        |value| Frame { seed, framed: Framed { direction: Direction::Server, value, is_older: false } };
    let others = [other(serde_json::json!({ "no": 1 })), other(serde_json::json!([])), other(Value::Null)];
    let outcomes = package.run(&others);
    let noticed = others.iter().zip(&outcomes).all(|(frame, line)| frame.complaint(line).is_some());
    assert!(noticed, "{outcomes:?}");
    assert!(other(serde_json::json!({ "a": 1 })).complaint("written\t{\"a\":2}").is_some());
    let mut older = other(serde_json::json!({ "v": 1 }));
    older.framed.is_older = true;
    assert!(older.complaint("written\t{\"v\":1}").is_some());
}
