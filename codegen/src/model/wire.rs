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
    /// Index of the client event in [`Model::client`].
    pub send: usize,
    /// Index of the server event in [`Model::server`].
    pub expect: usize,
}

/// The pictures of one direction; the first is the one of events that choose none.
#[derive(Debug, Clone, PartialEq)]
pub struct Frames {
    /// Pictures that can be told apart.
    pub pictures: Vec<Picture>,
}

/// `wire.error`.
#[derive(Debug, Clone, PartialEq)]
pub enum ErrorAnswer {
    /// The server event at this index of [`Model::server`], which has string fields `code` and `message`.
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
