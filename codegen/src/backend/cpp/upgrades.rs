//! `upgrades.hpp`: the functions that somebody writes by hand, for older versions of events.

use askama::Template;

use super::docs::Doc;
use super::headers::rendered;
use super::literals::wire_text;
use super::names;
use super::types::Types;
use crate::backend::steps::{Step, steps};
use crate::model::{Direction, Field};

#[derive(Template)]
#[template(path = "cpp/upgrades.hpp")]
struct UpgradesFile<'m> {
    namespace: &'m str,
    functions: Vec<Function>,
}

/// A function to be written.
struct Function {
    doc: Doc,
    name: String,
    /// The older payload, and what it is called.
    older: String,
    parameter: String,
    result: String,
}

/// The declarations of all functions that have to be written; nothing if there is none.
pub fn upgrades(types: Types<'_>) -> Option<String> {
    let model = types.model;
    let mut functions = Vec::new();
    for direction in [Direction::Server, Direction::Client] {
        for step in model.events(direction).iter().flat_map(|event| steps(model, event)) {
            functions.extend(step.by_hand().map(|field| function(types, direction, &step, field)));
        }
    }
    (!functions.is_empty()).then(|| rendered(&UpgradesFile { namespace: types.namespace, functions }))
}

fn function(types: Types<'_>, direction: Direction, step: &Step<'_>, field: &Field) -> Function {
    let (next, event) = (step.older.number + 1, wire_text(&step.event.wire));
    let made = if field.spread { field.name.snake() } else { &field.wire };
    Function {
        doc: Doc::of(&format!("`{made}` in version {next} of `{event}`.")),
        name: names::upgrade(step, field),
        older: types.payload(direction, &step.older.name),
        parameter: format!("v{}", step.older.number),
        result: types.field(field),
    }
}
