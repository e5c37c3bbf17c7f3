//! Which keys a node may have, by where it stands.

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

/// The keys that every node may have.
const NODE: &[&str] = &[
    "type",
    "fields",
    "enum",
    "flags",
    "union",
    "repr",
    "open",
    "frame",
    "reserved",
    "doc",
    "deprecated",
    "experimental",
    "since",
    "allow",
];

const EVENT: &[&str] = &[
    "category",
    "audience",
    "idempotent",
    "delivery",
    "sticky",
    "examples",
    "version",
    "versions",
    "reply",
    "tauri",
    "wire",
    "was",
];

/// What is sent within the desktop app has no frame, no other end that answers, and no older one.
const DESKTOP: &[&str] = &["category", "audience", "idempotent", "delivery", "sticky", "examples", "wire"];

const FIELD: &[&str] = &["default", "sensitive", "wire", "was"];

const VARIANT: &[&str] = &["wire", "was"];

const VERSION: &[&str] = &["by_hand"];

impl Place {
    fn own_keys(self) -> &'static [&'static str] {
        match self {
            Place::Type | Place::Reply => &[],
            Place::Event => EVENT,
            Place::Desktop => DESKTOP,
            Place::Field => FIELD,
            Place::Variant => VARIANT,
            Place::Version => VERSION,
        }
    }

    pub fn allows(self, key: &str) -> bool {
        NODE.contains(&key) || self.own_keys().contains(&key)
    }

    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        NODE.iter().chain(self.own_keys()).copied()
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
        "version" | "versions" | "reply" | "tauri" => Some("events under `server` and `client`"),
        _ if EVENT.contains(&key) => Some("events"),
        _ => None,
    }
}
