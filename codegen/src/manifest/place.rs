//! Which keys a node may have, by where it stands.

use super::language::{self, Key};

/// Where a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Type,
    Event,
    Desktop,
    Field,
    Variant,
    Reply,
    Version,
}

impl Place {
    /// The keys that a node has here besides those that all have.
    pub fn own_keys(self) -> &'static [Key] {
        match self {
            Place::Type | Place::Reply => language::TYPE,
            Place::Event => language::EVENT,
            Place::Desktop => language::DESKTOP,
            Place::Field => language::FIELD,
            Place::Variant => language::VARIANT,
            Place::Version => language::VERSION,
        }
    }

    pub fn keys(self) -> impl Iterator<Item = &'static Key> {
        language::NODE.iter().chain(self.own_keys())
    }

    pub fn allows(self, key: &str) -> bool {
        self.keys().any(|known| known.name == key)
    }

    /// Whether a node must have a shape here: what carries nothing has none.
    pub fn needs_shape(self) -> bool {
        matches!(self, Place::Type | Place::Field)
    }

    /// What stands here, in words.
    pub fn word(self) -> &'static str {
        match self {
            Place::Type => "a type",
            Place::Event | Place::Desktop => "an event",
            Place::Field => "a field",
            Place::Variant => "a variant",
            Place::Reply => "a reply",
            Place::Version => "a version",
        }
    }
}

/// Which nodes may have `key`, if it is a key of another place.
pub fn belongs_to(key: &str) -> Option<&'static str> {
    match key {
        "wire" | "was" => Some("events, fields and variants"),
        "default" | "sensitive" => Some("fields"),
        "by_hand" => Some("versions"),
        "version" | "oldest" | "versions" | "reply" | "tauri" => Some("events under `server` and `client`"),
        _ if language::EVENT.iter().any(|known| known.name == key) => Some("events"),
        _ => None,
    }
}
