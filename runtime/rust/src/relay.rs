//! Frames that are handed on as they came, by the Rust side of a desktop app to its page (feature `relay`).
//!
//! A frame from the network becomes JavaScript source on its way into a page, so it is judged first: all of it is JSON
//! as the decoder takes it, within its limits. In the same pass the event's name is found where the picture of the
//! manifest puts it. No value is made, and for most frames no memory is asked for: unknown events and unknown members
//! go on untouched.
//!
//! ```
//! # use samewire::frame::{Inner, Member, Names, Node, Object};
//! # const NAMES: &[(&str, usize)] = &[("message_new", 0)];
//! # static SLOTS: [u16; 2] = Names::slots(NAMES);
//! # static ROOT: Object = Object {
//! #     keys: &["type"],
//! #     members: &[Member { node: Node::Name, optional: false }],
//! #     first: 0,
//! #     likely: "type",
//! #     name: Some(0),
//! #     has_required: false,
//! #     inner: Inner::Spread(1),
//! # };
//! # const NAMED: Option<Names> = Some(Names::new(NAMES, &SLOTS));
//! # static PICTURES: &[Picture] = &[Picture { root: Node::Object(&ROOT), names: NAMED, versioned: false }];
//! use samewire::Limits;
//! use samewire::frame::Picture;
//! use samewire::relay::{Form, Name, Relayed, relay};
//!
//! // In an app these are those of its events: `<ServerEvent as samewire::frame::Event>::PICTURES`.
//! let pictures: &'static [Picture] = PICTURES;
//!
//! let text = r#"{"type":"message_new","text":"hi","novel":[1]}"#;
//! let Ok(Relayed::Event { name, json }) = relay(text, pictures, Limits::default()) else { panic!() };
//! assert_eq!(name, Name::Known(0));
//! assert_eq!(json.in_form(Form::Object), text);
//!
//! let hostile = r#"{"type":"message_new","\u005f_proto__":{"admin":true}}"#;
//! let Ok(Relayed::Text(frame)) = relay(hostile, pictures, Limits::default()) else { panic!() };
//! assert_eq!(frame.quoted(), r#""{\"type\":\"message_new\",\"\\u005f_proto__\":{\"admin\":true}}""#);
//! ```

mod page;
mod refusal;
#[cfg(test)]
mod tests;
mod walk;

use std::borrow::Cow;

use crate::error::DecodeError;
#[cfg(doc)]
use crate::frame::Event;
use crate::frame::{Names, Node, Picture};
use crate::json::{Reader, write};
use crate::limits::Limits;
pub use page::{is_spread, quoted, read, read_alone, read_payload, write_alone};
use walk::{Found, Judged, walk};

/// A frame that was judged, and the way on which it may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relayed<'t> {
    /// An event of its own name, known or not, whose JSON does no harm as JavaScript source.
    Event {
        /// What it is called.
        name: Name<'t>,
        /// What it is.
        json: Json<'t>,
    },
    /// A frame that goes as text only, under one name for all such frames.
    Text(TextOnly<'t>),
}

/// The name of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name<'t> {
    /// The manifest knows it, maybe as an old name: the index in [`Event::TAGS`].
    Known(usize),
    /// The manifest does not know it.
    Unknown(Cow<'t, str>),
}

/// A frame of JSON that is as harmless in JavaScript source as it is in [`JSON.parse`].
///
/// [`JSON.parse`]: https://tc39.es/ecma262/#sec-json.parse
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<'t> {
    frame: &'t str,
    payload: &'t str,
    version: Option<i64>,
}

/// What the page gets of an event: `tauri.payload` in the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The frame, as an object.
    Object,
    /// The payload only: null where it is left out, and the frame where its members lie among those of the frame.
    Alone,
    /// The frame, as a string.
    Text,
}

impl<'t> Json<'t> {
    /// The frame as it came.
    pub fn frame(&self) -> &'t str {
        self.frame
    }

    /// The version of the payload, where frames tell it; of a payload alone nobody could see which it is.
    pub fn version(&self) -> Option<i64> {
        self.version
    }

    /// The JSON to send to the page.
    pub fn in_form(&self, form: Form) -> Cow<'t, str> {
        match form {
            Form::Object => Cow::Borrowed(self.frame),
            Form::Alone => Cow::Borrowed(self.payload),
            Form::Text => Cow::Owned(write::quoted(self.frame)),
        }
    }
}

