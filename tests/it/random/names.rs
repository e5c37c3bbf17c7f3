//! Names and texts that mean harm, or seem to.

use std::collections::BTreeSet;

use fastrand::Rng;
use samewire_codegen::name::Name;

use crate::bad_input::text::{HOSTILE, UNSEEN};

/// Keywords, names of prototypes, names of what is generated, and plain ones.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "b", "user_id", "text", "kind", "value", "as", "async", "await", "box", "break", "const", "do", "dyn",
    "else", "enum", "extern", "false_", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match",
    "mod", "move", "mut", "priv", "pub", "ref", "return", "static", "struct", "trait", "try", "typeof", "union",
    "unsafe", "use", "virtual", "where", "while", "yield", "raw", "safe", "default", "auto", "final", "become",
    "abstract", "override", "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf",
    "toJSON", "then", "on", "emit", "send", "before", "event", "events", "server", "client", "types", "info", "name",
    "names", "fields", "parts", "build", "output", "input", "strict", "beside", "frame", "index", "hole", "text",
    "payload", "E", "A", "M", "T", "decode", "encode", "dispatch", "answer", "GUILD_BAN_ADD", "userID", "URLChanged",
    "sha256", "x1", "_id", "audio://progress", "library:scan-progress", "a.b.c", "with space", "dashed-name", "UPPER",
    "MixedCase", "é_e", "handler", "respond", "refusal", "unknown_one", "none", "some", "ok", "err", "main", "std",
    "core", "samewire", "arguments", "eval", "interface", "package", "delete", "void", "class", "new", "this",
    "null_", "undefined", "NaN",
];

#[rustfmt::skip]
const TYPES: &[&str] = &[
    "Object", "Date", "Promise", "Error", "Map", "String", "Array", "Event", "Record", "Option", "Result", "Vec",
    "Box", "Unknown", "Some", "None", "Ok", "Err", "Default", "Clone", "Debug", "Copy", "Eq", "Hash", "Send", "Sync",
    "Fn", "Drop", "Iterator", "ServerFrame", "ClientFrame", "ServerHandler", "ClientHandler", "Refusal", "EventInfo",
    "EVENTS", "Struct", "Enum", "Union", "Flags", "Uuid", "Timestamp", "Value", "Limits", "Message", "User", "A", "B",
    "T", "E", "Proto", "HashMap", "BTreeMap", "Bool", "Str", "U8", "I64", "F64", "Char", "Static", "Type", "Match",
    "Super1",
];

/// Names of siblings: no two are one in code or on the wire.
#[derive(Debug, Default, Clone)]
pub struct Siblings {
    code: BTreeSet<String>,
    wire: BTreeSet<String>,
}

impl Siblings {
    /// Siblings that keep off these wire names.
    pub fn beside(keys: &[String]) -> Siblings {
        Siblings { wire: keys.iter().cloned().collect(), ..Siblings::default() }
    }

    /// Takes a name in code, unless it is taken.
    pub fn take(&mut self, code: &str) -> bool {
        let Some(name) = Name::derive(code) else { return false };
        let refused =
            ["self", "super", "crate", "unknown", "server_event", "client_event"].contains(&name.snake());
        !refused && self.code.insert(name.pascal())
    }

    pub fn take_wire(&mut self, wire: &str) -> bool {
        self.wire.insert(wire.to_owned())
    }

    /// A key and, where it is not the name on the wire, that name.
    pub fn key(&mut self, rng: &mut Rng) -> (String, Option<String>) {
        loop {
            let key = word(rng);
            if rng.u8(..6) > 0 {
                if !self.wire.contains(&key) && self.take(&key) {
                    self.take_wire(&key);
                    return (key, None);
                }
                continue;
            }
            let wire = hostile(rng);
            if !self.wire.contains(&wire) && self.take(&key) {
                self.take_wire(&wire);
                return (key, Some(wire));
            }
        }
    }

    /// A name that is nobody's.
    pub fn free(&mut self, rng: &mut Rng) -> String {
        loop {
            let wire = if rng.bool() { hostile(rng) } else { word(rng) };
            if self.take_wire(&wire) {
                return wire;
            }
        }
    }
}

/// A name that gives a name in code.
fn word(rng: &mut Rng) -> String {
    let word = WORDS[rng.usize(..WORDS.len())];
    if rng.bool() { word.to_owned() } else { format!("{word}_{}", rng.u8(..)) }
}

/// The name of a type of the manifest's own.
pub fn type_name(taken: &mut Siblings, rng: &mut Rng) -> String {
    loop {
        let name = TYPES[rng.usize(..TYPES.len())];
        let name = if rng.bool() { name.to_owned() } else { format!("{name}{}", rng.u8(..)) };
        if taken.take(&name) {
            return name;
        }
    }
}

/// A text that can be seen, without a hole.
pub fn hostile(rng: &mut Rng) -> String {
    let texts: Vec<_> = HOSTILE.iter().filter(|text| !text.contains(['<', '>'])).collect();
    let mut one = || texts[rng.usize(..texts.len())].to_string();
    let (first, second) = (one(), one());
    if rng.bool() { first } else { format!("{first} {second}{}", rng.u8(..)) }
}

/// Any text.
pub fn texts(rng: &mut Rng) -> String {
    let one = |rng: &mut Rng| match rng.u8(..3) {
        0 => UNSEEN[rng.usize(..UNSEEN.len())],
        1 => HOSTILE[rng.usize(..HOSTILE.len())],
        _ => WORDS[rng.usize(..WORDS.len())],
    };
    (0..rng.usize(0..4)).map(|_| one(rng)).collect::<Vec<_>>().join(" ")
}
