//! The enum over all events of one direction, and the table of all events.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::carried::{Carried, Carrier, Carries, Older};
use super::payloads::{self, wire_text};
use super::{Module, docs, idents};
use crate::model::{Direction, ErrorAnswer, Event, Model, Payload};
use crate::name::Name;

/// `ServerEvent` or `ClientEvent`.
pub fn events(model: &Model, direction: Direction) -> TokenStream {
    let name = idents::event_enum(direction);
    let doc = docs::line(match direction {
        Direction::Server => "An event from the server to the client.",
        Direction::Client => "An event from the client to the server.",
    });
    let (unknown, prose) =
        (docs::line("An event that the manifest does not know, kept whole."), docs::lints());
    let variants = model.events(direction).iter().map(|event| variant(direction, event));
    let answers = answers(model, direction);
    quote! {
        #doc
        #[allow(deprecated, missing_docs, clippy::large_enum_variant, #prose)]
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants)*
            #answers
            #unknown
            Unknown(::samewire::Unknown),
        }
    }
}

fn variant(direction: Direction, event: &Event) -> TokenStream {
    let (attributes, name) = (docs::attributes(&event.meta, None), idents::pascal(&event.name));
    let payload = payload(direction, event);
    quote! { #attributes #name(#payload), }
}

/// What answers clients and is no event: replies, and refusals in a picture of their own.
fn answers(model: &Model, direction: Direction) -> TokenStream {
    if direction == Direction::Client {
        return TokenStream::new();
    }
    let replies = model.replies().map(|(event, _)| {
        let name = payloads::reply_name(event);
        let (doc, variant) =
            (docs::text(&format!("The answer to `{}`.", wire_text(&event.wire))), idents::pascal(&name));
        quote!(#doc #variant(client::#variant),)
    });
    let refused = has_refused(model).then(|| {
        let doc = docs::line("The refusal of a client event.");
        quote!(#doc Refused(Refusal),)
    });
    quote!(#(#replies)* #refused)
}

fn has_refused(model: &Model) -> bool {
    matches!(model.wire.error, Some(ErrorAnswer::Picture(_)))
}

/// The payload's struct, as it is named at the root.
pub fn payload(direction: Direction, event: &Event) -> TokenStream {
    named_payload(direction, &event.name)
}

/// A struct of one direction's module, as it is named at the root.
pub fn named_payload(direction: Direction, name: &Name) -> TokenStream {
    let (module, name) = (Module::from(direction).name().map(idents::ident), idents::pascal(name));
    quote!(#module::#name)
}

/// The names of the events, and what the manifest says of them.
pub fn inherent(model: &Model, direction: Direction) -> TokenStream {
    let (name, events) = (idents::event_enum(direction), model.events(direction));
    let wire_names = events.iter().map(|event| wire_text(&event.wire));
    let count = Literal::usize_unsuffixed(events.len());
    let first = Literal::usize_unsuffixed(match direction {
        Direction::Server => 0,
        Direction::Client => model.server.len(),
    });
    let nameless = (direction == Direction::Server && has_refused(model)).then(|| {
        quote! {
            if let Self::Refused(_) = self {
                return ::core::option::Option::None;
            }
        }
    });
    quote! {
        impl #name {
            /// The wire names of all events, in the order of the manifest.
            pub const NAMES: [&'static str; #count] = [#(#wire_names),*];

            /// The wire name, for an answer that of its request; none for a frame that fits no picture of the
            /// manifest.
            pub fn name(&self) -> ::core::option::Option<&str> {
                #nameless
                match ::samewire::frame::Event::index(self) {
                    ::core::option::Option::Some(index) => {
                        ::core::option::Option::Some(<Self as ::samewire::frame::Event>::TAGS[index].name.text())
                    }
                    ::core::option::Option::None => {
                        ::samewire::frame::Event::as_unknown(self).and_then(|unknown| unknown.name.as_deref())
                    }
                }
            }

            /// What the manifest says of the event; none for an unknown one, and for an answer that is no event.
            pub fn info(&self) -> ::core::option::Option<&'static ::samewire::EventInfo> {
                let index = ::samewire::frame::Event::index(self)?;
                EVENTS[#first..][..#count].get(index)
            }
        }
    }
}

/// How the events are read and written.
pub fn event_impl(model: &Model, direction: Direction) -> TokenStream {
    let events = model.events(direction).iter().map(|event| Carried {
        variant: idents::pascal(&event.name),
        wire: Some(&event.wire),
        was: &event.meta.was,
        picture: event.picture,
        payload: carries(&event.payload, payload(direction, event)),
        version: event.version,
    });
    let mut carried: Vec<Carried> = events.collect();
    let pictures: Vec<_> = model.pictures(direction).into_iter().map(|held| held.picture).collect();
    if direction == Direction::Server {
        add_answers(model, &mut carried, pictures.len());
    }
    let (name, beside) = (idents::event_enum(direction), model.frames(direction).beside.as_slice());
    Carrier { name, carried, older: older(model, direction), pictures, beside, open: true }.tokens()
}

/// The older versions of all events.
fn older(model: &Model, direction: Direction) -> Vec<Older<'_>> {
    let mut older = Vec::new();
    for (of, event) in model.events(direction).iter().enumerate() {
        for (index, version) in event.versions.iter().enumerate() {
            let carried = Carried {
                variant: idents::pascal(&event.name),
                wire: Some(&event.wire),
                was: &[],
                picture: event.picture,
                payload: carries(&version.payload, named_payload(direction, &version.name)),
                version: version.number,
            };
            older.push(Older { of, carried, steps: event.versions.len() - index });
        }
    }
    older
}

fn carries(payload: &Payload, path: TokenStream) -> Carries {
    match payload {
        Payload::Unit => Carries::UnitStruct(path),
        Payload::Struct(_) | Payload::Type(_) => Carries::Value(path),
    }
}

/// The pictures of replies and of refusals are the last ones.
fn add_answers<'m>(model: &'m Model, carried: &mut Vec<Carried<'m>>, pictures: usize) {
    let refused = has_refused(model);
    for (event, payload) in model.replies() {
        let name = payloads::reply_name(event);
        carried.push(Carried {
            variant: idents::pascal(&name),
            wire: Some(&event.wire),
            was: &event.meta.was,
            picture: pictures - 1 - usize::from(refused),
            payload: carries(payload, named_payload(Direction::Client, &name)),
            version: 1,
        });
    }
    if refused {
        let (wire, was, picture) = (None, [].as_slice(), pictures - 1);
        carried.push(Carried {
            variant: idents::ident("Refused"),
            wire,
            was,
            picture,
            payload: Carries::Beside,
            version: 1,
        });
    }
}

/// `EVENTS`: what the manifest says of every event.
pub fn table(model: &Model) -> TokenStream {
    let rows = [Direction::Server, Direction::Client].into_iter().flat_map(|direction| {
        model.events(direction).iter().map(move |event| {
            let payload = payload(direction, event);
            quote!(#payload::INFO)
        })
    });
    let doc = docs::line("What the manifest says of every event, those of the server first.");
    quote! {
        #doc
        #[allow(deprecated)]
        pub static EVENTS: &[::samewire::EventInfo] = &[#(#rows),*];
    }
}
