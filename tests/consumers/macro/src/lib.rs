//! What the macro makes of the repository's `events.yaml`.

/// The events of the chat protocol.
pub mod chat {
    samewire::events!("../../../events.yaml");
}
