//! Who is connected, and who hears what. An event is written once, however many hear it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use samewire::Uuid;
use tokio::sync::mpsc;

use crate::chat::{ServerEvent, ServerFrame};

/// How many frames may wait for a client. One that lags behind further is let go of, and connects again.
const QUEUE: usize = 1024;

/// One connection of a user.
pub struct Client {
    pub connection: Uuid,
    pub user: Uuid,
}

/// What clients ask for the events of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Channel(Uuid),
    Voice(Uuid),
}

#[derive(Default)]
pub struct Hub {
    sessions: Mutex<BTreeMap<Uuid, Session>>,
}

struct Session {
    frames: mpsc::Sender<Utf8Bytes>,
    topics: BTreeSet<Topic>,
}

impl Hub {
    /// A new connection, and the frames that it is told.
    pub fn join(&self) -> (Client, mpsc::Receiver<Utf8Bytes>) {
        let (frames, receiver) = mpsc::channel(QUEUE);
        let client = Client { connection: Uuid::new_v4(), user: Uuid::new_v4() };
        self.sessions().insert(client.connection, Session { frames, topics: BTreeSet::new() });
        (client, receiver)
    }

    pub fn leave(&self, client: &Client) {
        self.sessions().remove(&client.connection);
    }

    pub fn subscribe(&self, client: &Client, topic: Topic) {
        if let Some(session) = self.sessions().get_mut(&client.connection) {
            session.topics.insert(topic);
        }
    }

    pub fn unsubscribe(&self, client: &Client, topic: Topic) {
        if let Some(session) = self.sessions().get_mut(&client.connection) {
            session.topics.remove(&topic);
        }
    }

    /// Tells one client of an event.
    pub fn tell(&self, client: &Client, event: impl Into<ServerEvent>) {
        self.answer(client, &event.into().into());
    }

    /// Tells one client of an event that carries the id of its request.
    pub fn answer(&self, client: &Client, frame: &ServerFrame) {
        self.send(frame, |connection, _| connection == client.connection);
    }

    /// Tells all who have asked for a topic, but the one it comes from.
    pub fn publish(&self, topic: Topic, from: &Client, event: impl Into<ServerEvent>) {
        let hears =
            |connection, session: &Session| connection != from.connection && session.topics.contains(&topic);
        self.send(&event.into().into(), hears);
    }

    /// Tells all.
    pub fn tell_all(&self, event: impl Into<ServerEvent>) {
        self.broadcast(&event.into().into());
    }

    /// Tells all, also the members beside the event.
    pub fn broadcast(&self, frame: &ServerFrame) {
        self.send(frame, |_, _| true);
    }

    fn send(&self, frame: &ServerFrame, hears: impl Fn(Uuid, &Session) -> bool) {
        // What no reader could hold is not written: the server's own mistake, of which no client is told.
        let Ok(text) = frame.encode() else { return };
        let text = Utf8Bytes::from(text);
        self.sessions().retain(|&connection, session| {
            !hears(connection, session) || session.frames.try_send(text.clone()).is_ok()
        });
    }

    fn sessions(&self) -> MutexGuard<'_, BTreeMap<Uuid, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
