//! Type expressions as C++ writes them: everything by its full name, so that no name of a manifest can stand in the way.

use std::collections::HashSet;

use super::names;
use crate::backend::rust::order;
use crate::model::{
    Direction, Field, Int, IntEnum, Model, Payload, Scope, Shape, StringEnum, StringPattern, Struct, Type,
    TypeDef, TypeId,
};
use crate::name::Name;

/// Types as they are named from one place.
#[derive(Debug, Clone, Copy)]
pub struct Types<'m> {
    /// The protocol.
    pub model: &'m Model,
    /// The namespace of what is generated: `a::b`.
    pub namespace: &'m str,
    /// The type whose definition this is, as long as what is named lies in it by value.
    owner: Option<TypeId>,
}

impl<'m> Types<'m> {
    /// As named anywhere but in the definition of a type.
    pub fn new(model: &'m Model, namespace: &'m str) -> Types<'m> {
        Types { model, namespace, owner: None }
    }

    /// As named in the definition of a type.
    pub fn inside(self, owner: TypeId) -> Types<'m> {
        Types { owner: Some(owner), ..self }
    }

    /// As named between the brackets of what holds its elements on the heap, or where a circle is broken elsewhere.
    pub fn on_heap(self) -> Types<'m> {
        Types { owner: None, ..self }
    }

    /// A type expression.
    pub fn cpp(self, ty: &Type) -> String {
        match ty {
            Type::Bool => "bool".to_owned(),
            Type::String | Type::Uuid | Type::Date => STRING.to_owned(),
            Type::Int(int) => int_type(*int).to_owned(),
            Type::F32 => "float".to_owned(),
            Type::F64 => "double".to_owned(),
            Type::Timestamp(_) => "::samewire::Timestamp".to_owned(),
            Type::Bytes => "::std::vector<::std::uint8_t>".to_owned(),
            Type::Json => "::nlohmann::ordered_json".to_owned(),
            Type::Null => "::std::monostate".to_owned(),
            Type::Nullable(item) => optional(&self.cpp(item)),
            Type::List(item) => match **item {
                Type::Event(direction) => {
                    let event = self.event(direction);
                    format!("::std::vector<::samewire::Result<{event}, ::samewire::BadEvent>>")
                }
                _ => format!("::std::vector<{}>", self.on_heap().cpp(item)),
            },
            Type::Set(item) if self.is_sorted(item) => format!("::std::set<{}>", self.cpp(item)),
            Type::Set(item) => format!("::std::vector<{}>", self.on_heap().cpp(item)),
            Type::Map(key, item) => format!("::std::map<{}, {}>", self.cpp(key), self.cpp(item)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.cpp(item)).collect();
                format!("::std::tuple<{}>", items.join(", "))
            }
            Type::Text(item) => self.cpp(item),
            Type::Named(id) if self.is_boxed(ty) => boxed(&self.reference(*id)),
            Type::Named(id) => self.reference(*id),
            Type::Event(direction) => boxed(&self.event(*direction)),
        }
    }

    /// The type of a field, with a `std::optional` for each way in which there may be no value.
    pub fn field(self, field: &Field) -> String {
        if is_mark(field) {
            return "bool".to_owned();
        }
        let ty = self.of_field(field).cpp(&field.ty);
        let ty = if field.nullable { optional(&ty) } else { ty };
        if field.optional && field.default.is_none() { optional(&ty) } else { ty }
    }

    /// As the type of a field is named: a circle that leads through what is spread is broken where it goes on.
    pub fn of_field(self, field: &Field) -> Types<'m> {
        if field.spread { self.on_heap() } else { self }
    }

    /// Whether a set of such items is a `std::set`; else it is a `std::vector`.
    pub fn is_sorted(self, item: &Type) -> bool {
        order::is_ordered(self.model, item)
    }

    /// Whether a type is held in a box where it is named here: by value it would have no end.
    pub fn is_boxed(self, ty: &Type) -> bool {
        matches!((ty, self.owner), (Type::Named(id), Some(owner)) if holds(self.model, *id, owner))
    }

    /// The union of a direction's events.
    pub fn event(self, direction: Direction) -> String {
        format!("::{}::{}Event", self.namespace, names::title(direction))
    }

    /// What is declared for a type, by its full name; [`Types::reference`] is how values of it are held.
    pub fn declared(self, id: TypeId) -> String {
        let TypeDef { name, scope, .. } = self.model.type_def(id);
        self.member(*scope, &names::pascal(name))
    }

    /// The payload of an event, an older one, or an answer: `scope` is that of its direction.
    pub fn payload(self, direction: Direction, name: &Name) -> String {
        self.member(names::scope(direction), &names::pascal(name))
    }

    /// How values of a named type are held: of an open enum, those that are not known too.
    pub fn reference(self, id: TypeId) -> String {
        let name = self.declared(id);
        match &self.model.type_def(id).shape {
            Shape::StringEnum(shape) if shape.open && !has_holes(shape) => {
                format!("::samewire::Open<{name}>")
            }
            Shape::IntEnum(shape) if shape.open => format!("::samewire::Open<{name}, {}>", other(shape)),
            _ => name,
        }
    }

    /// A name in the namespace of a scope.
    pub fn member(self, scope: Scope, name: &str) -> String {
        format!("::{}::{}::{name}", self.namespace, names::module(scope))
    }
}

