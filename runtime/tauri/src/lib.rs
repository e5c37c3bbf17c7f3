//! Hands the events of a [samewire](https://docs.rs/samewire-codegen) protocol to the pages of a
//! [Tauri](https://tauri.app) 2 app, and loses nothing on the way.
//!
//! The Rust side of the app holds the connection to the server. A frame that arrives is [relayed](Pages::relay) as it
//! came: it is judged, since it becomes JavaScript source on its way into a page, and never decoded, so that events and
//! members which this build does not know yet reach the page too. What the app itself has to say is [emitted](Emit).
//! Whoever listens in Rust gets [typed events](Listen).
//!
//! ```
//! # mod events { samewire::events!("src/testing/chat.yaml"); }
//! # mod desktop {
//! #     use samewire_tauri::{Carried, Form, Protocol, Template};
//! #     use super::events::{ClientEvent, ServerEvent, ServerFrame, server::MessageNew};
//! #     pub enum Desktop {}
//! #     impl Protocol for Desktop {
//! #         type Server = ServerEvent;
//! #         type Client = ClientEvent;
//! #         const FORM: Form = Form::Object;
//! #         const CARRIED: &'static [Carried] = &[Carried::Frame, Carried::Named("ws:message_new"), Carried::No, Carried::No, Carried::No];
//! #         const TEMPLATE: Option<Template> = None;
//! #     }
//! #     samewire_tauri::event!(Desktop, "ws:message_new", MessageNew, 1, ServerFrame);
//! # }
//! use desktop::Desktop; // generated, as the traits for these are
//! use events::server::MessageNew;
//! use samewire_tauri::{Emit, Listen, Pages};
//! use samewire_tauri::tauri::{self, App, Runtime};
//!
//! fn builder<R: Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
//!     let plugin = samewire_tauri::Builder::<Desktop>::new()
//!         .reporter(|problem| eprintln!("{problem}"))
//!         .on_send(|sent| {
//!             println!("{} says {}", sent.webview, sent.frame);
//!             Ok(())
//!         });
//!     builder.plugin(plugin.build()).setup(|app| Ok(set_up(app)?))
//! }
//!
//! fn set_up<R: Runtime>(app: &App<R>) -> Result<(), samewire_tauri::Error> {
//!     MessageNew::listen(app, |event| match event {
//!         Ok(message) => println!("{}", message.text),
//!         Err(error) => eprintln!("no such event: {error}"),
//!     });
//!     // No window is there yet: it waits for the first page that listens.
//!     MessageNew { text: "Welcome".to_owned(), extra: None }.emit(app)?;
//!     // A frame of a connection that the app holds itself.
//!     let pages = Pages::<Desktop>::of(app).expect("the plugin is registered");
//!     pages.relay(r#"{"type":"message_new","text":"Hello","novel":true}"#)
//! }
//! # fn main() {
//! #     builder(tauri::test::mock_builder()).build(tauri::test::mock_context(tauri::test::noop_assets())).unwrap();
//! # }
//! ```
//!
//! With the feature `socket`, [`Builder::socket`] holds the connection: it is opened again when it is lost, with the
//! policies of the page's own transport.
//!
//! # What pages get
//!
//! | a frame | goes |
//! |---|---|
//! | of an event with a Tauri name | under that name, in the form that the manifest says |
//! | of an event that the manifest does not know | under the name that it would have, if Tauri takes it, and under `samewire:frame` |
//! | of an event without a name of its own, in no picture, or with a key `__proto__` | as text under `samewire:frame` |
//! | of an event with `tauri: false` | nowhere |
//! | that is too large, too deep or no strict JSON | nowhere: it is counted and reported, and its error goes under `samewire:frame` |
//!
//! Under `samewire:frame` pages are told as well of a frame of theirs that was queued, and is given up.
//!
//! All of it goes in one order, for which one thread cares. Messages are [kept](Builder::keep) for pages that do not
//! listen yet: the page's transport says how many it has heard, and gets the rest. So nothing is lost and nothing comes
//! twice over reloads, and over a mount, an unmount and a mount. Events with names of the manifest have to be sent by
//! this crate alone: the page counts them. What is sent in the moment in which a window is closed is taken for heard.
//!
//! # Permissions
//!
//! A page needs `core:event:default`, to listen, and `samewire:default`, which allows the commands `ready`, `send` and
//! `reconnect`.

mod commands;
mod connection;
mod emit;
mod error;
mod guard;
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
mod taken;
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
pub use samewire::relay::{Form, read_alone};
pub use samewire::{DecodeError, EncodeError, Limits};
pub use sink::Sent;
pub use stats::{Problem, Stats};
pub use tauri;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
