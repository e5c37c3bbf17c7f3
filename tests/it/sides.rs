//! What the two consumers generate from the one manifest, laid out alike: each test runs over every [`Side`].

use std::fmt::Debug;

use samewire::{DecodeError, EncodeError, Unknown};
use samewire_codegen::model::Direction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::oracle::by_hand;

/// The frames of one direction, as one of the two doors generates them.
#[derive(Clone, Copy)]
pub struct Side {
    /// Which door: `build script` or `macro`.
    pub door: &'static str,
    pub direction: Direction,
    /// The wire names, in the order of the manifest.
    pub names: &'static [&'static str],
    /// Reads a frame and writes it again; what is written must read back as an equal value.
    pub rewrite: fn(&str) -> Result<String, DecodeError>,
    /// Reads a frame through serde_json, and writes it again.
    pub rewrite_with_serde: fn(&str) -> Result<String, String>,
    /// Reads a frame from MessagePack, and writes it as text.
    pub rewrite_from_bytes: fn(&[u8]) -> Result<String, String>,
    /// Writes a frame along every way there is, and reads it again: the texts, each under the name of its way.
    pub all_ways: fn(&str) -> Vec<(&'static str, String)>,
    /// The value of a frame, as serde writes it.
    pub value: fn(&str) -> Value,
    /// The unknown event that a frame holds.
    pub unknown: fn(&str) -> Result<Option<Unknown>, DecodeError>,
    /// The payload with this code name alone, read from a text and written again along every way there is.
    pub payload: fn(&str, &str) -> Vec<(&'static str, String)>,
}

/// Every side: both doors, both directions.
pub static SIDES: [Side; 4] = [
    side::<consumer_build_script::chat::ServerFrame>("build script"),
    side::<consumer_build_script::chat::ClientFrame>("build script"),
    side::<consumer_macro::chat::ServerFrame>("macro"),
    side::<consumer_macro::chat::ClientFrame>("macro"),
];

/// The sides of one direction.
pub fn sides(direction: Direction) -> impl Iterator<Item = &'static Side> {
    SIDES.iter().filter(move |side| side.direction == direction)
}

/// What the hand-written types make of a frame: the frame written again.
pub fn oracle(direction: Direction, text: &str) -> Result<String, String> {
    match direction {
        Direction::Server => rewritten::<by_hand::WsMessage<by_hand::ServerEvent>>(text),
        Direction::Client => rewritten::<by_hand::WsMessage<by_hand::ClientEvent>>(text),
    }
}

/// The value of a frame, as the hand-written types write it.
pub fn oracle_value(direction: Direction, text: &str) -> Value {
    match direction {
        Direction::Server => value::<by_hand::WsMessage<by_hand::ServerEvent>>(text),
        Direction::Client => value::<by_hand::WsMessage<by_hand::ClientEvent>>(text),
    }
}

/// Texts are long: what is shown is the place where they part.
#[track_caller]
pub fn assert_same_text(own: &str, other: &str, who: &str) {
    if own == other {
        return;
    }
    let at = own.bytes().zip(other.bytes()).take_while(|(own, other)| own == other).count();
    let part = |text: &str| {
        String::from_utf8_lossy(
            &text.as_bytes()[at.saturating_sub(60).min(text.len())..(at + 60).min(text.len())],
        )
        .into_owned()
    };
    panic!("{who}: the texts part: {:?} and {:?}", part(own), part(other));
}

/// A generated frame.
trait Frame: Clone + Debug + PartialEq + Serialize + DeserializeOwned {
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Into<Self>;

    const DIRECTION: Direction;
    const NAMES: &'static [&'static str];

    fn read(text: &str) -> Result<Self, DecodeError>;
    fn write(&self) -> Result<String, EncodeError>;
    fn read_event(text: &str) -> Result<Self::Event, DecodeError>;
    fn write_event(event: &Self::Event) -> Result<String, EncodeError>;
    fn event(&self) -> &Self::Event;
    fn with_event(&self, event: Self::Event) -> Self;
    fn unknown(&self) -> Option<&Unknown>;
    fn payload(name: &str, text: &str) -> Vec<(&'static str, String)>;
}

const fn side<F: Frame>(door: &'static str) -> Side {
    Side {
        door,
        direction: F::DIRECTION,
        names: F::NAMES,
        rewrite: rewrite::<F>,
        rewrite_with_serde: rewritten::<F>,
        rewrite_from_bytes: from_bytes::<F>,
        all_ways: all_ways::<F>,
        value: value::<F>,
        unknown: unknown::<F>,
        payload: F::payload,
    }
}

fn rewrite<F: Frame>(text: &str) -> Result<String, DecodeError> {
    let frame = F::read(text)?;
    let written = frame.write().expect("what was read can be written");
    let again = F::read(&written)?;
    // What is finer than a millisecond is cut, so that only frames as they are written read back as equal.
    assert!(again == frame || written != text, "{text}");
    assert_eq!(again.write().as_ref(), Ok(&written), "{text}");
    Ok(written)
}

fn rewritten<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&value).expect("what was read can be written"))
}

fn from_bytes<F: Frame>(bytes: &[u8]) -> Result<String, String> {
    let frame: F = rmp_serde::from_slice(bytes).map_err(|error| error.to_string())?;
    Ok(frame.write().expect("what was read can be written"))
}

fn value<T: Serialize + DeserializeOwned>(text: &str) -> Value {
    serde_json::to_value(serde_json::from_str::<T>(text).expect(text)).expect("what was read can be written")
}

fn unknown<F: Frame>(text: &str) -> Result<Option<Unknown>, DecodeError> {
    Ok(F::read(text)?.unknown().cloned())
}

