//! The reading and writing of JSON objects: what generated structs are made of.

mod any;

use std::fmt;
use std::marker::PhantomData;

pub use serde::de::MapAccess;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, Visitor};
pub use serde::ser::SerializeMap;
use serde::ser::Serializer;

pub(crate) use any::{AnyKey, Rest};

use crate::codec::{As, Codec, Seed};
use crate::content::Content;
use crate::context::Context;
use crate::frame::Object as ObjectPicture;

/// A struct of the manifest. Generated.
pub trait Object: Sized {
    /// The wire names of its fields, in order, and behind them the old names.
    const FIELDS: &'static [&'static str];

    /// Reads what is left of an object.
    fn read<'de, A: MapAccess<'de>>(input: &mut Members<'_, A>) -> Result<Self, A::Error>;

    /// Writes all members.
    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error>;

    /// Reads an object of its own.
    fn decode_alone<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor { context, object: PhantomData })
    }

    /// Writes an object of its own.
    fn encode_alone<S: Serializer>(&self, context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = Writer::new(serializer.serialize_map(None)?, context);
        self.write(&mut out)?;
        out.map.end()
    }
}

impl<T: Object> Codec for T {
    type Value = T;

    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<T, D::Error> {
        T::decode_alone(deserializer, context)
    }

    #[inline]
    fn encode<S: Serializer>(value: &T, context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        value.encode_alone(context, serializer)
    }
}

struct ObjectVisitor<'c, T> {
    context: &'c Context,
    object: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Members::new(map, self.context, Around::NOTHING))
    }
}

/// What no key is: the index of a member that is not declared.
pub const OTHER: usize = usize::MAX;

/// The members of an object that is being read, and those of the frame around it.
pub struct Members<'c, A> {
    map: A,
    context: &'c Context,
    /// What belongs to the frame, not to the payload.
    around: Around,
    /// Frame members met so far.
    kept: Vec<(usize, Content)>,
    /// The field that comes next if the writer keeps the order of the manifest.
    expected: usize,
    /// The key of the value that is due.
    current: &'static str,
}

impl<'c, 'de, A: MapAccess<'de>> Members<'c, A> {
    #[inline]
    pub(crate) fn new(map: A, context: &'c Context, around: Around) -> Self {
        Members { map, context, around, kept: Vec::new(), expected: 0, current: "" }
    }

    /// Passes over all that is left.
    pub fn skip_all(&mut self) -> Result<(), A::Error> {
        while self.key(&[], true)?.is_some() {
            self.skip()?;
        }
        Ok(())
    }

    /// The frame members that were met, by the index of their keys, and whether the name is still due.
    pub(crate) fn into_kept(self) -> (Vec<(usize, Content)>, bool) {
        (self.kept, self.around.name_due)
    }

    /// The next key's index in `fields`, or [`OTHER`]; none at the end.
    ///
    /// Members of the frame are put aside on the way. `plain` says whether `are_plain` holds for `fields`.
    pub fn key(&mut self, fields: &'static [&'static str], plain: bool) -> Result<Option<usize>, A::Error> {
        loop {
            let expected = if plain { self.expected } else { OTHER };
            let seed = KeySeed { fields, frame: self.around.object, expected };
            match self.map.next_key_seed(seed)? {
                None => return Ok(None),
                Some(Key::Field(index)) => {
                    self.expected = index + 1;
                    self.current = fields[index];
                    return Ok(Some(index));
                }
                Some(Key::Other) => return Ok(Some(OTHER)),
                Some(Key::Frame(index)) => self.keep(index)?,
            }
        }
    }

    #[cold]
    fn keep(&mut self, index: usize) -> Result<(), A::Error> {
        if self.around.object.name == Some(index) {
            if !std::mem::take(&mut self.around.name_due) {
                self.context.in_field(self.around.object.keys[index]);
                return Err(self.context.given_twice());
            }
            return self.skip();
        }
        let content = self.map.next_value()?;
        keep(&mut self.kept, index, content);
        Ok(())
    }

    /// Reads the value of the key that was read last; of a repeated key the last counts.
    #[inline]
    pub fn value<C: Codec>(&mut self, slot: &mut Option<C::Value>) -> Result<(), A::Error> {
        let value = self.map.next_value_seed(Seed::<C>::new(self.context));
        *slot = Some(value.inspect_err(|_| self.context.in_field(self.current))?);
        Ok(())
    }

    /// Passes over the value of a member that is not declared.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// What a member that must be there was read as.
    #[inline]
    pub fn required<T>(&self, value: Option<T>, field: &'static str) -> Result<T, A::Error> {
        value.ok_or_else(|| self.missing(field))
    }

    #[cold]
    fn missing(&self, field: &'static str) -> A::Error {
        self.context.in_field(field);
        A::Error::custom("missing")
    }

    /// Refuses a member that is there under its old and under its new name; `seen` is the index met before.
    pub fn one_name(&self, seen: &mut usize, index: usize) -> Result<(), A::Error> {
        if *seen != OTHER && *seen != index {
            self.context.in_field(self.current);
            return Err(A::Error::custom("given under its old and under its new name"));
        }
        *seen = index;
        Ok(())
    }
}

