//! Values of tagged unions, read through the picture of the union.

use serde_json::{Map, Value};

use super::composite::{self, insert, merge, within};
use super::{Reader, scalar};
use crate::diagnostic::{did_you_mean, shown};
use crate::manifest::{misread, read_integer};
use crate::model::{Int, Payload, PictureMember, PictureNode, Union, Variant, WireName};
use crate::resolve::spelled;
use crate::source::Span;
use crate::yaml::{Entry, Kind, Node, Scalar, Style};

/// Reads the variant that the value names.
pub fn read<'a>(reader: &mut Reader<'a>, union: &'a Union, node: &Node) -> Option<Value> {
    let picture = &union.picture.node;
    let Some(name) = name_in(picture, node) else {
        return reader.refuse(node.span, "the value does not name its variant");
    };
    match union.variants.iter().find(|variant| is_called(variant, &name)) {
        Some(variant) => part(reader, picture, variant, node),
        None if union.open => composite::json(reader, node),
        None => {
            let known = union.variants.iter().map(|variant| spelled(&variant.wire)).collect::<Vec<_>>();
            let help = did_you_mean(&name.scalar.text, known.iter().map(String::as_str));
            let message = format!("there is no variant `{}`", shown(&name.scalar.text));
            reader.refuse_with(name.span, &message, help)
        }
    }
}

/// What stands at the place of the name.
struct Named {
    scalar: Scalar,
    span: Span,
    /// A key is a text in JSON, whatever it looks like.
    key: bool,
}

fn name_in(picture: &PictureNode, node: &Node) -> Option<Named> {
    match (picture, &node.kind) {
        (PictureNode::Name, Kind::Scalar(scalar)) => {
            Some(Named { scalar: scalar.clone(), span: node.span, key: false })
        }
        (PictureNode::Object(members), Kind::Mapping { entries, .. }) => {
            members.iter().find_map(|member| match member {
                PictureMember::Key { key, node, .. } => name_in(node, &find(entries, key)?.value),
                PictureMember::NameKey => {
                    let key = beside(members, entries).first()?.key.clone();
                    let scalar = Scalar { text: key.text.clone(), style: key.style };
                    Some(Named { scalar, span: key.span, key: true })
                }
                PictureMember::SpreadPayload => None,
            })
        }
        // A variant without payload is its bare name.
        (PictureNode::Object(members), Kind::Scalar(scalar)) if members[..] == [PictureMember::NameKey] => {
            Some(Named { scalar: scalar.clone(), span: node.span, key: false })
        }
        _ => None,
    }
}

fn is_called(variant: &Variant, name: &Named) -> bool {
    let Scalar { text, style } = &name.scalar;
    match &variant.wire {
        WireName::Text(wire) => misread(&name.scalar).is_none() && wire == text,
        wire if name.key => spelled(wire) == *text,
        WireName::Int(integer) => {
            *style == Style::Plain && read_integer(text).is_some_and(|read| read == i128::from(*integer))
        }
        WireName::Bool(boolean) => *style == Style::Plain && *text == boolean.to_string(),
    }
}

/// What stands at a place of the picture of a variant that is known.
fn part<'a>(
    reader: &mut Reader<'a>,
    picture: &'a PictureNode,
    variant: &'a Variant,
    node: &Node,
) -> Option<Value> {
    match picture {
        PictureNode::Name => composite::json(reader, node),
        PictureNode::Version => scalar::integer(reader, Int::U32, false, node),
        PictureNode::Constant(expected) => constant(reader, expected, node),
        PictureNode::Value { ty, nullable } => composite::nullable(reader, ty, *nullable, node),
        PictureNode::Payload { .. } => payload(reader, &variant.payload, node),
        PictureNode::Object(members) => object(reader, members, variant, node),
    }
}

fn constant(reader: &mut Reader, expected: &Value, node: &Node) -> Option<Value> {
    let found = composite::json(reader, node)?;
    if found == *expected {
        return Some(found);
    }
    reader.refuse(node.span, &format!("{expected} stands here in every value of this union"))
}

fn payload<'a>(reader: &mut Reader<'a>, payload: &'a Payload, node: &Node) -> Option<Value> {
    match payload {
        Payload::Struct(members) => composite::object(reader, members, node),
        Payload::Type(ty) => composite::read(reader, ty, node),
        Payload::Unit => match &node.kind {
            Kind::Mapping { entries, .. } if entries.is_empty() => Some(Value::Object(Map::new())),
            Kind::Scalar(Scalar { text, style: Style::Plain }) if text == "null" => Some(Value::Null),
            _ => reader.refuse(node.span, "this variant carries nothing"),
        },
    }
}

fn object<'a>(
    reader: &mut Reader<'a>,
    members: &'a [PictureMember],
    variant: &'a Variant,
    node: &Node,
) -> Option<Value> {
    let Kind::Mapping { entries, .. } = &node.kind else { return bare(reader, variant, node) };
    let mut rest = beside(members, entries);
    let mut read = Some(Map::new());
    for member in members {
        match member {
            PictureMember::Key { key, optional, node: inner, .. } => match find(entries, key) {
                Some(entry) => {
                    let value = within(reader, key, |reader| part(reader, inner, variant, &entry.value));
                    read = insert(read, key, value);
                }
                None if may_lack(inner, *optional, variant) => {}
                None => {
                    reader.refuse(node.span, &format!("missing: `{}`", shown(key)));
                    read = None;
                }
            },
            PictureMember::NameKey => {
                if rest.is_empty() {
                    continue;
                }
                let Entry { key, value } = rest.remove(0);
                let value = within(reader, &key.text, |reader| payload(reader, &variant.payload, &value));
                read = insert(read, &key.text, value);
            }
            PictureMember::SpreadPayload => {
                let kind = Kind::Mapping { entries: std::mem::take(&mut rest), flow: false };
                let own = payload(reader, &variant.payload, &Node { span: node.span, kind });
                read = merge(read, own);
            }
        }
    }
    for Entry { key, .. } in rest {
        reader.refuse(key.span, &format!("the picture of the union has no `{}`", shown(&key.text)));
        read = None;
    }
    read.map(Value::Object)
}

/// A variant without payload whose picture is `{ <name>: <payload> }`.
fn bare(reader: &mut Reader, variant: &Variant, node: &Node) -> Option<Value> {
    match variant.payload {
        Payload::Unit => composite::json(reader, node),
        _ => scalar::mismatch(reader, "an object", node),
    }
}

fn may_lack(picture: &PictureNode, optional: bool, variant: &Variant) -> bool {
    match picture {
        PictureNode::Value { nullable, .. } => optional || *nullable,
        PictureNode::Payload { .. } => variant.payload == Payload::Unit,
        _ => optional,
    }
}

fn find<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Entry> {
    entries.iter().find(|entry| entry.key.text == key)
}

/// The entries that no member of the picture has for its key.
fn beside(members: &[PictureMember], entries: &[Entry]) -> Vec<Entry> {
    let is_member = |entry: &&Entry| {
        let own = |member: &PictureMember| matches!(member, PictureMember::Key { key, .. } if *key == entry.key.text);
        members.iter().any(own)
    };
    entries.iter().filter(|entry| !is_member(entry)).cloned().collect()
}
