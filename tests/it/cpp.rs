//! The C++ that is generated: which files there are, and headers of them as snapshots.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::backend::cpp;
use samewire_codegen::backend::cpp::types::Types;
use samewire_codegen::files::MARKER;
use samewire_codegen::outputs::CppOutput;
use samewire_codegen::{Loaded, load, load_text};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// The files of a manifest, by their paths.
fn files(loaded: &Loaded, namespace: &str) -> BTreeMap<String, String> {
    let output = CppOutput { dir: PathBuf::from("/nowhere"), namespace: namespace.to_owned() };
    let files = cpp::files(&loaded.model, &output);
    let count = files.len();
    let files: BTreeMap<_, _> = files.into_iter().collect();
    assert_eq!(files.len(), count, "a file twice");
    files
}

fn loaded(manifest: &str) -> Loaded {
    let text = format!("samewire: 1\nprotocol: small\n{manifest}");
    load_text(Path::new("/nowhere/events.yaml"), &text).unwrap_or_else(|rejected| {
        panic!("{}", rejected.diagnostics.render_human(&rejected.sources, None, false))
    })
}

/// The manifests of all cases.
fn cases() -> impl Iterator<Item = Loaded> {
    let folders = fs::read_dir(Path::new(REPOSITORY).join("tests/cases")).unwrap();
    let manifests =
        folders.map(|entry| entry.unwrap().path().join("events.yaml")).filter(|path| path.exists());
    manifests.map(|path| load(&path, None).unwrap_or_else(|_| panic!("{}", path.display())))
}

#[track_caller]
fn check(snapshot: &str, manifest: &str, file: &str) {
    insta::with_settings!({ description => manifest.trim(), omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(snapshot, files(&loaded(manifest), "app")[file]);
    });
}

const SHAPES: &str = "
types:
  Point: { doc: A place., fields: { x: i32, type: f64, seen_at: timestamp, by: uuid, label?: string, tags: 'list<string> = []' } }
  Level: { enum: [low, high] }
  Mood: { enum: [calm, wild], open: true }
  Source: { enum: [microphone, 'screen:<uuid>'] }
  Kind: { enum: { Text: 2, Voice: 1 }, repr: u8 }
  Rights: { flags: { Read: 1, Write: 1 << 1, All: Read | Write } }
  Wide: { flags: { Top: 1 << 100 }, repr: string<u128> }
  Id: { type: uuid, doc: Whose it is. }
server:
  shown:
    fields:
      at: { type: Point, default: { x: 1, type: 0.5, seen_at: \"2026-03-01T12:30:00Z\", by: 01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d } }
      level: Level = high
      mood: Mood
      sources: set<Source>
      kinds: set<Kind>
      by_level: map<Level, Rights>
      wide?: Wide | null
      id: Id
";

#[test]
fn types_of_every_shape() {
    check("cpp_types", SHAPES, "types.hpp");
    check("cpp_server", SHAPES, "server.hpp");
}

#[test]
fn unions_and_circles() {
    check(
        "cpp_unions",
        "
types:
  Shape:
    open: true
    frame: { k: <name>, v?: <payload> }
    union:
      Dot: {}
      Line: { fields: { length: f64, next?: Shape } }
      group: list<Shape>
      shape: Node
  Node: { fields: { left: Node | null, by_name: map<Node>, any?: Any } }
  Any: list<Any> | Node | bool | f64 | string
  Tree: list<Tree>
server:
  drawn: { fields: { shape: Shape, tree: Tree } }
",
        "types.hpp",
    );
}

const ANSWERS: &str = "
wire:
  frame: { type: <name>, version: <version>, id?: u64, data?: <payload> }
  reply: { reply: <name>, id: u64, data: <payload> }
  error: { code: string, message: string, id?: u64 }
  correlation: id
server:
  pong: { doc: Still there., category: life, idempotent: true }
  moved:
    deprecated: { reason: It says \"too\" little., use: pong }
    version: 2
    fields: { to: u8 }
    versions: { v1: { fields: { from: u8 }, by_hand: [to] } }
client:
  where: { fields: { who: string }, reply: { fields: { at: u8 } } }
";

#[test]
fn events_and_answers() {
    check("cpp_events", ANSWERS, "events.hpp");
    check("cpp_client", ANSWERS, "client.hpp");
    check("cpp_upgrades", ANSWERS, "upgrades.hpp");
}

#[test]
fn the_chat_protocol() {
    let text = fs::read_to_string(Path::new(REPOSITORY).join("events.yaml")).unwrap();
    let loaded =
        load_text(Path::new("/nowhere/events.yaml"), &text).unwrap_or_else(|_| panic!("events.yaml"));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("cpp_chat_types", files(&loaded, "chat::events")["types.hpp"]);
    });
}

#[test]
fn functions_by_hand_are_declared_where_there_are_any() {
    let without = files(&loaded("server:\n  e: {}\n"), "small");
    assert!(!without.contains_key("upgrades.hpp"));
    let declared: BTreeSet<&str> =
        without.keys().map(String::as_str).filter(|name| !name.contains('/')).collect();
    assert!(
        declared.is_superset(&["client.hpp", "events.hpp", "server.hpp", "types.hpp"].into()),
        "{declared:?}"
    );
}

#[test]
fn every_file_is_marked_and_includes_what_is_delivered() {
    for loaded in cases() {
        let files = files(&loaded, "small");
        for (name, text) in &files {
            let marked = text.lines().next().is_some_and(|line| line.contains(MARKER));
            assert!(marked, "{}: {name}", loaded.model.protocol);
            let folder = name.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
            for included in text.lines().filter_map(|line| line.strip_prefix("#include \"")) {
                let path = format!("{folder}{}", included.trim_end_matches('"'));
                assert!(files.contains_key(&path), "{}: {name} includes {path}", loaded.model.protocol);
            }
        }
    }
}

/// What defines them is made apart from what declares them.
#[test]
fn every_function_that_gives_a_default_is_listed() {
    let mut most = 0;
    for loaded in cases() {
        let files = files(&loaded, "small");
        let headers = ["types.hpp", "server.hpp", "client.hpp"].map(|name| files[name].as_str());
        let declared = headers
            .iter()
            .flat_map(|text| text.lines())
            .filter(|line| line.starts_with("  static ") && line.ends_with("_();"));
        let listed = cpp::defaults::functions(Types::new(&loaded.model, "small"));
        assert_eq!(declared.count(), listed.len(), "{}", loaded.model.protocol);
        most = most.max(listed.len());
    }
    assert!(most > 10, "the case of defaults has many");
}

/// A line that ends with a backslash would take the next one into the comment.
#[test]
fn no_comment_takes_the_next_line() {
    for loaded in cases() {
        for (name, text) in files(&loaded, "small") {
            let joined = text.lines().find(|line| {
                line.contains("//") && line.trim_end().ends_with(['\\', '/']) && !line.contains("U+")
            });
            let joined =
                joined.filter(|line| line.trim_end().ends_with('\\') || line.trim_end().ends_with("??/"));
            assert_eq!(joined, None, "{}: {name}", loaded.model.protocol);
        }
    }
}
