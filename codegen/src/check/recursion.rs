//! A type may contain itself only behind a list, a map, or a field that may be missing or null.

use super::cycles::circles;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Payload, Shape, StringPattern, Struct, Type, TypeDef};

/// Refuses types that contain themselves; true when there is none.
pub fn recursion(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let contained: Vec<Vec<usize>> = model.types.iter().map(|def| contained(&def.shape)).collect();
    let mut sound = true;
    circles(&contained, |circle| {
        sound = false;
        refuse(model, circle, diagnostics);
    });
    nulls_end(model, diagnostics) && sound
}

/// Refuses `A: B | null` with `B: A`: what is left of it is null. True when there is none.
fn nulls_end(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let next = |def: &TypeDef| match &def.shape {
        Shape::Alias(ty) => Vec::from_iter(alias_in(model, ty)),
        _ => Vec::new(),
    };
    let next: Vec<Vec<usize>> = model.types.iter().map(next).collect();
    let is_null = |at: &usize| matches!(model.types[*at].shape, Shape::Alias(Type::Nullable(_)));
    let mut sound = true;
    circles(&next, |circle| {
        // A circle without null was found before.
        if circle.iter().any(is_null) {
            sound = false;
            refuse(model, circle, diagnostics);
        }
    });
    sound
}

/// The alias that a type is but for null.
fn alias_in(model: &Model, ty: &Type) -> Option<usize> {
    match ty {
        Type::Nullable(inner) => alias_in(model, inner),
        Type::Named(id) => matches!(model.type_def(*id).shape, Shape::Alias(_)).then_some(id.0),
        _ => None,
    }
}

fn refuse(model: &Model, circle: &[usize], diagnostics: &mut Diagnostics) {
    let Some(first) = circle.first() else { return };
    let def = &model.types[*first];
    let message = format!("`{}` contains itself without end", def.name.pascal());
    let mut diagnostic = Diagnostic::new(&codes::RECURSION, def.span, message)
        .help("put a list, a map, or a field with `?` or `| null` somewhere on the way");
    for step in circle.iter().skip(1).take(5) {
        diagnostic = diagnostic.second(model.types[*step].span, "by way of this");
    }
    diagnostics.push(diagnostic);
}

/// The types of which every value of a shape holds one.
fn contained(shape: &Shape) -> Vec<usize> {
    let mut found = Vec::new();
    match shape {
        Shape::Struct(members) => in_struct(members, &mut found),
        Shape::Union(union) => union.variants.iter().for_each(|variant| match &variant.payload {
            Payload::Struct(members) => in_struct(members, &mut found),
            Payload::Type(ty) => in_type(ty, &mut found),
            Payload::Unit => {}
        }),
        Shape::Untagged(union) => union.items.iter().for_each(|item| in_type(&item.ty, &mut found)),
        Shape::Alias(ty) => in_type(ty, &mut found),
        Shape::StringEnum(values) => values.values.iter().for_each(|value| {
            if let StringPattern::Hole { hole, .. } = &value.wire {
                in_type(hole, &mut found);
            }
        }),
        Shape::IntEnum(_) | Shape::Flags(_) => {}
    }
    found
}

fn in_struct(members: &Struct, found: &mut Vec<usize>) {
    let always = members.fields.iter().filter(|field| !field.optional && !field.nullable);
    always.for_each(|field| in_type(&field.ty, found));
}

fn in_type(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => found.push(id.0),
        Type::Tuple(items) => items.iter().for_each(|item| in_type(item, found)),
        Type::Text(inner) => in_type(inner, found),
        _ => {}
    }
}
