//! The TypeScript that is generated: which files there are, and fragments of them as snapshots. That all of it
//! compiles is for `tests/typescript`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use samewire_codegen::backend::typescript;
use samewire_codegen::files::MARKER;
use samewire_codegen::load_text;

use crate::cases::folder;

/// The files of a manifest, by their paths.
fn files(path: &Path, text: &str) -> BTreeMap<String, String> {
    let loaded = load_text(path, text)
        .unwrap_or_else(|why| panic!("{}", why.diagnostics.render_human(&why.sources, None, false)));
    let output = loaded.outputs.typescript.as_ref().expect("TypeScript is among the default outputs");
    let files = typescript::files(&loaded.model, output);
    let count = files.len();
    let files: BTreeMap<_, _> = files.into_iter().collect();
    assert_eq!(files.len(), count, "a file twice");
    files
}

fn small(outputs: &str) -> BTreeMap<String, String> {
    let text = format!("samewire: 1\nprotocol: small\n{outputs}server:\n  e: {{ fields: {{ x: u8 }} }}\n");
    files(Path::new("/nowhere/events.yaml"), &text)
}

fn chosen(transports: &str, frameworks: &str) -> BTreeMap<String, String> {
    let frameworks = match frameworks {
        "" => String::new(),
        named => format!(", frameworks: [{named}]"),
    };
    small(&format!(
        "tauri: ws:<name>\noutputs: {{ typescript: {{ transports: [{transports}]{frameworks} }} }}\n{VERSIONS}"
    ))
}

/// An event that has an older version.
const VERSIONS: &str = "\
wire: { frame: { type: <name>, v: <version>, data: <payload> } }
client:
  moved:
    version: 2
    fields: { to: u8 }
    versions: { v1: { fields: { from: u8 }, by_hand: [to] } }
";

/// What a file imports of its neighbours.
fn imports(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let from = text.split(" from \"").skip(1).filter_map(|rest| rest.split_once('"'));
    let files = from.map(|(module, _)| module).filter(|module| module.starts_with('.'));
    files
        .map(|module| match module.strip_prefix("../") {
            Some(above) => above.replace(".js", ".ts"),
            None => format!("{folder}{}", module.trim_start_matches("./").replace(".js", ".ts")),
        })
        .collect()
}

#[test]
fn what_a_file_imports_is_delivered() {
    for transports in ["websocket", "tauri", "memory", "websocket, tauri, memory"] {
        for frameworks in ["", "react", "solid", "svelte", "react, solid, svelte"] {
            let files = chosen(transports, frameworks);
            for (path, text) in &files {
                assert!(text.lines().next().unwrap().contains(MARKER), "{path}");
                for import in imports(path, text) {
                    assert!(
                        files.contains_key(&import) || import == BY_HAND,
                        "{transports}; {frameworks}: {path} imports {import}"
                    );
                }
            }
        }
    }
}

/// What the user writes, beside the manifest: two folders above that of the target.
const BY_HAND: &str = "../../upgrades.ts";

#[test]
fn the_whole_runtime_can_be_delivered() {
    let delivered: BTreeSet<_> =
        chosen("websocket, tauri, memory", "react, solid, svelte").into_keys().collect();
    let runtime = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/typescript")).unwrap();
    let names = runtime.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let sources: Vec<_> = names.filter(|name| name.ends_with(".ts")).collect();
    assert!(sources.len() > 10, "{sources:?}");
    for name in sources {
        assert!(delivered.contains(&name), "{name} is never delivered");
    }
}

#[test]
fn what_nobody_chose_is_not_delivered() {
    let usual = small("");
    let has = |name: &str| usual.contains_key(name);
    assert!(has("websocket.ts") && has("memory.ts"));
    assert!(!has("tauri.ts") && !has("react.ts") && !has("solid.ts") && !has("svelte.ts"));
    assert!(small("tauri: ws:<name>\n").contains_key("tauri.ts"));
    assert!(!has("versions.ts") && small(VERSIONS).contains_key("versions.ts"));
    let chosen = chosen("memory", "react");
    assert!(chosen.contains_key("react.ts") && chosen.contains_key("memory.ts"));
    assert!(!chosen.contains_key("websocket.ts") && !chosen.contains_key("backoff.ts"));
}

