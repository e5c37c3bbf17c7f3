//! Hands the events of a samewire protocol to the pages of a [Tauri](https://tauri.app) app, and loses nothing on the way.

mod commands;
mod connection;
mod emit;
mod error;
mod listen;
mod macros;
mod message;
mod pages;
mod plugin;
mod protocol;
mod sink;
#[cfg(feature = "socket")]
pub mod socket;
mod stats;
mod stream;
#[cfg(test)]
mod testing;
mod worker;

pub use connection::Connection;
pub use emit::Emit;
pub use error::Error;
pub use listen::{Listen, read_channel_event, read_event};
pub use message::Message;
pub use pages::{Pages, relay, relay_payload};
pub use plugin::{Builder, init};
pub use protocol::{Carried, Protocol, Template};
pub use samewire;
pub use samewire::{DecodeError, EncodeError, Limits};
pub use samewire::relay::{Form, read_alone};
pub use sink::Sent;
pub use stats::{Problem, Stats};
pub use tauri;
