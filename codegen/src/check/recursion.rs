//! A type may contain itself only behind a list, a map, or a field that may be missing or null.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Payload, Shape, StringPattern, Struct, Type};

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Refuses types that contain themselves; true when there is none.
pub fn recursion(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let contained: Vec<Vec<usize>> = model.types.iter().map(|def| contained(&def.shape)).collect();
    let mut marks = vec![Mark::New; contained.len()];
    let mut sound = true;
    for start in 0..contained.len() {
        let mut path = vec![(start, 0)];
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Open;
        // A chain of types can be as long as the manifest, so it is no chain of calls.
        while let Some((at, next)) = path.last_mut() {
            let Some(&inner) = contained[*at].get(*next) else {
                marks[*at] = Mark::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match marks[inner] {
                Mark::New => {
                    marks[inner] = Mark::Open;
                    path.push((inner, 0));
                }
                Mark::Open => {
                    sound = false;
                    let from = path.iter().position(|(step, _)| *step == inner).unwrap_or(0);
                    refuse(model, &path[from..], diagnostics);
                }
                Mark::Done => {}
            }
        }
    }
    nulls_end(model, diagnostics) && sound
}

/// Refuses `A: B | null` with `B: A`: what is left of it is null. True when there is none.
fn nulls_end(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let next = |index: usize| match &model.types[index].shape {
        Shape::Alias(ty) => alias_in(model, ty),
        _ => None,
    };
    let mut marks = vec![Mark::New; model.types.len()];
    let mut sound = true;
    for start in 0..marks.len() {
        let (mut path, mut at) = (Vec::new(), Some(start));
        while let Some(index) = at.filter(|index| marks[*index] == Mark::New) {
            marks[index] = Mark::Open;
            path.push((index, 0));
            at = next(index);
        }
        let from = path.iter().position(|(step, _)| Some(*step) == at && marks[*step] == Mark::Open);
        path.iter().for_each(|(step, _)| marks[*step] = Mark::Done);
        let is_null =
            |(step, _): &(usize, usize)| matches!(model.types[*step].shape, Shape::Alias(Type::Nullable(_)));
        // A circle without null was found before.
        if let Some(circle) = from.map(|from| &path[from..]).filter(|circle| circle.iter().any(is_null)) {
            refuse(model, circle, diagnostics);
            sound = false;
        }
    }
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

fn refuse(model: &Model, circle: &[(usize, usize)], diagnostics: &mut Diagnostics) {
    let Some((first, _)) = circle.first() else { return };
    let def = &model.types[*first];
    let message = format!("`{}` contains itself without end", def.name.pascal());
    let mut diagnostic = Diagnostic::new(&codes::RECURSION, def.span, message)
        .help("put a list, a map, or a field with `?` or `| null` somewhere on the way");
    for (step, _) in circle.iter().skip(1).take(5) {
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
