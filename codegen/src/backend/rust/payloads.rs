//! The payload of each event: a struct of its own, with the event's name and its row of the table.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, Types};
use super::{docs, idents, structs};
use crate::backend::prose;
use crate::check::walk;
use crate::model::{
    Audience, Delivery, Direction, Event, Field, Meta, Model, Payload, Picture, Shape, Sticky, Struct, Type,
    TypeId, WireName,
};
use crate::name::Name;
use crate::resolve::members::of_type;

/// The items of an event's payload.
pub fn payload(model: &Model, direction: Direction, event: &Event) -> TokenStream {
    let (name, wire) = (idents::pascal(&event.name), wire_text(&event.wire));
    let attributes = docs::attributes(&event.meta, Some(&format!("The payload of `{wire}`.")));
    let items = items(
        model,
        &name,
        &attributes,
        &event.payload,
        model.frames(direction).pictures[event.picture].spreads_payload(),
    );
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

/// The items of what the desktop app alone sends; its name is Tauri's.
pub fn desktop(model: &Model, event: &Event) -> TokenStream {
    let (name, wire) = (idents::pascal(&event.name), wire_text(&event.wire));
    let attributes = docs::attributes(&event.meta, Some(&format!("The payload of `{wire}`.")));
    let items = items(model, &name, &attributes, &event.payload, false);
    quote! {
        #items
        impl #name {
            /// The name in Tauri.
            pub const NAME: &'static str = #wire;
        }
    }
}

/// The items of an answer that is no event.
pub fn reply(model: &Model, event: &Event, payload: &Payload) -> TokenStream {
    let (name, wire) = (idents::pascal(&reply_name(event)), wire_text(&event.wire));
    let attributes = docs::attributes(&Meta::default(), Some(&format!("The answer to `{wire}`.")));
    let spreads = model.wire.reply.as_ref().is_some_and(Picture::spreads_payload);
    let items = items(model, &name, &attributes, payload, spreads);
    quote! {
        #items
        impl #name {
            /// The name on the wire: that of the request.
            pub const NAME: &'static str = #wire;
        }
        ::samewire::event_conversions!(super::ServerEvent, #name);
    }
}

/// What the answer to an event is called.
pub fn reply_name(event: &Event) -> Name {
    Name::derive("reply").map_or_else(|| event.name.clone(), |reply| event.name.join(&reply))
}

/// `spreads`: the members of the payload lie among those of the frame.
pub fn items(
    model: &Model,
    name: &Ident,
    attributes: &TokenStream,
    payload: &Payload,
    spreads: bool,
) -> TokenStream {
    match payload {
        Payload::Unit => structs::items(Types::below(model), name, attributes, &Struct::default()),
        Payload::Struct(shape) => structs::items(Types::below(model), name, attributes, shape),
        Payload::Type(ty) => newtype(model, name, attributes, ty, spreads),
    }
}

