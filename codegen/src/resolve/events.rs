//! Events of both directions.

use std::collections::HashMap;

use super::siblings::Sibling;
use super::wire::FrameSet;
use super::{Context, Owner, names, siblings, structs, types};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::manifest::{self, File, Node, Text};
use crate::model::{Direction, Event, Frames, Payload, Reply, Scope, Sticky, Upgrade, Version, WireName};
use crate::name::Name;

/// The events of both directions and the pictures they chose.
pub struct Directions {
    pub server: Vec<Event>,
    pub client: Vec<Event>,
    pub server_frames: Frames,
    pub client_frames: Frames,
}

/// Notes the names of all events: what they carry is named after them.
pub fn declare(cx: &mut Context, files: &[File]) {
    let of = |direction| manifest::events(files, direction).map(|(_, event)| event);
    let server = of(Direction::Server).map(|event| (Scope::Server, event));
    let client = of(Direction::Client).map(|event| (Scope::Client, event));
    let desktop = files.iter().flat_map(|file| &file.desktop).map(|event| (Scope::Desktop, event));
    for (scope, event) in server.chain(client).chain(desktop) {
        if let Some(name) = Name::derive(&event.key.text) {
            names::reserve(cx, scope, &name, event.key.span);
        }
    }
}

pub fn lower<'m>(cx: &mut Context<'m, '_>, files: &'m [File], mut frames: FrameSet) -> Directions {
    let server = lower_direction(cx, files, Direction::Server, &mut frames);
    let client = lower_direction(cx, files, Direction::Client, &mut frames);
    Directions { server, client, server_frames: frames.server, client_frames: frames.client }
}

fn lower_direction<'m>(
    cx: &mut Context<'m, '_>,
    files: &'m [File],
    direction: Direction,
    frames: &mut FrameSet,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut named = Vec::new();
    for (file, event) in manifest::events(files, direction) {
        let picture = frames.choose(cx, direction, event.node.frame.as_ref());
        let scope = match direction {
            Direction::Server => Scope::Server,
            Direction::Client => Scope::Client,
        };
        let (lowered, wire) = lower_event(cx, file, event, scope, picture);
        let (name, span, meta) = (lowered.name.clone(), lowered.span, &event.node.meta);
        named.push(Sibling { group: picture, wire, name, span, meta });
        events.push(lowered);
    }
    let reserved: Vec<&Text> = match direction {
        Direction::Server => files.iter().flat_map(|file| &file.reserved.server).collect(),
        Direction::Client => files.iter().flat_map(|file| &file.reserved.client).collect(),
    };
    siblings::check(cx, "event", &named, &reserved);
    events
}

/// Events that only the desktop app sends; no frame goes around what they carry.
pub fn lower_desktop<'m>(cx: &mut Context<'m, '_>, files: &'m [File]) -> Vec<Event> {
    let (mut events, mut named) = (Vec::new(), Vec::new());
    for (file, event) in files.iter().flat_map(|file| file.desktop.iter().map(move |event| (file, event))) {
        let (lowered, wire) = lower_event(cx, file, event, Scope::Desktop, 0);
        if !matches!(lowered.wire, WireName::Text(_)) {
            let message = "the name of an event in Tauri is a text";
            let diagnostic = Diagnostic::new(&codes::WIRE_NAME, wire.span, message);
            cx.diagnostics.push(diagnostic.help("write it in quotes"));
        }
        let (name, span, meta) = (lowered.name.clone(), lowered.span, &event.node.meta);
        named.push(Sibling { group: 0, wire, name, span, meta });
        events.push(lowered);
    }
    let reserved: Vec<&Text> = files.iter().flat_map(|file| &file.reserved.desktop).collect();
    siblings::check(cx, "event", &named, &reserved);
    events
}

