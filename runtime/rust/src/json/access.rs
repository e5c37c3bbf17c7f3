//! The elements of arrays and the entries of objects.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Error, Reader, syntax};

/// The entries of an object.
pub(crate) struct Entries<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'r, 'de> Entries<'r, 'de> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'de>) -> Self {
        Entries { reader, first: true }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if !self.reader.begins_entry(std::mem::replace(&mut self.first, false))? {
            return Ok(None);
        }
        seed.deserialize(Key(self.reader)).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

impl Reader<'_> {
    /// Whether the opening quote of a key comes next, or the end of the object, which is taken.
    #[inline]
    pub(super) fn begins_entry(&mut self, first: bool) -> Result<bool, Error> {
        // Frames are mostly written without white space.
        let rest = &self.text.as_bytes()[self.at..];
        if !first && rest.starts_with(b",\"") {
            self.at += 1;
            return Ok(true);
        }
        if first && rest.first() == Some(&b'"') {
            return Ok(true);
        }
        self.begins_entry_slowly(first)
    }

    fn begins_entry_slowly(&mut self, first: bool) -> Result<bool, Error> {
        let next = self.peek();
        let next = match next {
            Some(b'}') => {
                self.close();
                return Ok(false);
            }
            Some(b',') if !first => {
                self.at += 1;
                self.peek()
            }
            next if first => next,
            _ => return Err(syntax("expected a comma or the end of the object")),
        };
        if next == Some(b'"') { Ok(true) } else { Err(syntax("expected a key in quotes")) }
    }

    /// Whether an element comes next, or the end of the array, which is taken.
    pub(super) fn begins_element(&mut self, first: bool) -> Result<bool, Error> {
        match self.peek() {
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            _ if first => Ok(true),
            _ => Err(syntax("expected a comma or the end of the array")),
        }
    }
}

/// A key, whose opening quote comes next.
struct Key<'r, 'de>(&'r mut Reader<'de>);

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.string()? {
            Some(text) => visitor.visit_borrowed_str(text),
            None => visitor.visit_str(&self.0.scratch),
        }
    }

    /// `likely` is what [`crate::object`] takes the key for (not empty, and without escapes in JSON): when it is, it is
    /// passed over without being read.
    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        likely: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let rest = &self.0.text.as_bytes()[self.0.at + 1..];
        if !likely.is_empty() && rest.get(likely.len()) == Some(&b'"') && rest.starts_with(likely.as_bytes())
        {
            self.0.at += likely.len() + 2;
            return visitor.visit_unit();
        }
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The elements of an array.
pub(crate) struct Elements<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'r, 'de> Elements<'r, 'de> {
    pub(super) fn new(reader: &'r mut Reader<'de>) -> Self {
        Elements { reader, first: true }
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if !self.reader.begins_element(std::mem::replace(&mut self.first, false))? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}
