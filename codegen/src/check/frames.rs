//! Payloads in the pictures of their events.

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{
    Direction, Event, Holds, Model, Payload, Picture, PictureMember, PictureNode, Shape, Type, WireName,
};
use crate::source::Span;

use super::spread::{has_members, type_names};

/// The payloads of events and replies in their pictures, and those of variants in the pictures of their unions.
pub fn check_payloads(model: &Model, diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        for held in model.pictures(direction) {
            let carried =
                |event: &&Event| matches!(held.holds, Holds::Events(index) if event.picture == index);
            let events = model.events(direction).iter().filter(carried);
            let mut carried: Vec<Carried> = events.flat_map(Carried::of_event).collect();
            if held.holds == Holds::Replies {
                let replies = model.replies();
                carried.extend(
                    replies.map(|(event, payload)| {
                        Carried::new(&event.wire, &event.meta.was, payload, event.span)
                    }),
                );
            }
            check_picture(model, held.picture, &carried, diagnostics);
        }
    }
    for def in &model.types {
        let Shape::Union(union) = &def.shape else { continue };
        let variants = union.variants.iter();
        let carried = variants
            .map(|variant| Carried::new(&variant.wire, &variant.meta.was, &variant.payload, variant.span));
        check_picture(model, &union.picture, &carried.collect::<Vec<_>>(), diagnostics);
    }
}

/// What travels in a picture.
struct Carried<'m> {
    /// Its name and its old names; none for an older version, which is called as the newest is.
    names: Option<(&'m WireName, &'m [String])>,
    payload: &'m Payload,
    span: Span,
}

impl<'m> Carried<'m> {
    fn new(wire: &'m WireName, was: &'m [String], payload: &'m Payload, span: Span) -> Self {
        Carried { names: Some((wire, was)), payload, span }
    }

    /// What an event carries, and what its older versions did.
    fn of_event(event: &'m Event) -> impl Iterator<Item = Carried<'m>> {
        let newest = Carried::new(&event.wire, &event.meta.was, &event.payload, event.span);
        let older = event.versions.iter();
        let older = older.map(|older| Carried { names: None, payload: &older.payload, span: older.span });
        std::iter::once(newest).chain(older)
    }
}

fn check_picture(model: &Model, picture: &Picture, carried: &[Carried], diagnostics: &mut Diagnostics) {
    let beside = beside_payload(&picture.node);
    let beside_name = beside_key(&picture.node, &PictureMember::NameKey);
    let is_key = picture.has_name_key() || picture.is_channel();
    for carried in carried {
        if let Some(keys) = &beside {
            check_payload(model, carried, keys, picture.span, diagnostics);
        }
        let Some((wire, was)) = carried.names.filter(|_| is_key) else { continue };
        let WireName::Text(name) = wire else {
            let message = "the picture has the name as a key, and this one is no text";
            diagnostics.push(
                Diagnostic::new(&codes::PICTURE, carried.span, message)
                    .maybe_second(picture.span, "the picture"),
            );
            continue;
        };
        let keys = beside_name.as_deref().unwrap_or_default();
        let mut names = std::iter::once(name).chain(was);
        if let Some(name) = names.find(|name| keys.contains(&name.as_str())) {
            name_taken(name, carried.span, picture.span, diagnostics);
        }
    }
}

fn name_taken(name: &str, span: Span, picture: Span, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` is a member of the frame, and cannot be a name there", shown(name));
    diagnostics.push(
        Diagnostic::new(&codes::MEMBER_TAKEN, span, message)
            .maybe_second(picture, "the picture")
            .help("give the name a member of its own in the picture: `{ type: <name>, data: <payload> }`"),
    );
}

/// An event inside another is a frame: with a name, and without what must stand beside it.
pub fn check_events_inside(model: &Model, diagnostics: &mut Diagnostics) {
    let [server, client] =
        [Direction::Server, Direction::Client].map(|direction| no_event_inside(model, direction));
    let mut check = |ty: &Type, span: Span| {
        let why = match ty {
            Type::Event(Direction::Server) => &server,
            Type::Event(Direction::Client) => &client,
            _ => return,
        };
        if let Some(message) = why {
            diagnostics
                .push(Diagnostic::new(&codes::PICTURE, span, message.as_str()).help(
                    "give the direction pictures with `<name>` and without members that must be there",
                ));
        }
    };
    super::walk::each_type(model, &mut |ty, span| super::walk::inside(ty, &mut |ty| check(ty, span)));
}

/// Why no event of a direction can stand inside another.
fn no_event_inside(model: &Model, direction: Direction) -> Option<String> {
    let pictures = &model.frames(direction).pictures;
    if pictures.iter().any(Picture::is_channel) {
        return Some("an event that travels without its name cannot stand inside another".to_owned());
    }
    let path = pictures.iter().flat_map(Picture::required).next()?;
    Some(format!("nothing says what an event inside another has as its `{}`", shown(&path.join("."))))
}

/// The keys beside `...<payload>`, if the picture spreads it.
pub fn beside_payload(node: &PictureNode) -> Option<Vec<&str>> {
    beside_key(node, &PictureMember::SpreadPayload)
}

/// The keys beside a member that has none of its own, if the picture has it.
fn beside_key<'p>(node: &'p PictureNode, own: &PictureMember) -> Option<Vec<&'p str>> {
    let PictureNode::Object(members) = node else { return None };
    if members.contains(own) {
        let keys = members.iter().filter_map(|member| match member {
            PictureMember::Key { key, .. } => Some(key.as_str()),
            _ => None,
        });
        return Some(keys.collect());
    }
    members.iter().find_map(|member| match member {
        PictureMember::Key { node, .. } => beside_key(node, own),
        _ => None,
    })
}

fn check_payload(
    model: &Model,
    carried: &Carried,
    keys: &[&str],
    picture: Span,
    diagnostics: &mut Diagnostics,
) {
    match carried.payload {
        Payload::Unit => {}
        Payload::Struct(members) => {
            for field in &members.fields {
                let own = std::iter::once(&field.wire).chain(&field.meta.was);
                if let Some(name) = own.filter(|_| !field.spread).find(|name| keys.contains(&name.as_str())) {
                    taken(name, field.span, picture, diagnostics);
                } else if field.spread {
                    let names = type_names(model, &field.ty);
                    check_names(&names, keys, field.span, picture, diagnostics);
                }
            }
        }
        Payload::Type(ty) if !has_members(model, ty) => {
            let message = "the picture spreads the payload, and this one is no object";
            diagnostics.push(
                Diagnostic::new(&codes::SPREAD_PAYLOAD, carried.span, message)
                    .maybe_second(picture, "the picture")
                    .help("give it `fields`, or a picture that has the payload under a key: `frame: { type: <name>, data: <payload> }`"),
            );
        }
        Payload::Type(ty) => {
            let names = type_names(model, ty);
            check_names(&names, keys, carried.span, picture, diagnostics);
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
        Diagnostic::new(&codes::MEMBER_TAKEN, span, message).maybe_second(picture, "the picture").help(
            "call it otherwise, or put the payload under a key: `frame: { type: <name>, data: <payload> }`",
        ),
    );
}
