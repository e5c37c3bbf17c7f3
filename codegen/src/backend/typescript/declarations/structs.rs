//! Structs: an interface for each, with the members that are spread among its own.

use std::collections::HashSet;

use super::{Declaration, Member, NOTHING, alias};
use crate::backend::typescript::docs::Doc;
use crate::backend::typescript::literals;
use crate::backend::typescript::names::Declared;
use crate::backend::typescript::types::{TypeText, Types};
use crate::model::{Field, Model, Shape, Struct, Type, TypeId};
use crate::resolve::behind;

/// A struct under a name.
pub fn struct_type(types: &Types<'_>, doc: Doc, name: Declared, shape: &Struct) -> Declaration {
    let mut members: Vec<Member> =
        shape.fields.iter().filter(|field| !field.spread).map(|field| member(types, field)).collect();
    let (mut extends, mut and) = (Vec::new(), Vec::new());
    for field in shape.fields.iter().filter(|field| field.spread) {
        if types.is_map(&field.ty) {
            members.push(others(field));
        } else if types.is_empty(&field.ty) {
            continue;
        } else if has_one_form(types.model, &field.ty, &mut HashSet::new()) {
            extends.push(types.text(&field.ty).to_string());
        } else {
            and.push(TypeText::all_of([types.text(&field.ty)]).to_string());
        }
    }
    if members.is_empty() && and.is_empty() && extends.is_empty() {
        return alias(doc, name, TypeText::one(NOTHING));
    }
    if members.is_empty() || !and.is_empty() {
        let all_of = extends.into_iter().chain(and).collect();
        return Declaration::Intersection { doc, name, all_of, members };
    }
    Declaration::Interface { doc, name, extends, members }
}

/// Whether a type is a struct among whose members no union's lie: an interface can extend it.
fn has_one_form<'m>(model: &'m Model, ty: &'m Type, seen: &mut HashSet<TypeId>) -> bool {
    match behind(&model.types, ty) {
        Type::Named(id) if seen.insert(*id) => match &model.type_def(*id).shape {
            Shape::Struct(shape) => {
                let mut spread = shape.fields.iter().filter(|field| field.spread);
                spread.all(|field| has_one_form(model, &field.ty, seen))
            }
            _ => false,
        },
        ty => matches!(ty, Type::Named(_) | Type::Map(..)),
    }
}

/// A field as a member.
pub fn member(types: &Types<'_>, field: &Field) -> Member {
    let ty = types.text(&field.ty);
    let ty = if field.nullable { ty.or_null() } else { ty };
    // One that has a default is always there once it is read.
    let mark = if field.optional && field.default.is_none() { "?" } else { "" };
    let sensitive = field.sensitive.then(|| "Sensitive: it is kept out of the texts of errors.".to_owned());
    Member {
        doc: Doc::about(&field.meta, None).with(sensitive.as_slice()),
        key: format!("{}{mark}", literals::key(&field.wire)),
        ty: ty.to_string(),
    }
}

/// All other members: they lie among members of any type.
fn others(field: &Field) -> Member {
    Member { doc: Doc::about(&field.meta, None), key: "[other: string]".to_owned(), ty: "unknown".to_owned() }
}
