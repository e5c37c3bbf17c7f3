//! Plays the made-up users: by the script, and in answer to people.

use std::sync::Arc;
use std::time::Duration;

use samewire::Uuid;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep, sleep_until};

use super::Happening;
use super::script::{self, Act, Cue, SCRIPT, Who};
use crate::channels::Kind;
use crate::chat::client::VoiceScreenShareStart;
use crate::chat::server;
use crate::chat::types::Quality;
use crate::handler::Chat;
use crate::hub::Topic;
use crate::people::User;

const REPLIES: [&str; 5] = [
    "I heard you, once, and in the right order.",
    "Typed on your side, checked on mine.",
    "Noted. Did you see the counts on the right?",
    "Open a second window: what you read there is read here.",
    "Stop the server and start it again: we shall find each other.",
];

/// How long a call of a made-up user rings.
const PATIENCE: Duration = Duration::from_secs(25);

/// Plays until the server ends.
pub async fn run(chat: Arc<Chat>, mut happenings: UnboundedReceiver<Happening>) {
    let mut cues = SCRIPT.iter().map(|cue| (cue, true)).chain(SCRIPT.iter().map(|cue| (cue, false)).cycle());
    let mut next = cues.next();
    let mut due = Instant::now();
    let mut answered = 0;
    while let Some((cue, is_new)) = next {
        tokio::select! {
            () = sleep_until(due) => {
                // Nobody plays to an empty house.
                if !chat.hub.is_empty() {
                    play(&chat, cue, is_new);
                    next = cues.next();
                }
                due = Instant::now() + Duration::from_secs(next.map_or(1, |(cue, _)| cue.after));
            }
            Some(happening) = happenings.recv() => {
                answered += 1;
                answer(Arc::clone(&chat), happening, answered);
            }
        }
    }
}

fn play(chat: &Chat, Cue { who, act, .. }: &Cue, is_new: bool) {
    let user = who.user();
    let user_id = user.id;
    match act {
        Act::Type(channel) => type_in(chat, *channel, user_id),
        Act::Say(channel, text) if is_new => {
            chat.post(*channel, &user, (*text).to_owned());
        }
        Act::Say(..) => {}
        Act::React(channel, emoji) => {
            if let Some(message) = last_message(chat, *channel) {
                chat.react(*channel, message, user_id, emoji);
            }
        }
        Act::Status(status) => {
            chat.people.change(user_id, |person| person.status = *status);
            chat.hub.tell_all(server::PresenceUpdate { user_id, status: *status });
        }
        Act::StatusText(emoji, text) => {
            let custom_status = Some(script::status_text(emoji, text));
            chat.people.change(user_id, |person| person.custom_status.clone_from(&custom_status));
            chat.hub.tell_all(server::CustomStatusUpdate { user_id, custom_status });
        }
        Act::Does(name, details) => {
            let activity = Some(script::activity(name, details));
            chat.people.change(user_id, |person| person.activity.clone_from(&activity));
            chat.hub.tell_all(server::RichPresenceUpdate { user_id, activity });
        }
    }
}

fn type_in(chat: &Chat, channel_id: Uuid, user_id: Uuid) {
    chat.hub.publish(Topic::Channel(channel_id), server::TypingStart { channel_id, user_id });
}

fn last_message(chat: &Chat, channel: Uuid) -> Option<Uuid> {
    let channels = chat.channels.lock();
    let channel = channels.iter().find(|other| other.id == channel)?;
    channel.last().map(|posted| posted.message.id)
}

/// Somebody answers, in a task of their own; `count` makes answers differ.
fn answer(chat: Arc<Chat>, happening: Happening, count: usize) {
    match happening {
        Happening::Here(user) => welcome(&chat, user),
        Happening::Written { channel_id, message_id, author_id } => {
            if !chat.people.is_played(author_id) {
                tokio::spawn(reply(chat, channel_id, message_id, REPLIES[count % REPLIES.len()]));
            }
        }
        Happening::CallStarted(channel) => {
            tokio::spawn(ring(chat, channel));
        }
        Happening::CallJoined(channel) => {
            tokio::spawn(talk(chat, channel));
        }
        Happening::CallLeft(channel) => {
            tokio::spawn(hang_up(chat, channel));
        }
    }
}

