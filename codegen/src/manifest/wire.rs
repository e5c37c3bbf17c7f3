//! `wire`.

use super::keys::{self, Keys};
use super::{Context, ErrorAnswer, Heartbeat, Picture, Text, Wire, language, picture, scalar};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Int64;
use crate::yaml::{Kind, Node};

pub fn read(cx: &mut Context, node: &Node) -> Option<Wire> {
    let keys = keys::section(cx, node, &language::WIRE)?;
    let mut read = |key: &str| keys.get(key).map(|node| picture::read(cx, node));
    let (frame, server, client, reply) = (read("frame"), read("server"), read("client"), read("reply"));
    refuse_both(cx, &keys);
    Some(Wire {
        frame,
        server,
        client,
        reply,
        frames: keys.get("frames").map(|node| frames(cx, node)).unwrap_or_default(),
        error: keys.get("error").and_then(|node| error(cx, node)),
        correlation: keys.get("correlation").and_then(|node| scalar::text(cx, node, "`correlation`")),
        heartbeat: keys.get("heartbeat").and_then(|node| heartbeat(cx, node)),
        int64: keys.get("int64").and_then(|node| int64(cx, node)).unwrap_or_default(),
    })
}

fn refuse_both(cx: &mut Context, keys: &Keys) {
    let (Some(frame), Some(server), Some(_)) = (keys.key("frame"), keys.key("server"), keys.key("client"))
    else {
        return;
    };
    let message = "`frame` is for both directions, and each has its own here";
    cx.diagnostics.push(
        Diagnostic::new(&codes::TWO_SHAPES, frame.span, message).second(server.span, "instead of `frame`"),
    );
}

fn frames(cx: &mut Context, node: &Node) -> Vec<(Text, Picture)> {
    let entries = keys::entries(cx, node, "`frames`").unwrap_or_default();
    let read =
        |entry: &crate::yaml::Entry| Some((scalar::key(cx, &entry.key)?, picture::read(cx, &entry.value)));
    entries.iter().filter_map(read).collect()
}

fn error(cx: &mut Context, node: &Node) -> Option<ErrorAnswer> {
    match &node.kind {
        Kind::Mapping { .. } => Some(ErrorAnswer::Picture(picture::read(cx, node))),
        _ => scalar::text(cx, node, "`error`").map(ErrorAnswer::Event),
    }
}

fn heartbeat(cx: &mut Context, node: &Node) -> Option<Heartbeat> {
    let keys = keys::section(cx, node, &language::HEARTBEAT)?;
    let mut event = |key: &str| match keys.get(key) {
        Some(node) => scalar::text(cx, node, &format!("`{key}`")),
        None => {
            let message = format!("`heartbeat` needs `{key}`, the name of an event");
            cx.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, keys.span, message));
            None
        }
    };
    let (send, expect) = (event("send"), event("expect"));
    Some(Heartbeat { send: send?, expect: expect? })
}

fn int64(cx: &mut Context, node: &Node) -> Option<Int64> {
    scalar::choice(cx, node, "`int64`", &language::INT64, [Int64::Number, Int64::String])
}
