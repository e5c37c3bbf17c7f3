//! The ways to read and to write a frame.

use consumer_build_script::chat;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::measure::{Side, side};
use crate::oracle::{self, WsMessage};

/// The payloads alone, by derive: what serde needs when the event is known before. Each is its own small type; the
/// tag is among the members that it passes over.
mod known {
    use super::*;
    use crate::oracle::{GuildEmoji, Message};

    #[derive(Serialize, Deserialize)]
    pub struct TypingStart {
        pub channel_id: Uuid,
        pub user_id: Uuid,
    }

    #[derive(Serialize, Deserialize)]
    pub struct MessageNew {
        pub channel_id: Uuid,
        pub message: Message,
    }

    #[derive(Serialize, Deserialize)]
    pub struct GuildEmojiUpdated {
        pub guild_id: Uuid,
        pub emojis: Vec<GuildEmoji>,
    }
}

pub const EVENT: &str = "generated event";
pub const FRAME: &str = "generated frame";
pub const DERIVE: &str = "derived enum";
pub const DERIVED_FRAME: &str = "derived frame";
pub const KNOWN: &str = "derive, event known";

/// All ways to read a frame. An unknown event is an error for derive, and for the known struct there is none.
pub fn readers<'t>(event: &str, text: &'t str, unknown: bool) -> Vec<Side<'t>> {
    let mut sides = vec![
        side(EVENT, move || chat::ServerEvent::decode(text)),
        side(FRAME, move || chat::ServerFrame::decode(text)),
        side(DERIVE, move || serde_json::from_str::<oracle::ServerEvent>(text)),
        side(DERIVED_FRAME, move || serde_json::from_str::<WsMessage<oracle::ServerEvent>>(text)),
    ];
    if !unknown {
        assert!(chat::ServerEvent::decode(text).expect("it is valid").info().is_some());
        sides.push(known(event, text));
    }
    sides
}

fn known<'t>(event: &str, text: &'t str) -> Side<'t> {
    match event {
        "typing_start" => read::<known::TypingStart>(text),
        "message_new" => read::<known::MessageNew>(text),
        "guild_emoji_updated" => read::<known::GuildEmojiUpdated>(text),
        other => unreachable!("no struct for {other}"),
    }
}

fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Side<'t> {
    assert!(serde_json::from_str::<T>(text).is_ok());
    side(KNOWN, move || serde_json::from_str::<T>(text))
}

/// All ways to write what `text` holds. Each writes the same bytes, the known struct those without the name.
pub fn writers(event: &str, text: &str) -> Vec<Side<'static>> {
    let frame = chat::ServerFrame::decode(text).expect("it is valid");
    let own = chat::ServerEvent::decode(text).expect("it is valid");
    let derived: oracle::ServerEvent = serde_json::from_str(text).expect("it is valid");
    let derived_frame: WsMessage<oracle::ServerEvent> = serde_json::from_str(text).expect("it is valid");
    assert_eq!(frame.encode().expect("it can be written"), text);
    assert_eq!(serde_json::to_string(&derived_frame).expect("it can be written"), text);
    assert_eq!(
        own.encode().expect("it can be written"),
        serde_json::to_string(&derived).expect("it can be written")
    );
    vec![
        side(EVENT, move || own.encode()),
        side(FRAME, move || frame.encode()),
        side(DERIVE, move || serde_json::to_string(&derived)),
        side(DERIVED_FRAME, move || serde_json::to_string(&derived_frame)),
        known_writer(event, text),
    ]
}

fn known_writer(event: &str, text: &str) -> Side<'static> {
    match event {
        "typing_start" => write::<known::TypingStart>(text),
        "message_new" => write::<known::MessageNew>(text),
        "guild_emoji_updated" => write::<known::GuildEmojiUpdated>(text),
        other => unreachable!("no struct for {other}"),
    }
}

fn write<T: for<'t> Deserialize<'t> + Serialize + 'static>(text: &str) -> Side<'static> {
    let value: T = serde_json::from_str(text).expect("it is valid");
    side(KNOWN, move || serde_json::to_string(&value))
}
