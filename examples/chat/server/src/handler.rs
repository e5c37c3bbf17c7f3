//! What clients may ask for over their connection.

use std::time::Instant;

use samewire::{DecodeError, Uuid};
use tokio::sync::mpsc::UnboundedSender;

use crate::calls::Calls;
use crate::channels::{Channel, Channels, Kind};
use crate::chat::types::{ErrorCode, UserStatus};
use crate::chat::{ClientEvent, ClientHandler, Refusal, client, server};
use crate::demo::Happening;
use crate::hub::{Client, Hub, Topic};
use crate::people::{People, Person};
use crate::permission;
use crate::rate::Rate;
use crate::rooms::Rooms;

/// The state of the chat.
pub struct Chat {
    pub hub: Hub,
    pub people: People,
    pub channels: Channels,
    pub calls: Calls,
    pub rooms: Rooms,
    /// Whether everybody may do everything, without a token.
    pub is_open: bool,
    /// Who answers in the name of made-up users.
    pub actors: Option<UnboundedSender<Happening>>,
}

/// The channels that everybody sees; those of the manifest's examples.
pub const GENERAL: Uuid = Uuid::from_u128(0x01948336_e340_7a37_a62f_aa9f9a32daea);
pub const DESIGN: Uuid = Uuid::from_u128(0x0194bed1_ad40_77c9_8350_9fdd0775fcc1);
pub const LOUNGE: Uuid = Uuid::from_u128(0x0194fa6c_7740_7d5c_a99b_fda9ff561a84);

impl Chat {
    pub fn new(is_open: bool, rate: Rate) -> Chat {
        let (hub, people, channels) = (Hub::default(), People::new(rate), Channels::default());
        channels.add(Channel::new(GENERAL, Kind::Text, "general", "Everything, and the kitchen sink"));
        channels.add(Channel::new(DESIGN, Kind::Text, "design", "Pixels, words and second thoughts"));
        channels.add(Channel::new(LOUNGE, Kind::Voice, "Lounge", "Drop in and talk"));
        let (calls, rooms) = (Calls::default(), Rooms::default());
        Chat { hub, people, channels, calls, rooms, is_open, actors: None }
    }

    /// A connection begins: its user hears who they are and how everybody is, and all hear that the user is here.
    pub fn greet(&self, client: &Client) {
        self.hub.tell(client, server::Ready { user_id: client.user.id });
        if let Some(status) = self.people.connected(client.user.id) {
            self.hub.tell_all(server::PresenceUpdate { user_id: client.user.id, status });
        }
        for Person { user, status, .. } in self.people.all() {
            if user.id != client.user.id && status != UserStatus::Offline {
                self.hub.tell(client, server::PresenceUpdate { user_id: user.id, status });
            }
        }
        self.happened(Happening::Here(client.user.id));
    }

    /// A connection is over: what it brought its user into is left, and with the last one all calls are.
    pub fn leave(&self, client: &Client) {
        self.hub.leave(client);
        for channel in self.rooms.of(client.connection) {
            self.leave_voice(channel, client.user.id, "disconnected");
        }
        if let Some(status) = self.people.disconnected(client.user.id) {
            for channel in self.calls.of(client.user.id) {
                self.leave_call(channel, client.user.id);
            }
            self.hub.tell_all(server::PresenceUpdate { user_id: client.user.id, status });
        }
    }

    /// Tells those who play made-up users.
    pub fn happened(&self, happening: Happening) {
        if let Some(actors) = &self.actors {
            // They are gone only when the server ends.
            let _ = actors.send(happening);
        }
    }

    fn spend(&self, client: &Client) -> Result<(), Refusal> {
        let refusal = || Refusal::new(ErrorCode::RateLimited, "too many events, wait a moment");
        client.rate.take(Instant::now()).then_some(()).ok_or_else(refusal)
    }
}

impl ClientHandler for Chat {
    type Context = Client;

    async fn before(&self, event: &ClientEvent, client: &Client) -> Result<(), Refusal> {
        if self.is_open {
            return Ok(());
        }
        self.spend(client)?;
        permission::check(self, event, client)
    }

