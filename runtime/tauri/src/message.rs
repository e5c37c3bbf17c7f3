//! One event on its way to the pages.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use samewire::codec::Codec;
use samewire::frame::{Event, Frame, encode, encode_payload};
use samewire::relay::{
    Form, Json, Name, Reason, Relayed, TextOnly, is_spread, quoted, relay, relay_payload, write_alone,
};
use samewire::{DecodeError, EncodeError, Limits};

use crate::protocol::{Carried, Protocol, unknown_name};

/// An event as it goes to the pages: under a Tauri name of its own, under that of all frames without one, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub(crate) named: Option<Named>,
    pub(crate) frame: Option<FrameText>,
}

/// JSON under a Tauri name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: Cow<'static, str>,
    pub(crate) json: String,
}

/// What goes under `samewire:frame`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FrameText {
    /// A frame; with a name, the payload of that event alone.
    Text { text: String, name: Option<String> },
    /// The payload of the event with this Tauri name.
    Payload { text: String, of: &'static str },
    /// The payload of an event under `desktop`.
    Desktop { text: String, name: &'static str },
    /// What is wrong with a frame.
    Error(String),
    /// Why a frame of a page, that was taken, is not sent after all.
    #[cfg(feature = "socket")]
    Dropped(String),
}

/// Why an event does not go under a name of its own, or not under that alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detour {
    Unknown,
    Nameless,
    Proto,
    NoName,
    /// Its payload alone would not say that it is of another version.
    OtherVersion,
    NotCarried,
}

/// The app's own events are as large as the app makes them.
const OWN: Limits = Limits { bytes: usize::MAX, depth: 64 };

impl Message {
    /// An event from the server, and what stands beside it in its frame; without a frame, nothing does. What the event
    /// holds is judged as a frame from the network is: raw JSON in it may have a key `__proto__`.
    ///
    /// # Errors
    ///
    /// The event holds what no reader would take, or its frame must have members that are not given.
    pub fn event<P: Protocol, F: Frame<Event = P::Server>>(
        event: &P::Server,
        frame: Option<&F>,
    ) -> Result<Message, EncodeError> {
        match event.index().map(|index| (index, carried::<P>(index))) {
            Some((index, Carried::Named(own)))
                if P::FORM == Form::Alone && !is_spread::<P::Server>(index) =>
            {
                Ok(Message::payload::<P>(index, &encode_payload(event)?, own)?)
            }
            _ => Ok(Message::relayed::<P>(None, &encode::<F>(event, frame)?, OWN)?.0),
        }
    }

    /// An event whose name travels beside its payload: the picture is `<payload>`.
    ///
    /// # Errors
    ///
    /// The event holds what no reader would take.
    pub fn on_channel<P: Protocol>(event: &P::Server) -> Result<Message, EncodeError> {
        let name = match event.index() {
            Some(index) => Some(P::Server::TAGS[index].name.text()),
            None => event.as_unknown().and_then(|unknown| unknown.name.as_deref()),
        };
        Ok(Message::relayed::<P>(name, &encode_payload(event)?, OWN)?.0)
    }

    /// An event under `desktop`: its Tauri name, and the payload, which travels alone.
    ///
    /// # Errors
    ///
    /// The payload holds what no reader would take.
    pub fn desktop<C: Codec>(name: &'static str, payload: &C::Value) -> Result<Message, EncodeError> {
        let json = write_alone::<C>(payload)?;
        Ok(match relay_payload(name, &json, &[], OWN)? {
            Relayed::Event { .. } => Message::named(name, json),
            Relayed::Text(_) => Message { named: None, frame: Some(FrameText::Desktop { text: json, name }) },
        })
    }

    /// A frame from the network; with a name, the payload of that event, on a channel whose picture is `<payload>`.
    pub(crate) fn relayed<P: Protocol>(
        name: Option<&str>,
        text: &str,
        limits: Limits,
    ) -> Result<(Message, Option<Detour>), DecodeError> {
        let relayed = match name {
            Some(name) => relay_payload(name, text, P::Server::PICTURES, limits)?,
            None => relay(text, P::Server::PICTURES, limits)?,
        };
        Ok(match relayed {
            Relayed::Event { name: Name::Known(index), json } => known::<P>(index, &json, name),
            Relayed::Event { name: Name::Unknown(wire), json } => unknown::<P>(&wire, &json, name),
            Relayed::Text(text) => text_only::<P>(&text, name),
        })
    }

