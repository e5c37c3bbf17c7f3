//! A value that is put aside until it is known what it means. Formats keep their own tree for this; serde offers none.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde::ser::{Serialize, Serializer};

/// Any value that JSON can hold, in the order it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(String),
    List(Vec<Content>),
    Map(Vec<(Content, Content)>),
}

impl Content {
    /// An integer in any form that JSON has for it: `1`, `1.0`, `1e0`.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Content::Signed(value) => Some(*value),
            Content::Unsigned(value) => i64::try_from(*value).ok(),
            Content::Float(value) => whole(*value),
            _ => None,
        }
    }

    /// The same for the number of a version, which has to be one that every side can tell from its neighbours.
    pub(crate) fn version(&self) -> Option<i64> {
        self.integer().filter(|value| value.unsigned_abs() < 1 << 53)
    }

    /// What it is called where something else is expected; the value itself is not told.
    pub(crate) fn unexpected(&self) -> Unexpected<'static> {
        match self {
            Content::Null => Unexpected::Unit,
            Content::Bool(value) => Unexpected::Bool(*value),
            Content::Signed(value) => Unexpected::Signed(*value),
            Content::Unsigned(value) => Unexpected::Unsigned(*value),
            Content::Float(value) => Unexpected::Float(*value),
            Content::Text(_) => Unexpected::Str(""),
            Content::List(_) => Unexpected::Seq,
            Content::Map(_) => Unexpected::Map,
        }
    }
}

/// The integer that a number is, if it is one that every side can tell from its neighbours.
pub(crate) fn whole(value: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    (value.fract() == 0.0 && value.abs() <= LARGEST).then_some(value as i64)
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Content, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

pub(crate) struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Content, E> {
        Ok(Content::Text(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        Content::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Content::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Content::Map(entries))
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Content::Null => serializer.serialize_unit(),
            Content::Bool(value) => serializer.serialize_bool(*value),
            Content::Signed(value) => serializer.serialize_i64(*value),
            Content::Unsigned(value) => serializer.serialize_u64(*value),
            Content::Float(value) => serializer.serialize_f64(*value),
            Content::Text(text) => serializer.serialize_str(text),
            Content::List(values) => serializer.collect_seq(values),
            Content::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl<'de, E: Error> IntoDeserializer<'de, E> for Content {
    type Deserializer = ContentDeserializer<E>;

    fn into_deserializer(self) -> ContentDeserializer<E> {
        ContentDeserializer { content: self, error: std::marker::PhantomData }
    }
}

/// Reads from a value that was put aside.
pub(crate) struct ContentDeserializer<E> {
    content: Content,
    error: std::marker::PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for ContentDeserializer<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.content {
            Content::Null => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(value),
            Content::Signed(value) => visitor.visit_i64(value),
            Content::Unsigned(value) => visitor.visit_u64(value),
            Content::Float(value) => visitor.visit_f64(value),
            Content::Text(text) => visitor.visit_string(text),
            Content::List(values) => SeqDeserializer::new(values.into_iter()).deserialize_any(visitor),
            Content::Map(entries) => MapDeserializer::new(entries.into_iter()).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.content {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
