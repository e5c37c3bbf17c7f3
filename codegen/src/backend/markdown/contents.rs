//! The table of contents.

use super::Page;
use super::block::Block;
use super::outline::{Heading, Part};
use super::text::link;

/// Links to all that comes after it: sections as a list, events and types in one line each.
pub fn blocks(page: &Page) -> Vec<Block> {
    let mut lines: Vec<Line> = Vec::new();
    let after = page
        .outline
        .headings
        .iter()
        .filter(|heading| !matches!(heading.part, Part::Protocol | Part::Contents));
    for heading in after {
        match (heading.part, lines.last_mut()) {
            (Part::Event(..) | Part::Type(_), Some(line)) => line.items.push(to(heading)),
            (Part::Category(..), _) => lines.push(Line::new("  - ", heading)),
            _ => lines.push(Line::new("- ", heading)),
        }
    }
    vec![Block::Text(lines.iter().map(Line::text).collect::<Vec<_>>().join("\n"))]
}

struct Line {
    start: String,
    items: Vec<String>,
}

impl Line {
    fn new(mark: &str, heading: &Heading) -> Line {
        Line { start: format!("{mark}{}", to(heading)), items: Vec::new() }
    }

    fn text(&self) -> String {
        match self.items.as_slice() {
            [] => self.start.clone(),
            items => format!("{}: {}", self.start, items.join(", ")),
        }
    }
}

/// A category that is called `*/` has no letter for an anchor.
fn to(heading: &Heading) -> String {
    match heading.anchor.as_str() {
        "" => heading.text.clone(),
        anchor => link(&heading.text, anchor),
    }
}
