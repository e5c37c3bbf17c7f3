//! The walk through one object of a picture.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::{Mode, Name, NodeSeed, Walk};
use crate::content::Content;
use crate::frame::Event;
use crate::frame::picture::{Inner, MOST_MEMBERS, Member, Node, Object};
use crate::object::{Around, Key, KeySeed, Members};

/// Reads an object along its picture.
pub(super) struct ObjectVisitor<'w, 'a, E> {
    pub(super) object: &'static Object,
    pub(super) walk: &'w mut Walk<'a, E>,
}

/// Which members of an object were met, and which of them did not fit; of a repeated one the last counts.
#[derive(Default)]
pub(crate) struct Seen {
    met: u64,
    unfit: u64,
}

impl Seen {
    #[inline]
    pub(crate) fn note(&mut self, at: usize, fits: bool) {
        // The last ones are absent in this picture, and none of them fits.
        let at = at.min(MOST_MEMBERS - 1);
        self.met |= 1 << at;
        self.unfit = self.unfit & !(1 << at) | u64::from(!fits) << at;
    }

    #[inline]
    pub(crate) fn has(&self, at: usize) -> bool {
        self.met >> at.min(MOST_MEMBERS - 1) & 1 == 1
    }

    /// Whether all members that were met fit.
    #[inline]
    pub(crate) fn fits(&self) -> bool {
        self.unfit == 0
    }
}

impl<'de, E: Event> Visitor<'de> for ObjectVisitor<'_, '_, E> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<bool, A::Error> {
        let mut seen = Seen::default();
        if let Inner::Named(_) = self.object.inner {
            self.named_member(&mut map, &mut seen)?;
            return self.close(&seen);
        }
        while !self.payload_begins() {
            match map.next_key_seed(KeySeed::of_frame(self.object))? {
                None => return self.close(&seen),
                Some(Key::Frame(at)) => self.member(at, &mut map, &mut seen)?,
                Some(Key::Field(_) | Key::Other) if self.awaits_more() => return self.walk.stop(),
                Some(Key::Field(_) | Key::Other) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        self.payload_members(map, seen)
    }

    /// An event without payload, whose name would be the only key.
    fn visit_str<R: Error>(self, text: &str) -> Result<bool, R> {
        if !matches!(self.object.inner, Inner::Named(_)) || !self.object.members.iter().all(is_absent) {
            return self.walk.unfit();
        }
        let known = self.walk.names().find(text);
        if known.is_some_and(|index| !E::TAGS[index].unit) && self.walk.mode != Mode::Scan {
            self.walk.context.in_key(text);
            return Err(R::custom("missing"));
        }
        self.walk.met = true;
        self.walk.name = known.map_or_else(|| Name::Unknown(text.to_owned()), Name::Known);
        self.walk.behind_name()
    }

    fn visit_bool<R: Error>(self, _: bool) -> Result<bool, R> {
        self.walk.unfit()
    }

    fn visit_i64<R: Error>(self, _: i64) -> Result<bool, R> {
        self.walk.unfit()
    }

    fn visit_u64<R: Error>(self, _: u64) -> Result<bool, R> {
        self.walk.unfit()
    }

    fn visit_f64<R: Error>(self, _: f64) -> Result<bool, R> {
        self.walk.unfit()
    }

    passed_over!(|own: Self| own.walk.unfit());
}

pub(crate) fn is_absent(member: &Member) -> bool {
    matches!(member.node, Node::Absent)
}

impl<E: Event> ObjectVisitor<'_, '_, E> {
    fn spreads(&self) -> bool {
        matches!(self.object.inner, Inner::Spread(_)) && self.walk.mode != Mode::Scan
    }

    /// All that follows are members of the payload, but for those of the frame among them.
    #[inline]
    fn payload_begins(&self) -> bool {
        self.spreads() && self.walk.name != Name::Awaited && !self.walk.awaits_version()
    }

    /// Members of the payload cannot be told from others before this.
    fn awaits_more(&self) -> bool {
        self.spreads() && (self.walk.name == Name::Awaited || self.walk.awaits_version())
    }

    #[inline]
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        at: usize,
        map: &mut A,
        seen: &mut Seen,
    ) -> Result<(), A::Error> {
        let node = self.object.members[at].node;
        // The one member that every frame has is read without a detour.
        let fits = if let (Node::Name, Mode::Try, false) = (node, self.walk.mode, self.walk.met) {
            self.walk.met = true;
            let read = map.next_value_seed(self.walk.name_visitor());
            read.and_then(|()| self.walk.behind_name())
        } else {
            map.next_value_seed(NodeSeed { node, walk: &mut *self.walk })
        };
        seen.note(at, fits.inspect_err(|_| self.walk.context.in_field(self.object.keys[at]))?);
        Ok(())
    }