/// A frame that may go to the page as a string only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOnly<'t> {
    /// Why.
    pub reason: Reason,
    /// What the event is called, if it has a name.
    pub name: Option<Name<'t>>,
    frame: &'t str,
}

/// Why a frame goes as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It fits no picture of the manifest, or one that has no place for a name.
    Nameless,
    /// It has a key `__proto__`, which would set a prototype in JavaScript source.
    Proto,
}

impl<'t> TextOnly<'t> {
    /// The frame as it came.
    pub fn frame(&self) -> &'t str {
        self.frame
    }

    /// The frame as a JSON string.
    pub fn quoted(&self) -> String {
        write::quoted(self.frame)
    }
}

/// Judges a frame of the events that travel in `pictures`: [`Event::PICTURES`].
///
/// # Errors
///
/// The frame is larger or deeper than the limits, is no JSON that the decoder would take if it read each member, or
/// names its event twice.
pub fn relay<'t>(
    text: &'t str,
    pictures: &'static [Picture],
    limits: Limits,
) -> Result<Relayed<'t>, DecodeError> {
    let (mut chosen, mut judged) = (None, Judged::along(pictures.len()));
    if pictures.is_empty() {
        walked(text, Node::Absent, None, limits, &mut judged, &mut Found::default())?;
    }
    // Mostly it is the first one.
    for picture in pictures {
        let mut found = Found::default();
        walked(text, picture.root, picture.names.as_ref(), limits, &mut judged, &mut found)?;
        let Some(rank) = found.rank() else { continue };
        if chosen.as_ref().is_none_or(|(best, _, _)| rank < *best) {
            chosen = Some((rank, picture, found));
        }
        if rank == 0 {
            break;
        }
    }
    match chosen {
        Some((_, picture, Found { twice: Some(twice), .. })) => {
            Err(refusal::given_twice(text, &twice, picture))
        }
        Some((_, picture, mut found)) => {
            if picture.versioned {
                // Where it may be absent, that is the first.
                found.version.get_or_insert(1);
            }
            Ok(carried(text, found, &judged))
        }
        None => Ok(text_only(text, None, &judged)),
    }
}

/// As [`relay`], for bytes.
///
/// # Errors
///
/// As with [`relay`], and where the bytes are no UTF-8.
pub fn relay_bytes<'t>(
    bytes: &'t [u8],
    pictures: &'static [Picture],
    limits: Limits,
) -> Result<Relayed<'t>, DecodeError> {
    limits.check_size(bytes)?;
    let text = str::from_utf8(bytes).map_err(|error| refusal::no_text(bytes, error))?;
    relay(text, pictures, limits)
}

/// As [`relay`], for a payload whose name came by another way: the picture is `<payload>`.
///
/// # Errors
///
/// As with [`relay`].
pub fn relay_payload<'t>(
    name: &'t str,
    text: &'t str,
    pictures: &'static [Picture],
    limits: Limits,
) -> Result<Relayed<'t>, DecodeError> {
    let names = pictures.first().and_then(|picture| picture.names.as_ref());
    let known = names.and_then(|names| names.find(name)).map(Name::Known);
    let (mut judged, mut found) = (Judged::default(), Found::default());
    walked(text, Node::Payload { nullable: false }, None, limits, &mut judged, &mut found)?;
    found.name = Some(known.unwrap_or(Name::Unknown(name.into())));
    Ok(carried(text, found, &judged))
}

fn walked<'t>(
    text: &'t str,
    root: Node,
    names: Option<&'static Names>,
    limits: Limits,
    judged: &mut Judged,
    found: &mut Found<'t>,
) -> Result<(), DecodeError> {
    limits.check_size(text.as_bytes())?;
    let mut reader = Reader::new(text, limits.depth);
    walk(&mut reader, root, names, judged, found).map_err(|error| refusal::explained(&reader, &error))
}

fn carried<'t>(frame: &'t str, found: Found<'t>, judged: &Judged) -> Relayed<'t> {
    let payload = match found.payload {
        Some(place) => &frame[place],
        None if found.is_spread => frame,
        None => "null",
    };
    match found.name {
        Some(name) if !judged.has_proto() => {
            Relayed::Event { name, json: Json { frame, payload, version: found.version } }
        }
        name => text_only(frame, name, judged),
    }
}

fn text_only<'t>(frame: &'t str, name: Option<Name<'t>>, judged: &Judged) -> Relayed<'t> {
    let reason = if judged.has_proto() { Reason::Proto } else { Reason::Nameless };
    Relayed::Text(TextOnly { reason, name, frame })
}
