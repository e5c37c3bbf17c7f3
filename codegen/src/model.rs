//! The model: what a manifest means, valid by construction and in no target's language.
//!
//! A [`Model`] exists only after every name is resolved and every check has passed, so backends read it without a
//! way to fail. Wire names are kept letter for letter; code names are kept as [`Name`]s, which each target puts
//! into its own style.

mod approval;
mod tauri;
mod types;
mod variant;
mod version;
mod wire;

use serde_json::Value;

use crate::name::Name;
use crate::source::Span;

pub use approval::{Approval, BREAKING_RULES};
pub use tauri::{Tauri, TauriPayload};
pub use types::*;
pub(crate) use version::upgrade_name;
pub use version::{Recast, Source, Upgrade, Version};
pub use wire::*;

/// One protocol: all events of both directions, the types they use, and the frames they travel in.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The name of the protocol, as the manifest has it.
    pub protocol: String,
    /// What the protocol is for (Markdown).
    pub doc: Option<String>,
    /// How events are framed.
    pub wire: Wire,
    /// Every type with a name of its own, those of shapes written in place among them, in the order of the manifest.
    pub types: Vec<TypeDef>,
    /// Events from the server to the client, in the order of the manifest.
    pub server: Vec<Event>,
    /// Events from the client to the server, in the order of the manifest.
    pub client: Vec<Event>,
    /// Events that only the desktop app sends to its page. Their wire names are whole Tauri names, and no frame goes
    /// around what they carry: [`Event::picture`] says nothing of them.
    pub desktop: Vec<Event>,
    /// How the names of server events are formed in the desktop app.
    pub tauri: Option<Tauri>,
    /// Wire names that may not come back.
    pub reserved: ReservedNames,
    /// Breaking changes that are wanted.
    pub approvals: Vec<Approval>,
}

impl Model {
    /// The type that `id` names.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The events of both directions, and those of the desktop app.
    pub fn all_events(&self) -> impl Iterator<Item = &Event> {
        self.server.iter().chain(&self.client).chain(&self.desktop)
    }

    /// As [`Model::all_events`], to be changed.
    pub(crate) fn all_events_mut(&mut self) -> impl Iterator<Item = &mut Event> {
        self.server.iter_mut().chain(&mut self.client).chain(&mut self.desktop)
    }

    /// Whether anything reaches the page of a desktop app.
    pub fn reaches_page(&self) -> bool {
        self.tauri.is_some() || !self.desktop.is_empty()
    }

    /// The events of one direction.
    pub fn events(&self, direction: Direction) -> &[Event] {
        match direction {
            Direction::Server => &self.server,
            Direction::Client => &self.client,
        }
    }

    /// The pictures that frames of one direction may be in: those of its events in their order, and for the server
    /// behind them that of replies and that of errors.
    pub fn pictures(&self, direction: Direction) -> Vec<Held<'_>> {
        let events = self.frames(direction).pictures.iter().enumerate();
        let mut held: Vec<Held<'_>> =
            events.map(|(index, picture)| Held { picture, holds: Holds::Events(index) }).collect();
        if direction == Direction::Server {
            let reply = self.wire.reply.iter();
            held.extend(reply.map(|picture| Held { picture, holds: Holds::Replies }));
            if let Some(ErrorAnswer::Picture(picture)) = &self.wire.error {
                held.push(Held { picture, holds: Holds::Error });
            }
        }
        held
    }

    /// The client events that are answered by a payload of their own, in the picture of replies.
    pub fn replies(&self) -> impl Iterator<Item = (&Event, &Payload)> {
        self.client.iter().filter_map(|event| match &event.reply {
            Some(Reply::Payload(payload)) => Some((event, payload)),
            _ => None,
        })
    }

    /// The pictures of one direction.
    pub fn frames(&self, direction: Direction) -> &Frames {
        match direction {
            Direction::Server => &self.wire.server,
            Direction::Client => &self.wire.client,
        }
    }
}

/// A picture, and what is in its frames.
#[derive(Debug, Clone, Copy)]
pub struct Held<'m> {
    /// The picture.
    pub picture: &'m Picture,
    /// What is in its frames.
    pub holds: Holds,
}

/// What the frames of a picture hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The events whose [`Event::picture`] is this index.
    Events(usize),
    /// Answers to client events.
    Replies,
    /// A refusal of a client event.
    Error,
}

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the server to the client.
    Server,
    /// From the client to the server.
    Client,
}

