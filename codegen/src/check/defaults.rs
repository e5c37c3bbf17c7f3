//! A default that holds a struct holds the defaults of the fields that it leaves out, which must come to an end.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{Field, Model, Shape, Struct, Type, TypeId};

/// A field of a named type.
type Place = (usize, usize);

pub fn check_ends(model: &Model, diagnostics: &mut Diagnostics) {
    let mut needs: HashMap<Place, Vec<Place>> = HashMap::new();
    for (index, def) in model.types.iter().enumerate() {
        let Shape::Struct(members) = &def.shape else { continue };
        for (at, field) in members.fields.iter().enumerate() {
            if let Some(value) = default(field) {
                let mut needed = Vec::new();
                of_type(model, &field.ty, value, &mut needed);
                needs.insert((index, at), needed);
            }
        }
    }
    let mut endless: Vec<Place> = endless(&needs);
    endless.sort();
    for (index, at) in endless {
        let Shape::Struct(Struct { fields, .. }) = &model.types[index].shape else { continue };
        let message = format!("the default of `{}` holds itself without end", shown(&fields[at].wire));
        diagnostics.push(
            Diagnostic::new(&codes::RECURSION, fields[at].span, message)
                .help("leave the default out, or write it with a null or an empty list on the way"),
        );
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
    match (&model.type_def(id).shape, value) {
        (Shape::Alias(ty), value) => of_type(model, ty, value, needed),
        (Shape::Struct(members), Value::Object(values)) => {
            for (at, field) in members.fields.iter().enumerate() {
                match values.get(&field.wire) {
                    Some(value) => of_type(model, &field.ty, value, needed),
                    None if default(field).is_some() => needed.push((id.0, at)),
                    None => {}
                }
            }
        }
        _ => {}
    }
}
