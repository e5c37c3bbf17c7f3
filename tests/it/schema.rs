//! The JSON Schema of the language: it takes every manifest that samewire takes, and refuses what samewire refuses, as
//! far as a schema can.

mod agreement;
mod mutants;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use samewire_codegen::load;
use samewire_codegen::schema::{Of, schema};
use serde_json::Value;

use tree::{Tree, member};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

static MANIFEST: LazyLock<Validator> = LazyLock::new(|| validator(Of::Manifest));
static INCLUDED: LazyLock<Validator> = LazyLock::new(|| validator(Of::Included));

fn validator(of: Of) -> Validator {
    jsonschema::draft7::new(&schema(of)).unwrap()
}

fn validator_of(of: Of) -> &'static Validator {
    match of {
        Of::Manifest => &MANIFEST,
        Of::Included => &INCLUDED,
    }
}

/// A mistake that the schema finds.
struct Found {
    /// Where it may be shown.
    lines: BTreeSet<usize>,
    what: String,
}

/// What the schema says of a file; nothing if it is not YAML.
fn found(of: Of, text: &str) -> Vec<Found> {
    let Some(tree) = Tree::read(text) else { return Vec::new() };
    validator_of(of).iter_errors(&tree.json).map(|error| shown(&tree, &error)).collect()
}

fn shown(tree: &Tree, error: &ValidationError) -> Found {
    let at = error.instance_path().as_str();
    let lines = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let keys = unexpected.iter().map(|key| member(at, key));
            keys.chain([at.to_owned()]).flat_map(|place| tree.lines(&place, false)).collect()
        }
        ValidationErrorKind::PropertyNames { error } => {
            tree.lines(&member(at, error.instance().as_str().unwrap()), false)
        }
        _ => tree.lines(at, true),
    };
    Found { lines, what: format!("{at}: {error}") }
}

#[track_caller]
fn accepts(of: Of, text: &str, name: &str) {
    assert!(Tree::read(text).is_some(), "{name} is not YAML");
    let found: Vec<_> = found(of, text).into_iter().map(|found| found.what).collect();
    assert!(found.is_empty(), "{name}: {found:#?}\n{text}");
}

/// Every manifest of the repository that is a file.
fn manifests() -> Vec<PathBuf> {
    let mut files = vec![
        Path::new(REPOSITORY).join("events.yaml"),
        Path::new(REPOSITORY).join("codegen/src/cli/init/events.yaml"),
    ];
    yaml_below(&Path::new(REPOSITORY).join("tests"), &mut files);
    files.sort();
    files
}

fn yaml_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            yaml_below(&path, files);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            files.push(path);
        }
    }
}

#[test]
fn manifests_that_samewire_takes_are_taken() {
    let mut taken = 0;
    for path in manifests() {
        let Ok(loaded) = load(&path, Some(Path::new(REPOSITORY))) else { continue };
        for (index, file) in loaded.sources.files().iter().enumerate() {
            let of = if index == 0 { Of::Manifest } else { Of::Included };
            accepts(of, file.text(), &file.path().display().to_string());
            taken += 1;
        }
    }
    assert!(taken > 90, "only {taken} manifests");
}

/// What the generator lacks is in the language all the same.
#[test]
fn examples_for_users_are_taken() {
    let mut taken = 0;
    for (name, text) in crate::manual::manifests() {
        accepts(Of::Manifest, &text, &name);
        taken += 1;
    }
    assert!(taken > 30, "only {taken} examples");
}

#[test]
fn a_manifest_and_a_file_that_it_includes_have_keys_of_their_own() {
    let refused = |of, text| !found(of, text).is_empty();
    let first = "samewire: 1\nprotocol: t\nwire: { int64: string }\n";
    let included = "category: rooms\nserver: { e: {} }\n";
    assert!(!refused(Of::Manifest, first) && refused(Of::Included, first));
    assert!(refused(Of::Manifest, included) && !refused(Of::Included, included));
}

/// Every object that says what its properties are says what they mean, and nothing is left open by mistake.
#[test]
fn every_key_is_explained() {
    let schema = schema(Of::Manifest);
    let mut keys = 0;
    explained(&schema, &schema, &mut keys);
    assert!(keys > 100, "only {keys} keys");
}

fn explained(schema: &Value, whole: &Value, keys: &mut usize) {
    match schema {
        Value::Object(members) => {
            if let (Some(Value::Object(properties)), Some(Value::Bool(false))) =
                (members.get("properties"), members.get("additionalProperties"))
            {
                for (name, property) in properties {
                    let property = resolved(property, whole);
                    assert!(property["description"].is_string(), "{name} is not explained: {property}");
                    *keys += 1;
                }
            }
            members.values().for_each(|member| explained(member, whole, keys));
        }
        Value::Array(items) => items.iter().for_each(|item| explained(item, whole, keys)),
        _ => {}
    }
}

fn resolved<'s>(schema: &'s Value, whole: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        Some(reference) => whole.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}
