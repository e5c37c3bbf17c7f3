//! The routes, and what happens on one connection.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::sync::mpsc;
use tower_http::services::ServeDir;

use crate::chat::dispatch;
use crate::failure::Failure;
use crate::guard::{self, Origins};
use crate::handler::Chat;
use crate::hub::Client;
use crate::people::User;
use crate::rate::{Bucket, Rate};
use crate::{Options, demo, operator, rest};

/// What all connections share.
pub struct App {
    pub chat: Arc<Chat>,
    /// What clients have sent, kept for an operator alone.
    pub heard: Option<operator::Heard>,
    pub origins: Origins,
    pub sign_ins: Bucket,
    rate: Rate,
}

/// All routes of a server. Begins to play the made-up users, if there are any.
pub fn routes(options: Options) -> Router {
    let mut chat = Chat::new(options.operator, options.rate);
    let happenings = options.demo.then(|| demo::prepare(&mut chat));
    let chat = Arc::new(chat);
    let mut routes = Router::new().route("/ws", get(connect)).merge(rest::routes());
    if let Some(happenings) = happenings {
        tokio::spawn(demo::run(Arc::clone(&chat), happenings));
        routes = routes.merge(demo::routes());
    }
    if options.operator {
        routes = routes.merge(operator::routes());
    }
    if let Some(page) = options.page {
        routes = routes.fallback_service(ServeDir::new(page));
    }
    let origins = Origins::new(options.origin);
    let heard = options.operator.then(operator::Heard::default);
    let sign_ins = Bucket::new(options.rate, Instant::now());
    let app = Arc::new(App { chat, heard, origins, sign_ins, rate: options.rate });
    routes.layer(from_fn_with_state(Arc::clone(&app), guard::admit)).with_state(app)
}

/// Browsers cannot send headers with a WebSocket, so that a page's token is in the address.
#[derive(Deserialize)]
struct Address {
    token: Option<String>,
}

async fn connect(
    State(app): State<Arc<App>>,
    Query(address): Query<Address>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    let (user, rate) = match guard::bearer(&headers).or(address.token.as_deref()) {
        Some(token) => guard::known(&app, token)?,
        None if app.chat.is_open => (User::guest(), Arc::new(Bucket::new(app.rate, Instant::now()))),
        None => return Err(guard::unknown()),
    };
    Ok(upgrade.on_upgrade(move |socket| serve(app, user, rate, socket)))
}

/// Serves one connection until one of both sides ends it.
async fn serve(app: Arc<App>, user: User, rate: Arc<Bucket>, socket: WebSocket) {
    let (outgoing, incoming) = socket.split();
    let (client, frames) = app.chat.hub.join(user, rate);
    app.chat.greet(&client);
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
                if let Some(heard) = &app.heard {
                    heard.note(&text);
                }
                if let Some(answer) = dispatch(&*app.chat, &text, client).await {
                    app.chat.hub.answer(client, &answer);
                }
            }
            Message::Close(_) => return,
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}
