//! The walk through a frame along its picture.
//!
//! One walk serves three purposes. A frame is *tried*: its payload is read straight into its type, if the name stands
//! before it. A frame that cannot be read so is *scanned*, once for each picture, with the payload passed over; then
//! name and picture are *given*, and it is read again.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::names::Names;
use super::picture::{Inner, MOST_MEMBERS, Node, Object, Picture};
use super::{Event, Found};
use crate::content::{Content, whole};
use crate::context::Context;
use crate::object::{Around, Key, KeySeed, Members, keep};

/// What a walk is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Reads, and stops where the picture does not fit or the payload stands before the name.
    Try,
    /// Passes over the payload; says whether the picture fits.
    Scan,
    /// Reads; the picture fits and the name is known.
    Given,
}

/// The name of a frame's event.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Name {
    Awaited,
    Known(usize),
    Unknown(String),
}

/// What is known so far.
pub(super) struct Walk<'a, E> {
    pub(super) picture: &'static Picture,
    pub(super) context: &'a Context,
    pub(super) mode: Mode,
    /// There is no other picture, so an unknown name is an unknown event.
    pub(super) only: bool,
    pub(super) name: Name,
    /// The place of the name was passed.
    pub(super) met: bool,
    pub(super) twice: bool,
    /// The version of the payload.
    version: Option<i64>,
    /// A member beside the event is missing.
    pub(super) incomplete: bool,
    /// The picture does not fit, or the payload stands before the name.
    pub(super) stopped: bool,
    pub(super) found: &'a mut Found<E>,
}

impl<'a, E: Event> Walk<'a, E> {
    pub(super) fn new(
        picture: &'static Picture,
        mode: Mode,
        context: &'a Context,
        found: &'a mut Found<E>,
    ) -> Self {
        Walk {
            picture,
            context,
            mode,
            only: E::PICTURES.len() == 1,
            name: Name::Awaited,
            met: false,
            twice: false,
            version: None,
            incomplete: false,
            stopped: false,
            found,
        }
    }

    /// Reads a frame of which picture and name are known; `met` says that the name itself was taken already.
    pub(super) fn given(
        picture: &'static Picture,
        name: Name,
        met: bool,
        context: &'a Context,
        found: &'a mut Found<E>,
    ) -> Self {
        Walk { name, met, ..Walk::new(picture, Mode::Given, context, found) }
    }

    /// Walks through a whole frame; whether the picture fits.
    #[inline]
    pub(super) fn run<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<bool, D::Error> {
        let fits = NodeSeed { node: self.picture.root, walk: self }.deserialize(deserializer)?;
        self.end::<D::Error>()?;
        Ok(fits)
    }

    /// Of an event in another version than the one that is read, nothing but the name is known.
    fn check_version(&mut self, version: Option<i64>) {
        if let (true, Name::Known(index), Some(version)) = (self.picture.versioned, &self.name, version)
            && version != i64::from(E::TAGS[*index].version)
        {
            self.name = Name::Unknown(E::TAGS[*index].name.text().to_owned());
        }
    }

    /// Whether the payload cannot be read before the version is known.
    fn awaits_version(&self) -> bool {
        self.picture.versioned && self.version.is_none() && self.mode == Mode::Try
    }

    fn read_version<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<bool, D::Error> {
        let version: Content = serde::Deserialize::deserialize(deserializer)?;
        self.version = version.integer();
        if self.version.is_none() {
            return self.unfit();
        }
        self.check_version(self.version);
        if !self.only && self.mode == Mode::Try && matches!(self.name, Name::Unknown(_)) {
            return self.stop();
        }
        Ok(true)
    }

    /// The event of a frame that has no payload.
    #[inline]
    fn end<R: Error>(&mut self) -> Result<(), R> {
        if self.mode == Mode::Scan {
            // One that may be absent is the first.
            self.check_version(self.version.or((!self.incomplete).then_some(1)));
        }
        match self.name {
            Name::Known(index) if self.found.event.is_none() && self.mode != Mode::Scan => {
                self.without(index)
            }
            _ => Ok(()),
        }
    }

