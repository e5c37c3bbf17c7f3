//! When a field is there, and what it means when it is not.

use serde_json::Value;

use super::comparing::{Comparing, Place};
use super::{HarmKind, Kind, defaults, spelling};
use crate::model::{Field, Type, TypeDef};
use crate::resolve::behind;

/// What the absence of a field, or null, stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning<'v> {
    /// There is none.
    None,
    /// Null, where absence says something else.
    Null,
    Value(&'v Value),
}

/// What a reader makes of what a writer writes.
enum Reading {
    Alike,
    Refused(&'static str),
    /// The two kinds of nothing become one.
    Merged,
    /// Absence means something else.
    Default(&'static str),
}

/// Compares when two fields are there.
pub fn compare(cx: &mut Comparing, place: &Place, previous: &Field, current: &Field) {
    let key = |field: &Field| (field.optional, field.nullable, field.default.clone());
    if key(previous) == key(current) {
        return inside(cx, place, previous, current);
    }
    let name = &current.wire;
    let types = &cx.joined.types;
    let old_to_new = reading(types, previous, current);
    let new_to_old = reading(types, current, previous);
    let is_default = [&old_to_new, &new_to_old].iter().any(|reading| matches!(reading, Reading::Default(_)))
        || (previous.optional, previous.nullable) == (current.optional, current.nullable);
    let rule = if is_default { "FIELD_SAME_DEFAULT" } else { "FIELD_SAME_PRESENCE" };
    let message = format!(
        "the field is `{}`, and was `{}`",
        spelling::field(types, current),
        spelling::field(types, previous)
    );
    let mut harms = Vec::new();
    harms.extend(clause(&old_to_new, name).map(|clause| (HarmKind::NewReader, clause)));
    harms.extend(clause(&new_to_old, name).map(|clause| (HarmKind::OldReader, clause)));
    if previous.default.is_some() && previous.default != current.default {
        let clause = format!("reads those that are older than `{name}` in another way, or not at all");
        harms.push((HarmKind::Loss, clause));
    }
    if in_code(previous) != in_code(current) {
        harms.push((HarmKind::Source, format!("expects `{name}` to be there, or not, as before")));
    }
    cx.differ(rule, Kind::Changed, place, message, harms);
}

/// One default, in which what is left out has another one.
fn inside(cx: &mut Comparing, place: &Place, previous: &Field, current: &Field) {
    if !previous.optional || defaults::are_alike(&cx.joined.types, previous, current) {
        return;
    }
    let name = &current.wire;
    let message = format!("the default of `{name}` leaves out what has another default now");
    let clause = format!("reads the absence of `{name}` as another value than was meant");
    let harms = vec![(HarmKind::NewReader, clause.clone()), (HarmKind::OldReader, clause)];
    cx.differ("FIELD_SAME_DEFAULT", Kind::Changed, place, message, harms);
}

/// How often a field may be none in code: never, in one way, in two.
fn in_code(field: &Field) -> u8 {
    match (field.optional, field.nullable, field.default.is_some()) {
        (true, true, false) => 2,
        (_, true, _) | (true, _, false) => 1,
        _ => 0,
    }
}

fn clause(reading: &Reading, name: &str) -> Option<String> {
    match reading {
        Reading::Alike => None,
        Reading::Refused(what) => Some(format!("refuses {what} of `{name}`")),
        Reading::Merged => Some(format!("cannot tell an absent `{name}` from one that is null")),
        Reading::Default(what) => Some(format!("reads {what} of `{name}` as another value than was meant")),
    }
}

fn reading(types: &[TypeDef], writer: &Field, reader: &Field) -> Reading {
    if let Some(meant) = writer.optional.then(|| absence(writer)) {
        match absent(reader) {
            None => return Reading::Refused("the absence"),
            Some(read) if read != meant => return Reading::Default("the absence"),
            Some(_) => {}
        }
    }
    if let Some(meant) = null(writer) {
        match null(reader) {
            // Null is JSON as well.
            None if matches!(behind(types, &reader.ty), Type::Json) => {}
            None => return Reading::Refused("the `null`"),
            Some(Meaning::None) if meant == Meaning::Null => return Reading::Merged,
            Some(_) => {}
        }
    }
    Reading::Alike
}

/// What absence means to who may leave a field out.
fn absence(field: &Field) -> Meaning<'_> {
    field.absence().map_or(Meaning::None, Meaning::Value)
}

/// What absence is read as, unless it is refused.
fn absent(field: &Field) -> Option<Meaning<'_>> {
    let taken = field.optional || field.nullable || field.default.is_some();
    taken.then(|| absence(field))
}

fn null(field: &Field) -> Option<Meaning<'_>> {
    let apart = field.optional && field.default.is_none();
    field.nullable.then_some(if apart { Meaning::Null } else { Meaning::None })
}
