//! The systems that are both an example and a case: the example's manifest has the events of the case, whose frames are
//! written by hand.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use samewire_codegen::Loaded;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::load_text;
use serde_json::Value;
use syn::{File, Item};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// Each example, the folder of its case, and how many items what its events carry becomes at least.
const SYSTEMS: [(&str, &str, usize); 4] = [
    ("examples/music/events.yaml", "tests/cases/system-music", 50),
    ("examples/activity/events.yaml", "tests/cases/system-activity", 20),
    ("examples/p2p/events.yaml", "tests/cases/system-p2p", 20),
    ("examples/activity/app.yaml", "tests/cases/system-activity-app", 40),
];

#[test]
fn examples_have_the_events_of_their_cases() {
    for (example, case, least) in SYSTEMS {
        let case = items(&text(&format!("{case}/events.yaml")));
        assert!(case.len() >= least, "{example}: {} items", case.len());
        assert_eq!(items(&text(example)), case, "{example}");
    }
}

#[test]
fn another_type_of_one_field_is_noticed() {
    let example = text("examples/music/events.yaml");
    let other = example.replacen("queue_length: i64", "queue_length: u32", 1);
    assert_ne!(items(&other), items(&example));
}

/// The table of the app's own events: each group with each of its variants.
#[test]
fn every_variant_of_the_app_has_a_frame_that_was_written_by_hand() {
    let variants = [
        ("Connection", &["Connected", "Disconnected", "Connecting", "Error", "HealthCheck"][..]),
        ("Session", &["Created", "Updated", "Deleted", "Selected", "Listed"]),
        ("Message", &["Sent", "Received", "Updated", "Deleted"]),
        ("Stream", &["Started", "Chunk", "Completed", "Error", "Stopped"]),
        ("Application", &["Started", "Ready", "Shutdown", "ConfigChanged"]),
        ("Error", &["Network", "Authentication", "Validation", "Session", "Internal"]),
    ];
    let frames = frames("tests/cases/system-activity-app", |frame| {
        (frame["event_type"].as_str().unwrap().to_owned(), frame["data"]["type"].as_str().unwrap().to_owned())
    });
    for (group, variants) in variants {
        for variant in variants {
            assert!(frames.contains(&(group.to_owned(), (*variant).to_owned())), "{group} {variant}");
        }
    }
}

#[test]
fn every_event_and_version_of_the_server_has_a_frame_that_was_written_by_hand() {
    let frames = frames("tests/cases/system-activity", |frame| {
        let event = &frame["event"];
        (event["type"].as_str().unwrap().to_owned(), event["payload"]["version"].as_u64())
    });
    for (event, version) in [
        ("server_status", 1),
        ("activity_message", 1),
        ("session_update", 1),
        ("session_update", 2),
        ("connection", 1),
    ] {
        assert!(frames.contains(&(event.to_owned(), Some(version))), "{event} {version}");
    }
}

/// What is said of each frame that a case accepts.
fn frames<T: Ord>(case: &str, said: impl Fn(&Value) -> T) -> BTreeSet<T> {
    let files = fs::read_dir(Path::new(REPOSITORY).join(case).join("accept")).unwrap();
    let frame = |entry: std::io::Result<fs::DirEntry>| {
        let file: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        match &file["frame"] {
            Value::String(text) => serde_json::from_str(text).unwrap(),
            frame => frame.clone(),
        }
    };
    files.map(frame).map(|frame| said(&frame)).collect()
}

/// A file of the repository.
pub fn text(path: &str) -> String {
    fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn loaded(manifest: &str) -> Loaded {
    load_text(Path::new("/events.yaml"), manifest).unwrap_or_else(|rejected| {
        panic!("{}", rejected.diagnostics.render_human(&rejected.sources, None, false))
    })
}

/// What events carry, as the items of Rust that it becomes: without documentation, and in whatever order.
fn items(manifest: &str) -> BTreeSet<String> {
    let file = syn::parse_file(&inline(&loaded(manifest).model)).expect("what is generated is Rust");
    let modules = file.items.into_iter().filter_map(|item| match item {
        Item::Mod(module) => module.content.map(|(_, items)| items),
        _ => None,
    });
    modules.flatten().filter(says_what_is_carried).map(printed).collect()
}

fn says_what_is_carried(item: &Item) -> bool {
    match item {
        Item::Struct(_) | Item::Enum(_) => true,
        Item::Impl(block) => block.trait_.is_some(),
        _ => false,
    }
}

fn printed(item: Item) -> String {
    let file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let lines = prettyplease::unparse(&file);
    lines.lines().filter(|line| !line.trim().starts_with("///")).collect::<Vec<_>>().join("\n")
}
