//! The catalogue of rules. What each looks at is a function of its own; here stands what it is for.

#[cfg(feature = "cli")]
mod page;
mod table;

use crate::diagnostic::Code;

#[cfg(feature = "cli")]
pub use page::{explain, page};
pub use table::RULES;

/// A rule about one manifest.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is called in `lint` and `allow`. An id never gets a second meaning.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much it counts where the manifest does not say.
    pub level: Level,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// Why that will be regretted (Markdown).
    pub why: &'static str,
    /// What to do about it (Markdown).
    pub fix: &'static str,
    /// What its findings are called: `SW901` for a rule that is kept while a manifest is read, else its id.
    pub code: &'static Code,
}

/// What rules are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// How things are called.
    Names,
    /// What is said of things.
    Docs,
    /// What fields hold.
    Types,
    /// What payloads look like.
    Shapes,
    /// What belongs in no log.
    Secrets,
    /// What goes, and what will be added.
    Change,
    /// How the manifest is written.
    Text,
}

/// How much a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not looked for.
    Off,
    /// It is told.
    Warn,
    /// It is told, and `samewire check` fails.
    Error,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Group; 7] =
        [Group::Names, Group::Docs, Group::Types, Group::Shapes, Group::Secrets, Group::Change, Group::Text];

    /// What it is called in `lint`.
    pub fn id(self) -> &'static str {
        match self {
            Group::Names => "NAMES",
            Group::Docs => "DOCS",
            Group::Types => "TYPES",
            Group::Shapes => "SHAPES",
            Group::Secrets => "SECRETS",
            Group::Change => "CHANGE",
            Group::Text => "TEXT",
        }
    }

    /// What its rules are about, in a sentence.
    pub fn doc(self) -> &'static str {
        match self {
            Group::Names => "How events, fields, types, values and categories are called.",
            Group::Docs => "What is said of events, types and fields.",
            Group::Types => "What fields hold.",
            Group::Shapes => "What payloads look like.",
            Group::Secrets => "What belongs in no log.",
            Group::Change => "What is to go, and what will be added.",
            Group::Text => "How the manifest is written.",
        }
    }
}

impl Level {
    /// The manifest's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

impl Rule {
    /// Whether it is kept while a manifest is read, so that generation tells it too.
    pub fn is_of_reading(&self) -> bool {
        self.code.id != self.id
    }

    /// Whether `allow` takes it. What is an exception itself is mended where it stands.
    pub fn can_be_allowed(&self) -> bool {
        !matches!(self.id, "ALLOW_USED" | "APPROVAL_NOT_OVERDUE")
    }
}

/// The rule with this id, which may be written in any case.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// The rule whose findings are called so.
pub fn of_code(code: &Code) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
