//! A handler that notes what it is asked, for the traits of both consumers.

use std::sync::Mutex;

/// Acts on everything, unless it is told not to.
#[derive(Default)]
pub struct Server {
    /// Refuses in `before`.
    pub closed: bool,
    /// Refuses in every method.
    pub refusing: bool,
    pub asked: Mutex<Vec<String>>,
}

impl Server {
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics in between").clone()
    }

    fn note(&self, what: String) {
        self.asked.lock().expect("no test panics in between").push(what);
    }
}

/// The generated `dispatch` of a consumer, with the answer as text.
pub type Dispatch = fn(&Server, &str, &str) -> Option<String>;

/// Both consumers.
pub static DOORS: [Dispatch; 2] = [by_build_script::answer, by_macro::answer];

macro_rules! methods {
    ($($method:ident $payload:ident)*) => {$(
        async fn $method(&self, _: client::$payload, context: &str) -> Result<(), Refusal> {
            self.note(concat!(stringify!($method), " in ").to_owned() + context);
            acts(self)
        }
    )*};
}

macro_rules! handler {
    ($door:ident $consumer:ident) => {
        mod $door {
            use $consumer::chat::{ClientEvent, ClientHandler, Refusal, client, dispatch, server, types};

            use super::Server;

            pub fn answer(server: &Server, text: &str, context: &str) -> Option<String> {
                let answer = super::super::ready::ready(dispatch(server, text, context))?;
                Some(answer.encode().expect("an answer can be written"))
            }

            fn acts(server: &Server) -> Result<(), Refusal> {
                let code = "NOT_IN_THE_MANIFEST";
                if server.refusing { Err(Refusal::new(code, "not today")) } else { Ok(()) }
            }

            impl ClientHandler for Server {
                type Context = str;

                async fn before(&self, event: &ClientEvent, _: &str) -> Result<(), Refusal> {
                    self.note(format!("before {}", event.name().unwrap_or("no name")));
                    let refusal =
                        Refusal { code: types::ErrorCode::RateLimited, message: "slow down".into() };
                    if self.closed { Err(refusal) } else { Ok(()) }
                }

                async fn on_ping(&self, _: client::Ping, context: &str) -> Result<server::Pong, Refusal> {
                    self.note(format!("on_ping in {context}"));
                    acts(self).map(|()| server::Pong)
                }

                async fn on_subscribe(
                    &self,
                    payload: client::Subscribe,
                    context: &str,
                ) -> Result<server::Subscribed, Refusal> {
                    self.note(format!("on_subscribe in {context}"));
                    acts(self).map(|()| server::Subscribed { channel_id: payload.channel_id })
                }

                async fn on_unsubscribe(
                    &self,
                    payload: client::Unsubscribe,
                    context: &str,
                ) -> Result<server::Unsubscribed, Refusal> {
                    self.note(format!("on_unsubscribe in {context}"));
                    acts(self).map(|()| server::Unsubscribed { channel_id: payload.channel_id })
                }

                methods! {
                    on_typing Typing
                    on_stop_typing StopTyping
                    on_voice_join VoiceJoin
                    on_voice_leave VoiceLeave
                    on_voice_answer VoiceAnswer
                    on_voice_ice_candidate VoiceIceCandidate
                    on_voice_mute VoiceMute
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
        }
    };
}

handler!(by_build_script consumer_build_script);
handler!(by_macro consumer_macro);
