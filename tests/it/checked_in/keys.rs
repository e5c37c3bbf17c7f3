//! `docs/keys.md`: every key of the language, as the JSON Schema has it.

use samewire_codegen::schema::{Of, schema};
use serde_json::{Map, Value};

const HEAD: &str = "\
# Every key

What a manifest may say, key by key. [The manifest](manifest.md) explains it with examples; editors show the sentences of
this page by [the JSON Schema](manifest.md#in-an-editor).

This page is made of the tables by which the generator reads.
";

/// The tables: a heading, and the path of the schema whose keys it has.
const TABLES: [(&str, &str); 22] = [
    ("The top of a file", ""),
    ("`wire`", "/definitions/wire"),
    ("`wire.heartbeat`", "/definitions/heartbeat"),
    ("`tauri`", "/definitions/tauri"),
    ("`reserved` at the top", "/definitions/reserved"),
    ("`outputs`", "/definitions/outputs"),
    ("`outputs.rust`", "/definitions/rust"),
    ("`outputs.typescript`", "/definitions/typescript"),
    ("`outputs.tauri`", "/definitions/tauri_target"),
    ("`outputs.cpp`", "/definitions/cpp"),
    ("`outputs.markdown`", "/definitions/markdown"),
    ("`lint`", "/properties/lint"),
    ("`allow`", "/definitions/node_allow"),
    ("`breaking`", "/definitions/approval"),
    ("Types, and every other node", "/definitions/type_node/then"),
    ("Events besides", "/definitions/event/then"),
    ("Fields besides", "/definitions/field/then"),
    ("Variants besides", "/definitions/variant/then"),
    ("Older versions besides", "/definitions/older_version/then"),
    ("A value of an enum", "/definitions/value"),
    ("A flag", "/definitions/flag"),
    ("`deprecated`", "/definitions/deprecated"),
];

pub fn page() -> String {
    let schema = schema(Of::Manifest);
    let mut known = every_table(&schema);
    let mut page = HEAD.to_owned();
    for (title, path) in TABLES {
        known.retain(|other| other != path);
        page += &table(&schema, title, path);
    }
    known.retain(|path| !of_another(path));
    assert!(known.is_empty(), "not on the page: {known:?}");
    page
}

/// Nodes with the keys of another place, or fewer.
fn of_another(path: &str) -> bool {
    let others = ["desktop_event", "reply", "spread_field"];
    others.iter().any(|name| path == format!("/definitions/{name}/then"))
        || path == "/definitions/picture/then"
}

/// The path of every mapping with keys of its own.
fn every_table(schema: &Value) -> Vec<String> {
    let definitions = schema["definitions"].as_object().unwrap();
    let paths =
        definitions.keys().flat_map(|name| ["", "/then"].map(|then| format!("/definitions/{name}{then}")));
    let keyed = |path: &String| schema.pointer(path).is_some_and(|part| part["properties"].is_object());
    paths.filter(keyed).collect()
}

fn table(schema: &Value, title: &str, path: &str) -> String {
    let keys = properties(schema, path);
    let besides = title.ends_with("besides");
    let common = if besides { properties(schema, "/definitions/type_node/then") } else { Map::new() };
    let own = keys.iter().filter(|(key, value)| common.get(*key) != Some(*value));
    let rows = own.map(|(key, value)| row(key, resolved(value, schema)));
    format!("\n## {title}\n\n| key | value | what it says |\n|---|---|---|\n{}", rows.collect::<String>())
}

fn properties(schema: &Value, path: &str) -> Map<String, Value> {
    schema.pointer(path).unwrap()["properties"].as_object().unwrap().clone()
}

fn resolved<'s>(value: &'s Value, schema: &'s Value) -> &'s Value {
    match value["$ref"].as_str() {
        Some(reference) => schema.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

fn row(key: &str, value: &Value) -> String {
    let doc = value["markdownDescription"].as_str().unwrap();
    format!("| `{key}` | {} | {} |\n", kind(value), cell(&[doc, &words(value)].concat()))
}

/// A text inside a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// What the words of a choice mean.
fn words(value: &Value) -> String {
    let (Some(words), Some(docs)) = (value["enum"].as_array(), value["markdownEnumDescriptions"].as_array())
    else {
        return String::new();
    };
    let word =
        |(word, doc): (&Value, &Value)| format!(" `{}`: {}", word.as_str().unwrap(), doc.as_str().unwrap());
    words.iter().zip(docs).map(word).collect()
}

fn kind(value: &Value) -> String {
    if let Some(constant) = value.get("const") {
        return format!("`{constant}`");
    }
    if let Some(words) = value["enum"].as_array() {
        return words
            .iter()
            .map(|word| format!("`{}`", word.as_str().unwrap()))
            .collect::<Vec<_>>()
            .join(", ");
    }
    match value["allOf"][0]["$ref"].as_str() {
        Some("#/definitions/picture") => return "picture".to_owned(),
        Some("#/definitions/type" | "#/definitions/field_type") => return "type".to_owned(),
        _ => {}
    }
    match &value["type"] {
        Value::String(one) => in_words(one).to_owned(),
        Value::Array(some) if some.len() == 6 => "anything".to_owned(),
        Value::Array(some) => {
            some.iter().map(|one| in_words(one.as_str().unwrap())).collect::<Vec<_>>().join(", ")
        }
        _ => "mapping or list".to_owned(),
    }
}

fn in_words(kind: &str) -> &str {
    match kind {
        "string" => "text",
        "object" => "mapping",
        "array" => "list",
        other => other,
    }
}
