//! What clients may ask for. Media is not part of this example: descriptions and candidates of connections are taken,
//! and lead nowhere.

use samewire::{Timestamp, Uuid};

use crate::chat::types::{ErrorCode, ScreenShareInfo, WebcamInfo};
use crate::chat::{ClientEvent, ClientHandler, Refusal, ServerEvent, client, server};
use crate::hub::{Client, Hub, Topic};
use crate::rooms::{Participant, Rooms};

/// The state of the chat.
#[derive(Default)]
pub struct Chat {
    pub hub: Hub,
    rooms: Rooms,
}

impl Chat {
    /// A connection is over: its user leaves all voice channels.
    pub fn leave(&self, client: &Client) {
        for channel in self.rooms.of(client.user) {
            self.leave_voice(client, channel);
        }
        self.hub.leave(client);
    }

    fn leave_voice(&self, client: &Client, channel_id: Uuid) {
        self.hub.unsubscribe(client, Topic::Voice(channel_id));
        if self.rooms.exit(channel_id, client.user) {
            let left = server::VoiceUserLeft { channel_id, user_id: client.user };
            self.hub.publish(Topic::Voice(channel_id), client, left);
        }
    }

    /// Changes what the client's user does in a voice channel, which only those can who are in it.
    fn in_voice<T>(
        &self,
        client: &Client,
        channel: Uuid,
        change: impl FnOnce(&mut Participant) -> T,
    ) -> Result<T, Refusal> {
        let refusal = || Refusal::new(ErrorCode::NotFound, "you are not in this voice channel");
        self.rooms.change(channel, client.user, change).ok_or_else(refusal)
    }

    /// Tells a voice channel, its sender too.
    fn tell_voice(&self, client: &Client, channel: Uuid, event: impl Into<ServerEvent>) {
        let event = event.into();
        self.hub.tell(client, event.clone());
        self.hub.publish(Topic::Voice(channel), client, event);
    }
}

impl ClientHandler for Chat {
    type Context = Client;

    async fn before(&self, _: &ClientEvent, _: &Client) -> Result<(), Refusal> {
        Ok(())
    }

    async fn on_ping(&self, _: client::Ping, _: &Client) -> Result<server::Pong, Refusal> {
        Ok(server::Pong)
    }

    async fn on_subscribe(
        &self,
        asked: client::Subscribe,
        client: &Client,
    ) -> Result<server::Subscribed, Refusal> {
        self.hub.subscribe(client, Topic::Channel(asked.channel_id));
        Ok(server::Subscribed { channel_id: asked.channel_id })
    }

    async fn on_unsubscribe(
        &self,
        asked: client::Unsubscribe,
        client: &Client,
    ) -> Result<server::Unsubscribed, Refusal> {
        self.hub.unsubscribe(client, Topic::Channel(asked.channel_id));
        Ok(server::Unsubscribed { channel_id: asked.channel_id })
    }

    async fn on_typing(
        &self,
        client::Typing { channel_id }: client::Typing,
        client: &Client,
    ) -> Result<(), Refusal> {
        let typing = server::TypingStart { channel_id, user_id: client.user };
        self.hub.publish(Topic::Channel(channel_id), client, typing);
        Ok(())
    }

    async fn on_stop_typing(&self, asked: client::StopTyping, client: &Client) -> Result<(), Refusal> {
        let stopped = server::TypingStop { channel_id: asked.channel_id, user_id: client.user };
        self.hub.publish(Topic::Channel(asked.channel_id), client, stopped);
        Ok(())
    }

    async fn on_voice_join(&self, asked: client::VoiceJoin, client: &Client) -> Result<(), Refusal> {
        let channel_id = asked.channel_id;
        self.hub.subscribe(client, Topic::Voice(channel_id));
        if self.rooms.enter(channel_id, client.user) {
            let name = client.user.to_string();
            let joined = server::VoiceUserJoined {
                channel_id,
                user_id: client.user,
                username: name.clone(),
                display_name: name,
            };
            self.hub.publish(Topic::Voice(channel_id), client, joined);
        }
        self.hub.tell(client, self.rooms.state(channel_id));
        Ok(())
    }

    async fn on_voice_leave(&self, asked: client::VoiceLeave, client: &Client) -> Result<(), Refusal> {
        self.leave_voice(client, asked.channel_id);
        Ok(())
    }

    async fn on_voice_answer(&self, asked: client::VoiceAnswer, client: &Client) -> Result<(), Refusal> {
        self.in_voice(client, asked.channel_id, |_| ())
    }

    async fn on_voice_ice_candidate(
        &self,
        asked: client::VoiceIceCandidate,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.in_voice(client, asked.channel_id, |_| ())
    }

    async fn on_voice_mute(&self, asked: client::VoiceMute, client: &Client) -> Result<(), Refusal> {
        let channel_id = asked.channel_id;
        self.in_voice(client, channel_id, |participant| participant.muted = true)?;
        let muted = server::VoiceUserMuted { channel_id, user_id: client.user };
        self.hub.publish(Topic::Voice(channel_id), client, muted);
        Ok(())
    }

