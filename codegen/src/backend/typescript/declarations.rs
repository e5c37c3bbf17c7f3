//! Declarations: what each named type, payload and event map becomes.

mod structs;
mod unions;

use askama::Template;

use super::docs::Doc;
use super::literals;
use super::names::Declared;
use super::types::{self, TypeText, Types};
use crate::model::{Flags, Int, IntEnum, IntValue, Payload, Shape, StringEnum, StringPattern, Type, TypeDef};

pub use structs::struct_type;

/// One declaration of a module.
#[derive(Debug, Template)]
pub enum Declaration {
    /// An object type.
    #[template(path = "typescript/interface.ts")]
    Interface { doc: Doc, name: Declared, extends: Vec<String>, members: Vec<Member> },
    /// An object type among whose members those of unions lie.
    #[template(path = "typescript/intersection.ts")]
    Intersection { doc: Doc, name: Declared, all_of: Vec<String>, members: Vec<Member> },
    /// Another name for a type.
    #[template(path = "typescript/short_alias.ts")]
    ShortAlias { doc: Doc, name: Declared, ty: String },
    /// Another name for several types, each in a line of its own.
    #[template(path = "typescript/alias.ts")]
    Alias { doc: Doc, name: Declared, any_of: Vec<Alternative> },
    /// The values of an enum by their names.
    #[template(path = "typescript/constants.ts")]
    Constants { doc: Doc, name: Declared, entries: Vec<Entry> },
    /// The bits of a set of flags by their names.
    #[template(path = "typescript/flags.ts")]
    Flags {
        doc: Doc,
        name: Declared,
        entries: Vec<Entry>,
        ty: String,
        zero: &'static str,
        together: &'static str,
        set: &'static str,
    },
}

impl Declaration {
    /// What it declares, and whether that is a value too.
    pub fn declared(&self) -> (&Declared, bool) {
        match self {
            Declaration::Interface { name, .. }
            | Declaration::Intersection { name, .. }
            | Declaration::ShortAlias { name, .. }
            | Declaration::Alias { name, .. } => (name, false),
            Declaration::Constants { name, .. } | Declaration::Flags { name, .. } => (name, true),
        }
    }
}

/// A member of an object type.
#[derive(Debug)]
pub struct Member {
    pub doc: Doc,
    /// The key with its mark.
    pub key: String,
    pub ty: String,
}

/// One of several types.
#[derive(Debug)]
pub struct Alternative {
    pub doc: Doc,
    pub ty: String,
}

/// A member of a constant.
#[derive(Debug)]
pub struct Entry {
    pub doc: Doc,
    pub key: String,
    pub value: String,
}

/// The declarations of a named type.
pub fn of_type(types: &Types<'_>, def: &TypeDef) -> Vec<Declaration> {
    let (doc, name) = (Doc::about(&def.meta, None), Declared::of(def));
    match &def.shape {
        Shape::Struct(shape) => vec![struct_type(types, doc, name, shape)],
        Shape::StringEnum(shape) => string_enum(types, doc, name, shape),
        Shape::IntEnum(shape) => int_enum(types, doc, name, shape),
        Shape::Flags(shape) => flags(types, doc, name, shape),
        Shape::Union(shape) => unions::union(types, doc, def, shape),
        Shape::Untagged(shape) => {
            let items = shape.items.iter().map(|item| types.text(&item.ty));
            vec![alias(doc, name, TypeText::any_of(items))]
        }
        Shape::Alias(ty) => vec![alias(doc, name, types.text(ty))],
    }
}

/// The declaration of what an event carries.
pub fn of_payload(types: &Types<'_>, doc: Doc, name: &str, payload: &Payload) -> Declaration {
    let name = Declared::ty(name);
    match payload {
        Payload::Unit => alias(doc, name, TypeText::one(NOTHING)),
        Payload::Struct(shape) => struct_type(types, doc, name, shape),
        Payload::Type(ty) => alias(doc, name, types.text(ty)),
    }
}

/// An object without members. `{}` alone would take any value but null.
pub const NOTHING: &str = "Record<string, never>";

