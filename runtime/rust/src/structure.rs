//! Structs told by the types of their fields: what is the same for all of them stands here once, so that rustc checks it
//! once. A function per struct that reads its fields one by one costs rustc three times as much.

mod nested;

use std::marker::PhantomData;

use crate::codec::Codec;
use crate::object::{AnyKey, MapAccess, Members, OTHER, Object, SerializeMap, Writer, are_plain};

pub use nested::{Aside, Both, Entries, Gathered, Others, Spread, write_entries};

/// A struct of the manifest. Generated.
pub trait Struct: Sized {
    /// The wire names of the fields, in order, and behind them the old names.
    const NAMES: &'static [&'static str];

    /// The field of each old name.
    const OLD: &'static [usize] = &[];

    /// The fields: a tuple of [`Field`]s, what is spread, or [`Both`] of two.
    type Fields: Fields;

    /// Makes a struct of what was read.
    fn build(values: Values<Self>) -> Self;

    /// What is to be written.
    fn parts(&self) -> Parts<'_, Self>;
}

/// What a struct is made of.
pub type Values<T> = <<T as Struct>::Fields as Fields>::Values;

/// What is written of a struct.
pub type Parts<'a, T> = <<T as Struct>::Fields as Fields>::Parts<'a>;

impl<T: Struct> Object for T {
    const FIELDS: &'static [&'static str] = T::NAMES;

    fn read<'de, A: MapAccess<'de>>(input: &mut Members<'_, A>) -> Result<T, A::Error> {
        if const { T::Fields::TAKES_OTHERS } {
            return read_with_others(input);
        }
        let mut slots = T::Fields::empty();
        let mut seen = Vec::new();
        while let Some(key) = input.key(T::NAMES, const { are_plain(T::NAMES) })? {
            let field = if T::OLD.is_empty() { key } else { of_any_name::<T, A>(key, &mut seen, input)? };
            T::Fields::read(&mut slots, field, input)?;
        }
        Ok(T::build(T::Fields::finish(slots, T::NAMES, input)?))
    }

    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error> {
        if const { T::Fields::TAKES_OTHERS } {
            out.declare(T::NAMES);
        }
        T::Fields::write(self.parts(), T::NAMES, out)
    }
}

/// Reads a struct that has a place for members that it does not declare.
fn read_with_others<'de, T: Struct, A: MapAccess<'de>>(input: &mut Members<'_, A>) -> Result<T, A::Error> {
    let (mut slots, mut seen) = (T::Fields::empty(), Vec::new());
    while let Some(key) = input.any_key(T::NAMES)? {
        match key {
            AnyKey::Field(key) => {
                let field = of_any_name::<T, A>(key, &mut seen, input)?;
                T::Fields::read(&mut slots, field, input)?;
            }
            AnyKey::Other(key) => T::Fields::read_other(&mut slots, key, input)?,
        }
    }
    Ok(T::build(T::Fields::finish(slots, T::NAMES, input)?))
}

/// The field that a key names by its new or by its old name; `seen` holds the name that each was met under.
fn of_any_name<'de, T: Struct, A: MapAccess<'de>>(
    key: usize,
    seen: &mut Vec<usize>,
    input: &Members<'_, A>,
) -> Result<usize, A::Error> {
    if key == OTHER {
        return Ok(key);
    }
    let field = if key < T::Fields::COUNT { key } else { T::OLD[key - T::Fields::COUNT] };
    seen.resize(T::Fields::COUNT, OTHER);
    input.one_name(&mut seen[field], key).map(|()| field)
}

/// What the presence of a member means.
pub trait Field {
    /// The codec of the member's value.
    type Codec: Codec;

    /// What the struct is made of.
    type Value;

    /// What is written.
    type Part<'a>
    where
        Self: 'a;

    /// What becomes of what was read, or of nothing; none if the member is missing.
    fn finish(slot: Option<<Self::Codec as Codec>::Value>) -> Option<Self::Value>;

    /// Writes the member.
    fn write<M: SerializeMap>(
        part: Self::Part<'_>,
        key: &'static str,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error>;
}

/// The member is always there.
pub struct Required<C>(PhantomData<C>);

impl<C: Codec> Field for Required<C> {
    type Codec = C;
    type Value = C::Value;
    type Part<'a>
        = &'a C::Value
    where
        Self: 'a;

    #[inline]
    fn finish(slot: Option<C::Value>) -> Option<C::Value> {
        slot
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &C::Value,
        key: &'static str,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        out.field::<C>(key, part)
    }
}

/// The member may be absent when it is read, and is always written.
pub struct Defaulted<C>(PhantomData<C>);

impl<C: Codec> Field for Defaulted<C> {
    type Codec = C;
    type Value = Option<C::Value>;
    type Part<'a>
        = &'a C::Value
    where
        Self: 'a;

    #[inline]
    fn finish(slot: Option<C::Value>) -> Option<Option<C::Value>> {
        Some(slot)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: &C::Value,
        key: &'static str,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        out.field::<C>(key, part)
    }
}

/// The member may be absent.
pub struct Optional<C>(PhantomData<C>);

impl<C: Codec> Field for Optional<C> {
    type Codec = C;
    type Value = Option<C::Value>;
    type Part<'a>
        = Option<&'a C::Value>
    where
        Self: 'a;

    #[inline]
    fn finish(slot: Option<C::Value>) -> Option<Option<C::Value>> {
        Some(slot)
    }

