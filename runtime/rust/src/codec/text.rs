//! Types that are strings on the wire.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Error as _, Serializer};

#[cfg(any(feature = "base64", feature = "uuid"))]
use super::TextVisitor;
use super::{As, Codec};
use crate::context::Context;
use crate::json::{self, Reader};
use crate::repeats::settled_text;

impl Codec for String {
    type Value = String;

    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<String, D::Error> {
        deserializer.deserialize_string(StringVisitor)
    }

    #[inline]
    fn encode<S: Serializer>(value: &String, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value)
    }
}

pub(crate) struct StringVisitor;

impl Visitor<'_> for StringVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
}

#[cfg(feature = "uuid")]
impl Codec for uuid::Uuid {
    type Value = uuid::Uuid;

    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor { expected: "uuid", read: read_uuid })
    }

    #[inline]
    fn encode<S: Serializer>(value: &Self, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()))
    }
}

/// A uuid of 36 characters with hyphens, in any case; no other form.
#[cfg(feature = "uuid")]
#[inline]
pub fn read_uuid(text: &str) -> Option<uuid::Uuid> {
    (text.len() == 36).then(|| uuid::Uuid::try_parse(text).ok()).flatten()
}

/// An integer in canonical decimal digits: `-1`, `0`, `15`; not `+1`, `01`, `-0`, `1.0`.
pub fn read_digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = match digits.as_bytes() {
        [b'0'] => digits.len() == text.len(),
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if canonical { text.parse().ok() } else { None }
}

/// `bytes`: base64, written in the standard alphabet with padding, read in both alphabets with or without padding.
#[cfg(feature = "base64")]
pub struct Bytes;

#[cfg(feature = "base64")]
impl Codec for Bytes {
    type Value = Vec<u8>;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_str(TextVisitor { expected: "base64", read: read_base64 })
    }

    fn encode<S: Serializer>(value: &Vec<u8>, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        use base64::Engine;
        serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(value))
    }
}

#[cfg(feature = "base64")]
fn read_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    use base64::alphabet;
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
    const EITHER: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let alphabet = if text.contains(['-', '_']) { alphabet::URL_SAFE } else { alphabet::STANDARD };
    GeneralPurpose::new(&alphabet, EITHER).decode(text).ok()
}

/// `string<T>`: a string that holds T's JSON text.
pub struct JsonText<C>(PhantomData<C>);

impl<C: Codec> Codec for JsonText<C> {
    type Value = C::Value;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<C::Value, D::Error> {
        let text = String::decode(deserializer, context)?;
        let read = read_json::<C>(&text, context);
        read.or_else(|error| read_again::<C>(&text, context).ok_or(error)).map_err(D::Error::custom)
    }

    fn encode<S: Serializer>(value: &C::Value, context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        let text = json::write::to_string(&As::<C>::new(value, context)).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

fn read_json<C: Codec>(text: &str, context: &Context) -> Result<C::Value, json::Error> {
    let mut reader = Reader::new(text, context.depth());
    let value = C::decode(&mut reader, context)?;
    reader.end().map(|()| value)
}

/// Of a repeated key the last counts, as in frames.
#[cold]
fn read_again<C: Codec>(text: &str, context: &Context) -> Option<C::Value> {
    if context.was_given_twice() {
        return None;
    }
    let text = settled_text(text, context.depth())?;
    let value = read_json::<C>(&text, &Context::within(context.depth())).ok()?;
    context.clear();
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::read_digits;

    #[test]
    fn digits_are_canonical() {
        assert_eq!(read_digits("0"), Some(0_u64));
        assert_eq!(read_digits("18446744073709551615"), Some(u64::MAX));
        assert_eq!(read_digits("-9223372036854775808"), Some(i64::MIN));
        for text in ["", "-", "+1", "01", "-0", "1.0", "1e3", " 1", "18446744073709551616"] {
            assert_eq!(read_digits::<u64>(text), None, "{text}");
        }
        assert_eq!(read_digits::<u64>("-1"), None);
    }
}