fn all_ways<F: Frame>(text: &str) -> Vec<(&'static str, String)> {
    let frame = F::read(text).expect(text);
    let event = F::read_event(text).expect(text);
    assert_eq!(&event, frame.event(), "{text}");
    let alone = F::write_event(&event).expect(text);
    assert_eq!(F::read_event(&alone).as_ref(), Ok(&event), "{text}");
    let frames = formats(&frame).into_iter();
    let events = formats(&event).into_iter().map(|(way, event)| (way, frame.with_event(event)));
    frames.chain(events).map(|(way, frame)| (way, frame.write().expect(text))).collect()
}

/// A value through every format: each reads what it wrote.
fn formats<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) -> Vec<(&'static str, T)> {
    let text = serde_json::to_string(value).expect("serde_json writes it");
    let tree = serde_json::to_value(value).expect("a tree is built of it");
    let bytes = rmp_serde::to_vec(value).expect("MessagePack writes it");
    let read = vec![
        ("serde_json's text", serde_json::from_str(&text).expect(&text)),
        ("serde_json's tree", serde_json::from_value(tree).expect(&text)),
        ("serde_json's bytes", serde_json::from_reader(text.as_bytes()).expect(&text)),
        ("MessagePack", rmp_serde::from_slice(&bytes).expect(&text)),
    ];
    for (way, other) in &read {
        assert_eq!(other, value, "{way}: {text}");
    }
    read
}

fn payload_ways<T: Debug + PartialEq + Serialize + DeserializeOwned>(
    text: &str,
) -> Vec<(&'static str, String)> {
    let payload: T = serde_json::from_str(text).expect("the payload of a good frame is read");
    let written = |payload: &T| serde_json::to_string(payload).expect("what was read can be written");
    formats(&payload).iter().map(|(way, payload)| (*way, written(payload))).collect()
}

macro_rules! frames {
    ($($frame:ident $event:ident $direction:ident $module:ident: $($payload:ident)*;)*) => {$(
        impl Frame for $frame {
            type Event = $event;

            const DIRECTION: Direction = Direction::$direction;
            const NAMES: &'static [&'static str] = &$event::NAMES;

            fn read(text: &str) -> Result<Self, DecodeError> {
                $frame::decode(text)
            }

            fn write(&self) -> Result<String, EncodeError> {
                self.encode()
            }

            fn read_event(text: &str) -> Result<$event, DecodeError> {
                $event::decode(text)
            }

            fn write_event(event: &$event) -> Result<String, EncodeError> {
                event.encode()
            }

            fn event(&self) -> &$event {
                &self.event
            }

            fn with_event(&self, event: $event) -> Self {
                $frame { id: self.id.clone(), event }
            }

            fn unknown(&self) -> Option<&Unknown> {
                match &self.event {
                    $event::Unknown(unknown) => Some(unknown),
                    _ => None,
                }
            }

            fn payload(name: &str, text: &str) -> Vec<(&'static str, String)> {
                match name {
                    $(stringify!($payload) => {
                        let ways = payload_ways::<$module::$payload>(text);
                        let payload: $module::$payload = serde_json::from_str(text).expect("it was read before");
                        let event = $event::from(payload.clone());
                        assert_eq!(event.name(), Some($module::$payload::NAME));
                        assert_eq!(event.info(), Some(&$module::$payload::INFO));
                        assert_eq!($module::$payload::try_from(event), Ok(payload));
                        ways
                    })*
                    _ => panic!("{name} is missing in the list of payloads"),
                }
            }
        }
    )*};
}

macro_rules! door {
    ($door:ident $consumer:ident) => {
        mod $door {
            use $consumer::chat::*;

            use super::*;

            frames! {
                ServerFrame ServerEvent Server server:
                    Ready Pong Subscribed Unsubscribed MessageNew MessageEdit MessageDelete ReactionAdd
                    ReactionRemove ChannelPinAdded ChannelPinRemoved GuildEmojiUpdated TypingStart TypingStop
                    PresenceUpdate Error VoiceOffer VoiceIceCandidate VoiceUserJoined VoiceUserLeft
                    VoiceUserMuted VoiceUserUnmuted VoiceRoomState VoiceError VoiceUserStats
                    ScreenShareStarted ScreenShareStopped WebcamStarted WebcamStopped
                    ScreenShareQualityChanged VoiceLayerChanged IncomingCall CallStarted CallEnded
                    CallParticipantJoined CallParticipantLeft CallDeclined DmRead ChannelRead
                    RichPresenceUpdate CustomStatusUpdate Patch PreferencesUpdated FriendRequestReceived
                    FriendRequestAccepted UserBlocked UserUnblocked WorkspaceCreated WorkspaceUpdated
                    WorkspaceDeleted WorkspaceReordered WorkspaceEntryAdded WorkspaceEntryRemoved
                    WorkspaceEntriesReordered ThreadReplyNew ThreadReplyDelete ThreadRead DmNameUpdated
                    AdminUserBanned AdminUserUnbanned AdminGuildSuspended AdminGuildUnsuspended
                    AdminUserDeleted AdminGuildDeleted AdminReportCreated AdminReportResolved
                    AdminModerationBlocked CommandResponse CommandResponseTimeout;
                ClientFrame ClientEvent Client client:
                    Ping Subscribe Unsubscribe Typing StopTyping VoiceJoin VoiceLeave VoiceAnswer
                    VoiceIceCandidate VoiceMute VoiceUnmute VoiceStats VoiceScreenShareStart
                    VoiceScreenShareStop VoiceWebcamStart VoiceWebcamStop VoiceSetLayerPreference SetActivity
                    SetStatus SetCustomStatus AdminSubscribe AdminUnsubscribe;
            }
        }
    };
}

door!(by_build_script consumer_build_script);
door!(by_macro consumer_macro);