    #[inline]
    fn write<M: SerializeMap>(
        part: Option<&C::Value>,
        key: &'static str,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        out.optional::<C>(key, part)
    }
}

/// All fields of a struct.
pub trait Fields {
    /// How many there are.
    const COUNT: usize;

    /// Whether there is a place for members that are not declared.
    const TAKES_OTHERS: bool = false;

    /// A place for the value of each.
    type Slots;

    /// What the struct is made of.
    type Values;

    /// What is written.
    type Parts<'a>
    where
        Self: 'a;

    /// Places without values.
    fn empty() -> Self::Slots;

    /// Reads the value of the field with this index; passes over it if there is none.
    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error>;

    /// Reads the value of a member that is not declared.
    fn read_other<'de, A: MapAccess<'de>>(
        _: &mut Self::Slots,
        _: String,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        input.skip()
    }

    /// What was read, once nothing is missing.
    fn finish<'de, A: MapAccess<'de>>(
        slots: Self::Slots,
        names: &'static [&'static str],
        input: &Members<'_, A>,
    ) -> Result<Self::Values, A::Error>;

    /// Writes all members.
    fn write<M: SerializeMap>(
        parts: Self::Parts<'_>,
        names: &'static [&'static str],
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error>;
}

macro_rules! fields_of_tuple {
    ($count:literal $($index:tt $field:ident)*) => {
        impl<$($field: Field),*> Fields for ($($field,)*) {
            const COUNT: usize = $count;

            type Slots = ($(Option<<$field::Codec as Codec>::Value>,)*);
            type Values = ($($field::Value,)*);
            type Parts<'a> = ($($field::Part<'a>,)*) where Self: 'a;

            #[inline]
            #[allow(clippy::unused_unit)]
            fn empty() -> Self::Slots {
                ($(None::<<$field::Codec as Codec>::Value>,)*)
            }

            #[inline]
            #[allow(unused_variables)]
            fn read<'de, Access: MapAccess<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                input: &mut Members<'_, Access>,
            ) -> Result<(), Access::Error> {
                match index {
                    $($index => input.value::<$field::Codec>(&mut slots.$index),)*
                    _ => input.skip(),
                }
            }

            #[inline]
            #[allow(unused_variables, clippy::unused_unit)]
            fn finish<'de, Access: MapAccess<'de>>(
                slots: Self::Slots,
                names: &'static [&'static str],
                input: &Members<'_, Access>,
            ) -> Result<Self::Values, Access::Error> {
                Ok(($(input.required($field::finish(slots.$index), names[$index])?,)*))
            }

            #[inline]
            #[allow(unused_variables)]
            fn write<Map: SerializeMap>(
                parts: Self::Parts<'_>,
                names: &'static [&'static str],
                out: &mut Writer<'_, Map>,
            ) -> Result<(), Map::Error> {
                $($field::write(parts.$index, names[$index], out)?;)*
                Ok(())
            }
        }
    };
}

fields_of_tuple!(0);
fields_of_tuple!(1 0 A);
fields_of_tuple!(2 0 A 1 B);
fields_of_tuple!(3 0 A 1 B 2 C);
fields_of_tuple!(4 0 A 1 B 2 C 3 D);
fields_of_tuple!(5 0 A 1 B 2 C 3 D 4 E);
fields_of_tuple!(6 0 A 1 B 2 C 3 D 4 E 5 F);
fields_of_tuple!(7 0 A 1 B 2 C 3 D 4 E 5 F 6 G);
fields_of_tuple!(8 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H);
fields_of_tuple!(9 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I);
fields_of_tuple!(10 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J);
fields_of_tuple!(11 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K);
fields_of_tuple!(12 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K 11 L);

#[cfg(test)]
mod tests {
    use super::{Parts, Required, Struct, Values};
    use crate::codec::Codec;
    use crate::content::Content;
    use crate::context::Context;
    use crate::json::{Reader, write};

    #[derive(Debug, PartialEq)]
    struct Odd(u8, u8);

    impl Struct for Odd {
        const NAMES: &'static [&'static str] = &["a\\b", "a\"b"];

        type Fields = (Required<u8>, Required<u8>);

        fn build((first, second): Values<Self>) -> Self {
            Odd(first, second)
        }

        fn parts(&self) -> Parts<'_, Self> {
            (&self.0, &self.1)
        }
    }

    crate::serde_by_codec!(Odd);

    #[test]
    fn names_that_json_escapes() {
        let text = write::to_string(&Odd(1, 2)).unwrap();
        assert_eq!(text, r#"{"a\\b":1,"a\"b":2}"#);
        assert_eq!(read(&text).unwrap(), Odd(1, 2));
        // A backspace, and no JSON at all.
        assert!(read(r#"{"a\b":1,"a\"b":2}"#).is_err());
        assert!(read(r#"{"a\\b":1,"a"b":2}"#).is_err());
    }

    fn read(text: &str) -> Result<Odd, crate::json::Error> {
        Odd::decode(&mut Reader::new(text, 64), &Context::default())
    }

    #[test]
    fn a_key_that_is_no_text_is_no_field() {
        let entry = |key| (key, Content::Unsigned(1));
        let map = Content::Map(vec![entry(Content::Null), entry(Content::Null)]);
        let error = "invalid type: unit value, expected key";
        let deserializer = serde::de::IntoDeserializer::<serde::de::value::Error>::into_deserializer(map);
        assert_eq!(Odd::decode(deserializer, &Context::default()).unwrap_err().to_string(), error);
    }
}
