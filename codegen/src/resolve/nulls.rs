//! Named types that may be null: `x: Maybe` is `x: string | null` when `Maybe` is that, and null is null once.

use super::{behind, every, value};
use crate::model::{Model, PictureMember, PictureNode, Type, TypeId};

/// Takes the null of a named type to the top of the fields that have it, and a second null away.
pub fn unify(model: &mut Model) {
    let known = nullable(model);
    if known.iter().all(Option::is_none) {
        return;
    }
    every::type_mut(model, &mut |ty| once(ty, &known));
    let known = nullable(model);
    value::for_each_field_mut(model, &mut |field| of_place(&mut field.ty, &mut field.nullable, &known));
    let wire = &mut model.wire;
    for beside in wire.server.beside.iter_mut().chain(&mut wire.client.beside) {
        of_place(&mut beside.ty, &mut beside.nullable, &known);
        beside.required &= !beside.nullable;
    }
    let pictures = wire.server.pictures.iter_mut().chain(&mut wire.client.pictures).chain(&mut wire.reply);
    pictures.for_each(|picture| of_picture(&mut picture.node, &known));
}

/// What stands for each name, if that may be null.
fn nullable(model: &Model) -> Vec<Option<Type>> {
    let of_index = |index| match behind(&model.types, &Type::Named(TypeId(index))) {
        ty @ (Type::Nullable(_) | Type::Null) => Some(ty.clone()),
        _ => None,
    };
    (0..model.types.len()).map(of_index).collect()
}

/// `Maybe | null` is `Maybe`.
fn once(ty: &mut Type, nullable: &[Option<Type>]) {
    match ty {
        Type::Nullable(inner) => {
            once(inner, nullable);
            if may_be_null(inner, nullable) {
                *ty = std::mem::replace(inner, Type::Null);
            }
        }
        Type::List(inner) | Type::Set(inner) | Type::Text(inner) | Type::Map(_, inner) => {
            once(inner, nullable)
        }
        Type::Tuple(items) => items.iter_mut().for_each(|item| once(item, nullable)),
        _ => {}
    }
}

fn may_be_null(ty: &Type, nullable: &[Option<Type>]) -> bool {
    match ty {
        Type::Null | Type::Nullable(_) => true,
        Type::Named(id) => nullable[id.0].is_some(),
        _ => false,
    }
}

fn of_picture(node: &mut PictureNode, nullable: &[Option<Type>]) {
    match node {
        PictureNode::Value { ty, nullable: own } => of_place(ty, own, nullable),
        PictureNode::Object(members) => members.iter_mut().for_each(|member| {
            if let PictureMember::Key { node, .. } = member {
                of_picture(node, nullable);
            }
        }),
        _ => {}
    }
}

fn of_place(ty: &mut Type, own: &mut bool, nullable: &[Option<Type>]) {
    let Type::Named(id) = ty else { return };
    match &nullable[id.0] {
        Some(Type::Nullable(inner)) => (*ty, *own) = ((**inner).clone(), true),
        Some(_) => (*ty, *own) = (Type::Null, false),
        None => {}
    }
}
