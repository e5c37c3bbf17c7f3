//! The writing of frames, in the order of their pictures.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::picture::{Inner, Member, Node, Object, Tag};
use super::{Event, Frame};
use crate::context::Context;
use crate::error::{EncodeError, located};
use crate::json;
use crate::object::Writer;

/// Writes a frame as text; an unknown event is written as it came.
pub fn encode<F: Frame>(event: &F::Event, frame: Option<&F>) -> Result<String, EncodeError> {
    if let Some(unknown) = event.as_unknown() {
        return Ok(unknown.raw.clone());
    }
    let context = Context::default();
    let frame = Whole { event, frame, context: &context };
    json::write::to_string(&frame).map_err(|error| EncodeError::from_json(&error, &context))
}

/// Writes the payload alone, for a way on which the name travels beside it; that of an unknown event as it came.
pub fn encode_payload<E: Event>(event: &E) -> Result<String, EncodeError> {
    if let Some(unknown) = event.as_unknown() {
        return Ok(unknown.raw.clone());
    }
    let context = Context::default();
    let payload = Payload { event, context: &context };
    json::write::to_string(&payload).map_err(|error| EncodeError::from_json(&error, &context))
}

/// Writes a frame in any format of serde.
pub fn serialize<F: Frame, S: Serializer>(
    event: &F::Event,
    frame: Option<&F>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let context = Context::default();
    let written = inside(event, frame, &context, serializer);
    written.map_err(|error| S::Error::custom(located(&context.path(), &error.to_string())))
}

/// Writes a payload in any format of serde.
pub fn serialize_payload<E: Event, S: Serializer>(event: &E, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(unknown) = event.as_unknown() {
        return unknown.serialize(serializer);
    }
    let context = Context::default();
    let written = write_payload(event, &context, serializer);
    written.map_err(|error| S::Error::custom(located(&context.path(), &error.to_string())))
}

/// Writes a frame inside another value.
pub(super) fn inside<F: Frame, S: Serializer>(
    event: &F::Event,
    frame: Option<&F>,
    context: &Context,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match event.as_unknown() {
        Some(unknown) => unknown.serialize(serializer),
        None => Whole { event, frame, context }.serialize(serializer),
    }
}

/// Writes the members of a frame among others.
pub(super) fn among<F: Frame, M: SerializeMap>(
    event: &F::Event,
    out: &mut Writer<'_, M>,
) -> Result<(), M::Error> {
    let whole = Whole::<F> { event, frame: None, context: out.context() };
    match whole.place()? {
        place @ Place { node: Node::Object(object), .. } => place.members(object, out),
        _ => Err(M::Error::custom("a frame that is no object has no members")),
    }
}

struct Whole<'a, F: Frame> {
    event: &'a F::Event,
    frame: Option<&'a F>,
    context: &'a Context,
}

impl<F: Frame> Serialize for Whole<'_, F> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.place()?.serialize(serializer)
    }
}

impl<F: Frame> Whole<'_, F> {
    #[inline]
    fn place<E: serde::ser::Error>(&self) -> Result<Place<'_, F>, E> {
        let Some(tag) = self.event.index().map(|index| &F::Event::TAGS[index]) else {
            return Err(E::custom("an unknown event has no picture"));
        };
        Ok(Place { node: F::Event::PICTURES[tag.picture].root, tag, whole: self })
    }
}

/// What stands at one place of the picture.
struct Place<'a, F: Frame> {
    node: Node,
    tag: &'static Tag,
    whole: &'a Whole<'a, F>,
}

impl<F: Frame> Serialize for Place<'_, F> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node {
            Node::Object(object) => self.object(object, serializer),
            Node::Name => self.tag.name.serialize(serializer),
            Node::Payload { nullable: true } if self.tag.unit => serializer.serialize_unit(),
            Node::Payload { .. } => self.whole.event.write_value(self.whole.context, serializer),
            Node::Version => self.tag.version.serialize(serializer),
            Node::Constant(constant) => constant.serialize(serializer),
            Node::Field { .. } | Node::Absent => Err(S::Error::custom("a frame is an object")),
        }
    }
}

