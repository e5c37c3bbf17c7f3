//! The name of a frame's event.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Name;
use crate::content::whole;
use crate::frame::names::Names;

/// Reads a name; it stays as it was where there is nothing of a kind that names have. In place: copies of names and of
/// what is a name were a tenth of the time for a small frame.
pub(in crate::frame) struct NameVisitor<'n> {
    pub(in crate::frame) names: &'static Names,
    pub(in crate::frame) name: &'n mut Name,
}

impl<'de> DeserializeSeed<'de> for NameVisitor<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NameVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("name")
    }

    #[inline]
    fn visit_str<R: Error>(self, text: &str) -> Result<(), R> {
        *self.name = self.names.find(text).map_or_else(|| Name::Unknown(text.to_owned()), Name::Known);
        Ok(())
    }

    fn visit_i64<R: Error>(self, value: i64) -> Result<(), R> {
        let known = self.names.find_integer(value);
        self.other(known, &value);
        Ok(())
    }

    fn visit_u64<R: Error>(self, value: u64) -> Result<(), R> {
        let known = i64::try_from(value).ok().and_then(|value| self.names.find_integer(value));
        self.other(known, &value);
        Ok(())
    }

    fn visit_f64<R: Error>(self, value: f64) -> Result<(), R> {
        whole(value).map_or(Ok(()), |value| self.visit_i64(value))
    }

    fn visit_bool<R: Error>(self, value: bool) -> Result<(), R> {
        let known = self.names.find_bool(value);
        self.other(known, &value);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    passed_over!(|_| Ok(()));
}

impl NameVisitor<'_> {
    /// A name that is no text, where such names are known at all.
    fn other(self, known: Option<usize>, value: &impl ToString) {
        if let Some(index) = known {
            *self.name = Name::Known(index);
        } else if self.names.has_others() {
            *self.name = Name::Unknown(value.to_string());
        }
    }
}
