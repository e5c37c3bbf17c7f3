//! Enums whose values are strings.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::MapKey;

/// A string enum of the manifest. Generated.
pub trait TextEnum: Sized {
    /// What is expected, for errors: the values.
    const EXPECTED: &'static str;

    /// The value that a text stands for.
    fn from_wire(text: &str) -> Option<Self>;

    /// The text on the wire.
    fn to_wire(&self) -> Cow<'_, str>;
}

/// Reads a string enum.
pub fn decode_text_enum<'de, T: TextEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

struct EnumVisitor<T>(PhantomData<T>);

impl<T: TextEnum> Visitor<'_> for EnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_wire(text)
            .ok_or_else(|| E::custom(format_args!("expected {}, got another string", T::EXPECTED)))
    }
}

/// Reads what stands in the hole of a text value.
pub fn read_hole<T: MapKey>(text: &str, prefix: &str, suffix: &str) -> Option<T> {
    T::from_key(text.strip_prefix(prefix)?.strip_suffix(suffix)?)
}

/// Writes a text value with a hole.
pub fn write_hole<T: MapKey>(prefix: &str, hole: &T, suffix: &str) -> String {
    hole.with_key(|hole| format!("{prefix}{hole}{suffix}"))
}

/// Implements what every string enum can do.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum {
    ($name:ident) => {
        $crate::text_enum_codec!($name);

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                <Self as $crate::codec::TextEnum>::from_wire(text).ok_or($crate::UnknownValue)
            }
        }
    };
}

/// As `text_enum`, for enums that keep what they do not know.
#[doc(hidden)]
#[macro_export]
macro_rules! open_text_enum {
    ($name:ident) => {
        $crate::text_enum_codec!($name);

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                <Self as $crate::codec::TextEnum>::from_wire(text)
                    .unwrap_or_else(|| Self::Unknown(::std::string::String::from(text)))
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! text_enum_codec {
    ($name:ident) => {
        impl $crate::Codec for $name {
            type Value = Self;

            fn decode<'de, D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
                _: &$crate::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::decode_text_enum(deserializer)
            }

            fn encode<S: $crate::crates::serde::Serializer>(
                value: &Self,
                _: &$crate::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&$crate::codec::TextEnum::to_wire(value))
            }
        }

        impl $crate::codec::MapKey for $name {
            const EXPECTED: &'static str = <Self as $crate::codec::TextEnum>::EXPECTED;

            fn from_key(text: &str) -> ::core::option::Option<Self> {
                <Self as $crate::codec::TextEnum>::from_wire(text)
            }

            fn with_key<R>(&self, write: impl FnOnce(&dyn ::core::fmt::Display) -> R) -> R {
                write(self)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(&$crate::codec::TextEnum::to_wire(self))
            }
        }

        $crate::serde_by_codec!($name);
    };
}
