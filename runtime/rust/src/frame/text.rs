//! Frames of text.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::choice::{Scan, choose};
use super::walk::{Mode, Name, Walk, to_name};
use super::{Beside, Event, Found, Frame};
use crate::codec::Codec;
use crate::content::Content;
use crate::context::Context;
use crate::error::DecodeError;
use crate::json::{Error, Reader};
use crate::limits::Limits;
use crate::repeats::settled_text;
use crate::unknown::Unknown;

/// Reads one frame of text.
pub fn decode<F: Frame>(text: &str, limits: Limits) -> Result<F, DecodeError> {
    let mut found = Found::default();
    let fields = read_frame::<F>(text, limits, &mut found)?;
    Ok(F::assemble(found.event.expect("it was read"), fields))
}

/// Reads the event of one frame of text; what stands beside it is checked and dropped.
pub fn decode_event<F: Frame>(text: &str, limits: Limits) -> Result<F::Event, DecodeError> {
    let mut found = Found::default();
    read_frame::<F>(text, limits, &mut found)?;
    Ok(found.event.expect("it was read"))
}

/// Reads the payload of an event whose name came by another way.
pub fn decode_payload<E: Event>(name: &str, text: &str, limits: Limits) -> Result<E, DecodeError> {
    limits.check_size(text.as_bytes())?;
    let context = Context::within(limits.depth);
    let mut reader = Reader::new(text, limits.depth);
    let mut found = Found::default();
    let known = E::PICTURES.first().and_then(|picture| picture.names.as_ref()?.find(name));
    let read = match known {
        Some(index) => E::read_value(index, &mut reader, &context, &mut found.event),
        None => IgnoredAny::deserialize(&mut reader).map(drop),
    };
    match read.and_then(|()| reader.end()) {
        Ok(()) => Ok(found.event.or_else(|| unknown(Some(name.to_owned()), text)).expect("kept")),
        Err(error) => known
            .filter(|_| !context.was_given_twice())
            .and_then(|index| payload_again(index, text, limits))
            .ok_or_else(|| DecodeError::from_text(&error, reader.position(), &context)),
    }
}

#[cold]
fn payload_again<E: Event>(index: usize, text: &str, limits: Limits) -> Option<E> {
    let (text, mut event) = (settled_text(text, limits.depth)?, None);
    let context = Context::within(limits.depth);
    E::read_value(index, &mut Reader::new(&text, limits.depth), &context, &mut event).ok()?;
    event
}

fn unknown<E: Event>(name: Option<String>, text: &str) -> Option<E> {
    E::from_unknown(Unknown { name, raw: text.to_owned() }).ok()
}

fn read_frame<F: Frame>(
    text: &str,
    limits: Limits,
    found: &mut Found<F::Event>,
) -> Result<F::Fields, DecodeError> {
    limits.check_size(text.as_bytes())?;
    let context = Context::within(limits.depth);
    read_text::<F>(text, limits, &context, found).or_else(|error| {
        let again = if context.was_given_twice() { None } else { read_again::<F>(text, limits, found) };
        again.ok_or(error)
    })
}

#[cold]
fn read_again<F: Frame>(text: &str, limits: Limits, found: &mut Found<F::Event>) -> Option<F::Fields> {
    *found = Found::default();
    let context = Context::within(limits.depth);
    read_text::<F>(&settled_text(text, limits.depth)?, limits, &context, found).ok()
}

fn read_text<F: Frame>(
    text: &str,
    limits: Limits,
    context: &Context,
    found: &mut Found<F::Event>,
) -> Result<F::Fields, DecodeError> {
    let mut reader = Reader::new(text, limits.depth);
    let read = read(&mut reader, context, found);
    let mut beside = Beside::new::<F>(std::mem::take(&mut found.kept), context);
    let fields = read.and_then(|known| Ok((known, F::fields(&mut beside, known)?)));
    let fields = fields.map_err(|error| DecodeError::from_text(&error, reader.position(), context));
    let (known, mut fields) = fields?;
    if found.event.is_none() {
        let refused = if known { F::refused(&mut fields) } else { None };
        found.event = refused.or_else(|| unknown(found.name.take(), text));
    }
    Ok(fields)
}

