//! The music example: its manifest has the events of the case, whose frames are written by hand, each row of the table has such
//! a frame, and what docs/migration.md shows of the example's files stands in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use samewire_codegen::Loaded;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::load_text;
use serde_json::Value;
use syn::{File, Item};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

fn text(path: &str) -> String {
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

const EXAMPLE: &str = "examples/music/events.yaml";
const CASE: &str = "tests/cases/system-music/events.yaml";

#[test]
fn the_example_has_the_events_of_the_case() {
    let (example, case) = (text(EXAMPLE), text(CASE));
    let case = items(&case);
    assert!(case.len() > 50, "{} items", case.len());
    assert_eq!(items(&example), case);
    let other = example.replacen("queue_length: i64", "queue_length: u32", 1);
    assert_ne!(items(&other), case, "another type of one field is noticed");
}

#[test]
fn every_event_of_the_table_has_a_frame_that_was_written_by_hand() {
    let folder = Path::new(REPOSITORY).join("tests/cases/system-music/accept");
    let frames: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .map(|frame| serde_json::from_str::<Value>(&frame).unwrap()["name"].as_str().unwrap().to_owned())
        .collect();
    let manifest = text(CASE);
    let (_, events) = manifest.split_once("\nserver:\n").unwrap();
    let names: Vec<&str> = events
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| {
            let end = line.find(": ").unwrap_or(line.len() - 1);
            &line[2..end]
        })
        .collect();
    assert_eq!(names.len(), 25);
    for name in names {
        assert!(frames.contains(name), "no frame of {name}");
    }
}

/// The blocks of a page whose fence names a file, and what stands in them.
fn excerpts(page: &str) -> Vec<(&str, String)> {
    let mut excerpts = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, file)) = fence.split_once(' ') {
            excerpts.push((file, block.join("\n")));
        }
    }
    excerpts
}

/// What is shown stands in the file, with whatever indentation.
fn stands_in(block: &str, file: &str) -> bool {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>().join("\n");
    lines(file).contains(&lines(block))
}

#[test]
fn what_the_page_of_the_migration_shows_stands_in_the_example() {
    let page = text("docs/migration.md");
    let excerpts = excerpts(&page);
    assert!(excerpts.len() >= 5, "{} excerpts", excerpts.len());
    for (file, block) in excerpts {
        assert!(stands_in(&block, &text(file)), "{file} has no\n{block}");
    }
    assert!(!stands_in("favorites:updated: { fields: {} }", &text(EXAMPLE)));
}
