//! What the server sends.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::timestamp;
use super::types::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerEvent {
    Ready {
        user_id: Uuid,
    },
    Pong,
    Subscribed {
        channel_id: Uuid,
    },
    Unsubscribed {
        channel_id: Uuid,
    },

    #[serde(alias = "message_create")]
    MessageNew {
        channel_id: Uuid,
        message: Message,
    },
    #[serde(alias = "message_update")]
    MessageEdit {
        channel_id: Uuid,
        message_id: Uuid,
        content: String,
        #[serde(with = "timestamp")]
        edited_at: Timestamp,
    },
    MessageDelete {
        channel_id: Uuid,
        message_id: Uuid,
    },
    ReactionAdd {
        channel_id: Uuid,
        message_id: Uuid,
        user_id: Uuid,
        emoji: String,
    },
    ReactionRemove {
        channel_id: Uuid,
        message_id: Uuid,
        user_id: Uuid,
        emoji: String,
    },
    ChannelPinAdded {
        channel_id: Uuid,
        message_id: Uuid,
        pinned_by: Uuid,
        #[serde(with = "timestamp")]
        pinned_at: Timestamp,
    },
    ChannelPinRemoved {
        channel_id: Uuid,
        message_id: Uuid,
    },
    GuildEmojiUpdated {
        guild_id: Uuid,
        emojis: Vec<GuildEmoji>,
    },

    TypingStart {
        channel_id: Uuid,
        user_id: Uuid,
    },
    TypingStop {
        channel_id: Uuid,
        user_id: Uuid,
    },
    PresenceUpdate {
        user_id: Uuid,
        status: UserStatus,
    },
    Error {
        code: String,
        message: String,
    },

    VoiceOffer {
        channel_id: Uuid,
        sdp: String,
    },
    VoiceIceCandidate {
        channel_id: Uuid,
        candidate: String,
    },
    VoiceUserJoined {
        channel_id: Uuid,
        user_id: Uuid,
        username: String,
        display_name: String,
    },
    VoiceUserLeft {
        channel_id: Uuid,
        user_id: Uuid,
    },
    VoiceUserMuted {
        channel_id: Uuid,
        user_id: Uuid,
    },
    VoiceUserUnmuted {
        channel_id: Uuid,
        user_id: Uuid,
    },
    VoiceRoomState {
        channel_id: Uuid,
        participants: Vec<VoiceParticipant>,
        #[serde(default)]
        screen_shares: Vec<ScreenShareInfo>,
        #[serde(default)]
        webcams: Vec<WebcamInfo>,
    },
    VoiceError {
        code: String,
        message: String,
    },
    VoiceUserStats {
        channel_id: Uuid,
        user_id: Uuid,
        latency: i16,
        packet_loss: f32,
        jitter: i16,
        quality: u8,
    },
    ScreenShareStarted {
        channel_id: Uuid,
        user_id: Uuid,
        stream_id: Uuid,
        username: String,
        source_label: String,
        has_audio: bool,
        quality: Quality,
        #[serde(with = "timestamp")]
        started_at: Timestamp,
    },
    ScreenShareStopped {
        channel_id: Uuid,
        user_id: Uuid,
        stream_id: Uuid,
        reason: String,
    },
    WebcamStarted {
        channel_id: Uuid,
        user_id: Uuid,
        username: String,
        quality: Quality,
    },
    WebcamStopped {
        channel_id: Uuid,
        user_id: Uuid,
        reason: String,
    },
    ScreenShareQualityChanged {
        channel_id: Uuid,
        user_id: Uuid,
        new_quality: Quality,
        reason: String,
    },
    VoiceLayerChanged {
        channel_id: Uuid,
        source_user_id: Uuid,
        track_source: TrackSource,
        active_layer: Layer,
    },

    IncomingCall {
        channel_id: Uuid,
        initiator: Uuid,
        initiator_name: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        capabilities: Vec<String>,
    },
    CallStarted {
        channel_id: Uuid,
        initiator: Uuid,
        initiator_name: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        capabilities: Vec<String>,
    },
    CallEnded {
        channel_id: Uuid,
        reason: String,
        duration_secs: Option<u32>,
    },
    CallParticipantJoined {
        channel_id: Uuid,
        user_id: Uuid,
        username: String,
    },
    CallParticipantLeft {
        channel_id: Uuid,
        user_id: Uuid,
    },
    CallDeclined {
        channel_id: Uuid,
        user_id: Uuid,
    },

    DmRead {
        channel_id: Uuid,
        last_read_message_id: Option<Uuid>,
    },
    ChannelRead {
        channel_id: Uuid,
        last_read_message_id: Option<Uuid>,
    },
    RichPresenceUpdate {
        user_id: Uuid,
        activity: Option<Activity>,
    },
    CustomStatusUpdate {
        user_id: Uuid,
        custom_status: Option<CustomStatus>,
    },
    Patch {
        entity_type: String,
        entity_id: Uuid,
        diff: Value,
    },
    PreferencesUpdated {
        preferences: Value,
        #[serde(with = "timestamp")]
        updated_at: Timestamp,
    },

    FriendRequestReceived {
        friendship_id: Uuid,
        from_user_id: Uuid,
        from_username: String,
        from_display_name: String,
        from_avatar_url: Option<String>,
    },
    FriendRequestAccepted {
        friendship_id: Uuid,
        user_id: Uuid,
        username: String,
        display_name: String,
        avatar_url: Option<String>,
    },
    UserBlocked {
        user_id: Uuid,
    },
    UserUnblocked {
        user_id: Uuid,
    },

    WorkspaceCreated {
        workspace: Value,
    },
    WorkspaceUpdated {
        workspace: Value,
    },
    WorkspaceDeleted {
        workspace_id: Uuid,
    },
    WorkspaceReordered {
        workspaces: Vec<Value>,
    },
    WorkspaceEntryAdded {
        workspace_id: Uuid,
        entry: Value,
    },
    WorkspaceEntryRemoved {
        workspace_id: Uuid,
        entry_id: Uuid,
    },
    WorkspaceEntriesReordered {
        workspace_id: Uuid,
        entries: Vec<Value>,
    },

    ThreadReplyNew {
        channel_id: Uuid,
        parent_id: Uuid,
        message: Message,
        thread_info: Value,
    },
    ThreadReplyDelete {
        channel_id: Uuid,
        parent_id: Uuid,
        message_id: Uuid,
        thread_info: Value,
    },
    ThreadRead {
        thread_parent_id: Uuid,
        last_read_message_id: Option<Uuid>,
    },
    DmNameUpdated {
        channel_id: Uuid,
        name: String,
        updated_by: Uuid,
    },

    AdminUserBanned {
        user_id: Uuid,
        username: String,
    },
    AdminUserUnbanned {
        user_id: Uuid,
        username: String,
    },
    AdminGuildSuspended {
        guild_id: Uuid,
        guild_name: String,
    },
    AdminGuildUnsuspended {
        guild_id: Uuid,
        guild_name: String,
    },
    AdminUserDeleted {
        user_id: Uuid,
        username: String,
    },
    AdminGuildDeleted {
        guild_id: Uuid,
        guild_name: String,
    },
    AdminReportCreated {
        report_id: Uuid,
        category: String,
        target_type: String,
    },
    AdminReportResolved {
        report_id: Uuid,
    },
    AdminModerationBlocked {
        guild_id: Uuid,
        user_id: Uuid,
        channel_id: Uuid,
        category: String,
    },

    CommandResponse {
        interaction_id: Uuid,
        content: String,
        command_name: String,
        bot_name: String,
        channel_id: Uuid,
        ephemeral: bool,
    },
    CommandResponseTimeout {
        interaction_id: Uuid,
        command_name: String,
        channel_id: Uuid,
    },
}
