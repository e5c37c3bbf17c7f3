//! Tagged unions: variants in a picture of their own, with nothing beside them.

use std::marker::PhantomData;

use serde::de::Deserializer;
use serde::ser::{SerializeMap, Serializer};

use super::{Beside, Event, Frame, buffered, write};
use crate::context::Context;
use crate::object::Writer;

/// Reads a value of a tagged union.
pub fn decode_union<'de, E: Event, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
) -> Result<E, D::Error> {
    buffered::variant(deserializer, context)
}

/// Writes a value of a tagged union.
pub fn encode_union<E: Event, S: Serializer>(
    value: &E,
    context: &Context,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write::inside::<Union<E>, S>(value, None, context, serializer)
}

/// A frame with nothing beside the variant; there is never a value of it.
pub struct Union<E>(PhantomData<E>);

impl<E: Event> Frame for Union<E> {
    type Event = E;

    const PATHS: &'static [&'static [&'static str]] = &[];

    type Fields = ();

    fn fields<R: serde::de::Error>(_: &mut Beside<'_>, _: bool) -> Result<(), R> {
        Ok(())
    }

    fn assemble(_: E, (): ()) -> Self {
        Union(PhantomData)
    }

    fn write_field<M: SerializeMap>(
        _: &E,
        _: Option<&Self>,
        _: usize,
        _: &'static str,
        _: &mut Writer<'_, M>,
    ) -> Result<bool, M::Error> {
        Ok(false)
    }

    fn has_field(_: &E, _: Option<&Self>, _: usize) -> bool {
        false
    }
}
