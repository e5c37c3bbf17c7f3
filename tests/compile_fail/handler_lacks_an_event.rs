//! A server that does not act on `voice_mute`.

use consumer_build_script::chat::{ClientEvent, ClientHandler, Refusal, client, server};

struct Server;

macro_rules! methods {
    ($($method:ident $payload:ident)*) => {$(
        async fn $method(&self, _: client::$payload, _: &()) -> Result<(), Refusal> {
            Ok(())
        }
    )*};
}

impl ClientHandler for Server {
    type Context = ();

    async fn before(&self, _: &ClientEvent, _: &()) -> Result<(), Refusal> {
        Ok(())
    }

    async fn on_ping(&self, _: client::Ping, _: &()) -> Result<server::Pong, Refusal> {
        Ok(server::Pong)
    }

    async fn on_subscribe(&self, payload: client::Subscribe, _: &()) -> Result<server::Subscribed, Refusal> {
        Ok(server::Subscribed { channel_id: payload.channel_id })
    }

    async fn on_unsubscribe(
        &self,
        payload: client::Unsubscribe,
        _: &(),
    ) -> Result<server::Unsubscribed, Refusal> {
        Ok(server::Unsubscribed { channel_id: payload.channel_id })
    }

    methods! {
        on_typing Typing
        on_stop_typing StopTyping
        on_voice_join VoiceJoin
        on_voice_leave VoiceLeave
        on_voice_answer VoiceAnswer
        on_voice_ice_candidate VoiceIceCandidate
        on_voice_unmute VoiceUnmute
        on_voice_stats VoiceStats
        on_voice_screen_share_start VoiceScreenShareStart
        on_voice_screen_share_stop VoiceScreenShareStop
        on_voice_webcam_start VoiceWebcamStart
        on_voice_webcam_stop VoiceWebcamStop
        on_voice_set_layer_preference VoiceSetLayerPreference
        on_set_activity SetActivity
        on_set_status SetStatus
        on_set_custom_status SetCustomStatus
        on_admin_subscribe AdminSubscribe
        on_admin_unsubscribe AdminUnsubscribe
    }
}

fn main() {}
