//! What stands behind a key.

use serde_json::{Map, Value as Json, json};

use super::{Definitions, expression, mapping_or, merge, node, picture};
use crate::lint::Group;
use crate::lint::rules::RULES;
use crate::manifest::language::{self, Key, Section, VALUE, Value, Word};
use crate::model::BREAKING_RULES;

/// The schema of a mapping with keys of its own.
pub(super) fn section(section: &Section, definitions: &mut Definitions) -> Json {
    let mut schema = json!({
        "type": "object",
        "properties": properties(section.keys, definitions),
        "additionalProperties": false,
    });
    if !section.required.is_empty() {
        schema["required"] = json!(section.required);
    }
    merge(&mut schema, rules(section.name));
    schema
}

/// What a section says beyond its keys.
fn rules(section: &str) -> Json {
    match section {
        "deprecated" => json!({ "minProperties": 1 }),
        "wire" => json!({ "not": { "required": ["frame", "server", "client"] } }),
        _ => json!({}),
    }
}

pub(super) fn properties<'k>(
    keys: impl IntoIterator<Item = &'k Key>,
    definitions: &mut Definitions,
) -> Map<String, Json> {
    let property = |key: &Key| (key.name.to_owned(), property(key, definitions));
    keys.into_iter().map(property).collect()
}

/// A key's value with its description. Beside a reference nothing counts, which is why that stands inside.
pub(super) fn property(key: &Key, definitions: &mut Definitions) -> Json {
    let value = value(&key.value, definitions);
    let mut property = json!({ "description": plain(key.doc), "markdownDescription": key.doc });
    if let Some(kinds) = kinds(&key.value) {
        property["type"] = json!(kinds);
    }
    match value.get("$ref") {
        Some(_) => property["allOf"] = json!([value]),
        None => merge(&mut property, value),
    }
    property
}

/// What a value can be whose schema does not begin with that. An editor puts in a key with what the first one needs.
fn kinds(value: &Value) -> Option<&'static [&'static str]> {
    Some(match value {
        Value::Section(_) => &["object"],
        Value::TextOr(_) => &["string", "object"],
        Value::FalseOr(_) | Value::BooleanOr(_) => &["boolean", "string"],
        Value::OneOrMore(Value::Name) => &["string", "integer", "array"],
        Value::OneOrMore(_) => &["string", "array"],
        Value::Type | Value::FieldType => &["string", "array", "null"],
        Value::Picture => &["string", "object", "array", "integer", "boolean", "null"],
        Value::Values => &["array", "object"],
        Value::Data => &["string", "number", "boolean", "object", "array", "null"],
        _ => return None,
    })
}

/// Markdown without its backticks.
fn plain(doc: &str) -> String {
    doc.replace('`', "")
}

pub(super) fn value(value: &Value, definitions: &mut Definitions) -> Json {
    match value {
        Value::LanguageVersion => json!({ "type": "integer", "const": 1 }),
        Value::Text | Value::Prose => json!({ "type": "string" }),
        Value::Reason => reason(),
        Value::Levels => levels(),
        Value::Lints => lints(),
        Value::Rule => json!({ "enum": BREAKING_RULES }),
        Value::Day => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        Value::Boolean => json!({ "type": "boolean" }),
        Value::Version => {
            json!({ "type": "integer", "minimum": 1, "maximum": language::MOST_VERSIONS as u64, "default": 1 })
        }
        Value::Choice(words) => choice(words),
        Value::WireName => json!({ "type": ["string", "integer", "boolean"] }),
        Value::Name => json!({ "type": ["string", "integer"] }),
        Value::Data => json!({}),
        Value::FalseOr(other) => boolean_or(json!({ "const": false }), other, definitions),
        Value::BooleanOr(other) => boolean_or(json!(true), other, definitions),
        Value::OneOrMore(one) => {
            let one = self::value(one, definitions);
            json!({ "if": { "type": "array" }, "then": { "items": one.clone() }, "else": one })
        }
        Value::List(choice @ Value::Choice(_)) => json!({
            "type": "array", "minItems": 1, "uniqueItems": true, "items": self::value(choice, definitions),
        }),
        Value::List(item) => json!({ "type": "array", "items": self::value(item, definitions) }),
        Value::Map(item) => {
            json!({ "type": "object", "additionalProperties": self::value(item, definitions) })
        }
        Value::TextOr(mapping) => mapping_or(self::value(mapping, definitions), json!({ "type": "string" })),
        Value::Section(section) => definitions.section(section),
        Value::Picture => definitions.refer("picture", picture::picture),
        Value::Type => definitions.refer("type", expression::type_expression),
        Value::FieldType => definitions.refer("field_type", expression::field_type),
        Value::Repr => expression::repr(),
        Value::Nodes(place) => node::nodes(*place, definitions),
        Value::Node(place) => node::reference(*place, definitions),
        Value::Versions => node::versions(definitions),
        Value::Values => values(definitions),
        Value::Bits => bits(definitions),
        Value::Bit => expression::bit(),
    }
}

