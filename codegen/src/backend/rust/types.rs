//! Types of the manifest in Rust, and the codecs that read and write them.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, docs, enums, idents, integers, nested, order, structs, unions, untagged};
use crate::model::{Direction, Int, Int64, Model, Payload, Shape, TimestampForm, Type, TypeDef, TypeId};

/// The items of a named type.
pub fn definition(model: &Model, id: TypeId, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(shape) => {
            let (name, attributes) = (idents::pascal(&def.name), docs::attributes(&def.meta, None));
            structs::items(Types::inside(model, id), &name, &attributes, shape)
        }
        Shape::StringEnum(shape) => enums::string_enum(model, def, shape),
        Shape::Alias(ty) if def.endless => newtype(Types::inside(model, id), id, def, ty),
        Shape::Alias(ty) => alias(model, def, ty),
        Shape::IntEnum(shape) => integers::int_enum(Types::below(model), def, shape),
        Shape::Flags(shape) => integers::flags(Types::below(model), def, shape),
        Shape::Union(shape) => unions::union(Types::inside(model, id), def, shape),
        Shape::Untagged(shape) => untagged::untagged(Types::inside(model, id), id, def, shape),
    }
}

fn alias(model: &Model, def: &TypeDef, ty: &Type) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let ty = rust_type(model, ty);
    quote! { #attributes pub type #name = #ty; }
}

/// An alias that is made of itself is a type of its own.
fn newtype(types: Types<'_>, id: TypeId, def: &TypeDef, ty: &Type) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let (derives, inner, codec) = (order::derives(types.model, id), types.rust(ty), types.codec(ty));
    quote! {
        #attributes
        #derives
        pub struct #name(pub #inner);
        ::samewire::newtype!(#name, #inner, #codec);
    }
}

/// The Rust type, as it is named from a module below the root.
pub fn rust_type(model: &Model, ty: &Type) -> TokenStream {
    Types::below(model).rust(ty)
}

/// The codec of a type, as it is named from a module below the root.
pub fn codec(model: &Model, ty: &Type) -> TokenStream {
    Types::below(model).codec(ty)
}

/// Types as they are named from one place.
#[derive(Clone, Copy)]
pub struct Types<'m> {
    pub model: &'m Model,
    at_root: bool,
    /// The type whose definition this is, as long as what is named lies in it by value.
    owner: Option<TypeId>,
    /// What is named lies on the heap already.
    on_heap: bool,
}

impl<'m> Types<'m> {
    /// As named at the root.
    pub fn at_root(model: &'m Model) -> Self {
        Types { model, at_root: true, owner: None, on_heap: false }
    }

    /// As named from a module below the root.
    pub fn below(model: &'m Model) -> Self {
        Types { model, at_root: false, owner: None, on_heap: false }
    }

    /// As named in the definition of a type.
    fn inside(model: &'m Model, owner: TypeId) -> Self {
        Types { model, at_root: false, owner: Some(owner), on_heap: false }
    }

    /// As named between the brackets of what holds its elements on the heap, or where a circle is broken elsewhere.
    pub fn on_heap(self) -> Self {
        Types { owner: None, on_heap: true, ..self }
    }

    fn root(self) -> TokenStream {
        if self.at_root { quote!(self) } else { quote!(super) }
    }

    /// The Rust type.
    pub fn rust(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Bool => quote!(bool),
            Type::String => quote!(::std::string::String),
            Type::Int(int) => int_type(*int),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::Uuid => quote!(::samewire::Uuid),
            Type::Timestamp(_) => quote!(::samewire::Timestamp),
            Type::Date => quote!(::samewire::Date),
            Type::Bytes => quote!(::std::vec::Vec<u8>),
            Type::Json => quote!(::samewire::Value),
            Type::Null => quote!(()),
            Type::Nullable(item) => generic(quote!(::core::option::Option), &[self.rust(item)]),
            Type::List(item) => match **item {
                Type::Event(direction) => {
                    let event = self.event(direction);
                    quote!(::std::vec::Vec<::core::result::Result<#event, ::samewire::frame::BadEvent>>)
                }
                _ => generic(quote!(::std::vec::Vec), &[self.on_heap().rust(item)]),
            },
            Type::Set(item) if !order::is_ordered(self.model, item) => {
                generic(quote!(::std::vec::Vec), &[self.on_heap().rust(item)])
            }
            Type::Set(item) => generic(quote!(::std::collections::BTreeSet), &[self.on_heap().rust(item)]),
            Type::Map(key, item) => {
                generic(quote!(::std::collections::BTreeMap), &[self.rust(key), self.on_heap().rust(item)])
            }
            Type::Tuple(items) => nested::tuple(items.iter().map(|item| self.rust(item)).collect()),
            Type::Text(item) => self.rust(item),
            Type::Named(id) => self.boxed(*id, quote!(::std::boxed::Box), self.named(*id)),
            Type::Event(direction) => self.event_pointer(quote!(::std::boxed::Box), self.event(*direction)),
        }
    }

