//! Made-up users, played by the server, so that one person alone sees life: they write, type, react, share and call.

mod actors;
mod script;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use samewire::Uuid;
use serde::Deserialize;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::App;
use crate::chat::ServerFrame;
use crate::guard::Session;
use crate::handler::Chat;

pub use actors::run;

/// What made-up users answer to.
pub enum Happening {
    /// This user has connected.
    Here(Uuid),
    Written {
        channel_id: Uuid,
        message_id: Uuid,
        author_id: Uuid,
    },
    CallStarted(Uuid),
    CallJoined(Uuid),
    CallLeft(Uuid),
}

/// Brings the made-up users and what they wrote; they are played by [`run`].
pub fn prepare(chat: &mut Chat) -> UnboundedReceiver<Happening> {
    script::set_the_scene(chat);
    let (sender, happenings) = unbounded_channel();
    chat.actors = Some(sender);
    happenings
}

/// An example of every server event, in the order of the manifest.
const EVERY_EVENT: &str = include_str!("../demo/every-event.jsonl");

/// An event of tomorrow: no page knows it.
const UNKNOWN_EVENT: &str = r#"{"type":"poll_opened","channel_id":"01948336-e340-7a37-a62f-aa9f9a32daea","question":"Tea or coffee?","options":["tea","coffee","both"],"closes_in":1e3}"#;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/demo/{wish}", post(wish))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wish {
    /// One event that the page does not know.
    Unknown,
    /// Every event once, to the user's own sessions.
    Every,
    /// To be called.
    Call,
}

async fn wish(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path(wish): Path<Wish>,
) -> StatusCode {
    let send = |text: &str| {
        ServerFrame::decode(text).is_ok_and(|frame| {
            app.chat.hub.tell_user_frame(user.id, &frame);
            true
        })
    };
    let was_done = match wish {
        Wish::Unknown => send(UNKNOWN_EVENT),
        Wish::Every => EVERY_EVENT.lines().all(send),
        Wish::Call => actors::call(&app.chat, user.id),
    };
    if was_done { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT }
}

#[cfg(test)]
mod tests {
    use super::{EVERY_EVENT, UNKNOWN_EVENT};
    use crate::chat::{ServerEvent, ServerFrame};

    #[test]
    fn every_event_is_there_once_and_as_it_is_written() {
        let names: Vec<_> = EVERY_EVENT
            .lines()
            .map(|line| {
                let frame = ServerFrame::decode(line).unwrap();
                assert_eq!(frame.encode().unwrap(), line);
                frame.event.name().unwrap().to_owned()
            })
            .collect();
        assert_eq!(names, ServerEvent::NAMES);
    }

    #[test]
    fn the_unknown_event_is_unknown() {
        let frame = ServerFrame::decode(UNKNOWN_EVENT).unwrap();
        assert!(matches!(frame.event, ServerEvent::Unknown(_)));
        assert_eq!(frame.encode().unwrap(), UNKNOWN_EVENT);
    }
}
