//! What the build script makes of the repository's `events.yaml`.

/// The events of the chat protocol.
pub mod chat {
    include!(concat!(env!("OUT_DIR"), "/events.rs"));
}
