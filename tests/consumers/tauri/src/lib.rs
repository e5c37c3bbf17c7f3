//! The dispatch of manifests that differ in all that matters to it; the tests hold what it sends against JSON written by
//! hand.

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// The other door, and the repository's own manifest.
pub mod chat {
    /// The enums.
    pub mod events {
        samewire::events!("../../../events.yaml");
    }
}

pub use chat::events;

/// Their dispatch.
pub mod dispatch {
    samewire::events!("../../../events.yaml", tauri);
}

/// What the page for users shows compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../../docs/desktop.md")]
pub struct Page;

#[cfg(doctest)]
pub mod migration;

#[cfg(test)]
mod tests;
