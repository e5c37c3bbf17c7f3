//! Ways to the page whose speed is compared.

#[path = "../../../oracle/mod.rs"]
mod oracle;

use samewire_tauri::{Builder, Carried, Form, Protocol, Template};
use serde::Deserialize;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Emitter, Wry};

use crate::events::{ClientEvent, ServerEvent};
use crate::hop;
use oracle::WsMessage;

/// How a frame becomes an event of the page.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Relayed, as an object.
    Object,
    /// Relayed, as a string.
    Text,
    /// Decoded into an enum with serde's derive, and emitted.
    Derived,
}

/// Delivers a frame so many times.
pub fn repeat(
    app: &AppHandle,
    way: Way,
    frame: &str,
    count: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    for _ in 0..count {
        match way {
            Way::Object => hop::relay(app, frame).map_or(Ok(()), Err)?,
            Way::Text => samewire_tauri::relay::<Text, _>(app, frame)?,
            Way::Derived => {
                let message: WsMessage<oracle::ServerEvent> = serde_json::from_str(frame)?;
                app.emit("derived:message_new", &message)?;
            }
        }
    }
    Ok(())
}

/// The plugin that carries one event as text.
pub fn plugin() -> TauriPlugin<Wry> {
    Builder::<Text>::new().name("text").build()
}

enum Text {}

impl Protocol for Text {
    type Server = ServerEvent;
    type Client = ClientEvent;
    const FORM: Form = Form::Text;
    const CARRIED: &'static [Carried] = {
        // The fifth is `message_new`.
        const NAME: Carried = Carried::Named("text:message_new");
        &[Carried::No, Carried::No, Carried::No, Carried::No, NAME]
    };
    const TEMPLATE: Option<Template> = None;
}