/// Top-level `reserved`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReservedNames {
    /// Wire names of server events.
    pub server: Vec<String>,
    /// Wire names of client events.
    pub client: Vec<String>,
    /// Tauri names of events of the desktop app.
    pub desktop: Vec<String>,
    /// Names of types.
    pub types: Vec<String>,
}

/// What every node may say about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// Documentation (Markdown).
    pub doc: Option<String>,
    /// That the node should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// That the node may change without notice.
    pub experimental: bool,
    /// The release that brought the node.
    pub since: Option<String>,
    /// Old wire names, which are read and never written.
    pub was: Vec<String>,
}

/// `deprecated`: a text, or `{ since, reason, use, until }`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deprecated {
    /// The release that deprecated it.
    pub since: Option<String>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The wire name of the sibling to use instead.
    pub use_instead: Option<String>,
    /// The last day on which it may still be used, as `2027-03-01`. Nothing that is generated is decided by it.
    pub until: Option<String>,
}

/// What stands at the place of `<name>`.
#[derive(Debug, Clone, PartialEq)]
pub enum WireName {
    /// A string.
    Text(String),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

impl WireName {
    /// An old name of what is called so now: where the name is an integer, the digits of one are one.
    pub fn old(&self, old: &str) -> WireName {
        match (self, old.parse::<i64>()) {
            (WireName::Int(_), Ok(integer)) if integer.to_string() == old => WireName::Int(integer),
            _ => WireName::Text(old.to_owned()),
        }
    }
}

/// What an event or a variant carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// Nothing.
    Unit,
    /// An object, written in place.
    Struct(Struct),
    /// A type expression.
    Type(Type),
}

impl Payload {
    /// The struct, if it is one that is written in place.
    pub fn as_struct(&self) -> Option<&Struct> {
        match self {
            Payload::Struct(members) => Some(members),
            Payload::Unit | Payload::Type(_) => None,
        }
    }
}

/// An event of one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The name on the wire.
    pub wire: WireName,
    /// The name in code.
    pub name: Name,
    /// What it carries.
    pub payload: Payload,
    /// Index of its picture in [`Frames::pictures`] of its direction.
    pub picture: usize,
    /// The heading under which guides list it.
    pub category: Option<String>,
    /// Who gets it.
    pub audience: Audience,
    /// Doing it twice is doing it once.
    pub idempotent: bool,
    /// What is promised about its delivery.
    pub delivery: Delivery,
    /// Which of its occurrences are kept for those who come later.
    pub sticky: Sticky,
    /// What answers it (client events only).
    pub reply: Option<Reply>,
    /// Its Tauri name, if it reaches the page of a desktop app.
    pub tauri: Option<String>,
    /// The version of [`Event::payload`].
    pub version: u32,
    /// Every older version, from the first on.
    pub versions: Vec<Version>,
    /// Payloads as they stand on the wire, each of which fits the event.
    pub examples: Vec<Value>,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

impl Event {
    /// What it carries, what answers it, and what it carried.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let reply = self.reply.iter().filter_map(|reply| match reply {
            Reply::Payload(payload) => Some(payload),
            Reply::Event(_) => None,
        });
        let older = self.versions.iter().map(|version| &version.payload);
        std::iter::once(&self.payload).chain(reply).chain(older)
    }

    /// As [`Event::payloads`], to be changed.
    pub(crate) fn payloads_mut(&mut self) -> impl Iterator<Item = &mut Payload> {
        let reply = self.reply.iter_mut().filter_map(|reply| match reply {
            Reply::Payload(payload) => Some(payload),
            Reply::Event(_) => None,
        });
        let older = self.versions.iter_mut().map(|version| &mut version.payload);
        std::iter::once(&mut self.payload).chain(reply).chain(older)
    }
}

/// `audience`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Everybody concerned.
    #[default]
    Broadcast,
    /// One client.
    Targeted,
}

/// `delivery`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delivery {
    /// In order, without a gap.
    #[default]
    Ordered,
    /// The latest wins.
    Volatile,
    /// Survives the crash of the sender.
    Critical,
}

/// `sticky`.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Sticky {
    /// None is kept.
    #[default]
    No,
    /// The last one is kept.
    Last,
    /// The last one per value of this field (a path of wire names) is kept.
    LastPer(Vec<String>),
}

/// What answers a client event.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The server event at this index of [`Model::server`], with the same request id.
    Event(usize),
    /// A payload in the picture `wire.reply`.
    Payload(Payload),
}