fn reason() -> Json {
    json!({ "type": "string", "pattern": r"\S", "patternErrorMessage": "The reason says nothing." })
}

/// A level for each rule and each group.
fn levels() -> Json {
    let level = |id: &str, doc: String| {
        // What the levels mean stands at `lint` itself, once.
        let mut level = json!({ "enum": language::LEVELS.map(|level| level.word) });
        level["description"] = json!(plain(&doc));
        level["markdownDescription"] = json!(doc);
        (id.to_owned(), level)
    };
    let groups = Group::ALL.map(|group| level(group.id(), format!("A group. {}", group.doc())));
    let rules = RULES.iter().map(|rule| {
        let doc = format!(
            "{}. Group {}, `{}` by default.",
            capital(rule.title),
            rule.group.id(),
            rule.level.word()
        );
        level(rule.id, doc)
    });
    let levels: Map<_, _> = groups.into_iter().chain(rules).collect();
    json!({ "type": "object", "properties": levels, "additionalProperties": false })
}

/// A reason for each.
fn lints() -> Json {
    let lints = RULES.iter().filter(|rule| rule.can_be_allowed()).map(|rule| {
        let mut lint = reason();
        let doc = format!("Why this is right here: {}.", rule.title);
        lint["description"] = json!(plain(&doc));
        lint["markdownDescription"] = json!(doc);
        (rule.id.to_owned(), lint)
    });
    let lints: Map<_, _> = lints.collect();
    json!({ "type": "object", "properties": lints, "additionalProperties": false })
}

/// As a sentence begins.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn choice(words: &[Word]) -> Json {
    let docs = |map: fn(&str) -> String| words.iter().map(|word| map(word.doc)).collect::<Vec<_>>();
    json!({
        "enum": words.iter().map(|word| word.word).collect::<Vec<_>>(),
        "enumDescriptions": docs(plain),
        "markdownEnumDescriptions": docs(str::to_owned),
    })
}

fn boolean_or(boolean: Json, other: &Value, definitions: &mut Definitions) -> Json {
    json!({ "if": { "type": "boolean" }, "then": boolean, "else": value(other, definitions) })
}

/// Values in a list are texts, from which their names in code are derived.
fn values(definitions: &mut Definitions) -> Json {
    let value = definitions.section(&VALUE);
    let text = json!({ "type": "string" });
    let listed = json!({ "allOf": [value, { "required": ["value"], "properties": { "value": text } }] });
    let named = mapping_or(value, json!({ "type": ["string", "integer"] }));
    json!({
        "if": { "type": "array" },
        "then": { "minItems": 1, "items": mapping_or(listed, text) },
        "else": { "type": "object", "minProperties": 1, "additionalProperties": named },
    })
}

fn bits(definitions: &mut Definitions) -> Json {
    let flag = mapping_or(definitions.section(&language::FLAG), expression::bit());
    json!({ "type": "object", "minProperties": 1, "additionalProperties": flag })
}
