//! Type expressions, as far as a regular language goes.
//!
//! A pattern cannot count brackets. It knows which word may follow which sign, and that what is opened is closed
//! somewhere and what is closed was opened.

use serde_json::{Value, json};

use super::{Definitions, snippets};
use crate::manifest::language::{BuiltIn, TYPES};

/// The name of a type of the manifest's own.
pub(super) fn type_name() -> Value {
    json!({
        "pattern": "^[A-Z][A-Za-z0-9]*$",
        "patternErrorMessage": "A type's name begins with a capital and has letters from A to z and digits only.",
    })
}

/// A type expression, or a list of them: a tuple.
pub(super) fn type_expression(definitions: &mut Definitions) -> Value {
    let pattern = format!("^{}$", type_pattern());
    expression(&pattern, "a type, such as list<uuid> | null", definitions)
}

/// As [`type_expression`], with a default behind ` = `.
pub(super) fn field_type(definitions: &mut Definitions) -> Value {
    let pattern = format!("^{}(?: = {})?$", type_pattern(), literal_pattern());
    expression(
        &pattern,
        "a type, such as list<uuid> | null, with or without a default, such as u8 = 5",
        definitions,
    )
}

/// Every form of each built-in type, for editors to offer.
pub(super) fn offered(definitions: &mut Definitions) -> Value {
    let offer = || json!({ "type": KINDS, "defaultSnippets": snippets::types() });
    definitions.refer("built_in", |_| offer())
}

/// What a type may be in YAML: an expression, a tuple, or plain `null`.
const KINDS: [&str; 3] = ["string", "array", "null"];

fn expression(pattern: &str, what: &str, definitions: &mut Definitions) -> Value {
    json!({
        "type": KINDS,
        "pattern": pattern,
        "patternErrorMessage": format!("This is not {what}."),
        "items": { "$ref": "#/definitions/type" },
        "allOf": [offered(definitions)],
    })
}

const SPACE: &str = r"[ \n\t]*";

fn type_pattern() -> String {
    let generic = words(|known| known.generic_forms().next().is_some());
    let plain = words(|known| known.is_plain());
    let open = format!(r"(?:\[{SPACE}|(?:{generic}){SPACE}<{SPACE})*");
    let name = format!(r"(?:timestamp{SPACE}<{SPACE}(?:ms|s){SPACE}>|{plain}|[A-Z][A-Za-z0-9]*){SPACE}");
    let close = format!(r"(?:[>\]]{SPACE})*");
    let item = format!("{open}{name}{close}");
    format!(r"{}{SPACE}{item}(?:[,|]{SPACE}{item})*", brackets())
}

fn words(which: fn(&BuiltIn) -> bool) -> String {
    let names: Vec<_> = TYPES.iter().filter(|known| which(known)).map(|known| known.name).collect();
    names.join("|")
}

/// Up to a default: nothing is closed, and no comma stands, before anything is opened; what is opened is closed.
fn brackets() -> &'static str {
    r"(?![^<\[=]*[,>\]])(?![^=]*<[^>=]*(?:=|$))(?![^=]*\[[^\]=]*(?:=|$))"
}

/// What may stand behind ` = `; a value of an enum may be almost anything.
fn literal_pattern() -> &'static str {
    r#" *(?:\[\]|\{\}|"(?:[^"\\]|\\[\s\S])*"|[^\s\["{'][\s\S]*?)\s*"#
}

/// An integer type, or `string<…>` of one.
pub(super) fn repr() -> Value {
    let integers =
        words(|known| known.name.starts_with(['i', 'u']) && known.name.ends_with(char::is_numeric));
    let pattern = format!("^{SPACE}(?:(?:{integers})|string{SPACE}<{SPACE}(?:{integers}){SPACE}>){SPACE}$");
    json!({
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": "This is not an integer type, or string<…> of one.",
    })
}

/// An integer, `1 << n`, or `A | B` of other bits.
pub(super) fn bit() -> Value {
    let name = "[^|]*[A-Za-z][^|]*";
    json!({
        "type": ["integer", "string"],
        "minimum": 0,
        "pattern": format!(r"^(?:0|[1-9][0-9]*|1 << *[0-9]{{1,3}} *|{name}(?:\|{name})*)$"),
        "patternErrorMessage": "This is not an integer, 1 << n, or A | B of flags above.",
    })
}
