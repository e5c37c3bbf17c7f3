//! Structs: their fields, and the wire names of all that lies in the object.

use samewire_codegen::model::{Field, Model, Payload, PictureMember, PictureNode, Shape, Struct, Type};

use super::meta;
use super::types::rust;

pub(super) fn structure(model: &Model, members: &Struct) -> Vec<String> {
    let mut lines = Vec::new();
    for field in &members.fields {
        lines.push(format!("{}: {}", field.name.snake(), field_type(model, field)));
        lines.extend(meta(field.name.snake(), &field.meta, None));
    }
    let (mut names, mut old) = (Vec::new(), Vec::new());
    wire_names(model, members, &mut names, &mut old);
    names.extend(old);
    lines.push(format!("FIELDS {names:?}"));
    lines
}

/// The names of all members with those that are spread among them; those of a union with its old ones.
fn wire_names<'m>(
    model: &'m Model,
    members: &'m Struct,
    names: &mut Vec<&'m String>,
    old: &mut Vec<&'m String>,
) {
    for field in &members.fields {
        if !field.spread {
            names.push(&field.wire);
            old.extend(&field.meta.was);
            continue;
        }
        match shape_behind(model, &field.ty) {
            Some(Shape::Struct(inner)) => wire_names(model, inner, names, old),
            Some(Shape::Untagged(_) | Shape::Union(_)) => {
                let mut all = Vec::new();
                alternatives(model, &field.ty, &mut all);
                let first = |(at, name): &(usize, &&String)| !all[..*at].contains(name);
                names.extend(all.iter().enumerate().filter(first).map(|(_, name)| *name));
            }
            _ => {}
        }
    }
}

fn alternatives<'m>(model: &'m Model, ty: &'m Type, all: &mut Vec<&'m String>) {
    match shape_behind(model, ty) {
        Some(Shape::Struct(members)) => of_alternative(model, members, all),
        Some(Shape::Union(union)) => {
            if let PictureNode::Object(members) = &union.picture.node {
                all.extend(members.iter().filter_map(|member| match member {
                    PictureMember::Key { key, .. } => Some(key),
                    _ => None,
                }));
            }
            for variant in &union.variants {
                match &variant.payload {
                    Payload::Struct(members) => of_alternative(model, members, all),
                    Payload::Type(ty) => alternatives(model, ty, all),
                    Payload::Unit => {}
                }
            }
        }
        Some(Shape::Untagged(union)) => {
            union.items.iter().for_each(|item| alternatives(model, &item.ty, all))
        }
        _ => {}
    }
}

fn of_alternative<'m>(model: &'m Model, members: &'m Struct, all: &mut Vec<&'m String>) {
    for field in &members.fields {
        match field.spread {
            true => alternatives(model, &field.ty, all),
            false => all.extend(std::iter::once(&field.wire).chain(&field.meta.was)),
        }
    }
}

/// The shape that a chain of names ends in; none for a type without one.
fn shape_behind<'m>(model: &'m Model, ty: &Type) -> Option<&'m Shape> {
    let Type::Named(id) = ty else { return None };
    match &model.type_def(*id).shape {
        Shape::Alias(ty) => shape_behind(model, ty),
        shape => Some(shape),
    }
}

/// The table of section 4 of the language.
pub(super) fn field_type(model: &Model, field: &Field) -> String {
    let ty = rust(model, &field.ty);
    let option = |ty: &str| format!("::core::option::Option<{ty}>");
    match (field.optional, field.nullable, &field.default) {
        (true, false, None) if field.ty == Type::Null => "bool".to_owned(),
        (true, true, None) => option(&option(&ty)),
        (true, false, None) | (_, true, _) => option(&ty),
        (false, false, _) | (true, false, Some(_)) => ty,
    }
}
