//! Events: the keys that other nodes do not have.

use super::keys::{self, Keys};
use super::node::{self, Read};
use super::place::Place;
use super::{Context, Event, Later, Reply, Sticky, Text, scalar};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Audience, Delivery};
use crate::yaml::{Entry, Kind, Node, Style};

pub fn read_all(cx: &mut Context, node: &Node, what: &str, place: Place) -> Vec<Event> {
    let entries = keys::entries(cx, node, what).unwrap_or_default();
    entries.iter().filter_map(|entry| read(cx, entry, place)).collect()
}

fn read(cx: &mut Context, entry: &Entry, place: Place) -> Option<Event> {
    let key = scalar::key(cx, &entry.key)?;
    let Read { mut node, keys, .. } = node::read(cx, &entry.value, place);
    later(cx, &keys, &mut node.later);
    Some(Event {
        category: keys
            .get("category")
            .and_then(|node| scalar::text(cx, node, "`category`"))
            .map(|text| text.text),
        audience: keys.get("audience").and_then(|node| audience(cx, node)).unwrap_or_default(),
        idempotent: keys.get("idempotent").and_then(|node| scalar::boolean(cx, node, "`idempotent`"))
            == Some(true),
        delivery: keys.get("delivery").and_then(|node| delivery(cx, node)).unwrap_or_default(),
        sticky: keys.get("sticky").map_or(Sticky::No, |node| sticky(cx, node)),
        examples: keys.get("examples").map(|node| examples(cx, node)).unwrap_or_default(),
        reply: keys.get("reply").and_then(|node| reply(cx, node)),
        key,
        node,
    })
}

fn audience(cx: &mut Context, node: &Node) -> Option<Audience> {
    let choices = [("broadcast", Audience::Broadcast), ("targeted", Audience::Targeted)];
    scalar::choice(cx, node, "`audience`", &choices)
}

fn delivery(cx: &mut Context, node: &Node) -> Option<Delivery> {
    let choices =
        [("ordered", Delivery::Ordered), ("volatile", Delivery::Volatile), ("critical", Delivery::Critical)];
    scalar::choice(cx, node, "`delivery`", &choices)
}

fn sticky(cx: &mut Context, node: &Node) -> Sticky {
    match node.scalar() {
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "true" => Sticky::Last,
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "false" => Sticky::No,
        _ => scalar::text(cx, node, "`sticky`").map_or(Sticky::No, Sticky::Per),
    }
}

fn examples(cx: &mut Context, node: &Node) -> Vec<Node> {
    match &node.kind {
        Kind::Sequence { items, .. } => items.clone(),
        _ => {
            scalar::wrong_kind(cx, node, "`examples`, a list of payloads,");
            Vec::new()
        }
    }
}

fn reply(cx: &mut Context, node: &Node) -> Option<Reply> {
    match &node.kind {
        Kind::Mapping { .. } => Some(Reply::Payload(Box::new(node::read(cx, node, Place::Reply).node))),
        _ => scalar::text(cx, node, "`reply`").map(Reply::Event),
    }
}

fn later(cx: &mut Context, keys: &Keys, later: &mut Vec<Later>) {
    versions(cx, keys, later);
    if let (Some(node), Some(key)) = (keys.get("tauri"), keys.key("tauri")) {
        if scalar::boolean_or_text(node) {
            later.push(Later { what: "`tauri` on an event", span: key.span });
        } else {
            scalar::wrong_kind(cx, node, "`tauri` on an event");
        }
    }
}

fn versions(cx: &mut Context, keys: &Keys, later: &mut Vec<Later>) {
    let version = keys.get("version").map(|node| version(cx, node));
    if let Some(node) = keys.get("versions") {
        let newest = version.flatten().unwrap_or(1);
        for entry in keys::entries(cx, node, "`versions`").unwrap_or_default() {
            older_version(cx, entry, newest);
        }
    }
    if let Some(key) = keys.key("version").or(keys.key("versions")) {
        later.push(Later { what: "a version", span: key.span });
    }
}

fn version(cx: &mut Context, node: &Node) -> Option<i128> {
    let version = scalar::integer(node).filter(|version| (1..=1_000_000).contains(version));
    if version.is_none() {
        let message = "a version is an integer from 1 on";
        cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
    }
    version
}

fn older_version(cx: &mut Context, entry: &Entry, newest: i128) {
    let number = entry.key.text.strip_prefix('v').and_then(scalar::parse_integer);
    if !number.is_some_and(|number| (1..newest).contains(&number)) {
        let message = format!("an older version is `v1` to `v{}` here", newest - 1);
        let message = if newest == 1 { "there is no version before the first".to_owned() } else { message };
        cx.diagnostics.push(Diagnostic::new(&codes::VERSIONS, entry.key.span, message));
    }
    let read = node::read(cx, &entry.value, Place::Version);
    if let Some(by_hand) = read.keys.get("by_hand") {
        let _: Vec<Text> = scalar::text_or_list(cx, by_hand, "`by_hand`");
    }
}
