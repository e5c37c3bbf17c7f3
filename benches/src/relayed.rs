//! The ways of a frame to the text that goes to Tauri.

use consumer_build_script::chat;
use samewire::Limits;
use samewire::frame::{Event, Inner, Member, Names, Node, Object, Picture};
use samewire::relay::{Form, Relayed, relay};

use crate::oracle;

/// `{ type: <name>, data: <payload> }`: the chat's payloads lie among the members of the frame, and cannot be alone.
static ADJACENT: [Picture; 1] = [Picture { root: Node::Object(&ROOT), names: Some(NAMES), versioned: false }];

static ROOT: Object = Object {
    keys: &["type", "data"],
    members: &[
        Member { node: Node::Name, optional: false },
        Member { node: Node::Payload { nullable: false }, optional: false },
    ],
    first: 0,
    likely: Object::likely("type"),
    name: Some(0),
    has_required: true,
    inner: Inner::None,
};

const EVENTS: &[(&str, usize)] = &[("typing_start", 0), ("message_new", 1), ("guild_emoji_updated", 2)];
static SLOTS: [u16; 8] = Names::slots(EVENTS);
const NAMES: Names = Names::new(EVENTS, &SLOTS);

pub fn object(text: &str) -> String {
    in_form(text, chat::ServerEvent::PICTURES, Form::Object)
}

pub fn text(text: &str) -> String {
    in_form(text, chat::ServerEvent::PICTURES, Form::Text)
}

/// Of a frame that is [`adjacent`].
pub fn alone(text: &str) -> String {
    in_form(text, &ADJACENT, Form::Alone)
}

pub fn generated(text: &str) -> String {
    let event = chat::ServerEvent::decode(text).expect("a good frame");
    event.encode().expect("a good event")
}

pub fn derived(text: &str) -> String {
    let event: oracle::ServerEvent = serde_json::from_str(text).expect("a good frame");
    serde_json::to_string(&event).expect("a good event")
}

/// A frame whose name comes first, with the rest under a key.
pub fn adjacent(frame: &str) -> String {
    let (name, members) = frame.split_once(',').expect("the name comes first");
    format!("{name},\"data\":{{{members}}}")
}

fn in_form(text: &str, pictures: &'static [Picture], form: Form) -> String {
    match relay(text, pictures, Limits::default()) {
        Ok(Relayed::Event { json, .. }) => json.in_form(form).into_owned(),
        other => panic!("{other:?}"),
    }
}
