//! The line under an event: who gets it, what is promised of it, and what belongs to it.

use std::collections::HashMap;

use super::Page;
use super::block::Block;
use super::outline::Origin;
use super::text::code;
use crate::model::{Audience, Delivery, ErrorAnswer, Event, Model, Reply, Sticky, TauriPayload};

/// All of it on one line; none if there is nothing to say.
pub fn line(page: &Page, origin: Origin, index: usize) -> Option<Block> {
    let event = &origin.events(page.model)[index];
    let promised = [audience(origin, event), delivery(origin, event), repeated(event), kept(event)];
    let mut facts: Vec<String> = promised.into_iter().flatten().collect();
    facts.extend(answers(page, origin, index));
    facts.extend(answered_by(page, event));
    facts.extend(tauri(origin, event));
    (!facts.is_empty()).then(|| Block::Text(capital(&facts.join(" · "))))
}

fn audience(origin: Origin, event: &Event) -> Option<String> {
    let text = match event.audience {
        Audience::Broadcast => "to everyone",
        Audience::Targeted => "to one client",
    };
    (origin == Origin::Server).then(|| text.to_owned())
}

fn delivery(origin: Origin, event: &Event) -> Option<String> {
    match event.delivery {
        Delivery::Ordered if origin == Origin::Desktop => None,
        Delivery::Ordered => Some("ordered".to_owned()),
        Delivery::Volatile => Some("volatile".to_owned()),
        Delivery::Critical => Some("critical".to_owned()),
    }
}

fn repeated(event: &Event) -> Option<String> {
    event.idempotent.then(|| "idempotent".to_owned())
}

fn kept(event: &Event) -> Option<String> {
    match &event.sticky {
        Sticky::No => None,
        Sticky::Last => Some("kept".to_owned()),
        Sticky::LastPer(path) => Some(format!("kept for each {}", code(&path.join(".")))),
    }
}

/// The client events that each server event answers, by its place in the model.
pub fn asked_by(model: &Model) -> HashMap<usize, Vec<&Event>> {
    let mut asked: HashMap<usize, Vec<&Event>> = HashMap::new();
    for request in &model.client {
        if let Some(Reply::Event(index)) = request.reply {
            asked.entry(index).or_default().push(request);
        }
    }
    asked
}

/// What a server event answers.
fn answers(page: &Page, origin: Origin, index: usize) -> Vec<String> {
    if origin != Origin::Server {
        return Vec::new();
    }
    let requests = page.asked_by.get(&index).into_iter().flatten();
    let answers = requests.map(|request| format!("answers {}", page.event(request)));
    let refuses = matches!(page.model.wire.error, Some(ErrorAnswer::Event(error)) if error == index);
    answers.chain(refuses.then(|| "answers what is refused".to_owned())).collect()
}

fn answered_by(page: &Page, event: &Event) -> Option<String> {
    let Some(Reply::Event(index)) = event.reply else { return None };
    Some(format!("answered by {}", page.event(&page.model.server[index])))
}

fn tauri(origin: Origin, event: &Event) -> Option<String> {
    let name = event.tauri.as_ref().filter(|_| origin != Origin::Desktop)?;
    Some(format!("Tauri event {}", code(name)))
}

/// What the page of a desktop app gets of an event.
pub fn carried(payload: TauriPayload) -> &'static str {
    match payload {
        TauriPayload::Text => "the frame as a string",
        TauriPayload::Object => "the frame as an object",
        TauriPayload::Alone => "the payload alone",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
