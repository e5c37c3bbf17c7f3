//! How the pictures of one direction are told apart.

use std::collections::HashSet;

use serde_json::Value;

use super::{behind, shape_of};
use crate::check::{beside_payload, payload_names};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Direction, Event, Holds, Model, Payload, Picture, PictureMember, PictureNode, Shape, Type, WireName,
};

/// Notes in each picture which keys a frame must not have to be in it, or says that two cannot be told apart.
pub fn decide(model: &mut Model, diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        let absent = decide_direction(model, direction, diagnostics);
        for (picture, absent) in pictures_mut(model, direction).into_iter().zip(absent) {
            picture.absent = absent;
        }
    }
}

/// As [`Model::pictures`].
fn pictures_mut(model: &mut Model, direction: Direction) -> Vec<&mut Picture> {
    let wire = &mut model.wire;
    match direction {
        Direction::Client => wire.client.pictures.iter_mut().collect(),
        Direction::Server => {
            let error = match &mut wire.error {
                Some(crate::model::ErrorAnswer::Picture(picture)) => Some(picture),
                _ => None,
            };
            wire.server.pictures.iter_mut().chain(&mut wire.reply).chain(error).collect()
        }
    }
}

/// One picture, and what can stand in it.
struct Seen<'m> {
    picture: &'m Picture,
    names: HashSet<String>,
    members: HashSet<String>,
    /// The payload may have any key.
    any_member: bool,
}

type Path = Vec<String>;

fn decide_direction(model: &Model, direction: Direction, diagnostics: &mut Diagnostics) -> Vec<Vec<Path>> {
    let seen: Vec<Seen> = model
        .pictures(direction)
        .into_iter()
        .map(|held| seen(model, direction, held.holds, held.picture))
        .collect();
    let mut absent: Vec<Vec<Path>> = vec![Vec::new(); seen.len()];
    for (index, own) in seen.iter().enumerate() {
        for (before, other) in seen[..index].iter().enumerate() {
            let (at, path) = match apart(&own.picture.node, &other.picture.node, own, other) {
                Some(Apart::ByValue) => continue,
                Some(Apart::OnlyFirstHas(path)) => (before, path),
                Some(Apart::OnlySecondHas(path)) => (index, path),
                None => {
                    ambiguous(own.picture, other.picture, diagnostics);
                    break;
                }
            };
            if !absent[at].contains(&path) {
                absent[at].push(path);
            }
        }
    }
    absent
}

fn ambiguous(own: &Picture, other: &Picture, diagnostics: &mut Diagnostics) {
    let message = "a frame in this picture could be one in another";
    diagnostics.push(
        Diagnostic::new(&codes::AMBIGUOUS_PICTURES, own.span, message)
            .maybe_second(other.span, "the other picture")
            .help("give each a constant, or a required key that the other lacks"),
    );
}

fn seen<'m>(model: &'m Model, direction: Direction, holds: Holds, picture: &'m Picture) -> Seen<'m> {
    let events: Vec<(&Event, &Payload)> = match holds {
        Holds::Events(index) => {
            let events = model.events(direction).iter().filter(|event| event.picture == index);
            events.map(|event| (event, &event.payload)).collect()
        }
        // An answer carries the name of its request.
        Holds::Replies => model.replies().collect(),
        Holds::Error => Vec::new(),
    };
    let spreads = beside_payload(&picture.node).is_some();
    let mut seen = Seen { picture, names: HashSet::new(), members: HashSet::new(), any_member: false };
    for (event, payload) in events {
        seen.names.insert(spelled(&event.wire));
        seen.names.extend(event.meta.was.iter().map(|old| spelled(&event.wire.old(old))));
        if spreads {
            seen.members.extend(payload_names(model, payload));
            seen.any_member |= has_any_member(model, payload);
        }
    }
    seen
}

/// Whether a payload holds a map of members that it does not declare.
fn has_any_member(model: &Model, payload: &Payload) -> bool {
    let spread = |members: &crate::model::Struct| {
        members.fields.iter().any(|field| field.spread && is_open(model, &field.ty, 0))
    };
    match payload {
        Payload::Unit => false,
        Payload::Struct(members) => spread(members),
        Payload::Type(ty) => is_open(model, ty, 0),
    }
}

fn is_open(model: &Model, ty: &Type, depth: usize) -> bool {
    const DEEPEST: usize = 32;
    match behind(&model.types, ty) {
        Type::Map(..) => true,
        _ if depth > DEEPEST => true,
        named => match shape_of(&model.types, named) {
            Some(Shape::Struct(members)) => {
                members.fields.iter().any(|field| field.spread && is_open(model, &field.ty, depth + 1))
            }
            Some(Shape::Untagged(union)) => {
                union.items.iter().any(|item| is_open(model, &item.ty, depth + 1))
            }
            Some(Shape::Union(union)) => {
                union.open || union.variants.iter().any(|variant| has_any_member(model, &variant.payload))
            }
            _ => false,
        },
    }
}

