//! Channels, what was written in them, and how far each user has read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use samewire::{Timestamp, Uuid};
use serde::Serialize;

use crate::chat::types::Message;
use crate::people::User;

/// How many messages of a channel are kept.
const KEPT: usize = 200;

/// How many kinds of reactions a message may have.
const KINDS: usize = 20;

/// Everybody sees text and voice channels; a direct conversation is seen by the two who have it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Voice,
    Direct,
}

pub struct Channel {
    pub id: Uuid,
    pub name: String,
    pub topic: String,
    pub kind: Kind,
    pub members: Vec<Uuid>,
    messages: VecDeque<Posted>,
    read: BTreeMap<Uuid, Uuid>,
}

/// A message, and who reacted to it with what.
#[derive(Clone, Serialize)]
pub struct Posted {
    #[serde(flatten)]
    pub message: Message,
    pub reactions: Vec<Reaction>,
}

#[derive(Clone, Serialize)]
pub struct Reaction {
    pub emoji: String,
    pub user_ids: BTreeSet<Uuid>,
}

/// A channel as one user has it.
#[derive(Serialize)]
pub struct View {
    pub id: Uuid,
    pub name: String,
    pub topic: String,
    pub kind: Kind,
    pub members: Vec<Uuid>,
    pub last_read_message_id: Option<Uuid>,
    pub messages: Vec<Posted>,
}

/// All channels. What is told of a change is told while they are locked, so that all hear it in the order in which it
/// happened.
#[derive(Default)]
pub struct Channels(Mutex<Vec<Channel>>);

impl Channels {
    pub fn lock(&self) -> MutexGuard<'_, Vec<Channel>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn add(&self, channel: Channel) {
        self.lock().push(channel);
    }

    /// What a user sees.
    pub fn views(&self, user: Uuid) -> Vec<View> {
        self.lock()
            .iter()
            .filter(|channel| channel.is_seen_by(user))
            .map(|channel| channel.view(user))
            .collect()
    }

    /// The direct conversation of two users; says whether it is new.
    pub fn direct(&self, user: Uuid, other: Uuid) -> (Uuid, bool) {
        let mut channels = self.lock();
        let members = vec![user, other];
        let is_theirs = |channel: &&Channel| {
            channel.kind == Kind::Direct && members.iter().all(|member| channel.members.contains(member))
        };
        if let Some(channel) = channels.iter().find(is_theirs) {
            return (channel.id, false);
        }
        let channel = Channel { members, ..Channel::new(Uuid::new_v4(), Kind::Direct, "", "") };
        let id = channel.id;
        channels.push(channel);
        (id, true)
    }
}

impl Channel {
    pub fn new(id: Uuid, kind: Kind, name: &str, topic: &str) -> Channel {
        let (name, topic) = (name.to_owned(), topic.to_owned());
        let (members, messages, read) = (Vec::new(), VecDeque::new(), BTreeMap::new());
        Channel { id, name, topic, kind, members, messages, read }
    }

    pub fn is_seen_by(&self, user: Uuid) -> bool {
        self.kind != Kind::Direct || self.members.contains(&user)
    }

    /// Whether people talk here: in a voice channel, and in a direct conversation during a call.
    pub fn has_voice(&self) -> bool {
        self.kind != Kind::Text
    }

    /// Adds a message; its author has read up to it.
    pub fn post(&mut self, author: &User, content: String, created_at: Timestamp) -> Message {
        let message = Message {
            id: Uuid::now_v7(),
            channel_id: self.id,
            author: author.author(),
            content,
            encrypted: false,
            attachments: Vec::new(),
            reply_to: None,
            created_at,
            edited_at: None,
        };
        if self.messages.len() == KEPT {
            self.messages.pop_front();
        }
        self.messages.push_back(Posted { message: message.clone(), reactions: Vec::new() });
        self.read.insert(author.id, message.id);
        message
    }

    pub fn last(&self) -> Option<&Posted> {
        self.messages.back()
    }

    pub fn posted(&mut self, message: Uuid) -> Option<&mut Posted> {
        self.messages.iter_mut().rfind(|posted| posted.message.id == message)
    }

    /// Notes how far a user has read; says whether that is news. Nobody reads backwards.
    pub fn read(&mut self, user: Uuid, message: Uuid) -> bool {
        let place = |id| self.messages.iter().position(|posted| posted.message.id == id);
        let before = self.read.get(&user).and_then(|&id| place(id));
        let is_news = place(message).is_some_and(|at| before.is_none_or(|before| before < at));
        if is_news {
            self.read.insert(user, message);
        }
        is_news
    }

