//! Values of an author, with what is `sensitive` hidden.

use serde_json::{Map, Value};

use super::sample::Sampler;
use crate::check::walk;
use crate::model::{Model, Payload, Shape, Struct, Type, TypeDef};

/// A value that hides another is a small one.
const HIDDEN_PLACES: usize = 600;

/// Which types hold something sensitive, or a frame, in which there may be anything.
#[derive(Debug)]
pub struct Secrets(Vec<bool>);

impl Secrets {
    pub fn of(model: &Model) -> Secrets {
        Secrets(walk::holding(model, has_own))
    }

    fn are_in(&self, ty: &Type) -> bool {
        let mut found = false;
        walk::inside(ty, &mut |ty| {
            found |= match ty {
                Type::Named(id) => self.0[id.0],
                Type::Event(_) => true,
                _ => false,
            }
        });
        found
    }
}

/// The type itself says so, not one that it mentions.
fn has_own(def: &TypeDef) -> bool {
    let mut fields = walk::structs(&def.shape).into_iter().flat_map(|members| &members.fields);
    fields.any(|field| field.sensitive) || walk::has_frame(|visit| walk::shape(&def.shape, visit))
}

/// Hides what is sensitive in values.
pub struct Hiding<'e> {
    pub model: &'e Model,
    pub secrets: &'e Secrets,
}

impl Hiding<'_> {
    /// The value with values of no meaning where something sensitive stands; none where that cannot be found out:
    /// inside unions, texts and frames.
    pub fn payload(&self, payload: &Payload, value: &Value) -> Option<Value> {
        match payload {
            Payload::Unit => Some(value.clone()),
            Payload::Struct(members) => self.members(members, value),
            Payload::Type(ty) => self.value(ty, value),
        }
    }

    pub fn value(&self, ty: &Type, value: &Value) -> Option<Value> {
        if !self.secrets.are_in(ty) || value.is_null() {
            return Some(value.clone());
        }
        match (ty, value) {
            (Type::Nullable(inner), value) => self.value(inner, value),
            (Type::List(item) | Type::Set(item), Value::Array(items)) => {
                items.iter().map(|value| self.value(item, value)).collect()
            }
            (Type::Tuple(types), Value::Array(items)) => {
                types.iter().zip(items).map(|(ty, value)| self.value(ty, value)).collect()
            }
            (Type::Map(_, values), Value::Object(entries)) => {
                let entry = |(key, value): (&String, &Value)| Some((key.clone(), self.value(values, value)?));
                entries.iter().map(entry).collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            (Type::Named(id), value) => match &self.model.type_def(*id).shape {
                Shape::Struct(members) => self.members(members, value),
                Shape::Alias(ty) => self.value(ty, value),
                _ => None,
            },
            _ => None,
        }
    }

    fn members(&self, members: &Struct, value: &Value) -> Option<Value> {
        let Value::Object(object) = value else { return Some(value.clone()) };
        let mut hidden = object.clone();
        for field in &members.fields {
            if field.spread {
                let says_nothing = !field.sensitive && !self.secrets.are_in(&field.ty);
                says_nothing.then_some(())?;
            } else if let Some(value) = hidden.get_mut(&field.wire).filter(|value| !value.is_null()) {
                let mut hider = Sampler::hiding(self.model, HIDDEN_PLACES);
                *value = match field.sensitive {
                    true => hider.value(&field.ty, &field.wire)?,
                    false => self.value(&field.ty, value)?,
                };
            }
        }
        Some(Value::Object(hidden))
    }
}
