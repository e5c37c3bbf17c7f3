//! Fields that are made of others: the halves of a long struct, and what is spread among its members.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::value::MapDeserializer;

use super::{Fields, Parts, Struct, Values};
use crate::codec::{Codec, MapKey, Seed, read_key};
use crate::content::Content;
use crate::object::{Around, MapAccess, Members, Object, SerializeMap, Writer};

/// The fields of a struct that has too many for one tuple.
pub struct Both<A, B>(PhantomData<(A, B)>);

impl<A: Fields, B: Fields> Fields for Both<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;
    const TAKES_OTHERS: bool = A::TAKES_OTHERS || B::TAKES_OTHERS;

    type Slots = (A::Slots, B::Slots);
    type Values = (A::Values, B::Values);
    type Parts<'a>
        = (A::Parts<'a>, B::Parts<'a>)
    where
        Self: 'a;

    fn empty() -> Self::Slots {
        (A::empty(), B::empty())
    }

    fn read<'de, Access: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        input: &mut Members<'_, Access>,
    ) -> Result<(), Access::Error> {
        match index.checked_sub(A::COUNT) {
            None => A::read(&mut slots.0, index, input),
            Some(index) => B::read(&mut slots.1, index, input),
        }
    }

    fn read_other<'de, Access: MapAccess<'de>>(
        slots: &mut Self::Slots,
        key: String,
        input: &mut Members<'_, Access>,
    ) -> Result<(), Access::Error> {
        match const { A::TAKES_OTHERS } {
            true => A::read_other(&mut slots.0, key, input),
            false => B::read_other(&mut slots.1, key, input),
        }
    }

    fn finish<'de, Access: MapAccess<'de>>(
        (first, second): Self::Slots,
        names: &'static [&'static str],
        input: &Members<'_, Access>,
    ) -> Result<Self::Values, Access::Error> {
        Ok((A::finish(first, names, input)?, B::finish(second, &names[A::COUNT..], input)?))
    }

    fn write<M: SerializeMap>(
        (first, second): Self::Parts<'_>,
        names: &'static [&'static str],
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        A::write(first, names, out)?;
        B::write(second, &names[A::COUNT..], out)
    }
}

/// `...x: T` of a struct: its fields lie among those of the struct around it, and are read in place.
pub struct Spread<T>(PhantomData<T>);

impl<T: Struct> Fields for Spread<T> {
    const COUNT: usize = T::Fields::COUNT;
    const TAKES_OTHERS: bool = T::Fields::TAKES_OTHERS;

    type Slots = <T::Fields as Fields>::Slots;
    type Values = T;
    type Parts<'a>
        = &'a T
    where
        Self: 'a;

    fn empty() -> Self::Slots {
        T::Fields::empty()
    }

    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        T::Fields::read(slots, index, input)
    }

    fn read_other<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        key: String,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        T::Fields::read_other(slots, key, input)
    }

    fn finish<'de, A: MapAccess<'de>>(
        slots: Self::Slots,
        names: &'static [&'static str],
        input: &Members<'_, A>,
    ) -> Result<T, A::Error> {
        T::Fields::finish(slots, names, input).map(T::build)
    }

    fn write<M: SerializeMap>(
        value: &T,
        names: &'static [&'static str],
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        T::Fields::write(value.parts(), names, out)
    }
}

/// `...x: map<K, T>`: takes the members that nothing else declares.
pub struct Others<K, C>(PhantomData<(K, C)>);

impl<K: MapKey, C: Codec> Fields for Others<K, C> {
    const COUNT: usize = 0;
    const TAKES_OTHERS: bool = true;

    type Slots = BTreeMap<K, C::Value>;
    type Values = BTreeMap<K, C::Value>;
    type Parts<'a>
        = &'a BTreeMap<K, C::Value>
    where
        Self: 'a;

    fn empty() -> Self::Slots {
        BTreeMap::new()
    }

    fn read<'de, A: MapAccess<'de>>(
        _: &mut Self::Slots,
        _: usize,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        input.skip()
    }

    fn read_other<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        text: String,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        let context = input.context();
        let key = read_key(&text, context)?;
        let value = input.next_value_seed(Seed::<C>::new(context)).inspect_err(|_| context.in_key(&text))?;
        slots.insert(key, value);
        Ok(())
    }

    fn finish<'de, A: MapAccess<'de>>(
        slots: Self::Slots,
        _: &'static [&'static str],
        _: &Members<'_, A>,
    ) -> Result<Self::Values, A::Error> {
        Ok(slots)
    }

    fn write<M: SerializeMap>(
        entries: &Self::Values,
        _: &'static [&'static str],
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        write_entries::<K, C, M>(entries, out)
    }
}

/// A map whose entries are the members of an object.
pub struct Entries<K, C: Codec>(pub BTreeMap<K, C::Value>);

impl<K: MapKey, C: Codec> Struct for Entries<K, C> {
    const NAMES: &'static [&'static str] = &[];

    type Fields = Others<K, C>;

    fn build(entries: Values<Self>) -> Self {
        Entries(entries)
    }

    fn parts(&self) -> Parts<'_, Self> {
        &self.0
    }
}

/// Writes the entries of a map as members of an object.
pub fn write_entries<K: MapKey, C: Codec, M: SerializeMap>(
    entries: &BTreeMap<K, C::Value>,
    out: &mut Writer<'_, M>,
) -> Result<(), M::Error> {
    entries.iter().try_for_each(|(key, value)| out.other::<K, C>(key, value))
}

/// Members that were put aside: declared ones by their index, others by their key.
pub struct Aside(Vec<(Result<usize, String>, Content)>);

/// `...x: T` of a union: its members are put aside, and it reads itself from them. `COUNT` is how many its alternatives
/// declare; `OTHERS` says that one of them has a place for members that are not declared.
pub struct Gathered<T, const COUNT: usize, const OTHERS: bool>(PhantomData<T>);

impl<T: Object, const COUNT: usize, const OTHERS: bool> Fields for Gathered<T, COUNT, OTHERS> {
    const COUNT: usize = COUNT;
    const TAKES_OTHERS: bool = OTHERS;

    type Slots = Aside;
    type Values = T;
    type Parts<'a>
        = &'a T
    where
        Self: 'a;

    fn empty() -> Aside {
        Aside(Vec::new())
    }

    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        if index >= COUNT {
            return input.skip();
        }
        slots.0.push((Ok(index), input.content()?));
        Ok(())
    }

    fn read_other<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        key: String,
        input: &mut Members<'_, A>,
    ) -> Result<(), A::Error> {
        let value = input.next_value_seed(PhantomData::<Content>);
        let value = value.inspect_err(|_| input.context().in_key(&key))?;
        slots.0.push((Err(key), value));
        Ok(())
    }

    fn finish<'de, A: MapAccess<'de>>(
        slots: Self::Slots,
        names: &'static [&'static str],
        input: &Members<'_, A>,
    ) -> Result<T, A::Error> {
        let entries = slots.0.into_iter().map(|(key, value)| {
            let key = key.map_or_else(|key| key, |index| names[index].to_owned());
            (Content::Text(key), value)
        });
        T::read(&mut Members::new(MapDeserializer::new(entries), input.context(), Around::NOTHING))
    }

    fn write<M: SerializeMap>(
        value: &T,
        _: &'static [&'static str],
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        value.write(out)
    }
}
