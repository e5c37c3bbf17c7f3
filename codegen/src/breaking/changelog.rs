//! What changed, for people: Markdown, by category.

use indexmap::IndexMap;

use super::{Difference, Kind, Level};

/// A page about what changed since `since`: added, deprecated, removed and changed, under the category of the event, and
/// what belongs to no event at the end.
pub fn changelog(differences: &[Difference], since: &str, level: Level) -> String {
    let mut text = format!("# Changes since {since}\n");
    if differences.is_empty() {
        return text + "\nNothing changed.\n";
    }
    let mut headings: IndexMap<String, Vec<&Difference>> = IndexMap::new();
    for difference in differences {
        headings.entry(heading(difference)).or_default().push(difference);
    }
    headings.sort_by_cached_key(|heading, _| (rank(heading), heading.clone()));
    for (heading, own) in &headings {
        text += &format!("\n## {heading}\n");
        for kind in [Kind::Added, Kind::Deprecated, Kind::Removed, Kind::Changed] {
            text += &list(kind, own, level);
        }
    }
    text
}

const EVENTS: &str = "Events";
const TYPES: &str = "Types";
const PROTOCOL: &str = "Protocol";

fn heading(difference: &Difference) -> String {
    if let Some(category) = &difference.category {
        return category.clone();
    }
    let section = difference.at.split('.').next().unwrap_or_default();
    match section {
        "server" | "client" | "desktop" => EVENTS,
        "types" => TYPES,
        _ => PROTOCOL,
    }
    .to_owned()
}

/// Categories of the manifest's own come first.
fn rank(heading: &str) -> usize {
    [EVENTS, TYPES, PROTOCOL].iter().position(|own| *own == heading).map_or(0, |at| at + 1)
}

fn list(kind: Kind, differences: &[&Difference], level: Level) -> String {
    let own: Vec<_> = differences.iter().filter(|difference| difference.kind == kind).collect();
    if own.is_empty() {
        return String::new();
    }
    let title = match kind {
        Kind::Added => "Added",
        Kind::Deprecated => "Deprecated",
        Kind::Removed => "Removed",
        Kind::Changed => "Changed",
    };
    let lines = own.iter().map(|difference| {
        let breaks = if difference.breaks(level) { " **Breaking.**" } else { "" };
        format!("- `{}`: {}.{breaks}\n", difference.at, difference.message)
    });
    format!("\n### {title}\n\n{}", lines.collect::<String>())
}
