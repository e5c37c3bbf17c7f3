//! The model: what a manifest means, valid by construction and in no target's language.
//!
//! A [`Model`] exists only after every name is resolved and every check has passed, so backends read it without a
//! way to fail. Wire names are kept letter for letter; code names are kept as [`Name`]s, which each target puts
//! into its own style.

use serde_json::Value;

use crate::name::Name;
use crate::source::Span;

/// One protocol: all events of both directions, the types they use, and the frames they travel in.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The name of the protocol, as the manifest has it.
    pub protocol: String,
    /// What the protocol is for (Markdown).
    pub doc: Option<String>,
    /// How events are framed.
    pub wire: Wire,
    /// Every type with a name of its own, those of shapes written in place among them, in the order of the manifest.
    pub types: Vec<TypeDef>,
    /// Events from the server to the client, in the order of the manifest.
    pub server: Vec<Event>,
    /// Events from the client to the server, in the order of the manifest.
    pub client: Vec<Event>,
    /// Wire names that may not come back.
    pub reserved: ReservedNames,
}

impl Model {
    /// The type that `id` names.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The events of one direction.
    pub fn events(&self, direction: Direction) -> &[Event] {
        match direction {
            Direction::Server => &self.server,
            Direction::Client => &self.client,
        }
    }

    /// The pictures of one direction.
    pub fn frames(&self, direction: Direction) -> &Frames {
        match direction {
            Direction::Server => &self.wire.server,
            Direction::Client => &self.wire.client,
        }
    }
}

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the server to the client.
    Server,
    /// From the client to the server.
    Client,
}

/// Top-level `reserved`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReservedNames {
    /// Wire names of server events.
    pub server: Vec<String>,
    /// Wire names of client events.
    pub client: Vec<String>,
    /// Names of types.
    pub types: Vec<String>,
}

/// What every node may say about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// Documentation (Markdown).
    pub doc: Option<String>,
    /// That the node should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// That the node may change without notice.
    pub experimental: bool,
    /// The release that brought the node.
    pub since: Option<String>,
    /// Old wire names, which are read and never written.
    pub was: Vec<String>,
}

/// `deprecated`: a text, or `{ since, reason, use }`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deprecated {
    /// The release that deprecated it.
    pub since: Option<String>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The wire name of the sibling to use instead.
    pub use_instead: Option<String>,
}

/// Index of a [`TypeDef`] in [`Model::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A type with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Its code name: the key in `types`, or Owner + Field for a shape written in place.
    pub name: Name,
    /// Where the name lives.
    pub scope: Scope,
    /// What it is.
    pub shape: Shape,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

/// Which set of names a [`TypeDef`] belongs to: names are unique within a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Declared under `types`, or written in place inside such a type.
    Types,
    /// Written in place inside a server event.
    Server,
    /// Written in place inside a client event.
    Client,
}

/// The shape of a named type.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An object with these fields.
    Struct(Struct),
    /// One of a set of strings.
    StringEnum(StringEnum),
    /// One of a set of integers.
    IntEnum(IntEnum),
    /// A set of bits.
    Flags(Flags),
    /// Alternatives told apart by a tag, in a picture of their own.
    Union(Union),
    /// Alternatives told apart by their JSON kind or by deciding keys.
    Untagged(Untagged),
    /// Another name for a type expression.
    Alias(Type),
}

/// A JSON object.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Struct {
    /// Members, in the order in which they are written.
    pub fields: Vec<Field>,
    /// Wire names that may not come back.
    pub reserved: Vec<String>,
}

/// A member of a [`Struct`].
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key on the wire (empty for a spread field, which has none).
    pub wire: String,
    /// The name in code.
    pub name: Name,
    /// Its type, without the `null` that [`Field::nullable`] stands for.
    pub ty: Type,
    /// `T | null`: null may stand for "none".
    pub nullable: bool,
    /// `x?`: the member may be left out, and is when there is none (or the value equals the default).
    pub optional: bool,
    /// What an absent member is read as.
    pub default: Option<Value>,
    /// `...x`: the members of `ty` lie among this struct's own.
    pub spread: bool,
    /// Kept out of debug output, error texts and documentation examples.
    pub sensitive: bool,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

/// A set of strings.
#[derive(Debug, Clone, PartialEq)]
pub struct StringEnum {
    /// Values in the order of the manifest.
    pub values: Vec<StringValue>,
    /// Unknown values are kept.
    pub open: bool,
    /// Wire values that may not come back.
    pub reserved: Vec<String>,
}

/// A value of a [`StringEnum`].
#[derive(Debug, Clone, PartialEq)]
pub struct StringValue {
    /// The name in code.
    pub name: Name,
    /// The text on the wire.
    pub wire: StringPattern,
    /// What it says about itself.
    pub meta: Meta,
    /// Where it stands.
    pub span: Span,
}

/// The text of a string value: fixed, or with one hole.
#[derive(Debug, Clone, PartialEq)]
pub enum StringPattern {
    /// The text itself.
    Fixed(String),
    /// `prefix<hole>suffix`.
    Hole {
        /// Text before the hole.
        prefix: String,
        /// What stands in the hole: uuid, date, integer, a string enum, or (at the end) string.
        hole: Type,
        /// Text after the hole.
        suffix: String,
    },
}

