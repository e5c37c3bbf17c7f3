//! Names in TypeScript. What stands on the wire is called as it is there; names of types are in PascalCase.

use std::fmt;

use crate::backend::steps::Step;
use crate::model::{Direction, Event, Field, Scope, Shape, TypeDef};
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
    /// `desktop.ts`
    Desktop,
}

impl Module {
    /// `server`: the name of its file, and what others import it as.
    pub fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Server => "server",
            Module::Client => "client",
            Module::Desktop => "desktop",
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

/// The module of a scope.
pub fn module(scope: Scope) -> Module {
    match scope {
        Scope::Types => Module::Types,
        Scope::Server => Module::Server,
        Scope::Client => Module::Client,
        Scope::Desktop => Module::Desktop,
    }
}

/// What the names begin with that belong to a desktop app's own events.
pub const DESKTOP: &str = "Desktop";

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
/// One that would hide what others mean by it in the whole module is called otherwise there, and exported under its
/// name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    name: String,
    is_hiding: bool,
}

impl Declared {
    /// The name of a type.
    pub fn ty(name: impl Into<String>) -> Declared {
        let name = name.into();
        Declared { is_hiding: GENERATED.contains(&name.as_str()), name }
    }

    /// The name of a type and of a value.
    pub fn value(name: impl Into<String>) -> Declared {
        let name = name.into();
        Declared { is_hiding: [GENERATED, GLOBAL].concat().contains(&name.as_str()), name }
    }

    /// The name of a type of the manifest.
    pub fn of(def: &TypeDef) -> Declared {
        match def.shape {
            Shape::StringEnum(_) | Shape::IntEnum(_) | Shape::Flags(_) => Declared::value(def.name.pascal()),
            _ => Declared::ty(def.name.pascal()),
        }
    }

    /// `export `, where the declaration is the export.
    pub fn export(&self) -> &'static str {
        if self.is_hiding { "" } else { "export " }
    }

    /// `Map_ as Map`, where it is not.
    pub fn exported(&self) -> Option<String> {
        self.is_hiding.then(|| format!("{self} as {}", self.name))
    }
}

impl fmt::Display for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, if self.is_hiding { "_" } else { "" })
    }
}

/// The types of TypeScript's that generated code names.
const GENERATED: &[&str] = &["Record", "Uint8Array"];

/// The values in PascalCase that JavaScript has everywhere.
#[rustfmt::skip]
const GLOBAL: &[&str] = &[
    "AggregateError", "Array", "ArrayBuffer", "AsyncIterator", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array",
    "Boolean", "DataView", "Date", "Error", "EvalError", "FinalizationRegistry", "Float32Array", "Float64Array",
    "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "Map", "Math", "NaN", "Number",
    "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer",
    "String", "Symbol", "SyntaxError", "TypeError", "Uint16Array", "Uint32Array", "Uint8ClampedArray", "WeakMap",
    "WeakRef", "WeakSet",
];

/// What the function is called that makes a field of the next version: `sessionUpdateV1Actor`.
pub fn upgrade(step: &Step<'_>, field: &Field) -> String {
    let name = step.older.name.join(&field.name).pascal();
    let (first, rest) = name.split_at(1);
    format!("{}{rest}", first.to_lowercase())
}
