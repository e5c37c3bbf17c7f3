//! What must be found: ways in which hand-written apps lose events and fields.

mod old;

use std::str::FromStr;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Map, Value};
use tauri::{AppHandle, Emitter};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::{answers, hop};
use old::OldEvent;

/// A mistake that the app makes.
#[derive(Debug, Clone)]
pub enum Break {
    /// Frames are decoded into an enum that lacks events and fields, and what is left is emitted.
    Naive,
    /// One field of one event is dropped on the way.
    DropField { event: String, field: String },
}

impl FromStr for Break {
    type Err = String;

    fn from_str(text: &str) -> Result<Break, String> {
        if text == "naive" {
            return Ok(Break::Naive);
        }
        let place = text.strip_prefix("drop-field=").and_then(|place| place.split_once('.'));
        let (event, field) = place.ok_or_else(|| format!("{text}: `naive`, or `drop-field=EVENT.FIELD`"))?;
        Ok(Break::DropField { event: event.to_owned(), field: field.to_owned() })
    }
}

/// Connects as such an app does, hands on what is left of each frame, and sends what pages send.
pub async fn receive(app: AppHandle, server: String, broken: Break, mut sent: UnboundedReceiver<String>) {
    let (mut to_server, mut frames) = match connect_async(&server).await {
        Ok((socket, _)) => socket.split(),
        Err(error) => return eprintln!("{server}: {error}"),
    };
    loop {
        tokio::select! {
            Some(frame) = sent.recv() => {
                if let Err(error) = to_server.send(Message::text(frame)).await {
                    return eprintln!("{server}: {error}");
                }
            }
            Some(Ok(Message::Text(text))) = frames.next() => match &broken {
                Break::Naive => decode_and_emit(&app, &text),
                Break::DropField { event, field } => {
                    hop::relay(&app, &without(&text, event, field));
                }
            },
            else => return,
        }
    }
}

/// Events that the enum lacks are dropped with a line in the log, as that app did.
fn decode_and_emit(app: &AppHandle, text: &str) {
    let Ok(event) = serde_json::from_str::<OldEvent>(text) else {
        return answers::done("dropped", Map::new());
    };
    if let Err(error) = app.emit(&event.tauri_name(), &event) {
        eprintln!("{error}");
    }
}

fn without(text: &str, event: &str, field: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::Object(mut frame)) if frame.get("type").is_some_and(|name| name == event) => {
            frame.shift_remove(field);
            Value::Object(frame).to_string()
        }
        _ => text.to_owned(),
    }
}