/// The wire name of an event as a text.
pub fn wire_text(wire: &WireName) -> String {
    match wire {
        WireName::Text(name) => name.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// The payload is a type of the manifest: the event's own struct holds it.
fn newtype(
    model: &Model,
    name: &Ident,
    attributes: &TokenStream,
    declared: &Type,
    spreads: bool,
) -> TokenStream {
    let (ty, codec) = (types::rust_type(model, declared), types::codec(model, declared));
    let implemented = match types::members_map(model, declared) {
        Some((key, item)) if spreads => quote!(::samewire::map_newtype!(#name, #key, #item);),
        _ if spreads => quote!(::samewire::object_newtype!(#name, #codec);),
        _ => quote!(::samewire::codec_newtype!(#name, #codec);),
    };
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #ty);

        #implemented
        ::samewire::serde_by_codec!(#name);
    }
}

/// The event's row of the table; what the manifest does not say is left to the constructor.
fn info(model: &Model, direction: Direction, event: &Event) -> TokenStream {
    let wire = wire_text(&event.wire);
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
    let note = event.meta.deprecated.as_ref().map(prose::deprecation);
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
    let mut search = Search { model, leads: HashMap::new(), open: Vec::new(), steps: 0, paths: Vec::new() };
    match &event.payload {
        Payload::Unit => {}
        Payload::Struct(shape) => search.in_fields(&shape.fields, ""),
        Payload::Type(ty) => search.in_type(ty, ""),
    }
    // Whoever hides by this table must not hide too little.
    if search.steps < MOST_STEPS { search.paths } else { vec!["*".to_owned()] }
}

/// The depth that readers allow unless they are told otherwise.
const DEEPEST_FRAME: usize = 64;
/// Types that hold each other have more ways through them than could be gone.
const MOST_STEPS: usize = 10_000;

struct Search<'m> {
    model: &'m Model,
    /// Whether a type leads to a member that must not be shown. Most lead to none.
    leads: HashMap<TypeId, bool>,
    open: Vec<TypeId>,
    steps: usize,
    paths: Vec<String>,
}

impl<'m> Search<'m> {
    fn in_fields(&mut self, fields: &'m [Field], prefix: &str) {
        for field in fields {
            let within = |name: &str| match prefix {
                "" => name.to_owned(),
                _ => format!("{prefix}.{name}"),
            };
            if field.spread {
                self.in_spread(field, prefix, &within);
                continue;
            }
            let path = within(&field.wire);
            if field.sensitive {
                self.paths.push(path);
            } else {
                self.in_type(&field.ty, &path);
            }
        }
    }

    /// The members of a spread field lie among those around it.
    fn in_spread(&mut self, field: &'m Field, prefix: &str, within: &dyn Fn(&str) -> String) {
        if !field.sensitive {
            return self.in_type(&field.ty, prefix);
        }
        let members = of_type(&self.model.types, &field.ty);
        if members.takes_others {
            self.paths.push(within("*"));
        }
        self.paths.extend(members.names().map(within));
    }

    fn in_type(&mut self, ty: &'m Type, path: &str) {
        match ty {
            Type::List(item) | Type::Set(item) => self.in_type(item, &format!("{path}[]")),
            Type::Map(_, item) if path.is_empty() => self.in_type(item, "*"),
            Type::Map(_, item) => self.in_type(item, &format!("{path}.*")),
            Type::Nullable(item) | Type::Text(item) => self.in_type(item, path),
            Type::Tuple(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.in_type(item, &format!("{path}[{index}]"));
                }
            }
            // A frame is no deeper, and the way there must not fill the stack.
            Type::Named(_) if self.open.len() == DEEPEST_FRAME || self.steps == MOST_STEPS => {}
            Type::Named(id) if !self.open.contains(id) && self.leads(*id) => {
                self.steps += 1;
                self.open.push(*id);
                match &self.model.type_def(*id).shape {
                    Shape::Struct(shape) => self.in_fields(&shape.fields, path),
                    Shape::Alias(ty) => self.in_type(ty, path),
                    Shape::Untagged(shape) => {
                        shape.items.iter().for_each(|item| self.in_type(&item.ty, path))
                    }
                    _ => {}
                }
                self.open.pop();
            }
            _ => {}
        }
    }

    fn leads(&mut self, id: TypeId) -> bool {
        let model = self.model;
        *self.leads.entry(id).or_insert_with(|| {
            let reached = walk::reached(model, |visit| visit(&Type::Named(id)));
            model.types.iter().zip(reached).any(|(def, reached)| reached && has_sensitive(&def.shape))
        })
    }
}

fn has_sensitive(shape: &Shape) -> bool {
    matches!(shape, Shape::Struct(shape) if shape.fields.iter().any(|field| field.sensitive))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::path::Path;

    use crate::load_text;

    /// Types of which each holds all, so that there are more ways through them than could be gone.
    fn entangled(last: &str) -> String {
        let mut text = "samewire: 1\nprotocol: t\ntypes:\n".to_owned();
        for number in 0..30 {
            let fields =
                (0..30).map(|other| format!("f{other}: list<T{other}>")).collect::<Vec<_>>().join(", ");
            writeln!(text, "  T{number}: {{ fields: {{ {fields} }} }}").unwrap();
        }
        write!(text, "  Leaf: {{ fields: {{ key: {{ type: string, sensitive: true }} }} }}\n{last}").unwrap();
        text
    }

    #[test]
    fn only_ways_to_what_is_sensitive_are_gone() {
        let text = entangled("server:\n  e: { fields: { a: T0, b: { type: \"list<Leaf>\" }, c: Leaf } }\n");
        let model = load_text(Path::new("/t.yaml"), &text).expect("valid").model;
        assert_eq!(super::sensitive(&model, &model.server[0]), ["b[].key", "c.key"]);
    }

    #[test]
    fn too_many_ways_are_told_as_all() {
        let text =
            entangled("server:\n  e: { fields: { a: T0 } }\n").replace("f0: list<T0>", "f0: list<Leaf>");
        let model = load_text(Path::new("/t.yaml"), &text).expect("valid").model;
        assert_eq!(super::sensitive(&model, &model.server[0]), ["*"]);
    }
}
