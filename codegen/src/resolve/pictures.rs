//! Pictures of frames.

use super::{Context, Owner, names, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::manifest::{self, ExprKind, Member, PictureKind, Text};
use crate::model::{Picture, PictureMember, PictureNode, Scope};
use crate::name::Name;
use crate::source::Span;

/// `{ type: <name>, ...<payload> }`
pub fn internal(span: Span) -> Picture {
    let tag = PictureMember::Key {
        key: "type".to_owned(),
        name: names::word("type"),
        optional: false,
        node: PictureNode::Name,
    };
    Picture {
        name: None,
        node: PictureNode::Object(vec![tag, PictureMember::SpreadPayload]),
        absent: Vec::new(),
        span,
    }
}

/// The picture of an event: with a name (unless it is the bare payload) and a payload.
pub fn event(cx: &mut Context, picture: &manifest::Picture, name: Option<&Text>) -> Picture {
    let mut holes = Holes::default();
    count(picture, &mut holes);
    let channel = matches!(picture.kind, PictureKind::Payload { .. });
    let refused = match (holes.names.len(), holes.payloads.len()) {
        (0, 1) if channel => None,
        (_, 0) => Some("a picture of events needs `<payload>`"),
        (_, 2..) => Some("`<payload>` stands once in a picture"),
        (0, _) => Some("a picture of events needs `<name>`, unless it is `<payload>` alone"),
        (1, _) => None,
        _ => Some("`<name>` stands once in a picture"),
    };
    if let Some(message) = refused {
        refuse(cx, picture, &holes, message);
    } else if let (Some(name), Some(payload)) = (holes.names.first(), holes.payloads.first())
        && payload.start < name.start
    {
        cx.diagnostics.push(
            Diagnostic::new(&codes::LATE_NAME, *payload, "the payload stands before the name")
                .second(*name, "the name")
                .help("put the name first: frames are then decoded in one pass"),
        );
    }
    lower(cx, picture, name, &holes)
}

/// The picture of an answer: without the name of its request nobody could tell what the payload is.
pub fn reply(cx: &mut Context, picture: &manifest::Picture) -> Picture {
    let mut holes = Holes::default();
    count(picture, &mut holes);
    if holes.names.len() != 1 || holes.payloads.len() != 1 {
        let message = "`<name>` (of the request) and `<payload>` stand once in the picture of a reply";
        refuse(cx, picture, &holes, message);
    }
    lower(cx, picture, None, &holes)
}

/// The picture of a tagged union's variants, which have nothing beside them.
pub fn union(cx: &mut Context, picture: &manifest::Picture) -> Picture {
    let lowered = event(cx, picture, None);
    let refused = if lowered.is_channel() {
        Some("the picture of a union needs `<name>`: nothing else tells its variants apart")
    } else if lowered.node.any(&|node| matches!(node, PictureNode::Value { .. })) {
        Some("a union has no place for a member beside its variants: give it to their fields")
    } else if lowered.has_version() {
        Some("the variants of a union have no versions")
    } else {
        None
    };
    if let Some(message) = refused {
        refuse(cx, picture, &Holes::default(), message);
    }
    lowered
}

/// The picture of an error, which has no holes.
pub fn error(cx: &mut Context, picture: &manifest::Picture) -> Picture {
    let mut holes = Holes::default();
    count(picture, &mut holes);
    if !holes.names.is_empty() || !holes.payloads.is_empty() || !holes.versions.is_empty() {
        refuse(cx, picture, &holes, "the picture of an error has no holes");
    }
    lower(cx, picture, None, &Holes::default())
}

/// What was written for a hole and is none was refused where it stands.
fn refuse(cx: &mut Context, picture: &manifest::Picture, holes: &Holes, message: &str) {
    cx.refused_pictures.insert(picture.span);
    if holes.invalid {
        return;
    }
    let again = [&holes.names, &holes.payloads].into_iter().find_map(|places| match places[..] {
        [first, again, ..] => Some((first, again)),
        _ => None,
    });
    let diagnostic = match again {
        Some((first, again)) => Diagnostic::new(&codes::PICTURE, again, message).second(first, "here too"),
        None => Diagnostic::new(&codes::PICTURE, picture.span, message),
    };
    cx.diagnostics.push(diagnostic);
}

#[derive(Default)]
struct Holes {
    names: Vec<Span>,
    payloads: Vec<Span>,
    versions: Vec<Span>,
    /// Something stands there that was refused already.
    invalid: bool,
}

fn count(picture: &manifest::Picture, holes: &mut Holes) {
    match &picture.kind {
        PictureKind::Name => holes.names.push(picture.span),
        PictureKind::Payload { .. } => holes.payloads.push(picture.span),
        PictureKind::Version => holes.versions.push(picture.span),
        PictureKind::Value(expr) => holes.invalid |= matches!(expr.kind, ExprKind::Invalid),
        PictureKind::Constant(_) => {}
        PictureKind::Object(members) => members.iter().for_each(|member| match member {
            Member::Key { value, .. } => count(value, holes),
            Member::SpreadPayload(span) => holes.payloads.push(*span),
            Member::NameKey(span) => {
                holes.names.push(*span);
                holes.payloads.push(*span);
            }
        }),
    }
}

fn lower(cx: &mut Context, picture: &manifest::Picture, name: Option<&Text>, holes: &Holes) -> Picture {
    if let [first, again, ..] = holes.versions[..] {
        let message = "`<version>` stands at most once in a picture";
        cx.refused_pictures.insert(picture.span);
        cx.diagnostics.push(Diagnostic::new(&codes::PICTURE, again, message).second(first, "here too"));
    }
    refuse_optional_name(cx, picture, false);
    let node = node(cx, picture, &names::word("frame"));
    Picture { name: name.map(|name| name.text.clone()), node, absent: Vec::new(), span: picture.span }
}

/// The most members that an object of a picture may have: readers keep a bit for each.
const MOST_MEMBERS: usize = 48;

/// The name is always there, and an object has no more members than readers can keep count of.
fn refuse_optional_name(cx: &mut Context, picture: &manifest::Picture, optional: bool) {
    let PictureKind::Object(members) = &picture.kind else {
        if optional && matches!(picture.kind, PictureKind::Name) {
            let message = "the name of an event is always there";
            cx.diagnostics.push(
                Diagnostic::new(&codes::PICTURE, picture.span, message).help("leave the `?` out of the key"),
            );
        }
        return;
    };
    if members.len() > MOST_MEMBERS {
        let message = format!("an object of a picture has at most {MOST_MEMBERS} members");
        cx.diagnostics.push(Diagnostic::new(&codes::PICTURE, picture.span, message));
    }
    for member in members {
        match member {
            Member::Key { optional: own, value, .. } => refuse_optional_name(cx, value, optional || *own),
            Member::NameKey(span) if optional => {
                let message = "the name of an event is always there";
                cx.diagnostics.push(
                    Diagnostic::new(&codes::PICTURE, *span, message)
                        .help("leave the `?` out of the key that leads here"),
                );
            }
            Member::NameKey(_) | Member::SpreadPayload(_) => {}
        }
    }
}

/// `owner` is what a shape in place is named after.
fn node(cx: &mut Context, picture: &manifest::Picture, owner: &Name) -> PictureNode {
    match &picture.kind {
        PictureKind::Object(members) => {
            PictureNode::Object(members.iter().map(|member| self::member(cx, member, owner)).collect())
        }
        PictureKind::Name => PictureNode::Name,
        PictureKind::Payload { nullable } => PictureNode::Payload { nullable: *nullable },
        PictureKind::Version => PictureNode::Version,
        PictureKind::Constant(value) => PictureNode::Constant(value.clone()),
        PictureKind::Value(expr) => {
            let owner = Owner { name: owner.clone(), scope: Scope::Types, span: picture.span };
            let (ty, nullable) = types::nullable(cx, expr, &owner);
            PictureNode::Value { ty, nullable }
        }
    }
}

fn member(cx: &mut Context, member: &Member, owner: &Name) -> PictureMember {
    match member {
        Member::NameKey(_) => PictureMember::NameKey,
        Member::SpreadPayload(_) => PictureMember::SpreadPayload,
        Member::Key { key, optional, value } => {
            let name = match value.kind {
                PictureKind::Value(_) => names::code_name(cx, key),
                _ => Name::derive(&key.text).unwrap_or_else(|| names::placeholder(key.span)),
            };
            let inner = owner.join(&name);
            PictureMember::Key {
                key: key.text.clone(),
                name,
                optional: *optional,
                node: node(cx, value, &inner),
            }
        }
    }
}
