//! What holds for a connection, as far as the manifest says it.

use super::block::{Block, Table};
use super::outline::Origin;
use super::text::{code, listed};
use super::{Page, facts};
use crate::model::{Delivery, ErrorAnswer, Event, Reply, Sticky};

pub fn blocks(page: &Page) -> Vec<Block> {
    let mut blocks = vec![Block::text(counts(page))];
    blocks.extend(keep_alive(page));
    blocks.extend(requests(page));
    blocks.extend(refusals(page));
    blocks.extend(coming_back(page));
    blocks.extend(desktop(page));
    blocks.push(Block::text(UNKNOWN));
    blocks
}

const UNKNOWN: &str = "**What a side does not know.** An event that the receiver does not know is kept or passed over, never an \
error, and so is a member that it does not know: the other side may be newer. A known event with a bad value is an error.";

fn counts(page: &Page) -> String {
    let counted = |count: usize| match count {
        0 => "no events".to_owned(),
        1 => "1 event".to_owned(),
        count => format!("{count} events"),
    };
    let server = counted(page.model.server.len());
    let client = match page.model.client.len() {
        0 => "none".to_owned(),
        count => count.to_string(),
    };
    let desktop = match page.model.desktop.len() {
        0 => String::new(),
        count => format!(" The desktop app has {} of its own.", counted(count)),
    };
    format!("The server sends {server}, the client sends {client}.{desktop}")
}

fn keep_alive(page: &Page) -> Option<Block> {
    let heartbeat = page.model.wire.heartbeat?;
    let send = page.event(&page.model.client[heartbeat.send]);
    let expect = page.event(&page.model.server[heartbeat.expect]);
    Some(Block::text(format!(
        "**Keep-alive.** While nothing else is heard, the client sends {send} from time to time, and the server answers \
         with {expect}. A client that hears neither that nor anything else takes the connection for lost."
    )))
}

/// The request id, and what answers what.
fn requests(page: &Page) -> Vec<Block> {
    let Some(path) = &page.model.wire.correlation else { return Vec::new() };
    let intro = format!(
        "**Requests.** The client may give an event an id of its own, in {}. What answers the event has the same id.",
        code(&path.join("."))
    );
    let rows: Vec<Vec<String>> = page.model.client.iter().filter_map(|event| answered(page, event)).collect();
    let table = (!rows.is_empty()).then(|| Table::new(&["Request", "Answer"], rows).into());
    std::iter::once(Block::text(intro)).chain(table).collect()
}

fn answered(page: &Page, request: &Event) -> Option<Vec<String>> {
    let answer = match request.reply.as_ref()? {
        Reply::Event(index) => page.event(&page.model.server[*index]),
        Reply::Payload(_) => "an answer of its own".to_owned(),
    };
    Some(vec![page.event(request), answer])
}

fn refusals(page: &Page) -> Option<Block> {
    let what = match page.model.wire.error.as_ref()? {
        ErrorAnswer::Event(index) => page.event(&page.model.server[*index]),
        ErrorAnswer::Picture(_) => "a frame that is no event".to_owned(),
    };
    let id = if page.model.wire.correlation.is_some() { ", with the id of the event" } else { "" };
    Some(Block::text(format!(
        "**Errors.** What the server refuses, or cannot read, it answers with {what}{id}: `code` says what is wrong to a \
         program, `message` to people."
    )))
}

/// How the page of a desktop app hears of events.
fn desktop(page: &Page) -> Option<Block> {
    let tauri = page.model.tauri.as_ref()?;
    page.model.server.iter().any(|event| event.tauri.is_some()).then(|| {
        Block::text(format!(
            "**In the desktop app**, the page hears events of the server as Tauri events under names of their own, with \
             {}.",
            facts::carried(tauri.payload)
        ))
    })
}

/// What the manifest says of those who were away.
fn coming_back(page: &Page) -> Vec<Block> {
    let named = |origin: Origin, holds: &dyn Fn(&Event) -> bool| -> Vec<String> {
        let events = origin.events(page.model).iter().filter(|event| holds(event));
        events.map(|event| page.event(event)).collect()
    };
    let sticky = named(Origin::Server, &|event| event.sticky != Sticky::No);
    let critical = named(Origin::Server, &|event| event.delivery == Delivery::Critical);
    let again = named(Origin::Client, &|event| event.idempotent);
    let line = |events: Vec<String>, text: &str| {
        (!events.is_empty()).then(|| format!("- {text}: {}.", listed(&events, "and")))
    };
    let lines = [
        line(sticky, "The last of these is kept for those who come later"),
        line(critical, "These are sent even if their sender crashes meanwhile"),
        line(again, "These may be sent again without harm"),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::text("**After a lost connection.** What to count on:"), Block::text(lines.join("\n"))]
}
