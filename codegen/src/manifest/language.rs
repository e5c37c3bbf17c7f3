//! The language as tables: each key, what its value is, and what it says.
//!
//! The one place that knows them. The readers beside this module ask for no key that is not here, and refuse every
//! other; the JSON Schema and the list of all keys in `docs/` are made of the same lines.

mod files;
mod node;
mod types;
mod wire;

use super::place::Place;

pub use files::{
    APPROVAL, CPP, FIRST_ONLY, FRAMEWORKS, INCLUDED_ONLY, LEVELS, MANIFEST, MARKDOWN, OUTPUTS, RESERVED,
    RUST, TAURI, TAURI_PAYLOADS, TAURI_TARGET, TRANSPORTS, TYPESCRIPT,
};
pub use node::{
    AUDIENCES, BESIDE, DELIVERIES, DEPRECATED, DESKTOP, EVENT, FIELD, FLAG, NODE, SHAPES, TYPE, VALUE,
    VARIANT, VERSION,
};
pub use types::{BuiltIn, TYPES, built_in};
pub use wire::{HEARTBEAT, HOLES, INT64, WIRE};

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub value: Value,
    /// What it says, in a sentence or two of Markdown.
    pub doc: &'static str,
}

/// A mapping that is not a node, with keys of its own.
#[derive(Debug)]
pub struct Section {
    /// Its name in the JSON Schema.
    pub name: &'static str,
    /// What it is called in messages.
    pub what: &'static str,
    pub keys: &'static [Key],
    /// Those that must be there.
    pub required: &'static [&'static str],
}

/// What stands behind a key.
#[derive(Debug)]
pub enum Value {
    /// `1`, the version of the language.
    LanguageVersion,
    Text,
    /// Markdown.
    Prose,
    /// A text that says something.
    Reason,
    /// A mapping from rule or group to level.
    Levels,
    /// A mapping from rule to reason.
    Lints,
    /// A rule about breaking changes.
    Rule,
    /// `2027-03-01`
    Day,
    Boolean,
    /// An integer from one on.
    Version,
    /// One of some words.
    Choice(&'static [Word]),
    /// A name on the wire: a text, an integer or a boolean.
    WireName,
    /// A text or an integer.
    Name,
    /// A value of the type that is due.
    Data,
    /// `false`, or something else.
    FalseOr(&'static Value),
    /// `true`, `false`, or something else.
    BooleanOr(&'static Value),
    /// A value alone, or a list of them.
    OneOrMore(&'static Value),
    List(&'static Value),
    /// A mapping of names that the author gives.
    Map(&'static Value),
    /// A text, or a mapping.
    TextOr(&'static Value),
    Section(&'static Section),
    /// The JSON of a frame.
    Picture,
    /// A type expression, or a list of them: a tuple.
    Type,
    /// As `Type`, with a default behind ` = ` if wanted.
    FieldType,
    /// An integer type, or `string<…>` of one.
    Repr,
    /// A mapping from name to node.
    Nodes(Place),
    Node(Place),
    /// A mapping from `v1` and so on to node.
    Versions,
    /// The values of an enum: a list, or a mapping from code name.
    Values,
    /// A mapping from code name to bit.
    Bits,
    /// An integer, `1 << n`, or `A | B` of other bits.
    Bit,
}

/// One of the words that a key may have.
#[derive(Debug)]
pub struct Word {
    pub word: &'static str,
    pub doc: &'static str,
}

const fn key(name: &'static str, value: Value, doc: &'static str) -> Key {
    Key { name, value, doc }
}

const fn word(word: &'static str, doc: &'static str) -> Word {
    Word { word, doc }
}

/// The greatest version of an event: more than anybody writes.
pub const MOST_VERSIONS: i128 = 10_000;

/// A list of texts.
const TEXTS: Value = Value::List(&Value::Text);

/// Names that may not come back.
const RESERVED_NAMES: Value = Value::List(&Value::Name);
