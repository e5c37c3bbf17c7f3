//! Who is connected, and who hears what. An event is written once, however many hear it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use samewire::Uuid;
use tokio::sync::mpsc;

use crate::chat::{ServerEvent, ServerFrame};
use crate::people::User;
use crate::rate::Bucket;

/// How many frames may wait for a client. One that lags behind further is let go of, and connects again.
const QUEUE: usize = 1024;

/// One connection of a user.
pub struct Client {
    pub connection: Uuid,
    pub user: User,
    pub rate: Arc<Bucket>,
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
    user: Uuid,
    frames: mpsc::Sender<Utf8Bytes>,
    topics: BTreeSet<Topic>,
}

impl Hub {
    /// A new connection, and the frames that it is told.
    pub fn join(&self, user: User, rate: Arc<Bucket>) -> (Client, mpsc::Receiver<Utf8Bytes>) {
        let (frames, receiver) = mpsc::channel(QUEUE);
        let session = Session { user: user.id, frames, topics: BTreeSet::new() };
        let client = Client { connection: Uuid::new_v4(), user, rate };
        self.sessions().insert(client.connection, session);
        (client, receiver)
    }

    pub fn leave(&self, client: &Client) {
        self.sessions().remove(&client.connection);
    }

    pub fn is_empty(&self) -> bool {
        self.sessions().is_empty()
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

    pub fn is_subscribed(&self, client: &Client, topic: Topic) -> bool {
        let sessions = self.sessions();
        sessions.get(&client.connection).is_some_and(|session| session.topics.contains(&topic))
    }

    /// Tells one client of an event.
    pub fn tell(&self, client: &Client, event: impl Into<ServerEvent>) {
        self.answer(client, &event.into().into());
    }

    /// Tells one client of an event that carries the id of its request.
    pub fn answer(&self, client: &Client, frame: &ServerFrame) {
        self.send(frame, |connection, _| connection == client.connection);
    }

    /// Tells all sessions of a user.
    pub fn tell_user(&self, user: Uuid, event: impl Into<ServerEvent>) {
        self.tell_user_frame(user, &event.into().into());
    }

    /// Tells all sessions of a user, also the members beside the event.
    pub fn tell_user_frame(&self, user: Uuid, frame: &ServerFrame) {
        self.send(frame, |_, session| session.user == user);
    }

    /// Tells all who have asked for a topic.
    pub fn publish(&self, topic: Topic, event: impl Into<ServerEvent>) {
        self.send(&event.into().into(), |_, session| session.topics.contains(&topic));
    }

    /// Tells all who have asked for a topic, but the connection it comes from.
    pub fn publish_but(&self, from: Uuid, topic: Topic, event: impl Into<ServerEvent>) {
        let hears = |connection, session: &Session| connection != from && session.topics.contains(&topic);
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

#[cfg(test)]
mod tests {
    use super::{Hub, Topic};
    use crate::chat::server;
    use crate::people::User;
    use crate::rate::{Bucket, Rate};
    use samewire::Uuid;
    use std::sync::Arc;
    use std::time::Instant;

    fn any_rate() -> Arc<Bucket> {
        Arc::new(Bucket::new(Rate::default(), Instant::now()))
    }

    #[test]
    fn an_event_is_written_once_for_all_who_hear_it() {
        let hub = Hub::default();
        let channel_id = Uuid::new_v4();
        let mut listeners: Vec<_> = (0..5).map(|_| hub.join(User::new("Mary"), any_rate())).collect();
        for (client, _) in &listeners {
            hub.subscribe(client, Topic::Channel(channel_id));
        }
        let typing = server::TypingStart { channel_id, user_id: Uuid::new_v4() };
        hub.publish(Topic::Channel(channel_id), typing.clone());
        let heard: Vec<_> = listeners.iter_mut().map(|(_, frames)| frames.try_recv().unwrap()).collect();
        let first = &heard[0];
        // The same bytes, and not equal ones.
        assert!(heard.iter().all(|text| text.as_str().as_ptr() == first.as_str().as_ptr()));

        hub.publish(Topic::Channel(channel_id), typing);
        let again = listeners[0].1.try_recv().unwrap();
        assert_eq!(&again, first);
        assert_ne!(again.as_str().as_ptr(), first.as_str().as_ptr(), "another event is another text");
    }

    #[test]
    fn who_lags_behind_is_let_go_of() {
        let hub = Hub::default();
        let (client, mut frames) = hub.join(User::new("Mary"), any_rate());
        for _ in 0..=super::QUEUE {
            hub.tell(&client, server::Pong);
        }
        assert!(hub.is_empty());
        let waiting = std::iter::from_fn(|| frames.try_recv().ok()).count();
        assert_eq!(waiting, super::QUEUE);
    }
}
