//! The enum over all events of one direction, and the table of all events.

use proc_macro2::TokenStream;
use quote::quote;

use super::payloads::wire_name;
use super::{Module, docs, idents};
use crate::model::{Direction, Event, Model};

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
    quote! {
        #doc
        #[allow(deprecated, missing_docs, clippy::large_enum_variant, #prose)]
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants)*
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

/// The payload's struct, as it is named at the root.
pub fn payload(direction: Direction, event: &Event) -> TokenStream {
    let (module, name) = (Module::from(direction).name().map(idents::ident), idents::pascal(&event.name));
    quote!(#module::#name)
}

/// The names of the events, and what the manifest says of them.
pub fn inherent(model: &Model, direction: Direction) -> TokenStream {
    let (name, events) = (idents::event_enum(direction), model.events(direction));
    let wire_names = events.iter().map(wire_name);
    let count = proc_macro2::Literal::usize_unsuffixed(events.len());
    let infos = events.iter().map(|event| {
        let (variant, payload) = (idents::pascal(&event.name), payload(direction, event));
        quote!(Self::#variant(_) => ::core::option::Option::Some(&#payload::INFO),)
    });
    quote! {
        impl #name {
            /// The wire names of all events, in the order of the manifest.
            pub const NAMES: [&'static str; #count] = [#(#wire_names),*];

            /// The wire name; none for a frame that fits no picture of the manifest.
            pub fn name(&self) -> ::core::option::Option<&str> {
                match ::samewire::frame::Event::as_unknown(self) {
                    ::core::option::Option::Some(unknown) => unknown.name.as_deref(),
                    ::core::option::Option::None => self.info().map(|info| info.name),
                }
            }

            /// What the manifest says of the event; none for an unknown one.
            #[allow(deprecated)]
            pub fn info(&self) -> ::core::option::Option<&'static ::samewire::EventInfo> {
                match self {
                    #(#infos)*
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }
    }
}

/// How the events are read and written.
pub fn event_impl(model: &Model, direction: Direction) -> TokenStream {
    let (name, events) = (idents::event_enum(direction), model.events(direction));
    let names = all_names(events);
    let slots = proc_macro2::Literal::usize_unsuffixed((names.len() * 2).next_power_of_two());
    let reads = events.iter().enumerate().map(|(index, event)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let payload = payload(direction, event);
        quote!(#index => ::samewire::structure::read_event::<#payload, Self, A>(input, output),)
    });
    let writes = events.iter().map(|event| {
        let variant = idents::pascal(&event.name);
        quote!(Self::#variant(payload) => ::samewire::object::Object::write(payload, output),)
    });
    // A direction without events has nothing to match.
    let (read, write, others) = if events.is_empty() {
        (
            quote! { let _ = (input, output); ::samewire::frame::no_such_event(index) },
            quote! { let _ = output; ::core::result::Result::Ok(()) },
            TokenStream::new(),
        )
    } else {
        (
            quote! {
                match index {
                    #(#reads)*
                    _ => ::samewire::frame::no_such_event(index),
                }
            },
            quote! {
                match self {
                    #(#writes)*
                    Self::Unknown(_) => ::core::result::Result::Ok(()),
                }
            },
            quote!(_ => ::core::option::Option::None,),
        )
    };
    quote! {
        #[allow(deprecated)]
        impl ::samewire::frame::Event for #name {
            const NAMES: ::samewire::frame::Names = {
                const NAMES: &[(&str, usize)] = &[#(#names),*];
                const SLOTS: [u16; #slots] = ::samewire::frame::Names::slots(NAMES);
                ::samewire::frame::Names::new(NAMES, &SLOTS)
            };

            fn read<'de, A: ::samewire::object::MapAccess<'de>>(
                index: usize,
                input: &mut ::samewire::object::Members<'_, A>,
                output: &mut ::core::option::Option<Self>,
            ) -> ::core::result::Result<(), A::Error> {
                #read
            }

            fn write<M: ::samewire::object::SerializeMap>(
                &self,
                output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                #write
            }

            fn from_unknown(unknown: ::samewire::Unknown) -> Self {
                Self::Unknown(unknown)
            }

            fn as_unknown(&self) -> ::core::option::Option<&::samewire::Unknown> {
                match self {
                    Self::Unknown(unknown) => ::core::option::Option::Some(unknown),
                    #others
                }
            }
        }
    }
}

/// All names, the old ones of an event behind its own, each with the index of its event.
fn all_names(events: &[Event]) -> Vec<TokenStream> {
    let of_event = |(index, event)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        names(event).map(move |name| quote!((#name, #index)))
    };
    events.iter().enumerate().flat_map(of_event).collect()
}

fn names(event: &Event) -> impl Iterator<Item = &str> {
    std::iter::once(wire_name(event)).chain(event.meta.was.iter().map(String::as_str))
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
