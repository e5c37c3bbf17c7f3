//! Arrays, maps, and what may be null.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::{As, Codec, Seed};
use crate::context::Context;
use crate::json;

/// `T | null`
pub struct Nullable<C>(PhantomData<C>);

impl<C: Codec> Codec for Nullable<C> {
    type Value = Option<C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(NullableVisitor::<C>(Seed::new(context)))
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&As::<C>::new(value, context)),
            None => serializer.serialize_none(),
        }
    }
}

/// A type that would hold itself without an end.
pub struct Boxed<C>(PhantomData<C>);

impl<C: Codec> Codec for Boxed<C> {
    type Value = Box<C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        C::decode(deserializer, context).map(Box::new)
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        C::encode(value, context, serializer)
    }
}

struct NullableVisitor<'c, C>(Seed<'c, C>);

impl<'de, C: Codec> Visitor<'de> for NullableVisitor<'_, C> {
    type Value = Option<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        C::decode(deserializer, self.0.context).map(Some)
    }
}

/// `list<T>`
pub struct List<C>(PhantomData<C>);

impl<C: Codec> Codec for List<C> {
    type Value = Vec<C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(ListVisitor::<C>(Seed::new(context)))
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        encode_all::<C, S>(value, context, serializer)
    }
}

fn encode_all<'v, C: Codec, S: Serializer>(
    values: impl IntoIterator<Item = &'v C::Value, IntoIter: ExactSizeIterator>,
    context: &Context,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    C::Value: 'v,
{
    let values = values.into_iter();
    let mut out = serializer.serialize_seq(Some(values.len()))?;
    for (index, value) in values.enumerate() {
        out.serialize_element(&As::<C>::new(value, context)).inspect_err(|_| context.in_index(index))?;
    }
    out.end()
}

struct ListVisitor<'c, C>(Seed<'c, C>);

impl<'de, C: Codec> Visitor<'de> for ListVisitor<'_, C> {
    type Value = Vec<C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = next::<C, A>(&mut seq, values.len(), self.0.context)? {
            values.push(value);
        }
        Ok(values)
    }
}

#[inline]
pub(super) fn next<'de, C: Codec, A: SeqAccess<'de>>(
    seq: &mut A,
    index: usize,
    context: &Context,
) -> Result<Option<C::Value>, A::Error> {
    seq.next_element_seed(Seed::<C>::new(context)).inspect_err(|_| context.in_index(index))
}

/// `set<T>`: of equal elements the first is kept.
pub struct Set<C>(PhantomData<C>);

impl<C: Codec<Value: Ord>> Codec for Set<C> {
    type Value = BTreeSet<C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        List::<C>::decode(deserializer, context).map(BTreeSet::from_iter)
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        encode_all::<C, S>(value, context, serializer)
    }
}

/// `set<T>` of what has no order in Rust: of elements that are written alike the first is kept, in the order they came.
pub struct Distinct<C>(PhantomData<C>);

impl<C: Codec> Codec for Distinct<C> {
    type Value = Vec<C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        let mut values = List::<C>::decode(deserializer, context)?;
        let mut seen = HashSet::new();
        values.retain(|value| is_first::<C>(value, &mut seen));
        Ok(values)
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut seen = HashSet::new();
        let values: Vec<&C::Value> = value.iter().filter(|value| is_first::<C>(value, &mut seen)).collect();
        encode_all::<C, S>(values, context, serializer)
    }
}

/// Whether no value before was written alike; what cannot be written is told when it is tried.
fn is_first<C: Codec>(value: &C::Value, seen: &mut HashSet<String>) -> bool {
    let text = json::write::to_string(&As::<C>::new(value, &Context::default()));
    text.map_or(true, |text| seen.insert(text))
}

/// What a key of a map is, as text.
pub trait MapKey: Ord + Sized {
    /// What a key is called in errors.
    const EXPECTED: &'static str;

    /// Reads the canonical text of a key.
    fn from_key(text: &str) -> Option<Self>;

    /// Writes a key.
    fn with_key<R>(&self, write: impl FnOnce(&dyn fmt::Display) -> R) -> R;
}

impl MapKey for String {
    const EXPECTED: &'static str = "string";

    fn from_key(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn with_key<R>(&self, write: impl FnOnce(&dyn fmt::Display) -> R) -> R {
        write(self)
    }
}

macro_rules! display_keys {
    ($($key:ty, $expected:literal, $read:path;)*) => {$(
        impl MapKey for $key {
            const EXPECTED: &'static str = $expected;

            fn from_key(text: &str) -> Option<Self> {
                $read(text)
            }

            fn with_key<R>(&self, write: impl FnOnce(&dyn fmt::Display) -> R) -> R {
                write(self)
            }
        }
    )*};
}

display_keys! {
    i8, "i8", super::read_digits;
    i16, "i16", super::read_digits;
    i32, "i32", super::read_digits;
    i64, "i64", super::read_digits;
    u8, "u8", super::read_digits;
    u16, "u16", super::read_digits;
    u32, "u32", super::read_digits;
    u64, "u64", super::read_digits;
    u128, "u128", super::read_digits;
}

#[cfg(feature = "uuid")]
display_keys! { uuid::Uuid, "uuid", super::read_uuid; }

#[cfg(feature = "jiff")]
display_keys! { jiff::civil::Date, "date (YYYY-MM-DD)", super::read_date; }

pub(crate) fn read_key<K: MapKey, E: Error>(text: &str, context: &Context) -> Result<K, E> {
    K::from_key(text).ok_or_else(|| {
        context.in_key(text);
        E::custom(format_args!("expected key {}", K::EXPECTED))
    })
}

/// `map<K, T>`; keys are written in their order.
pub struct Map<K, C>(PhantomData<(K, C)>);

impl<K: MapKey, C: Codec> Codec for Map<K, C> {
    type Value = BTreeMap<K, C::Value>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(MapVisitor::<K, C> { seed: Seed::new(context), key: PhantomData })
    }

    fn encode<S: Serializer>(
        value: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(value.len()))?;
        for (key, value) in value {
            key.with_key(|key| {
                let entry = out.serialize_entry(&KeyText(key), &As::<C>::new(value, context));
                entry.inspect_err(|_| context.in_key(&key.to_string()))
            })?;
        }
        out.end()
    }
}

pub(crate) struct KeyText<'a>(pub &'a dyn fmt::Display);

impl serde::Serialize for KeyText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

struct MapVisitor<'c, K, C> {
    seed: Seed<'c, C>,
    key: PhantomData<K>,
}

impl<'de, K: MapKey, C: Codec> Visitor<'de> for MapVisitor<'_, K, C> {
    type Value = BTreeMap<K, C::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let context = self.seed.context;
        let mut entries = BTreeMap::new();
        while let Some(text) = map.next_key::<String>()? {
            let key = read_key(&text, context)?;
            let value =
                map.next_value_seed(Seed::<C>::new(context)).inspect_err(|_| context.in_key(&text))?;
            entries.insert(key, value);
        }
        Ok(entries)
    }
}