    async fn on_voice_unmute(&self, asked: client::VoiceUnmute, client: &Client) -> Result<(), Refusal> {
        let channel_id = asked.channel_id;
        self.in_voice(client, channel_id, |participant| participant.muted = false)?;
        let unmuted = server::VoiceUserUnmuted { channel_id, user_id: client.user };
        self.hub.publish(Topic::Voice(channel_id), client, unmuted);
        Ok(())
    }

    async fn on_voice_stats(&self, asked: client::VoiceStats, client: &Client) -> Result<(), Refusal> {
        let channel_id = asked.channel_id;
        self.in_voice(client, channel_id, |_| ())?;
        let client::VoiceStats { latency, packet_loss, jitter, quality, .. } = asked;
        let stats = server::VoiceUserStats {
            channel_id,
            user_id: client.user,
            latency,
            packet_loss,
            jitter,
            quality,
        };
        self.hub.publish(Topic::Voice(channel_id), client, stats);
        Ok(())
    }

    async fn on_voice_screen_share_start(
        &self,
        asked: client::VoiceScreenShareStart,
        client: &Client,
    ) -> Result<(), Refusal> {
        let client::VoiceScreenShareStart { channel_id, stream_id, quality, has_audio, source_label } = asked;
        let (user_id, username, started_at) = (client.user, client.user.to_string(), Timestamp::now());
        let share =
            ScreenShareInfo { stream_id, user_id, username, source_label, has_audio, quality, started_at };
        self.in_voice(client, channel_id, |participant| participant.screen_shares.push(share.clone()))?;
        let ScreenShareInfo { username, source_label, .. } = share;
        let started = server::ScreenShareStarted {
            channel_id,
            user_id,
            stream_id,
            username,
            source_label,
            has_audio,
            quality,
            started_at,
        };
        self.tell_voice(client, channel_id, started);
        Ok(())
    }

    async fn on_voice_screen_share_stop(
        &self,
        asked: client::VoiceScreenShareStop,
        client: &Client,
    ) -> Result<(), Refusal> {
        let client::VoiceScreenShareStop { channel_id, stream_id } = asked;
        let stop = |participant: &mut Participant| {
            let before = participant.screen_shares.len();
            participant.screen_shares.retain(|share| share.stream_id != stream_id);
            participant.screen_shares.len() < before
        };
        if self.in_voice(client, channel_id, stop)? {
            let reason = "user_stopped".to_owned();
            let stopped = server::ScreenShareStopped { channel_id, user_id: client.user, stream_id, reason };
            self.tell_voice(client, channel_id, stopped);
        }
        Ok(())
    }

    async fn on_voice_webcam_start(
        &self,
        asked: client::VoiceWebcamStart,
        client: &Client,
    ) -> Result<(), Refusal> {
        let client::VoiceWebcamStart { channel_id, quality } = asked;
        let (user_id, username) = (client.user, client.user.to_string());
        let webcam = WebcamInfo { user_id, username: username.clone(), quality };
        self.in_voice(client, channel_id, |participant| participant.webcam = Some(webcam))?;
        self.tell_voice(client, channel_id, server::WebcamStarted { channel_id, user_id, username, quality });
        Ok(())
    }

    async fn on_voice_webcam_stop(
        &self,
        asked: client::VoiceWebcamStop,
        client: &Client,
    ) -> Result<(), Refusal> {
        let channel_id = asked.channel_id;
        if self.in_voice(client, channel_id, |participant| participant.webcam.take())?.is_some() {
            let reason = "user_stopped".to_owned();
            self.tell_voice(
                client,
                channel_id,
                server::WebcamStopped { channel_id, user_id: client.user, reason },
            );
        }
        Ok(())
    }

    async fn on_voice_set_layer_preference(
        &self,
        asked: client::VoiceSetLayerPreference,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.in_voice(client, asked.channel_id, |_| ())
    }

    async fn on_set_activity(&self, asked: client::SetActivity, client: &Client) -> Result<(), Refusal> {
        let changed = server::RichPresenceUpdate { user_id: client.user, activity: asked.activity };
        self.hub.tell_all(changed);
        Ok(())
    }

    async fn on_set_status(&self, asked: client::SetStatus, client: &Client) -> Result<(), Refusal> {
        let changed = server::PresenceUpdate { user_id: client.user, status: asked.status };
        self.hub.tell_all(changed);
        Ok(())
    }

    async fn on_set_custom_status(
        &self,
        asked: client::SetCustomStatus,
        client: &Client,
    ) -> Result<(), Refusal> {
        let changed = server::CustomStatusUpdate { user_id: client.user, custom_status: asked.custom_status };
        self.hub.tell_all(changed);
        Ok(())
    }

    async fn on_admin_subscribe(&self, _: client::AdminSubscribe, _: &Client) -> Result<(), Refusal> {
        Err(Refusal::new(ErrorCode::PermissionDenied, "only elevated administrators may subscribe"))
    }

    async fn on_admin_unsubscribe(&self, _: client::AdminUnsubscribe, _: &Client) -> Result<(), Refusal> {
        Ok(())
    }
}
