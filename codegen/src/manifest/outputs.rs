//! `outputs`: the folder of each target, and its options.

mod options;

use super::keys::{self, Keys};
use super::{Context, CppTarget, Outputs, TauriTarget, Text, TypeScript, language, scalar};
use crate::outputs::Transport;
use crate::source::Span;
use crate::yaml::Node;

pub fn read(cx: &mut Context, node: &Node) -> Option<Outputs> {
    let keys = keys::section(cx, node, &language::OUTPUTS)?;
    let mut for_page: Vec<Span> = keys.key("tauri").into_iter().map(|key| key.span).collect();
    Some(Outputs {
        root: keys.get("root").and_then(|node| scalar::text(cx, node, "`root`")),
        rust: keys.get("rust").map(|node| folder(cx, node, &language::RUST)),
        typescript: keys.get("typescript").map(|node| typescript(cx, node, &mut for_page)),
        markdown: keys.get("markdown").map(|node| folder(cx, node, &language::MARKDOWN)),
        tauri: keys.get("tauri").map(|node| tauri(cx, node)),
        cpp: keys.key("cpp").zip(keys.get("cpp")).map(|(key, node)| cpp(cx, node, key.span)),
        for_page,
        named: language::OUTPUTS.keys.iter().any(|key| key.name != "root" && keys.get(key.name).is_some()),
    })
}

/// A target whose one option is its folder.
fn folder(cx: &mut Context, node: &Node, section: &'static language::Section) -> Option<Text> {
    let keys = keys::section(cx, node, section)?;
    dir(cx, &keys)
}

fn typescript(cx: &mut Context, node: &Node, for_page: &mut Vec<Span>) -> TypeScript {
    let Some(keys) = keys::section(cx, node, &language::TYPESCRIPT) else { return TypeScript::default() };
    let transports = keys.get("transports").map(|node| options::transports(cx, node));
    let tauri = transports.iter().flatten().filter(|(transport, _)| *transport == Transport::Tauri);
    for_page.extend(tauri.map(|(_, span)| *span));
    TypeScript {
        dir: dir(cx, &keys),
        transports: transports.map(|chosen| chosen.into_iter().map(|(transport, _)| transport).collect()),
        frameworks: keys.get("frameworks").map(|node| options::frameworks(cx, node)).unwrap_or_default(),
        upgrades: keys.get("upgrades").and_then(|node| options::module(cx, node)),
    }
}

fn tauri(cx: &mut Context, node: &Node) -> TauriTarget {
    let Some(keys) = keys::section(cx, node, &language::TAURI_TARGET) else { return TauriTarget::default() };
    TauriTarget {
        dir: dir(cx, &keys),
        events: keys.get("events").and_then(|node| options::rust_path(cx, node)),
        windows: keys.get("windows").map(|node| options::windows(cx, node)).unwrap_or_default(),
    }
}

fn cpp(cx: &mut Context, node: &Node, span: Span) -> CppTarget {
    let Some(keys) = keys::section(cx, node, &language::CPP) else {
        return CppTarget { dir: None, namespace: None, has_namespace: false, span };
    };
    CppTarget {
        dir: dir(cx, &keys),
        has_namespace: keys.get("namespace").is_some(),
        namespace: keys.get("namespace").and_then(|node| options::namespace(cx, node)),
        span,
    }
}

fn dir(cx: &mut Context, keys: &Keys) -> Option<Text> {
    keys.get("dir").and_then(|node| scalar::text(cx, node, "`dir`"))
}