/// A name as JSON writes it, so that 1 and "1" differ.
fn spelled(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => Value::from(text.as_str()).to_string(),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    }
}

/// What tells two pictures apart.
enum Apart {
    /// No frame has a value that fits both.
    ByValue,
    /// A key that the first requires and the second lacks.
    OnlyFirstHas(Path),
    /// A key that the second requires and the first lacks.
    OnlySecondHas(Path),
}

fn apart(a: &PictureNode, b: &PictureNode, of_a: &Seen, of_b: &Seen) -> Option<Apart> {
    let by_value = |apart: bool| apart.then_some(Apart::ByValue);
    match (a, b) {
        (PictureNode::Object(a), PictureNode::Object(b)) => objects_apart(a, b, of_a, of_b),
        (PictureNode::Constant(a), PictureNode::Constant(b)) => by_value(a != b),
        (PictureNode::Constant(value), PictureNode::Name) => {
            by_value(!of_b.names.contains(&value.to_string()))
        }
        (PictureNode::Name, PictureNode::Constant(value)) => {
            by_value(!of_a.names.contains(&value.to_string()))
        }
        (PictureNode::Name, PictureNode::Name) => by_value(of_a.names.is_disjoint(&of_b.names)),
        // What carries nothing is a bare name where the name would be the only key.
        (PictureNode::Object(members), PictureNode::Name)
        | (PictureNode::Name, PictureNode::Object(members))
            if members[..] == [PictureMember::NameKey] =>
        {
            by_value(of_a.names.is_disjoint(&of_b.names))
        }
        (PictureNode::Object(_), PictureNode::Name | PictureNode::Constant(_))
        | (PictureNode::Name | PictureNode::Constant(_), PictureNode::Object(_)) => Some(Apart::ByValue),
        _ => None,
    }
}

/// A value of its own for each is better than a key, which must then be absent from the frames of the other.
fn objects_apart(a: &[PictureMember], b: &[PictureMember], of_a: &Seen, of_b: &Seen) -> Option<Apart> {
    let both: Vec<(&str, Apart)> = a.iter().filter_map(|member| apart_at(member, b, of_a, of_b)).collect();
    if both.iter().any(|(_, apart)| matches!(apart, Apart::ByValue)) {
        return Some(Apart::ByValue);
    }
    if let Some(key) = lacking(a, b, of_b) {
        return Some(Apart::OnlyFirstHas(vec![key.to_owned()]));
    }
    if let Some(key) = lacking(b, a, of_a) {
        return Some(Apart::OnlySecondHas(vec![key.to_owned()]));
    }
    both.into_iter().next().map(|(key, apart)| apart.below(key))
}

impl Apart {
    fn below(self, key: &str) -> Apart {
        let below = |path: Path| std::iter::once(key.to_owned()).chain(path).collect();
        match self {
            Apart::ByValue => Apart::ByValue,
            Apart::OnlyFirstHas(path) => Apart::OnlyFirstHas(below(path)),
            Apart::OnlySecondHas(path) => Apart::OnlySecondHas(below(path)),
        }
    }
}

/// A member that tells both apart. Where only one requires it, the other must have another value there.
fn apart_at<'m>(
    member: &'m PictureMember,
    others: &[PictureMember],
    of_a: &Seen,
    of_b: &Seen,
) -> Option<(&'m str, Apart)> {
    let PictureMember::Key { key, optional, node, .. } = member else { return None };
    let (other_optional, other) = others.iter().find_map(|other| match other {
        PictureMember::Key { key: other, optional, node, .. } if key == other => Some((*optional, node)),
        _ => None,
    })?;
    let both_require = !optional && !other_optional;
    let one_requires = !optional || !other_optional;
    apart(node, other, of_a, of_b)
        .filter(|apart| both_require || one_requires && matches!(apart, Apart::ByValue))
        .map(|apart| (key.as_str(), apart))
}

/// A key that `a` requires and `b` cannot have.
fn lacking<'m>(a: &'m [PictureMember], b: &[PictureMember], of_b: &Seen) -> Option<&'m str> {
    let name_key = b.contains(&PictureMember::NameKey);
    let spreads = b.contains(&PictureMember::SpreadPayload);
    let has = |key: &str| {
        let declared =
            b.iter().any(|member| matches!(member, PictureMember::Key { key: other, .. } if other == key));
        let named = name_key && of_b.names.contains(&Value::from(key).to_string());
        declared || named || spreads && (of_b.any_member || of_b.members.contains(key))
    };
    a.iter().find_map(|member| match member {
        PictureMember::Key { key, optional: false, node, .. } if !may_lack(node) && !has(key) => {
            Some(key.as_str())
        }
        _ => None,
    })
}

/// Whether a frame is read without a member that it is never written without: what is absent is null, or an event that
/// carries nothing.
fn may_lack(node: &PictureNode) -> bool {
    matches!(node, PictureNode::Value { nullable: true, .. } | PictureNode::Payload { .. })
}
