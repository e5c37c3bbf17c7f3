//! The reading and writing of frames: an event, its name, and what travels beside it.
//!
//! When the name stands before the payload, the payload is read straight into its type. When the name comes late, a
//! frame of text is read again with the name known; only other formats put members aside.

mod buffered;
mod names;
mod read;

use serde::de::MapAccess;
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

pub use buffered::deserialize;
pub use names::Names;
pub use read::{correlation, decode, decode_event};

use crate::codec::Codec;
use crate::content::Content;
use crate::context::Context;
use crate::error::{EncodeError, located};
use crate::json;
use crate::object::{Members, Writer};
use crate::unknown::Unknown;

/// The events of one direction. Generated.
pub trait Event: Sized {
    /// The wire names of all events.
    const NAMES: Names;

    /// Reads the payload of the event with this index, in place: events are large, and serde hands a result on
    /// through many calls.
    fn read<'de, A: MapAccess<'de>>(
        index: usize,
        input: &mut Members<'_, A>,
        output: &mut Option<Self>,
    ) -> Result<(), A::Error>;

    /// Writes the members of the payload.
    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error>;

    /// Keeps an event that is not known.
    fn from_unknown(unknown: Unknown) -> Self;

    /// The event, if it is not known.
    fn as_unknown(&self) -> Option<&Unknown>;
}

/// A frame of one direction: an event and the members beside it. Generated.
pub trait Frame: Sized {
    /// The events that it holds.
    type Event: Event;

    /// The keys of the frame itself, of which the first is that of the name.
    const KEYS: &'static [&'static str];

    /// The members beside the event, in the order of [`Frame::KEYS`].
    type Fields;

    /// Reads the members beside the event; bad ones are left out unless `strict`.
    fn fields<E: serde::de::Error>(beside: &mut Beside<'_>, strict: bool) -> Result<Self::Fields, E>;

    /// Puts a frame together.
    fn assemble(event: Self::Event, fields: Self::Fields) -> Self;

    /// Writes all members, in the order of the picture; without a frame there is nothing beside the event.
    fn write<M: SerializeMap>(
        event: &Self::Event,
        frame: Option<&Self>,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error>;
}

/// The members that stood beside an event.
pub struct Beside<'c> {
    keys: &'static [&'static str],
    kept: Vec<(usize, Content)>,
    context: &'c Context,
}

impl Beside<'_> {
    /// Takes the member with this index in [`Frame::KEYS`]; none if it was not there, or is bad and need not be good.
    pub fn take<C: Codec, E: serde::de::Error>(
        &mut self,
        index: usize,
        strict: bool,
    ) -> Result<Option<C::Value>, E> {
        let Some(at) = self.kept.iter().position(|(other, _)| *other == index) else { return Ok(None) };
        let content = self.kept.swap_remove(at).1;
        let value = C::decode(serde::de::IntoDeserializer::<E>::into_deserializer(content), self.context);
        if value.is_err() && !strict {
            self.context.clear();
            return Ok(None);
        }
        value.map(Some).inspect_err(|_| self.context.in_field(self.keys[index]))
    }
}

/// What stands at the place of the name.
enum Name {
    Known(usize),
    Unknown(String),
    /// No string.
    None,
}

/// Stands where the index of an event is none that was given out.
#[cold]
pub fn no_such_event<T, E: serde::de::Error>(index: usize) -> Result<T, E> {
    Err(E::custom(format_args!("no event has the index {index}")))
}

/// Writes a frame as text; an unknown event is written as it came.
pub fn encode<F: Frame>(event: &F::Event, frame: Option<&F>) -> Result<String, EncodeError> {
    if let Some(unknown) = event.as_unknown() {
        return Ok(unknown.raw.clone());
    }
    let context = Context::default();
    let whole = Whole { event, frame, context: &context };
    json::write::to_string(&whole).map_err(|error| EncodeError::from_json(&error, &context))
}

/// Writes a frame in any format of serde.
pub fn serialize<F: Frame, S: Serializer>(
    event: &F::Event,
    frame: Option<&F>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if let Some(unknown) = event.as_unknown() {
        return unknown.serialize(serializer);
    }
    let context = Context::default();
    let written = Whole { event, frame, context: &context }.serialize(serializer);
    written.map_err(|error| S::Error::custom(located(&context.path(), &error.to_string())))
}

struct Whole<'a, F: Frame> {
    event: &'a F::Event,
    frame: Option<&'a F>,
    context: &'a Context,
}

impl<F: Frame> Serialize for Whole<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Writer::new(serializer.serialize_map(None)?, self.context);
        F::write(self.event, self.frame, &mut out)?;
        out.map.end()
    }
}
