//! The routes, and what happens on one connection.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;

use crate::chat::{dispatch, server};
use crate::handler::Chat;
use crate::hub::Client;
use crate::{Options, operator};

/// What all connections share.
pub struct App {
    pub chat: Chat,
    pub heard: operator::Heard,
    origin: Option<String>,
}

pub fn routes(options: Options) -> Router {
    let app = App { chat: Chat::default(), heard: operator::Heard::default(), origin: options.origin };
    let mut routes = Router::new().route("/ws", get(connect));
    if options.operator {
        routes = routes.merge(operator::routes());
    }
    routes.with_state(Arc::new(app))
}

async fn connect(State(app): State<Arc<App>>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    let from = headers.get(header::ORIGIN).map(|origin| origin.as_bytes());
    if app.origin.as_ref().is_some_and(|wanted| from != Some(wanted.as_bytes())) {
        return (StatusCode::FORBIDDEN, "this page may not connect").into_response();
    }
    upgrade.on_upgrade(move |socket| serve(app, socket))
}

/// Serves one connection until one of both sides ends it.
async fn serve(app: Arc<App>, socket: WebSocket) {
    let (outgoing, incoming) = socket.split();
    let (client, frames) = app.chat.hub.join();
    app.chat.hub.tell(&client, server::Ready { user_id: client.user });
    tokio::select! {
        () = write(outgoing, frames) => {}
        () = read(&app, &client, incoming) => {}
    }
    app.chat.leave(&client);
}

/// Writes what the hub has for this client; ends when the client lags behind and the hub lets go of it.
async fn write(mut outgoing: SplitSink<WebSocket, Message>, mut frames: mpsc::Receiver<Utf8Bytes>) {
    while let Some(frame) = frames.recv().await {
        if outgoing.send(Message::Text(frame)).await.is_err() {
            return;
        }
    }
}

/// Hands each frame of the client to the handler, and its answer back.
async fn read(app: &App, client: &Client, mut incoming: SplitStream<WebSocket>) {
    while let Some(Ok(message)) = incoming.next().await {
        match message {
            Message::Text(text) => {
                app.heard.note(&text);
                if let Some(answer) = dispatch(&app.chat, &text, client).await {
                    app.chat.hub.answer(client, &answer);
                }
            }
            Message::Close(_) => return,
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}