    pub(crate) fn error(error: &str) -> Message {
        Message { named: None, frame: Some(FrameText::Error(error.to_owned())) }
    }

    #[cfg(feature = "socket")]
    pub(crate) fn dropped(reason: &str) -> Message {
        Message { named: None, frame: Some(FrameText::Dropped(reason.to_owned())) }
    }

    fn payload<P: Protocol>(index: usize, json: &str, own: &'static str) -> Result<Message, DecodeError> {
        let wire = P::Server::TAGS[index].name.text();
        Ok(match relay_payload(wire, json, P::Server::PICTURES, OWN)? {
            Relayed::Event { .. } => Message::named(own, json.to_owned()),
            // The page may know the event by another name than the wire does.
            Relayed::Text(_) => {
                Message { named: None, frame: Some(FrameText::Payload { text: json.to_owned(), of: own }) }
            }
        })
    }

    fn named(name: impl Into<Cow<'static, str>>, json: String) -> Message {
        Message { named: Some(Named { name: name.into(), json }), frame: None }
    }

    fn framed(text: String, name: Option<String>) -> Message {
        Message { named: None, frame: Some(FrameText::Text { text, name }) }
    }

    fn nothing() -> Message {
        Message { named: None, frame: None }
    }
}

impl FrameText {
    /// The JSON; `event` is the Tauri name under which it goes as well.
    pub(crate) fn json(&self, event: Option<&str>) -> String {
        let (text, name) = match self {
            FrameText::Error(error) => return format!(r#"{{"error":{}}}"#, quoted(error)),
            FrameText::Payload { text, of } => {
                return format!(r#"{{"frame":{},"of":{}}}"#, quoted(text), quoted(of));
            }
            #[cfg(feature = "socket")]
            FrameText::Dropped(reason) => return format!(r#"{{"dropped":{}}}"#, quoted(reason)),
            FrameText::Desktop { text, name } => {
                return format!(r#"{{"frame":{},"name":{},"desktop":true}}"#, quoted(text), quoted(name));
            }
            FrameText::Text { text, name } => (text, name.as_deref()),
        };
        let mut json = format!(r#"{{"frame":{}"#, quoted(text));
        for (key, value) in [("name", name), ("event", event)] {
            if let Some(value) = value {
                json.extend([",\"", key, "\":", &quoted(value)]);
            }
        }
        json.push('}');
        json
    }
}

fn carried<P: Protocol>(index: usize) -> Carried {
    P::CARRIED.get(index).copied().unwrap_or(Carried::Frame)
}

fn known<P: Protocol>(index: usize, json: &Json<'_>, name: Option<&str>) -> (Message, Option<Detour>) {
    match carried::<P>(index) {
        Carried::Named(_) if is_told_apart::<P>(index, json) => {
            (Message::framed(json.frame().to_owned(), None), Some(Detour::OtherVersion))
        }
        Carried::Named(own) => (Message::named(own, json.in_form(P::FORM).into_owned()), None),
        Carried::Frame => {
            (Message::framed(json.frame().to_owned(), name.map(str::to_owned)), Some(Detour::NoName))
        }
        Carried::No => (Message::nothing(), Some(Detour::NotCarried)),
    }
}

/// Whether only the frame tells which version of the event it holds.
fn is_told_apart<P: Protocol>(index: usize, json: &Json<'_>) -> bool {
    let newest = i64::from(P::Server::TAGS[index].version);
    P::FORM == Form::Alone && json.version().is_some_and(|version| version != newest)
}

fn unknown<P: Protocol>(wire: &str, json: &Json<'_>, name: Option<&str>) -> (Message, Option<Detour>) {
    // A page of the same manifest does not listen to a name that it does not know.
    let mut message = Message::framed(json.frame().to_owned(), name.map(str::to_owned));
    message.named = unknown_name::<P>(wire)
        .map(|own| Named { name: own.into(), json: json.in_form(P::FORM).into_owned() });
    (message, Some(Detour::Unknown))
}

fn text_only<P: Protocol>(text: &TextOnly<'_>, name: Option<&str>) -> (Message, Option<Detour>) {
    if let Some(Name::Known(index)) = text.name
        && carried::<P>(index) == Carried::No
    {
        return (Message::nothing(), Some(Detour::NotCarried));
    }
    let detour = match text.reason {
        Reason::Nameless => Detour::Nameless,
        Reason::Proto => Detour::Proto,
    };
    (Message::framed(text.frame().to_owned(), name.map(str::to_owned)), Some(detour))
}
