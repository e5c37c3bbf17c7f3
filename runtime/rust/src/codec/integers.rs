//! Enums whose values are integers, and flags.

use std::fmt;

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;

use super::Codec;
use crate::context::Context;

/// An integer enum of the manifest. Generated.
pub trait IntEnum: Sized {
    /// How the integer is read and written.
    type Repr: Codec;

    /// What is expected, for errors: the values.
    const EXPECTED: &'static str;

    /// The value that an integer stands for.
    fn from_wire(value: <Self::Repr as Codec>::Value) -> Option<Self>;

    /// The integer on the wire.
    fn to_wire(&self) -> <Self::Repr as Codec>::Value;
}

/// Reads an integer enum.
pub fn decode_int_enum<'de, T: IntEnum, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
) -> Result<T, D::Error> {
    let value = T::from_wire(T::Repr::decode(deserializer, context)?);
    value.ok_or_else(|| D::Error::custom(format_args!("expected {}, got another number", T::EXPECTED)))
}

/// Writes an integer enum.
pub fn encode_int_enum<T: IntEnum, S: Serializer>(
    value: &T,
    context: &Context,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    T::Repr::encode(&value.to_wire(), context, serializer)
}

/// A set of flags of the manifest; bits without a name are kept. Generated.
pub trait Flags: Sized {
    /// How the integer is read and written.
    type Repr: Codec;

    /// The names of bits and of combinations of bits.
    const NAMES: &'static [(&'static str, u128)];
}

/// Writes the names of flags for debug output: `READ | WRITE | 0x40`.
pub fn write_flags<T: Flags>(f: &mut fmt::Formatter<'_>, bits: u128) -> fmt::Result {
    let single = |(_, value): &&(&str, u128)| value.is_power_of_two() && bits & value != 0;
    let (mut rest, mut separator) = (bits, "");
    for (name, value) in T::NAMES.iter().filter(single) {
        write!(f, "{separator}{name}")?;
        (rest, separator) = (rest & !value, " | ");
    }
    if rest != 0 || bits == 0 { write!(f, "{separator}{rest:#x}") } else { Ok(()) }
}

/// Implements what every integer enum can do.
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    ($name:ident) => {
        impl $crate::Codec for $name {
            type Value = Self;

            fn decode<'de, D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
                context: &$crate::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::decode_int_enum(deserializer, context)
            }

            fn encode<S: $crate::crates::serde::Serializer>(
                value: &Self,
                context: &$crate::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::encode_int_enum(value, context, serializer)
            }
        }

        $crate::serde_by_codec!($name);
    };
}

/// Implements what every set of flags can do.
#[doc(hidden)]
#[macro_export]
macro_rules! flags {
    ($name:ident, $int:ident) => {
        impl $name {
            /// No flag.
            pub const fn empty() -> Self {
                Self(0)
            }

            /// The flags of these bits; bits without a name are kept.
            pub const fn from_bits(bits: $int) -> Self {
                Self(bits)
            }

            /// The bits, those without a name among them.
            pub const fn bits(self) -> $int {
                self.0
            }

            /// Whether no flag is set.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Whether all flags of `other` are set.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether any flag of `other` is set.
            pub const fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// Sets the flags of `other`.
            pub const fn insert(&mut self, other: Self) {
                self.0 |= other.0;
            }

            /// Clears the flags of `other`.
            pub const fn remove(&mut self, other: Self) {
                self.0 &= !other.0;
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;

            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl ::core::ops::Sub for $name {
            type Output = Self;

            fn sub(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::write_flags::<Self>(f, self.0 as u128)
            }
        }

        impl $crate::Codec for $name {
            type Value = Self;

            fn decode<'de, D: $crate::crates::serde::Deserializer<'de>>(
                deserializer: D,
                context: &$crate::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                <<Self as $crate::codec::Flags>::Repr as $crate::Codec>::decode(deserializer, context)
                    .map(Self)
            }

            fn encode<S: $crate::crates::serde::Serializer>(
                value: &Self,
                context: &$crate::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                <<Self as $crate::codec::Flags>::Repr as $crate::Codec>::encode(&value.0, context, serializer)
            }
        }

        $crate::serde_by_codec!($name);
    };
}
