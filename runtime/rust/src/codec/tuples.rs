//! Arrays of a fixed length.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{SerializeTuple, Serializer};

use super::collections::next;
use super::{As, Codec};
use crate::context::Context;

/// `[A, B]`: an array of exactly as many elements; `Tuple<(A, B)>` reads and writes `(A::Value, B::Value)`, and
/// `Tuple<Both<A, B>>`, for more than there are tuples in Rust that can be compared, a pair of two tuples.
pub struct Tuple<Items>(PhantomData<Items>);

/// The items of a tuple: codecs in a tuple, or [`Both`] of two such.
pub trait Items {
    /// How many there are.
    const COUNT: usize;

    /// Their values.
    type Values;

    /// Reads them; `first` is the index of the first one in the array, which has `total`.
    fn read<'de, A: SeqAccess<'de>>(
        seq: &mut A,
        first: usize,
        total: usize,
        context: &Context,
    ) -> Result<Self::Values, A::Error>;

    /// Writes them.
    fn write<S: SerializeTuple>(
        values: &Self::Values,
        first: usize,
        context: &Context,
        out: &mut S,
    ) -> Result<(), S::Error>;
}

impl<I: Items> Codec for Tuple<I> {
    type Value = I::Values;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<I::Values, D::Error> {
        deserializer.deserialize_seq(TupleVisitor::<I> { context, items: PhantomData })
    }

    fn encode<S: Serializer>(value: &I::Values, context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_tuple(I::COUNT)?;
        I::write(value, 0, context, &mut out)?;
        out.end()
    }
}

struct TupleVisitor<'c, I> {
    context: &'c Context,
    items: PhantomData<I>,
}

impl<'de, I: Items> Visitor<'de> for TupleVisitor<'_, I> {
    type Value = I::Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "array of {}", I::COUNT)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<I::Values, A::Error> {
        let values = I::read(&mut seq, 0, I::COUNT, self.context)?;
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(values),
            Some(_) => Err(wrong_length(I::COUNT)),
        }
    }
}

#[cold]
fn wrong_length<E: Error>(size: usize) -> E {
    E::custom(format_args!("expected array of {size}, got another length"))
}

macro_rules! items_of_tuple {
    ($($count:literal: $($item:ident $index:tt),*;)*) => {$(
        impl<$($item: Codec),*> Items for ($($item,)*) {
            const COUNT: usize = $count;

            type Values = ($($item::Value,)*);

            #[inline]
            fn read<'de, Seq: SeqAccess<'de>>(
                seq: &mut Seq,
                first: usize,
                total: usize,
                context: &Context,
            ) -> Result<Self::Values, Seq::Error> {
                Ok(($(
                    next::<$item, Seq>(seq, first + $index, context)?.ok_or_else(|| wrong_length::<Seq::Error>(total))?,
                )*))
            }

            #[inline]
            fn write<Out: SerializeTuple>(
                values: &Self::Values,
                first: usize,
                context: &Context,
                out: &mut Out,
            ) -> Result<(), Out::Error> {
                $(
                    let item = As::<$item>::new(&values.$index, context);
                    out.serialize_element(&item).inspect_err(|_| context.in_index(first + $index))?;
                )*
                Ok(())
            }
        }
    )*};
}

items_of_tuple! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

/// The items of a tuple that is too long for one of Rust's.
pub struct Both<A, B>(PhantomData<(A, B)>);

impl<A: Items, B: Items> Items for Both<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;

    type Values = (A::Values, B::Values);

    fn read<'de, Seq: SeqAccess<'de>>(
        seq: &mut Seq,
        first: usize,
        total: usize,
        context: &Context,
    ) -> Result<Self::Values, Seq::Error> {
        let values = A::read(seq, first, total, context)?;
        Ok((values, B::read(seq, first + A::COUNT, total, context)?))
    }

    fn write<Out: SerializeTuple>(
        (values, rest): &Self::Values,
        first: usize,
        context: &Context,
        out: &mut Out,
    ) -> Result<(), Out::Error> {
        A::write(values, first, context, out)?;
        B::write(rest, first + A::COUNT, context, out)
    }
}
