//! Events: the keys that other nodes do not have.

use super::keys;
use super::node::{self, Read};
use super::place::Place;
use super::{Context, Event, Reply, Sticky, language, scalar, tauri, versions};
use crate::model::{Audience, Delivery};
use crate::yaml::{Entry, Kind, Node, Style};

pub fn read_all(cx: &mut Context, node: &Node, what: &str, place: Place) -> Vec<Event> {
    let entries = keys::entries(cx, node, what).unwrap_or_default();
    entries.iter().filter_map(|entry| read(cx, entry, place)).collect()
}

fn read(cx: &mut Context, entry: &Entry, place: Place) -> Option<Event> {
    let key = scalar::key(cx, &entry.key)?;
    let Read { node, keys, .. } = node::read(cx, &entry.value, place);
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
        tauri: keys.get("tauri").map(|node| tauri::of_event(cx, node)).unwrap_or_default(),
        versions: versions::read(cx, &keys),
        key,
        node,
    })
}

fn audience(cx: &mut Context, node: &Node) -> Option<Audience> {
    let meanings = [Audience::Broadcast, Audience::Targeted];
    scalar::choice(cx, node, "`audience`", &language::AUDIENCES, meanings)
}

fn delivery(cx: &mut Context, node: &Node) -> Option<Delivery> {
    let meanings = [Delivery::Ordered, Delivery::Volatile, Delivery::Critical];
    scalar::choice(cx, node, "`delivery`", &language::DELIVERIES, meanings)
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
