//! How the alternatives of an untagged union are told apart.

use std::collections::HashSet;

use super::{behind, shape_of};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Field, Model, Shape, Struct, Type, TypeDef, TypeId, Untagged, UntaggedItem};
use crate::source::Span;

/// More alternatives than this are not compared.
const MOST: usize = 16;

/// Finds the deciding keys of every untagged union, or says that there are none; true when all have them.
pub fn decide(model: &mut Model, diagnostics: &mut Diagnostics) -> bool {
    let errors = diagnostics.len();
    for index in 0..model.types.len() {
        let Shape::Untagged(union) = &model.types[index].shape else { continue };
        let keys = decide_union(&model.types, union, model.types[index].span, diagnostics);
        if let Shape::Untagged(union) = &mut model.types[index].shape {
            union.items.iter_mut().zip(keys).for_each(|(item, keys)| item.deciding_keys = keys);
        }
    }
    errors == diagnostics.len()
}

fn decide_union(
    types: &[TypeDef],
    union: &Untagged,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<String>> {
    if union.items.len() > MOST {
        let message = format!("an untagged union has at most {MOST} alternatives");
        diagnostics.push(Diagnostic::new(&codes::AMBIGUOUS_UNION, span, message));
        return Vec::new();
    }
    let kinds: Vec<Vec<Kind>> = union.items.iter().map(|item| kinds_of_item(types, item)).collect();
    for (index, own) in kinds.iter().enumerate() {
        let same = |other: &&Vec<Kind>| own.iter().any(|kind| other.iter().any(|other| !apart(kind, other)));
        if let Some(other) = kinds[..index].iter().position(|other| same(&other)) {
            let (first, second) = (&union.items[other].name, &union.items[index].name);
            let message = format!(
                "the alternatives `{}` and `{}` cannot be told apart",
                first.pascal(),
                second.pascal()
            );
            diagnostics.push(Diagnostic::new(&codes::AMBIGUOUS_UNION, span, message).help(
                "one alternative of each JSON kind; of two structs, one needs a required field that the other has not",
            ));
        }
    }
    (0..kinds.len()).map(|index| deciding_keys(&kinds, index)).collect()
}

/// What JSON an alternative can be.
enum Kind<'t> {
    Null,
    Bool,
    Number,
    String,
    Array,
    Struct(&'t Struct),
    AnyObject,
    Anything,
}

fn kinds_of_item<'t>(types: &'t [TypeDef], item: &'t UntaggedItem) -> Vec<Kind<'t>> {
    // An unknown type was refused already.
    let known = item.ty != Type::Json || item.name.snake() == "json";
    let mut seen = HashSet::new();
    if known { kinds(types, &item.ty, &mut seen) } else { Vec::new() }
}

/// The kinds of a type; each type among its alternatives is looked at once.
fn kinds<'t>(types: &'t [TypeDef], ty: &'t Type, seen: &mut HashSet<TypeId>) -> Vec<Kind<'t>> {
    match behind(types, ty) {
        Type::Null => vec![Kind::Null],
        Type::Bool => vec![Kind::Bool],
        Type::Int(_) | Type::F32 | Type::F64 => vec![Kind::Number],
        Type::Timestamp(crate::model::TimestampForm::Rfc3339) => vec![Kind::String],
        Type::Timestamp(_) => vec![Kind::Number],
        Type::String | Type::Uuid | Type::Date | Type::Bytes | Type::Text(_) => vec![Kind::String],
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => vec![Kind::Array],
        Type::Map(..) => vec![Kind::AnyObject],
        Type::Json | Type::Event(_) => vec![Kind::Anything],
        Type::Nullable(inner) => {
            let mut found = kinds(types, inner, seen);
            found.push(Kind::Null);
            found
        }
        Type::Named(id) if !seen.insert(*id) => Vec::new(),
        named @ Type::Named(_) => match shape_of(types, named) {
            Some(Shape::Struct(members)) => vec![Kind::Struct(members)],
            Some(Shape::StringEnum(_)) => vec![Kind::String],
            Some(Shape::IntEnum(values)) => vec![if values.repr.text { Kind::String } else { Kind::Number }],
            Some(Shape::Flags(flags)) => vec![if flags.repr.text { Kind::String } else { Kind::Number }],
            Some(Shape::Untagged(inner)) => {
                inner.items.iter().take(MOST).flat_map(|item| kinds(types, &item.ty, seen)).collect()
            }
            Some(Shape::Union(_)) => vec![Kind::AnyObject],
            _ => vec![Kind::Anything],
        },
    }
}

fn apart(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Anything, _) | (_, Kind::Anything) => false,
        (Kind::Struct(a), Kind::Struct(b)) => {
            own_keys(a, b).next().is_some() || own_keys(b, a).next().is_some()
        }
        (Kind::Struct(_) | Kind::AnyObject, Kind::Struct(_) | Kind::AnyObject) => false,
        (a, b) => std::mem::discriminant(a) != std::mem::discriminant(b),
    }
}

/// The required keys of `a` that `b` does not declare.
fn own_keys<'t>(a: &'t Struct, b: &'t Struct) -> impl Iterator<Item = &'t str> {
    let declared: HashSet<&str> = b.fields.iter().map(|field| field.wire.as_str()).collect();
    let required = a
        .fields
        .iter()
        .filter(|field| !field.optional && !field.nullable && !field.spread && field.default.is_none());
    required.map(|field| field.wire.as_str()).filter(move |key| !declared.contains(key))
}

fn deciding_keys(kinds: &[Vec<Kind>], index: usize) -> Vec<String> {
    let Some(own) = struct_of(&kinds[index]) else { return Vec::new() };
    let others: Vec<&Struct> = kinds
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .filter_map(|(_, kinds)| struct_of(kinds))
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    let required = own.fields.iter().filter(|field| is_required(field));
    let decides = |key: &str| others.iter().all(|other| other.fields.iter().all(|field| field.wire != key));
    required.filter(|field| decides(&field.wire)).map(|field| field.wire.clone()).collect()
}

fn struct_of<'t>(kinds: &[Kind<'t>]) -> Option<&'t Struct> {
    kinds.iter().find_map(|kind| match kind {
        Kind::Struct(members) => Some(*members),
        _ => None,
    })
}

fn is_required(field: &Field) -> bool {
    !field.optional && !field.nullable && !field.spread && field.default.is_none()
}
