//! Integers and floats. An integer may be written in any JSON form that has its value: `1`, `1.0`, `1e0`, `-0`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Error as _, Serializer};

use super::Codec;
use super::text::read_digits;
use crate::context::Context;

/// The largest integer that every reader of JSON numbers holds exactly: 2^53 − 1.
const MAX_SAFE: i64 = (1 << 53) - 1;

struct IntVisitor<T> {
    name: &'static str,
    integer: PhantomData<T>,
}

impl<T> IntVisitor<T> {
    fn new(name: &'static str) -> Self {
        IntVisitor { name, integer: PhantomData }
    }
}

impl<T: TryFrom<i64>> Visitor<'_> for IntVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        if !(-MAX_SAFE..=MAX_SAFE).contains(&value) {
            return Err(out_of_range(self.name));
        }
        T::try_from(value).map_err(|_| out_of_range(self.name))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Err(out_of_range(self.name)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 {
            return Err(E::custom(format_args!("expected {}, got a fraction", self.name)));
        }
        // Casts of floats saturate, so that what is too large stays out of range.
        self.visit_i64(value as i64)
    }
}

#[cold]
fn out_of_range<E: Error>(name: &str) -> E {
    E::custom(format_args!("out of range of {name}"))
}

macro_rules! small_integers {
    ($($int:ident $deserialize:ident $serialize:ident)*) => {$(
        impl Codec for $int {
            type Value = $int;

            #[inline]
            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<$int, D::Error> {
                deserializer.$deserialize(IntVisitor::new(stringify!($int)))
            }

            #[inline]
            fn encode<S: Serializer>(value: &$int, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(*value)
            }
        }
    )*};
}

small_integers! {
    i8 deserialize_i8 serialize_i8
    i16 deserialize_i16 serialize_i16
    i32 deserialize_i32 serialize_i32
    u8 deserialize_u8 serialize_u8
    u16 deserialize_u16 serialize_u16
    u32 deserialize_u32 serialize_u32
}

/// A 64-bit integer as a JSON number within ±(2^53 − 1).
pub struct SafeInt<T>(PhantomData<T>);

macro_rules! safe_integers {
    ($($int:ident $deserialize:ident $serialize:ident)*) => {$(
        impl Codec for SafeInt<$int> {
            type Value = $int;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<$int, D::Error> {
                deserializer.$deserialize(IntVisitor::new(stringify!($int)))
            }

            fn encode<S: Serializer>(value: &$int, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
                match i64::try_from(*value) {
                    Ok(safe) if (-MAX_SAFE..=MAX_SAFE).contains(&safe) => serializer.$serialize(*value),
                    _ => Err(S::Error::custom("beyond 2^53 - 1, which JSON numbers do not hold everywhere")),
                }
            }
        }
    )*};
}

safe_integers! {
    i64 deserialize_i64 serialize_i64
    u64 deserialize_u64 serialize_u64
}

macro_rules! text_integers {
    ($($(#[$doc:meta])* $codec:ident $int:ident)*) => {$(
        $(#[$doc])*
        pub struct $codec;

        impl Codec for $codec {
            type Value = $int;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<$int, D::Error> {
                let expected = concat!("string of ", stringify!($int), " digits");
                deserializer.deserialize_str(super::TextVisitor { expected, read: read_digits })
            }

            fn encode<S: Serializer>(value: &$int, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(value)
            }
        }
    )*};
}

text_integers! {
    /// `string<i64>`: a string of decimal digits, of the whole range.
    Int64 i64
    /// `string<u64>`: a string of decimal digits, of the whole range.
    Uint64 u64
    /// `string<u128>`: a string of decimal digits, of the whole range.
    Uint128 u128
}

macro_rules! floats {
    ($($float:ident $deserialize:ident $serialize:ident)*) => {$(
        impl Codec for $float {
            type Value = $float;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<$float, D::Error> {
                let wide = deserializer.$deserialize(FloatVisitor(stringify!($float)))?;
                let value = wide as $float;
                if value.is_finite() { Ok(value) } else { Err(out_of_range(stringify!($float))) }
            }

            fn encode<S: Serializer>(value: &$float, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
                if value.is_finite() {
                    serializer.$serialize(*value)
                } else {
                    Err(S::Error::custom("not a finite number"))
                }
            }
        }
    )*};
}

floats! {
    f32 deserialize_f32 serialize_f32
    f64 deserialize_f64 serialize_f64
}

struct FloatVisitor(&'static str);

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }
}
