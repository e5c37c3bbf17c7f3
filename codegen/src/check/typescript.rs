//! The limits of TypeScript: names that meet there, names that generated code needs, and types that are another name
//! for themselves.

use std::collections::HashMap;

use super::cycles;
use crate::backend::typescript::events::{self, Of};
use crate::backend::typescript::names::{self, title};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Direction, Model, Shape, Type, TypeDef};
use crate::source::Span;

/// What stands beside the payloads of a direction's events, behind `Server` or `Client`.
const GENERATED: &[&str] = &["Event", "EventMap", "EventName", "Beside", "Replies"];

pub fn check_names(model: &Model, diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        check_events(model, direction, diagnostics);
        check_generated(model, direction, diagnostics);
    }
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

fn refuse(message: String, span: Span, first: Option<Span>, diagnostics: &mut Diagnostics) {
    let diagnostic = Diagnostic::new(&codes::TYPESCRIPT_NAME, span, message)
        .help("an event has its wire name there, or its code name where that is not its alone: choose another code name");
    diagnostics.push(match first {
        Some(first) => diagnostic.second(first, "this one too"),
        None => diagnostic,
    });
}

/// Payloads, and types that are written in place, stand in one module with the map of the events.
fn check_generated(model: &Model, direction: Direction, diagnostics: &mut Diagnostics) {
    let generated: Vec<String> = GENERATED.iter().map(|name| format!("{}{name}", title(direction))).collect();
    let events = model.events(direction).iter().map(|event| (&event.name, event.span));
    let own = model.types.iter().filter(|def| names::module(def.scope) == Some(direction.into()));
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