/// The object of a frame whose members lie among those of a payload.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    pub(crate) object: &'static ObjectPicture,
    /// The name is known and was not met: it is passed over where it stands, once.
    pub(crate) name_due: bool,
}

impl Around {
    /// There is no frame around the object.
    pub(crate) const NOTHING: Around = Around { object: &ObjectPicture::EMPTY, name_due: false };
}

/// Puts a frame member aside; of a repeated one the last counts.
pub(crate) fn keep(kept: &mut Vec<(usize, Content)>, index: usize, content: Content) {
    kept.retain(|(other, _)| *other != index);
    kept.push((index, content));
}

/// Whether all names stand in JSON as they are: a key that is compared with the text itself must hold nothing that has
/// an escape there.
pub(crate) const fn are_plain(names: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        if !is_plain(names[index]) {
            return false;
        }
        index += 1;
    }
    true
}

pub(crate) const fn is_plain(name: &str) -> bool {
    let (bytes, mut at) = (name.as_bytes(), 0);
    while at < bytes.len() {
        if bytes[at] < 0x20 || bytes[at] == b'"' || bytes[at] == b'\\' {
            return false;
        }
        at += 1;
    }
    true
}

/// What a key is.
pub(crate) enum Key {
    Field(usize),
    Frame(usize),
    Other,
}

/// The keys that may come next: finds the index of one without owning it.
#[derive(Clone, Copy)]
pub(crate) struct KeySeed {
    fields: &'static [&'static str],
    frame: &'static ObjectPicture,
    expected: usize,
}

impl KeySeed {
    /// Keys of a frame outside of its payload.
    pub(crate) fn of_frame(frame: &'static ObjectPicture) -> Self {
        KeySeed { fields: &[], frame, expected: 0 }
    }

    /// The key that comes next if members come in the order of the manifest; the empty key when there is none that
    /// stands in JSON as it is.
    #[inline]
    fn likely(self) -> &'static str {
        self.fields.get(self.expected).copied().unwrap_or(self.frame.likely)
    }

    fn find(self, key: &str) -> Key {
        let position = |names: &[&str]| names.iter().position(|name| *name == key);
        match position(self.fields) {
            Some(index) => Key::Field(index),
            None => position(self.frame.keys).map_or(Key::Other, Key::Frame),
        }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    /// The likely key is handed on as the name of a newtype. Formats take no notice of that name and hand the key back;
    /// the reader of [`crate::json`] compares it with the text and need not read the key at all.
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_newtype_struct(self.likely(), self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key")
    }

    /// The key is the likely one.
    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Key, E> {
        Ok(if self.expected < self.fields.len() {
            Key::Field(self.expected)
        } else {
            Key::Frame(self.frame.first)
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(TextKeyVisitor(self))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.find(key))
    }
}

/// A key that is a text: MessagePack has keys that are nil, and these are not the likely one.
struct TextKeyVisitor(KeySeed);

impl Visitor<'_> for TextKeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.0.find(key))
    }
}

/// The members of an object that is being written.
pub struct Writer<'c, M> {
    pub(crate) map: M,
    context: &'c Context,
    frame_keys: &'static [&'static str],
    /// All keys of the object, where it has other ones too.
    declared: &'static [&'static str],
    /// A member that has one of these keys, and should not, is left out.
    drops_declared: bool,
}

impl<'c, M: SerializeMap> Writer<'c, M> {
    pub(crate) fn new(map: M, context: &'c Context) -> Self {
        Writer { map, context, frame_keys: &[], declared: &[], drops_declared: false }
    }

    pub(crate) fn context(&self) -> &'c Context {
        self.context
    }

    /// Writes one member.
    pub fn field<C: Codec>(&mut self, key: &'static str, value: &C::Value) -> Result<(), M::Error> {
        let value = As::<C>::new(value, self.context);
        self.map.serialize_entry(key, &value).inspect_err(|_| self.context.in_field(key))
    }

    /// Writes one member, if there is a value.
    pub fn optional<C: Codec>(
        &mut self,
        key: &'static str,
        value: Option<&C::Value>,
    ) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.field::<C>(key, value))
    }

    /// Writes one member, if there is a value; whether there was.
    pub fn present<C: Codec>(
        &mut self,
        key: &'static str,
        value: Option<&C::Value>,
    ) -> Result<bool, M::Error> {
        self.optional::<C>(key, value).map(|()| value.is_some())
    }
}
