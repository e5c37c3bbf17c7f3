//! Types with a name, and type expressions.

use serde_json::Value;

use super::{Direction, Meta, Payload, Picture, WireName};
use crate::name::Name;
use crate::source::Span;

/// Index of a [`TypeDef`] in [`Model::types`](super::Model::types).
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
    /// An alias that is made of itself by way of aliases alone (`Tree: list<Tree>`): it cannot be written out.
    pub endless: bool,
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
    /// Written in place inside an event of the desktop app.
    Desktop,
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

impl Field {
    /// The value that an absent member is read as: none, where there is no default or it is null.
    pub fn absence(&self) -> Option<&Value> {
        self.default.as_ref().filter(|value| !value.is_null())
    }
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
    /// Alternatives in the order of the manifest, none of which may be `null`.
    pub items: Vec<UntaggedItem>,
    /// The objects among the alternatives, those of unions inside this one too.
    pub objects: Vec<UntaggedObject>,
}

/// An alternative of an [`Untagged`] union.
#[derive(Debug, Clone, PartialEq)]
pub struct UntaggedItem {
    /// The name in code.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// The kinds of JSON that its values are; no two alternatives have one in common but objects.
    pub kinds: Vec<JsonKind>,
}

/// A kind of JSON value other than null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `true`, `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// One of the objects that an [`Untagged`] union may be.
///
/// It is the one that is meant if for every other one there is a member that decides against that one, or if it has no
/// such member, and if no member decides against it.
#[derive(Debug, Clone, PartialEq)]
pub struct UntaggedObject {
    /// Index of the alternative that it is, or that is the union it lies in.
    pub item: usize,
    /// The keys by which it is told from others.
    pub keys: Vec<DecidingKey>,
}

/// A required member of one object that another one does not declare.
#[derive(Debug, Clone, PartialEq)]
pub struct DecidingKey {
    /// Its name on the wire, or an old one.
    pub wire: String,
    /// Indices of the objects that it decides against.
    pub against: Vec<usize>,
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

impl Int {
    /// The manifest's word for it: `u8`.
    pub fn name(self) -> &'static str {
        match self {
            Int::I8 => "i8",
            Int::I16 => "i16",
            Int::I32 => "i32",
            Int::I64 => "i64",
            Int::U8 => "u8",
            Int::U16 => "u16",
            Int::U32 => "u32",
            Int::U64 => "u64",
            Int::U128 => "u128",
        }
    }
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
