//! The name of a frame's event.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Name;
use crate::content::whole;
use crate::frame::names::Names;

/// Reads a name; none if it is of no kind that names have.
pub(in crate::frame) struct NameVisitor(pub(in crate::frame) Names);

impl<'de> DeserializeSeed<'de> for NameVisitor {
    type Value = Option<Name>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Name>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Option<Name>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("name")
    }

    #[inline]
    fn visit_str<R: Error>(self, text: &str) -> Result<Option<Name>, R> {
        Ok(Some(self.0.find(text).map_or_else(|| Name::Unknown(text.to_owned()), Name::Known)))
    }

    fn visit_i64<R: Error>(self, value: i64) -> Result<Option<Name>, R> {
        Ok(self.other(self.0.find_integer(value), &value))
    }

    fn visit_u64<R: Error>(self, value: u64) -> Result<Option<Name>, R> {
        let known = i64::try_from(value).ok().and_then(|value| self.0.find_integer(value));
        Ok(self.other(known, &value))
    }

    fn visit_f64<R: Error>(self, value: f64) -> Result<Option<Name>, R> {
        whole(value).map_or(Ok(None), |value| self.visit_i64(value))
    }

    fn visit_bool<R: Error>(self, value: bool) -> Result<Option<Name>, R> {
        Ok(self.other(self.0.find_bool(value), &value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Name>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    passed_over!(|_| Ok(None));
}

impl NameVisitor {
    /// A name that is no text, where such names are known at all.
    fn other(&self, known: Option<usize>, value: &impl ToString) -> Option<Name> {
        match known {
            Some(index) => Some(Name::Known(index)),
            None => self.0.has_others().then(|| Name::Unknown(value.to_string())),
        }
    }
}
