//! Pictures of one direction must be told apart.

use std::collections::HashSet;

use serde_json::Value;

use super::frames::{beside_payload, payload_names};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{
    Direction, ErrorAnswer, Event, Model, Picture, PictureMember, PictureNode, Reply, WireName,
};

pub fn check_apart(model: &Model, diagnostics: &mut Diagnostics) {
    let error = match &model.wire.error {
        Some(ErrorAnswer::Picture(picture)) => Some(picture),
        _ => None,
    };
    let answers = model.wire.reply.iter().chain(error);
    let server = model.wire.server.pictures.iter().enumerate().map(|(index, picture)| (Some(index), picture));
    check_direction(
        model,
        Direction::Server,
        server.chain(answers.map(|picture| (None, picture))),
        diagnostics,
    );
    let client = model.wire.client.pictures.iter().enumerate().map(|(index, picture)| (Some(index), picture));
    check_direction(model, Direction::Client, client, diagnostics);
}

/// One picture, and what can stand in it.
struct Seen<'m> {
    picture: &'m Picture,
    names: HashSet<String>,
    members: HashSet<String>,
}

fn check_direction<'m>(
    model: &'m Model,
    direction: Direction,
    pictures: impl Iterator<Item = (Option<usize>, &'m Picture)>,
    diagnostics: &mut Diagnostics,
) {
    let seen: Vec<Seen> = pictures.map(|(index, picture)| seen(model, direction, index, picture)).collect();
    for (index, own) in seen.iter().enumerate() {
        let same = |other: &&Seen| !apart(&own.picture.node, &other.picture.node, own, other);
        if let Some(other) = seen[..index].iter().find(same) {
            let message = "a frame in this picture could be one in another";
            diagnostics.push(
                Diagnostic::new(&codes::AMBIGUOUS_PICTURES, own.picture.span, message)
                    .maybe_second(other.picture.span, "the other picture")
                    .help("give each a constant, or a required key that the other lacks"),
            );
        }
    }
}

fn seen<'m>(model: &'m Model, direction: Direction, index: Option<usize>, picture: &'m Picture) -> Seen<'m> {
    let events: Vec<&Event> = match index {
        Some(index) => model.events(direction).iter().filter(|event| event.picture == index).collect(),
        // An answer carries the name of its request.
        None => model.client.iter().filter(|event| matches!(event.reply, Some(Reply::Payload(_)))).collect(),
    };
    let spreads = beside_payload(&picture.node).is_some();
    let (mut names, mut members) = (HashSet::new(), HashSet::new());
    for event in events {
        names.insert(spelled(&event.wire));
        if spreads {
            members.extend(payload_names(model, event));
        }
    }
    Seen { picture, names, members }
}

/// A name as JSON writes it, so that 1 and "1" differ.
fn spelled(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => Value::from(text.as_str()).to_string(),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    }
}

fn apart(a: &PictureNode, b: &PictureNode, of_a: &Seen, of_b: &Seen) -> bool {
    match (a, b) {
        (PictureNode::Object(a), PictureNode::Object(b)) => {
            lacks(a, b, of_b) || lacks(b, a, of_a) || a.iter().any(|member| apart_at(member, b, of_a, of_b))
        }
        (PictureNode::Constant(a), PictureNode::Constant(b)) => a != b,
        (PictureNode::Constant(value), PictureNode::Name) => !of_b.names.contains(&value.to_string()),
        (PictureNode::Name, PictureNode::Constant(value)) => !of_a.names.contains(&value.to_string()),
        (PictureNode::Name, PictureNode::Name) => of_a.names.is_disjoint(&of_b.names),
        (PictureNode::Object(_), PictureNode::Name | PictureNode::Constant(_) | PictureNode::Version)
        | (PictureNode::Name | PictureNode::Constant(_) | PictureNode::Version, PictureNode::Object(_)) => {
            true
        }
        _ => false,
    }
}

/// A member that both require, and that tells them apart.
fn apart_at(member: &PictureMember, others: &[PictureMember], of_a: &Seen, of_b: &Seen) -> bool {
    let PictureMember::Key { key, optional: false, node, .. } = member else { return false };
    others.iter().any(|other| match other {
        PictureMember::Key { key: other, optional: false, node: other_node, .. } => {
            key == other && apart(node, other_node, of_a, of_b)
        }
        _ => false,
    })
}

/// Whether `a` requires a key that `b` cannot have.
fn lacks(a: &[PictureMember], b: &[PictureMember], of_b: &Seen) -> bool {
    let name_key = b.contains(&PictureMember::NameKey);
    let has = |key: &str| {
        let declared =
            b.iter().any(|member| matches!(member, PictureMember::Key { key: other, .. } if other == key));
        let named = name_key && of_b.names.contains(&Value::from(key).to_string());
        declared || named || of_b.members.contains(key)
    };
    a.iter().any(|member| match member {
        PictureMember::Key { key, optional: false, .. } => !has(key),
        _ => false,
    })
}
