//! The payload of each event: a struct of its own, with the event's name and its row of the table.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, Types};
use super::{docs, idents, structs};
use crate::model::{
    Audience, Delivery, Direction, Event, Field, Model, Payload, Shape, Sticky, Struct, Type, WireName,
};

/// The items of an event's payload.
pub fn payload(model: &Model, direction: Direction, event: &Event) -> TokenStream {
    let (name, wire) = (idents::pascal(&event.name), wire_name(event));
    let attributes = docs::attributes(&event.meta, Some(&format!("The payload of `{wire}`.")));
    let items = match &event.payload {
        Payload::Unit => structs::items(Types::below(model), &name, &attributes, &Struct::default()),
        Payload::Struct(shape) => structs::items(Types::below(model), &name, &attributes, shape),
        Payload::Type(ty) => newtype(model, &name, &attributes, ty),
    };
    let (info, events) = (info(model, direction, event), idents::event_enum(direction));
    quote! {
        #items
        impl #name {
            /// The name on the wire.
            pub const NAME: &'static str = #wire;
            /// What the manifest says of the event.
            pub const INFO: ::samewire::EventInfo = #info;
        }
        ::samewire::event_conversions!(super::#events, #name);
    }
}

/// The wire name of an event.
pub fn wire_name(event: &Event) -> &str {
    match &event.wire {
        WireName::Text(name) => name,
        WireName::Int(_) | WireName::Bool(_) => unreachable!("refused by check::unsupported"),
    }
}

/// The payload is a type of the manifest: the event's own struct holds it.
fn newtype(model: &Model, name: &Ident, attributes: &TokenStream, ty: &Type) -> TokenStream {
    let (ty, codec) = (types::rust_type(model, ty), types::codec(model, ty));
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #ty);

        impl ::samewire::object::Object for #name {
            const FIELDS: &'static [&'static str] = <#codec as ::samewire::object::Object>::FIELDS;

            fn read<'de, A: ::samewire::object::MapAccess<'de>>(
                input: &mut ::samewire::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                <#codec as ::samewire::object::Object>::read(input).map(Self)
            }

            fn write<M: ::samewire::object::SerializeMap>(
                &self,
                output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                <#codec as ::samewire::object::Object>::write(&self.0, output)
            }
        }
        ::samewire::serde_by_codec!(#name);
    }
}

/// The event's row of the table; what the manifest does not say is left to the constructor.
fn info(model: &Model, direction: Direction, event: &Event) -> TokenStream {
    let wire = wire_name(event);
    let direction = match direction {
        Direction::Server => quote!(::samewire::Direction::Server),
        Direction::Client => quote!(::samewire::Direction::Client),
    };
    let members = members(model, event);
    let new = quote!(::samewire::EventInfo::new(#wire, #direction));
    if members.is_empty() { new } else { quote!(::samewire::EventInfo { #members ..#new }) }
}

fn members(model: &Model, event: &Event) -> TokenStream {
    let text = |name: &str, value: Option<&str>| {
        let name = idents::ident(name);
        value.map(|value| quote!(#name: ::core::option::Option::Some(#value),))
    };
    let category = text("category", event.category.as_deref());
    let doc = text("doc", event.meta.doc.as_deref());
    let note = event.meta.deprecated.as_ref().map(docs::deprecation);
    let deprecated = text("deprecated", note.as_deref());
    let experimental = event.meta.experimental.then(|| quote!(experimental: true,));
    let since = text("since", event.meta.since.as_deref());
    let delivery = match event.delivery {
        Delivery::Ordered => None,
        Delivery::Volatile => Some(quote!(delivery: ::samewire::Delivery::Volatile,)),
        Delivery::Critical => Some(quote!(delivery: ::samewire::Delivery::Critical,)),
    };
    let audience =
        (event.audience == Audience::Targeted).then(|| quote!(audience: ::samewire::Audience::Targeted,));
    let idempotent = event.idempotent.then(|| quote!(idempotent: true,));
    let sticky = match &event.sticky {
        Sticky::No => None,
        Sticky::Last => Some(quote!(sticky: ::samewire::Sticky::Last,)),
        Sticky::LastPer(path) => {
            let path = path.join(".");
            Some(quote!(sticky: ::samewire::Sticky::LastPer(#path),))
        }
    };
    let sensitive = sensitive(model, event);
    let sensitive = (!sensitive.is_empty()).then(|| quote!(sensitive: &[#(#sensitive),*],));
    quote! {
        #category #doc #deprecated #experimental #since #delivery #audience #idempotent #sticky #sensitive
    }
}

/// Paths of the members that must not be shown, those of types inside the payload among them.
fn sensitive(model: &Model, event: &Event) -> Vec<String> {
    let mut paths = Vec::new();
    match &event.payload {
        Payload::Unit => {}
        Payload::Struct(shape) => in_fields(model, &shape.fields, "", &mut Vec::new(), &mut paths),
        Payload::Type(ty) => in_type(model, ty, "", &mut Vec::new(), &mut paths),
    }
    paths
}

fn in_fields(model: &Model, fields: &[Field], prefix: &str, open: &mut Vec<usize>, paths: &mut Vec<String>) {
    for field in fields {
        let path = if prefix.is_empty() { field.wire.clone() } else { format!("{prefix}.{}", field.wire) };
        if field.sensitive {
            paths.push(path);
        } else {
            in_type(model, &field.ty, &path, open, paths);
        }
    }
}

fn in_type(model: &Model, ty: &Type, path: &str, open: &mut Vec<usize>, paths: &mut Vec<String>) {
    match ty {
        Type::List(item) | Type::Set(item) => in_type(model, item, &format!("{path}[]"), open, paths),
        Type::Map(_, item) => in_type(model, item, &format!("{path}.*"), open, paths),
        Type::Nullable(item) | Type::Text(item) => in_type(model, item, path, open, paths),
        Type::Tuple(items) => {
            for (index, item) in items.iter().enumerate() {
                in_type(model, item, &format!("{path}[{index}]"), open, paths);
            }
        }
        Type::Named(id) if !open.contains(&id.0) => {
            open.push(id.0);
            match &model.type_def(*id).shape {
                Shape::Struct(shape) => in_fields(model, &shape.fields, path, open, paths),
                Shape::Alias(ty) => in_type(model, ty, path, open, paths),
                _ => {}
            }
            open.pop();
        }
        _ => {}
    }
}
