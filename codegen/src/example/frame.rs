//! Pictures, filled in.

use serde_json::{Map, Value};

use super::sample::Sampler;
use crate::model::{Payload, Picture, PictureMember, PictureNode, Type, WireName};

/// What goes into a picture.
#[derive(Clone)]
pub struct Inside<'m> {
    /// None in a picture that has no place for one.
    pub name: Option<&'m WireName>,
    pub payload: &'m Payload,
    /// The payload's value, where there is one already.
    pub given: Option<Value>,
    pub version: u32,
    /// The request id is there, though it may be left out.
    pub with_id: bool,
}

impl Inside<'_> {
    fn name(&self) -> Value {
        match self.name {
            Some(WireName::Text(text)) => Value::from(text.as_str()),
            Some(WireName::Int(integer)) => Value::from(*integer),
            Some(WireName::Bool(boolean)) => Value::from(*boolean),
            None => Value::Null,
        }
    }

    fn is_unit(&self) -> bool {
        *self.payload == Payload::Unit
    }
}

impl<'m> Sampler<'m> {
    /// A frame in a picture, or none if something that must be in it cannot be made.
    pub fn frame(&mut self, picture: &'m Picture, inside: &Inside<'m>) -> Option<Value> {
        self.node(&picture.node, inside, &mut Vec::new())
    }

    fn node(&mut self, node: &'m PictureNode, inside: &Inside<'m>, path: &mut Vec<&'m str>) -> Option<Value> {
        match node {
            PictureNode::Name => Some(inside.name()),
            PictureNode::Version => Some(Value::from(inside.version)),
            PictureNode::Constant(value) => Some(value.clone()),
            PictureNode::Payload { nullable: true } if inside.is_unit() => Some(Value::Null),
            PictureNode::Payload { .. } => self.carried(inside),
            PictureNode::Value { ty, nullable } => {
                let value = self.beside(ty, path);
                value.or(nullable.then_some(Value::Null))
            }
            PictureNode::Object(members) if inside.is_unit() && members[..] == [PictureMember::NameKey] => {
                Some(inside.name())
            }
            PictureNode::Object(members) => self.members(members, inside, path),
        }
    }

    fn members(
        &mut self,
        members: &'m [PictureMember],
        inside: &Inside<'m>,
        path: &mut Vec<&'m str>,
    ) -> Option<Value> {
        let mut object = Map::new();
        for member in members {
            match member {
                PictureMember::Key { key, optional, node, .. } => {
                    path.push(key);
                    if !optional || self.is_wanted(node, inside, path) {
                        object.insert(key.clone(), self.node(node, inside, path)?);
                    }
                    path.pop();
                }
                PictureMember::NameKey => {
                    object.insert(super::scalar::text(&inside.name()), self.carried(inside)?);
                }
                PictureMember::SpreadPayload => {
                    if let Value::Object(own) = self.carried(inside)? {
                        object.extend(own);
                    }
                }
            }
        }
        Some(Value::Object(object))
    }

    fn carried(&mut self, inside: &Inside<'m>) -> Option<Value> {
        match (&inside.given, inside.name) {
            (Some(given), _) if !inside.is_unit() => Some(given.clone()),
            (_, Some(WireName::Text(name))) => self.payload(inside.payload, name),
            _ => self.payload(inside.payload, ""),
        }
    }

    /// Whether a member that may be left out has something to say.
    fn is_wanted(&self, node: &'m PictureNode, inside: &Inside, path: &[&'m str]) -> bool {
        match node {
            PictureNode::Payload { .. } => !inside.is_unit(),
            PictureNode::Value { .. } => inside.with_id && self.is_request_id(path),
            PictureNode::Object(members) => members.iter().any(|member| match member {
                PictureMember::Key { key, node, .. } => {
                    self.is_wanted(node, inside, &[path, &[key]].concat())
                }
                PictureMember::NameKey | PictureMember::SpreadPayload => true,
            }),
            PictureNode::Name | PictureNode::Version => true,
            PictureNode::Constant(_) => false,
        }
    }

    /// What stands beside an event.
    pub fn beside(&mut self, ty: &'m Type, path: &[&str]) -> Option<Value> {
        match ty {
            Type::String if self.is_request_id(path) => Some(Value::from("r1")),
            ty => self.value(ty, path.last().copied().unwrap_or_default()),
        }
    }

    fn is_request_id(&self, path: &[&str]) -> bool {
        self.model.wire.correlation.as_ref().is_some_and(|id| id.iter().eq(path.iter()))
    }
}
