//! The chat protocol written by hand with serde, as a team without samewire would write it.
//!
//! A wrong model passes every generated test, so these types owe nothing to the manifest or the generator.
//! Where derive and samewire's rules part they follow derive; the `derive` flags in `tests/frames` say where.

#![allow(dead_code, unused_imports, reason = "each binary that includes this tree uses its own part of it")]

pub mod client;
pub mod names;
pub mod server;
pub mod timestamp;
pub mod types;

pub use client::ClientEvent;
pub use names::{CLIENT_NAMES, SERVER_NAMES};
pub use server::ServerEvent;
pub use types::*;

use serde::{Deserialize, Serialize};

/// An event with the request id that may travel beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WsMessage<T> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(flatten)]
    pub event: T,
}
