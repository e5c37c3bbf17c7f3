//! Protocols for the tests, with what the generator makes of their manifests.

use std::sync::{Arc, Mutex};

use samewire::EncodeError;
use tauri::EventTarget;

use crate::emit::{Audience, Outlet};
use crate::{Carried, Emit, Form, Message, Protocol, Template};

#[allow(missing_docs)]
pub mod chat {
    samewire::events!("src/testing/chat.yaml");
}

#[allow(missing_docs)]
pub mod gateway {
    samewire::events!("src/testing/gateway.yaml");
}

#[allow(missing_docs)]
pub mod channel {
    samewire::events!("src/testing/channel.yaml");
}

/// `chat.yaml`: the frame as an object.
pub enum Chat {}

impl Protocol for Chat {
    type Server = chat::ServerEvent;
    type Client = chat::ClientEvent;
    const FORM: Form = Form::Object;
    const CARRIED: &'static [Carried] = &[
        Carried::Named("ws:pong"),
        Carried::Named("ws:message_new"),
        Carried::Named("ws:call-ended"),
        Carried::No,
        Carried::Frame,
    ];
    const DESKTOP: &'static [&'static str] = &["ws:dropped"];
    const TEMPLATE: Option<Template> = Some(Template { prefix: "ws:", suffix: "", replace: &[('.', "-")] });
}

/// The same as text.
pub enum Text {}

impl Protocol for Text {
    type Server = chat::ServerEvent;
    type Client = chat::ClientEvent;
    const FORM: Form = Form::Text;
    const CARRIED: &'static [Carried] = Chat::CARRIED;
    const TEMPLATE: Option<Template> = Chat::TEMPLATE;
}

/// `gateway.yaml`: the payload alone, of frames that must have a member beside it.
pub enum Gateway {}

impl Protocol for Gateway {
    type Server = gateway::ServerEvent;
    type Client = gateway::ClientEvent;
    const FORM: Form = Form::Alone;
    const CARRIED: &'static [Carried] = &[
        Carried::Named("gw/message"),
        Carried::Named("gw/scores"),
        Carried::Named("gw/free"),
        Carried::Named("gw/bye"),
        Carried::Named("gw/moved"),
        Carried::Named("gw/spread"),
    ];
    const TEMPLATE: Option<Template> = Some(Template { prefix: "gw/", suffix: "", replace: &[] });
}

/// `channel.yaml`: names travel beside payloads.
pub enum Channel {}

impl Protocol for Channel {
    type Server = channel::ServerEvent;
    type Client = channel::ClientEvent;
    const FORM: Form = Form::Alone;
    const CARRIED: &'static [Carried] = &[Carried::Named("app/progress"), Carried::Named("app/done")];
    const TEMPLATE: Option<Template> = Some(Template { prefix: "", suffix: "", replace: &[] });
}

macro_rules! framed {
    ($protocol:ty, $events:ident) => {
        impl Emit<$protocol> for &$events::ServerEvent {
            fn message(self) -> Result<Message, EncodeError> {
                Message::event::<$protocol, $events::ServerFrame>(self, None)
            }
        }

        impl Emit<$protocol> for &$events::ServerFrame {
            fn message(self) -> Result<Message, EncodeError> {
                Message::event::<$protocol, $events::ServerFrame>(&self.event, Some(self))
            }
        }
    };
}

framed!(Chat, chat);
crate::event!(Chat, "ws:pong", chat::server::Pong, 0, chat::ServerFrame);
crate::event!(Chat, "ws:message_new", chat::server::MessageNew, 1, chat::ServerFrame);
crate::event!(Chat, "ws:call-ended", chat::server::CallEnded, 2, chat::ServerFrame);

framed!(Text, chat);
crate::event!(Text, "ws:message_new", chat::server::MessageNew, 1, chat::ServerFrame);

framed!(Gateway, gateway);
crate::event!(Gateway, "gw/message", gateway::server::Message, 0, gateway::ServerFrame);
crate::event!(Gateway, "gw/scores", gateway::server::Scores, 1, gateway::ServerFrame);
crate::event!(Gateway, "gw/free", gateway::server::Free, 2, gateway::ServerFrame);
crate::event!(Gateway, "gw/bye", gateway::server::Bye, 3, gateway::ServerFrame);
crate::event!(Gateway, "gw/moved", gateway::server::Moved, 4, gateway::ServerFrame);
crate::event!(Gateway, "gw/spread", gateway::server::Spread, 5, gateway::ServerFrame);

crate::channel_event!(Channel, "app/progress", channel::server::AppProgress, 0);
crate::channel_event!(Channel, "app/done", channel::server::AppDone, 1);

impl Emit<Chat> for chat::server::Metrics {
    fn message(self) -> Result<Message, EncodeError> {
        Emit::<Chat>::message(&chat::ServerEvent::from(self))
    }
}

/// What was emitted: name, JSON, and whether the webview `main` hears it.
pub type Record = Arc<Mutex<Vec<(String, String, bool)>>>;

/// Writes down what is emitted.
#[derive(Clone, Default)]
pub struct Recorder(pub Record);

impl Recorder {
    /// What was emitted since the last call: name and JSON.
    pub fn take(&self) -> Vec<(String, String)> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap());
        taken.into_iter().map(|(name, json, _)| (name, json)).collect()
    }
}

impl Outlet for Recorder {
    fn emit(&self, name: &str, json: String, audience: &Audience<'_>) -> tauri::Result<()> {
        let hears = audience.reaches(&EventTarget::webview("main"));
        self.0.lock().unwrap().push((name.to_owned(), json, hears));
        Ok(())
    }
}