fn lower_event<'m>(
    cx: &mut Context<'m, '_>,
    file: &File,
    event: &'m manifest::Event,
    scope: Scope,
    picture: usize,
) -> (Event, Text) {
    let name = names::code_name(cx, &event.key);
    let (wire, wire_span) = names::wire_name(cx, &event.key, event.node.wire.as_ref());
    let text = Text { text: structs::spelled(&wire), span: wire_span };
    let owner = Owner { name: name.clone(), scope, span: event.key.span };
    let payload = payload(cx, &event.node, &owner);
    let sticky = match &event.sticky {
        manifest::Sticky::No => Sticky::No,
        manifest::Sticky::Last => Sticky::Last,
        manifest::Sticky::Per(path) => Sticky::LastPer(path.text.split('.').map(str::to_owned).collect()),
    };
    let lowered = Event {
        wire,
        name,
        payload,
        picture,
        category: event.category.clone().or_else(|| file.category.clone()),
        audience: event.audience,
        idempotent: event.idempotent,
        delivery: event.delivery,
        sticky,
        reply: reply_payload(cx, event, &owner),
        tauri: None,
        version: event.versions.newest,
        versions: event.versions.older.iter().map(|older| version(cx, older, &owner)).collect(),
        examples: Vec::new(),
        meta: names::meta(&event.node.meta),
        span: event.key.span,
    };
    (lowered, text)
}

pub fn payload<'m>(cx: &mut Context<'m, '_>, node: &'m Node, owner: &Owner) -> Payload {
    match &node.shape {
        None => Payload::Unit,
        Some(manifest::Shape::Fields(fields)) => {
            Payload::Struct(structs::lower(cx, fields, &node.reserved, owner))
        }
        Some(_) => {
            let inner = owner.name.join(&names::word("payload"));
            let (ty, nullable) = types::of_node(cx, node, &Owner { name: inner, ..owner.clone() });
            if ty == crate::model::Type::Json && !node.is_named("json") {
                // The type was refused already.
                return Payload::Unit;
            }
            Payload::Type(if nullable { crate::model::Type::Nullable(Box::new(ty)) } else { ty })
        }
    }
}

fn reply_payload<'m>(cx: &mut Context<'m, '_>, event: &'m manifest::Event, owner: &Owner) -> Option<Reply> {
    let Some(manifest::Reply::Payload(node)) = &event.reply else { return None };
    let owner = Owner { name: owner.name.join(&names::word("reply")), ..owner.clone() };
    names::take(cx, &owner);
    // On the way to the client it is one among the server's events.
    names::take(cx, &Owner { scope: Scope::Server, ..owner.clone() });
    Some(Reply::Payload(payload(cx, node, &owner)))
}

/// An older shape, which has a name of its own; how it becomes the next is known when all types are.
fn version<'m>(cx: &mut Context<'m, '_>, older: &'m manifest::Older, owner: &Owner) -> Version {
    let name = owner.name.join(&names::word(&older.key.text));
    let owner = Owner { name: name.clone(), span: older.key.span, ..owner.clone() };
    names::take(cx, &owner);
    if !older.by_hand.is_empty() {
        // What is written by hand is asked for under this name.
        names::take(cx, &Owner { name: crate::model::upgrade_name(&name), ..owner.clone() });
    }
    Version {
        number: older.number,
        name,
        payload: payload(cx, &older.node, &owner),
        upgrade: Upgrade::Whole,
        meta: names::meta(&older.node.meta),
        span: older.key.span,
    }
}

/// The replies that are server events, now that those are known.
pub fn find_replies(cx: &mut Context, files: &[File], directions: &mut Directions) {
    let known = by_wire_name(&directions.server);
    for (event, (_, written)) in directions.client.iter_mut().zip(manifest::events(files, Direction::Client))
    {
        if let Some(manifest::Reply::Event(name)) = &written.reply {
            event.reply = find(cx, &known, name, "server").map(Reply::Event);
        }
    }
}

/// The index of an event, by its name on the wire.
pub fn find(cx: &mut Context, known: &HashMap<String, usize>, name: &Text, side: &str) -> Option<usize> {
    let found = known.get(&name.text).copied();
    if found.is_none() {
        let message = format!("there is no {side} event `{}`", shown(&name.text));
        let help = cx.diagnostics.did_you_mean(&name.text, known.keys().map(String::as_str));
        cx.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_EVENT, name.span, message).maybe_help(help));
    }
    found
}

pub fn by_wire_name(events: &[Event]) -> HashMap<String, usize> {
    let text = |(index, event): (usize, &Event)| match &event.wire {
        WireName::Text(text) => Some((text.clone(), index)),
        _ => None,
    };
    events.iter().enumerate().filter_map(text).collect()
}
