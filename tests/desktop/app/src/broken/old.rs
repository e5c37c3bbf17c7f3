//! The enum of a desktop app that was written by hand, and not kept up with its server.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Some of the events, with the fields that they had once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OldEvent {
    Ready { user_id: String },
    Pong,
    Subscribed { channel_id: String },
    Unsubscribed { channel_id: String },
    MessageNew { channel_id: String, message: Value },
    MessageEdit { channel_id: String, message_id: String, content: String, edited_at: String },
    MessageDelete { channel_id: String, message_id: String },
    TypingStart { channel_id: String, user_id: String },
    TypingStop { channel_id: String, user_id: String },
    PresenceUpdate { user_id: String, status: String },
    VoiceOffer { channel_id: String, sdp: String },
    VoiceIceCandidate { channel_id: String, candidate: String },
    VoiceUserJoined { channel_id: String, user_id: String },
    VoiceUserLeft { channel_id: String, user_id: String },
    VoiceUserMuted { channel_id: String, user_id: String },
    VoiceUserUnmuted { channel_id: String, user_id: String },
    VoiceRoomState { channel_id: String, participants: Value },
    VoiceError { code: String, message: String },
    ScreenShareStarted { channel_id: String, user_id: String, quality: String },
    ScreenShareStopped { channel_id: String, user_id: String, reason: String },
    Error { code: String, message: String },
}

impl OldEvent {
    /// `ws:message_new`, as `type` says it.
    pub fn tauri_name(&self) -> String {
        let name =
            serde_json::to_value(self).ok().and_then(|event| Some(event.get("type")?.as_str()?.to_owned()));
        format!("ws:{}", name.unwrap_or_default())
    }
}
