//! Tagged unions: variants in a picture of their own, with nothing beside them.

use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess};
use serde::ser::{Error as _, SerializeMap, Serializer};

use super::{Beside, Event, Frame, buffered, write};
use crate::context::Context;
use crate::object::{Members, Rest, Writer};

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

/// Reads a value of a tagged union from what is left of an object.
pub fn read_union<'de, E: Event, A: MapAccess<'de>>(input: &mut Members<'_, A>) -> Result<E, A::Error> {
    let context = input.context();
    buffered::variant(MapAccessDeserializer::new(Rest(input)), context)
}

/// Writes the members of a tagged union's value among others.
pub fn write_union<E: Event, M: SerializeMap>(value: &E, out: &mut Writer<'_, M>) -> Result<(), M::Error> {
    match value.as_unknown() {
        None => write::among::<Union<E>, M>(value, out),
        Some(unknown) => {
            let members: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&unknown.raw).map_err(M::Error::custom)?;
            members.iter().try_for_each(|(key, value)| out.map.serialize_entry(key, value))
        }
    }
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
