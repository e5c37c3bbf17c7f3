//! A chat server: events come and go as `events.yaml` says, everything is kept in memory.

mod acts;
mod app;
mod calls;
mod channels;
mod demo;
mod failure;
mod guard;
mod handler;
mod hub;
mod operator;
mod people;
mod permission;
mod rate;
mod rest;
mod rooms;
mod voice;

use std::path::PathBuf;

use tokio::net::TcpListener;

pub use rate::Rate;

/// What is generated from the manifest.
pub mod chat {
    samewire::events!("../../../events.yaml");
}

/// What a server lets in, and what it offers beside the chat.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The only web page that may ask anything of the server; left out, pages that the server has delivered itself, at
    /// an IP address or `localhost`.
    pub origin: Option<String>,
    /// The folder of the built page.
    pub page: Option<PathBuf>,
    /// Whether some users are made up, who write and call by themselves.
    pub demo: bool,
    /// For tests: whoever connects is let in as a guest, and may do everything; frames may be published, and heard
    /// ones be read, over plain HTTP.
    pub operator: bool,
    /// How much each session may ask for, by events and over HTTP; and how often somebody may sign in, all together.
    pub rate: Rate,
}

/// Serves the chat until the process ends.
///
/// # Errors
///
/// Those of the listener.
pub async fn serve(listener: TcpListener, options: Options) -> std::io::Result<()> {
    axum::serve(listener, app::routes(options)).await
}
