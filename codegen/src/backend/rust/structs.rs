//! Structs: their fields, and how they are read and written.

mod spread;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::nested::{self, Part};
use super::types::{self, Types};
use super::{docs, idents, values};
use crate::model::{Field, Model, Struct, Type};
use crate::resolve::members::of_struct;

/// A struct, its codec, and serde's traits for it.
pub fn items(types: Types<'_>, name: &Ident, attributes: &TokenStream, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().map(|field| declaration(types, field));
    let body = if shape.fields.is_empty() { quote!(;) } else { quote!({ #(#fields)* }) };
    let (derives, debug) = debug(name, shape);
    let structure = structure(types, name, shape);
    quote! {
        #attributes
        #derives
        pub struct #name #body
        #debug
        #structure
        ::samewire::serde_by_codec!(#name);
    }
}

fn declaration(types: Types<'_>, field: &Field) -> TokenStream {
    let (attributes, name) = (docs::attributes(&field.meta, None), idents::snake(&field.name));
    let ty = field_type(types, field);
    quote! { #attributes pub #name: #ty, }
}

/// The type of a field, with an `Option` for each way in which there may be no value.
pub fn field_type(types: Types<'_>, field: &Field) -> TokenStream {
    // A circle that leads through what is spread is broken where it goes on.
    let ty = if field.spread { types.on_heap().rust(&field.ty) } else { types.rust(&field.ty) };
    match presence(field) {
        Presence::Flag => quote!(bool),
        Presence::Required | Presence::Default(_) | Presence::OptionalDefault(_) if !field.nullable => ty,
        Presence::OptionalNullable => {
            let nullable = types::generic(quote!(::core::option::Option), &[ty]);
            types::generic(quote!(::core::option::Option), &[nullable])
        }
        _ => types::generic(quote!(::core::option::Option), &[ty]),
    }
}

/// The codec of the value that stands on the wire when the member is there.
fn field_codec(types: Types<'_>, field: &Field) -> TokenStream {
    let codec = types.codec(&field.ty);
    if field.nullable { types::generic(quote!(::samewire::codec::Nullable), &[codec]) } else { codec }
}

/// What the absence of a member means.
enum Presence<'f> {
    /// It must be there.
    Required,
    /// It stands for null.
    Nullable,
    /// There is no value, and the member is left out.
    Optional,
    /// As `Optional`; null is a value of its own.
    OptionalNullable,
    /// `x?: null`: its presence is all it says.
    Flag,
    /// It stands for this value.
    Default(&'f serde_json::Value),
    /// It stands for this value, and the member is left out when it has it.
    OptionalDefault(&'f serde_json::Value),
}

fn presence(field: &Field) -> Presence<'_> {
    match (&field.default, field.optional, field.nullable) {
        (Some(value), false, _) => Presence::Default(value),
        (Some(value), true, _) => Presence::OptionalDefault(value),
        (None, true, _) if field.ty == Type::Null => Presence::Flag,
        (None, true, true) => Presence::OptionalNullable,
        (None, true, false) => Presence::Optional,
        (None, false, true) => Presence::Nullable,
        (None, false, false) => Presence::Required,
    }
}

fn debug(name: &Ident, shape: &Struct) -> (TokenStream, TokenStream) {
    if !shape.fields.iter().any(|field| field.sensitive) {
        return (quote!(#[derive(Clone, Debug, PartialEq)]), TokenStream::new());
    }
    let fields = shape.fields.iter().map(|field| {
        let (text, ident) = (field.name.snake(), idents::snake(&field.name));
        let value =
            if field.sensitive { quote!(::core::format_args!("<sensitive>")) } else { quote!(self.#ident) };
        quote!(.field(#text, &#value))
    });
    let text = name.to_string();
    let debug = quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    };
    (quote!(#[derive(Clone, PartialEq)]), debug)
}

/// What the runtime reads and writes the struct by: the types of its fields, and the ways between them and it.
fn structure(types: Types<'_>, name: &Ident, shape: &Struct) -> TokenStream {
    let (names, old) = wire_names(types.model, shape);
    let parts = |of_field: &dyn Fn(&Field) -> TokenStream| {
        shape.fields.iter().map(|field| as_part(field, of_field(field))).collect::<Vec<_>>()
    };
    let kinds = nested::types(parts(&|field| kind(types, field)), &quote!(::samewire::structure::Both));
    let pattern = nested::values(parts(&|field| {
        let name = idents::snake(&field.name);
        quote!(#name)
    }));
    let parts = match shape.fields.is_empty() {
        // Clippy takes offence at `()`.
        true => TokenStream::new(),
        false => nested::values(parts(&|field| {
            let name = idents::snake(&field.name);
            part(types, field, &quote!(self.#name))
        })),
    };
    let values = shape.fields.iter().map(|field| value(types, field));
    let body = if shape.fields.is_empty() { quote!(Self) } else { quote!(Self { #(#values),* }) };
    quote! {
        impl ::samewire::structure::Struct for #name {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            #old
            type Fields = #kinds;

            fn build(#pattern: ::samewire::structure::Values<Self>) -> Self {
                #body
            }

            fn parts(&self) -> ::samewire::structure::Parts<'_, Self> {
                #parts
            }
        }
    }
}

/// The names of all fields in order, what is spread included, and behind them the old names; and the field of each old
/// name.
fn wire_names(model: &Model, shape: &Struct) -> (Vec<String>, Option<TokenStream>) {
    let mut named = Vec::new();
    spread::names(model, shape, &mut named);
    let old = named.iter().flat_map(|(_, old)| *old);
    let names = named.iter().map(|(name, _)| name).chain(old).cloned().collect();
    let of_field = |(index, (_, old)): (usize, &spread::Named)| std::iter::repeat_n(index, old.len());
    let fields: Vec<_> = named.iter().enumerate().flat_map(of_field).map(Literal::usize_unsuffixed).collect();
    let old = (!fields.is_empty()).then(|| quote!(const OLD: &'static [usize] = &[#(#fields),*];));
    (names, old)
}

fn as_part(field: &Field, tokens: TokenStream) -> Part {
    if field.spread { Part::Several(tokens) } else { Part::One(tokens) }
}

/// Fields that are written for the next version: the types of all, their names, and what is written of each.
pub struct Upgraded {
    pub kinds: TokenStream,
    pub names: Vec<String>,
    pub parts: TokenStream,
}

/// How fields with these values are written for the next version. Behind their names stand all that this declares, none
/// of which a member may have that is not declared.
pub fn upgraded(types: Types<'_>, fields: &[(Field, TokenStream)], next: Option<&Struct>) -> Upgraded {
    let kinds = fields.iter().map(|(field, _)| as_part(field, kind(types, field))).collect();
    let parts = fields.iter().map(|(field, value)| as_part(field, part(types, field, value))).collect();
    let shape =
        Struct { fields: fields.iter().map(|(field, _)| field.clone()).collect(), ..Struct::default() };
    let mut names = Vec::new();
    spread::names(types.model, &shape, &mut names);
    let mut names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
    if let Some(next) = next.filter(|_| of_struct(&types.model.types, &shape).takes_others) {
        names.extend(of_struct(&types.model.types, next).names().map(str::to_owned));
    }
    Upgraded {
        kinds: nested::types(kinds, &quote!(::samewire::structure::Both)),
        names,
        parts: nested::values(parts),
    }
}

/// What a field is called: its name on the wire, or its key where it is spread.
pub fn called(field: &Field) -> &str {
    if field.spread { field.name.snake() } else { &field.wire }
}

/// What the presence of a member means, as a type.
fn kind(types: Types<'_>, field: &Field) -> TokenStream {
    if field.spread {
        return spread::kind(types, field);
    }
    let codec = field_codec(types, field);
    match presence(field) {
        Presence::Required => quote!(::samewire::structure::Required<#codec>),
        Presence::Nullable | Presence::Default(_) => quote!(::samewire::structure::Defaulted<#codec>),
        Presence::Optional | Presence::OptionalNullable | Presence::Flag | Presence::OptionalDefault(_) => {
            quote!(::samewire::structure::Optional<#codec>)
        }
    }
}

/// A field in the struct's literal; what was read stands in a variable of its name.
fn value(types: Types<'_>, field: &Field) -> TokenStream {
    let name = idents::snake(&field.name);
    match presence(field) {
        Presence::Required if spread::is_newtype(types.model, field) => quote!(#name: #name.into()),
        Presence::Required | Presence::Optional | Presence::OptionalNullable => quote!(#name),
        Presence::Nullable => quote!(#name: #name.flatten()),
        Presence::Flag => quote!(#name: #name.is_some()),
        Presence::Default(value) | Presence::OptionalDefault(value) => {
            let otherwise = otherwise(types, field, value);
            quote!(#name: #name #otherwise)
        }
    }
}

/// What becomes of a member that was absent: the call that clippy would ask for.
fn otherwise(types: Types<'_>, field: &Field, value: &serde_json::Value) -> TokenStream {
    if field.nullable && value.is_null() {
        return quote!(.flatten());
    }
    let (ty, default) = (types::unaliased(types.model, &field.ty), default(types, field, value));
    if !field.nullable && values::is_empty(ty, value) {
        quote!(.unwrap_or_default())
    } else if values::is_constant(types.model, ty, value) {
        quote!(.unwrap_or(#default))
    } else {
        quote!(.unwrap_or_else(|| #default))
    }
}

/// The value of a field whose member is absent, as an expression at the root.
pub fn absent(types: Types<'_>, field: &Field) -> TokenStream {
    match presence(field) {
        Presence::Default(value) | Presence::OptionalDefault(value) => default(types, field, value),
        Presence::Flag => quote!(false),
        _ => quote!(::core::option::Option::None),
    }
}

fn default(types: Types<'_>, field: &Field, value: &serde_json::Value) -> TokenStream {
    match (field.nullable, value.is_null()) {
        (true, true) => quote!(::core::option::Option::None),
        (true, false) => {
            let value = values::literal(types, &field.ty, value);
            quote!(::core::option::Option::Some(#value))
        }
        (false, _) => values::literal(types, &field.ty, value),
    }
}

/// What is written of a field that has this value.
fn part(types: Types<'_>, field: &Field, own: &TokenStream) -> TokenStream {
    match presence(field) {
        Presence::Required | Presence::Nullable | Presence::Default(_) => quote!(&#own),
        Presence::Optional | Presence::OptionalNullable => quote!(#own.as_ref()),
        Presence::Flag => quote!(#own.then_some(&())),
        // There is no other value than the default.
        Presence::OptionalDefault(_) if field.ty == Type::Null => quote!(::core::option::Option::None),
        Presence::OptionalDefault(value) => {
            let differs = differs(types, field, value, own);
            quote! {
                if #differs { ::core::option::Option::Some(&#own) } else { ::core::option::Option::None }
            }
        }
    }
}

fn differs(types: Types<'_>, field: &Field, value: &serde_json::Value, own: &TokenStream) -> TokenStream {
    let ty = types::unaliased(types.model, &field.ty);
    match (value, field.nullable) {
        (serde_json::Value::Bool(true), false) if *ty == Type::Bool => quote!(!#own),
        (serde_json::Value::Bool(false), false) if *ty == Type::Bool => quote!(#own),
        (serde_json::Value::Null, true) => quote!(#own.is_some()),
        (serde_json::Value::String(text), false) if *ty == Type::String && !text.is_empty() => {
            quote!(#own != #text)
        }
        _ if !field.nullable && values::is_empty(ty, value) => quote!(!#own.is_empty()),
        _ => {
            let default = default(types, field, value);
            quote!(#own != #default)
        }
    }
}
