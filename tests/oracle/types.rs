//! The types that events of both directions are made of.
//!
//! An `x?` field has `default` and `skip_serializing_if`. Derive also takes an explicit null there, which samewire
//! refuses: `tests/frames/reject/null_in_optional.jsonl`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::timestamp;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub id: Uuid,
    pub channel_id: Uuid,
    pub author: Author,
    pub content: String,
    pub encrypted: bool,
    pub attachments: Vec<Attachment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Uuid>,
    #[serde(with = "timestamp")]
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "timestamp::optional")]
    pub edited_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Author {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: Uuid,
    pub filename: String,
    pub mime_type: String,
    pub size_bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuildEmoji {
    pub id: Uuid,
    pub guild_id: Uuid,
    pub uploaded_by: Uuid,
    pub name: String,
    pub image_url: String,
    pub animated: bool,
    #[serde(with = "timestamp")]
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoiceParticipant {
    pub user_id: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    pub muted: bool,
    #[serde(default)]
    pub screen_sharing: bool,
    #[serde(default)]
    pub webcam_active: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreenShareInfo {
    pub stream_id: Uuid,
    pub user_id: Uuid,
    pub username: String,
    pub source_label: String,
    pub has_audio: bool,
    pub quality: Quality,
    #[serde(with = "timestamp")]
    pub started_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WebcamInfo {
    pub user_id: Uuid,
    pub username: String,
    pub quality: Quality,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    #[serde(rename = "type")]
    pub kind: ActivityKind,
    pub name: String,
    #[serde(with = "timestamp")]
    pub started_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomStatus {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "timestamp::optional")]
    pub expires_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    Game,
    Listening,
    Watching,
    Coding,
    Custom,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Online,
    Away,
    Busy,
    Offline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    Low,
    Medium,
    High,
    Premium,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    High,
    Medium,
    Low,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerPreference {
    Auto,
    High,
    Medium,
    Low,
}

/// A string on the wire: `microphone`, `webcam`, `screen_video:<uuid>` or `screen_audio:<uuid>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackSource {
    Microphone,
    Webcam,
    ScreenVideo(Uuid),
    ScreenAudio(Uuid),
}

impl fmt::Display for TrackSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Microphone => f.write_str("microphone"),
            Self::Webcam => f.write_str("webcam"),
            Self::ScreenVideo(stream) => write!(f, "screen_video:{stream}"),
            Self::ScreenAudio(stream) => write!(f, "screen_audio:{stream}"),
        }
    }
}

impl FromStr for TrackSource {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let stream = |text: &str| Uuid::from_str(text).map_err(|error| error.to_string());
        match text.split_once(':') {
            None if text == "microphone" => Ok(Self::Microphone),
            None if text == "webcam" => Ok(Self::Webcam),
            Some(("screen_video", id)) => stream(id).map(Self::ScreenVideo),
            Some(("screen_audio", id)) => stream(id).map(Self::ScreenAudio),
            _ => Err(format!("unknown track source {text:?}")),
        }
    }
}

impl Serialize for TrackSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TrackSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