    fn without<R: Error>(&mut self, index: usize) -> Result<(), R> {
        if E::TAGS[index].unit {
            return E::read_value(index, ().into_deserializer(), self.context, &mut self.found.event);
        }
        if self.mode == Mode::Try {
            // The payload may have stood before the name.
            return self.stop();
        }
        to_payload(self.picture.root, self.context);
        Err(R::custom("missing"))
    }

    #[cold]
    fn stop<T, R: Error>(&mut self) -> Result<T, R> {
        self.stopped = true;
        Err(R::custom("the frame is read in another way"))
    }

    /// Says that something does not fit.
    #[cold]
    fn unfit<R: Error>(&mut self) -> Result<bool, R> {
        match self.mode {
            Mode::Try => self.stop(),
            Mode::Scan => Ok(false),
            Mode::Given => Ok(true),
        }
    }

    fn names(&self) -> Names {
        self.picture.names.unwrap_or(Names::new(&[], &[0]))
    }

    /// Takes a name; whether it is one.
    #[inline]
    fn take_name<R: Error>(&mut self, name: Option<Name>) -> Result<bool, R> {
        match name {
            None => self.unfit(),
            // Another picture may know it.
            Some(Name::Unknown(_)) if !self.only && self.mode == Mode::Try => self.stop(),
            Some(name) => {
                self.name = name;
                self.check_version(self.version);
                Ok(true)
            }
        }
    }

    fn constant<'de, D: Deserializer<'de>>(
        &mut self,
        constant: super::picture::Constant,
        deserializer: D,
    ) -> Result<bool, D::Error> {
        let content: Content = serde::Deserialize::deserialize(deserializer)?;
        if constant.is(&content) { Ok(true) } else { self.unfit() }
    }

    fn payload<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<bool, D::Error> {
        match (self.mode, &self.name) {
            (Mode::Scan, _) | (_, Name::Unknown(_)) => pass_over(deserializer),
            (_, Name::Known(_)) if self.awaits_version() => self.stop(),
            (_, Name::Known(index)) => {
                E::read_value(*index, deserializer, self.context, &mut self.found.event).map(|()| true)
            }
            (_, Name::Awaited) => self.stop(),
        }
    }

    fn read_name<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<bool, D::Error> {
        if std::mem::replace(&mut self.met, true) {
            if self.mode != Mode::Scan {
                return Err(self.context.given_twice());
            }
            self.twice = true;
            return pass_over(deserializer);
        }
        if self.mode == Mode::Given {
            return pass_over(deserializer);
        }
        let name = NameVisitor(self.names()).deserialize(deserializer)?;
        self.take_name(name)
    }
}

fn pass_over<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(|IgnoredAny| true)
}

/// Leads the context to the payload of a picture.
fn to_payload(node: Node, context: &Context) -> bool {
    to(node, context, &|node| match node {
        Node::Payload { .. } => true,
        Node::Object(object) => matches!(object.inner, Inner::Spread(_)),
        _ => false,
    })
}

/// Leads the context to the name of a picture.
pub(super) fn to_name(node: Node, context: &Context) -> bool {
    to(node, context, &|node| matches!(node, Node::Name))
}

fn to(node: Node, context: &Context, is_there: &impl Fn(Node) -> bool) -> bool {
    if is_there(node) {
        return true;
    }
    let Node::Object(object) = node else { return false };
    object.keys.iter().zip(object.members).any(|(key, member)| {
        let inside = to(member.node, context, is_there);
        if inside {
            context.in_field(key);
        }
        inside
    })
}

/// Reads what stands at one place of the picture; whether it fits.
struct NodeSeed<'w, 'a, E> {
    node: Node,
    walk: &'w mut Walk<'a, E>,
}

impl<'de, E: Event> DeserializeSeed<'de> for NodeSeed<'_, '_, E> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let walk = self.walk;
        match self.node {
            Node::Name => walk.read_name(deserializer),
            Node::Payload { .. } => walk.payload(deserializer),
            Node::Object(object) => deserializer.deserialize_any(ObjectVisitor { object, walk }),
            Node::Field { index, .. } => {
                let content = serde::Deserialize::deserialize(deserializer)?;
                keep(&mut walk.found.kept, index, content);
                Ok(true)
            }
            Node::Constant(_) | Node::Version | Node::Absent if walk.mode == Mode::Given => {
                pass_over(deserializer)
            }
            Node::Version => walk.read_version(deserializer),
            Node::Constant(constant) => walk.constant(constant, deserializer),
            Node::Absent => {
                pass_over(deserializer)?;
                walk.unfit()
            }
        }
    }
}