/// A set of integers.
#[derive(Debug, Clone, PartialEq)]
pub struct IntEnum {
    /// How the integer is written.
    pub repr: Repr,
    /// Values in the order of the manifest.
    pub values: Vec<IntValue>,
    /// Unknown values are kept.
    pub open: bool,
    /// Wire values that may not come back.
    pub reserved: Vec<i128>,
}

/// A value of an [`IntEnum`], or a bit (or set of bits) of [`Flags`].
#[derive(Debug, Clone, PartialEq)]
pub struct IntValue {
    /// The name in code.
    pub name: Name,
    /// The integer on the wire.
    pub value: i128,
    /// Old values, which are read and never written.
    pub was: Vec<i128>,
    /// What it says about itself.
    pub meta: Meta,
    /// Where it stands.
    pub span: Span,
}

/// A set of bits; unknown bits are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Flags {
    /// How the integer is written.
    pub repr: Repr,
    /// Named bits, and named combinations of bits.
    pub bits: Vec<IntValue>,
    /// Bits that may not come back.
    pub reserved: Vec<i128>,
}

/// An integer type, written as a JSON number or as a string of decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repr {
    /// The integer type.
    pub int: Int,
    /// Written as a string.
    pub text: bool,
}

/// A tagged union.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// Variants in the order of the manifest.
    pub variants: Vec<Variant>,
    /// Unknown variants are kept.
    pub open: bool,
    /// The picture that a variant is framed in.
    pub picture: Picture,
    /// Wire names that may not come back.
    pub reserved: Vec<String>,
}

/// A variant of a [`Union`].
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The tag on the wire.
    pub wire: WireName,
    /// The name in code.
    pub name: Name,
    /// What it carries.
    pub payload: Payload,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

/// `A | B` without null.
#[derive(Debug, Clone, PartialEq)]
pub struct Untagged {
    /// Alternatives in the order of the manifest, never `null`.
    pub items: Vec<UntaggedItem>,
}

/// An alternative of an [`Untagged`] union.
#[derive(Debug, Clone, PartialEq)]
pub struct UntaggedItem {
    /// The name in code.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// For one of several objects: the required keys of which the others declare none.
    pub deciding_keys: Vec<String>,
}

/// What stands at the place of `<name>`.
#[derive(Debug, Clone, PartialEq)]
pub enum WireName {
    /// A string.
    Text(String),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

/// What an event or a variant carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// Nothing.
    Unit,
    /// An object, written in place.
    Struct(Struct),
    /// A type expression.
    Type(Type),
}

/// An event of one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The name on the wire.
    pub wire: WireName,
    /// The name in code.
    pub name: Name,
    /// What it carries.
    pub payload: Payload,
    /// Index of its picture in [`Frames::pictures`] of its direction.
    pub picture: usize,
    /// The heading under which guides list it.
    pub category: Option<String>,
    /// Who gets it.
    pub audience: Audience,
    /// Doing it twice is doing it once.
    pub idempotent: bool,
    /// What is promised about its delivery.
    pub delivery: Delivery,
    /// Which of its occurrences are kept for those who come later.
    pub sticky: Sticky,
    /// What answers it (client events only).
    pub reply: Option<Reply>,
    /// Payloads as they stand on the wire, each of which fits the event.
    pub examples: Vec<Value>,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

/// `audience`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Everybody concerned.
    #[default]
    Broadcast,
    /// One client.
    Targeted,
}

/// `delivery`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delivery {
    /// In order, without a gap.
    #[default]
    Ordered,
    /// The latest wins.
    Volatile,
    /// Survives the crash of the sender.
    Critical,
}

/// `sticky`.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Sticky {
    /// None is kept.
    #[default]
    No,
    /// The last one is kept.
    Last,
    /// The last one per value of this field (a path of wire names) is kept.
    LastPer(Vec<String>),
}

/// What answers a client event.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The server event at this index of [`Model::server`], with the same request id.
    Event(usize),
    /// A payload in the picture `wire.reply`.
    Payload(Payload),
}

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

/// A type expression, resolved.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `string`
    String,
    /// An integer.
    Int(Int),
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `uuid`
    Uuid,
    /// `timestamp`, `timestamp<ms>`, `timestamp<s>`
    Timestamp(TimestampForm),
    /// `date`
    Date,
    /// `bytes`
    Bytes,
    /// `json`
    Json,
    /// `null`
    Null,
    /// `T | null` where it is not the top of a field.
    Nullable(Box<Type>),
    /// `list<T>`
    List(Box<Type>),
    /// `set<T>`
    Set(Box<Type>),
    /// `map<K, T>`; `map<T>` has string keys.
    Map(Box<Type>, Box<Type>),
    /// `[A, B]`
    Tuple(Vec<Type>),
    /// `string<T>`: a string that holds T's JSON text.
    Text(Box<Type>),
    /// A type with a name; unions, partials and key sets get one.
    Named(TypeId),
    /// A frame of this direction.
    Event(Direction),
}

/// An integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Int {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `u128`
    U128,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimestampForm {
    /// RFC 3339.
    Rfc3339,
    /// Milliseconds since the epoch.
    Millis,
    /// Seconds since the epoch.
    Seconds,
}
