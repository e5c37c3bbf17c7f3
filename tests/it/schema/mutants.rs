//! Every place of a manifest with something else in it: samewire and the schema agree on each.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use samewire_codegen::load_text;
use samewire_codegen::schema::{Of, schema};
use serde_json::{Map, Value, json};

use super::agreement::{Reach, reach};
use super::{MANIFEST, Tree};

const EVERYTHING: &str = include_str!("everything.yaml");

/// What is put in the place of a value.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(2),
        json!(-1),
        json!(1.5),
        json!("text"),
        json!("uuid"),
        json!("<hole>"),
        json!("list<u8"),
        json!([]),
        json!(["text"]),
        json!({}),
        json!({ "text": "u8" }),
        json!({ "text": {} }),
        json!({ "type": "u8" }),
    ]
}

/// Keys that are put beside others.
const MORE: [(&str, &str); 5] =
    [("type", "u8"), ("doc", "Some text."), ("...more", "Id"), ("...more?", "Id"), ("<name>", "<payload>")];

/// Every manifest that differs in one place.
fn mutants(manifest: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    each_place(manifest, &mut String::new(), &mut |at, value| {
        for other in replacements() {
            all.push((format!("{at} = {other}"), with(manifest, at, other)));
        }
        if let Value::Object(members) = value {
            for key in members.keys() {
                let rest: Map<_, _> = members.clone().into_iter().filter(|(name, _)| name != key).collect();
                all.push((format!("{at} without {key}"), with(manifest, at, Value::Object(rest))));
            }
            for (key, text) in MORE.iter().filter(|(key, _)| !members.contains_key(*key)) {
                let mut more = members.clone();
                more.insert((*key).to_owned(), json!(text));
                all.push((format!("{at} with {key}"), with(manifest, at, Value::Object(more))));
            }
        }
    });
    all
}

fn each_place(value: &Value, at: &mut String, visit: &mut impl FnMut(&str, &Value)) {
    visit(at, value);
    let length = at.len();
    let mut inside = |key: &str, value: &Value| {
        *at = super::member(at, key);
        each_place(value, at, visit);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inside(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| inside(&index.to_string(), value));
        }
        _ => {}
    }
}

fn with(manifest: &Value, at: &str, value: Value) -> Value {
    let mut manifest = manifest.clone();
    *manifest.pointer_mut(at).unwrap() = value;
    manifest
}

/// JSON is YAML, but for the one key that has no value.
fn as_yaml(manifest: &Value) -> String {
    manifest.to_string().replace("\"...<payload>\":null", "\"...<payload>\":")
}

fn codes(manifest: &Value) -> BTreeSet<&'static str> {
    let diagnostics = match load_text(Path::new("/everything.yaml"), &as_yaml(manifest)) {
        Ok(loaded) => loaded.warnings,
        Err(rejected) => rejected.diagnostics,
    };
    diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}

enum Verdict {
    Taken,
    Refused,
    Disagreed(String),
}

fn verdict((name, mutant): &(String, Value)) -> Verdict {
    let codes = codes(mutant);
    let known = |wanted| codes.iter().any(|code| reach(code) == wanted);
    let why = || MANIFEST.iter_errors(mutant).map(|error| error.to_string()).collect::<Vec<_>>();
    match MANIFEST.is_valid(mutant) {
        true if known(Reach::Always) => Verdict::Disagreed(format!("{name}: taken, in spite of {codes:?}")),
        true => Verdict::Taken,
        false if known(Reach::Always) || known(Reach::Partly) => Verdict::Refused,
        false => Verdict::Disagreed(format!("{name}: refused, in spite of {codes:?}: {:?}", why())),
    }
}

/// The verdict of each, some at a time.
fn verdicts(mutants: &[(String, Value)]) -> Vec<Verdict> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let chunks = mutants.chunks(mutants.len().div_ceil(threads));
        let running: Vec<_> =
            chunks.map(|chunk| scope.spawn(|| chunk.iter().map(verdict).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn samewire_and_the_schema_agree_on_every_mutant() {
    let manifest = Tree::read(EVERYTHING).unwrap().json;
    let (mut refused, mut taken) = (0, 0);
    let mut wrong = Vec::new();
    for verdict in verdicts(&mutants(&manifest)) {
        match verdict {
            Verdict::Taken => taken += 1,
            Verdict::Refused => refused += 1,
            Verdict::Disagreed(how) => wrong.push(how),
        }
    }
    println!("{refused} mutants refused, {taken} taken");
    assert!(wrong.is_empty(), "{} of them: {wrong:#?}", wrong.len());
    assert!(refused > 1000 && taken > 100, "{refused} mutants refused, {taken} taken");
}

#[test]
fn the_manifest_itself_has_every_key_and_no_mistake() {
    let manifest = Tree::read(EVERYTHING).unwrap().json;
    assert!(codes(&manifest).iter().all(|code| reach(code) == Reach::Never), "{:?}", codes(&manifest));
    let mut missing = BTreeSet::new();
    keys_of_the_language(&schema(Of::Manifest), &mut missing);
    each_place(&manifest, &mut String::new(), &mut |at, _| {
        let key = at.rsplit('/').next().unwrap_or_default();
        missing.remove(key);
    });
    // They stand in included files, or need a file.
    assert_eq!(missing, BTreeSet::from(["include".to_owned()]));
}

fn keys_of_the_language(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            members.values().for_each(|member| keys_of_the_language(member, keys));
        }
        Value::Array(items) => items.iter().for_each(|item| keys_of_the_language(item, keys)),
        _ => {}
    }
}
