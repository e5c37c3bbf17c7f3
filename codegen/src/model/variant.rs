//! Which variant of a tagged union a JSON value is.

use serde_json::{Map, Value};

use super::{PictureMember, PictureNode, Union, Variant, WireName};

impl Union {
    /// The variant that `value` names, and where its payload stands: none for one that carries nothing.
    pub fn variant_of<'v>(&self, value: &'v Value) -> Option<(&Variant, Option<&'v Value>)> {
        let name = name_in(&self.picture.node, value)?;
        let variant = self.variants.iter().find(|variant| is_called(variant, &name))?;
        Some((variant, payload_in(&self.picture.node, value)))
    }
}

fn name_in(picture: &PictureNode, value: &Value) -> Option<Value> {
    match (picture, value) {
        (PictureNode::Name, name) => Some(name.clone()),
        (PictureNode::Object(members), Value::Object(values)) => {
            members.iter().find_map(|member| match member {
                PictureMember::Key { key, node, .. } => name_in(node, values.get(key)?),
                PictureMember::NameKey => beside(members, values).map(|(key, _)| Value::from(key.as_str())),
                PictureMember::SpreadPayload => None,
            })
        }
        (PictureNode::Object(members), name) if members[..] == [PictureMember::NameKey] => Some(name.clone()),
        _ => None,
    }
}

fn is_called(variant: &Variant, name: &Value) -> bool {
    match (&variant.wire, name) {
        (WireName::Text(wire), Value::String(name)) => wire == name,
        // As a key, a name is a text.
        (WireName::Int(wire), Value::String(name)) => wire.to_string() == *name,
        (WireName::Bool(wire), Value::String(name)) => wire.to_string() == *name,
        (WireName::Int(wire), name) => name.as_i64() == Some(*wire),
        (WireName::Bool(wire), name) => name.as_bool() == Some(*wire),
        (WireName::Text(_), _) => false,
    }
}

fn payload_in<'v>(picture: &PictureNode, value: &'v Value) -> Option<&'v Value> {
    match (picture, value) {
        (PictureNode::Payload { .. }, payload) => Some(payload),
        (PictureNode::Object(members), Value::Object(values)) => {
            members.iter().find_map(|member| match member {
                PictureMember::Key { key, node, .. } => payload_in(node, values.get(key)?),
                PictureMember::NameKey => beside(members, values).map(|(_, payload)| payload),
                PictureMember::SpreadPayload => Some(value),
            })
        }
        _ => None,
    }
}

/// The member whose key no other member of the picture has.
fn beside<'v>(members: &[PictureMember], values: &'v Map<String, Value>) -> Option<(&'v String, &'v Value)> {
    let is_member =
        |name: &str| members.iter().any(|m| matches!(m, PictureMember::Key { key, .. } if key == name));
    values.iter().find(|(key, _)| !is_member(key))
}
