//! Older shapes of an event, and what becomes of each.

use super::block::Block;
use super::text::{code, plain};
use super::{Page, members, notes};
use crate::model::{Event, Field, Payload, Source, Struct, Upgrade, Version};

/// Every older version, from the first on.
pub fn blocks(page: &Page, event: &Event) -> Vec<Block> {
    let newer = event.versions.iter().skip(1).map(|version| &version.payload);
    let pairs = event.versions.iter().zip(newer.chain([&event.payload]));
    pairs.flat_map(|(version, next)| older(page, version, next)).collect()
}

fn older(page: &Page, version: &Version, next: &Payload) -> Vec<Block> {
    let mut blocks = vec![Block::text(format!("**Version {}**, which older senders write:", version.number))];
    blocks.extend(notes::of_section(&version.meta, None).into_iter().map(Block::Text));
    blocks.extend(members::payload(page, &version.payload));
    let changed = changed(version, next);
    if !changed.is_empty() {
        blocks.push(Block::text(format!("In version {}:", version.number + 1)));
        blocks.push(Block::text(changed.join("\n")));
    }
    blocks
}

/// A line for each field of the next version that does not simply come from that of its name.
fn changed(version: &Version, next: &Payload) -> Vec<String> {
    match (&version.upgrade, version.payload.as_struct(), next.as_struct()) {
        (Upgrade::Fields(sources), Some(own), Some(next)) => {
            let fields = next.fields.iter().zip(sources);
            fields.filter_map(|(field, source)| change(own, field, *source)).collect()
        }
        _ => Vec::new(),
    }
}

fn change(own: &Struct, field: &Field, source: Source) -> Option<String> {
    let name = if field.spread { plain(field.name.snake()) } else { code(&field.wire) };
    match source {
        Source::Same(_) => None,
        Source::Was(index) => Some(format!("- {name} is what was {}.", code(&own.fields[index].wire))),
        Source::Default => Some(format!("- {name} gets its default.")),
        Source::None => Some(format!("- {name} is left out, or null.")),
        Source::ByHand => Some(format!("- {name} is worked out by the receiver's own code.")),
    }
}
