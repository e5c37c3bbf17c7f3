//! What is asked over plain HTTP: whatever the protocol has no client event for. All hear of it by events.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use samewire::Uuid;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::calls::Call;
use crate::channels::{Channel, Kind, View};
use crate::chat::server;
use crate::chat::types::{ErrorCode, Message};
use crate::failure::{Failure, invalid, missing, too_much};
use crate::guard::Session;
use crate::handler::Chat;
use crate::people::{Person, Refusal, User};

/// How long names, messages and reactions may be, in characters.
const NAME: usize = 24;
const CONTENT: usize = 4_000;
const EMOJI: usize = 16;

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/session", post(sign_in).get(who).delete(sign_out))
        .route("/state", get(state))
        .route("/direct/{user}", post(direct))
        .route("/channels/{channel}/messages", post(write))
        .route("/channels/{channel}/messages/{message}/reactions/{emoji}", put(react).delete(take_back))
        .route("/channels/{channel}/read/{message}", put(read))
        .route("/channels/{channel}/call", post(call))
        .route("/channels/{channel}/call/{act}", post(act))
}

#[derive(Deserialize)]
struct SignIn {
    name: String,
}

#[derive(Serialize)]
struct SignedIn {
    token: String,
    user: User,
}

async fn sign_in(State(app): State<Arc<App>>, Json(asked): Json<SignIn>) -> Result<Json<SignedIn>, Failure> {
    let name = asked.name.trim();
    let is_name = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '\'';
    if name.is_empty() || name.chars().count() > NAME || !name.chars().all(is_name) {
        return Err(invalid("a name has 1 to 24 letters or digits"));
    }
    if !app.chat.is_open && !app.sign_ins.take(Instant::now()) {
        return Err(too_much());
    }
    let (token, user) = app.chat.people.sign_in(name).map_err(|refusal| match refusal {
        Refusal::Taken => Failure(StatusCode::CONFLICT, ErrorCode::PermissionDenied, "this name is taken"),
        Refusal::Full => {
            Failure(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::ServerError, "the house is full")
        }
    })?;
    Ok(Json(SignedIn { token, user }))
}

async fn who(session: Session) -> Json<User> {
    Json(session.user)
}

async fn sign_out(State(app): State<Arc<App>>, session: Session) -> StatusCode {
    app.chat.people.sign_out(&session.token);
    StatusCode::NO_CONTENT
}

/// All that a page shows before the first event.
#[derive(Serialize)]
struct Everything {
    people: Vec<Person>,
    channels: Vec<View>,
    calls: Vec<Call>,
    demo: bool,
}

async fn state(State(app): State<Arc<App>>, Session { user, .. }: Session) -> Json<Everything> {
    let chat = &app.chat;
    let channels = chat.channels.views(user.id);
    let calls = channels.iter().filter_map(|channel| chat.calls.get(channel.id)).collect();
    Json(Everything { people: chat.people.all(), channels, calls, demo: chat.actors.is_some() })
}

#[derive(Serialize)]
struct Direct {
    channel_id: Uuid,
}

async fn direct(
    State(app): State<Arc<App>>,
    session: Session,
    Path(other): Path<Uuid>,
) -> Result<Json<Direct>, Failure> {
    if other == session.user.id || app.chat.people.user(other).is_none() {
        return Err(missing("there is nobody else with this id"));
    }
    Ok(Json(Direct { channel_id: app.chat.open_direct(session.user.id, other) }))
}

#[derive(Deserialize)]
struct Write {
    content: String,
}

async fn write(
    State(app): State<Arc<App>>,
    session: Session,
    Path(channel): Path<Uuid>,
    Json(Write { content }): Json<Write>,
) -> Result<(StatusCode, Json<Message>), Failure> {
    let content = content.trim();
    if content.is_empty() || content.chars().count() > CONTENT {
        return Err(invalid("a message has 1 to 4000 characters"));
    }
    let user = &session.user;
    app.chat.visible(channel, user.id, |_| ())?;
    let message =
        app.chat.post(channel, user, content.to_owned()).ok_or(missing("there is no such channel"))?;
    Ok((StatusCode::CREATED, Json(message)))
}

type OneReaction = Path<(Uuid, Uuid, String)>;

async fn react(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path((channel, message, emoji)): OneReaction,
) -> Result<StatusCode, Failure> {
    if emoji.is_empty() || emoji.chars().count() > EMOJI {
        return Err(invalid("a reaction is one emoji"));
    }
    app.chat.visible(channel, user.id, |_| ())?;
    let had_room = app.chat.react(channel, message, user.id, &emoji);
    match had_room.ok_or(missing("there is no such message"))? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(invalid("there are too many kinds of reactions already")),
    }
}

async fn take_back(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path((channel, message, emoji)): OneReaction,
) -> Result<StatusCode, Failure> {
    app.chat.visible(channel, user.id, |_| ())?;
    app.chat.take_back(channel, message, user.id, emoji).ok_or(missing("there is no such message"))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path((channel, message)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Failure> {
    let is_news = app.chat.visible(channel, user.id, |channel| {
        let last_read_message_id = Some(message);
        let channel_id = channel.id;
        if !channel.read(user.id, message) {
            return;
        }
        match channel.kind {
            Kind::Direct => {
                app.chat.hub.tell_user(user.id, server::DmRead { channel_id, last_read_message_id })
            }
            Kind::Text | Kind::Voice => {
                app.chat.hub.tell_user(user.id, server::ChannelRead { channel_id, last_read_message_id });
            }
        }
    });
    is_news.map(|()| StatusCode::NO_CONTENT)
}

async fn call(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path(channel): Path<Uuid>,
) -> Result<StatusCode, Failure> {
    let kind = app.chat.visible(channel, user.id, |channel| channel.kind)?;
    if kind != Kind::Direct {
        return Err(invalid("people call each other in direct conversations"));
    }
    let busy = Failure(StatusCode::CONFLICT, ErrorCode::ValidationError, "there is a call already");
    app.chat.start_call(channel, &user).then_some(StatusCode::NO_CONTENT).ok_or(busy)
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Join,
    Decline,
    Leave,
}

async fn act(
    State(app): State<Arc<App>>,
    Session { user, .. }: Session,
    Path((channel, act)): Path<(Uuid, Act)>,
) -> Result<StatusCode, Failure> {
    app.chat.visible(channel, user.id, |_| ())?;
    let was_done = match act {
        Act::Join => app.chat.join_call(channel, &user),
        Act::Decline => app.chat.decline_call(channel, &user),
        Act::Leave => app.chat.leave_call(channel, user.id),
    };
    was_done.then_some(StatusCode::NO_CONTENT).ok_or(missing("there is no such call"))
}

impl Chat {
    /// Looks at a channel that the user may see.
    fn visible<T>(&self, id: Uuid, user: Uuid, look: impl FnOnce(&mut Channel) -> T) -> Result<T, Failure> {
        let mut channels = self.channels.lock();
        let missing =
            || Failure(StatusCode::NOT_FOUND, ErrorCode::ChannelNotFound, "there is no such channel");
        let channel = channels.iter_mut().find(|channel| channel.id == id).ok_or_else(missing)?;
        let denied = "this conversation is not yours";
        if !channel.is_seen_by(user) {
            return Err(Failure(StatusCode::FORBIDDEN, ErrorCode::PermissionDenied, denied));
        }
        Ok(look(channel))
    }
}
