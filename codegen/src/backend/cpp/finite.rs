//! Which alternative a union holds before anybody gave it a value: one that does not hold the union again without end.

use crate::model::{Field, Model, Payload, Shape, Struct, Type};

/// Of each type whether it comes to an end, and for unions by which alternative: the first that is known to end before the
/// union itself is.
pub fn usual_alternatives(model: &Model) -> Vec<Option<usize>> {
    let mut ends: Vec<Option<usize>> = vec![None; model.types.len()];
    loop {
        let before = ends.iter().flatten().count();
        for index in 0..ends.len() {
            if ends[index].is_none() {
                ends[index] = end(&model.types[index].shape, &ends);
            }
        }
        if ends.iter().flatten().count() == before {
            return ends;
        }
    }
}

fn end(shape: &Shape, ends: &[Option<usize>]) -> Option<usize> {
    match shape {
        Shape::StringEnum(_) | Shape::IntEnum(_) | Shape::Flags(_) => Some(0),
        Shape::Struct(shape) => fields_end(shape, ends).then_some(0),
        Shape::Alias(ty) => ends_by_itself(ty, ends).then_some(0),
        Shape::Untagged(shape) => shape.items.iter().position(|item| ends_by_itself(&item.ty, ends)),
        Shape::Union(union) => {
            let known = union.variants.iter().position(|variant| match &variant.payload {
                Payload::Unit => true,
                Payload::Struct(shape) => fields_end(shape, ends),
                Payload::Type(ty) => ends_by_itself(ty, ends),
            });
            known.or(union.open.then_some(union.variants.len()))
        }
    }
}

fn fields_end(shape: &Struct, ends: &[Option<usize>]) -> bool {
    let may_be_empty = |field: &Field| field.optional || field.nullable || field.default.is_some();
    shape.fields.iter().all(|field| may_be_empty(field) || ends_by_itself(&field.ty, ends))
}

fn ends_by_itself(ty: &Type, ends: &[Option<usize>]) -> bool {
    match ty {
        Type::Named(id) => ends[id.0].is_some(),
        Type::Tuple(items) => items.iter().all(|item| ends_by_itself(item, ends)),
        Type::Text(item) => ends_by_itself(item, ends),
        _ => true,
    }
}
