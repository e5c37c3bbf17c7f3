//! Declarations: what each named type and each payload becomes.

mod enums;
mod unions;

use askama::Template;

use super::defaults::{self, Initial};
use super::docs::{self, Doc};
use super::finite;
use super::names;
use super::order::events_in;
use super::types::Types;
use crate::check::walk;
use crate::model::{Field, Meta, Payload, Shape, Struct, Type, TypeId};

/// One declaration of a header.
#[derive(Debug, Template)]
pub enum Declaration {
    /// A struct whose members anybody may set.
    #[template(path = "cpp/struct.hpp")]
    Struct { doc: Doc, deprecated: String, name: String, members: Vec<Member> },
    /// A struct that holds one of several types.
    #[template(path = "cpp/variant.hpp")]
    Variant {
        doc: Doc,
        deprecated: String,
        name: String,
        alternatives: Vec<Alternative>,
        has_names: bool,
        usual: usize,
    },
    /// An enum. `ranked`: it is not ordered as its integers are.
    #[template(path = "cpp/enum.hpp")]
    Enum {
        doc: Doc,
        deprecated: String,
        name: String,
        under: Option<&'static str>,
        values: Vec<Named>,
        ranked: bool,
    },
    /// A set of bits.
    #[template(path = "cpp/flags.hpp")]
    Flags { doc: Doc, deprecated: String, name: String, under: &'static str, values: Vec<Named> },
    /// A set of 128 bits.
    #[template(path = "cpp/wide_flags.hpp")]
    WideFlags { doc: Doc, deprecated: String, name: String, values: Vec<Named> },
    /// Another name for a type.
    #[template(path = "cpp/alias.hpp")]
    Alias { doc: Doc, deprecated: String, name: String, ty: String },
}

/// A member of a struct.
#[derive(Debug)]
pub struct Member {
    pub doc: Doc,
    pub deprecated: String,
    pub ty: String,
    pub name: String,
    pub initial: Initial,
}

impl Member {
    /// The members whose defaults are given by functions, and these.
    fn made(members: &[Member]) -> Vec<(&Member, &String)> {
        let made = members.iter().filter_map(|member| match &member.initial {
            Initial::Made(function) => Some((member, function)),
            _ => None,
        });
        made.collect()
    }
}

/// One of the types that a struct may hold.
#[derive(Debug)]
pub struct Alternative {
    pub ty: String,
    /// What the struct calls it, if it has a name there.
    pub name: Option<String>,
    /// How one comes to be such a value.
    pub made: Made,
}

/// How a struct is made of one of the types that it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// By itself.
    Implicitly,
    /// Where the struct is named: what it is made of has another meaning elsewhere.
    Explicitly,
    /// Of nothing but a `bool`: pointers would be taken for one.
    Exactly,
    /// By the index: the type is there twice.
    ByIndex,
}

/// A value of an enum.
#[derive(Debug)]
pub struct Named {
    pub doc: Doc,
    pub deprecated: String,
    pub name: String,
    /// Its integer, or nothing where it is told by its place.
    pub value: String,
}

/// A struct whose values are compared member by member.
#[derive(Debug, Template)]
#[template(path = "cpp/compared.hpp")]
pub struct Compared {
    pub name: String,
    pub members: Vec<String>,
    /// Whether they have an order too.
    pub is_ordered: bool,
    /// Whether events lie in it, which are complete in another header.
    pub has_events: bool,
}

/// What a type or a payload becomes, in order.
#[derive(Debug, Default)]
pub struct Declared {
    pub declarations: Vec<Declaration>,
    pub compared: Vec<Compared>,
}

impl Declared {
    fn of(declaration: Declaration) -> Declared {
        Declared { declarations: vec![declaration], compared: Vec::new() }
    }

    /// The same, and more behind it.
    pub fn add(&mut self, more: Declared) {
        self.declarations.extend(more.declarations);
        self.compared.extend(more.compared);
    }
}

/// What is known of all types together.
#[derive(Debug)]
pub struct Known<'m> {
    /// How types are named outside of a definition.
    pub types: Types<'m>,
    /// The alternative that each union holds before anybody gave it a value.
    usual: Vec<Option<usize>>,
    /// Whose values stand in sets or are keys of maps.
    keys: Vec<bool>,
}

