//! Spread fields, and members that meet after spreading.

use std::collections::{HashMap, HashSet};

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{
    Event, Field, Model, Payload, PictureMember, PictureNode, Shape, Struct, Type, TypeDef, TypeId, Union,
    Untagged,
};
use crate::resolve::{behind, shape_of, spelled};
use crate::source::Span;

pub fn check_spreads(model: &Model, diagnostics: &mut Diagnostics) {
    let of_types = model.types.iter().flat_map(|def| walk::structs(&def.shape));
    let of_events = model.all_events().flat_map(Event::payloads).filter_map(Payload::as_struct);
    for members in of_types.chain(of_events).filter(|members| members.fields.iter().any(|field| field.spread))
    {
        check_struct(model, members, diagnostics);
    }
}

fn check_struct(model: &Model, members: &Struct, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for field in members.fields.iter().filter(|field| !field.spread) {
        for name in std::iter::once(&field.wire).chain(&field.meta.was) {
            seen.insert(name.clone(), field.span);
        }
    }
    for field in members.fields.iter().filter(|field| field.spread) {
        let refused = *behind(&model.types, &field.ty) == Type::Json;
        if !refused && (field.nullable || !has_members(model, &field.ty)) {
            let message = "only a struct, a union of objects or a map has members to spread";
            diagnostics.push(Diagnostic::new(&codes::SPREAD, field.span, message));
        }
        let mut names = member_names(model, &field.ty);
        names.sort();
        names.dedup();
        for name in names {
            check_meeting(field, &name, &mut seen, diagnostics);
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
            Some(Shape::Untagged(Untagged { items })) => {
                items.iter().all(|item| has_members(model, &item.ty))
            }
            _ => false,
        },
    }
}

/// The keys that a type declares, those of spread fields among them.
pub fn member_names(model: &Model, ty: &Type) -> Vec<String> {
    names_of(&model.types, ty)
}

/// As [`member_names`], while there is no model yet.
pub fn names_of(types: &[TypeDef], ty: &Type) -> Vec<String> {
    let mut names = Names { seen: HashSet::new(), found: Vec::new() };
    of_type(types, ty, &mut names, 0);
    names.found
}

pub fn struct_names(model: &Model, members: &Struct) -> Vec<String> {
    let mut names = Names { seen: HashSet::new(), found: Vec::new() };
    of_struct(&model.types, members, &mut names, 0);
    names.found
}

/// Each type is looked at once: spreads of spreads would otherwise double at every step.
struct Names {
    seen: HashSet<TypeId>,
    found: Vec<String>,
}

fn of_type(types: &[TypeDef], ty: &Type, names: &mut Names, depth: usize) {
    const DEEPEST: usize = 32;
    let ty = behind(types, ty);
    if let Type::Named(id) = ty
        && (depth > DEEPEST || !names.seen.insert(*id))
    {
        return;
    }
    match shape_of(types, ty) {
        Some(Shape::Struct(members)) => of_struct(types, members, names, depth),
        Some(Shape::Untagged(union)) => {
            union.items.iter().for_each(|item| of_type(types, &item.ty, names, depth + 1));
        }
        Some(Shape::Union(union)) => of_union(types, union, names, depth),
        _ => {}
    }
}

/// The keys of its picture, and those of the payloads that the picture spreads.
fn of_union(types: &[TypeDef], union: &Union, names: &mut Names, depth: usize) {
    let PictureNode::Object(members) = &union.picture.node else { return };
    for member in members {
        match member {
            PictureMember::Key { key, .. } => names.found.push(key.clone()),
            PictureMember::NameKey => union.variants.iter().for_each(|variant| {
                names.found.push(spelled(&variant.wire));
                names.found.extend(variant.meta.was.iter().cloned());
            }),
            PictureMember::SpreadPayload => {
                union.variants.iter().for_each(|variant| match &variant.payload {
                    Payload::Struct(members) => of_struct(types, members, names, depth + 1),
                    Payload::Type(ty) => of_type(types, ty, names, depth + 1),
                    Payload::Unit => {}
                })
            }
        }
    }
}

fn of_struct(types: &[TypeDef], members: &Struct, names: &mut Names, depth: usize) {
    for field in &members.fields {
        if field.spread {
            of_type(types, &field.ty, names, depth + 1);
        } else {
            names.found.push(field.wire.clone());
            names.found.extend(field.meta.was.iter().cloned());
        }
    }
}
