//! What is made for a desktop app, and that it changes nothing in the Rust of both ends.

pub mod dispatch;

use std::path::Path;

use samewire_codegen::backend::rust::inline;
use samewire_codegen::load_text;

const EVENTS: &str = "types:
  Level: { enum: [low, high] }
server:
  a.b: { fields: { level: Level } }
client:
  c: {}
";

fn rust(more: &str) -> String {
    let text = format!("samewire: 1\nprotocol: t\n{EVENTS}{more}");
    let loaded = load_text(Path::new("/desktop.yaml"), &text)
        .unwrap_or_else(|why| panic!("{}", why.diagnostics.render_human(&why.sources, None, false)));
    inline(&loaded.model)
}

#[test]
fn names_for_the_page_and_events_of_the_desktop_change_no_rust() {
    let plain = rust("");
    assert!(plain.contains("struct AB"));
    assert_eq!(rust("tauri: { event: ws:<name>, replace: { \".\": \"-\" }, payload: text }\n"), plain);
    let desktop =
        "desktop:\n  app://dropped:\n    fields:\n      kind: { enum: [file, text] }\n      level: Level\n";
    assert_eq!(rust(desktop), plain);
}

/// The negative control of the one above: another event does change it.
#[test]
fn an_event_of_the_server_changes_it() {
    let text = EVENTS.replace("  c: {}", "  c: {}\n  d: {}");
    let loaded = load_text(Path::new("/desktop.yaml"), &format!("samewire: 1\nprotocol: t\n{text}")).unwrap();
    assert_ne!(inline(&loaded.model), rust(""));
}