const STRING: &str = "::std::string";

/// Whether the presence of a field is all it says: `x?: null`.
pub fn is_mark(field: &Field) -> bool {
    field.optional && field.default.is_none() && field.ty == Type::Null
}

/// Whether some value of an enum has a hole: it is a struct, with a struct for each value.
pub fn has_holes(shape: &StringEnum) -> bool {
    shape.values.iter().any(|value| matches!(value.wire, StringPattern::Hole { .. }))
}

/// An integer type; `u128` is held as its digits.
pub fn int_type(int: Int) -> &'static str {
    match int {
        Int::I8 => "::std::int8_t",
        Int::I16 => "::std::int16_t",
        Int::I32 => "::std::int32_t",
        Int::I64 => "::std::int64_t",
        Int::U8 => "::std::uint8_t",
        Int::U16 => "::std::uint16_t",
        Int::U32 => "::std::uint32_t",
        Int::U64 => "::std::uint64_t",
        Int::U128 => STRING,
    }
}

/// What is under an enum of integers, or flags of at most 64 bits.
pub fn underlying(int: Int) -> &'static str {
    if int == Int::U128 { int_type(Int::U64) } else { int_type(int) }
}

/// How a value of an open enum is held that is not known.
pub fn other(shape: &IntEnum) -> &'static str {
    int_type(shape.repr.int)
}

fn optional(ty: &str) -> String {
    format!("::std::optional<{ty}>")
}

fn boxed(ty: &str) -> String {
    format!("::samewire::Box<{ty}>")
}

/// What holds more types than this by value is held on the heap: the search ends, and so does the value's size.
const MOST_HELD: usize = 256;

/// Whether a type is `sought`, or holds it, or very many, without a pointer between.
fn holds(model: &Model, id: TypeId, sought: TypeId) -> bool {
    let (mut seen, mut open) = (HashSet::from([id]), vec![id]);
    while let Some(id) = open.pop() {
        if id == sought || seen.len() > MOST_HELD {
            return true;
        }
        each_held_by(model, id, &mut |id| {
            if seen.insert(id) {
                open.push(id);
            }
        });
    }
    false
}

/// The named types that lie in the definition of a type by value, were none of them boxed.
fn each_held_by(model: &Model, id: TypeId, note: &mut impl FnMut(TypeId)) {
    each_in_definition(Types::new(model, ""), id, &mut |ty, _| {
        if let Type::Named(id) = ty {
            note(*id);
        }
    });
}