/// The visits of a value that is not of the kind that a visitor looks for: it is passed over.
macro_rules! passed_over {
    ($result:expr) => {
        fn visit_unit<R: Error>(self) -> Result<Self::Value, R> {
            $result(self)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            $result(self)
        }
    };
}

/// Reads an object along its picture.
struct ObjectVisitor<'w, 'a, E> {
    object: &'static Object,
    walk: &'w mut Walk<'a, E>,
}

/// Which members of an object were met, and which of them did not fit; of a repeated one the last counts.
#[derive(Default)]
struct Seen {
    met: u64,
    unfit: u64,
}

impl Seen {
    fn note(&mut self, at: usize, fits: bool) {
        // The last ones are absent in this picture, and none of them fits.
        let at = at.min(MOST_MEMBERS - 1);
        self.met |= 1 << at;
        self.unfit = self.unfit & !(1 << at) | u64::from(!fits) << at;
    }

    fn has(&self, at: usize) -> bool {
        self.met >> at.min(MOST_MEMBERS - 1) & 1 == 1
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
        let name = self.walk.names().find(text).map_or_else(|| Name::Unknown(text.to_owned()), Name::Known);
        if let (Name::Known(index), true) = (&name, self.walk.mode != Mode::Scan)
            && !E::TAGS[*index].unit
        {
            self.walk.context.in_key(text);
            return Err(R::custom("missing"));
        }
        self.walk.met = true;
        self.walk.take_name(Some(name))
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

fn is_absent(member: &super::picture::Member) -> bool {
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
            let name = map.next_value_seed(NameVisitor(self.walk.names()));
            name.and_then(|name| self.walk.take_name(name))
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
            let name = if unknown.len() == 1 { unknown.pop().map(Name::Unknown) } else { None };
            let fits = self.walk.take_name(name)?;
            self.walk.met = fits;
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
        if !has_required && seen.unfit == 0 && name.is_none_or(|at| seen.has(at)) {
            return Ok(true);
        }
        if self.walk.mode == Mode::Given {
            return self.close_given(seen);
        }
        self.close_checked(seen)
    }

    fn close_checked<R: Error>(self, seen: &Seen) -> Result<bool, R> {
        let mut fits = seen.unfit == 0;
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
        let is_missing = |(at, member): (usize, &super::picture::Member)| {
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

/// Reads a name; none if it is of no kind that names have.
pub(super) struct NameVisitor(pub(super) Names);

impl<'de> DeserializeSeed<'de> for NameVisitor {
    type Value = Option<Name>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Name>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Option<Name>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("name")
    }

    #[inline]
    fn visit_str<R: Error>(self, text: &str) -> Result<Option<Name>, R> {
        Ok(Some(self.0.find(text).map_or_else(|| Name::Unknown(text.to_owned()), Name::Known)))
    }

    fn visit_i64<R: Error>(self, value: i64) -> Result<Option<Name>, R> {
        Ok(self.other(self.0.find_integer(value), &value))
    }

    fn visit_u64<R: Error>(self, value: u64) -> Result<Option<Name>, R> {
        let known = i64::try_from(value).ok().and_then(|value| self.0.find_integer(value));
        Ok(self.other(known, &value))
    }

    fn visit_f64<R: Error>(self, value: f64) -> Result<Option<Name>, R> {
        whole(value).map_or(Ok(None), |value| self.visit_i64(value))
    }

    fn visit_bool<R: Error>(self, value: bool) -> Result<Option<Name>, R> {
        Ok(self.other(self.0.find_bool(value), &value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Name>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    passed_over!(|_| Ok(None));
}

impl NameVisitor {
    /// A name that is no text, where such names are known at all.
    fn other(&self, known: Option<usize>, value: &impl ToString) -> Option<Name> {
        match known {
            Some(index) => Some(Name::Known(index)),
            None => self.0.has_others().then(|| Name::Unknown(value.to_string())),
        }
    }
}
