//! `wire`: pictures, answers, and the keep-alive.

use super::events::{self, Directions};
use super::{Context, beside, carried_version, pictures};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::manifest::{self, File, Frame, Text};
use crate::model::{
    Direction, ErrorAnswer, Frames, Heartbeat, Payload, Picture, PictureMember, PictureNode, Type, Wire,
};
use crate::source::Span;

/// More pictures than this are not compared.
const MOST_PICTURES: usize = 256;

/// The pictures that events choose from.
pub struct FrameSet {
    pub server: Frames,
    pub client: Frames,
    named: Vec<Picture>,
}

pub fn frames(cx: &mut Context, files: &[File]) -> FrameSet {
    let wire = files.iter().find_map(|file| file.wire.as_ref());
    let both = wire.and_then(|wire| wire.frame.as_ref()).map(|picture| pictures::event(cx, picture, None));
    let both = both.unwrap_or_else(|| pictures::internal(Span::default()));
    let mut own = |picture: Option<&manifest::Picture>| {
        let picture = picture.map(|picture| pictures::event(cx, picture, None));
        Frames { pictures: vec![picture.unwrap_or_else(|| both.clone())], beside: Vec::new() }
    };
    let server = own(wire.and_then(|wire| wire.server.as_ref()));
    let client = own(wire.and_then(|wire| wire.client.as_ref()));
    let named = wire.map(|wire| wire.frames.as_slice()).unwrap_or_default();
    let named = named.iter().map(|(name, picture)| pictures::event(cx, picture, Some(name))).collect();
    FrameSet { server, client, named }
}

impl FrameSet {
    /// The index of the picture that an event asks for.
    pub fn choose(&mut self, cx: &mut Context, direction: Direction, frame: Option<&Frame>) -> usize {
        let picture = match frame {
            None => return 0,
            Some(Frame::Picture(picture)) => pictures::event(cx, picture, None),
            Some(Frame::Named(name)) => match self.find(cx, name) {
                Some(picture) => picture,
                None => return 0,
            },
        };
        let frames = match direction {
            Direction::Server => &mut self.server.pictures,
            Direction::Client => &mut self.client.pictures,
        };
        match frames.iter().position(|known| known.node == picture.node) {
            Some(index) => index,
            None if frames.len() == MOST_PICTURES => {
                let message = format!("a direction has at most {MOST_PICTURES} pictures");
                cx.diagnostics.push(Diagnostic::new(&codes::AMBIGUOUS_PICTURES, picture.span, message));
                0
            }
            None => {
                frames.push(picture);
                frames.len() - 1
            }
        }
    }

    fn find(&self, cx: &mut Context, name: &Text) -> Option<Picture> {
        let found = self.named.iter().find(|picture| picture.name.as_deref() == Some(&name.text));
        if found.is_none() {
            let known = self.named.iter().filter_map(|picture| picture.name.as_deref());
            let help = cx.diagnostics.did_you_mean(&name.text, known);
            let help = help.unwrap_or_else(|| "pictures are named under `wire.frames`".to_owned());
            let message = format!("there is no frame `{}`", shown(&name.text));
            cx.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_FRAME, name.span, message).help(help));
        }
        found.cloned()
    }
}

