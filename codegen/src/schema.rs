//! The JSON Schema of the language, by which editors complete, explain and check a manifest.
//!
//! It is made of the tables that the parser reads by (`manifest::language`), and says what can be said of one place
//! at a time. What needs names and types is for `samewire check`. It is written in draft 7, which all editors know.

mod expression;
mod node;
mod picture;
mod snippets;
mod value;

use serde_json::{Map, Value, json};

use crate::manifest::language::{self, MANIFEST, Section};

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The manifest itself.
    Manifest,
    /// A file that a manifest includes.
    Included,
}

/// The schema as the text of a file.
pub fn text(of: Of) -> String {
    format!("{:#}\n", schema(of))
}

/// The schema.
pub fn schema(of: Of) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#" });
    merge(&mut schema, top(of, &mut definitions));
    schema["definitions"] = Value::Object(definitions.0);
    schema
}

/// Which keys of the top level are the first file's alone, and which the others'.
fn misplaced(of: Of) -> &'static [&'static str] {
    match of {
        Of::Manifest => language::INCLUDED_ONLY,
        Of::Included => language::FIRST_ONLY,
    }
}

fn top(of: Of, definitions: &mut Definitions) -> Value {
    let mut top = json!({ "title": "samewire", "description": "The events of a protocol." });
    merge(&mut top, value::section(&MANIFEST, definitions));
    if let Some(properties) = top["properties"].as_object_mut() {
        properties.retain(|key, _| !misplaced(of).contains(&key.as_str()));
    }
    match of {
        Of::Manifest => top["defaultSnippets"] = snippets::manifest(),
        Of::Included => drop(top.as_object_mut().map(|top| top.remove("required"))),
    }
    top
}

/// The parts of a schema that others refer to by name.
#[derive(Default)]
struct Definitions(Map<String, Value>);

impl Definitions {
    /// A reference to the part called `name`, which is made when it is first referred to.
    fn refer(&mut self, name: &str, make: impl FnOnce(&mut Definitions) -> Value) -> Value {
        if !self.0.contains_key(name) {
            // It may refer to itself.
            self.0.insert(name.to_owned(), Value::Null);
            let made = make(self);
            self.0.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    fn section(&mut self, section: &Section) -> Value {
        self.refer(section.name, |definitions| value::section(section, definitions))
    }
}

/// Adds the members of `more` to those of `schema`.
fn merge(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}

/// What stands in place of a mapping, and the mapping.
fn mapping_or(mapping: Value, otherwise: Value) -> Value {
    json!({ "if": { "type": "object" }, "then": mapping, "else": otherwise })
}