    fn view(&self, user: Uuid) -> View {
        View {
            id: self.id,
            name: self.name.clone(),
            topic: self.topic.clone(),
            kind: self.kind,
            members: self.members.clone(),
            last_read_message_id: self.read.get(&user).copied(),
            messages: self.messages.iter().cloned().collect(),
        }
    }
}

impl Posted {
    /// Says whether that is news; nothing if there are too many kinds of reactions already.
    pub fn react(&mut self, user: Uuid, emoji: &str) -> Option<bool> {
        if let Some(reaction) = self.reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
            return Some(reaction.user_ids.insert(user));
        }
        if self.reactions.len() == KINDS {
            return None;
        }
        self.reactions.push(Reaction { emoji: emoji.to_owned(), user_ids: BTreeSet::from([user]) });
        Some(true)
    }

    /// Says whether that is news.
    pub fn take_back(&mut self, user: Uuid, emoji: &str) -> bool {
        let Some(at) = self.reactions.iter().position(|reaction| reaction.emoji == emoji) else {
            return false;
        };
        let is_news = self.reactions[at].user_ids.remove(&user);
        if self.reactions[at].user_ids.is_empty() {
            self.reactions.remove(at);
        }
        is_news
    }
}

#[cfg(test)]
mod tests {
    use samewire::{Timestamp, Uuid};

    use super::{Channel, Channels, KEPT, KINDS, Kind};
    use crate::people::User;

    #[test]
    fn nobody_reads_backwards_or_what_is_not_there() {
        let (author, reader) = (User::new("Ada"), Uuid::new_v4());
        let mut channel = Channel::new(Uuid::new_v4(), Kind::Text, "general", "");
        let [first, second] =
            ["one", "two"].map(|text| channel.post(&author, text.into(), Timestamp::now()).id);
        assert!(channel.read(reader, second));
        assert!(!channel.read(reader, second));
        assert!(!channel.read(reader, first));
        assert!(!channel.read(reader, Uuid::new_v4()));
        assert!(!channel.read(author.id, second), "who wrote it has read it");
    }

    #[test]
    fn a_reaction_counts_once_for_each_user() {
        let author = User::new("Ada");
        let mut channel = Channel::new(Uuid::new_v4(), Kind::Text, "general", "");
        let id = channel.post(&author, "one".into(), Timestamp::now()).id;
        let posted = channel.posted(id).unwrap();
        assert_eq!(posted.react(author.id, "👍"), Some(true));
        assert_eq!(posted.react(author.id, "👍"), Some(false));
        assert!(posted.take_back(author.id, "👍"));
        assert!(!posted.take_back(author.id, "👍"));
        assert!(posted.reactions.is_empty());
    }

    #[test]
    fn a_message_has_so_many_kinds_of_reactions_and_no_more() {
        let author = User::new("Ada");
        let mut channel = Channel::new(Uuid::new_v4(), Kind::Text, "general", "");
        let id = channel.post(&author, "one".into(), Timestamp::now()).id;
        let posted = channel.posted(id).unwrap();
        for kind in 0..KINDS {
            assert_eq!(posted.react(author.id, &kind.to_string()), Some(true));
        }
        assert_eq!(posted.react(author.id, "one more"), None);
        assert_eq!(posted.react(Uuid::new_v4(), "0"), Some(true), "a kind that is there is no more of them");
        assert_eq!(posted.reactions.len(), KINDS);
    }

    #[test]
    fn two_users_have_one_direct_conversation() {
        let channels = Channels::default();
        let (ada, bob) = (Uuid::new_v4(), Uuid::new_v4());
        let (id, is_new) = channels.direct(ada, bob);
        assert!(is_new);
        assert_eq!(channels.direct(bob, ada), (id, false));
        assert!(channels.views(Uuid::new_v4()).is_empty());
    }

    #[test]
    fn only_the_last_messages_are_kept() {
        let mut channel = Channel::new(Uuid::new_v4(), Kind::Text, "general", "");
        for _ in 0..=KEPT {
            channel.post(&User::new("Ada"), String::new(), Timestamp::now());
        }
        assert_eq!(channel.view(Uuid::new_v4()).messages.len(), KEPT);
    }
}
