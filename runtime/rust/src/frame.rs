//! The reading and writing of frames: an event, its name, and what travels beside it.
//!
//! What a frame looks like is told by a [`Picture`]. When the name stands before the payload, the payload is read
//! straight into its type. When the name comes late, a frame of text is read again with the name known; only other
//! formats put members aside. Tagged unions are read and written in the same way: their variants are events without
//! a frame around them.

mod batch;
mod buffered;
mod choice;
mod misfit;
mod names;
mod payload;
mod picture;
mod text;
mod union;
mod walk;
mod write;

use serde::de::{Deserializer, IntoDeserializer, MapAccess};
use serde::ser::{SerializeMap, Serializer};

pub use batch::{BadEvent, Batch, Single};
pub use buffered::deserialize;
pub use names::Names;
pub use payload::{Unit, no_such_event, read_event, read_unit, read_value};
pub use picture::{Constant, Inner, MOST_MEMBERS, Member, Node, Object, Picture, Tag, WireName};
pub use text::{correlation, decode, decode_event, decode_payload};
pub use union::{Union, decode_union, encode_union, read_union, write_union};
pub use write::{encode, encode_payload, serialize, serialize_payload};

#[cfg(feature = "relay")]
pub(crate) use choice::rank;
#[cfg(feature = "relay")]
pub(crate) use walk::{Seen, is_absent, to_name};

use crate::codec::{Codec, Nullable};
use crate::content::Content;
use crate::context::Context;
use crate::object::{Members, Writer};
use crate::unknown::Unknown;

/// The events of one direction, or the variants of a tagged union. Generated.
pub trait Event: Sized {
    /// The pictures that they travel in.
    const PICTURES: &'static [Picture];

    /// What each of them is called, and where it travels.
    const TAGS: &'static [Tag];

    /// Reads the payload of the event with this index from the members of a frame. In place: events are large, and
    /// serde hands a result on through many calls.
    fn read<'de, A: MapAccess<'de>>(
        index: usize,
        input: &mut Members<'_, A>,
        output: &mut Option<Self>,
    ) -> Result<(), A::Error>;

    /// Reads the payload of the event with this index where it stands for itself.
    fn read_value<'de, D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
        context: &Context,
        output: &mut Option<Self>,
    ) -> Result<(), D::Error>;

    /// Writes the members of the payload.
    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error>;

    /// Writes the payload.
    fn write_value<S: Serializer>(&self, context: &Context, serializer: S) -> Result<S::Ok, S::Error>;

    /// The index in [`Event::TAGS`]; none if it is not known.
    fn index(&self) -> Option<usize>;

    /// Keeps what is not known; gives it back where it is refused.
    fn from_unknown(unknown: Unknown) -> Result<Self, Unknown>;

    /// The event, if it is not known.
    fn as_unknown(&self) -> Option<&Unknown>;
}

/// A frame of one direction: an event and the members beside it. Generated.
pub trait Frame: Sized {
    /// The events that it holds.
    type Event: Event;

    /// The members beside the event, each by the path of its keys.
    const PATHS: &'static [&'static [&'static str]];

    /// The members beside the event, in the order of [`Frame::PATHS`].
    type Fields;

    /// Reads the members beside the event; bad ones are left out unless `strict`.
    fn fields<E: serde::de::Error>(beside: &mut Beside<'_>, strict: bool) -> Result<Self::Fields, E>;

    /// The answer to a refused event, when its picture has no name: it is made of members beside an event.
    fn refused(_fields: &mut Self::Fields) -> Option<Self::Event> {
        None
    }

    /// Puts a frame together.
    fn assemble(event: Self::Event, fields: Self::Fields) -> Self;

    /// Writes the member with this index, if there is a value; whether there was. Without a frame there is nothing
    /// beside the event.
    fn write_field<M: SerializeMap>(
        event: &Self::Event,
        frame: Option<&Self>,
        index: usize,
        key: &'static str,
        out: &mut Writer<'_, M>,
    ) -> Result<bool, M::Error>;

    /// Whether there is a value for the member with this index.
    fn has_field(event: &Self::Event, frame: Option<&Self>, index: usize) -> bool;
}

/// What is found in a frame. It is filled in place: events are large.
pub(crate) struct Found<E> {
    event: Option<E>,
    /// The name of an event that is not known.
    name: Option<String>,
    /// Members beside the event, by the index of their field.
    kept: Vec<(usize, Content)>,
}

impl<E> Default for Found<E> {
    fn default() -> Self {
        Found { event: None, name: None, kept: Vec::new() }
    }
}

/// The members that stood beside an event.
pub struct Beside<'c> {
    paths: &'static [&'static [&'static str]],
    kept: Vec<(usize, Content)>,
    context: &'c Context,
}

impl<'c> Beside<'c> {
    fn new<F: Frame>(kept: Vec<(usize, Content)>, context: &'c Context) -> Self {
        Beside { paths: F::PATHS, kept, context }
    }

    /// Takes the member with this index in [`Frame::PATHS`]; none if it was not there, or is bad and need not be good.
    pub fn take<C: Codec, E: serde::de::Error>(
        &mut self,
        index: usize,
        strict: bool,
    ) -> Result<Option<C::Value>, E> {
        let Some(at) = self.kept.iter().position(|(other, _)| *other == index) else { return Ok(None) };
        let content = self.kept.swap_remove(at).1;
        let value = C::decode(IntoDeserializer::<E>::into_deserializer(content), self.context);
        if value.is_err() && !strict {
            self.context.clear();
            return Ok(None);
        }
        value.map(Some).inspect_err(|_| {
            self.paths[index].iter().rev().for_each(|key| self.context.in_field(key));
        })
    }

    /// As [`Beside::take`], for a member that may be null, which is read as none.
    pub fn take_nullable<C: Codec, E: serde::de::Error>(
        &mut self,
        index: usize,
        strict: bool,
    ) -> Result<Option<C::Value>, E> {
        self.take::<Nullable<C>, E>(index, strict).map(Option::flatten)
    }
}
