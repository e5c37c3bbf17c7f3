//! Older versions of an event, and how each becomes the next.

use super::{Int, Meta, Payload, TimestampForm, Type, TypeDef};
use crate::name::Name;
use crate::resolve::{behind, value};
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

impl Version {
    /// What stands for all that is written by hand on the way to the next: `UpgradeSessionUpdateV1`.
    pub fn upgrade_name(&self) -> Name {
        upgrade_name(&self.name)
    }
}

pub(crate) fn upgrade_name(version: &Name) -> Name {
    Name::derive("upgrade").map_or_else(|| version.clone(), |upgrade| upgrade.join(version))
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

/// How the JSON of a whole field changes on the way to the next version, where its type says the same in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recast {
    /// An integer becomes its decimal digits, in a string.
    Digits,
    /// Seconds become milliseconds.
    SecondsToMillis,
    /// Seconds become a timestamp in RFC 3339.
    SecondsToRfc3339,
    /// Milliseconds become a timestamp in RFC 3339.
    MillisToRfc3339,
}

impl Recast {
    /// What makes JSON of the type `new` of that of the type `old`; null stays null.
    pub fn between(types: &[TypeDef], old: &Type, new: &Type) -> Option<Recast> {
        use TimestampForm::{Millis, Rfc3339, Seconds};
        match (behind(types, old), behind(types, new)) {
            (Type::Nullable(old), Type::Nullable(new)) => Recast::between(types, old, new),
            (old, Type::Nullable(new)) => Recast::between(types, old, new),
            (Type::Int(old), Type::Text(new)) => match behind(types, new) {
                Type::Int(new) => includes(*new, *old).then_some(Recast::Digits),
                _ => None,
            },
            (Type::Timestamp(old), Type::Timestamp(new)) => match (old, new) {
                (Seconds, Millis) => Some(Recast::SecondsToMillis),
                (Seconds, Rfc3339) => Some(Recast::SecondsToRfc3339),
                (Millis, Rfc3339) => Some(Recast::MillisToRfc3339),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Recast {
    /// The type whose JSON is what this makes of that of `ty`.
    pub fn written(self, ty: &Type) -> Type {
        match self {
            Recast::Digits => Type::Text(Box::new(ty.clone())),
            Recast::SecondsToMillis => Type::Timestamp(TimestampForm::Millis),
            Recast::SecondsToRfc3339 | Recast::MillisToRfc3339 => Type::Timestamp(TimestampForm::Rfc3339),
        }
    }
}

fn includes(new: Int, old: Int) -> bool {
    let ((least, most), (from, to)) = (value::range(new), value::range(old));
    least <= from && to <= most
}
