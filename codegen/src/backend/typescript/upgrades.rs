//! The module of the functions that somebody writes by hand: where it is, and what is in it.

use std::path::{Component, Path};

use askama::Template;

use super::docs::Doc;
use super::literals::{self, wire_text};
use super::modules::rendered;
use super::names::{self, Module};

use super::types::{TypeText, Types};
use crate::backend::steps::{self, Step};
use crate::model::{Direction, Field, Model};
use crate::outputs::TypeScriptOutput;

#[derive(Template)]
#[template(path = "typescript/upgrades.ts")]
struct UpgradesFile {
    /// What each module of types is called here, and where it is.
    imports: Vec<(&'static str, String)>,
    functions: Vec<Function>,
}

/// A function to be written.
struct Function {
    doc: Doc,
    name: String,
    /// Its parameter, and the type of that.
    parameter: (String, String),
    result: String,
}

/// The module with all functions that have to be written, to begin with; nothing if there is none.
pub fn text(model: &Model, output: &TypeScriptOutput) -> Option<String> {
    let types = Types::outside(model);
    let directions = [Direction::Server, Direction::Client];
    let events = directions
        .into_iter()
        .flat_map(|direction| model.events(direction).iter().map(move |event| (direction, event)));
    let functions: Vec<Function> = events
        .flat_map(|(direction, event)| steps::steps(model, event).map(move |step| (direction, step)))
        .flat_map(|(direction, step)| step.by_hand().map(move |field| (direction, step, field)))
        .map(|(direction, step, field)| function(&types, direction.into(), &step, field))
        .collect();
    let folder = output.upgrades.parent().unwrap_or(&output.upgrades);
    let imports = types.into_imports().into_iter().map(|module| {
        (module, literals::string(&specifier(folder, &output.dir.join(format!("{module}.ts")))))
    });
    (!functions.is_empty()).then(|| rendered(&UpgradesFile { imports: imports.collect(), functions }))
}

fn function(types: &Types<'_>, module: Module, step: &Step<'_>, field: &Field) -> Function {
    let (next, event) = (step.older.number + 1, wire_text(&step.event.wire));
    let [parameter, result] = signature(types, module, step, field);
    let made = if field.spread { field.name.snake() } else { &field.wire };
    Function {
        doc: Doc::of(&format!("`{made}` in version {next} of `{event}`.")),
        name: names::upgrade(step, field),
        parameter: (format!("v{}", step.older.number), parameter),
        result,
    }
}

/// The type of the function that makes a field of the next version: `(v1: server.SessionUpdateV1) => types.Actor`.
pub fn function_type(types: &Types<'_>, module: Module, step: &Step<'_>, field: &Field) -> String {
    let [older, made] = signature(types, module, step, field);
    format!("(v{}: {older}) => {made}", step.older.number)
}

/// The types of its parameter and of its result.
fn signature(types: &Types<'_>, module: Module, step: &Step<'_>, field: &Field) -> [String; 2] {
    let older = types.named(module, &step.older.name.pascal());
    let ty = types.text(&field.ty);
    let ty = if field.nullable { ty.or_null() } else { ty };
    let ty = match field.optional && field.default.is_none() {
        true => TypeText::any_of([ty, TypeText::one("undefined")]),
        false => ty,
    };
    [older, ty.to_string()]
}

/// What a module in one folder calls a TypeScript file: `../../upgrades.js`. Both paths are absolute.
pub fn specifier(folder: &Path, file: &Path) -> String {
    let file = file.with_extension("js");
    let (from, to): (Vec<Component>, Vec<Component>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = match from.len() - same {
        0 => "./".to_owned(),
        levels => "../".repeat(levels),
    };
    let down: Vec<_> = to[same..].iter().map(|part| part.as_os_str().to_string_lossy()).collect();
    up + &down.join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::specifier;

    #[track_caller]
    fn check(folder: &str, file: &str, expected: &str) {
        assert_eq!(specifier(Path::new(folder), Path::new(file)), expected);
    }

    #[test]
    fn modules_are_named_from_a_folder() {
        check("/a/generated/typescript/codec", "/a/upgrades.ts", "../../../upgrades.js");
        check("/a/b", "/a/b/by.hand.ts", "./by.hand.js");
        check("/a/b/codec", "/a/src/it.ts", "../../src/it.js");
    }
}
