//! Older versions of events: how each is read, and what makes the next one of it.

use std::collections::BTreeSet;

use super::entries::{self, object};
use super::{Codecs, Import, structs, texts, writers};
use crate::backend::steps::{self, Step};
use crate::backend::typescript::literals;
use crate::backend::typescript::names::{self, Module};
use crate::backend::typescript::types::Types;
use crate::backend::typescript::upgrades;
use crate::model::{Event, Field, Payload, Picture, Recast, Source, Type, Upgrade};

/// The older versions of an event, as a member of what reads it; none where there are none, or no frame tells them.
pub fn older(codecs: &Codecs<'_>, event: &Event, module: Module, picture: &Picture) -> Option<String> {
    let first = event.versions.first().filter(|_| picture.has_version())?;
    let versions = steps::steps(codecs.model, event).map(|step| {
        let name = (module, &*step.older.name.pascal());
        let read = entries::reader(codecs, &step.older.payload, name, picture.spreads_payload());
        let members: Vec<String> =
            read.into_iter().chain([format!("next: {}", next(codecs, module, &step))]).collect();
        format!("  {},\n", object(&members, "  "))
    });
    let versions: String = versions.collect();
    let older = codecs.runtime("versions", "older");
    Some(format!("older: /* @__PURE__ */ {older}({}, () => [\n{versions}])", first.number))
}

/// What imports the functions that are written by hand.
pub fn imports(by_hand: &[String], module: &str) -> Option<String> {
    let names: Vec<String> = by_hand.iter().map(|name| format!("{name} as {}", local(name))).collect();
    (!names.is_empty()).then(|| {
        format!(
            "// Written by hand: `samewire stubs --upgrades` prints what to begin with.\nimport {{ {} }} from {};",
            names.join(", "),
            literals::string(module)
        )
    })
}

/// What such a function is called here: no codec has two such signs.
fn local(name: &str) -> String {
    format!("$${name}")
}

/// What writes the next version, as an expression.
fn next(codecs: &Codecs<'_>, module: Module, step: &Step<'_>) -> String {
    match (&step.older.upgrade, &step.older.payload, step.next) {
        (Upgrade::Fields(_), ..) => {
            let parts: String = step
                .fields()
                .filter_map(|(field, source)| part(codecs, module, step, field, source))
                .map(|part| format!("\n  {part},"))
                .collect();
            let end = if parts.is_empty() { "" } else { "\n" };
            format!("{}({parts}{end})", codecs.runtime("versions", "fields"))
        }
        (Upgrade::Whole, Payload::Type(old), Payload::Type(new)) => {
            recast(codecs, old, new, writers::expression(codecs, old))
        }
        (Upgrade::Whole, Payload::Type(old), _) => writers::expression(codecs, old),
        (Upgrade::Whole, Payload::Struct(shape), _) => structs::write(codecs, shape),
        (Upgrade::Whole, Payload::Unit, _) => format!("{}()", codecs.runtime("versions", "fields")),
    }
}

/// What makes a field of the next version, unless its reader does.
fn part(
    codecs: &Codecs<'_>,
    module: Module,
    step: &Step<'_>,
    field: &Field,
    source: Source,
) -> Option<String> {
    match source {
        Source::Default | Source::None => None,
        Source::Same(index) | Source::Was(index) => sourced(codecs, step, index, field),
        Source::ByHand => Some(made(codecs, module, step, field)),
    }
}

/// A field that is what the older one at this index was.
fn sourced(codecs: &Codecs<'_>, step: &Step<'_>, index: usize, field: &Field) -> Option<String> {
    let (old, new) = (step.old?, step.new?);
    let from = old.fields.get(index)?;
    if from.spread {
        // What the next version declares is none of the others any more.
        let mut names = structs::declared_beside(codecs, old, from);
        names.extend(structs::declared_beside(codecs, new, field));
        let write = writers::expression(codecs, &from.ty);
        return Some(format!("{}({write}, {})", codecs.runtime("versions", "spread"), sorted(names)));
    }
    let (name, old_name) = (literals::string(&field.wire), literals::string(&from.wire));
    let write = given(codecs, from, field);
    Some(format!("{}({name}, {old_name}, {write})", codecs.runtime("versions", "field")))
}

/// Some names, as an expression.
fn sorted(names: Vec<String>) -> String {
    texts(names.iter().map(String::as_str).collect::<BTreeSet<_>>())
}

/// A field that somebody's function makes.
fn made(codecs: &Codecs<'_>, module: Module, step: &Step<'_>, field: &Field) -> String {
    let made = by_hand(codecs, module, step, field);
    match step.new.filter(|_| field.spread) {
        Some(shape) => {
            let write = writers::expression(codecs, &field.ty);
            let among = sorted(structs::declared_beside(codecs, shape, field));
            format!("{}({made}, {write}, {among})", codecs.runtime("versions", "spreadByHand"))
        }
        None => {
            let (name, write) = (literals::string(&field.wire), structs::field_writer(codecs, field));
            format!("{}({name}, {made}, {write})", codecs.runtime("versions", "fieldByHand"))
        }
    }
}

/// A function that somebody writes, held to its type.
fn by_hand(codecs: &Codecs<'_>, module: Module, step: &Step<'_>, field: &Field) -> String {
    let name = names::upgrade(step, field);
    let types = Types::outside(codecs.model);
    let ty = upgrades::function_type(&types, module, step, field);
    types.into_imports().into_iter().for_each(|module| codecs.import(Import::Declared(module)));
    let made = format!("{} satisfies {ty}", local(&name));
    codecs.by_hand.borrow_mut().push(name);
    made
}

/// What writes an older field as the newer one is: one that has a default is always there once it is read.
fn given(codecs: &Codecs<'_>, old: &Field, new: &Field) -> String {
    let write = writers::expression(codecs, &old.ty);
    let write = match (old.nullable, new.nullable) {
        (true, true) => format!("{}({write})", codecs.write("nullable")),
        (true, false) => format!("{}({write})", codecs.runtime("versions", "some")),
        (false, _) => write,
    };
    let write = match (old.optional && old.default.is_none(), old.nullable) {
        (true, true) => format!("{}({write})", codecs.write("optionalNullable")),
        (true, false) => format!("{}({write})", codecs.write("optional")),
        (false, _) => write,
    };
    recast(codecs, &old.ty, &new.ty, write)
}

/// What writes the same value in the form that the next version has for it.
fn recast(codecs: &Codecs<'_>, old: &Type, new: &Type, write: String) -> String {
    let function = match Recast::between(&codecs.model.types, old, new) {
        None => return write,
        Some(Recast::Digits) => "digits",
        Some(Recast::SecondsToMillis) => "secondsToMillis",
        Some(Recast::SecondsToRfc3339) => "secondsToRfc3339",
        Some(Recast::MillisToRfc3339) => "millisToRfc3339",
    };
    format!("{}({write})", codecs.runtime("versions", function))
}
