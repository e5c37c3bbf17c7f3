//! The YAML reader alone: it ends, and says of every text either what it holds or what is wrong with it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use samewire_codegen::diagnostic::Diagnostics;
use samewire_codegen::yaml::{Kind, Node, parse};

fuzz_target!(|text: &str| {
    let mut diagnostics = Diagnostics::default();
    match parse(0, text, &mut diagnostics) {
        Some(node) => inside(&node, text),
        None => assert!(diagnostics.errors() > 0, "no tree, and no word about it"),
    }
});

/// Every place is a piece of the text.
fn inside(node: &Node, text: &str) {
    assert!(text.get(node.span.start as usize..node.span.end as usize).is_some(), "{:?}", node.span);
    match &node.kind {
        Kind::Scalar(_) => {}
        Kind::Sequence { items, .. } => items.iter().for_each(|item| inside(item, text)),
        Kind::Mapping { entries, .. } => {
            for entry in entries {
                let span = entry.key.span;
                assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
                inside(&entry.value, text);
            }
        }
    }
}
