//! `codec/types.ts`, `codec/server.ts`, `codec/client.ts` and `codec/desktop.ts`: a reader and a writer for each type and
//! payload, and the codecs of the events.
//!
//! What is the same for all types stands in the runtime; what is made here are calls of it.

mod desktop;
mod entries;
mod enums;
mod events;
mod ints;
mod order;
mod pictures;
mod readers;
mod structs;
mod unions;
mod untagged;
mod versions;
mod writers;

pub use events::comes_alone;

use std::cell::RefCell;
use std::collections::BTreeSet;

use askama::Template;

use super::literals;
use super::names::{self, Module};
use crate::model::{Direction, Model, Payload, Shape, Type, TypeDef};
use crate::resolve::members::of_type;

#[derive(Template)]
#[template(path = "typescript/codec.ts")]
struct CodecFile {
    doc: &'static str,
    imports: Vec<String>,
    declarations: Vec<String>,
}

/// The text of `codec/types.ts`.
pub fn types(model: &Model) -> String {
    let codecs = Codecs::new(model, Module::Types);
    let declarations = declared(&codecs);
    codecs.file("// How types are read and written.", declarations)
}

/// The text of `codec/server.ts` or `codec/client.ts`; `upgrades` is the module of the functions that are written by hand.
pub fn direction(model: &Model, direction: Direction, upgrades: &str) -> String {
    let codecs = Codecs::new(model, direction.into());
    let mut declarations = declared(&codecs);
    declarations.extend(events::declarations(&codecs, direction));
    let doc = match direction {
        Direction::Server => "// How events from the server to the client are read and written.",
        Direction::Client => "// How events from the client to the server are read and written.",
    };
    let by_hand = versions::imports(&codecs.by_hand.take(), upgrades);
    codecs.file_with(doc, declarations, by_hand)
}

/// The text of `codec/desktop.ts`.
pub fn desktop(model: &Model) -> String {
    let codecs = Codecs::new(model, Module::Desktop);
    let mut declarations = declared(&codecs);
    declarations.extend(desktop::declarations(&codecs));
    codecs.file("// How events of the desktop app's own are read.", declarations)
}

/// The declarations of the types of a module.
fn declared(codecs: &Codecs<'_>) -> Vec<String> {
    let own = codecs.model.types.iter().filter(|def| names::module(def.scope) == codecs.module);
    own.flat_map(|def| definition(codecs, def)).collect()
}

fn definition(codecs: &Codecs<'_>, def: &TypeDef) -> Vec<String> {
    let name = def.name.pascal();
    match &def.shape {
        Shape::Struct(shape) => structs::declarations(codecs, &name, shape).into(),
        Shape::StringEnum(shape) => enums::string_enum(codecs, &name, shape),
        Shape::IntEnum(shape) => ints::int_enum(codecs, &name, shape),
        Shape::Union(shape) => unions::declarations(codecs, def, shape),
        Shape::Untagged(shape) => untagged::declarations(codecs, &name, shape),
        Shape::Alias(ty) if def.endless => endless(codecs, &name, ty),
        Shape::Flags(_) | Shape::Alias(_) => Vec::new(),
    }
}

/// An alias that is made of itself has a reader of its own.
fn endless(codecs: &Codecs<'_>, name: &str, ty: &Type) -> Vec<String> {
    let (check, write) = (readers::check(codecs, ty, "value", Some("key")), writers::expression(codecs, ty));
    let (key, own) = (codecs.runtime_type("Key"), codecs.runtime_type("Write"));
    vec![
        format!("export function read{name}(value: unknown, key?: {key}): boolean {{\n  return {check};\n}}"),
        format!("export const write{name}: {own} = (value, around) => {write}(value, around);"),
    ]
}

/// What is known where a module is made; it takes note of what the module has to import.
struct Codecs<'m> {
    model: &'m Model,
    module: Module,
    imports: RefCell<BTreeSet<Import>>,
    /// The functions that somebody writes by hand.
    by_hand: RefCell<Vec<String>>,
}

