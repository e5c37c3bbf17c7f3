//! Payloads in the pictures of their events.

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{Direction, Event, Model, Payload, PictureMember, PictureNode};
use crate::source::Span;

use super::spread::{has_members, member_names, struct_names};

pub fn check_payloads(model: &Model, diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        let pictures = &model.frames(direction).pictures;
        let beside: Vec<_> = pictures.iter().map(|picture| beside_payload(&picture.node)).collect();
        for event in model.events(direction) {
            let picture = &pictures[event.picture];
            if let Some(keys) = &beside[event.picture] {
                check_event(model, event, keys, picture.span, diagnostics);
            }
        }
    }
}

/// The keys beside `...<payload>`, if the picture spreads it.
pub fn beside_payload(node: &PictureNode) -> Option<Vec<&str>> {
    let PictureNode::Object(members) = node else { return None };
    if members.contains(&PictureMember::SpreadPayload) {
        let keys = members.iter().filter_map(|member| match member {
            PictureMember::Key { key, .. } => Some(key.as_str()),
            _ => None,
        });
        return Some(keys.collect());
    }
    members.iter().find_map(|member| match member {
        PictureMember::Key { node, .. } => beside_payload(node),
        _ => None,
    })
}

fn check_event(model: &Model, event: &Event, keys: &[&str], picture: Span, diagnostics: &mut Diagnostics) {
    match &event.payload {
        Payload::Unit => {}
        Payload::Struct(members) => {
            for field in &members.fields {
                let own = std::iter::once(&field.wire).chain(&field.meta.was);
                if let Some(name) = own.filter(|_| !field.spread).find(|name| keys.contains(&name.as_str())) {
                    taken(name, field.span, picture, diagnostics);
                } else if field.spread {
                    let names = member_names(model, &field.ty);
                    check_names(&names, keys, field.span, picture, diagnostics);
                }
            }
        }
        Payload::Type(ty) if !has_members(model, ty) => {
            let message = "the picture spreads the payload, and this one is no object";
            diagnostics.push(
                Diagnostic::new(&codes::SPREAD_PAYLOAD, event.span, message)
                    .maybe_second(picture, "the picture")
                    .help("give it `fields`, or a picture with `data: <payload>`"),
            );
        }
        Payload::Type(ty) => {
            let names = member_names(model, ty);
            check_names(&names, keys, event.span, picture, diagnostics);
        }
    }
}

fn check_names(names: &[String], keys: &[&str], span: Span, picture: Span, diagnostics: &mut Diagnostics) {
    for name in names.iter().filter(|name| keys.contains(&name.as_str())) {
        taken(name, span, picture, diagnostics);
    }
}

fn taken(name: &str, span: Span, picture: Span, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` is a member of the frame already", shown(name));
    diagnostics.push(
        Diagnostic::new(&codes::MEMBER_TAKEN, span, message)
            .maybe_second(picture, "the picture")
            .help("call it otherwise, or put the payload under a key of its own: `data: <payload>`"),
    );
}

/// The keys that the payload of an event declares.
pub fn payload_names(model: &Model, event: &Event) -> Vec<String> {
    match &event.payload {
        Payload::Unit => Vec::new(),
        Payload::Struct(members) => struct_names(model, members),
        Payload::Type(ty) => member_names(model, ty),
    }
}
