//! What happens in voice channels. Media is not part of this example: descriptions and candidates of connections are
//! taken, and lead nowhere.

use samewire::{Timestamp, Uuid};

use crate::chat::types::{ErrorCode, Quality, ScreenShareInfo, WebcamInfo};
use crate::chat::{Refusal, ServerEvent, client, server};
use crate::handler::Chat;
use crate::hub::{Client, Topic};
use crate::people::User;
use crate::rooms::Participant;

impl Chat {
    /// A user comes into a voice channel, by a connection; those who are made up have none.
    pub fn enter_voice(&self, channel_id: Uuid, user: &User, connection: Uuid) {
        if self.rooms.enter(channel_id, user, connection) {
            let User { id: user_id, username, display_name } = user.clone();
            let joined = server::VoiceUserJoined { channel_id, user_id, username, display_name };
            self.hub.publish_but(connection, Topic::Voice(channel_id), joined);
        }
    }

    /// A user leaves a voice channel; `reason` is why what they share ends.
    pub fn leave_voice(&self, channel_id: Uuid, user_id: Uuid, reason: &str) {
        let Some(participant) = self.rooms.exit(channel_id, user_id) else { return };
        let topic = Topic::Voice(channel_id);
        for ScreenShareInfo { stream_id, .. } in participant.screen_shares {
            let reason = reason.to_owned();
            self.hub.publish(topic, server::ScreenShareStopped { channel_id, user_id, stream_id, reason });
        }
        if participant.webcam.is_some() {
            let reason = reason.to_owned();
            self.hub.publish(topic, server::WebcamStopped { channel_id, user_id, reason });
        }
        self.hub.publish(topic, server::VoiceUserLeft { channel_id, user_id });
    }

    /// Changes what the user does in a voice channel, which only those can who are in it.
    pub fn in_voice<T>(
        &self,
        user: &User,
        channel: Uuid,
        change: impl FnOnce(&mut Participant) -> T,
    ) -> Result<T, Refusal> {
        let refusal = || Refusal::new(ErrorCode::NotFound, "you are not in this voice channel");
        self.rooms.change(channel, user.id, change).ok_or_else(refusal)
    }

    /// Mutes a user or lifts that, and tells the others.
    pub fn mute(&self, client: &Client, channel_id: Uuid, muted: bool) -> Result<(), Refusal> {
        self.in_voice(&client.user, channel_id, |participant| participant.muted = muted)?;
        let user_id = client.user.id;
        let event: ServerEvent = match muted {
            true => server::VoiceUserMuted { channel_id, user_id }.into(),
            false => server::VoiceUserUnmuted { channel_id, user_id }.into(),
        };
        self.hub.publish_but(client.connection, Topic::Voice(channel_id), event);
        Ok(())
    }

    pub fn share_screen(&self, user: &User, asked: client::VoiceScreenShareStart) -> Result<(), Refusal> {
        let client::VoiceScreenShareStart { channel_id, stream_id, quality, has_audio, source_label } = asked;
        let (user_id, username, started_at) = (user.id, user.username.clone(), Timestamp::now());
        let share =
            ScreenShareInfo { stream_id, user_id, username, source_label, has_audio, quality, started_at };
        self.in_voice(user, channel_id, |participant| participant.screen_shares.push(share.clone()))?;
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
        self.hub.publish(Topic::Voice(channel_id), started);
        Ok(())
    }

    pub fn stop_sharing(&self, user: &User, channel_id: Uuid, stream_id: Uuid) -> Result<(), Refusal> {
        let stop = |participant: &mut Participant| {
            let before = participant.screen_shares.len();
            participant.screen_shares.retain(|share| share.stream_id != stream_id);
            participant.screen_shares.len() < before
        };
        if self.in_voice(user, channel_id, stop)? {
            let (user_id, reason) = (user.id, "user_stopped".to_owned());
            let stopped = server::ScreenShareStopped { channel_id, user_id, stream_id, reason };
            self.hub.publish(Topic::Voice(channel_id), stopped);
        }
        Ok(())
    }

    pub fn start_webcam(&self, user: &User, channel_id: Uuid, quality: Quality) -> Result<(), Refusal> {
        let (user_id, username) = (user.id, user.username.clone());
        let webcam = WebcamInfo { user_id, username: username.clone(), quality };
        self.in_voice(user, channel_id, |participant| participant.webcam = Some(webcam))?;
        let started = server::WebcamStarted { channel_id, user_id, username, quality };
        self.hub.publish(Topic::Voice(channel_id), started);
        Ok(())
    }

    pub fn stop_webcam(&self, user: &User, channel_id: Uuid) -> Result<(), Refusal> {
        if self.in_voice(user, channel_id, |participant| participant.webcam.take())?.is_some() {
            let (user_id, reason) = (user.id, "user_stopped".to_owned());
            self.hub.publish(Topic::Voice(channel_id), server::WebcamStopped { channel_id, user_id, reason });
        }
        Ok(())
    }
}
