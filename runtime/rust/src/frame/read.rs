//! Frames of text.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::{Beside, Event, Frame, Name};
use crate::codec::Codec;
use crate::content::Content;
use crate::context::Context;
use crate::error::DecodeError;
use crate::json::{Error, Reader};
use crate::limits::Limits;
use crate::object::{Key, KeySeed, Members, keep};
use crate::unknown::Unknown;

/// The visits of a value that is not of the kind that a visitor looks for: it is passed over.
macro_rules! passed_over_as {
    ($none:expr) => {
        fn visit_bool<R: serde::de::Error>(self, _: bool) -> Result<Self::Value, R> {
            Ok($none)
        }

        fn visit_i64<R: serde::de::Error>(self, _: i64) -> Result<Self::Value, R> {
            Ok($none)
        }

        fn visit_u64<R: serde::de::Error>(self, _: u64) -> Result<Self::Value, R> {
            Ok($none)
        }

        fn visit_f64<R: serde::de::Error>(self, _: f64) -> Result<Self::Value, R> {
            Ok($none)
        }

        fn visit_unit<R: serde::de::Error>(self) -> Result<Self::Value, R> {
            Ok($none)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok($none)
        }
    };
}

/// Reads one frame of text.
pub fn decode<F: Frame>(text: &str, limits: Limits) -> Result<F, DecodeError> {
    let mut parts = Parts::default();
    let fields = read_frame::<F>(text, limits, &mut parts)?;
    Ok(F::assemble(parts.event.expect("it was read"), fields))
}

/// Reads the event of one frame of text; what stands beside it is checked and dropped.
pub fn decode_event<F: Frame>(text: &str, limits: Limits) -> Result<F::Event, DecodeError> {
    let mut parts = Parts::default();
    read_frame::<F>(text, limits, &mut parts)?;
    Ok(parts.event.expect("it was read"))
}

fn read_frame<F: Frame>(
    text: &str,
    limits: Limits,
    parts: &mut Parts<F::Event>,
) -> Result<F::Fields, DecodeError> {
    limits.check_size(text)?;
    read_text::<F>(text, limits, parts)
        .or_else(|error| read_without_repeats::<F>(text, limits, parts).ok_or(error))
}

/// Of a repeated key the last counts, so a bad value is no error when a good one follows under the same key. As this
/// is rare, frames are read at once, and a refused one is read again without its repeated keys.
#[cold]
fn read_without_repeats<F: Frame>(
    text: &str,
    limits: Limits,
    parts: &mut Parts<F::Event>,
) -> Option<F::Fields> {
    let context = Context::default();
    *parts = Parts::default();
    // The name is the one key that may not be repeated.
    run(&mut Reader::new(text, limits.depth), NameVisitor::<F> { context: &context, parts }).ok()?;
    let value = serde_json::Value::deserialize(&mut Reader::new(text, limits.depth)).ok()?;
    *parts = Parts::default();
    read_text::<F>(&value.to_string(), limits, parts).ok()
}

/// What is found in a frame. Visitors fill it in place: events are large, and serde hands a result on through many
/// calls.
struct Parts<E> {
    event: Option<E>,
    /// The name of an event that is not known.
    name: Option<String>,
    /// Members beside the event.
    kept: Vec<(usize, Content)>,
}

impl<E> Default for Parts<E> {
    fn default() -> Self {
        Parts { event: None, name: None, kept: Vec::new() }
    }
}

fn read_text<F: Frame>(
    text: &str,
    limits: Limits,
    parts: &mut Parts<F::Event>,
) -> Result<F::Fields, DecodeError> {
    let context = Context::default();
    let mut reader = Reader::new(text, limits.depth);
    let read = read::<F>(&mut reader, &context, parts);
    let mut beside = Beside { keys: F::KEYS, kept: std::mem::take(&mut parts.kept), context: &context };
    let fields = read.and_then(|()| F::fields(&mut beside, parts.event.is_some()));
    let fields = fields.map_err(|error| DecodeError::from_text(&error, reader.position(), &context))?;
    if parts.event.is_none() {
        let unknown = Unknown { name: parts.name.take(), raw: text.to_owned() };
        parts.event = Some(F::Event::from_unknown(unknown));
    }
    Ok(fields)
}

fn read<F: Frame>(
    reader: &mut Reader<'_>,
    context: &Context,
    parts: &mut Parts<F::Event>,
) -> Result<(), Error> {
    let mut late = false;
    let first = run(reader, FrameVisitor::<F> { context, late: &mut late, parts });
    if late { read_late::<F>(reader, context, parts) } else { first }
}

/// Finds the name first, and then reads again.
fn read_late<F: Frame>(
    reader: &mut Reader<'_>,
    context: &Context,
    parts: &mut Parts<F::Event>,
) -> Result<(), Error> {
    parts.kept.clear();
    reader.rewind();
    match run(reader, NameVisitor::<F> { context, parts })? {
        Name::Known(index) => {
            parts.kept.clear();
            reader.rewind();
            run(reader, NamedVisitor::<F> { index, context, parts })
        }
        Name::Unknown(name) => {
            parts.name = Some(name);
            Ok(())
        }
        Name::None => Ok(()),
    }
}

