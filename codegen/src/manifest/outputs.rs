//! `outputs`: the folder of each target, and its options.

mod options;

use super::keys::{self, Keys};
use super::{Context, Later, Outputs, Text, language, scalar};
use crate::source::Span;
use crate::yaml::Node;

/// The targets that are read and not there yet.
const LATER: &[(&str, &str)] = &[
    ("typescript", "`outputs.typescript`"),
    ("tauri", "`outputs.tauri`"),
    ("cpp", "`outputs.cpp`"),
    ("markdown", "`outputs.markdown`"),
];

pub fn read(cx: &mut Context, node: &Node, later: &mut Vec<Later>) -> Option<Outputs> {
    let keys = keys::section(cx, node, &language::OUTPUTS)?;
    let known = LATER.iter().filter_map(|(key, what)| Some(Later { what, span: keys.key(key)?.span }));
    later.extend(known);
    let mut for_page: Vec<Span> = keys.key("tauri").into_iter().map(|key| key.span).collect();
    let dirs = LATER.iter().filter_map(|(key, _)| target(cx, key, keys.get(key)?, &mut for_page)).collect();
    Some(Outputs {
        root: keys.get("root").and_then(|node| scalar::text(cx, node, "`root`")),
        rust: keys.get("rust").map(|node| rust(cx, node)),
        dirs,
        for_page,
        named: language::OUTPUTS.keys.iter().any(|key| key.name != "root" && keys.get(key.name).is_some()),
    })
}

fn rust(cx: &mut Context, node: &Node) -> Option<Text> {
    let keys = keys::section(cx, node, &language::RUST)?;
    dir(cx, &keys)
}

/// Checks the options of a target, and gives its folder.
fn target(cx: &mut Context, target: &str, node: &Node, for_page: &mut Vec<Span>) -> Option<Text> {
    let section = match target {
        "typescript" => &language::TYPESCRIPT,
        "tauri" => &language::TAURI_TARGET,
        "cpp" => &language::CPP,
        _ => &language::MARKDOWN,
    };
    let keys = keys::section(cx, node, section)?;
    if let Some(node) = keys.get("transports") {
        for_page.extend(options::transports(cx, node));
    }
    if let Some(node) = keys.get("events") {
        options::rust_path(cx, node);
    }
    if let Some(node) = keys.get("namespace") {
        options::namespace(cx, node);
    }
    dir(cx, &keys)
}

fn dir(cx: &mut Context, keys: &Keys) -> Option<Text> {
    keys.get("dir").and_then(|node| scalar::text(cx, node, "`dir`"))
}