/// Reads a frame; whether it fits a picture and its name is known, so that all of it must be good.
fn read<E: Event>(reader: &mut Reader<'_>, context: &Context, found: &mut Found<E>) -> Result<bool, Error> {
    for picture in E::PICTURES {
        let mut walk = Walk::new(picture, Mode::Try, context, found);
        let result = run(reader, &mut walk);
        match (result, walk.name) {
            (Ok(_), Name::Unknown(name)) => {
                found.name = Some(name);
                return Ok(false);
            }
            (Ok(_), _) => return Ok(true),
            (Err(error), _) if walk.only && !walk.stopped && !is_other::<E>(reader) => return Err(error),
            (Err(_), _) => {}
        }
        context.clear();
        *found = Found::default();
        reader.rewind();
    }
    read_chosen(reader, context, found)
}

/// Whether a text is a frame of no picture, which is no bad frame, whatever it holds.
#[cold]
fn is_other<E: Event>(reader: &Reader<'_>) -> bool {
    scan::<E>(&mut reader.again(), &Context::default()).is_ok_and(|scans| choose(&scans).is_none())
}

/// Finds the picture and the name first, and then reads again.
#[cold]
fn read_chosen<E: Event>(
    reader: &mut Reader<'_>,
    context: &Context,
    found: &mut Found<E>,
) -> Result<bool, Error> {
    let scans = scan::<E>(reader, context)?;
    let Some(chosen) = choose(&scans) else {
        found.kept = scans.into_iter().flat_map(|scan| scan.kept).collect();
        return Ok(false);
    };
    if chosen.twice && !matches!(chosen.name, Name::Known(_)) {
        to_name(chosen.picture.root, context);
        return Err(context.given_twice());
    }
    if let Name::Unknown(name) = &chosen.name {
        (found.name, found.kept) = (Some(name.clone()), chosen.kept.clone());
        return Ok(false);
    }
    reader.rewind();
    let mut walk = Walk::given(chosen.picture, chosen.name.clone(), false, context, found);
    run(reader, &mut walk).map(|_| true)
}

fn scan<E: Event>(reader: &mut Reader<'_>, context: &Context) -> Result<Vec<Scan>, Error> {
    let scan = |picture| {
        reader.rewind();
        let mut found = Found::default();
        let mut walk = Walk::<E>::new(picture, Mode::Scan, context, &mut found);
        let fits = run(reader, &mut walk)?;
        Ok(Scan::of(walk, fits))
    };
    E::PICTURES.iter().map(scan).collect()
}

fn run<E: Event>(reader: &mut Reader<'_>, walk: &mut Walk<'_, E>) -> Result<bool, Error> {
    let fits = walk.run(&mut *reader)?;
    reader.end().map(|()| fits)
}

/// The request id of a frame within the default limits that may otherwise be bad; `path` leads to it.
pub fn correlation<C: Codec>(text: &str, path: &'static [&'static str]) -> Option<C::Value> {
    let (found, limits) = (Cell::new(None), Limits::default());
    limits.check_size(text.as_bytes()).ok()?;
    let mut reader = Reader::new(text, limits.depth);
    // What follows the id may be no JSON at all.
    let _ = Correlation { path, found: &found }.deserialize(&mut reader);
    let content = IntoDeserializer::<serde::de::value::Error>::into_deserializer(found.into_inner()?);
    C::decode(content, &Context::default()).ok()
}

/// Finds one member and passes over all else.
#[derive(Clone, Copy)]
struct Correlation<'f> {
    path: &'static [&'static str],
    found: &'f Cell<Option<Content>>,
}

impl<'de> DeserializeSeed<'de> for Correlation<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            self.found.set(Some(Content::deserialize(deserializer)?));
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Correlation<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.path.split_first() else { return Ok(()) };
        while let Some(key) = map.next_key::<String>()? {
            if key == *first {
                map.next_value_seed(Correlation { path: rest, ..self })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
