//! Defaults that hold objects, whose members have defaults of their own.

use serde_json::Value;

use crate::model::{Field, Shape, Struct, Type, TypeDef};
use crate::resolve::behind;

/// A type may be found again inside of its own default: what lies deeper is not compared.
const DEEPEST: usize = 16;

/// Whether the absence of both fields is read alike, where one default is written in both.
pub fn are_alike(types: &[TypeDef], previous: &Field, current: &Field) -> bool {
    let whole = |field: &Field| field.absence().map(|value| completed(types, &field.ty, value, 0));
    match (whole(previous), whole(current)) {
        (Some(old), Some(new)) => agree(&old, &new),
        _ => true,
    }
}

/// A value with the defaults of what it leaves out.
fn completed(types: &[TypeDef], ty: &Type, value: &Value, depth: usize) -> Value {
    if depth == DEEPEST {
        return value.clone();
    }
    let inside = |ty: &Type, value: &Value| completed(types, ty, value, depth + 1);
    match (behind(types, ty), value) {
        (Type::Nullable(of), value) if !value.is_null() => inside(of, value),
        (Type::List(of) | Type::Set(of), Value::Array(items)) => {
            items.iter().map(|item| inside(of, item)).collect()
        }
        (Type::Tuple(types), Value::Array(items)) => {
            types.iter().zip(items).map(|(ty, item)| inside(ty, item)).collect()
        }
        (Type::Map(_, of), Value::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), inside(of, value))).collect()
        }
        (Type::Named(id), Value::Object(_)) => match &types[id.0].shape {
            Shape::Struct(members) => object(members, value, &inside),
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn object(members: &Struct, value: &Value, inside: &dyn Fn(&Type, &Value) -> Value) -> Value {
    let fields = members.fields.iter().filter(|field| !field.spread);
    let whole = fields.filter_map(|field| {
        let own = value.get(&field.wire).or(field.default.as_ref())?;
        Some((field.wire.clone(), inside(&field.ty, own)))
    });
    whole.collect()
}

/// Whether two values are one, but for members that only one of them has.
fn agree(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.iter().all(|(key, value)| new.get(key).is_none_or(|other| agree(value, other)))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| agree(old, new))
        }
        (old, new) => old == new,
    }
}
