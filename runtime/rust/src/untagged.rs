//! Untagged unions: alternatives told apart by the kind of JSON that they are, and objects by the keys that they have.
//!
//! Of several objects one is meant if the members that are there decide for it against every other one. A reader puts
//! members aside until that is clear, and reads the rest in place. Which one it is does not depend on the order of the
//! members: one that decides for another alternative is an error wherever it stands.

mod access;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::content::Content;
use crate::context::Context;
use crate::object::{AnyKey, Around, Members};
use access::{Elements, Entries, Replayed};

/// The most objects among the alternatives of one union.
const MOST: usize = 16;

/// A union of the manifest whose alternatives have no tag. Generated.
pub trait Untagged: Sized {
    /// What is expected, for errors: `string, u8 or object`.
    const EXPECTED: &'static str;

    /// How the alternatives are told apart.
    const KINDS: Kinds;

    /// Reads the alternative with this index.
    fn read_as<'de, D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
        context: &Context,
    ) -> Result<Self, D::Error>;
}

/// Which alternative is of which kind of JSON.
#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    /// The index of the boolean.
    pub boolean: Option<usize>,
    /// The index of the number.
    pub number: Option<usize>,
    /// The index of the string.
    pub string: Option<usize>,
    /// The index of the array.
    pub array: Option<usize>,
    /// The index of each object, and, as bits, the places in this list of the others that it can be told from.
    pub objects: &'static [(usize, u16)],
    /// The keys that tell objects apart: the place in `objects` of each that has one, and, as bits, of those that it
    /// decides against.
    pub keys: &'static [(&'static str, &'static [(usize, u16)])],
}

impl Kinds {
    /// No alternatives, to begin with.
    pub const NONE: Kinds =
        Kinds { boolean: None, number: None, string: None, array: None, objects: &[], keys: &[] };
}

/// Reads a union of which not all alternatives are objects.
pub fn decode<'de, T: Untagged, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(KindVisitor { context, union: PhantomData })
}

/// Reads a union of objects from what is left of an object.
pub fn read<'de, T: Untagged, A: MapAccess<'de>>(input: &mut Members<'_, A>) -> Result<T, A::Error> {
    let context = input.context();
    let (mut early, mut evidence) = (Vec::new(), Evidence::of::<T>());
    let mut due = None;
    let chosen = loop {
        match input.any_key(&[])? {
            Some(AnyKey::Other(key)) => {
                evidence.note(&key);
                if let Some(chosen) = evidence.settled() {
                    due = Some(key);
                    break chosen;
                }
                let value = input.next_value_seed(PhantomData::<Content>);
                let value = value.inspect_err(|_| context.in_key(&key))?;
                early.push((key, value));
            }
            Some(AnyKey::Field(_)) => {}
            None => break evidence.meant().map_err(A::Error::custom)?,
        }
    };
    if evidence.is_against(chosen) {
        return Err(A::Error::custom(Undecided::Several));
    }
    let index = T::KINDS.objects[chosen].0;
    let (early, open) = (early.into_iter(), due.is_some());
    let replayed = Replayed { early, due, open, input, evidence, chosen, value: None };
    T::read_as(index, Entries(replayed), context)
}

/// What the keys that were met say.
struct Evidence {
    kinds: &'static Kinds,
    /// For each object the others that a key of its own decided against.
    decided: [u16; MOST],
}

impl Evidence {
    fn of<T: Untagged>() -> Evidence {
        Evidence { kinds: const { &T::KINDS }, decided: [0; MOST] }
    }

    fn note(&mut self, key: &str) {
        for (_, decides) in self.kinds.keys.iter().filter(|(known, _)| *known == key) {
            decides.iter().for_each(|(object, against)| self.decided[*object] |= against);
        }
    }

    /// The object that a key has decided for against every other one: if it is not this one it is none.
    fn settled(&self) -> Option<usize> {
        let all = (1_u32 << self.kinds.objects.len()) - 1;
        let mut objects = 0..self.kinds.objects.len();
        objects.find(|object| u32::from(self.decided[*object]) | 1 << object == all)
    }

    /// Whether a key has decided against an object.
    fn is_against(&self, object: usize) -> bool {
        self.decided.iter().any(|against| against & (1 << object) != 0)
    }

    /// The object that is meant, once all keys are known.
    fn meant(&self) -> Result<usize, Undecided> {
        let objects = self.kinds.objects.iter().enumerate();
        let mut meant = objects
            .filter(|(object, (_, could))| !self.is_against(*object) && could & !self.decided[*object] == 0);
        meant.next().map(|(object, _)| object).ok_or_else(|| match self.is_contradictory() {
            true => Undecided::Several,
            false => Undecided::None(self.kinds),
        })
    }

    /// Whether two objects are decided against by each other.
    fn is_contradictory(&self) -> bool {
        let decides = |own: usize, other: usize| self.decided[own] & (1 << other) != 0;
        (0..MOST).any(|own| (0..own).any(|other| decides(own, other) && decides(other, own)))
    }
}

/// Why no object is meant.
enum Undecided {
    None(&'static Kinds),
    Several,
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Undecided::None(kinds) = self else {
            return f.write_str("has members of several alternatives");
        };
        f.write_str("expected a member that tells which alternative it is: ")?;
        kinds
            .keys
            .iter()
            .enumerate()
            .try_for_each(|(index, (key, _))| write!(f, "{}`{key}`", if index == 0 { "" } else { ", " }))
    }
}

/// Looks at the kind of a value.
struct KindVisitor<'c, T> {
    context: &'c Context,
    union: PhantomData<T>,
}

impl<T: Untagged> KindVisitor<'_, T> {
    fn scalar<E: Error>(self, index: Option<usize>, value: Content) -> Result<T, E> {
        match index {
            Some(index) => T::read_as(index, IntoDeserializer::<E>::into_deserializer(value), self.context),
            None => Err(E::invalid_type(value.unexpected(), &self)),
        }
    }
}

impl<'de, T: Untagged> Visitor<'de> for KindVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        self.scalar(T::KINDS.boolean, Content::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.scalar(T::KINDS.number, Content::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.scalar(T::KINDS.number, Content::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        self.scalar(T::KINDS.number, Content::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.scalar(T::KINDS.string, Content::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        self.scalar(T::KINDS.string, Content::Text(text))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        match T::KINDS.array {
            Some(index) => T::read_as(index, Elements(seq), self.context),
            None => Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        match T::KINDS.objects {
            [] => Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self)),
            [(index, _)] => T::read_as(*index, Entries(map), self.context),
            _ => read(&mut Members::new(map, self.context, Around::NOTHING)),
        }
    }
}
