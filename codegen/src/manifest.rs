//! The manifest as it was written: every key read and placed, no name resolved yet.

mod approvals;
mod enumeration;
mod event;
mod expression;
mod fields;
mod flow;
mod keys;
pub mod language;
mod meta;
mod node;
mod outputs;
mod picture;
pub mod place;
mod scalar;
mod tauri;
mod top;
mod versions;
pub mod visit;
mod wire;

use crate::diagnostic::Diagnostics;
use crate::lint::{Level, Target};
use crate::model::{Audience, Delivery, Direction, Int64, WireName};
use crate::outputs::{Framework, Transport};
use crate::source::Span;
use crate::yaml;

pub use approvals::{Allow, Approval};
pub use scalar::{misread, parse_integer as read_integer};
pub use tauri::{EventTauri, Tauri};
pub use top::read;
pub use versions::{Older, Versions};

/// What the readers share: the text of the file, and a place for what is wrong with it.
pub struct Context<'a> {
    pub source: &'a str,
    pub diagnostics: &'a mut Diagnostics,
    /// The file is the manifest itself, not one that it includes.
    pub first: bool,
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

/// One file.
#[derive(Debug, Default)]
pub struct File {
    pub protocol: Option<Text>,
    pub doc: Option<String>,
    pub include: Vec<Text>,
    pub category: Option<String>,
    pub wire: Option<Wire>,
    pub tauri: Option<Tauri>,
    pub types: Vec<Declared>,
    pub server: Vec<Event>,
    pub client: Vec<Event>,
    pub desktop: Vec<Event>,
    pub reserved: Reserved,
    pub outputs: Option<Outputs>,
    pub lint: Vec<(Target, Level)>,
    pub allow: Vec<Allow>,
    pub breaking: Vec<Approval>,
}

/// Top-level `reserved`.
#[derive(Debug, Default)]
pub struct Reserved {
    pub server: Vec<Text>,
    pub client: Vec<Text>,
    pub desktop: Vec<Text>,
    pub types: Vec<Text>,
}

/// A type or a variant under its key.
#[derive(Debug)]
pub struct Declared {
    pub key: Text,
    pub node: Node,
}

/// A type, an event, a field, a variant or a reply: what they have in common.
#[derive(Debug, Default)]
pub struct Node {
    pub span: Span,
    pub shape: Option<Shape>,
    pub meta: Meta,
    pub wire: Option<WireSpelling>,
    pub open: bool,
    pub reserved: Vec<Text>,
    pub frame: Option<Frame>,
    pub allow: Vec<Allow>,
}

/// `wire` on a node.
#[derive(Debug, Clone)]
pub struct WireSpelling {
    pub name: WireName,
    pub span: Span,
}

/// The one shape of a node.
#[derive(Debug)]
pub enum Shape {
    Type(Expr),
    Fields(Vec<Field>),
    Enum(Enum),
    Flags(Flags),
    Union(Vec<Declared>),
}

#[derive(Debug, Default)]
pub struct Meta {
    pub doc: Option<String>,
    pub deprecated: Option<Deprecated>,
    pub experimental: bool,
    pub since: Option<String>,
    pub was: Vec<Text>,
}

#[derive(Debug, Default)]
pub struct Deprecated {
    pub since: Option<String>,
    pub reason: Option<String>,
    pub use_instead: Option<Text>,
    pub until: Option<String>,
}

#[derive(Debug)]
pub struct Field {
    pub key: Text,
    pub optional: bool,
    pub spread: bool,
    pub node: Node,
    pub default: Option<yaml::Node>,
    /// The default stands behind ` = `.
    pub default_behind: bool,
    pub sensitive: bool,
}

#[derive(Debug)]
pub struct Enum {
    pub values: Vec<EnumValue>,
    pub repr: Option<Expr>,
}

#[derive(Debug)]
pub struct EnumValue {
    /// What the code name is derived from.
    pub key: Text,
    pub value: EnumLiteral,
    pub span: Span,
    pub meta: Meta,
}

#[derive(Debug)]
pub enum EnumLiteral {
    Text(Text),
    Int(i128),
}

#[derive(Debug)]
pub struct Flags {
    pub bits: Vec<Flag>,
    pub repr: Option<Expr>,
}

#[derive(Debug)]
pub struct Flag {
    pub key: Text,
    pub value: i128,
    pub meta: Meta,
}

