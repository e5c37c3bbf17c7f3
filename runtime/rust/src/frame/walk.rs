//! The walk through a frame along its picture.
//!
//! One walk serves three purposes. A frame is *tried*: its payload is read straight into its type, if the name stands
//! before it. A frame that cannot be read so is *scanned*, once for each picture, with the payload passed over; then
//! name and picture are *given*, and it is read again.

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

mod name;
mod object;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer};

use super::names::Names;
use super::picture::{Inner, Node, Picture};
use super::{Event, Found};
use crate::content::Content;
use crate::context::Context;
use crate::object::keep;
pub(super) use name::NameVisitor;
use object::ObjectVisitor;
#[cfg(feature = "relay")]
pub(crate) use object::{Seen, is_absent};

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

    /// An older version has an index of its own; of an event in a version that nobody knows there is but the name.
    fn check_version(&mut self, version: Option<i64>) {
        if let (true, Name::Known(index), Some(version)) = (self.picture.versioned, &self.name, version) {
            let tag = &E::TAGS[*index];
            if version != i64::from(tag.version) {
                let older = tag.of_version(version).map(Name::Known);
                self.name = older.unwrap_or_else(|| Name::Unknown(tag.name.text().to_owned()));
            }
        }
    }

    /// Whether the payload cannot be read before the version is known.
    fn awaits_version(&self) -> bool {
        self.picture.versioned && self.version.is_none() && self.mode == Mode::Try
    }

    fn read_version<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<bool, D::Error> {
        let version: Content = serde::Deserialize::deserialize(deserializer)?;
        let is_again = self.version.is_some();
        self.version = version.version();
        if self.version.is_none() {
            return self.unfit();
        }
        if self.mode == Mode::Try {
            // Of a repeated member the last counts, and what it is about may have been read by the first.
            if is_again {
                return self.stop();
            }
            self.check_version(self.version);
            if !self.only && matches!(self.name, Name::Unknown(_)) {
                return self.stop();
            }
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
        if self.awaits_version() {
            return self.stop();
        }
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

    fn names(&self) -> &'static Names {
        const NONE: &Names = &Names::new(&[], &[0]);
        self.picture.names.as_ref().unwrap_or(NONE)
    }

    #[inline]
    fn name_visitor(&mut self) -> NameVisitor<'_> {
        NameVisitor { names: self.names(), name: &mut self.name }
    }

    /// Goes on from the place of the name; whether the picture fits.
    #[inline]
    fn behind_name<R: Error>(&mut self) -> Result<bool, R> {
        match self.name {
            Name::Awaited => self.unfit(),
            // Another picture may know it.
            Name::Unknown(_) if !self.only && self.mode == Mode::Try => self.stop(),
            _ => {
                // A scan knows the version at its end.
                if self.mode == Mode::Try {
                    self.check_version(self.version);
                }
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
        self.name_visitor().deserialize(deserializer)?;
        self.behind_name()
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

/// Leads the context to the name of a picture, or to the object in which the name is a key.
pub(crate) fn to_name(node: Node, context: &Context) -> bool {
    to(node, context, &|node| match node {
        Node::Name => true,
        Node::Object(object) => matches!(object.inner, Inner::Named(_)),
        _ => false,
    })
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
