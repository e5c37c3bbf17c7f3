//! What generated types can do besides their codec: serde's own traits, so that they work in an app's other types and in
//! other formats, and conversions.

use serde::de::{Deserializer, Error};
use serde::ser::{Error as _, Serializer};

use crate::codec::Codec;
use crate::context::Context;
use crate::error::{located, plain_reason};

/// Implements serde's traits for generated types by their codecs.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_codec {
    ($($name:ident),* $(,)?) => {$(
        impl<'de> $crate::crates::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::deserialize::<Self, D>(deserializer)
            }
        }

        impl $crate::crates::serde::Serialize for $name {
            fn serialize<S: $crate::crates::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::serialize::<Self, S>(self, serializer)
            }
        }
    )*};
}

/// A payload that is a type of the manifest, whose members lie among those of the frame.
#[doc(hidden)]
#[macro_export]
macro_rules! object_newtype {
    ($name:ident, $codec:ty) => {
        impl $crate::object::Object for $name {
            const FIELDS: &'static [&'static str] = <$codec as $crate::object::Object>::FIELDS;

            fn read<'de, A: $crate::object::MapAccess<'de>>(
                input: &mut $crate::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                <$codec as $crate::object::Object>::read(input).map(Self)
            }

            fn write<M: $crate::object::SerializeMap>(
                &self,
                output: &mut $crate::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                <$codec as $crate::object::Object>::write(&self.0, output)
            }
        }
    };
}

/// A payload that is a map, whose entries lie among the members of the frame.
#[doc(hidden)]
#[macro_export]
macro_rules! map_newtype {
    ($name:ident, $key:ty, $codec:ty) => {
        impl $crate::object::Object for $name {
            const FIELDS: &'static [&'static str] = &[];

            fn read<'de, A: $crate::object::MapAccess<'de>>(
                input: &mut $crate::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                let entries =
                    <$crate::structure::Entries<$key, $codec> as $crate::object::Object>::read(input)?;
                ::core::result::Result::Ok(Self(entries.0))
            }

            fn write<M: $crate::object::SerializeMap>(
                &self,
                output: &mut $crate::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                $crate::structure::write_entries::<$key, $codec, M>(&self.0, output)
            }
        }
    };
}

/// A tagged union: an object of its own, or among the members of another.
#[doc(hidden)]
#[macro_export]
macro_rules! union_object {
    ($name:ident) => {
        impl $crate::object::Object for $name {
            const FIELDS: &'static [&'static str] = &[];

            fn read<'de, A: $crate::object::MapAccess<'de>>(
                input: &mut $crate::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $crate::frame::read_union(input)
            }

            fn write<M: $crate::object::SerializeMap>(
                &self,
                output: &mut $crate::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                $crate::frame::write_union(self, output)
            }

            fn decode_alone<'de, D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
                context: &$crate::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::frame::decode_union(deserializer, context)
            }

            fn encode_alone<S: $crate::crates::serde::Serializer>(
                &self,
                context: &$crate::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::frame::encode_union(self, context, serializer)
            }
        }
    };
}

/// A payload that is a type of the manifest and stands for itself.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_newtype {
    ($name:ident, $codec:ty) => {
        impl $crate::Codec for $name {
            type Value = Self;

            fn decode<'de, D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
                context: &$crate::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                <$codec as $crate::Codec>::decode(deserializer, context).map(Self)
            }

            fn encode<S: $crate::crates::serde::Serializer>(
                value: &Self,
                context: &$crate::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                <$codec as $crate::Codec>::encode(&value.0, context, serializer)
            }
        }
    };
}

/// Implements serde's writing for events whose payload is all that is written.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_payload {
    ($event:ident) => {
        impl $crate::crates::serde::Serialize for $event {
            fn serialize<S: $crate::crates::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::frame::serialize_payload(self, serializer)
            }
        }
    };
}

/// Implements the way from the type of an alternative to its untagged union.
#[doc(hidden)]
#[macro_export]
macro_rules! alternative {
    ($union:ident, $variant:ident, $item:ty) => {
        impl ::core::convert::From<$item> for $union {
            fn from(item: $item) -> Self {
                Self::$variant(item.into())
            }
        }
    };
}

/// Implements what a type expression with a name can do where it is a type of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype {
    ($name:ident, $inner:ty, $codec:ty) => {
        $crate::codec_newtype!($name, $codec);
        $crate::serde_by_codec!($name);

        impl ::core::convert::From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl ::core::ops::Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl ::core::ops::DerefMut for $name {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }
    };
}

/// Implements the ways between an event's payload and the enum over all events.
#[doc(hidden)]
#[macro_export]
macro_rules! event_conversions {
    ($($event:ident)::+, $payload:ident) => {
        impl ::core::convert::From<$payload> for $($event)::+ {
            fn from(payload: $payload) -> Self {
                Self::$payload(payload)
            }
        }

        impl ::core::convert::TryFrom<$($event)::+> for $payload {
            type Error = $($event)::+;

            fn try_from(event: $($event)::+) -> ::core::result::Result<Self, $($event)::+> {
                match event {
                    $($event)::+::$payload(payload) => ::core::result::Result::Ok(payload),
                    other => ::core::result::Result::Err(other),
                }
            }
        }
    };
}

/// Implements serde's traits for a frame.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_frame {
    ($frame:ident) => {
        impl<'de> $crate::crates::serde::Deserialize<'de> for $frame {
            fn deserialize<D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::frame::deserialize::<Self, D>(deserializer)
            }
        }

        impl $crate::crates::serde::Serialize for $frame {
            fn serialize<S: $crate::crates::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::frame::serialize(&self.event, ::core::option::Option::Some(self), serializer)
            }
        }
    };
}

/// Implements serde's traits for an event that stands in a frame with nothing beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_event {
    ($event:ident, $frame:ident) => {
        impl<'de> $crate::crates::serde::Deserialize<'de> for $event {
            fn deserialize<D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::result::Result::Ok($crate::frame::deserialize::<$frame, D>(deserializer)?.event)
            }
        }

        impl $crate::crates::serde::Serialize for $event {
            fn serialize<S: $crate::crates::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::frame::serialize::<$frame, S>(self, ::core::option::Option::None, serializer)
            }
        }
    };
}

/// Reads a value with no context around it; an error's text names the path, and no value.
pub fn deserialize<'de, C: Codec, D: Deserializer<'de>>(deserializer: D) -> Result<C::Value, D::Error> {
    let context = Context::default();
    C::decode(deserializer, &context).map_err(|error| told(&error, &context))
}

/// serde_json finds line and column again in the text of the error, since they stand at its end.
#[cold]
pub(crate) fn told<E: Error>(error: &E, context: &Context) -> E {
    E::custom(located(&context.path(), &plain_reason(&error.to_string())))
}

/// Writes a value with no context around it; an error's text names the path.
pub fn serialize<C: Codec, S: Serializer>(value: &C::Value, serializer: S) -> Result<S::Ok, S::Error> {
    let context = Context::default();
    C::encode(value, &context, serializer)
        .map_err(|error| S::Error::custom(located(&context.path(), &error.to_string())))
}