/// Whoever comes for the first time has a message waiting.
fn welcome(chat: &Chat, user: Uuid) {
    let Some(User { display_name, .. }) = chat.people.user(user) else { return };
    let grace = Who::Grace.user();
    let channel = chat.open_direct(user, grace.id);
    if last_message(chat, channel).is_none() {
        let text = format!("Hello {display_name}! Write to me, or call: I am made up, and always here.");
        chat.post(channel, &grace, text);
    }
}

async fn reply(chat: Arc<Chat>, channel: Uuid, message: Uuid, text: &str) {
    let (user, reaction) = match played_in(&chat, channel) {
        Some(partner) => (partner, "❤️"),
        None if kind(&chat, channel) == Some(Kind::Text) => (Who::Ada.user(), "👋"),
        None => return,
    };
    sleep(Duration::from_millis(900)).await;
    type_in(&chat, channel, user.id);
    sleep(Duration::from_millis(1_200)).await;
    chat.react(channel, message, user.id, reaction);
    sleep(Duration::from_millis(900)).await;
    chat.post(channel, &user, text.to_owned());
}

/// A call begins: who is made up answers it, or gives up after a while.
async fn ring(chat: Arc<Chat>, channel: Uuid) {
    let Some(played) = played_in(&chat, channel) else { return };
    let Some(call) = chat.calls.get(channel) else { return };
    if call.initiator != played.id {
        sleep(Duration::from_millis(2_500)).await;
        if chat.calls.get(channel).is_some() {
            chat.join_call(channel, &played);
        }
        return;
    }
    sleep(PATIENCE).await;
    let is_alone = |joined: usize| joined == 1;
    if chat.calls.get(channel).is_some_and(|call| is_alone(call.joined.len())) {
        chat.leave_call(channel, played.id);
    }
}

/// Both are in the call: the made-up one talks, shows something, and says how good the connection is.
async fn talk(chat: Arc<Chat>, channel_id: Uuid) {
    let Some(played) = played_in(&chat, channel_id) else { return };
    chat.enter_voice(channel_id, &played, Uuid::nil());
    sleep(Duration::from_millis(2_500)).await;
    if !is_in_call(&chat, channel_id, played.id) {
        return;
    }
    let share = VoiceScreenShareStart {
        channel_id,
        stream_id: Uuid::new_v4(),
        quality: Quality::High,
        has_audio: true,
        source_label: "Nanosecond wires.pdf".to_owned(),
    };
    // Who has left meanwhile shares nothing.
    let _ = chat.share_screen(&played, share);
    let user_id = played.id;
    for latency in (18_i16..30).cycle() {
        if !is_in_call(&chat, channel_id, user_id) {
            return;
        }
        let stats = server::VoiceUserStats {
            channel_id,
            user_id,
            latency,
            packet_loss: 0.5,
            jitter: latency / 6,
            quality: 3,
        };
        chat.hub.publish(Topic::Voice(channel_id), stats);
        sleep(Duration::from_secs(2)).await;
    }
}

/// Who is left alone in a call leaves it.
async fn hang_up(chat: Arc<Chat>, channel: Uuid) {
    let Some(played) = played_in(&chat, channel) else { return };
    sleep(Duration::from_millis(900)).await;
    chat.leave_voice(channel, played.id, "user_stopped");
    chat.leave_call(channel, played.id);
}

/// Grace calls a user, if no call is there.
pub fn call(chat: &Chat, user: Uuid) -> bool {
    let grace = Who::Grace.user();
    let channel = chat.open_direct(user, grace.id);
    chat.start_call(channel, &grace)
}

/// The made-up user in a direct conversation.
fn played_in(chat: &Chat, channel: Uuid) -> Option<User> {
    let mut members = chat.members(channel).into_iter();
    let played = members.find(|&member| chat.people.is_played(member))?;
    chat.people.user(played)
}

fn is_in_call(chat: &Chat, channel: Uuid, user: Uuid) -> bool {
    chat.calls.get(channel).is_some_and(|call| call.joined.contains(&user))
}

fn kind(chat: &Chat, channel: Uuid) -> Option<Kind> {
    let channels = chat.channels.lock();
    channels.iter().find(|other| other.id == channel).map(|channel| channel.kind)
}