/// The request id of a frame within the default limits that may otherwise be bad; `index` is that of its key in
/// [`Frame::KEYS`].
pub fn correlation<F: Frame, C: Codec>(text: &str, index: usize) -> Option<C::Value> {
    let (found, limits) = (Cell::new(None), Limits::default());
    limits.check_size(text).ok()?;
    let mut reader = Reader::new(text, limits.depth);
    // What follows the id may be no JSON at all.
    let _ = run(&mut reader, CorrelationVisitor::<F> { index, found: &found, frame: PhantomData });
    let context = Context::default();
    let kept = found.into_inner().map(|content| (index, content)).into_iter().collect();
    let id =
        Beside { keys: F::KEYS, kept, context: &context }.take::<C, serde::de::value::Error>(index, false);
    id.ok().flatten()
}

fn run<'de, V: Visitor<'de>>(reader: &mut Reader<'de>, visitor: V) -> Result<V::Value, Error> {
    let value = reader.deserialize_any(visitor)?;
    reader.end().map(|()| value)
}

/// Reads a frame whose name stands before its payload.
struct FrameVisitor<'a, F: Frame> {
    context: &'a Context,
    late: &'a mut bool,
    parts: &'a mut Parts<F::Event>,
}

impl<'de, F: Frame> Visitor<'de> for FrameVisitor<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(KeySeed::of_frame(F::KEYS))? {
            match key {
                Key::Frame(0) => {
                    let name = map.next_value_seed(NameSeed::<F::Event>(PhantomData))?;
                    let kept = std::mem::take(&mut self.parts.kept);
                    return read_named(name, Members::new(map, self.context, F::KEYS, kept), self.parts);
                }
                Key::Frame(index) => keep(&mut self.parts.kept, index, map.next_value()?),
                Key::Field(_) | Key::Other => {
                    *self.late = true;
                    return Err(A::Error::custom("the name comes late"));
                }
            }
        }
        Ok(())
    }

    fn visit_str<R: serde::de::Error>(self, _: &str) -> Result<(), R> {
        Ok(())
    }

    passed_over_as!(());
}

/// Reads what comes after the name.
fn read_named<'de, E: Event, A: MapAccess<'de>>(
    name: Name,
    mut members: Members<'_, A>,
    parts: &mut Parts<E>,
) -> Result<(), A::Error> {
    match name {
        Name::Known(index) => E::read(index, &mut members, &mut parts.event)?,
        Name::Unknown(name) => {
            parts.name = Some(name);
            members.skip_all()?;
        }
        Name::None => members.skip_all()?,
    }
    parts.kept = members.into_kept();
    Ok(())
}

/// Reads a frame whose name is known already.
struct NamedVisitor<'a, F: Frame> {
    index: usize,
    context: &'a Context,
    parts: &'a mut Parts<F::Event>,
}

impl<'de, F: Frame> Visitor<'de> for NamedVisitor<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let members = Members::new(map, self.context, F::KEYS, Vec::new()).named();
        read_named(Name::Known(self.index), members, self.parts)
    }
}

/// Finds the name and passes over all else.
struct NameVisitor<'a, F: Frame> {
    context: &'a Context,
    parts: &'a mut Parts<F::Event>,
}

impl<'de, F: Frame> Visitor<'de> for NameVisitor<'_, F> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Name, A::Error> {
        let mut name = None;
        while let Some(key) = map.next_key_seed(KeySeed::of_frame(F::KEYS))? {
            match key {
                Key::Frame(0) if name.is_some() => {
                    self.context.in_field(F::KEYS[0]);
                    return Err(A::Error::custom("given twice"));
                }
                Key::Frame(0) => name = Some(map.next_value_seed(NameSeed::<F::Event>(PhantomData))?),
                Key::Frame(index) => keep(&mut self.parts.kept, index, map.next_value()?),
                Key::Field(_) | Key::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(name.unwrap_or(Name::None))
    }
}

/// Finds one member and passes over all else.
struct CorrelationVisitor<'c, F> {
    index: usize,
    found: &'c Cell<Option<Content>>,
    frame: PhantomData<F>,
}

impl<'de, F: Frame> Visitor<'de> for CorrelationVisitor<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(KeySeed::of_frame(F::KEYS))? {
            match key {
                Key::Frame(index) if index == self.index => self.found.set(Some(map.next_value()?)),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads the name; what is no string is no name.
struct NameSeed<E>(PhantomData<E>);

impl<'de, E: Event> DeserializeSeed<'de> for NameSeed<E> {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, E: Event> Visitor<'de> for NameSeed<E> {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("name")
    }

    fn visit_str<R: serde::de::Error>(self, text: &str) -> Result<Name, R> {
        Ok(E::NAMES.find(text).map_or_else(|| Name::Unknown(text.to_owned()), Name::Known))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Name, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Name::None)
    }

    passed_over_as!(Name::None);
}
