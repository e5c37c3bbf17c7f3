//! `outputs`: the folder of each target.

use super::keys;
use super::{Context, Later, Outputs, Text, scalar};
use crate::yaml::Node;

const KEYS: &[&str] = &["root", "rust", "typescript", "tauri", "cpp", "markdown"];

pub fn read(cx: &mut Context, node: &Node, later: &mut Vec<Later>) -> Option<Outputs> {
    let keys = keys::section(cx, node, "`outputs`", KEYS)?;
    let unsupported = [
        ("typescript", "`outputs.typescript`"),
        ("tauri", "`outputs.tauri`"),
        ("cpp", "`outputs.cpp`"),
        ("markdown", "`outputs.markdown`"),
    ];
    for (key, what) in unsupported {
        if let Some(key) = keys.key(key) {
            later.push(Later { what, span: key.span });
        }
    }
    Some(Outputs {
        root: keys.get("root").and_then(|node| scalar::text(cx, node, "`root`")),
        rust: keys.get("rust").map(|node| rust(cx, node)),
        named: KEYS[1..].iter().any(|key| keys.get(key).is_some()),
    })
}

fn rust(cx: &mut Context, node: &Node) -> Option<Text> {
    let keys = keys::section(cx, node, "`rust`", &["dir"])?;
    keys.get("dir").and_then(|node| scalar::text(cx, node, "`dir`"))
}
