//! A default that holds a struct holds the defaults of the fields that it leaves out, which must come to an end.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{
    Field, JsonKind, Model, Payload, Shape, Struct, Type, TypeDef, TypeId, Union, Untagged, UntaggedItem,
};
use crate::resolve::untagged;

/// A field of a named type: of its struct, or of the one that a variant carries.
type Place = (usize, usize, usize);

pub fn check_ends(model: &Model, diagnostics: &mut Diagnostics) {
    let mut needs: HashMap<Place, Vec<Place>> = HashMap::new();
    for (index, def) in model.types.iter().enumerate() {
        for (variant, members) in structs(def) {
            for (at, field) in members.fields.iter().enumerate() {
                if let Some(value) = default(field) {
                    let mut needed = Vec::new();
                    of_type(model, &field.ty, value, &mut needed);
                    needs.insert((index, variant, at), needed);
                }
            }
        }
    }
    let mut endless: Vec<Place> = endless(&needs);
    endless.sort();
    for (index, variant, at) in endless {
        let Some((_, members)) = structs(&model.types[index]).into_iter().find(|(own, _)| *own == variant)
        else {
            continue;
        };
        let field = &members.fields[at];
        let message = format!("the default of `{}` holds itself without end", shown(&field.wire));
        diagnostics.push(
            Diagnostic::new(&codes::RECURSION, field.span, message)
                .help("leave the default out, or write it with a null or an empty list on the way"),
        );
    }
}

/// The structs of a type, each with the index of the variant that carries it.
fn structs(def: &TypeDef) -> Vec<(usize, &Struct)> {
    match &def.shape {
        Shape::Struct(members) => vec![(0, members)],
        Shape::Union(union) => {
            let carried = union
                .variants
                .iter()
                .enumerate()
                .filter_map(|(index, variant)| Some((index, variant.payload.as_struct()?)));
            carried.collect()
        }
        _ => Vec::new(),
    }
}

/// The places from which there is always another one to go to.
fn endless(needs: &HashMap<Place, Vec<Place>>) -> Vec<Place> {
    let mut open: HashMap<Place, usize> =
        needs.iter().map(|(place, needed)| (*place, needed.len())).collect();
    let mut needed_by: HashMap<Place, Vec<Place>> = HashMap::new();
    for (place, needed) in needs {
        needed.iter().for_each(|other| needed_by.entry(*other).or_default().push(*place));
    }
    let mut ended: Vec<Place> =
        open.iter().filter(|(_, left)| **left == 0).map(|(place, _)| *place).collect();
    while let Some(place) = ended.pop() {
        open.remove(&place);
        for other in needed_by.remove(&place).unwrap_or_default() {
            if let Some(left) = open.get_mut(&other) {
                *left -= 1;
                if *left == 0 {
                    ended.push(other);
                }
            }
        }
    }
    open.into_keys().collect()
}

fn default(field: &Field) -> Option<&Value> {
    field.default.as_ref().filter(|value| !value.is_null())
}

/// The defaults that reading a value takes.
fn of_type(model: &Model, ty: &Type, value: &Value, needed: &mut Vec<Place>) {
    match (ty, value) {
        (Type::Named(id), value) => of_named(model, *id, value, needed),
        (Type::Nullable(item), value) => of_type(model, item, value, needed),
        (Type::List(item) | Type::Set(item), Value::Array(values)) => {
            values.iter().for_each(|value| of_type(model, item, value, needed));
        }
        (Type::Map(_, item), Value::Object(values)) => {
            values.values().for_each(|value| of_type(model, item, value, needed));
        }
        (Type::Tuple(items), Value::Array(values)) => {
            items.iter().zip(values).for_each(|(item, value)| of_type(model, item, value, needed));
        }
        (Type::Text(item), Value::String(text)) => {
            if let Ok(value) = serde_json::from_str(text) {
                of_type(model, item, &value, needed);
            }
        }
        _ => {}
    }
}

fn of_named(model: &Model, id: TypeId, value: &Value, needed: &mut Vec<Place>) {
    match &model.type_def(id).shape {
        Shape::Alias(ty) => of_type(model, ty, value, needed),
        Shape::Struct(members) => of_struct(model, (id.0, 0), members, value, needed),
        Shape::Union(union) => of_union(model, id, union, value, needed),
        Shape::Untagged(union) => {
            if let Some(item) = alternative(union, value) {
                of_type(model, &item.ty, value, needed);
            }
        }
        _ => {}
    }
}

fn of_struct(
    model: &Model,
    (index, variant): (usize, usize),
    members: &Struct,
    value: &Value,
    needed: &mut Vec<Place>,
) {
    let Value::Object(values) = value else { return };
    for (at, field) in members.fields.iter().enumerate() {
        match values.get(&field.wire) {
            _ if field.spread => of_type(model, &field.ty, value, needed),
            Some(value) => of_type(model, &field.ty, value, needed),
            None if default(field).is_some() => needed.push((index, variant, at)),
            None => {}
        }
    }
}

fn of_union(model: &Model, id: TypeId, union: &Union, value: &Value, needed: &mut Vec<Place>) {
    let Some((variant, Some(payload))) = union.variant_of(value) else { return };
    let index = union.variants.iter().position(|other| other.wire == variant.wire).unwrap_or(0);
    match &variant.payload {
        Payload::Struct(members) => of_struct(model, (id.0, index), members, payload, needed),
        Payload::Type(ty) => of_type(model, ty, payload, needed),
        Payload::Unit => {}
    }
}

/// The alternative that a value is.
fn alternative<'m>(union: &'m Untagged, value: &Value) -> Option<&'m UntaggedItem> {
    let kind = match value {
        Value::Null => return None,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(_) => JsonKind::Number,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(members) => return untagged::meant(union, |key| members.contains_key(key)),
    };
    union.items.iter().find(|item| item.kinds.contains(&kind))
}