    fn malformed(&self, error: &DecodeError, client: &Client) -> Refusal {
        let refusal = Refusal::new(ErrorCode::ValidationError, error.to_string());
        if self.is_open { refusal } else { self.spend(client).err().unwrap_or(refusal) }
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

    async fn on_typing(&self, asked: client::Typing, client: &Client) -> Result<(), Refusal> {
        let typing = server::TypingStart { channel_id: asked.channel_id, user_id: client.user.id };
        self.hub.publish_but(client.connection, Topic::Channel(asked.channel_id), typing);
        Ok(())
    }

    async fn on_stop_typing(&self, asked: client::StopTyping, client: &Client) -> Result<(), Refusal> {
        let stopped = server::TypingStop { channel_id: asked.channel_id, user_id: client.user.id };
        self.hub.publish_but(client.connection, Topic::Channel(asked.channel_id), stopped);
        Ok(())
    }

    async fn on_voice_join(&self, asked: client::VoiceJoin, client: &Client) -> Result<(), Refusal> {
        self.hub.subscribe(client, Topic::Voice(asked.channel_id));
        self.enter_voice(asked.channel_id, &client.user, client.connection);
        self.hub.tell(client, self.rooms.state(asked.channel_id));
        Ok(())
    }

    async fn on_voice_leave(&self, asked: client::VoiceLeave, client: &Client) -> Result<(), Refusal> {
        self.hub.unsubscribe(client, Topic::Voice(asked.channel_id));
        self.leave_voice(asked.channel_id, client.user.id, "user_stopped");
        Ok(())
    }

    async fn on_voice_answer(&self, asked: client::VoiceAnswer, client: &Client) -> Result<(), Refusal> {
        self.in_voice(&client.user, asked.channel_id, |_| ())
    }

    async fn on_voice_ice_candidate(
        &self,
        asked: client::VoiceIceCandidate,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.in_voice(&client.user, asked.channel_id, |_| ())
    }

    async fn on_voice_mute(&self, asked: client::VoiceMute, client: &Client) -> Result<(), Refusal> {
        self.mute(client, asked.channel_id, true)
    }

    async fn on_voice_unmute(&self, asked: client::VoiceUnmute, client: &Client) -> Result<(), Refusal> {
        self.mute(client, asked.channel_id, false)
    }

    async fn on_voice_stats(&self, asked: client::VoiceStats, client: &Client) -> Result<(), Refusal> {
        let client::VoiceStats { channel_id, latency, packet_loss, jitter, quality, .. } = asked;
        self.in_voice(&client.user, channel_id, |_| ())?;
        let user_id = client.user.id;
        let stats = server::VoiceUserStats { channel_id, user_id, latency, packet_loss, jitter, quality };
        self.hub.publish_but(client.connection, Topic::Voice(channel_id), stats);
        Ok(())
    }

    async fn on_voice_screen_share_start(
        &self,
        asked: client::VoiceScreenShareStart,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.share_screen(&client.user, asked)
    }

    async fn on_voice_screen_share_stop(
        &self,
        asked: client::VoiceScreenShareStop,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.stop_sharing(&client.user, asked.channel_id, asked.stream_id)
    }

    async fn on_voice_webcam_start(
        &self,
        asked: client::VoiceWebcamStart,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.start_webcam(&client.user, asked.channel_id, asked.quality)
    }

    async fn on_voice_webcam_stop(
        &self,
        asked: client::VoiceWebcamStop,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.stop_webcam(&client.user, asked.channel_id)
    }

    async fn on_voice_set_layer_preference(
        &self,
        asked: client::VoiceSetLayerPreference,
        client: &Client,
    ) -> Result<(), Refusal> {
        self.in_voice(&client.user, asked.channel_id, |_| ())
    }

    async fn on_set_activity(&self, asked: client::SetActivity, client: &Client) -> Result<(), Refusal> {
        let client::SetActivity { activity } = asked;
        self.people.change(client.user.id, |person| person.activity.clone_from(&activity));
        self.hub.tell_all(server::RichPresenceUpdate { user_id: client.user.id, activity });
        Ok(())
    }

    async fn on_set_status(&self, asked: client::SetStatus, client: &Client) -> Result<(), Refusal> {
        self.people.change(client.user.id, |person| person.status = asked.status);
        self.hub.tell_all(server::PresenceUpdate { user_id: client.user.id, status: asked.status });
        Ok(())
    }

    async fn on_set_custom_status(
        &self,
        asked: client::SetCustomStatus,
        client: &Client,
    ) -> Result<(), Refusal> {
        let client::SetCustomStatus { custom_status } = asked;
        self.people.change(client.user.id, |person| person.custom_status.clone_from(&custom_status));
        self.hub.tell_all(server::CustomStatusUpdate { user_id: client.user.id, custom_status });
        Ok(())
    }

    async fn on_admin_subscribe(&self, _: client::AdminSubscribe, _: &Client) -> Result<(), Refusal> {
        Err(Refusal::new(ErrorCode::PermissionDenied, "only elevated administrators may subscribe"))
    }

    async fn on_admin_unsubscribe(&self, _: client::AdminUnsubscribe, _: &Client) -> Result<(), Refusal> {
        Ok(())
    }
}
