//! Names in TypeScript. What stands on the wire is called as it is there; names of types are in PascalCase.

use std::fmt;

use crate::model::{Direction, Event, Scope};
use crate::name::Name;

/// A module with types of the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Module {
    /// `types.ts`
    Types,
    /// `server.ts`
    Server,
    /// `client.ts`
    Client,
}

impl Module {
    /// `server`: the name of its file, and what others import it as.
    pub fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Server => "server",
            Module::Client => "client",
        }
    }
}

impl From<Direction> for Module {
    fn from(direction: Direction) -> Module {
        match direction {
            Direction::Server => Module::Server,
            Direction::Client => Module::Client,
        }
    }
}

/// The module of a scope; none for types of the desktop's own events, of which nothing is made.
pub fn module(scope: Scope) -> Option<Module> {
    match scope {
        Scope::Types => Some(Module::Types),
        Scope::Server => Some(Module::Server),
        Scope::Client => Some(Module::Client),
        Scope::Desktop => None,
    }
}

/// `Server`, `Client`: what the names that belong to a direction begin with.
pub fn title(direction: Direction) -> &'static str {
    match direction {
        Direction::Server => "Server",
        Direction::Client => "Client",
    }
}

/// What the answer to an event is called.
pub fn reply(event: &Event) -> Name {
    Name::derive("reply").map_or_else(|| event.name.clone(), |reply| event.name.join(&reply))
}

/// A name that a module declares.
///
/// One that JavaScript has for something of its own would hide that in the whole module: such a type is called
/// otherwise there, and exported under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared(String);

impl Declared {
    /// The name in PascalCase.
    pub fn new(name: impl Into<String>) -> Declared {
        Declared(name.into())
    }

    /// `export `, where the declaration is the export.
    pub fn export(&self) -> &'static str {
        if self.is_hiding() { "" } else { "export " }
    }

    /// `Map_ as Map`, where it is not.
    pub fn exported(&self) -> Option<String> {
        self.is_hiding().then(|| format!("{self} as {}", self.0))
    }

    fn is_hiding(&self) -> bool {
        BUILT_IN.contains(&self.0.as_str())
    }
}

impl fmt::Display for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, if self.is_hiding() { "_" } else { "" })
    }
}

/// The names in PascalCase that JavaScript's own library has, and the types of TypeScript's that generated code names.
#[rustfmt::skip]
const BUILT_IN: &[&str] = &[
    "AggregateError", "Array", "ArrayBuffer", "AsyncIterator", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array",
    "Boolean", "DataView", "Date", "Error", "EvalError", "FinalizationRegistry", "Float32Array", "Float64Array",
    "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "Json", "JSON", "Map", "Math",
    "NaN", "Number", "Object", "Partial", "Promise", "Proxy", "RangeError", "Readonly", "Record", "ReferenceError",
    "Reflect", "RegExp", "Set", "SharedArrayBuffer", "String", "Symbol", "SyntaxError", "TypeError", "URIError",
    "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet",
];
