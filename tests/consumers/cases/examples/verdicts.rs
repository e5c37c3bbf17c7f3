//! `verdicts FOLDER`: generates the TypeScript of every case, and writes down what Rust says of each of its frames, and
//! of each with one member deleted, null, or of another kind. `tests/typescript` compares.

use std::fs;
use std::io::Write;
use std::path::Path;

use consumer_cases::{CASES, Direction, Run};
use samewire_codegen::{backend, load};
use serde_json::{Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases");

fn main() {
    let out = std::env::args().nth(1).expect("the folder to write to");
    let mut verdicts = fs::File::create(Path::new(&out).join("verdicts.jsonl")).expect("the folder is there");
    for case in CASES {
        generate(case.name, Path::new(&out));
        for (file, frame) in frames(case.name) {
            let direction = match frame["direction"].as_str() {
                Some("client") => Direction::Client,
                _ => Direction::Server,
            };
            let (name, text) = (frame["name"].as_str(), text(&frame["frame"]));
            let mut note = |file: &str, text: &str| {
                let line = line(case.name, file, direction, name, text, case.run);
                writeln!(verdicts, "{line}").expect("the disk has room");
            };
            note(&file, &text);
            if let (true, Ok(value)) = (file.starts_with("accept"), serde_json::from_str::<Value>(&text)) {
                mutants(&value).iter().for_each(|mutant| note("", &mutant.to_string()));
            }
        }
    }
}

/// The TypeScript of a case, in a folder of its own, as it would lie beside its manifest.
fn generate(case: &str, out: &Path) {
    let loaded = load(&Path::new(FOLDER).join(case).join("events.yaml"), Some(Path::new(FOLDER)))
        .expect("it is valid");
    let output = loaded.outputs.typescript.as_ref().expect("TypeScript is a default target");
    for (name, text) in backend::typescript::files(&loaded.model, output) {
        let path = out.join(case).join("generated/typescript").join(name);
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

/// A frame is written as an object, or as a text where its exact letters matter.
fn text(frame: &Value) -> String {
    frame.as_str().map_or_else(|| frame.to_string(), str::to_owned)
}

/// What Rust says of a frame.
fn line(case: &str, file: &str, direction: Direction, name: Option<&str>, text: &str, run: Run) -> Value {
    let direction_name = if direction == Direction::Server { "server" } else { "client" };
    let mut line = json!({ "case": case, "file": file, "direction": direction_name, "text": text });
    if let Some(name) = name {
        line["name"] = json!(name);
    }
    match run(direction, name, text) {
        Ok(read) => {
            line["unknown"] = json!(read.unknown);
            line["written"] = json!(read.written.ok());
        }
        Err(refused) => {
            line["path"] = json!(refused.path);
            line["reason"] = json!(refused.reason);
        }
    }
    line
}

/// The value with each member and each item deleted, null, and of each other kind in turn.
fn mutants(value: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    list(value, "", &mut places);
    let mut mutants = Vec::new();
    for place in &places {
        let mut deleted = value.clone();
        delete(&mut deleted, place);
        mutants.push(deleted);
        for other in
            [json!(null), json!(true), json!(-7), json!(2.5), json!(1e300), json!("~"), json!([]), json!({})]
        {
            let mut mutant = value.clone();
            if let Some(inside) = mutant.pointer_mut(place) {
                *inside = other;
            }
            mutants.push(mutant);
        }
    }
    mutants.retain(|mutant| mutant != value);
    mutants
}

/// The pointers to everything inside a value.
fn list(value: &Value, path: &str, places: &mut Vec<String>) {
    let mut inside = |key: &str, value: &Value| {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        places.push(path.clone());
        list(value, &path, places);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inside(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| inside(&index.to_string(), value));
        }
        _ => {}
    }
}

fn delete(value: &mut Value, place: &str) {
    let (parent, key) = place.rsplit_once('/').expect("a pointer begins with a slash");
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().expect("an index"));
        }
        _ => {}
    }
}
