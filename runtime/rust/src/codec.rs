//! How each type of the manifest is read and written.
//!
//! A codec is a type without values that mirrors a type expression: `list<timestamp<ms>>` is
//! `List<Millis>`, which reads and writes a `Vec<Timestamp>`. Generated structs and enums are their own codecs.

mod collections;
mod enums;
mod integers;
mod numbers;
mod text;
#[cfg(feature = "jiff")]
mod time;
mod tuples;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::context::Context;

pub use collections::{Boxed, Distinct, List, Map, MapKey, Nullable, Set};
pub(crate) use collections::{KeyText, read_key};
pub use enums::{TextEnum, decode_text_enum, read_hole, write_hole};
pub use integers::{Flags, IntEnum, decode_int_enum, encode_int_enum, write_flags};
pub use numbers::{Int64, SafeInt, Uint64, Uint128};
#[cfg(feature = "base64")]
pub use text::Bytes;
#[cfg(feature = "uuid")]
pub use text::read_uuid;
pub use text::{JsonText, read_digits};
#[cfg(feature = "jiff")]
pub use time::{Millis, Seconds, read_date};
pub use tuples::{Both, Items, Tuple};

pub use crate::impls::{deserialize, serialize};

/// The reading and writing of one type of the manifest.
pub trait Codec {
    /// The Rust type of a value.
    type Value;

    /// Reads a value. On failure the path of the place is left in `context`.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context)
    -> Result<Self::Value, D::Error>;

    /// Writes a value. On failure the path of the place is left in `context`.
    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error>;
}

/// Reads a value by its codec where serde wants a seed.
pub(crate) struct Seed<'c, C> {
    pub(crate) context: &'c Context,
    codec: PhantomData<C>,
}

impl<'c, C> Seed<'c, C> {
    pub(crate) fn new(context: &'c Context) -> Self {
        Seed { context, codec: PhantomData }
    }
}

impl<'de, C: Codec> DeserializeSeed<'de> for Seed<'_, C> {
    type Value = C::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<C::Value, D::Error> {
        C::decode(deserializer, self.context)
    }
}

/// Writes a value by its codec where serde wants something serialisable.
pub(crate) struct As<'a, C: Codec> {
    value: &'a C::Value,
    context: &'a Context,
}

impl<'a, C: Codec> As<'a, C> {
    pub(crate) fn new(value: &'a C::Value, context: &'a Context) -> Self {
        As { value, context }
    }
}

impl<C: Codec> Serialize for As<'_, C> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::encode(self.value, self.context, serializer)
    }
}

/// Reads a value from JSON text that the generator has checked: a default that has no literal in Rust.
///
/// # Panics
///
/// When the text does not fit the type, which the generator does not let pass.
pub fn from_checked<C: Codec>(json: &str) -> C::Value {
    let context = Context::within(usize::MAX);
    let value = C::decode(&mut crate::json::Reader::new(json, usize::MAX), &context);
    value.expect("the generator has read this text by the same rules")
}

/// Reads a string of some form: what is expected, and how it is read.
pub(crate) struct TextVisitor<F> {
    pub(crate) expected: &'static str,
    pub(crate) read: F,
}

impl<T, F: FnOnce(&str) -> Option<T>> Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| invalid(self.expected))
    }
}

#[cold]
fn invalid<E: Error>(expected: &str) -> E {
    E::custom(format_args!("not a valid {expected}"))
}

impl Codec for bool {
    type Value = bool;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<bool, D::Error> {
        deserializer.deserialize_bool(BoolVisitor)
    }

    fn encode<S: Serializer>(value: &bool, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*value)
    }
}

struct BoolVisitor;

impl Visitor<'_> for BoolVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("boolean")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

/// Any JSON value.
impl Codec for serde_json::Value {
    type Value = serde_json::Value;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer)
    }

    fn encode<S: Serializer>(value: &Self, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

/// The type `null`.
impl Codec for () {
    type Value = ();

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<(), D::Error> {
        deserializer.deserialize_unit(UnitVisitor)
    }

    fn encode<S: Serializer>((): &(), _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

struct UnitVisitor;

impl Visitor<'_> for UnitVisitor {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
