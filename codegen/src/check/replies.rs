//! Replies: who may ask, and how an answer finds its question.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{self, File};
use crate::model::{Direction, Model};

pub fn check_replies(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
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
