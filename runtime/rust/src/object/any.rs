//! Members whose keys are not all known beforehand.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::ser::Error as _;

use super::{Key, KeySeed, Members, OTHER, SerializeMap, Writer};
use crate::codec::{As, Codec, KeyText, MapKey};
use crate::content::Content;
use crate::context::Context;

/// What the next member is.
pub(crate) enum AnyKey {
    /// The field with this index.
    Field(usize),
    /// The key of a member that is not declared.
    Other(String),
}

impl<'c, 'de, A: MapAccess<'de>> Members<'c, A> {
    pub(crate) fn context(&self) -> &'c Context {
        self.context
    }

    /// The next key's index in `fields`, or the key itself; none at the end. Members of the frame are put aside.
    pub(crate) fn any_key(&mut self, fields: &'static [&'static str]) -> Result<Option<AnyKey>, A::Error> {
        loop {
            let seed = AnySeed(KeySeed { fields, frame: self.around.object, expected: OTHER });
            match self.map.next_key_seed(seed)? {
                None => return Ok(None),
                Some((Key::Field(index), _)) => {
                    self.current = fields[index];
                    return Ok(Some(AnyKey::Field(index)));
                }
                Some((Key::Frame(index), _)) => self.keep(index)?,
                Some((Key::Other, text)) => return Ok(Some(AnyKey::Other(text))),
            }
        }
    }

    /// Puts the value of the field aside whose key was read last.
    pub(crate) fn content(&mut self) -> Result<Content, A::Error> {
        self.map.next_value().inspect_err(|_| self.context.in_field(self.current))
    }

    /// Reads the value of the key that was read last.
    pub(crate) fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// What is left of an object, as serde takes members.
pub(crate) struct Rest<'i, 'c, A>(pub(crate) &'i mut Members<'c, A>);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.0.any_key(&[])? {
            Some(AnyKey::Other(key)) => seed.deserialize(key.into_deserializer()).map(Some),
            Some(AnyKey::Field(_)) | None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

/// Finds a key, and keeps the text of one that is not declared.
struct AnySeed(KeySeed);

impl<'de> DeserializeSeed<'de> for AnySeed {
    type Value = (Key, String);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for AnySeed {
    type Value = (Key, String);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(match self.0.find(text) {
            Key::Other => (Key::Other, text.to_owned()),
            known => (known, String::new()),
        })
    }
}

impl<'c, M: SerializeMap> Writer<'c, M> {
    /// The keys of the frame around the payload.
    pub(crate) fn beside(mut self, frame_keys: &'static [&'static str]) -> Self {
        self.frame_keys = frame_keys;
        self
    }

    /// The keys of the whole object, which no other member may have.
    pub(crate) fn declare(&mut self, names: &'static [&'static str]) {
        if self.declared.is_empty() {
            self.declared = names;
        }
    }

    /// Members that have a declared name after all are left out.
    pub(crate) fn drop_declared(&mut self) {
        self.drops_declared = true;
    }

    /// Writes a member that is not declared.
    pub(crate) fn other<K: MapKey, C: Codec>(&mut self, key: &K, value: &C::Value) -> Result<(), M::Error> {
        key.with_key(|key| {
            let text = key.to_string();
            let taken = self.declared.iter().chain(self.frame_keys).any(|name| *name == text);
            let written = match taken {
                true if self.drops_declared => Ok(()),
                true => {
                    Err(M::Error::custom("a member of this name is declared: it is not one of the others"))
                }
                false => self.map.serialize_entry(&KeyText(key), &As::<C>::new(value, self.context)),
            };
            written.inspect_err(|_| self.context.in_key(&text))
        })
    }
}
