//! The hearing of events in Rust.

use samewire::frame::Frame;
use samewire::relay::{read, read_payload};
use samewire::{DecodeError, Limits};
use tauri::{EventId, Listener, Manager, Runtime};

use crate::guard::Guard;
use crate::pages::Pages;
use crate::protocol::Protocol;

/// The payload of an event that has a Tauri name. Generated.
pub trait Listen<P: Protocol>: Sized {
    /// The Tauri name.
    const NAME: &'static str;

    /// Reads what Tauri hands to listeners in Rust: JSON.
    ///
    /// # Errors
    ///
    /// It is no such event.
    fn decode(json: &str, limits: Limits) -> Result<Self, DecodeError>;

    /// Hears each such event; what cannot be read is an error for the handler to judge. `manager.unlisten(id)` ends it.
    ///
    /// The handler runs where the event is sent: on the thread of the plugin, mostly. Events wait for it. If it panics,
    /// that is reported, and it hears the next event. Of a listener that is registered with Tauri itself, a panic makes
    /// all listeners in Rust deaf for good: Tauri holds a lock while it calls them.
    fn listen<R: Runtime, M: Listener<R> + Manager<R>>(
        manager: &M,
        handler: impl Fn(Result<Self, DecodeError>) + Send + 'static,
    ) -> EventId {
        let (limits, guard) = hearing::<P, R>(manager);
        manager.listen(Self::NAME, move |event| {
            guard.run(|| handler(Self::decode(event.payload(), limits)));
        })
    }

    /// Hears one such event, as [`Listen::listen`] does.
    fn once<R: Runtime, M: Listener<R> + Manager<R>>(
        manager: &M,
        handler: impl FnOnce(Result<Self, DecodeError>) + Send + 'static,
    ) -> EventId {
        let (limits, guard) = hearing::<P, R>(manager);
        manager.once(Self::NAME, move |event| {
            guard.run(|| handler(Self::decode(event.payload(), limits)));
        })
    }
}

fn hearing<P: Protocol, R: Runtime>(manager: &impl Manager<R>) -> (Limits, Guard) {
    let pages = Pages::<P>::of(manager);
    (pages.as_ref().map_or_else(Limits::default, Pages::limits), Guard::of(pages.as_ref()))
}

/// Reads the payload of the event with this index in [`Event::TAGS`](samewire::frame::Event::TAGS) from what a page
/// gets of it. For generated code.
///
/// # Errors
///
/// It is no such event.
pub fn read_event<P, F, T>(index: usize, json: &str, limits: Limits) -> Result<T, DecodeError>
where
    P: Protocol,
    F: Frame<Event = P::Server>,
    T: TryFrom<P::Server>,
{
    read::<F, T>(P::FORM, index, json, limits)
}

/// As [`read_event`], where names travel beside payloads.
///
/// # Errors
///
/// It is no such event.
pub fn read_channel_event<P, T>(index: usize, json: &str, limits: Limits) -> Result<T, DecodeError>
where
    P: Protocol,
    T: TryFrom<P::Server>,
{
    read_payload::<P::Server, T>(P::FORM, index, json, limits)
}
