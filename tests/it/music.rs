//! The music example: each row of its table has a frame that is written by hand, and what docs/migration.md shows of the
//! example's files stands in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::systems::text;

#[test]
fn every_event_of_the_table_has_a_frame_that_was_written_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/system-music/accept");
    let frames: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .map(|frame| serde_json::from_str::<Value>(&frame).unwrap()["name"].as_str().unwrap().to_owned())
        .collect();
    let manifest = text("tests/cases/system-music/events.yaml");
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
    assert!(!stands_in("favorites:updated: { fields: {} }", &text("examples/music/events.yaml")));
}
