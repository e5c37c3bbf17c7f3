//! What is made for a desktop app, and that it changes nothing in the Rust of both ends.

pub mod dispatch;

use std::path::Path;

use samewire_codegen::backend::rust::inline;
use samewire_codegen::backend::typescript;
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

/// What the page's `index.ts` says of names in Tauri.
fn page(manifest: &str) -> String {
    let loaded =
        load_text(Path::new("/desktop.yaml"), &format!("samewire: 1\nprotocol: t\n{manifest}")).unwrap();
    let output = loaded.outputs.typescript.as_ref().unwrap();
    let files = typescript::files(&loaded.model, output);
    let (_, index) = files.into_iter().find(|(name, _)| name == "index.ts").unwrap();
    index
}

#[test]
fn a_page_knows_whether_it_gets_payloads_or_frames() {
    let channel =
        |more: &str| page(&format!("wire: {{ server: <payload> }}\ntauri: {more}\nserver:\n  e: u8\n"));
    let text = channel("{ event: <name>, payload: text }");
    assert!(text.contains("payload: \"text\",\n  named: true,"), "{text}");
    // There is no frame around it, so that both are the same.
    assert_eq!(channel("{ event: <name>, payload: object }"), channel("<name>"));
    assert!(channel("<name>").contains("payload: \"alone\""));
    let framed = page("tauri: { event: <name>, payload: text }\nserver:\n  e: {}\n");
    assert!(framed.contains("payload: \"text\"") && !framed.contains("named"), "{framed}");
}

/// Its page sends, and hears what is unknown.
#[test]
fn a_page_to_which_nothing_is_carried_has_a_transport_all_the_same() {
    let index = page("tauri: ws:<name>\nserver:\n  e: { tauri: false }\nclient:\n  c: {}\n");
    assert!(index.contains("const tauri = {\n  names: {\n  },\n"), "{index}");
    assert!(!page("server:\n  e: {}\nclient:\n  c: {}\n").contains("const tauri"));
}
