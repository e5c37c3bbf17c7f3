//! Random manifests as modules of one crate: their Rust compiles without a warning, and carries random values.

use std::env;
use std::fs;
use std::path::PathBuf;

use samewire_codegen::backend::cpp;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::model::Direction;
use samewire_codegen::outputs::CppOutput;
use serde_json::{Value, json};

use super::grammar::Framed;
use super::mutants::mutants;
use super::{run, setting};
use crate::modules::Package;

/// How many manifests are compiled.
const COUNT: u64 = 200;

/// How many are compiled in C++ too.
const COUNT_IN_CPP: u64 = 60;

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

/// What becomes of each frame.
fn becomes(package: &Package, frames: &[Frame]) -> Vec<String> {
    package.run(&frames.iter().map(Frame::line).collect::<String>())
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
            modules.push((format!("m{seed}"), inline(&model)));
            for framed in random.frames {
                let mutants = mutants(&framed.value).into_iter();
                frames
                    .extend(mutants.map(|value| Frame { seed, framed: Framed { value, ..framed.clone() } }));
                frames.push(Frame { seed, framed });
            }
        },
    );
    let package = Package::new("random", &modules);
    package.build();
    let outcomes = becomes(&package, &frames);
    assert_eq!(outcomes.len(), frames.len());
    let lines = frames.iter().zip(&outcomes).map(|(frame, outcome)| format!("{}\n", frame.verdict(outcome)));
    fs::write(out.join("verdicts.jsonl"), lines.collect::<String>()).unwrap();
}

#[test]
fn random_manifests_compile_and_carry_their_values() {
    let (mut modules, mut frames) = (Vec::new(), Vec::new());
    let (count, first) = (setting("SAMEWIRE_COMPILED", COUNT), setting("SAMEWIRE_SEED", 0));
    run(count, (first, 1), |seed, random, model| {
        modules.push((format!("m{seed}"), inline(&model)));
        let own = random.frames.into_iter();
        frames.extend(own.map(|framed| Frame { seed, framed }));
    });
    let package = Package::new("random", &modules);
    package.build();
    let outcomes = becomes(&package, &frames);
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
    let seed = frames[0].seed;
    let other =
        |value| Frame { seed, framed: Framed { direction: Direction::Server, value, is_older: false } };
    let others = [other(serde_json::json!({ "no": 1 })), other(serde_json::json!([])), other(Value::Null)];
    let outcomes = becomes(&package, &others);
    let noticed = others.iter().zip(&outcomes).all(|(frame, line)| frame.complaint(line).is_some());
    assert!(noticed, "{outcomes:?}");
    assert!(other(serde_json::json!({ "a": 1 })).complaint("written\t{\"a\":2}").is_some());
    let mut older = other(serde_json::json!({ "v": 1 }));
    older.framed.is_older = true;
    assert!(older.complaint("written\t{\"v\":1}").is_some());
}
