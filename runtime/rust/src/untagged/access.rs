//! Arrays and objects whose first look is taken, as values that are still to be read.

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::Evidence;
use crate::content::Content;
use crate::object::{AnyKey, Members};

/// An object that has been opened.
pub(super) struct Entries<A>(pub A);

/// An array that has been opened.
pub(super) struct Elements<A>(pub A);

macro_rules! opened {
    ($($name:ident $access:ident $visit:ident;)*) => {$(
        impl<'de, A: $access<'de>> Deserializer<'de> for $name<A> {
            type Error = A::Error;

            fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
                visitor.$visit(self.0)
            }

            fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
                visitor.visit_some(self)
            }

            fn deserialize_newtype_struct<V: Visitor<'de>>(
                self,
                _: &'static str,
                visitor: V,
            ) -> Result<V::Value, A::Error> {
                visitor.visit_newtype_struct(self)
            }

            forward_to_deserialize_any! {
                bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
                seq tuple tuple_struct map struct enum identifier ignored_any
            }
        }
    )*};
}

opened! {
    Entries MapAccess visit_map;
    Elements SeqAccess visit_seq;
}

/// The members that were put aside, the one that is due, and those to come.
pub(super) struct Replayed<'i, 'c, A> {
    pub early: std::vec::IntoIter<(String, Content)>,
    /// The key whose value comes next in the input.
    pub due: Option<String>,
    /// The input has not come to its end.
    pub open: bool,
    pub input: &'i mut Members<'c, A>,
    pub evidence: Evidence,
    pub chosen: usize,
    /// The value of the key that was given last, if it was put aside.
    pub value: Option<Content>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replayed<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let key = match self.early.next() {
            Some((key, value)) => {
                self.value = Some(value);
                Some(key)
            }
            None => self.key_to_come()?,
        };
        let Some(key) = key else { return Ok(None) };
        seed.deserialize(IntoDeserializer::<A::Error>::into_deserializer(Content::Text(key))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(IntoDeserializer::<A::Error>::into_deserializer(value)),
            None => self.input.next_value_seed(seed),
        }
    }
}

impl<'de, A: MapAccess<'de>> Replayed<'_, '_, A> {
    fn key_to_come(&mut self) -> Result<Option<String>, A::Error> {
        if !self.open || self.due.is_some() {
            return Ok(self.due.take());
        }
        let Some(AnyKey::Other(key)) = self.input.any_key(&[])? else {
            self.open = false;
            return Ok(None);
        };
        self.evidence.note(&key);
        if self.evidence.is_against(self.chosen) {
            return Err(A::Error::custom(super::Undecided::Several));
        }
        Ok(Some(key))
    }
}
