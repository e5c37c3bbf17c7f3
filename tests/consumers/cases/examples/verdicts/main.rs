//! `verdicts FOLDER`: generates the TypeScript and the C++ of every case, and writes down what Rust says of frames.
//! `tests/typescript` and `tests/cpp` compare.
//!
//! | file | frames |
//! |---|---|
//! | `verdicts.jsonl` | those of the cases, and each with one member deleted, null, or of another kind |
//! | `texts.jsonl` | of those that are read: other texts of the same, cut off at every character, garbled (C++ alone) |
//! | `sampled.jsonl` | those of the repository's `events.yaml`, the case `chat`, sampled from its model (C++ alone) |

#[path = "../../../../it/random/mutants.rs"]
mod mutants;
#[path = "../../../../it/places.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod places;
#[path = "../../../../it/sample.rs"]
mod sample;
#[path = "../../../../it/sampled.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod sampled;
mod texts;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use consumer_cases::{CASES, Case, Direction, Read};
use samewire::crates::serde::de::IgnoredAny;
use samewire_codegen::outputs::CppOutput;
use samewire_codegen::{Loaded, backend, load, model};
use serde_json::{Value, json};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../..");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases");

fn main() {
    let out = PathBuf::from(std::env::args().nth(1).expect("the folder to write to"));
    let [mut verdicts, mut texts, mut sampled] =
        ["verdicts.jsonl", "texts.jsonl", "sampled.jsonl"].map(|name| lines(out.join(name)));
    for case in CASES {
        let loaded = loaded(Path::new(FOLDER), &Path::new(FOLDER).join(case.name));
        typescript(case.name, &loaded, &out);
        cpp(case.name, &loaded, &out);
        for (file, frame) in frames(case.name) {
            let frame = Frame::new(case, &file, &frame);
            verdicts(&frame.verdict(&file, &frame.text));
            if !file.starts_with("accept") {
                continue;
            }
            if let Ok(value) = serde_json::from_str::<Value>(&frame.text) {
                let mutants = mutants::mutants(&value);
                mutants.iter().for_each(|mutant| verdicts(&frame.verdict("", &mutant.to_string())));
            }
            texts::texts(&frame.text).iter().for_each(|text| texts(&frame.verdict("", text)));
        }
    }
    let chat = loaded(Path::new(REPOSITORY), Path::new(REPOSITORY));
    cpp("chat", &chat, &out);
    sampled::vectors(&chat.model).iter().for_each(|vector| sampled(&sample(vector)));
}

/// What writes a line into a file.
fn lines(path: PathBuf) -> impl FnMut(&Value) {
    let mut file = BufWriter::new(File::create(path).expect("the folder is there"));
    move |line| writeln!(file, "{line}").expect("the disk has room")
}

fn loaded(project: &Path, folder: &Path) -> Loaded {
    load(&folder.join("events.yaml"), Some(project)).expect("it is valid")
}

/// The TypeScript of a manifest, in a folder of its own, as it would lie beside the manifest.
fn typescript(name: &str, loaded: &Loaded, out: &Path) {
    let output = loaded.outputs.typescript.as_ref().expect("TypeScript is a default target");
    let folder = out.join(name).join("generated/typescript");
    write(&folder, backend::typescript::files(&loaded.model, output));
}

/// The same in C++, in a namespace of its own.
fn cpp(name: &str, loaded: &Loaded, out: &Path) {
    let dir = out.join(name).join("generated/cpp");
    let namespace = format!("cases::case_{}", name.replace('-', "_"));
    let output = CppOutput { dir: dir.clone(), namespace };
    write(&dir, backend::cpp::files(&loaded.model, &output));
}

fn write(folder: &Path, files: Vec<(String, String)>) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it has a name")).expect("the folder is there");
        fs::write(path, text).expect("the disk has room");
    }
}

/// The frames of a case, each with the name of its file.
fn frames(case: &str) -> Vec<(String, Value)> {
    let mut frames = Vec::new();
    for kind in ["accept", "reject"] {
        let Ok(entries) = fs::read_dir(Path::new(FOLDER).join(case).join(kind)) else { continue };
        for entry in entries {
            let path = entry.expect("it can be listed").path();
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let frame = serde_json::from_str(&fs::read_to_string(&path).expect("it can be read"));
            frames.push((format!("{kind}/{name}"), frame.expect("tests/it/cases.rs reads it")));
        }
    }
    frames.sort_by(|one, other| one.0.cmp(&other.0));
    frames
}

/// A frame of a case.
struct Frame<'c> {
    case: &'c Case,
    direction: Direction,
    /// The channel.
    name: Option<String>,
    text: String,
}

impl<'c> Frame<'c> {
    fn new(case: &'c Case, file: &str, frame: &Value) -> Self {
        let direction = match frame["direction"].as_str() {
            Some("server") => Direction::Server,
            Some("client") => Direction::Client,
            _ => panic!("{}/{file} has no direction", case.name),
        };
        let name = frame["name"].as_str().map(str::to_owned);
        // It is an object, or a text where its exact letters matter.
        let text = frame["frame"].as_str().map_or_else(|| frame["frame"].to_string(), str::to_owned);
        Frame { case, direction, name, text }
    }

    /// What Rust says of a text that stands in the frame's place.
    fn verdict(&self, file: &str, text: &str) -> Value {
        let direction = if self.direction == Direction::Server { "server" } else { "client" };
        let mut line = json!({ "case": self.case.name, "file": file, "direction": direction, "text": text });
        if let Some(name) = &self.name {
            line["name"] = json!(name);
        }
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            line["broken"] = json!(true);
        }
        let run = |text: &str| (self.case.run)(self.direction, self.name.as_deref(), text);
        match run(text) {
            Ok(Read { written: Ok(written), unknown, debug }) => {
                line["unknown"] = json!(unknown);
                if run(&written).is_ok_and(|again| again.debug != debug) {
                    line["cut"] = json!(true);
                }
                line["written"] = json!(written);
            }
            Ok(Read { written: Err(refused), unknown, .. }) => {
                line["unknown"] = json!(unknown);
                line["written"] = json!(null);
                line["unwritable"] = json!(refused.path);
            }
            Err(refused) => {
                line["path"] = json!(refused.path);
                line["reason"] = json!(refused.reason);
            }
        }
        line
    }
}

/// Rust writes such a frame as it stands: `tests/it/vectors.rs` has it so.
fn sample(vector: &sampled::Vector<'_>) -> Value {
    let direction = if vector.direction == model::Direction::Server { "server" } else { "client" };
    let text = &vector.text;
    json!({ "case": "chat", "file": "", "direction": direction, "text": text, "unknown": false, "written": text })
}
