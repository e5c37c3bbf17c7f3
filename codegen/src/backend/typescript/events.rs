//! The events of a direction, and those of a desktop app, as TypeScript knows them: each with its name in `ServerEvent`,
//! `ClientEvent` or `DesktopEvent` and the type of its payload.

use std::collections::HashMap;

use super::names::{self, Module};
use crate::model::{Direction, ErrorAnswer, Event, Meta, Model, Payload, WireName};
use crate::resolve::spelled;

/// What can arrive from one side.
#[derive(Debug, Clone)]
pub struct Entry<'m> {
    /// Its name in the event map: what stands on the wire, or the code name where that is no text or not its alone.
    pub name: String,
    /// The type of its payload.
    pub payload: PayloadType,
    /// What it is in the manifest.
    pub of: Of<'m>,
}

/// A named type and where it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadType {
    /// The module.
    pub module: Module,
    /// The name there.
    pub name: String,
}

/// What an [`Entry`] is in the manifest.
#[derive(Debug, Clone, Copy)]
pub enum Of<'m> {
    /// An event.
    Event(&'m Event),
    /// The answer to a client event, which has a picture of its own.
    Reply(&'m Event, &'m Payload),
    /// The refusal of a client event, which has a picture of its own.
    Refusal,
}

impl<'m> Of<'m> {
    /// The event, if it is one.
    pub fn event(self) -> Option<&'m Event> {
        match self {
            Of::Event(event) => Some(event),
            Of::Reply(..) | Of::Refusal => None,
        }
    }

    /// What the manifest says of the event, if it is one.
    pub fn meta(self) -> Option<&'m Meta> {
        self.event().map(|event| &event.meta)
    }
}

/// The name of a refusal that has a picture of its own.
pub const REFUSED: &str = "Refused";

/// The events of a direction in the order of the manifest, and behind them what answers clients.
pub fn entries(model: &Model, direction: Direction) -> Vec<Entry<'_>> {
    let events = model.events(direction);
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for event in events {
        if let WireName::Text(name) = &event.wire {
            *uses.entry(name).or_default() += 1;
        }
    }
    let name = |event: &Event| match &event.wire {
        WireName::Text(name) if uses[name.as_str()] == 1 => name.clone(),
        _ => event.name.pascal(),
    };
    let payload = |module: Module, name: String| PayloadType { module, name };
    let mut entries: Vec<Entry> = events
        .iter()
        .map(|event| Entry {
            name: name(event),
            payload: payload(direction.into(), event.name.pascal()),
            of: Of::Event(event),
        })
        .collect();
    if direction == Direction::Server {
        entries.extend(model.replies().map(|(event, reply)| {
            let name = names::reply(event).pascal();
            Entry { name: name.clone(), payload: payload(Module::Client, name), of: Of::Reply(event, reply) }
        }));
        if has_refusal(model) {
            let (name, payload) = (REFUSED.to_owned(), payload(Module::Server, REFUSED.to_owned()));
            entries.push(Entry { name, payload, of: Of::Refusal });
        }
    }
    entries
}

/// The events of the desktop app's own, in the order of the manifest, under their Tauri names.
pub fn desktop(model: &Model) -> Vec<Entry<'_>> {
    let entry = |event| {
        let Event { wire, name, .. }: &Event = event;
        let payload = PayloadType { module: Module::Desktop, name: name.pascal() };
        Entry { name: spelled(wire), payload, of: Of::Event(event) }
    };
    model.desktop.iter().map(entry).collect()
}

/// Whether refusals have a picture of their own.
pub fn has_refusal(model: &Model) -> bool {
    matches!(model.wire.error, Some(ErrorAnswer::Picture(_)))
}

impl Entry<'_> {
    /// What its codec is called: `$messageNew`. No name of a manifest has such a sign in it, so that it is nothing else's.
    pub fn codec(&self) -> String {
        let (first, rest) = self.payload.name.split_at(1);
        format!("${}{rest}", first.to_lowercase())
    }
}
