//! Handlers to begin with, for `samewire stubs`.

use askama::Template;

use super::categories::{Group, grouped};
use super::docs::Doc;
use super::events::{self, Entry, Of};
use super::literals;
use super::modules::rendered;
use crate::model::{Direction, Field, Model, Payload};

#[derive(Template)]
#[template(path = "typescript/stubs.ts")]
struct StubsFile {
    index: String,
    handlers: &'static str,
    groups: Vec<Group<Stub>>,
}

/// A handler.
struct Stub {
    doc: Doc,
    key: String,
    name: String,
    parameters: String,
    /// What it shows of the payload.
    shown: String,
}

/// What can be handled: the events from the server, what answers clients, and the events of the desktop app's own.
pub fn handled(model: &Model) -> Vec<Entry<'_>> {
    let mut handled = events::entries(model, Direction::Server);
    handled.extend(events::desktop(model));
    handled
}

/// A handler for each of these events, grouped by category; `index` is the module to import from.
pub fn text(model: &Model, entries: &[Entry<'_>], index: &str) -> String {
    let handlers =
        if entries.len() == handled(model).len() { "ServerHandlers" } else { "SomeServerHandlers" };
    rendered(&StubsFile { index: literals::string(index), handlers, groups: grouped(entries, stub) })
}

fn stub(entry: &Entry<'_>) -> Stub {
    let payload = match entry.of {
        Of::Event(event) => Some(&event.payload),
        Of::Reply(_, payload) => Some(payload),
        Of::Refusal => None,
    };
    let (parameters, shown) = match payload.and_then(names) {
        Some(names) if names.is_empty() => (String::new(), String::new()),
        Some(names) => (format!("{{ {} }}", names.join(", ")), format!(", {}", names.join(", "))),
        None => ("payload".to_owned(), ", payload".to_owned()),
    };
    Stub {
        doc: entry.of.meta().map(|meta| Doc::about(meta, None)).unwrap_or_default(),
        key: literals::key(&entry.name),
        name: literals::string(&entry.name),
        parameters,
        shown,
    }
}

/// The members that a handler takes out of its payload, without those that should not be shown; none if they are too
/// many, or cannot be variables.
fn names(payload: &Payload) -> Option<Vec<&str>> {
    let fields: Vec<&Field> = match payload {
        Payload::Unit => Vec::new(),
        Payload::Struct(shape) => shape.fields.iter().filter(|field| !field.sensitive).collect(),
        Payload::Type(_) => return None,
    };
    let fit = fields.len() <= MOST && fields.iter().all(|field| !field.spread && is_variable(&field.wire));
    fit.then(|| fields.iter().map(|field| field.wire.as_str()).collect())
}

/// More members than these are not taken out one by one.
const MOST: usize = 6;

fn is_variable(name: &str) -> bool {
    literals::is_identifier(name)
        && name.starts_with(|c: char| !c.is_ascii_uppercase())
        && !NOT_VARIABLES.contains(&name)
}

/// What cannot be a variable in a module, what the handlers themselves use, and what would hide what all scripts have.
#[rustfmt::skip]
const NOT_VARIABLES: &[&str] = &[
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "arguments", "await",
    "break", "case", "catch", "class", "console", "const", "constructor", "continue", "debugger", "decodeURI",
    "decodeURIComponent", "default", "delete", "do", "else", "encodeURI", "encodeURIComponent", "enum", "escape",
    "eval", "export", "extends", "false", "finally", "for", "function", "globalThis", "hasOwnProperty", "if",
    "implements", "import", "in", "instanceof", "interface", "isFinite", "isNaN", "isPrototypeOf", "let", "new",
    "null", "package", "parseFloat", "parseInt", "private", "propertyIsEnumerable", "protected", "public", "return",
    "static", "super", "switch", "this", "throw", "toLocaleString", "toString", "true", "try", "typeof", "undefined",
    "unescape", "valueOf", "var", "void", "while", "with", "yield",
];
