//! Structs: their fields, and how they are read and written.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, Types};
use super::{docs, idents, values};
use crate::model::{Field, Struct, Type};

/// A struct, its codec, and serde's traits for it.
pub fn items(types: Types<'_>, name: &Ident, attributes: &TokenStream, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().map(|field| declaration(types, field));
    let body = if shape.fields.is_empty() { quote!(;) } else { quote!({ #(#fields)* }) };
    let (derives, debug) = debug(name, shape);
    let object = object(types, name, shape);
    quote! {
        #attributes
        #derives
        pub struct #name #body
        #debug
        #object
        ::samewire::serde_by_codec!(#name);
    }
}

fn declaration(types: Types<'_>, field: &Field) -> TokenStream {
    let (attributes, name) = (docs::attributes(&field.meta, None), idents::snake(&field.name));
    let ty = field_type(types, field);
    quote! { #attributes pub #name: #ty, }
}

/// The type of a field, with an `Option` for each way in which there may be no value.
fn field_type(types: Types<'_>, field: &Field) -> TokenStream {
    let ty = types.rust(&field.ty);
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

fn object(types: Types<'_>, name: &Ident, shape: &Struct) -> TokenStream {
    let names = wire_names(shape);
    let read = read(types, shape);
    let writes = shape.fields.iter().map(|field| write(types, field));
    let output = if shape.fields.is_empty() { quote!(_) } else { quote!(output) };
    quote! {
        impl ::samewire::object::Object for #name {
            const FIELDS: &'static [&'static str] = &[#(#names),*];

            fn read<'de, A: ::samewire::object::MapAccess<'de>>(
                input: &mut ::samewire::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                #read
            }

            fn write<M: ::samewire::object::SerializeMap>(
                &self,
                #output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                #(#writes)*
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// The names of all fields in order, and behind them the old names.
fn wire_names(shape: &Struct) -> Vec<&str> {
    let old = shape.fields.iter().flat_map(|field| &field.meta.was);
    shape.fields.iter().map(|field| &field.wire).chain(old).map(String::as_str).collect()
}

fn read(types: Types<'_>, shape: &Struct) -> TokenStream {
    if shape.fields.is_empty() {
        return quote! {
            input.skip_all()?;
            ::core::result::Result::Ok(Self)
        };
    }
    let slots = shape.fields.iter().map(slot);
    let mut old_index = shape.fields.len();
    let arms = shape.fields.iter().enumerate().map(|(index, field)| {
        let old = old_index..old_index + field.meta.was.len();
        old_index = old.end;
        arm(types, field, index, old)
    });
    let values = shape.fields.iter().map(|field| value(types, field));
    quote! {
        #(#slots)*
        while let ::core::option::Option::Some(key) = input.key(Self::FIELDS)? {
            match key {
                #(#arms)*
                _ => input.skip()?,
            }
        }
        ::core::result::Result::Ok(Self { #(#values)* })
    }
}

fn slot(field: &Field) -> TokenStream {
    let slot = idents::slot(&field.name);
    let seen = (!field.meta.was.is_empty()).then(|| {
        let seen = seen(field);
        quote!(let mut #seen = ::samewire::object::OTHER;)
    });
    quote! {
        let mut #slot = ::core::option::Option::None;
        #seen
    }
}

fn seen(field: &Field) -> Ident {
    idents::ident(&format!("seen_{}", field.name.snake()))
}

fn arm(types: Types<'_>, field: &Field, index: usize, old: std::ops::Range<usize>) -> TokenStream {
    let (slot, codec) = (idents::slot(&field.name), field_codec(types, field));
    let read = quote!(input.value::<#codec>(&mut #slot)?);
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    if old.is_empty() {
        return quote!(#index => #read,);
    }
    let (seen, old) = (seen(field), old.map(proc_macro2::Literal::usize_unsuffixed));
    quote! {
        #index #(| #old)* => {
            input.one_name(&mut #seen, key)?;
            #read;
        }
    }
}

fn value(types: Types<'_>, field: &Field) -> TokenStream {
    let (name, slot, wire) = (idents::snake(&field.name), idents::slot(&field.name), &field.wire);
    let value = match presence(field) {
        Presence::Required => quote!(input.required(#slot, #wire)?),
        Presence::Nullable => quote!(#slot.flatten()),
        Presence::Optional | Presence::OptionalNullable => quote!(#slot),
        Presence::Flag => quote!(#slot == ::core::option::Option::Some(())),
        Presence::Default(value) | Presence::OptionalDefault(value) => {
            let otherwise = otherwise(types, field, value);
            quote!(#slot #otherwise)
        }
    };
    quote!(#name: #value,)
}

/// What becomes of a slot that nothing was read into: the call that clippy would ask for.
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

fn write(types: Types<'_>, field: &Field) -> TokenStream {
    let (name, wire, codec) = (idents::snake(&field.name), &field.wire, field_codec(types, field));
    match presence(field) {
        Presence::Required | Presence::Nullable | Presence::Default(_) => {
            quote!(output.field::<#codec>(#wire, &self.#name)?;)
        }
        Presence::Optional | Presence::OptionalNullable => {
            quote!(output.optional::<#codec>(#wire, self.#name.as_ref())?;)
        }
        Presence::Flag => quote!(if self.#name { output.field::<()>(#wire, &())?; }),
        // There is no other value than the default.
        Presence::OptionalDefault(_) if field.ty == Type::Null => TokenStream::new(),
        Presence::OptionalDefault(value) => {
            let differs = differs(types, field, value, &quote!(self.#name));
            quote!(if #differs { output.field::<#codec>(#wire, &self.#name)?; })
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
