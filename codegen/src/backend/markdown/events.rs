//! The catalogue: a section for each event.

use super::block::Block;
use super::outline::{Origin, Part};
use super::text::{code, link};
use super::{Page, facts, json, members, notes, versions};
use crate::model::{Deprecated, Event, Reply, WireName};

/// An event, from what it is for to what it looks like.
pub fn blocks(page: &Page, origin: Origin, index: usize) -> Vec<Block> {
    let event = &origin.events(page.model)[index];
    let instead = instead(page, origin, event.meta.deprecated.as_ref());
    let notes = notes::of_section(&event.meta, instead).into_iter().map(Block::Text);
    let mut blocks: Vec<Block> = notes.chain(facts::line(page, origin, index)).collect();
    blocks.extend(members::payload(page, &event.payload));
    blocks.extend(examples(page, origin, event));
    blocks.extend(answer(page, event));
    blocks.extend(versions::blocks(page, event));
    blocks
}

/// A link to what should be used instead.
fn instead(page: &Page, origin: Origin, deprecated: Option<&Deprecated>) -> Option<String> {
    let name = deprecated?.use_instead.as_ref()?;
    let is_it = |event: &Event| event.wire == WireName::Text(name.clone());
    let index = origin.events(page.model).iter().position(is_it)?;
    let anchor = page.anchor(Part::Event(origin, index))?;
    Some(link(&code(name), anchor))
}

fn examples<'m>(page: &Page<'m>, origin: Origin, event: &'m Event) -> Vec<Block> {
    let shown = match origin.direction() {
        Some(direction) => page.examples.frames(direction, event),
        None => page.examples.payloads(event),
    };
    if shown.is_empty() && origin.direction().is_some() {
        return vec![Block::text("Even the smallest frame is too large to be shown here.")];
    }
    shown.iter().map(|value| Block::json(json::pretty(value))).collect()
}

/// An answer that only this event gets.
fn answer<'m>(page: &Page<'m>, event: &'m Event) -> Vec<Block> {
    let Some(Reply::Payload(payload)) = &event.reply else { return Vec::new() };
    let mut blocks = vec![Block::text("**Its answer:**")];
    blocks.extend(members::payload(page, payload));
    blocks.extend(page.examples.answer(event).map(|frame| Block::json(json::pretty(&frame))));
    blocks
}
