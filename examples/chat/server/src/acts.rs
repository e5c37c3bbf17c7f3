//! What pages do over HTTP and made-up users do by themselves: each act, and the events by which all hear of it.

use std::time::Instant;

use samewire::{Timestamp, Uuid};
use serde_json::json;

use crate::calls::Outcome;
use crate::chat::server;
use crate::chat::types::Message;
use crate::demo::Happening;
use crate::handler::Chat;
use crate::hub::Topic;
use crate::people::User;

impl Chat {
    /// The direct conversation of two users. Both hear of a new one, as of a change of a channel.
    pub fn open_direct(&self, user: Uuid, other: Uuid) -> Uuid {
        let (channel_id, is_new) = self.channels.direct(user, other);
        for member in [user, other].into_iter().filter(|_| is_new) {
            let entity_type = "channel".to_owned();
            let diff = json!({ "members": [user, other] });
            self.hub.tell_user(member, server::Patch { entity_type, entity_id: channel_id, diff });
        }
        channel_id
    }

    /// Nothing if there is no such channel.
    pub fn post(&self, channel_id: Uuid, author: &User, content: String) -> Option<Message> {
        let mut channels = self.channels.lock();
        let channel = channels.iter_mut().find(|channel| channel.id == channel_id)?;
        let message = channel.post(author, content, Timestamp::now());
        let new = server::MessageNew { channel_id, message: message.clone() };
        self.hub.publish(Topic::Channel(channel_id), new);
        self.happened(Happening::Written { channel_id, message_id: message.id, author_id: author.id });
        Some(message)
    }

    /// Says whether there was room for it; nothing if there is no such message.
    pub fn react(&self, channel_id: Uuid, message_id: Uuid, user_id: Uuid, emoji: &str) -> Option<bool> {
        let mut channels = self.channels.lock();
        let channel = channels.iter_mut().find(|channel| channel.id == channel_id)?;
        let is_news = channel.posted(message_id)?.react(user_id, emoji);
        if is_news == Some(true) {
            let added = server::ReactionAdd { channel_id, message_id, user_id, emoji: emoji.to_owned() };
            self.hub.publish(Topic::Channel(channel_id), added);
        }
        Some(is_news.is_some())
    }

    /// Nothing if there is no such message.
    pub fn take_back(&self, channel_id: Uuid, message_id: Uuid, user_id: Uuid, emoji: String) -> Option<()> {
        let mut channels = self.channels.lock();
        let channel = channels.iter_mut().find(|channel| channel.id == channel_id)?;
        if channel.posted(message_id)?.take_back(user_id, &emoji) {
            let removed = server::ReactionRemove { channel_id, message_id, user_id, emoji };
            self.hub.publish(Topic::Channel(channel_id), removed);
        }
        Some(())
    }

    /// Says whether it rings.
    pub fn start_call(&self, channel_id: Uuid, caller: &User) -> bool {
        if !self.calls.start(channel_id, caller.id) {
            return false;
        }
        let (initiator, initiator_name) = (caller.id, caller.username.clone());
        let capabilities = vec!["audio".to_owned(), "screen".to_owned()];
        for member in self.members(channel_id) {
            let (initiator_name, capabilities) = (initiator_name.clone(), capabilities.clone());
            if member == caller.id {
                let started = server::CallStarted { channel_id, initiator, initiator_name, capabilities };
                self.hub.tell_user(member, started);
            } else {
                let incoming = server::IncomingCall { channel_id, initiator, initiator_name, capabilities };
                self.hub.tell_user(member, incoming);
            }
        }
        self.happened(Happening::CallStarted(channel_id));
        true
    }

    /// Says whether there is a call.
    pub fn join_call(&self, channel_id: Uuid, user: &User) -> bool {
        let joined = self.calls.join(channel_id, user.id, Instant::now());
        for member in self.members(channel_id).into_iter().filter(|_| joined == Some(true)) {
            let (user_id, username) = (user.id, user.username.clone());
            self.hub.tell_user(member, server::CallParticipantJoined { channel_id, user_id, username });
        }
        if joined == Some(true) {
            self.happened(Happening::CallJoined(channel_id));
        }
        joined.is_some()
    }

    /// Says whether there was something to decline.
    pub fn decline_call(&self, channel_id: Uuid, user: &User) -> bool {
        let members = self.members(channel_id);
        // A channel that everybody sees has no members, and no calls.
        let others = members.len().saturating_sub(1);
        let Some(outcome) = self.calls.decline(channel_id, user.id, others) else { return false };
        for member in members {
            self.hub.tell_user(member, server::CallDeclined { channel_id, user_id: user.id });
            if let Outcome::Ended(ended) = &outcome {
                self.hub.tell_user(member, ended.clone());
            }
        }
        true
    }

    /// A user leaves a call; says whether they were in it.
    pub fn leave_call(&self, channel_id: Uuid, user_id: Uuid) -> bool {
        let Some(outcome) = self.calls.leave(channel_id, user_id, Instant::now()) else { return false };
        for member in self.members(channel_id) {
            match &outcome {
                Outcome::GoesOn => {
                    self.hub.tell_user(member, server::CallParticipantLeft { channel_id, user_id });
                }
                Outcome::Ended(ended) => self.hub.tell_user(member, ended.clone()),
            }
        }
        self.happened(Happening::CallLeft(channel_id));
        true
    }

    /// Those who have a direct conversation.
    pub fn members(&self, channel_id: Uuid) -> Vec<Uuid> {
        let channels = self.channels.lock();
        channels
            .iter()
            .find(|channel| channel.id == channel_id)
            .map_or_else(Vec::new, |it| it.members.clone())
    }
}