/// Another name for a type.
pub fn alias(doc: Doc, name: Declared, ty: TypeText) -> Declaration {
    Declaration::ShortAlias { doc, name, ty: ty.to_string() }
}

/// Another name for several types, in one line if that is short enough to read.
fn choice(doc: Doc, name: Declared, any_of: Vec<Alternative>) -> Declaration {
    let length: usize = any_of.iter().map(|alternative| alternative.ty.chars().count() + 3).sum();
    let is_plain = any_of.iter().all(|alternative| alternative.doc == Doc::default());
    if !is_plain || length > LONGEST {
        return Declaration::Alias { doc, name, any_of };
    }
    let texts: Vec<String> = any_of.into_iter().map(|alternative| alternative.ty).collect();
    let ty = if texts.is_empty() { "never".to_owned() } else { texts.join(" | ") };
    Declaration::ShortAlias { doc, name, ty }
}

/// Alternatives that are longer together stand in lines of their own.
const LONGEST: usize = 80;

fn string_enum(types: &Types<'_>, doc: Doc, name: Declared, shape: &StringEnum) -> Vec<Declaration> {
    let fixed = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(text) => Some(Entry {
            doc: Doc::about(&value.meta, None),
            key: value.name.pascal(),
            value: literals::string(text),
        }),
        StringPattern::Hole { .. } => None,
    });
    enumeration(doc, name, types.string_values(shape), fixed.collect())
}

fn int_enum(types: &Types<'_>, doc: Doc, name: Declared, shape: &IntEnum) -> Vec<Declaration> {
    let ty = types::int_type(types.model, shape.repr);
    let entries = entries(&shape.values, |value| value.name.pascal(), &ty);
    enumeration(doc, name, types.int_values(shape), entries)
}

fn entries(values: &[IntValue], name: impl Fn(&IntValue) -> String, ty: &TypeText) -> Vec<Entry> {
    let entry = |value: &IntValue| Entry {
        doc: Doc::about(&value.meta, None),
        key: name(value),
        value: types::integer(ty, value.value),
    };
    values.iter().map(entry).collect()
}

/// The type, and beside it the values by their names, where there are any.
fn enumeration(doc: Doc, name: Declared, values: Vec<TypeText>, entries: Vec<Entry>) -> Vec<Declaration> {
    let alternative = |ty: TypeText| Alternative { doc: Doc::default(), ty: ty.to_string() };
    let any_of = values.into_iter().map(alternative).collect();
    let mut declarations = vec![choice(doc.clone(), name.clone(), any_of)];
    if !entries.is_empty() {
        declarations.push(Declaration::Constants { doc, name, entries });
    }
    declarations
}

/// JavaScript's operators on numbers have signed results of 32 bits.
fn flags(types: &Types<'_>, doc: Doc, name: Declared, shape: &Flags) -> Vec<Declaration> {
    let ty = types.flags_type(shape);
    let entries = entries(&shape.bits, |bit| bit.name.screaming(), &ty);
    let (zero, together, set) = match (ty.to_string().as_str(), shape.repr.int) {
        ("bigint", _) => ("0n", "all | bit", "bits"),
        (_, Int::I8 | Int::I16 | Int::I32) => ("0", "all | bit", "(bits | 0)"),
        _ => ("0", "(all | bit) >>> 0", "(bits | 0)"),
    };
    let constants = Declaration::Flags {
        doc: doc.clone(),
        name: name.clone(),
        entries,
        ty: ty.to_string(),
        zero,
        together,
        set,
    };
    vec![alias(doc, name, ty), constants]
}

/// Whether what an event or a variant carries has members beside which others may stand.
pub fn carries_map(types: &Types<'_>, payload: &Payload) -> bool {
    matches!(payload, Payload::Type(ty) if types.is_map(ty))
}

/// Whether there are no members at all.
pub fn is_empty(types: &Types<'_>, payload: &Payload) -> bool {
    match payload {
        Payload::Unit => true,
        Payload::Struct(shape) => shape.fields.is_empty(),
        Payload::Type(ty) => types.is_empty(ty) || *ty == Type::Null,
    }
}
