//! Older versions of an event, and how each becomes the next.

use super::{Meta, Payload};
use crate::name::Name;
use crate::source::Span;

/// An older shape of an event: read, never written.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// The name of its payload in code: `SessionUpdateV1`.
    pub name: Name,
    /// What it carries.
    pub payload: Payload,
    /// How the next version is made of it.
    pub upgrade: Upgrade,
    /// What it says about itself.
    pub meta: Meta,
    /// The key that declares it.
    pub span: Span,
}

/// How the next version is made.
#[derive(Debug, Clone, PartialEq)]
pub enum Upgrade {
    /// The payload as it is: its type is equal, or the next is wider.
    Whole,
    /// Field by field: a source for each field of the next version, in its order.
    Fields(Vec<Source>),
}

/// Where a field of the next version comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The field of the same name, at this index of the older version.
    Same(usize),
    /// The field that its `was` names, at this index of the older version.
    Was(usize),
    /// Its default.
    Default,
    /// Nothing: it may be absent or null.
    None,
    /// A function that somebody writes.
    ByHand,
}
