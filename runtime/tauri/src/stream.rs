//! The one order in which pages hear of everything, and what is kept for those that do not listen yet.
//!
//! Each message is kept and sent at once. A page that comes to listen says how many of its messages it has heard, and
//! gets the rest in one piece, in the same order as all that follows: so nothing is lost and nothing comes twice over
//! reloads.

mod ring;
mod seats;
#[cfg(test)]
mod tests;

use samewire::relay::quoted;
use serde_json::{Value, json};
use tauri::{Runtime, Webview};

use crate::connection::Connection;
use crate::emit::{Aim, Audience, Emitted, Outlet, emits};
use crate::message::Message;
use crate::taken::Taken;
pub(crate) use ring::Keep;
use ring::Ring;
use seats::Seats;

/// Where a page is: the labels of its webview, and of the window that this is in now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) webview: String,
    pub(crate) window: String,
}

impl Page {
    pub(crate) fn of<R: Runtime>(webview: &Webview<R>) -> Page {
        Page { webview: webview.label().to_owned(), window: webview.window_ref().label().to_owned() }
    }
}

/// What a page says that listens from now on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ready {
    pub(crate) page: Page,
    /// What tells its links apart.
    pub(crate) link: Value,
    /// Up to where a link before this one has heard.
    pub(crate) heard: Heard,
}

/// Up to where a page has heard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Heard {
    /// It cannot tell: it is new, or its predecessor crashed.
    Untold,
    /// The page before it asked and went before it was answered.
    Nothing,
    /// So many messages of this session.
    Until { session: String, position: u64 },
}

/// The names of the plugin's own events.
#[derive(Debug, Clone)]
pub(crate) struct OwnEvents {
    pub(crate) frame: String,
    connection: String,
    ready: String,
}

impl OwnEvents {
    pub(crate) fn of(plugin: &str) -> OwnEvents {
        let named = |event: &str| format!("{plugin}:{event}");
        OwnEvents { frame: named("frame"), connection: named("connection"), ready: named("ready") }
    }
}

/// What the worker owns.
pub(crate) struct Stream<O> {
    outlet: O,
    events: OwnEvents,
    taken: Taken,
    ring: Ring,
    seats: Seats,
    connection: Connection,
}

/// What became of a message.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// How many older messages were given up that some page should have heard.
    pub(crate) dropped: u64,
    pub(crate) error: Option<tauri::Error>,
}

impl<O: Outlet> Stream<O> {
    pub(crate) fn new(outlet: O, events: OwnEvents, taken: Taken, keep: Keep, run: &str) -> Self {
        let (ring, seats) = (Ring::new(keep), Seats::new(run));
        Stream { outlet, events, taken, ring, seats, connection: Connection::Open }
    }

    /// Sends a message, and keeps it.
    pub(crate) fn deliver(&mut self, mut message: Message, aim: Aim) -> Outcome {
        self.taken.clear(&mut message);
        let emits: Vec<_> = emits(message, &self.events.frame).collect();
        let audience = Audience::of(&aim);
        let (seats, heard) = self.seats.address(&audience);
        let mut outcome = Outcome::default();
        for (name, json) in &emits {
            outcome.error = self.outlet.emit(name, json.clone(), &audience).err().or(outcome.error);
        }
        self.ring.push(emits, aim, seats, heard);
        while let Some(kept) = self.ring.overflow() {
            outcome.dropped += u64::from(self.seats.forget(&kept));
        }
        outcome
    }

    /// Tells all pages how the connection is.
    pub(crate) fn connect(&mut self, connection: Connection) -> Outcome {
        let json = connection.value().to_string();
        self.connection = connection;
        self.own(&self.events.connection, json, &Aim::All)
    }

    /// A page begins to load, in place of the one before.
    pub(crate) fn load(&mut self, page: &Page) {
        self.seats.of(page, &mut self.ring).leave();
    }

    /// A window is gone. One of the same label may come.
    pub(crate) fn close(&mut self, window: &str) {
        self.seats.close(window);
    }

    /// A page listens: it gets what it has not heard.
    pub(crate) fn ready(&mut self, ready: &Ready) -> Outcome {
        let (seat, from) = self.seats.listen(&ready.page, &ready.heard, &mut self.ring);
        let told = json!({
            "link": ready.link,
            "session": seat.session,
            "position": seat.count,
            "dropped": seat.first_kept().saturating_sub(from),
            "connection": self.connection.value(),
        });
        let mut missed: Vec<_> = self.ring.last(seat.count - from, seat).collect();
        missed.iter_mut().for_each(|kept| kept.heard = true);
        let json = with_missed(&told, missed.iter().rev().flat_map(|kept| &kept.emits));
        self.own(&self.events.ready, json, &Aim::webview(&ready.page.webview))
    }

    fn own(&self, name: &str, json: String, aim: &Aim) -> Outcome {
        Outcome { dropped: 0, error: self.outlet.emit(name, json, &Audience::of(aim)).err() }
    }
}

/// Adds the messages, which are JSON as they are.
fn with_missed<'m>(told: &Value, missed: impl Iterator<Item = &'m Emitted>) -> String {
    let mut json = told.to_string();
    json.truncate(json.len() - 1);
    json.push_str(r#","missed":["#);
    for (count, (name, payload)) in missed.enumerate() {
        let comma = if count == 0 { "" } else { "," };
        json.extend([comma, "[", &quoted(name), ",", payload, "]"]);
    }
    json.push_str("]}");
    json
}