    /// The codec of a type.
    pub fn codec(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Int(int @ (Int::I64 | Int::U64)) => match self.model.wire.int64 {
                Int64::String => text_codec(*int),
                Int64::Number => generic(quote!(::samewire::codec::SafeInt), &[int_type(*int)]),
            },
            Type::Timestamp(TimestampForm::Millis) => quote!(::samewire::codec::Millis),
            Type::Timestamp(TimestampForm::Seconds) => quote!(::samewire::codec::Seconds),
            Type::Bytes => quote!(::samewire::codec::Bytes),
            Type::Nullable(item) => generic(quote!(::samewire::codec::Nullable), &[self.codec(item)]),
            Type::List(item) => match **item {
                Type::Event(direction) => generic(quote!(::samewire::frame::Batch), &[self.frame(direction)]),
                _ => generic(quote!(::samewire::codec::List), &[self.on_heap().codec(item)]),
            },
            Type::Event(direction) => {
                let codec = generic(quote!(::samewire::frame::Single), &[self.frame(*direction)]);
                self.event_pointer(quote!(::samewire::codec::Boxed), codec)
            }
            Type::Set(item) if !order::is_ordered(self.model, item) => {
                generic(quote!(::samewire::codec::Distinct), &[self.on_heap().codec(item)])
            }
            Type::Set(item) => generic(quote!(::samewire::codec::Set), &[self.on_heap().codec(item)]),
            Type::Map(key, item) => {
                generic(quote!(::samewire::codec::Map), &[self.rust(key), self.on_heap().codec(item)])
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| nested::Part::One(self.codec(item))).collect();
                let items = nested::types(items, &quote!(::samewire::codec::Both));
                generic(quote!(::samewire::codec::Tuple), &[items])
            }
            Type::Text(item) => match **item {
                Type::Int(int @ (Int::I64 | Int::U64 | Int::U128)) => text_codec(int),
                _ => generic(quote!(::samewire::codec::JsonText), &[self.codec(item)]),
            },
            Type::Named(id) => match &self.model.type_def(*id) {
                // It is the alias as a whole that is held on the heap.
                TypeDef { shape: Shape::Alias(aliased), endless: false, .. } => {
                    self.boxed(*id, quote!(::samewire::codec::Boxed), self.on_heap().codec(aliased))
                }
                _ => self.boxed(*id, quote!(::samewire::codec::Boxed), self.named(*id)),
            },
            _ => self.rust(ty),
        }
    }

    fn event(self, direction: Direction) -> TokenStream {
        let (root, name) = (self.root(), idents::event_enum(direction));
        quote!(#root::#name)
    }

    fn frame(self, direction: Direction) -> TokenStream {
        let (root, name) = (self.root(), idents::frame_struct(direction));
        quote!(#root::#name)
    }

    /// An event may hold what holds the event.
    fn event_pointer(self, pointer: TokenStream, inner: TokenStream) -> TokenStream {
        if self.on_heap { inner } else { generic(pointer, &[inner]) }
    }

    /// A type that holds its owner by value would have no end.
    fn boxed(self, id: TypeId, pointer: TokenStream, named: TokenStream) -> TokenStream {
        if self.holds_owner(id) { generic(pointer, &[named]) } else { named }
    }

    /// Whether a type is held in a box where it is named here.
    pub fn is_boxed(self, ty: &Type) -> bool {
        matches!(ty, Type::Named(id) if self.holds_owner(*id))
    }

    fn holds_owner(self, id: TypeId) -> bool {
        self.owner.is_some_and(|owner| holds(self.model, id, owner))
    }

    fn named(self, id: TypeId) -> TokenStream {
        let def = self.model.type_def(id);
        let (root, name) = (self.root(), idents::pascal(&def.name));
        let module = Module::from(def.scope).name().map(idents::ident);
        quote!(#root::#module::#name)
    }
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
        let mut note = |id| {
            if seen.insert(id) {
                open.push(id);
            }
        };
        match &model.type_def(id).shape {
            Shape::Struct(shape) => shape.fields.iter().for_each(|field| each_held(&field.ty, &mut note)),
            Shape::Alias(ty) => each_held(ty, &mut note),
            Shape::Union(union) => union.variants.iter().for_each(|variant| match &variant.payload {
                Payload::Unit => {}
                Payload::Struct(shape) => {
                    shape.fields.iter().for_each(|field| each_held(&field.ty, &mut note))
                }
                Payload::Type(ty) => each_held(ty, &mut note),
            }),
            Shape::Untagged(shape) => shape.items.iter().for_each(|item| each_held(&item.ty, &mut note)),
            _ => {}
        }
    }
    false
}

/// The named types that a value of a type holds without a pointer between.
fn each_held(ty: &Type, note: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => note(*id),
        Type::Nullable(item) | Type::Text(item) => each_held(item, note),
        Type::Tuple(items) => items.iter().for_each(|item| each_held(item, note)),
        _ => {}
    }
}

