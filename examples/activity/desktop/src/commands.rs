//! What the page asks of the stand-in for the server.

use serde::Serialize;
use tauri::State;

use crate::server::{Order, Server};

/// How the stand-in is.
#[derive(Serialize)]
pub struct StandIn {
    playing: bool,
}

/// Whether it plays: the page was loaded again, the app was not.
#[tauri::command]
pub fn stand_in(server: State<'_, Server>) -> StandIn {
    StandIn { playing: server.plays() }
}

/// It plays on, or waits.
#[tauri::command]
pub fn play(server: State<'_, Server>, on: bool) {
    server.tell(Order::Play(on));
}

/// So many messages, one each so many milliseconds.
#[tauri::command]
pub fn burst(server: State<'_, Server>, count: u32, apart: u32) {
    server.tell(Order::Burst { count, apart });
}

/// The connection to the server breaks.
#[tauri::command]
pub fn cut(server: State<'_, Server>) {
    server.tell(Order::Cut);
}

/// Each event of both manifests, and each of their variants.
#[tauri::command]
pub fn every(server: State<'_, Server>) {
    server.tell(Order::Every);
}

/// Frames that this app was not made for: of older and newer versions, and of events that it does not know.
#[tauri::command]
pub fn from_the_wire(server: State<'_, Server>) {
    server.tell(Order::FromTheWire);
}
