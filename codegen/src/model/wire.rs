//! Frames: the pictures of both directions, and what concerns them all.

use serde_json::Value;

use super::Type;
use crate::name::Name;
use crate::source::Span;

/// `wire`.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    /// The pictures of server events.
    pub server: Frames,
    /// The pictures of client events.
    pub client: Frames,
    /// The picture of an answer.
    pub reply: Option<Picture>,
    /// What answers a refused client event.
    pub error: Option<ErrorAnswer>,
    /// Path of the request id in the pictures.
    pub correlation: Option<Vec<String>>,
    /// The application's own keep-alive.
    pub heartbeat: Option<Heartbeat>,
    /// How 64-bit integers are written.
    pub int64: Int64,
}

/// `wire.heartbeat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heartbeat {
    /// Index of the client event in [`Model::client`](super::Model::client).
    pub send: usize,
    /// Index of the server event in [`Model::server`](super::Model::server).
    pub expect: usize,
}

/// The pictures of one direction; the first is the one of events that choose none.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// Pictures that can be told apart.
    pub pictures: Vec<Picture>,
    /// The members beside the events, of all pictures in which the direction's frames may be: those of replies and
    /// errors count as the server's.
    pub beside: Vec<Beside>,
}

/// A member of a frame that is beside or around the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// The name in code of the frame's field.
    pub name: Name,
    /// Its type, without null.
    pub ty: Type,
    /// `T | null`.
    pub nullable: bool,
    /// `key?` in some picture.
    pub optional: bool,
    /// Every frame of the direction must have it.
    pub required: bool,
    /// What the member is for.
    pub role: Role,
}

/// What a member beside an event is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A field of the frame.
    Field,
    /// The code of a refusal, in the picture of an error.
    Code,
    /// The message of a refusal, in the picture of an error.
    Message,
}

/// `wire.error`.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorAnswer {
    /// The server event at this index of [`Model::server`](super::Model::server), which has string fields `code` and `message`.
    Event(usize),
    /// A picture without holes.
    Picture(Picture),
}

/// `wire.int64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Int64 {
    /// JSON numbers within ±(2^53 − 1).
    #[default]
    Number,
    /// Strings of decimal digits.
    String,
}

/// A picture of a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its name under `wire.frames`.
    pub name: Option<String>,
    /// What a frame looks like.
    pub node: PictureNode,
    /// Paths of keys that a frame must not have to be in this picture: they tell another picture from this one.
    pub absent: Vec<Vec<String>>,
    /// Where it stands (an empty span for the built-in one).
    pub span: Span,
}

/// A place in a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureNode {
    /// An object.
    Object(Vec<PictureMember>),
    /// `<name>`.
    Name,
    /// `<payload>`, `<payload> | null`.
    Payload {
        /// A payload that is missing is written as null.
        nullable: bool,
    },
    /// `<version>`.
    Version,
    /// An integer, boolean or null that stands for itself.
    Constant(Value),
    /// A field beside or around the event.
    Value {
        /// Its type, without null.
        ty: Type,
        /// `T | null`.
        nullable: bool,
    },
}

/// A member of an object in a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum PictureMember {
    /// `key: node` or `key?: node`.
    Key {
        /// The key on the wire.
        key: String,
        /// The name in code of a field of the frame.
        name: Name,
        /// `key?`.
        optional: bool,
        /// What stands there.
        node: PictureNode,
    },
    /// `<name>: <payload>`: the name is the key.
    NameKey,
    /// `...<payload>`.
    SpreadPayload,
}

impl Picture {
    /// A frame is the payload alone: the name travels beside it.
    pub fn is_channel(&self) -> bool {
        matches!(self.node, PictureNode::Payload { .. })
    }

    /// The place of `...<payload>` or not: whether the payload's members lie among those of the frame.
    pub fn spreads_payload(&self) -> bool {
        self.node.any(&|node| match node {
            PictureNode::Object(members) => members.contains(&PictureMember::SpreadPayload),
            _ => false,
        })
    }

    /// Whether the name of the event is a key of the frame.
    pub fn has_name_key(&self) -> bool {
        self.node.any(&|node| match node {
            PictureNode::Object(members) => members.contains(&PictureMember::NameKey),
            _ => false,
        })
    }

    /// Whether the name of the event stands in the frame.
    pub fn has_name(&self) -> bool {
        self.is_channel() || self.has_name_key() || self.node.any(&|node| *node == PictureNode::Name)
    }

    /// The paths of the members beside the event that every frame has.
    pub fn required(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        self.node.required(&mut Vec::new(), &mut found);
        found
    }

    /// Whether the frame tells the version of its payload.
    pub fn has_version(&self) -> bool {
        self.node.any(&|node| *node == PictureNode::Version)
    }
}

impl PictureNode {
    /// Whether something holds for this place or one inside it.
    pub fn any(&self, holds: &impl Fn(&PictureNode) -> bool) -> bool {
        let inside = |member: &PictureMember| match member {
            PictureMember::Key { node, .. } => node.any(holds),
            PictureMember::NameKey | PictureMember::SpreadPayload => false,
        };
        holds(self) || matches!(self, PictureNode::Object(members) if members.iter().any(inside))
    }

    fn required(&self, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
        let PictureNode::Object(members) = self else { return };
        for member in members {
            let PictureMember::Key { key, optional: false, node, .. } = member else { continue };
            path.push(key.clone());
            if let PictureNode::Value { nullable: false, .. } = node {
                found.push(path.clone());
            }
            node.required(path, found);
            path.pop();
        }
    }
}
