//! The limits of TypeScript: names that meet there, names that generated code needs, and types that are another name
//! for themselves.

use std::collections::HashMap;

use super::cycles;
use crate::backend::steps::steps;
use crate::backend::typescript::events::{self, Entry, Of};
use crate::backend::typescript::names::{self, Module, title};
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{Direction, Event, Model, Shape, Type, TypeDef};
use crate::source::Span;

/// What stands beside the payloads of a direction's events, behind `Server`, `Client` or `Desktop`.
const GENERATED: &[&str] = &["Event", "EventMap", "EventName", "Beside", "Replies"];

pub fn check_names(model: &Model, diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        check_events(model, direction, diagnostics);
        check_generated(model, (direction.into(), title(direction)), model.events(direction), diagnostics);
    }
    check_upgrades(model, diagnostics);
    check_desktop(model, diagnostics);
    check_generated(model, (Module::Desktop, names::DESKTOP), &model.desktop, diagnostics);
}

/// Events are told apart by one name each, which is the wire name where that can be.
fn check_events(model: &Model, direction: Direction, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for entry in events::entries(model, direction) {
        let (Of::Event(event) | Of::Reply(event, _)) = entry.of else {
            if let Some(span) = seen.get(&entry.name) {
                let message =
                    format!("`{}` stands for the picture of `wire.error` in TypeScript", entry.name);
                refuse(message, *span, None, diagnostics);
            }
            continue;
        };
        if let Some(first) = seen.insert(entry.name.clone(), event.span) {
            let message = format!("two events are called `{}` in TypeScript", entry.name);
            refuse(message, event.span, Some(first), diagnostics);
        }
    }
}

/// All functions that are written by hand are exported by one module.
fn check_upgrades(model: &Model, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for step in model.server.iter().chain(&model.client).flat_map(|event| steps(model, event)) {
        for name in step.by_hand().map(|field| names::upgrade(&step, field)) {
            let span = step.older.span;
            let Some(first) = seen.insert(name.clone(), span) else { continue };
            let message = format!("two functions that are written by hand are called `{name}` in TypeScript");
            diagnostics.push(
                Diagnostic::new(&codes::TYPESCRIPT_NAME, span, message)
                    .second(first, "the other is for this version")
                    .help("write another code name as the key of the event, and its wire name beside it: `wire: …`"),
            );
        }
    }
}

/// A page listens to the events of the server and to those of the desktop app by the names of one map, and by functions of
/// one module.
fn check_desktop(model: &Model, diagnostics: &mut Diagnostics) {
    let server = events::entries(model, Direction::Server);
    for own in events::desktop(model) {
        let Some(event) = own.of.event() else { continue };
        let taken = server.iter().find_map(|other| Some((taken(&own, other)?, other)));
        let Some(((message, help), other)) = taken else { continue };
        let diagnostic = Diagnostic::new(&codes::TYPESCRIPT_NAME, event.span, message).help(help);
        diagnostics.push(match other.of {
            Of::Event(other) | Of::Reply(other, _) => diagnostic.second(other.span, "this one"),
            Of::Refusal => diagnostic,
        });
    }
}

/// What an event of the desktop app and one from the server have in common that they may not, and what helps.
fn taken(own: &Entry<'_>, other: &Entry<'_>) -> Option<(String, &'static str)> {
    let carried = other.of.event().and_then(|event| event.tauri.as_deref());
    if carried == Some(&*own.name) {
        // One Tauri name for both is a mistake that has been told.
        None
    } else if own.name == other.name {
        let message = format!("an event from the server is called `{}` in TypeScript too", shown(&own.name));
        Some((message, "pages listen to both by their names: give this one another Tauri name"))
    } else if own.payload.name == other.payload.name {
        let message = format!("an event from the server is listened to by `on{}` too", own.payload.name);
        Some((message, "write another code name as the key, and beside it the Tauri name: `wire: …`"))
    } else {
        None
    }
}

fn refuse(message: String, span: Span, first: Option<Span>, diagnostics: &mut Diagnostics) {
    let diagnostic = Diagnostic::new(&codes::TYPESCRIPT_NAME, span, message)
        .help("an event has its wire name there, or its code name where that is not its alone: choose another code name");
    diagnostics.push(match first {
        Some(first) => diagnostic.second(first, "this one too"),
        None => diagnostic,
    });
}

/// Payloads, and types that are written in place, stand in one module with the map of the events.
fn check_generated(
    model: &Model,
    (module, title): (Module, &str),
    events: &[Event],
    diagnostics: &mut Diagnostics,
) {
    let generated: Vec<String> = GENERATED.iter().map(|name| format!("{title}{name}")).collect();
    let events = events.iter().map(|event| (&event.name, event.span));
    let own = model.types.iter().filter(|def| names::module(def.scope) == module);
    for (name, span) in events.chain(own.map(|def| (&def.name, def.span))) {
        let pascal = name.pascal();
        if generated.contains(&pascal) {
            let message = format!("generated code has a type `{pascal}` of its own");
            diagnostics.push(
                Diagnostic::new(&codes::GENERATED_NAME, span, message)
                    .help("write another code name as the key, and the wire name beside it"),
            );
        }
    }
}

/// `A: string<A> | null` is text that holds text in Rust, and in TypeScript nothing but itself.
pub fn check_aliases(model: &Model, diagnostics: &mut Diagnostics) {
    let next: Vec<Vec<usize>> = model.types.iter().map(same).collect();
    for (def, found) in model.types.iter().zip(cycles::on_cycle(&next)) {
        if found {
            let message = format!("`{}` is another name for itself in TypeScript", def.name.pascal());
            diagnostics.push(
                Diagnostic::new(&codes::TYPESCRIPT_TYPE, def.span, message)
                    .help("put a list, a map or a field somewhere on the way: what `string<…>` holds is the value itself there"),
            );
        }
    }
}

/// The types that a type is, or may be, without anything around them.
fn same(def: &TypeDef) -> Vec<usize> {
    let mut found = Vec::new();
    match &def.shape {
        Shape::Alias(ty) => add_same(ty, &mut found),
        Shape::Untagged(shape) => shape.items.iter().for_each(|item| add_same(&item.ty, &mut found)),
        _ => {}
    }
    found
}

fn add_same(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => found.push(id.0),
        Type::Nullable(item) | Type::Text(item) => add_same(item, found),
        _ => {}
    }
}
