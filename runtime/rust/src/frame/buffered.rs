//! Frames of any format of serde, and tagged unions inside other values. There is no text to read twice, so what
//! cannot be read at once is put aside.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::choice::{Scan, choose};
use super::misfit::misfit;
use super::picture::{Node, Object, Picture};
use super::walk::{Mode, Name, NameVisitor, Walk, to_name};
use super::{Beside, Event, Found, Frame};
use crate::content::{Content, ContentVisitor};
use crate::context::Context;
use crate::impls::told;
use crate::unknown::Unknown;

/// Reads a frame in any format of serde; an error's text names the path, and no value.
pub fn deserialize<'de, F: Frame, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error> {
    let context = Context::default();
    let mut found = Found::default();
    let fields = frame::<F, D>(deserializer, &context, &mut found).map_err(|error| told(&error, &context))?;
    Ok(F::assemble(found.event.expect("it was read"), fields))
}

/// Reads a frame inside another value.
pub(super) fn frame<'de, F: Frame, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
    found: &mut Found<F::Event>,
) -> Result<F::Fields, D::Error> {
    let unknown = read(deserializer, context, found)?;
    let mut beside = Beside::new::<F>(std::mem::take(&mut found.kept), context);
    let mut fields = F::fields(&mut beside, unknown.is_none())?;
    if found.event.is_none() {
        found.event = match unknown {
            Some(unknown) => F::Event::from_unknown(unknown).ok(),
            None => F::refused(&mut fields),
        };
    }
    Ok(fields)
}

/// Reads a value of a tagged union.
pub(super) fn variant<'de, E: Event, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
) -> Result<E, D::Error> {
    let mut found = Found::default();
    let Some(unknown) = read(deserializer, context, &mut found)? else {
        return Ok(found.event.expect("it was read"));
    };
    E::from_unknown(unknown).map_err(|unknown| misfit(&E::PICTURES[0], &unknown.raw, context))
}

/// Reads what is known; gives back what is not.
fn read<'de, E: Event, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
    found: &mut Found<E>,
) -> Result<Option<Unknown>, D::Error> {
    if let [picture @ Picture { versioned: false, .. }] = E::PICTURES
        && let Node::Object(object) = picture.root
        && let Some(name) = object.name
        && streams(object)
    {
        return deserializer.deserialize_any(Streaming { picture, object, name, context, found });
    }
    from_content(&Content::deserialize(deserializer)?, context, found)
}

/// Whether nothing but its name tells that a frame is in this picture.
fn streams(object: &Object) -> bool {
    let mut members = object.members.iter();
    members.all(|member| matches!(member.node, Node::Name | Node::Payload { .. } | Node::Field { .. }))
}

/// Reads what was put aside as a whole.
fn from_content<E: Event, R: Error>(
    content: &Content,
    context: &Context,
    found: &mut Found<E>,
) -> Result<Option<Unknown>, R> {
    let scan = |picture| {
        let mut found = Found::default();
        let mut walk = Walk::<E>::new(picture, Mode::Scan, context, &mut found);
        let fits = walk.run(IntoDeserializer::<R>::into_deserializer(content.clone()))?;
        Ok(Scan::of(walk, fits))
    };
    let scans = E::PICTURES.iter().map(scan).collect::<Result<Vec<Scan>, R>>()?;
    let name = match choose(&scans) {
        Some(Scan { name: Name::Unknown(_) | Name::Awaited, twice: true, picture, .. }) => {
            to_name(picture.root, context);
            return Err(context.given_twice());
        }
        Some(Scan { name: Name::Unknown(name), kept, .. }) => {
            found.kept.clone_from(kept);
            Some(name.clone())
        }
        Some(chosen) => {
            let mut walk = Walk::given(chosen.picture, chosen.name.clone(), false, context, found);
            walk.run(IntoDeserializer::<R>::into_deserializer(content.clone()))?;
            return Ok(None);
        }
        None => {
            found.kept = scans.into_iter().flat_map(|scan| scan.kept).collect();
            None
        }
    };
    let raw = serde_json::to_string(content).map_err(R::custom)?;
    Ok(Some(Unknown { name, raw }))
}

/// Reads an object that has the name among its members; what stands before the name is put aside.
struct Streaming<'a, E> {
    picture: &'static Picture,
    object: &'static Object,
    /// Index of the name's key.
    name: usize,
    context: &'a Context,
    found: &'a mut Found<E>,
}

/// The visits of what is no object.
macro_rules! whole {
    ($($visit:ident: $ty:ty),*) => {$(
        fn $visit<R: Error>(self, value: $ty) -> Result<Self::Value, R> {
            self.whole(&ContentVisitor.$visit(value)?)
        }
    )*};
}

impl<'de, E: Event> Visitor<'de> for Streaming<'_, E> {
    type Value = Option<Unknown>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut early = Vec::new();
        while let Some(key) = map.next_key::<Content>()? {
            if !matches!(&key, Content::Text(key) if key == self.object.keys[self.name]) {
                early.push((key, map.next_value()?));
                continue;
            }
            let content: Content = map.next_value()?;
            let names = self.picture.names.as_ref().expect("a picture with a place for the name has names");
            let mut name = Name::Awaited;
            IntoDeserializer::<A::Error>::into_deserializer(content.clone())
                .deserialize_any(NameVisitor { names, name: &mut name })?;
            if let Name::Known(_) = name {
                let rest = Chain { early: early.into_iter(), value: None, rest: map };
                let mut walk = Walk::given(self.picture, name, true, self.context, self.found);
                walk.run(MapAccessDeserializer::new(rest))?;
                return Ok(None);
            }
            early.push((key, content));
        }
        self.whole(&Content::Map(early))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        let content = ContentVisitor.visit_seq(seq)?;
        self.whole(&content)
    }

    fn visit_unit<R: Error>(self) -> Result<Self::Value, R> {
        self.whole(&Content::Null)
    }

    whole!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
}

impl<E: Event> Streaming<'_, E> {
    fn whole<R: Error>(self, content: &Content) -> Result<Option<Unknown>, R> {
        from_content(content, self.context, self.found)
    }
}

/// Members that were put aside, and then those that are still to come.
struct Chain<A> {
    early: std::vec::IntoIter<(Content, Content)>,
    /// The value of the key that was put aside and is read now.
    value: Option<Content>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chain<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some((key, value)) = self.early.next() else { return self.rest.next_key_seed(seed) };
        self.value = Some(value);
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value.into_deserializer()),
            None => self.rest.next_value_seed(seed),
        }
    }
}
