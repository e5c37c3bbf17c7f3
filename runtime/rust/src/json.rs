//! A reader of JSON text for serde (and, in `write`, a writer).
//!
//! serde_json takes up to 1.6 times as long for a frame, even one whose type is known (`docs/performance.md`), quotes values
//! in its errors and has a fixed depth. This reader stands in the app's own crate, so that each codec is inlined into
//! it, counts depth while it reads, and says "expected uuid, got number". What is valid JSON is decided as serde_json
//! decides it; the tests hold the two against each other.

mod access;
mod number;
mod skip;
#[cfg(feature = "relay")]
mod strict;
mod string;
#[cfg(test)]
mod tests;
pub(crate) mod write;

use std::fmt;

use serde::de::{Deserializer, Expected, Visitor};
use serde::forward_to_deserialize_any;

use access::{Elements, Entries};
use number::Number;
#[cfg(feature = "relay")]
pub(crate) use strict::Strict;

/// A place in a text that is being read.
pub(crate) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: usize,
    limit: usize,
    /// Holds the last string that has escapes.
    scratch: String,
}

impl<'de> Reader<'de> {
    /// Reads `text`, in which at most `limit` arrays and objects may be open at one place.
    pub(crate) fn new(text: &'de str, limit: usize) -> Self {
        Reader { text, at: 0, depth: 0, limit, scratch: String::new() }
    }

    /// Another reader of the same text.
    pub(crate) fn again(&self) -> Self {
        Reader::new(self.text, self.limit)
    }

    /// Back to the beginning.
    pub(crate) fn rewind(&mut self) {
        (self.at, self.depth) = (0, 0);
    }

    /// Line and column of the place that was reached.
    pub(crate) fn position(&self) -> (usize, usize) {
        position(self.text.as_bytes(), self.at)
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(syntax("expected the end of the frame")),
        }
    }

    /// The next byte that is no white space.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes over the colon behind a key.
    #[inline]
    fn colon(&mut self) -> Result<(), Error> {
        if self.peek() != Some(b':') {
            return Err(syntax("expected a colon"));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Error> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(syntax("expected a JSON value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Passes over the bracket of an array or an object.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<(), Error> {
        self.at += 1;
        self.depth += 1;
        if self.depth > self.limit {
            return Err(syntax(&format!("nested deeper than {}", self.limit)));
        }
        Ok(())
    }

    #[inline]
    fn close(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    /// What stands here instead of what was expected; bad JSON is told as such.
    #[cold]
    fn mismatch(&mut self, expected: &dyn Expected) -> Error {
        let at = self.at;
        let kind = match self.peek() {
            None => return syntax("the frame ends too early"),
            Some(b'"') => "string",
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            Some(b'-' | b'0'..=b'9') => "number",
            Some(_) => return syntax("expected a JSON value"),
        };
        match self.skip() {
            Ok(()) => {
                self.at = at;
                Error { reason: format!("expected {expected}, got {kind}").into() }
            }
            Err(error) => error,
        }
    }
}

/// Line and column of a place, from 1; the column counts bytes.
pub(crate) fn position(text: &[u8], at: usize) -> (usize, usize) {
    let before = &text[..at.min(text.len())];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, at - line_start + 1)
}

/// Why a text cannot be read. The place is where the reader stopped.
#[derive(Debug)]
pub(crate) struct Error {
    reason: Box<str>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Error { reason: reason.to_string().into() }
    }
}

impl serde::ser::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Error { reason: reason.to_string().into() }
    }
}

#[cold]
fn syntax(reason: &str) -> Error {
    Error { reason: reason.into() }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'{') => self.deserialize_map(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'-' | b'0'..=b'9') => self.deserialize_f64(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            _ => self.deserialize_unit(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'{') {
            return Err(self.mismatch(&visitor));
        }
        let depth = self.depth;
        self.open()?;
        let value = visitor.visit_map(Entries::new(self))?;
        self.closed(depth, value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'[') {
            return Err(self.mismatch(&visitor));
        }
        let depth = self.depth;
        self.open()?;
        let value = visitor.visit_seq(Elements::new(self))?;
        self.closed(depth, value)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() != Some(b'"') {
            return Err(self.mismatch(&visitor));
        }
        match self.string()? {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_str(&self.scratch),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.mismatch(&visitor));
        }
        match self.number()? {
            Number::Unsigned(value) => visitor.visit_u64(value),
            Number::Signed(value) => visitor.visit_i64(value),
            Number::Float(value) => visitor.visit_f64(value),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b't') => self.word("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.word("false").and_then(|()| visitor.visit_bool(false)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_unit()),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit_struct tuple tuple_struct enum
    }
}

impl Reader<'_> {
    /// A visitor has to read to the end of what it visits.
    #[inline]
    fn closed<T>(&self, depth: usize, value: T) -> Result<T, Error> {
        if self.depth == depth { Ok(value) } else { Err(syntax("more elements than expected")) }
    }
}