/// The types that lie in the definition of a type by value, or in a box, each with how it is named there.
pub fn each_in_definition(types: Types<'_>, id: TypeId, note: &mut impl FnMut(&Type, Types<'_>)) {
    match &types.model.type_def(id).shape {
        Shape::Struct(shape) => each_in_fields(types, shape, note),
        Shape::StringEnum(shape) => shape.values.iter().for_each(|value| {
            if let StringPattern::Hole { hole, .. } = &value.wire {
                each_held(types, hole, note);
            }
        }),
        Shape::Alias(ty) => each_held(types, ty, note),
        Shape::Union(union) => union.variants.iter().for_each(|variant| match &variant.payload {
            Payload::Unit => {}
            Payload::Struct(shape) => each_in_fields(types, shape, note),
            Payload::Type(ty) => each_held(types, ty, note),
        }),
        Shape::Untagged(shape) => shape.items.iter().for_each(|item| each_held(types, &item.ty, note)),
        Shape::IntEnum(_) | Shape::Flags(_) => {}
    }
}

fn each_in_fields(types: Types<'_>, shape: &Struct, note: &mut impl FnMut(&Type, Types<'_>)) {
    shape.fields.iter().for_each(|field| each_held(types.of_field(field), &field.ty, note));
}

/// The types that a value of a type holds without a pointer between. Of the containers `std::vector` alone may be named
/// before its elements are complete.
fn each_held(types: Types<'_>, ty: &Type, note: &mut impl FnMut(&Type, Types<'_>)) {
    note(ty, types);
    match ty {
        Type::Set(item) if !types.is_sorted(item) => {}
        Type::Nullable(item) | Type::Text(item) | Type::Set(item) => each_held(types, item, note),
        Type::Map(key, item) => {
            each_held(types, key, note);
            each_held(types, item, note);
        }
        Type::Tuple(items) => items.iter().for_each(|item| each_held(types, item, note)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Types;
    use crate::load_text;
    use crate::model::{Model, Shape, TypeId};

    fn model(types: &str) -> Model {
        let text = format!("samewire: 1\nprotocol: t\n{types}server:\n  e: Node\n");
        load_text(Path::new("/t.yaml"), &text).expect("valid").model
    }

    #[track_caller]
    fn check(types: &str, expected: &[&str]) {
        let model = model(types);
        let Shape::Struct(node) = &model.types[0].shape else { panic!("a struct") };
        let types = Types::new(&model, "a::b").inside(TypeId(0));
        let fields: Vec<_> = node.fields.iter().map(|field| types.field(field)).collect();
        assert_eq!(fields, expected);
    }

    #[test]
    fn a_circle_is_broken_by_a_box_or_a_vector() {
        check(
            "types:\n  Node: { fields: { a?: Next, b: list<Node>, c: map<Node>, d: '[Node, u8] | null' } }\n  \
             Next: { type: [Node, u8] }\n",
            &[
                "::std::optional<::samewire::Box<::a::b::types::Next>>",
                "::std::vector<::a::b::types::Node>",
                "::std::map<::std::string, ::samewire::Box<::a::b::types::Node>>",
                "::std::optional<::std::tuple<::samewire::Box<::a::b::types::Node>, ::std::uint8_t>>",
            ],
        );
    }

    #[test]
    fn every_way_to_have_no_value_is_told_apart() {
        check(
            "types:\n  Node: { fields: { a?: u8, b: u8 | null, c?: u8 | null, d?: null, e: u8 = 1, f?: u8 = 1, g: null } }\n",
            &[
                "::std::optional<::std::uint8_t>",
                "::std::optional<::std::uint8_t>",
                "::std::optional<::std::optional<::std::uint8_t>>",
                "bool",
                "::std::uint8_t",
                "::std::uint8_t",
                "::std::monostate",
            ],
        );
    }

    #[test]
    fn open_enums_keep_what_they_do_not_know() {
        check(
            "types:\n  Node: { fields: { a: A, b: B, c: set<A>, d: set<f64>, e: string<u128> } }\n  \
             A: { enum: [x], open: true }\n  B: { enum: { X: 1 }, repr: i16, open: true }\n",
            &[
                "::samewire::Open<::a::b::types::A>",
                "::samewire::Open<::a::b::types::B, ::std::int16_t>",
                "::std::set<::samewire::Open<::a::b::types::A>>",
                "::std::vector<double>",
                "::std::string",
            ],
        );
    }
}
