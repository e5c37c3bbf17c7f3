//! What payloads look like.

use std::collections::{BTreeMap, HashMap};

use super::linting::{Linting, payloads};
use crate::breaking::spelling;
use crate::diagnostic::shown;
use crate::model::{
    Field, IntValue, Model, Payload, Shape, StringPattern, StringValue, Struct, Type, TypeDef, TypeId,
    WireName,
};
use crate::source::Span;

/// A payload, an object in it, and two more inside: what people still read at a glance.
const MOST: usize = 4;

pub fn deep(cx: &mut Linting) {
    let mut deep = Deep { model: cx.model, seen: HashMap::new(), open: Vec::new(), found: Vec::new() };
    for event in cx.model.all_events() {
        let WireName::Text(name) = &event.wire else { continue };
        for payload in payloads(event) {
            match payload {
                Payload::Unit => {}
                Payload::Struct(members) => deep.members(members, 1, name),
                Payload::Type(ty) => deep.ty(ty, 0, name, None),
            }
        }
    }
    for (span, path) in std::mem::take(&mut deep.found) {
        let message = format!("`{}` is an object inside {MOST} others", shown(&path));
        cx.report(span, message, "send an id in place of what the receiver knows, or lift what is needed");
    }
}

/// A walk down payloads.
struct Deep<'m> {
    model: &'m Model,
    /// How deep a type was looked at: nothing new is found in it any higher.
    seen: HashMap<TypeId, usize>,
    /// What the walk is in: a type that holds itself is as deep as its values are.
    open: Vec<TypeId>,
    found: Vec<(Span, String)>,
}

impl<'m> Deep<'m> {
    fn members(&mut self, members: &'m Struct, depth: usize, path: &str) {
        for field in &members.fields {
            // Spread members lie among the others.
            let (path, depth) = match field.spread {
                true => (path.to_owned(), depth - 1),
                false => (format!("{path}.{}", field.wire), depth),
            };
            self.ty(&field.ty, depth, &path, Some(field));
        }
    }

    fn ty(&mut self, ty: &'m Type, depth: usize, path: &str, field: Option<&'m Field>) {
        match ty {
            Type::Nullable(ty) | Type::List(ty) | Type::Set(ty) | Type::Map(_, ty) => {
                self.ty(ty, depth, path, field);
            }
            Type::Tuple(items) => items.iter().for_each(|ty| self.ty(ty, depth, path, field)),
            Type::Named(id) => self.def(*id, depth, path, field),
            _ => {}
        }
    }

    fn def(&mut self, id: TypeId, depth: usize, path: &str, field: Option<&'m Field>) {
        let is_seen = self.seen.get(&id).is_some_and(|seen| *seen >= depth);
        if is_seen || self.open.contains(&id) {
            return;
        }
        self.seen.insert(id, depth);
        self.open.push(id);
        match &self.model.type_def(id).shape {
            Shape::Struct(members) => self.object(members, depth + 1, path, field),
            Shape::Union(union) => {
                for variant in &union.variants {
                    match &variant.payload {
                        Payload::Unit => {}
                        Payload::Struct(members) => self.object(members, depth + 1, path, field),
                        Payload::Type(ty) => self.ty(ty, depth, path, field),
                    }
                }
            }
            Shape::Untagged(union) => {
                union.items.iter().for_each(|item| self.ty(&item.ty, depth, path, field));
            }
            Shape::Alias(ty) => self.ty(ty, depth, path, field),
            Shape::StringEnum(_) | Shape::IntEnum(_) | Shape::Flags(_) => {}
        }
        self.open.pop();
    }

    /// Tells the first object that is too deep, and nothing inside it.
    fn object(&mut self, members: &'m Struct, depth: usize, path: &str, field: Option<&'m Field>) {
        match field.filter(|_| depth > MOST) {
            Some(field) => {
                if !self.found.iter().any(|(span, _)| *span == field.span) {
                    self.found.push((field.span, path.to_owned()));
                }
            }
            None => self.members(members, depth, path),
        }
    }
}

/// Shapes in place that are those of others, or of a declared type.
pub fn repeated(cx: &mut Linting) {
    let mut known: BTreeMap<String, Vec<(Option<&str>, &TypeDef)>> = BTreeMap::new();
    for (_, def) in cx.types() {
        if let Some(written) = written(cx.model, def) {
            let declared = cx.is_declared(def).then(|| cx.key(def));
            known.entry(written).or_default().push((declared, def));
        }
    }
    for alike in known.into_values() {
        let declared = alike.iter().find(|(declared, _)| declared.is_some());
        let first = declared.or(alike.first()).copied();
        let Some((key, like)) = first else { continue };
        let in_place = alike.iter().filter(|(declared, def)| declared.is_none() && def.span != like.span);
        for (_, def) in in_place {
            let (message, help, word) = match key {
                Some(key) => (
                    format!("this is `{key}`, written again"),
                    format!("write `{key}`"),
                    "it is declared here",
                ),
                None => {
                    let message = "this is written in two places".to_owned();
                    (message, "declare it under `types`, and use it in both".to_owned(), "the same")
                }
            };
            cx.report_both(def.span, message, help, (like.span, word));
        }
    }
}

/// What two shapes have in common that are the same; none where that says little.
fn written(model: &Model, def: &TypeDef) -> Option<String> {
    let (kind, mut members) = match &def.shape {
        Shape::StringEnum(own) => (("enum", own.open), own.values.iter().map(text).collect::<Vec<_>>()),
        Shape::IntEnum(own) => (("integers", own.open), own.values.iter().map(integer).collect()),
        Shape::Flags(own) => (("flags", true), own.bits.iter().map(integer).collect()),
        Shape::Struct(own) => {
            let fields = own.fields.iter().map(|field| spelling::field(&model.types, field));
            (("fields", false), fields.collect())
        }
        Shape::Union(_) | Shape::Untagged(_) | Shape::Alias(_) => return None,
    };
    members.sort();
    (members.len() > 1).then(|| format!("{kind:?} {members:?}"))
}

fn text(value: &StringValue) -> String {
    match &value.wire {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, suffix, hole } => format!("{prefix}<{hole:?}>{suffix}"),
    }
}

fn integer(value: &IntValue) -> String {
    format!("{} = {}", value.name.snake(), value.value)
}
