//! What events, variants and answers carry.

use super::comparing::{Comparing, Place};
use super::types::Family;
use super::{HarmKind, Kind, Stream, fields, types};
use crate::model::{Direction, Event, Payload, Picture, PictureNode, Struct};

/// How a payload is carried, and which rules look at it.
pub struct Carried {
    pub family: Family,
    /// Nothing is written as an object without members, and read as one.
    pub nothing_is_empty: bool,
}

impl Carried {
    /// An older version of an event.
    pub const OLDER: Carried =
        Carried { family: Family::same("VERSION_SAME_SHAPE"), nothing_is_empty: false };

    /// In the pictures of an event.
    pub fn of_event(cx: &Comparing, previous: &Event, current: &Event) -> Carried {
        let family = Family::same("EVENT_SAME_PAYLOAD");
        let direction = match cx.flow.stream {
            Stream::Server => Direction::Server,
            Stream::Client => Direction::Client,
            Stream::Desktop => return Carried { family, nothing_is_empty: false },
        };
        let pictures = [
            &cx.joined.previous.frames(direction).pictures[previous.picture],
            &cx.joined.current.frames(direction).pictures[current.picture],
        ];
        Carried { family, nothing_is_empty: pictures.into_iter().all(writes_nothing_as_empty) }
    }

    /// In the picture of a union.
    pub fn of_variant(previous: &Picture, current: &Picture) -> Carried {
        let nothing_is_empty = writes_nothing_as_empty(previous) && writes_nothing_as_empty(current);
        Carried { family: Family::same("UNION_VARIANT_SAME_PAYLOAD"), nothing_is_empty }
    }
}

/// Whether an event without payload is an object without members in this picture: elsewhere it is null, left out, or its
/// bare name.
fn writes_nothing_as_empty(picture: &Picture) -> bool {
    let required = |node: &PictureNode| match node {
        PictureNode::Payload { nullable } => !nullable,
        PictureNode::Object(members) => !members.iter().any(|member| match member {
            crate::model::PictureMember::Key { optional, node, .. } => {
                *optional && node.any(&|node| matches!(node, PictureNode::Payload { .. }))
            }
            _ => false,
        }),
        _ => true,
    };
    !picture.has_name_key() && !picture.node.any(&|node| !required(node))
}

/// Compares what is carried.
pub fn compare<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    carried: &Carried,
    (previous, current): (&'j Payload, &'j Payload),
) {
    static EMPTY: Struct = Struct { fields: Vec::new(), reserved: Vec::new() };
    let members = |payload: &'j Payload| match payload {
        Payload::Struct(members) => Some(members),
        Payload::Unit if carried.nothing_is_empty => Some(&EMPTY),
        _ => None,
    };
    match (previous, current) {
        (Payload::Unit, Payload::Unit) => {}
        (Payload::Type(previous), Payload::Type(current)) => {
            types::compare(cx, place, &carried.family, previous, current);
        }
        // One of the two is a type of its own: what counts is whether it is an object too.
        (Payload::Type(ty), other) | (other, Payload::Type(ty)) => {
            let own = cx.wider.members(if matches!(previous, Payload::Type(_)) { previous } else { current });
            match (own, members(other)) {
                (Some(own), Some(other)) if types::is_struct(cx, ty) => {
                    let is_previous = matches!(previous, Payload::Type(_));
                    let pair = if is_previous { (own, other) } else { (other, own) };
                    fields::compare(cx, place, pair);
                }
                _ => another(cx, place, carried, previous, current),
            }
        }
        _ => match (members(previous), members(current)) {
            (Some(previous), Some(current)) => fields::compare(cx, place, (previous, current)),
            _ => another(cx, place, carried, previous, current),
        },
    }
}

fn another(cx: &mut Comparing, place: &Place, carried: &Carried, previous: &Payload, current: &Payload) {
    let word = |payload: &Payload| match payload {
        Payload::Unit => "nothing".to_owned(),
        Payload::Struct(_) => "an object".to_owned(),
        Payload::Type(ty) => format!("`{}`", super::spelling::ty(&cx.joined.types, ty)),
    };
    let (old, new) = (word(previous), word(current));
    let message = format!("it carries {new}, and carried {old}");
    let harms = vec![
        (HarmKind::NewReader, format!("expects {new} and gets {old}")),
        (HarmKind::OldReader, format!("expects {old} and gets {new}")),
        (HarmKind::Source, "gets another type".to_owned()),
    ];
    cx.differ(carried.family.same, Kind::Changed, place, message, harms);
}