#[derive(Debug)]
pub struct Event {
    pub key: Text,
    pub node: Node,
    pub category: Option<String>,
    pub audience: Audience,
    pub idempotent: bool,
    pub delivery: Delivery,
    pub sticky: Sticky,
    pub examples: Vec<yaml::Node>,
    pub reply: Option<Reply>,
    pub tauri: EventTauri,
    pub versions: Versions,
}

#[derive(Debug)]
pub enum Sticky {
    No,
    Last,
    Per(Text),
}

#[derive(Debug)]
pub enum Reply {
    Event(Text),
    Payload(Box<Node>),
}

#[derive(Debug, Default)]
pub struct Wire {
    pub frame: Option<Picture>,
    pub server: Option<Picture>,
    pub client: Option<Picture>,
    pub frames: Vec<(Text, Picture)>,
    pub reply: Option<Picture>,
    pub error: Option<ErrorAnswer>,
    pub correlation: Option<Text>,
    pub heartbeat: Option<Heartbeat>,
    pub int64: Int64,
}

#[derive(Debug)]
pub enum ErrorAnswer {
    Event(Text),
    Picture(Picture),
}

#[derive(Debug)]
pub struct Heartbeat {
    pub send: Text,
    pub expect: Text,
}

/// `frame` on a node.
#[derive(Debug)]
pub enum Frame {
    Named(Text),
    Picture(Picture),
}

#[derive(Debug, Clone)]
pub struct Picture {
    pub span: Span,
    pub kind: PictureKind,
}

#[derive(Debug, Clone)]
pub enum PictureKind {
    Object(Vec<Member>),
    Name,
    Payload { nullable: bool },
    Version,
    Constant(serde_json::Value),
    Value(Expr),
}

#[derive(Debug, Clone)]
pub enum Member {
    Key { key: Text, optional: bool, value: Picture },
    NameKey(Span),
    SpreadPayload(Span),
}

#[derive(Debug, Default)]
pub struct Outputs {
    pub root: Option<Text>,
    pub rust: Option<Option<Text>>,
    pub typescript: Option<TypeScript>,
    pub markdown: Option<Option<Text>>,
    pub tauri: Option<TauriTarget>,
    pub cpp: Option<CppTarget>,
    /// What needs events that reach the page of a desktop app.
    pub for_page: Vec<Span>,
    /// Whether any target is named.
    pub named: bool,
}

/// `outputs.typescript`
#[derive(Debug, Default)]
pub struct TypeScript {
    pub dir: Option<Text>,
    pub transports: Option<Vec<Transport>>,
    pub frameworks: Vec<Framework>,
    pub upgrades: Option<Text>,
}

/// `outputs.cpp`
#[derive(Debug)]
pub struct CppTarget {
    pub dir: Option<Text>,
    pub namespace: Option<String>,
    /// Whether it names a namespace, good or bad.
    pub has_namespace: bool,
    /// The key that asks for it.
    pub span: Span,
}

/// `outputs.tauri`
#[derive(Debug, Default)]
pub struct TauriTarget {
    pub dir: Option<Text>,
    pub events: Option<String>,
    pub windows: Vec<String>,
}

/// A type expression.
#[derive(Debug, Clone)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    Name(String),
    Generic(String, Vec<Expr>),
    Tuple(Vec<Expr>),
    Union(Vec<Expr>),
    /// What stands here was refused already.
    Invalid,
}

/// The events of one direction, each with its file.
pub fn events(files: &[File], direction: Direction) -> impl Iterator<Item = (&File, &Event)> {
    files.iter().flat_map(move |file| {
        let events = match direction {
            Direction::Server => &file.server,
            Direction::Client => &file.client,
        };
        events.iter().map(move |event| (file, event))
    })
}

impl EnumValue {
    pub fn is_integer(&self) -> bool {
        matches!(self.value, EnumLiteral::Int(_))
    }
}

impl Node {
    /// Whether the node is no more than a type's name.
    pub fn is_named(&self, expected: &str) -> bool {
        match &self.shape {
            Some(Shape::Type(Expr { kind: ExprKind::Name(name), .. })) => name == expected,
            _ => false,
        }
    }
}

impl Expr {
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, ExprKind::Name(name) if name == "null")
    }
}
