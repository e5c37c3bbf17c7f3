//! Objects with fields.

use std::collections::BTreeSet;

use samewire_codegen::model::{Field, Model, Payload, PictureMember, PictureNode, Shape, Struct, Type};
use serde_json::{Map, Value};

use super::super::meaning::{Meaning, Member};
use super::{Read, Reader};

impl Reader<'_> {
    pub fn members(&self, members: &Struct, value: &Value) -> Read<Meaning> {
        let object = value.as_object().ok_or_else(|| format!("expected an object, got {value}"))?;
        let mut read = Vec::new();
        for field in &members.fields {
            if field.spread {
                read.extend(self.spread(members, field, object)?);
            } else {
                read.push(self.member(field, object)?);
            }
        }
        Ok(Meaning::Object(read))
    }

    /// What a spread field reads among the members of its siblings: its own, or all that nobody declares.
    fn spread(&self, members: &Struct, field: &Field, object: &Map<String, Value>) -> Read<Vec<Member>> {
        let takes_others = matches!(behind(self.model, &field.ty), Type::Map(..));
        let own = members.fields.iter().filter(|other| takes_others || !other.spread);
        let taken: BTreeSet<String> = own.flat_map(|other| names_of(self.model, other)).collect();
        let others = object.iter().filter(|(name, _)| !taken.contains(*name));
        let rest = Value::Object(others.map(|(name, value)| (name.clone(), value.clone())).collect());
        match self.value(&field.ty, &rest)? {
            Meaning::Object(members) => Ok(members),
            Meaning::Map(entries) => {
                Ok(entries.into_iter().map(|(name, own)| Member::of_map(&name, own)).collect())
            }
            other => Ok(vec![Member::new("", &[], field.name.snake(), other)]),
        }
    }

    fn member(&self, field: &Field, object: &Map<String, Value>) -> Read<Member> {
        let mut names = std::iter::once(&field.wire).chain(&field.meta.was);
        let meaning = match names.find_map(|name| object.get(name)) {
            Some(Value::Null) if field.nullable => {
                let apart = field.optional && field.default.is_none();
                if apart { Meaning::Null } else { Meaning::None }
            }
            Some(value) => self.value(&field.ty, value).map_err(|why| format!("{}: {why}", field.wire))?,
            None => match &field.default {
                Some(Value::Null) => Meaning::None,
                Some(default) => self.value(&field.ty, default)?,
                None if field.optional || field.nullable => Meaning::None,
                None => return Err(format!("there is no `{}`", field.wire)),
            },
        };
        Ok(Member::new(&field.wire, &field.meta.was, field.name.snake(), meaning))
    }
}

/// The names of members that a field declares: its own, or those of what is spread.
pub fn names_of(model: &Model, field: &Field) -> Vec<String> {
    match field.spread {
        true => names_in(model, &field.ty),
        false => std::iter::once(&field.wire).chain(&field.meta.was).cloned().collect(),
    }
}

fn names_in(model: &Model, ty: &Type) -> Vec<String> {
    let Type::Named(id) = behind(model, ty) else { return Vec::new() };
    match &model.type_def(*id).shape {
        Shape::Struct(members) => members.fields.iter().flat_map(|field| names_of(model, field)).collect(),
        Shape::Untagged(union) => union.items.iter().flat_map(|item| names_in(model, &item.ty)).collect(),
        Shape::Union(union) => names_in_picture(&union.picture.node)
            .into_iter()
            .chain(union.variants.iter().flat_map(|variant| match &variant.payload {
                Payload::Unit => Vec::new(),
                Payload::Struct(own) => own.fields.iter().flat_map(|field| names_of(model, field)).collect(),
                Payload::Type(ty) => names_in(model, ty),
            }))
            .collect(),
        _ => Vec::new(),
    }
}

fn names_in_picture(node: &PictureNode) -> Vec<String> {
    let PictureNode::Object(members) = node else { return Vec::new() };
    let keys = members.iter().filter_map(|member| match member {
        PictureMember::Key { key, .. } => Some(key.clone()),
        PictureMember::NameKey | PictureMember::SpreadPayload => None,
    });
    keys.collect()
}

/// The type that an alias is another name for.
pub fn behind<'m>(model: &'m Model, ty: &'m Type) -> &'m Type {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias(ty) => behind(model, ty),
            _ => ty,
        },
        ty => ty,
    }
}
