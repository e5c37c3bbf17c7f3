//! The top level of a file.

use super::keys::{self, Keys};
use super::place::Place;
use super::{Context, Declared, File, Reserved, Text};
use super::{approvals, event, flow, language, meta, node, outputs, scalar, tauri, wire};
use crate::diagnostic::{Diagnostic, codes};
use crate::yaml::{Kind, Node};

pub fn read(cx: &mut Context, node: &Node) -> File {
    let Some(keys) = keys::section(cx, node, &language::MANIFEST) else {
        return File::default();
    };
    language_version(cx, &keys);
    refuse_first_only(cx, &keys);
    for section in ["types", "server", "client", "desktop"].into_iter().filter_map(|key| keys.get(key)) {
        flow::warn(cx, section, 0);
    }
    let mut events = |key: &str, place| {
        keys.get(key).map(|node| event::read_all(cx, node, &format!("`{key}`"), place)).unwrap_or_default()
    };
    let (server, client) = (events("server", Place::Event), events("client", Place::Event));
    let desktop = events("desktop", Place::Desktop);
    File {
        protocol: protocol(cx, &keys),
        doc: meta::read_doc(cx, &keys),
        include: keys.get("include").map(|node| include(cx, node)).unwrap_or_default(),
        category: category(cx, &keys),
        wire: keys.get("wire").and_then(|node| wire::read(cx, node)),
        tauri: keys.get("tauri").and_then(|node| tauri::read(cx, node)),
        types: keys
            .get("types")
            .map(|node| declarations(cx, node, "`types`", Place::Type))
            .unwrap_or_default(),
        server,
        client,
        desktop,
        reserved: keys.get("reserved").map(|node| reserved(cx, node)).unwrap_or_default(),
        outputs: keys.get("outputs").and_then(|node| outputs::read(cx, node)),
        lint: keys.get("lint").map(|node| approvals::levels(cx, node)).unwrap_or_default(),
        allow: keys.get("allow").map(|node| approvals::allow(cx, node)).unwrap_or_default(),
        breaking: keys.get("breaking").map(|node| approvals::breaking(cx, node)).unwrap_or_default(),
    }
}

/// Named nodes: types, or the variants of a union.
pub fn declarations(cx: &mut Context, node: &Node, what: &str, place: Place) -> Vec<Declared> {
    let entries = keys::entries(cx, node, what).unwrap_or_default();
    let read = |entry: &crate::yaml::Entry| {
        Some(Declared { key: scalar::key(cx, &entry.key)?, node: node::read(cx, &entry.value, place).node })
    };
    entries.iter().filter_map(read).collect()
}

fn language_version(cx: &mut Context, keys: &Keys) {
    let Some(node) = keys.get("samewire") else {
        if cx.first {
            missing(cx, keys, "samewire", "`samewire: 1`, the version of the language");
        }
        return;
    };
    if scalar::integer(node) != Some(1) {
        cx.diagnostics.push(
            Diagnostic::new(
                &codes::LANGUAGE_VERSION,
                node.span,
                "this version of the language is not known here",
            )
            .help("write `samewire: 1`, or use a newer samewire"),
        );
    }
}

fn protocol(cx: &mut Context, keys: &Keys) -> Option<Text> {
    match keys.get("protocol") {
        Some(node) => scalar::text(cx, node, "`protocol`"),
        None => {
            if cx.first {
                missing(cx, keys, "protocol", "`protocol: its_name`");
            }
            None
        }
    }
}

fn missing(cx: &mut Context, keys: &Keys, key: &str, help: &str) {
    let at = crate::source::Span { end: keys.span.start, ..keys.span };
    cx.diagnostics.push(
        Diagnostic::new(&codes::MISSING_KEY, at, format!("the manifest needs `{key}`"))
            .help(format!("begin the file with {help}")),
    );
}

fn refuse_first_only(cx: &mut Context, keys: &Keys) {
    let misplaced = if cx.first { language::INCLUDED_ONLY } else { language::FIRST_ONLY };
    for key in misplaced.iter().filter_map(|key| keys.key(key)) {
        let place = if cx.first { "files that are included" } else { "the file that includes this one" };
        let message = format!("`{}` stands in {place}", key.text);
        cx.diagnostics.push(Diagnostic::new(&codes::FIRST_FILE_ONLY, key.span, message));
    }
}

fn include(cx: &mut Context, node: &Node) -> Vec<Text> {
    match &node.kind {
        Kind::Sequence { items, .. } => {
            items.iter().filter_map(|item| scalar::text(cx, item, "a path")).collect()
        }
        _ => {
            scalar::wrong_kind(cx, node, "`include`, a list of files,");
            Vec::new()
        }
    }
}

fn category(cx: &mut Context, keys: &Keys) -> Option<String> {
    keys.get("category").and_then(|node| scalar::text(cx, node, "`category`")).map(|text| text.text)
}

fn reserved(cx: &mut Context, node: &Node) -> Reserved {
    let Some(keys) = keys::section(cx, node, &language::RESERVED) else {
        return Reserved::default();
    };
    let mut names = |key: &str| keys.get(key).map(|node| node::reserved_list(cx, node)).unwrap_or_default();
    Reserved {
        server: names("server"),
        client: names("client"),
        desktop: names("desktop"),
        types: names("types"),
    }
}
