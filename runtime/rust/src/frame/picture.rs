//! What a frame looks like: the static tree that the generator makes of a picture of the manifest.

use serde::ser::{Serialize, Serializer};

use super::names::Names;
use crate::content::Content;
use crate::object::is_plain;

/// A picture, and the names of the events that travel in it.
#[derive(Debug, Clone, Copy)]
pub struct Picture {
    /// What a frame is.
    pub root: Node,
    /// The names that may stand at the place of the name; none when the picture has no such place.
    pub names: Option<Names>,
    /// A frame tells the version of its payload.
    pub versioned: bool,
}

/// A place in a picture.
#[derive(Debug, Clone, Copy)]
pub enum Node {
    /// An object.
    Object(&'static Object),
    /// The name of the event.
    Name,
    /// The payload of the event.
    Payload {
        /// An event that carries nothing is written as null.
        nullable: bool,
    },
    /// The version of the payload.
    Version,
    /// A value that stands for itself.
    Constant(Constant),
    /// The field of the frame with this index.
    Field {
        /// Index of the field.
        index: usize,
        /// No value is written as null.
        nullable: bool,
    },
    /// No member at all: its presence tells another picture from this one.
    Absent,
}

/// A value that stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Integer(i64),
}

/// An object in a picture.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// The keys of the members.
    pub keys: &'static [&'static str],
    /// The members, in the order in which they are written, and behind them those that are absent.
    pub members: &'static [Member],
    /// Index of the member that most often comes first.
    pub first: usize,
    /// Its key, as [`Object::likely`] gives it.
    pub likely: &'static str,
    /// Index of the member that is the name.
    pub name: Option<usize>,
    /// Whether a member other than the name and the payload must be there, or the name is a key.
    pub has_required: bool,
    /// What else is in the object.
    pub inner: Inner,
}

impl Object {
    /// An object without members.
    pub(crate) const EMPTY: Object = Object {
        keys: &[],
        members: &[],
        first: 0,
        likely: "",
        name: None,
        has_required: false,
        inner: Inner::None,
    };

    /// A key that is compared with the text itself; none if JSON has an escape in it.
    pub const fn likely(key: &'static str) -> &'static str {
        if is_plain(key) { key } else { "" }
    }
}

/// A member of an object in a picture.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// What stands there.
    pub node: Node,
    /// It may be left out.
    pub optional: bool,
}

/// What an object holds besides its members; the index is that of the member before which it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// Nothing.
    None,
    /// The members of the payload.
    Spread(usize),
    /// One member: the name of the event is its key, and the payload its value.
    Named(usize),
}

/// The most members that an object of a picture may have; the generator refuses more.
pub const MOST_MEMBERS: usize = 64;

/// What an event is called, and where it travels.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// Index of its picture.
    pub picture: usize,
    /// Its name.
    pub name: WireName,
    /// It carries nothing.
    pub unit: bool,
    /// The version of what it carries.
    pub version: u32,
    /// Older versions of it, each with the index of its own tag.
    pub older: &'static [(u32, usize)],
}

impl Tag {
    /// An event with a payload, whose name is a text.
    pub const fn new(picture: usize, name: &'static str) -> Tag {
        Tag::named(picture, WireName::Text(name))
    }

    /// An event with a payload.
    pub const fn named(picture: usize, name: WireName) -> Tag {
        Tag { picture, name, unit: false, version: 1, older: &[] }
    }

    /// The same without a payload.
    #[must_use]
    pub const fn unit(self) -> Tag {
        Tag { unit: true, ..self }
    }

    /// The same with a version other than the first, and the older ones that are read as well.
    #[must_use]
    pub const fn version(self, version: u32, older: &'static [(u32, usize)]) -> Tag {
        Tag { version, older, ..self }
    }

    /// The index of the tag of this version, if it is an older one.
    pub(crate) fn of_version(&self, version: i64) -> Option<usize> {
        self.older.iter().find(|(older, _)| i64::from(*older) == version).map(|(_, index)| *index)
    }
}

/// What stands at the place of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireName {
    /// A string.
    Text(&'static str),
    /// An integer, and its text.
    Integer(i64, &'static str),
    /// A boolean.
    Bool(bool),
}

impl WireName {
    /// The name as a text.
    pub const fn text(self) -> &'static str {
        match self {
            WireName::Text(text) | WireName::Integer(_, text) => text,
            WireName::Bool(true) => "true",
            WireName::Bool(false) => "false",
        }
    }
}

impl Serialize for WireName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WireName::Text(text) => serializer.serialize_str(text),
            WireName::Integer(value, _) => serializer.serialize_i64(*value),
            WireName::Bool(value) => serializer.serialize_bool(*value),
        }
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Constant::Null => serializer.serialize_unit(),
            Constant::Bool(value) => serializer.serialize_bool(*value),
            Constant::Integer(value) => serializer.serialize_i64(*value),
        }
    }
}

impl Constant {
    pub(crate) fn is(self, content: &Content) -> bool {
        match (self, content) {
            (Constant::Null, Content::Null) => true,
            (Constant::Bool(own), Content::Bool(value)) => own == *value,
            (Constant::Integer(own), content) => content.integer() == Some(own),
            _ => false,
        }
    }
}
