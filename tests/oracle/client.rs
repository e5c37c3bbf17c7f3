//! What a client sends.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::types::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientEvent {
    Ping,
    Subscribe {
        channel_id: Uuid,
    },
    Unsubscribe {
        channel_id: Uuid,
    },
    Typing {
        channel_id: Uuid,
    },
    StopTyping {
        channel_id: Uuid,
    },

    VoiceJoin {
        channel_id: Uuid,
    },
    VoiceLeave {
        channel_id: Uuid,
    },
    VoiceAnswer {
        channel_id: Uuid,
        sdp: String,
    },
    VoiceIceCandidate {
        channel_id: Uuid,
        candidate: String,
    },
    VoiceMute {
        channel_id: Uuid,
    },
    VoiceUnmute {
        channel_id: Uuid,
    },
    VoiceStats {
        channel_id: Uuid,
        session_id: Uuid,
        latency: i16,
        packet_loss: f32,
        jitter: i16,
        quality: u8,
        timestamp: i64,
    },
    VoiceScreenShareStart {
        channel_id: Uuid,
        stream_id: Uuid,
        quality: Quality,
        has_audio: bool,
        source_label: String,
    },
    VoiceScreenShareStop {
        channel_id: Uuid,
        stream_id: Uuid,
    },
    VoiceWebcamStart {
        channel_id: Uuid,
        quality: Quality,
    },
    VoiceWebcamStop {
        channel_id: Uuid,
    },
    VoiceSetLayerPreference {
        channel_id: Uuid,
        target_user_id: Uuid,
        track_source: TrackSource,
        preferred_layer: LayerPreference,
    },

    SetActivity {
        activity: Option<Activity>,
    },
    SetStatus {
        status: UserStatus,
    },
    SetCustomStatus {
        custom_status: Option<CustomStatus>,
    },
    AdminSubscribe,
    AdminUnsubscribe,
}