pub fn lower(cx: &mut Context, files: &[File], directions: &mut Directions) -> Wire {
    events::find_replies(cx, files, directions);
    let empty = manifest::Wire::default();
    let wire = files.iter().find_map(|file| file.wire.as_ref()).unwrap_or(&empty);
    let correlation = wire.correlation.as_ref().and_then(|path| correlation(cx, path, directions));
    let reply = wire.reply.as_ref().map(|picture| pictures::reply(cx, picture));
    let error = wire.error.as_ref().and_then(|error| error_answer(cx, error, directions));
    let (mut server, mut client) = (directions.server_frames.clone(), directions.client_frames.clone());
    let written = |direction| manifest::events(files, direction).map(|(_, event)| event);
    carried_version::tell(cx, &directions.server, written(Direction::Server), &mut server.pictures);
    carried_version::tell(cx, &directions.client, written(Direction::Client), &mut client.pictures);
    let refusal = match &error {
        Some(ErrorAnswer::Picture(picture)) => Some(picture),
        _ => None,
    };
    server.beside = beside::collect(cx, &server.pictures.iter().chain(&reply).collect::<Vec<_>>(), refusal);
    client.beside = beside::collect(cx, &client.pictures.iter().collect::<Vec<_>>(), None);
    Wire {
        server,
        client,
        reply,
        error,
        correlation,
        heartbeat: wire.heartbeat.as_ref().and_then(|heartbeat| self::heartbeat(cx, heartbeat, directions)),
        int64: wire.int64,
    }
}

fn error_answer(
    cx: &mut Context,
    error: &manifest::ErrorAnswer,
    directions: &Directions,
) -> Option<ErrorAnswer> {
    let name = match error {
        manifest::ErrorAnswer::Picture(picture) => {
            return Some(ErrorAnswer::Picture(pictures::error(cx, picture)));
        }
        manifest::ErrorAnswer::Event(name) => name,
    };
    events::find(cx, &events::by_wire_name(&directions.server), name, "server").map(ErrorAnswer::Event)
}

fn heartbeat(
    cx: &mut Context,
    heartbeat: &manifest::Heartbeat,
    directions: &Directions,
) -> Option<Heartbeat> {
    let send = events::find(cx, &events::by_wire_name(&directions.client), &heartbeat.send, "client");
    let expect = events::find(cx, &events::by_wire_name(&directions.server), &heartbeat.expect, "server");
    let (send, expect) = (send?, expect?);
    if directions.client[send].payload != Payload::Unit {
        let message = "a heartbeat is sent without payload, and this event carries one";
        cx.diagnostics.push(
            Diagnostic::new(&codes::HEARTBEAT, heartbeat.send.span, message)
                .second(directions.client[send].span, "the event"),
        );
    }
    Some(Heartbeat { send, expect })
}

fn correlation(cx: &mut Context, path: &Text, directions: &Directions) -> Option<Vec<String>> {
    if !cx.refused_pictures.is_empty() {
        return None;
    }
    let keys: Vec<String> = path.text.split('.').map(str::to_owned).collect();
    let pictures = directions.server_frames.pictures.iter().chain(&directions.client_frames.pictures);
    let found: Vec<_> = pictures.filter_map(|picture| at_path(&picture.node, &keys)).collect();
    let message = if found.is_empty() {
        "no picture has a member at this path"
    } else if found.iter().any(|node| !is_scalar(cx, node)) {
        "a request id is a string, an integer or a uuid"
    } else if found.windows(2).any(|two| two[0] != two[1]) {
        "the pictures have request ids of different types"
    } else {
        return Some(keys);
    };
    cx.diagnostics.push(
        Diagnostic::new(&codes::CORRELATION, path.span, message)
            .help("add the member to the picture: `frame: { id?: string, type: <name>, ...<payload> }`"),
    );
    None
}

fn is_scalar(cx: &Context, node: &PictureNode) -> bool {
    let scalar = |ty: &Type| matches!(ty, Type::String | Type::Uuid | Type::Int(_) | Type::Json);
    match node {
        PictureNode::Value { ty, .. } => match super::behind(&cx.types, ty) {
            Type::Text(inner) => scalar(super::behind(&cx.types, inner)),
            ty => scalar(ty),
        },
        _ => false,
    }
}

/// What a picture has at a path of keys.
pub fn at_path<'p>(node: &'p PictureNode, path: &[String]) -> Option<&'p PictureNode> {
    let Some((first, rest)) = path.split_first() else { return Some(node) };
    let PictureNode::Object(members) = node else { return None };
    members.iter().find_map(|member| match member {
        PictureMember::Key { key, node, .. } if key == first => at_path(node, rest),
        _ => None,
    })
}
