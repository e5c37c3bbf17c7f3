//! The way from the server to the pages, and what is said of it.

use std::time::Duration;

use samewire_tauri::socket::{Backoff, SocketOptions, SocketRequest, Then};
use samewire_tauri::{Builder, Pages, Problem, Stats};
use serde_json::{Map, Value, json};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};
use tokio::sync::mpsc::UnboundedSender;

use crate::answers;
use crate::desktop::{self, Desktop};
use crate::settings::Settings;

/// The plugin. With a server it holds the connection; for an app that holds it itself, and makes mistakes, frames of
/// pages go to `sent`.
pub fn plugin(settings: &Settings, sent: UnboundedSender<String>) -> TauriPlugin<Wry> {
    let plugin = Builder::<Desktop>::new().reporter(reported);
    match &settings.server {
        Some(server) if settings.broken.is_none() => plugin.socket(
            SocketOptions::new(SocketRequest::new(server))
                .heartbeat(None)
                .backoff(Backoff::fixed([Duration::from_millis(20)], Then::Repeat)),
        ),
        _ => plugin.on_send(move |page| sent.send(page.frame).map_err(|error| error.to_string())),
    }
    .build()
}

/// Relays a frame; the reason if it was refused.
pub fn relay(app: &AppHandle, frame: &str) -> Option<String> {
    desktop::relay(app, frame).err().map(|error| error.to_string())
}

/// What has been counted.
pub fn stats(app: &AppHandle) -> Option<Map<String, Value>> {
    let Stats { relayed, unknown, proto, nameless, bad, dropped, sent, refused, .. } =
        Pages::<Desktop>::of(app)?.stats();
    match json!({
        "relayed": relayed, "unknown": unknown, "proto": proto, "nameless": nameless,
        "bad": bad, "dropped": dropped, "sent": sent, "refused": refused,
    }) {
        Value::Object(counts) => Some(counts),
        _ => None,
    }
}

fn reported(problem: &Problem) {
    answers::done("reported", Map::from_iter([("problem".to_owned(), problem.to_string().into())]));
}