/// An import, in the order in which imports stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Import {
    /// The runtime's types.
    Type(&'static str, &'static str),
    /// What makes a writer of a struct: it stands for itself, since tsc is slow to see through a module where many
    /// names are declared.
    Struct,
    /// A module of the runtime.
    Runtime(&'static str),
    /// Types of the manifest.
    Declared(&'static str),
    /// Their codecs in another module.
    Codec(&'static str),
}

impl Import {
    fn text(self) -> String {
        match self {
            Import::Type(module, name) => format!("import type {{ {name} }} from \"../{module}.js\";"),
            Import::Struct => "import { struct } from \"../write.js\";".to_owned(),
            Import::Runtime(module) => format!("import * as {module} from \"../{module}.js\";"),
            Import::Declared(module) => format!("import type * as {module} from \"../{module}.js\";"),
            Import::Codec(module) => format!("import * as {module}Codecs from \"./{module}.js\";"),
        }
    }
}

impl<'m> Codecs<'m> {
    fn new(model: &'m Model, module: Module) -> Codecs<'m> {
        Codecs { model, module, imports: RefCell::default(), by_hand: RefCell::default() }
    }

    fn import(&self, import: Import) {
        self.imports.borrow_mut().insert(import);
    }

    /// `read.uuid`
    fn runtime(&self, module: &'static str, name: &str) -> String {
        self.import(Import::Runtime(module));
        format!("{module}.{name}")
    }

    fn read(&self, name: &str) -> String {
        self.runtime("read", name)
    }

    fn write(&self, name: &str) -> String {
        self.runtime("write", name)
    }

    fn write_struct(&self) -> &'static str {
        self.import(Import::Struct);
        "struct"
    }

    /// A type of the runtime.
    fn runtime_type(&self, name: &'static str) -> &'static str {
        let module = match name {
            "Key" | "Limits" => "codec",
            "Check" | "Place" | "Holder" => "read",
            "Write" | "Rank" => "write",
            "Picture" | "Names" | "Variant" => "picture",
            "PlainPicture" | "PlainMembers" => "plain",
            "AnyDecoded" | "EventReader" | "EventWriter" | "FramePicture" | "Lookup" => "frame",
            _ => "protocol",
        };
        self.import(Import::Type(module, name));
        name
    }

    /// A type that is declared in this module's namesake.
    fn type_name(&self, name: &str) -> String {
        self.type_in(self.module, name)
    }

    fn type_in(&self, module: Module, name: &str) -> String {
        self.import(Import::Declared(module.name()));
        format!("{}.{name}", module.name())
    }

    /// `readMessage`, where it is declared.
    fn codec(&self, module: Module, prefix: &str, name: &str) -> String {
        if module == self.module {
            return format!("{prefix}{name}");
        }
        self.import(Import::Codec(module.name()));
        format!("{}Codecs.{prefix}{name}", module.name())
    }

    /// As [`Codecs::codec`], of a named type.
    fn of(&self, def: &TypeDef, prefix: &str) -> String {
        self.codec(names::module(def.scope), prefix, &def.name.pascal())
    }

    /// What a type is once plain aliases are followed.
    fn unaliased<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match ty {
            Type::Named(id) => match self.model.type_def(*id) {
                TypeDef { shape: Shape::Alias(aliased), endless: false, .. } => self.unaliased(aliased),
                _ => ty,
            },
            _ => ty,
        }
    }

    /// The named type that a type is, if it is one.
    fn named<'t>(&'t self, ty: &'t Type) -> Option<&'t TypeDef> {
        match self.unaliased(ty) {
            Type::Named(id) => Some(self.model.type_def(*id)),
            _ => None,
        }
    }

    /// Whether a type has a place for members that it does not declare.
    fn takes_others(&self, ty: &Type) -> bool {
        match self.unaliased(ty) {
            Type::Map(..) => true,
            Type::Named(id) => match &self.model.type_def(*id).shape {
                Shape::Alias(aliased) => self.takes_others(aliased),
                _ => of_type(&self.model.types, ty).takes_others,
            },
            _ => false,
        }
    }

    fn payload_takes_others(&self, payload: &Payload) -> bool {
        match payload {
            Payload::Unit => false,
            Payload::Struct(shape) => structs::takes_others(self, shape),
            Payload::Type(ty) => self.takes_others(ty),
        }
    }

    fn file(self, doc: &'static str, declarations: Vec<String>) -> String {
        self.file_with(doc, declarations, None)
    }

    /// A file that imports something of the user's.
    fn file_with(self, doc: &'static str, declarations: Vec<String>, users: Option<String>) -> String {
        let imports = self.imports.into_inner();
        let mut texts: Vec<String> = Vec::new();
        // What comes from one module stands together.
        let mut from: Vec<(&str, Vec<&str>)> = Vec::new();
        for import in &imports {
            if let Import::Type(module, name) = import {
                match from.iter_mut().find(|(own, _)| own == module) {
                    Some((_, names)) => names.push(name),
                    None => from.push((module, vec![name])),
                }
            }
        }
        texts.extend(from.iter().map(|(module, names)| {
            format!("import type {{ {} }} from \"../{module}.js\";", names.join(", "))
        }));
        texts.extend(
            imports.iter().filter(|import| !matches!(import, Import::Type(..))).map(|import| import.text()),
        );
        texts.extend(users);
        let file = CodecFile { doc, imports: texts, declarations };
        file.render().unwrap_or_default().trim_end().to_owned() + "\n"
    }
}

/// A list of texts as JavaScript has it.
fn texts<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    let items: Vec<String> = items.into_iter().map(literals::string).collect();
    format!("[{}]", items.join(", "))
}

/// A value of JSON as an expression.
fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => literals::string(text),
        serde_json::Value::Array(items) => {
            format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(members) => {
            let member = |(key, value): (&String, &serde_json::Value)| {
                format!("{}: {}", literals::own_key(key), json(value))
            };
            match members.is_empty() {
                true => "{}".to_owned(),
                false => format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", ")),
            }
        }
        scalar => scalar.to_string(),
    }
}