impl<'m> Known<'m> {
    /// What is known of a model's types.
    pub fn new(types: Types<'m>) -> Known<'m> {
        let keys = walk::reached(types.model, |visit| {
            walk::each_type(types.model, &mut |ty, _| {
                walk::inside(ty, &mut |ty| match ty {
                    Type::Set(item) if types.is_sorted(item) => visit(item),
                    Type::Map(key, _) => visit(key),
                    _ => {}
                });
            });
        });
        Known { types, usual: finite::usual_alternatives(types.model), keys }
    }

    fn is_key(&self, id: TypeId) -> bool {
        self.keys[id.0]
    }

    fn usual(&self, id: TypeId) -> usize {
        self.usual[id.0].unwrap_or_default()
    }
}

/// What a named type becomes.
pub fn of_type(known: &Known<'_>, id: TypeId) -> Declared {
    let (types, is_key) = (known.types, known.is_key(id));
    let def = types.model.type_def(id);
    let (own, inside) = (Own::of(&def.meta, None, names::pascal(&def.name)), types.inside(id));
    match &def.shape {
        Shape::Struct(shape) => struct_type(inside, own, shape),
        Shape::StringEnum(shape) => enums::string_enum(types, id, own, shape, is_key),
        Shape::IntEnum(shape) => Declared::of(enums::int_enum(own, shape, is_key)),
        Shape::Flags(shape) => enums::flags(own, shape, is_key),
        Shape::Union(shape) => unions::union(known, id, own, shape),
        Shape::Untagged(shape) => unions::untagged(known, id, own, shape),
        Shape::Alias(ty) if def.endless => wrapper(inside, own, ty, is_key),
        Shape::Alias(ty) => {
            let Own { doc, deprecated, name } = own;
            // An attribute stands behind the name here.
            let deprecated = deprecated.trim_end().to_owned();
            Declared::of(Declaration::Alias { doc, deprecated, name, ty: types.cpp(ty) })
        }
    }
}

/// What an event carries, or what answers it.
pub fn of_payload(types: Types<'_>, own: Own, payload: &Payload) -> Declared {
    match payload {
        Payload::Unit => struct_type(types, own, &Struct::default()),
        Payload::Struct(shape) => struct_type(types, own, shape),
        Payload::Type(ty) => wrapper(types, own, ty, false),
    }
}

/// What every declaration begins with.
#[derive(Debug)]
pub struct Own {
    pub doc: Doc,
    pub deprecated: String,
    pub name: String,
}

impl Own {
    /// Of a node that says this about itself.
    pub fn of(meta: &Meta, fallback: Option<&str>, name: String) -> Own {
        Own { doc: Doc::about(meta, fallback), deprecated: docs::deprecated(meta), name }
    }
}

/// A struct with a member for each field.
pub fn struct_type(types: Types<'_>, own: Own, shape: &Struct) -> Declared {
    let members: Vec<Member> = shape.fields.iter().map(|field| member(types, field)).collect();
    record(own, members, false, !events_in(types, |visit| walk::fields(shape, visit)).is_empty())
}

/// A struct around one value, whatever its type.
fn wrapper(types: Types<'_>, own: Own, ty: &Type, is_ordered: bool) -> Declared {
    let member = Member {
        doc: Doc::default(),
        deprecated: String::new(),
        ty: types.cpp(ty),
        name: "value".to_owned(),
        initial: defaults::unset(types, ty),
    };
    record(own, vec![member], is_ordered, !events_in(types, |visit| visit(ty)).is_empty())
}

/// A struct and how it is compared.
pub fn record(own: Own, members: Vec<Member>, is_ordered: bool, has_events: bool) -> Declared {
    let Own { doc, deprecated, name } = own;
    let names = members.iter().map(|member| member.name.clone()).collect();
    let compared = Compared { name: name.clone(), members: names, is_ordered, has_events };
    Declared {
        declarations: vec![Declaration::Struct { doc, deprecated, name, members }],
        compared: vec![compared],
    }
}

fn member(types: Types<'_>, field: &Field) -> Member {
    Member {
        doc: Doc::about(&field.meta, None),
        deprecated: docs::deprecated(&field.meta),
        ty: types.field(field),
        name: names::snake(&field.name),
        initial: defaults::initial(types, field),
    }
}

/// A member that no field of the manifest stands for.
pub fn plain_member(doc: Doc, ty: String, name: String, initial: Initial) -> Member {
    Member { doc, deprecated: String::new(), ty, name, initial }
}
