//! An app that nowhere says how version 1 of `session_update` gets its `actor`.

mod events {
    include!("versions/events.rs");
}

fn main() {}
