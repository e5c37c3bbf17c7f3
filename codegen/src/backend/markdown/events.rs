//! The catalogue: a section for each event.

use super::block::Block;
use super::outline::{Origin, Part};
use super::text::{code, link, plain};
use super::{Page, json, members, notes};
use crate::model::{
    Audience, Delivery, Deprecated, ErrorAnswer, Event, Reply, Source, Sticky, TauriPayload, Upgrade,
    Version, WireName,
};

/// An event, from what it is for to what it looks like.
pub fn blocks<'m>(page: &Page<'m>, origin: Origin, event: &'m Event) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        notes::of_section(&event.meta, instead(page, origin, event.meta.deprecated.as_ref()))
            .into_iter()
            .map(Block::Text)
            .collect();
    let facts = facts(page, origin, event);
    blocks.extend((!facts.is_empty()).then(|| Block::text(facts.join(" · "))));
    blocks.extend(members::payload(page, &event.payload));
    blocks.extend(examples(page, origin, event));
    blocks.extend(answer(page, event));
    for (index, version) in event.versions.iter().enumerate() {
        let next = event.versions.get(index + 1).map_or(&event.payload, |next| &next.payload);
        blocks.extend(older(page, version, next));
    }
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

/// Who gets it, what is promised of it, and what belongs to it.
fn facts(page: &Page, origin: Origin, event: &Event) -> Vec<String> {
    let mut facts = Vec::new();
    if origin == Origin::Server {
        facts.push(match event.audience {
            Audience::Broadcast => "To everyone".to_owned(),
            Audience::Targeted => "To one client".to_owned(),
        });
    }
    facts.extend(match event.delivery {
        Delivery::Ordered if origin == Origin::Desktop => None,
        Delivery::Ordered => Some("ordered".to_owned()),
        Delivery::Volatile => Some("volatile".to_owned()),
        Delivery::Critical => Some("critical".to_owned()),
    });
    facts.extend(event.idempotent.then(|| "idempotent".to_owned()));
    facts.extend(match &event.sticky {
        Sticky::No => None,
        Sticky::Last => Some("kept".to_owned()),
        Sticky::LastPer(path) => Some(format!("kept for each {}", code(&path.join(".")))),
    });
    facts.extend(asked_by(page, origin, event));
    if let Some(Reply::Event(index)) = &event.reply {
        facts.push(format!("answered by {}", page.event_of(Origin::Server, &page.model.server[*index])));
    }
    facts.extend(event.tauri.as_ref().filter(|_| origin != Origin::Desktop).map(|own| {
        let what =
            if page.carried.is_none() { format!(" with {}", carried(own.payload)) } else { String::new() };
        format!("Tauri event {}{what}", code(&own.name))
    }));
    let first = facts.first_mut();
    first.into_iter().for_each(|fact| *fact = capital(fact));
    facts
}

/// What the page of a desktop app gets of an event.
pub fn carried(payload: TauriPayload) -> &'static str {
    match payload {
        TauriPayload::Text => "the frame as a string",
        TauriPayload::Object => "the frame as an object",
        TauriPayload::Alone => "the payload alone",
    }
}

/// What a server event answers.
fn asked_by(page: &Page, origin: Origin, event: &Event) -> Vec<String> {
    if origin != Origin::Server {
        return Vec::new();
    }
    let model = page.model;
    let index = model.server.iter().position(|other| std::ptr::eq(other, event));
    let asks = |request: &&Event| matches!(request.reply, Some(Reply::Event(reply)) if Some(reply) == index);
    let requests = model.client.iter().filter(asks).map(|request| page.event_of(Origin::Client, request));
    let refuses = matches!(model.wire.error, Some(ErrorAnswer::Event(error)) if Some(error) == index);
    let answers = requests.map(|request| format!("answers {request}"));
    answers.chain(refuses.then(|| "answers what is refused".to_owned())).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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

/// An older shape, and what becomes of it.
fn older(page: &Page, version: &Version, next: &crate::model::Payload) -> Vec<Block> {
    let mut blocks = vec![Block::text(format!("**Version {}**, which older senders write:", version.number))];
    blocks.extend(notes::of_section(&version.meta, None).into_iter().map(Block::Text));
    blocks.extend(members::payload(page, &version.payload));
    let Upgrade::Fields(sources) = &version.upgrade else { return blocks };
    let (Some(own), Some(next)) = (version.payload.as_struct(), next.as_struct()) else { return blocks };
    let name = |index: &usize| own.fields.get(*index).map_or(String::new(), |field| code(&field.wire));
    let lines: Vec<String> = next
        .fields
        .iter()
        .zip(sources)
        .filter_map(|(field, source)| {
            let field = if field.spread { plain(field.name.snake()) } else { code(&field.wire) };
            match source {
                Source::Same(_) => None,
                Source::Was(index) => Some(format!("- {field} is what was {}.", name(index))),
                Source::Default => Some(format!("- {field} gets its default.")),
                Source::None => Some(format!("- {field} is left out, or null.")),
                Source::ByHand => Some(format!("- {field} is worked out by the receiver's own code.")),
            }
        })
        .collect();
    if !lines.is_empty() {
        blocks.push(Block::text(format!("In version {}:", version.number + 1)));
        blocks.push(Block::text(lines.join("\n")));
    }
    blocks
}