fn text_codec(int: Int) -> TokenStream {
    match int {
        Int::I64 => quote!(::samewire::codec::Int64),
        Int::U64 => quote!(::samewire::codec::Uint64),
        _ => quote!(::samewire::codec::Uint128),
    }
}

fn int_type(int: Int) -> TokenStream {
    match int {
        Int::I8 => quote!(i8),
        Int::I16 => quote!(i16),
        Int::I32 => quote!(i32),
        Int::I64 => quote!(i64),
        Int::U8 => quote!(u8),
        Int::U16 => quote!(u16),
        Int::U32 => quote!(u32),
        Int::U64 => quote!(u64),
        Int::U128 => quote!(u128),
    }
}

pub fn generic(name: TokenStream, arguments: &[TokenStream]) -> TokenStream {
    quote!(#name<#(#arguments),*>)
}

/// The type of the keys and the codec of the items, if a type is a map and no newtype around one.
pub fn members_map(model: &Model, ty: &Type) -> Option<(TokenStream, TokenStream)> {
    let Type::Map(key, item) = unaliased(model, ty) else { return None };
    let types = Types::below(model);
    Some((types.rust(key), types.on_heap().codec(item)))
}

/// A type expression with all aliases followed that are aliases in Rust too.
pub fn unaliased<'m>(model: &'m Model, ty: &'m Type) -> &'m Type {
    match ty {
        Type::Named(id) => match model.type_def(*id) {
            TypeDef { shape: Shape::Alias(aliased), endless: false, .. } => unaliased(model, aliased),
            _ => ty,
        },
        _ => ty,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Types;
    use crate::load_text;
    use crate::model::{Shape, TypeId};

    #[test]
    fn an_alias_that_holds_the_owner_is_held_as_a_whole() {
        let text = "samewire: 1\nprotocol: t\ntypes:\n  Node: { fields: { next?: Next } }\n  \
                    Next: { type: [Node, u8] }\nserver:\n  e: { fields: { node: Node } }\n";
        let model = load_text(Path::new("/t.yaml"), text).expect("valid").model;
        let Shape::Struct(node) = &model.types[0].shape else { panic!("a struct") };
        let (types, next) = (Types::inside(&model, TypeId(0)), &node.fields[0].ty);
        let plain = |tokens: proc_macro2::TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(plain(types.rust(next)), "::std::boxed::Box<super::types::Next>");
        let codec = "::samewire::codec::Boxed<::samewire::codec::Tuple<(super::types::Node,u8,)>>";
        assert_eq!(plain(types.codec(next)), codec);
    }
}
