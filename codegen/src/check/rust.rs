//! The limits of Rust: names that cannot be written, and names that generated code needs.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Direction, ErrorAnswer, Event, Model, Payload, Role, Scope, Shape, Struct};
use crate::name::Name;
use crate::source::Span;

/// Keywords that cannot be written as raw identifiers.
const UNWRITABLE_FIELDS: &[&str] = &["self", "super", "crate"];

/// Types that are generated beside those of the manifest.
const GENERATED_TYPES: &[&str] = &["ServerEvent", "ClientEvent"];

pub fn check_names(model: &Model, diagnostics: &mut Diagnostics) {
    for event in model.server.iter().chain(&model.client) {
        check_variant(&event.name, event.span, true, "an event", diagnostics);
        check_payload(&event.payload, diagnostics);
    }
    for direction in [Direction::Server, Direction::Client] {
        check_beside(model, direction, diagnostics);
    }
    if let Some(ErrorAnswer::Picture(_)) = &model.wire.error {
        model.server.iter().for_each(|event| check_refused(event, diagnostics));
    }
    for def in &model.types {
        check_type(&def.name, def.scope, def.span, diagnostics);
        check_shape(&def.shape, diagnostics);
    }
}

fn check_type(name: &Name, scope: Scope, span: Span, diagnostics: &mut Diagnostics) {
    let pascal = name.pascal();
    if pascal == "Self" {
        unwritable(&pascal, span, diagnostics);
    }
    if scope == Scope::Types && GENERATED_TYPES.contains(&pascal.as_str()) {
        let message = format!("generated code has a type `{pascal}` of its own");
        diagnostics.push(Diagnostic::new(&codes::GENERATED_NAME, span, message).help("choose another name"));
    }
}

/// The frame's struct holds what stands beside the event, and the event.
fn check_beside(model: &Model, direction: Direction, diagnostics: &mut Diagnostics) {
    let span = model.frames(direction).pictures.first().map_or(Span::default(), |picture| picture.span);
    for beside in &model.frames(direction).beside {
        let name = beside.name.snake();
        if beside.role == Role::Field && name == "event" {
            let message = "a member beside the event cannot be `event` in code: that is the event itself";
            diagnostics.push(
                Diagnostic::new(&codes::GENERATED_NAME, span, message).help("call the member otherwise"),
            );
        }
    }
}

/// A refusal that has a picture of its own stands among the server's events.
fn check_refused(event: &Event, diagnostics: &mut Diagnostics) {
    if event.name.pascal() == "Refused" {
        let message = "an event cannot be `Refused` in code: that stands for the picture of `wire.error`";
        diagnostics.push(
            Diagnostic::new(&codes::GENERATED_NAME, event.span, message)
                .help("write another code name as the key, and the wire name beside it"),
        );
    }
}

fn check_shape(shape: &Shape, diagnostics: &mut Diagnostics) {
    match shape {
        Shape::Struct(members) => check_struct(members, diagnostics),
        Shape::StringEnum(values) => {
            let values_ = values.values.iter();
            values_.for_each(|value| {
                check_variant(&value.name, value.span, values.open, "a value", diagnostics)
            });
        }
        Shape::IntEnum(values) => {
            let values_ = values.values.iter();
            values_.for_each(|value| {
                check_variant(&value.name, value.span, values.open, "a value", diagnostics)
            });
        }
        Shape::Union(union) => union.variants.iter().for_each(|variant| {
            check_variant(&variant.name, variant.span, union.open, "a variant", diagnostics);
            check_payload(&variant.payload, diagnostics);
        }),
        Shape::Flags(_) | Shape::Untagged(_) | Shape::Alias(_) => {}
    }
}

fn check_payload(payload: &Payload, diagnostics: &mut Diagnostics) {
    if let Payload::Struct(members) = payload {
        check_struct(members, diagnostics);
    }
}

fn check_struct(members: &Struct, diagnostics: &mut Diagnostics) {
    for field in &members.fields {
        if UNWRITABLE_FIELDS.contains(&field.name.snake()) {
            unwritable(field.name.snake(), field.span, diagnostics);
        }
    }
}

/// `open`: the generated enum has a variant `Unknown`.
fn check_variant(name: &Name, span: Span, open: bool, what: &str, diagnostics: &mut Diagnostics) {
    let pascal = name.pascal();
    if pascal == "Self" {
        unwritable(&pascal, span, diagnostics);
    }
    if open && pascal == "Unknown" {
        let message = format!("{what} cannot be `Unknown` in code: that stands for those not known yet");
        diagnostics.push(
            Diagnostic::new(&codes::GENERATED_NAME, span, message)
                .help("write another code name as the key, and the wire name beside it"),
        );
    }
}

fn unwritable(name: &str, span: Span, diagnostics: &mut Diagnostics) {
    let message = format!("Rust cannot write the name `{name}`");
    diagnostics.push(
        Diagnostic::new(&codes::RUST_NAME, span, message)
            .help("write another code name as the key, and the wire name beside it: `wire: …`"),
    );
}
