//! Why a frame is not handed on. Nothing here runs for a good one.

use std::fmt;
use std::str::Utf8Error;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::walk::Twice;
use crate::context::Context;
use crate::error::DecodeError;
use crate::frame::{Picture, to_name};
use crate::json::{Error, Reader, position};

/// The refusal of bytes that are no text.
#[cold]
pub(super) fn no_text(bytes: &[u8], error: Utf8Error) -> DecodeError {
    DecodeError::new("not UTF-8").at(position(bytes, error.valid_up_to()))
}

/// The refusal of a frame that names its event again.
#[cold]
pub(super) fn given_twice(text: &str, twice: &Twice<'_>, picture: &Picture) -> DecodeError {
    let context = Context::default();
    if let Some(key) = &twice.key {
        context.in_key(key);
    }
    to_name(picture.root, &context);
    let error: Error = context.given_twice();
    DecodeError::from_text(&error, position(text.as_bytes(), twice.at), &context)
}

/// The refusal of a text. It is read again, now by way of the decoder's own reader with each value on the path that leads
/// to the mistake: so the error is the decoder's, and the path costs good frames nothing.
#[cold]
pub(super) fn explained(reader: &Reader<'_>, error: &Error) -> DecodeError {
    let (context, mut again) = (Context::default(), reader.again());
    match Trace(&context).deserialize(&mut again).and_then(|()| again.end()) {
        Err(error) => DecodeError::from_text(&error, again.position(), &context),
        // The two readers do not agree, which the tests rule out.
        Ok(()) => DecodeError::from_text(error, reader.position(), &context),
    }
}

/// Reads any value, and leads the context to the place that cannot be read.
#[derive(Clone, Copy)]
struct Trace<'c>(&'c Context);

impl<'de> DeserializeSeed<'de> for Trace<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Trace<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(self).inspect_err(|_| self.0.in_key(&shown(&key)))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut index = 0;
        while seq.next_element_seed(self).inspect_err(|_| self.0.in_index(index))?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// A key that anybody may have sent, as it may stand in a log.
fn shown(key: &str) -> String {
    const LONGEST: usize = 64;
    let mut shown: String = key.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if key.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
