//! What frames look like.

use super::block::Block;
use super::outline::Origin;
use super::pictures::What;
use super::text::{code, listed};
use super::{Page, json, pictures, types};
use crate::check::walk;
use crate::model::{Direction, Event, Held, Holds, Int64, Picture, Type};

/// The pictures of both directions, and what holds for all of them.
pub fn blocks(page: &Page) -> Vec<Block> {
    let mut blocks = vec![Block::text(intro(page))];
    let (server, client) = (page.model.pictures(Direction::Server), page.model.pictures(Direction::Client));
    let both =
        [Direction::Server, Direction::Client].map(|direction| !page.model.events(direction).is_empty());
    let is_same = server.len() == 1 && client.len() == 1 && server[0].picture.node == client[0].picture.node;
    match both {
        [true, true] if is_same => {
            blocks.extend(picture(page, "Frames of both directions", server[0].picture));
        }
        [of_server, of_client] => {
            let shown = [(of_server, Direction::Server, server), (of_client, Direction::Client, client)];
            for (_, direction, held) in shown.into_iter().filter(|(is_shown, ..)| *is_shown) {
                // What holds for all others comes last.
                let (events, answers): (Vec<_>, Vec<_>) =
                    held.iter().partition(|held| matches!(held.holds, Holds::Events(_)));
                let shown = events.iter().skip(1).chain(events.first()).chain(&answers);
                shown.for_each(|held| blocks.extend(self::held(page, direction, held)));
            }
        }
    }
    blocks.extend(nested(page));
    blocks.push(Block::text(RULES));
    blocks
}

const RULES: &str = "Field names and values are case-sensitive. Members may come in any order. Integers written as numbers stay \
within ±(2⁵³ − 1). Unless a side is set up otherwise, it refuses frames of more than 1 MiB or deeper than 64 levels.";

fn intro(page: &Page) -> String {
    let int64 = match page.model.wire.int64 {
        Int64::Number => "",
        Int64::String => " Integers of 64 bits (`i64`, `u64`) are written as strings of decimal digits.",
    };
    format!("Each frame is one JSON text that holds one event.{int64}")
}

/// The picture of some events of a direction.
fn held(page: &Page, direction: Direction, held: &Held) -> Vec<Block> {
    let sender = types::sender(direction);
    let pictures = &page.model.frames(direction).pictures;
    let what = match held.holds {
        Holds::Events(index) if index > 0 => of_picture(page, direction, index),
        Holds::Events(_) if pictures.len() > 1 => format!("All other frames from the {sender}"),
        Holds::Events(_) => format!("Frames from the {sender}"),
        Holds::Replies => {
            let requests = page.model.replies().map(|(event, _)| page.event(event));
            format!("Answers to {}", listed(&requests.collect::<Vec<_>>(), "and"))
        }
        Holds::Error => "Refusals of an event from the client".to_owned(),
    };
    let mut blocks = picture(page, &what, held.picture);
    if held.holds == Holds::Error
        && let Some(frame) = page.examples.refusal()
    {
        blocks.extend([Block::text("For example:"), Block::json(json::pretty(&frame))]);
    }
    blocks
}

/// The events that choose a picture.
fn of_picture(page: &Page, direction: Direction, index: usize) -> String {
    let events = page.model.events(direction).iter().filter(|event| event.picture == index);
    let events: Vec<String> = events.map(|event| page.event(event)).collect();
    let name = page.model.frames(direction).pictures[index].name.as_deref();
    let name = name.map_or(String::new(), |name| format!(" ({})", code(name)));
    format!("Frames of {}{name}", listed(&events, "and"))
}

fn picture(page: &Page, what: &str, picture: &Picture) -> Vec<Block> {
    match pictures::block(page, picture, What::Event) {
        Some(block) => vec![Block::text(format!("{what} look like this:")), block],
        None => {
            let text = format!(
                "{what} are the payload alone: the name of an event is that of the channel it comes on."
            );
            vec![Block::text(text)]
        }
    }
}

/// Events that carry frames of others.
fn nested(page: &Page) -> Option<Block> {
    let holding = walk::holding(page.model, |def| walk::has_frame(|visit| walk::shape(&def.shape, visit)));
    let mut events = Vec::new();
    for origin in Origin::ALL {
        for event in origin.events(page.model).iter().filter(|event| carries_frames(&holding, event)) {
            events.push(page.event(event));
        }
    }
    let carriers = listed(&events, "and");
    let verb = if events.len() == 1 { "carries" } else { "carry" };
    (!events.is_empty()).then(|| {
        Block::text(format!(
            "{carriers} {verb} frames of other events. Each of these is read by itself: one that is bad or unknown does \
             not take the others with it."
        ))
    })
}

fn carries_frames(holding: &[bool], event: &Event) -> bool {
    let mut found = false;
    walk::payload(&event.payload, &mut |ty| {
        walk::inside(ty, &mut |ty| {
            found |= match ty {
                Type::Event(_) => true,
                Type::Named(id) => holding[id.0],
                _ => false,
            }
        });
    });
    found
}