/// What a case becomes, but for its codec and the runtime.
#[track_caller]
fn check(case: &str) {
    let path = folder().join(case).join("events.yaml");
    let files = files(&path, &fs::read_to_string(&path).unwrap());
    let mut text = String::new();
    for name in ["types.ts", "server.ts", "client.ts", "desktop.ts", "listeners.ts", "senders.ts", "index.ts"]
    {
        let Some(file) = files.get(name) else { continue };
        let generated = file.split_once("\n\n").unwrap().1;
        text.push_str(&format!("=== {name}\n{generated}\n"));
    }
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
        snapshot_path => "typescript/snapshots",
    }, {
        insta::assert_snapshot!(case, text);
    });
}

/// The declaration of a constant.
#[track_caller]
fn declaration<'t>(text: &'t str, name: &str) -> &'t str {
    let start = text.find(&format!("export const {name}:")).expect("it is declared");
    text[start..].split("\n\n").next().expect("a split has a first part")
}

#[test]
fn older_versions() {
    check("system-activity");
    let path = folder().join("system-activity/events.yaml");
    let files = files(&path, &fs::read_to_string(&path).unwrap());
    insta::assert_snapshot!(declaration(&files["codec/server.ts"], "$sessionUpdate"));
}

#[test]
fn the_functions_by_hand_are_imported_from_where_they_are() {
    let imported = |upgrades: &str| {
        let files = small(&format!("outputs: {{ typescript: {{ dir: web/events{upgrades} }} }}\n{VERSIONS}"));
        let found = files["codec/client.ts"].lines().find(|line| line.contains("movedV1To as ")).unwrap();
        found.rsplit_once(" from ").unwrap().1.to_owned()
    };
    assert_eq!(imported(""), "\"../../../upgrades.js\";");
    assert_eq!(imported(", upgrades: web/by-hand.ts"), "\"../../by-hand.js\";");
    assert_eq!(imported(", upgrades: \"a \\\"b\\\".ts\""), "\"../../../a \\\"b\\\".js\";");
    let nothing_by_hand = VERSIONS.replace("from: u8", "to: u8").replace(", by_hand: [to]", "");
    assert!(!small(&nothing_by_hand)["codec/client.ts"].contains("upgrades.js"));
}

#[test]
fn a_name_is_certain_where_no_version_decides() {
    let peek = |wire: &str| small(wire)["index.ts"].contains("peek: () => undefined");
    assert!(!peek(""));
    assert!(!peek("wire: { frame: { type: <name>, v: u8, ...<payload> } }\n"));
    assert!(peek("wire: { frame: { type: <name>, v: <version>, ...<payload> } }\n"));
}

#[test]
fn events_of_the_desktop() {
    check("tauri-alone");
    let made = |outputs: &str| {
        let files = small(outputs);
        ["desktop.ts", "codec/desktop.ts", "tauri.ts"].map(|name| files.contains_key(name))
    };
    assert_eq!(made(""), [false; 3]);
    assert_eq!(made("tauri: ws:<name>\n"), [false, false, true]);
    assert_eq!(made("desktop: { app:ready: {} }\n"), [true; 3]);
}

#[test]
fn texts_stay_where_they_belong() {
    check("hostile-docs");
    check("hostile-names");
    check("hostile-unions");
}

#[test]
fn shapes() {
    for case in
        ["enum-hole-enum", "flags", "flags-64", "int-enum-open", "map-enum", "presence-flag", "union-open"]
    {
        check(case);
    }
    for case in ["spread-map", "spread-union", "union-nested-picture", "alias-endless", "names-keywords"] {
        check(case);
    }
}

#[test]
fn frames_and_answers() {
    for case in
        ["frame-reply", "frame-error-picture", "frame-channel", "names-integer", "event-batch", "deprecated"]
    {
        check(case);
    }
}