impl<F: Frame> Place<'_, F> {
    fn object<S: Serializer>(&self, object: &Object, serializer: S) -> Result<S::Ok, S::Error> {
        if let Inner::Named(_) = object.inner
            && self.tag.unit
            && written(object).next().is_none()
        {
            return self.tag.name.serialize(serializer);
        }
        let out = Writer::new(serializer.serialize_map(None)?, self.whole.context);
        let mut out = out.beside(object.keys);
        self.members(object, &mut out)?;
        out.map.end()
    }

    fn members<M: SerializeMap>(&self, object: &Object, out: &mut Writer<'_, M>) -> Result<(), M::Error> {
        for (at, (key, member)) in written(object).enumerate() {
            self.inner(object, at, out)?;
            self.member(key, member, out)?;
        }
        self.inner(object, written(object).count(), out)
    }

    /// Writes the payload, if it stands before the member with this index.
    #[inline]
    fn inner<M: SerializeMap>(
        &self,
        object: &Object,
        at: usize,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        match object.inner {
            Inner::Spread(own) if own == at => self.whole.event.write(out),
            Inner::Named(own) if own == at => {
                let payload = Place { node: Node::Payload { nullable: false }, ..*self };
                let name = self.tag.name.text();
                out.map.serialize_entry(name, &payload).inspect_err(|_| self.whole.context.in_field(name))
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn member<M: SerializeMap>(
        &self,
        key: &'static str,
        member: &Member,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        let left_out = match member.node {
            Node::Field { index, nullable } => {
                return self.field(index, key, nullable, member.optional, out);
            }
            Node::Payload { .. } => self.tag.unit,
            Node::Object(object) => self.is_empty(object),
            Node::Name | Node::Version | Node::Constant(_) | Node::Absent => false,
        };
        if member.optional && left_out {
            return Ok(());
        }
        let place = Place { node: member.node, ..*self };
        out.map.serialize_entry(key, &place).inspect_err(|_| self.whole.context.in_field(key))
    }

    fn field<M: SerializeMap>(
        &self,
        index: usize,
        key: &'static str,
        nullable: bool,
        optional: bool,
        out: &mut Writer<'_, M>,
    ) -> Result<(), M::Error> {
        let Whole { event, frame, context } = self.whole;
        if F::write_field(event, *frame, index, key, out)? || optional {
            return Ok(());
        }
        if nullable {
            return out.map.serialize_entry(key, &());
        }
        context.in_field(key);
        Err(M::Error::custom("missing"))
    }

    /// Whether an object would hold nothing but what stands for itself.
    fn is_empty(&self, object: &Object) -> bool {
        let is_empty = |member: &Member| match member.node {
            Node::Field { index, .. } => !F::has_field(self.whole.event, self.whole.frame, index),
            Node::Payload { .. } => self.tag.unit,
            Node::Object(object) => self.is_empty(object),
            Node::Constant(_) | Node::Version | Node::Absent => true,
            Node::Name => false,
        };
        (object.inner == Inner::None || self.tag.unit) && object.members.iter().all(is_empty)
    }
}

fn written(object: &Object) -> impl Iterator<Item = (&'static str, &'static Member)> {
    let present = |(_, member): &(_, &Member)| !matches!(member.node, Node::Absent);
    object.keys.iter().copied().zip(object.members).filter(present)
}

struct Payload<'a, E> {
    event: &'a E,
    context: &'a Context,
}

impl<E: Event> Serialize for Payload<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_payload(self.event, self.context, serializer)
    }
}

/// Writes the payload in a picture that is nothing else.
fn write_payload<E: Event, S: Serializer>(
    event: &E,
    context: &Context,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let tag = event.index().map(|index| E::TAGS[index]);
    match tag.map(|tag| (E::PICTURES[tag.picture].root, tag.unit)) {
        Some((Node::Payload { nullable: true }, true)) => serializer.serialize_unit(),
        _ => event.write_value(context, serializer),
    }
}
