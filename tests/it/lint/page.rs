//! `docs/lint.md`: what it shows is what is told, and its groups are those that there are.

use std::fs;
use std::path::Path;

use samewire_codegen::lint::{Group, check};

use super::{load, told};

/// The day on the page.
const DAY: &str = "2027-03-02";

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lint.md");
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The fenced blocks, each with its language.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks.filter_map(|block| block.split_once('\n')).collect()
}

#[test]
fn what_the_page_shows_is_what_is_told() {
    let page = page();
    let blocks = blocks(&page);
    let mut shown = 0;
    for (index, (language, text)) in blocks.iter().enumerate() {
        if *language != "yaml" || !text.starts_with("samewire: 1\n") {
            continue;
        }
        let loaded = load(&format!("{text}\n"));
        let told = told(&loaded, &check(&loaded, DAY));
        match blocks.get(index + 1) {
            Some(("text", output)) => {
                let (_, output) = output.split_once('\n').expect("the command");
                // Behind the findings stand two lines that sum them up.
                let lines: Vec<&str> = output.lines().collect();
                let findings = lines[..lines.len() - 2].join("\n");
                assert_eq!(format!("{findings}\n"), told);
                shown += 1;
            }
            _ => assert_eq!(told, "", "{text}"),
        }
    }
    assert!(shown > 0);
}

#[test]
fn the_page_has_every_group() {
    let page = page();
    for group in Group::ALL {
        assert!(page.contains(&format!("| `{}` | {} |", group.id(), group.doc())), "{}", group.id());
    }
}