    /// Reads the payload's members, and then what was put aside of the frame's.
    fn payload_members<'de, A: MapAccess<'de>>(mut self, map: A, mut seen: Seen) -> Result<bool, A::Error> {
        let name = self.object.name;
        let around = Around { object: self.object, name_due: !self.walk.met };
        let mut members = Members::new(map, self.walk.context, around);
        match &self.walk.name {
            Name::Known(index) => E::read(*index, &mut members, &mut self.walk.found.event)?,
            _ => members.skip_all()?,
        }
        let (kept, name_due) = members.into_kept();
        if let Some(at) = name.filter(|_| !name_due) {
            self.walk.met = true;
            seen.note(at, true);
        }
        if !kept.is_empty() {
            self.behind_payload::<A::Error>(kept, &mut seen)?;
        }
        self.close(&seen)
    }

    /// Reads the members of the frame that stood among those of the payload.
    #[cold]
    fn behind_payload<R: Error>(&mut self, kept: Vec<(usize, Content)>, seen: &mut Seen) -> Result<(), R> {
        for (at, content) in kept {
            let seed = NodeSeed { node: self.object.members[at].node, walk: &mut *self.walk };
            let fits = seed.deserialize(IntoDeserializer::<R>::into_deserializer(content));
            seen.note(at, fits.inspect_err(|_| self.walk.context.in_field(self.object.keys[at]))?);
        }
        Ok(())
    }

    /// Reads an object in which the name is a key: the one that is none of the picture's own.
    fn named_member<'de, A: MapAccess<'de>>(&mut self, map: &mut A, seen: &mut Seen) -> Result<(), A::Error> {
        let mut unknown = Vec::new();
        while let Some(key) = map.next_key::<Content>()? {
            let Content::Text(key) = key else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if let Some(at) = self.object.keys.iter().position(|own| *own == key) {
                self.member(at, map, seen)?;
            } else if let Some(index) = self.walk.names().find(&key) {
                self.named(index, &key, map)?;
            } else {
                map.next_value::<IgnoredAny>()?;
                unknown.push(key);
            }
        }
        if self.walk.name == Name::Awaited {
            // Of several it cannot be told which is the name.
            if let [name] = &mut unknown[..] {
                self.walk.name = Name::Unknown(std::mem::take(name));
            }
            self.walk.met = self.walk.behind_name()?;
        }
        Ok(())
    }

    fn named<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        key: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let walk = &mut *self.walk;
        if std::mem::replace(&mut walk.met, true) {
            if walk.mode != Mode::Scan {
                walk.context.in_key(key);
                return Err(walk.context.given_twice());
            }
            walk.twice = true;
        } else {
            walk.name = Name::Known(index);
        }
        let seed = NodeSeed { node: Node::Payload { nullable: false }, walk };
        map.next_value_seed(seed).map(drop).inspect_err(|_| self.walk.context.in_key(key))
    }

    /// Says what is missing; whether the object fits.
    #[inline]
    fn close<R: Error>(self, seen: &Seen) -> Result<bool, R> {
        let Object { name, has_required, .. } = *self.object;
        if !has_required && seen.fits() && name.is_none_or(|at| seen.has(at)) {
            return Ok(true);
        }
        if self.walk.mode == Mode::Given {
            return self.close_given(seen);
        }
        self.close_checked(seen)
    }

    fn close_checked<R: Error>(self, seen: &Seen) -> Result<bool, R> {
        let mut fits = seen.fits();
        if let Inner::Named(_) = self.object.inner {
            fits &= self.walk.met;
        }
        for (at, member) in self.object.members.iter().enumerate() {
            match member.node {
                _ if member.optional || seen.has(at) => {}
                Node::Name | Node::Constant(_) | Node::Object(_) => fits = false,
                // Absent is read as null.
                Node::Field { nullable: true, .. } | Node::Payload { .. } | Node::Absent => {}
                Node::Field { .. } | Node::Version if self.is_refused_without() => return self.missing(at),
                // Another picture may have the event without that member.
                Node::Field { .. } | Node::Version if self.walk.mode == Mode::Try && !self.walk.only => {
                    return self.walk.stop();
                }
                Node::Field { .. } | Node::Version => self.walk.incomplete = true,
            }
        }
        if fits { Ok(true) } else { self.walk.unfit() }
    }

    /// A frame of the only picture, whose event is known, is an error without what must be there.
    fn is_refused_without(&self) -> bool {
        self.walk.mode == Mode::Try && self.walk.only && matches!(self.walk.name, Name::Known(_))
    }

    fn close_given<R: Error>(&self, seen: &Seen) -> Result<bool, R> {
        let is_missing = |(at, member): (usize, &Member)| {
            let must_be_there = matches!(member.node, Node::Field { nullable: false, .. } | Node::Version);
            must_be_there && !member.optional && !seen.has(at)
        };
        match self.object.members.iter().enumerate().position(is_missing) {
            Some(at) => self.missing(at),
            None => Ok(true),
        }
    }

    #[cold]
    fn missing<R: Error>(&self, at: usize) -> Result<bool, R> {
        self.walk.context.in_field(self.object.keys[at]);
        Err(R::custom("missing"))
    }
}
