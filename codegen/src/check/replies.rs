//! Replies: who may ask, and how an answer finds its question.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{self, File};
use crate::model::{Direction, Event, Model, Reply};
use crate::resolve::at_path;

pub fn check_replies(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    check_requirements(model, files, diagnostics);
    if let Some(path) = &model.wire.correlation {
        check_request_ids(model, path, files, diagnostics);
    }
}

/// Both the question and the answer have the request id in their pictures.
fn check_request_ids(model: &Model, path: &[String], files: &[File], diagnostics: &mut Diagnostics) {
    let has_id = |direction, event: &Event| {
        let picture = model.frames(direction).pictures.get(event.picture);
        picture.is_some_and(|picture| at_path(&picture.node, path).is_some())
    };
    for (question, (_, written)) in model.client.iter().zip(manifest::events(files, Direction::Client)) {
        let (Some(Reply::Event(answer)), Some(reply)) = (&question.reply, &written.reply) else { continue };
        let answer = &model.server[*answer];
        if !has_id(Direction::Client, question) || !has_id(Direction::Server, answer) {
            let message = format!("the pictures of both events need the request id `{}`", path.join("."));
            diagnostics.push(
                Diagnostic::new(&codes::REPLY, reply_span(reply), message).second(answer.span, "the answer"),
            );
        }
    }
}

fn check_requirements(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    for (_, event) in manifest::events(files, Direction::Server) {
        if let Some(reply) = &event.reply {
            let message = "only client events are answered";
            diagnostics.push(Diagnostic::new(&codes::REPLY, reply_span(reply), message));
        }
    }
    let written = files.iter().find_map(|file| file.wire.as_ref());
    let asked_for = written.is_some_and(|wire| wire.correlation.is_some());
    for (_, event) in manifest::events(files, Direction::Client) {
        let Some(reply) = &event.reply else { continue };
        let missing = match reply {
            manifest::Reply::Event(_) if !asked_for => "an answer finds its question by `wire.correlation`",
            manifest::Reply::Payload(_) if model.wire.reply.is_none() => {
                "a payload of its own needs `wire.reply`"
            }
            _ => continue,
        };
        diagnostics.push(Diagnostic::new(&codes::REPLY, reply_span(reply), missing).help(
            "for example `wire: { frame: { id?: string, type: <name>, ...<payload> }, correlation: id }`",
        ));
    }
}

fn reply_span(reply: &manifest::Reply) -> crate::source::Span {
    match reply {
        manifest::Reply::Event(name) => name.span,
        manifest::Reply::Payload(node) => node.span,
    }
}
