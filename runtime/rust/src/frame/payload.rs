//! What the generated code does with the payload of one event.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::codec::Codec;
use crate::content::Content;
use crate::context::Context;
use crate::object::{Around, Members, Object};
use crate::structure::{Parts, Struct, Values};

/// What an event or a variant carries that carries nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit;

impl Struct for Unit {
    const NAMES: &'static [&'static str] = &[];

    type Fields = ();

    fn build((): Values<Self>) -> Self {
        Unit
    }

    fn parts(&self) -> Parts<'_, Self> {}
}

/// Reads the payload of an event, in place, from the members of its frame; `make` makes the event of it.
pub fn read_event<'de, T, E, A>(
    input: &mut Members<'_, A>,
    output: &mut Option<E>,
    make: impl FnOnce(T) -> E,
) -> Result<(), A::Error>
where
    T: Object,
    A: MapAccess<'de>,
{
    *output = Some(make(T::read(input)?));
    Ok(())
}

/// Reads the payload of an event where it stands for itself.
pub fn read_value<'de, C, E, D>(
    deserializer: D,
    context: &Context,
    output: &mut Option<E>,
    make: impl FnOnce(C::Value) -> E,
) -> Result<(), D::Error>
where
    C: Codec,
    D: Deserializer<'de>,
{
    *output = Some(make(C::decode(deserializer, context)?));
    Ok(())
}

/// Reads the payload of an event that carries nothing: an object, null, or nothing at all.
pub fn read_unit<'de, T, E, D>(
    deserializer: D,
    context: &Context,
    output: &mut Option<E>,
    make: impl FnOnce(T) -> E,
) -> Result<(), D::Error>
where
    T: Object,
    D: Deserializer<'de>,
{
    *output = Some(make(deserializer.deserialize_any(UnitVisitor::<T> { context, unit: PhantomData })?));
    Ok(())
}

struct UnitVisitor<'c, T> {
    context: &'c Context,
    unit: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for UnitVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object or null")
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        let nothing = std::iter::empty::<(Content, Content)>();
        self.visit_map(MapDeserializer::<_, E>::new(nothing))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Members::new(map, self.context, Around::NOTHING))
    }
}

/// Stands where the index of an event is none that was given out.
#[cold]
pub fn no_such_event<T, E: Error>(index: usize) -> Result<T, E> {
    Err(E::custom(format_args!("no event has the index {index}")))
}
