//! The catalogue of rules. What each looks at is in the module of its kind of node; here stands what it is for.

mod page;
mod table;

use super::Level;

pub(crate) use page::folded;
pub use page::{explain, page};
pub use table::RULES;

/// A rule about changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// As in [`BREAKING_RULES`](crate::model::BREAKING_RULES).
    pub id: &'static str,
    /// What it looks at.
    pub group: Group,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// Why that breaks, and for whom (Markdown).
    pub why: &'static str,
    /// How to do it so that nothing breaks (Markdown).
    pub safe: &'static str,
    /// The levels at which it may find something.
    pub levels: &'static [Level],
}

/// What rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The protocol as a whole.
    Protocol,
    /// Events.
    Events,
    /// Versions of events.
    Versions,
    /// Fields of objects.
    Fields,
    /// Enums and sets of bits.
    Enums,
    /// Tagged and untagged unions.
    Unions,
    /// Types with names.
    Types,
    /// Pictures, and what all frames have.
    Frames,
    /// Desktop apps.
    Tauri,
    /// Names that may not come back.
    Reserved,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Group; 10] = [
        Group::Protocol,
        Group::Events,
        Group::Versions,
        Group::Fields,
        Group::Enums,
        Group::Unions,
        Group::Types,
        Group::Frames,
        Group::Tauri,
        Group::Reserved,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Protocol => "The protocol",
            Group::Events => "Events",
            Group::Versions => "Versions",
            Group::Fields => "Fields",
            Group::Enums => "Enums and flags",
            Group::Unions => "Unions",
            Group::Types => "Types",
            Group::Frames => "Frames",
            Group::Tauri => "Desktop apps",
            Group::Reserved => "Reserved names",
        }
    }
}

/// The rule with this id, which may be written in any case.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
