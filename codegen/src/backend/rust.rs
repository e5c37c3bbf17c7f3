//! Rust: a payload struct for each event and type, the enums over them, frames, the table of events, and the
//! server's handler trait.
//!
//! Items are made with `quote`. They name everything by its full path, so that no name of a manifest can stand in
//! the way of a name of Rust's.

mod carried;
mod channel;
pub(super) mod docs;
mod enums;
pub(super) mod events;
pub(super) mod frames;
mod handler;
pub(super) mod idents;
mod integers;
mod nested;
pub(super) mod order;
pub(super) mod payloads;
mod pictures;
#[cfg(feature = "build-script")]
pub(super) mod print;
mod structs;
pub(super) mod types;
mod unions;
mod untagged;
mod values;
mod versions;

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::steps::{Step, steps};
use crate::model::{self, Direction, Event, Model, Scope, TypeDef, TypeId};

#[cfg(feature = "build-script")]
pub use print::{files, inline};

/// All items, for the macro.
pub fn tokens(model: &Model) -> TokenStream {
    let modules = Module::ALL.map(|module| {
        let items =
            units(model).into_iter().filter(|unit| unit.module() == module).map(|unit| unit.tokens(model));
        module.wrap(&items.collect())
    });
    modules.into_iter().collect()
}

/// A module of the generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Module {
    Root,
    Types,
    Server,
    Client,
    /// Of the dispatch of a desktop app, which stands in a module of its own.
    Desktop,
}

impl Module {
    /// Those of the enums.
    const ALL: [Module; 4] = [Module::Root, Module::Types, Module::Server, Module::Client];

    pub(super) fn wrap(self, items: &TokenStream) -> TokenStream {
        let Some(name) = self.name() else { return items.clone() };
        let (attributes, name) = (self.attributes(), idents::ident(name));
        quote! { #attributes pub mod #name { #items } }
    }

    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Module::Root => None,
            Module::Types => Some("types"),
            Module::Server => Some("server"),
            Module::Client => Some("client"),
            Module::Desktop => Some("desktop"),
        }
    }

    /// Where the author has written nothing there is nothing to say, deprecated members are still read, and what the
    /// author has chosen (a default of 3.14, a type of many parts) is not for clippy to judge.
    fn attributes(self) -> TokenStream {
        let doc = match self {
            Module::Root => return TokenStream::new(),
            Module::Types => "Types that events are made of.",
            Module::Server => "What events from the server to the client carry.",
            Module::Client => "What events from the client to the server carry.",
            Module::Desktop => "What events carry that only the desktop app sends to its page.",
        };
        let doc = docs::line(doc);
        let prose = docs::lints();
        quote! {
            #doc
            #[allow(deprecated, missing_docs, clippy::approx_constant, clippy::type_complexity, #prose)]
        }
    }
}

impl From<Scope> for Module {
    fn from(scope: Scope) -> Module {
        match scope {
            Scope::Types => Module::Types,
            Scope::Server => Module::Server,
            Scope::Client => Module::Client,
            Scope::Desktop => Module::Desktop,
        }
    }
}

impl From<Direction> for Module {
    fn from(direction: Direction) -> Module {
        match direction {
            Direction::Server => Module::Server,
            Direction::Client => Module::Client,
        }
    }
}

/// What is built, parsed and printed on its own.
#[derive(Clone, Copy)]
enum Unit<'m> {
    Type(TypeId, &'m TypeDef),
    Payload(Direction, &'m Event),
    Older(Direction, Step<'m>),
    Reply(&'m Event, &'m model::Payload),
    Events(Direction),
    EventNames(Direction),
    EventCodec(Direction),
    Frame(Direction),
    Table,
    Handler,
}

impl Unit<'_> {
    fn module(self) -> Module {
        match self {
            Unit::Type(_, def) => def.scope.into(),
            Unit::Payload(direction, _) | Unit::Older(direction, _) => direction.into(),
            Unit::Reply(..) => Module::Client,
            Unit::Events(_) | Unit::EventNames(_) | Unit::EventCodec(_) => Module::Root,
            Unit::Frame(_) | Unit::Table | Unit::Handler => Module::Root,
        }
    }

    fn tokens(self, model: &Model) -> TokenStream {
        match self {
            Unit::Type(id, def) => types::definition(model, id, def),
            Unit::Payload(direction, event) => payloads::payload(model, direction, event),
            Unit::Older(direction, step) => versions::older(model, direction, step),
            Unit::Reply(event, reply) => payloads::reply(model, event, reply),
            Unit::Events(direction) => events::events(model, direction),
            Unit::EventNames(direction) => events::inherent(model, direction),
            Unit::EventCodec(direction) => events::event_impl(model, direction),
            Unit::Frame(direction) => frames::frame(model, direction),
            Unit::Table => events::table(model),
            Unit::Handler => handler::handler(model),
        }
    }
}

fn units(model: &Model) -> Vec<Unit<'_>> {
    let both = [Direction::Server, Direction::Client];
    let root = both.iter().flat_map(|direction| {
        [Unit::Events, Unit::EventNames, Unit::EventCodec, Unit::Frame].map(|unit| unit(*direction))
    });
    let types = model.types.iter().enumerate().map(|(index, def)| (TypeId(index), def));
    let types = types.filter(|(_, def)| def.scope != Scope::Desktop).map(|(id, def)| Unit::Type(id, def));
    let payloads = both.iter().flat_map(|direction| {
        model.events(*direction).iter().flat_map(|event| {
            let older = steps(model, event).map(|step| Unit::Older(*direction, step));
            std::iter::once(Unit::Payload(*direction, event)).chain(older)
        })
    });
    let replies = model.replies().map(|(event, reply)| Unit::Reply(event, reply));
    root.chain([Unit::Table, Unit::Handler]).chain(types).chain(payloads).chain(replies).collect()
}
