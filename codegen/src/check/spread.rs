//! Spread fields, and members that meet after spreading.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{Field, Model, Payload, Shape, Struct, Type};
use crate::resolve::members::{DEEPEST, Members, of_struct, of_type};
use crate::resolve::value::for_each_struct;
use crate::resolve::{behind, shape_of};
use crate::source::Span;

pub fn check_spreads(model: &Model, diagnostics: &mut Diagnostics) {
    for_each_struct(model, &mut |members| {
        if members.fields.iter().any(|field| field.spread) {
            check_struct(model, members, diagnostics);
        }
    });
}

fn check_struct(model: &Model, members: &Struct, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for field in members.fields.iter().filter(|field| !field.spread) {
        seen.extend(names(field).map(|name| (name.to_owned(), field.span)));
    }
    let mut others: Option<Span> = None;
    for field in members.fields.iter().filter(|field| field.spread) {
        let refused = *behind(&model.types, &field.ty) == Type::Json;
        if !refused && (field.nullable || !has_members(model, &field.ty)) {
            let message = "only a struct, a union of objects or a map has members to spread";
            diagnostics.push(Diagnostic::new(&codes::SPREAD, field.span, message));
        }
        let spread = of_type(&model.types, &field.ty);
        if spread.too_deep {
            let message = format!("spreads lie more than {DEEPEST} deep inside one another");
            let help = "write the innermost fields out: they lie in one object anyway";
            diagnostics.push(Diagnostic::new(&codes::TOO_DEEP, field.span, message).help(help));
        }
        if spread.takes_others
            && let Some(first) = others.replace(field.span)
        {
            let message = "all other members go to one map, and here are two";
            diagnostics.push(
                Diagnostic::new(&codes::SPREAD, field.span, message)
                    .second(first, "the other")
                    .help("leave one of them out, or give it a key of its own: a field without `...`"),
            );
        }
        for name in spread.names() {
            check_meeting(field, name, &mut seen, diagnostics);
        }
    }
}

fn check_meeting(field: &Field, name: &str, seen: &mut HashMap<String, Span>, diagnostics: &mut Diagnostics) {
    match seen.get(name) {
        Some(first) => {
            let message = format!("the member `{}` is spread onto another of that name", shown(name));
            diagnostics
                .push(Diagnostic::new(&codes::SPREAD, field.span, message).second(*first, "the other"));
        }
        None => {
            seen.insert(name.to_owned(), field.span);
        }
    }
}

/// Whether every value of a type is an object.
pub fn has_members(model: &Model, ty: &Type) -> bool {
    match behind(&model.types, ty) {
        Type::Map(..) => true,
        named => match shape_of(&model.types, named) {
            Some(Shape::Struct(_) | Shape::Union(_)) => true,
            Some(Shape::Untagged(union)) => union.items.iter().all(|item| has_members(model, &item.ty)),
            _ => false,
        },
    }
}

/// The keys that the payload of an event declares, those of spread fields and old ones among them.
pub fn payload_names(model: &Model, payload: &Payload) -> Vec<String> {
    match payload {
        Payload::Unit => Vec::new(),
        Payload::Struct(members) => member_names(&of_struct(&model.types, members)),
        Payload::Type(ty) => type_names(model, ty),
    }
}

/// The keys that values of a type may have, those of spread fields and old ones among them.
pub fn type_names(model: &Model, ty: &Type) -> Vec<String> {
    member_names(&of_type(&model.types, ty))
}

fn member_names(members: &Members) -> Vec<String> {
    members.names().map(str::to_owned).collect()
}

fn names(field: &Field) -> impl Iterator<Item = &str> {
    std::iter::once(&field.wire).chain(&field.meta.was).map(String::as_str)
}
