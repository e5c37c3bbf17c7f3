//! The way to the pages of a running app.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use samewire::Limits;
use tauri::{Manager, Runtime};

use crate::connection::Connection;
use crate::emit::{Aim, emitted};
use crate::error::Error;
use crate::message::{Detour, Message};
use crate::protocol::Protocol;
#[cfg(feature = "socket")]
use crate::socket::Socket;
use crate::stats::{Problem, Stats, add};
use crate::worker::{Held, Input, Shared};

/// The pages of an app in which the plugin runs. Cheap to clone; any thread may use it, and nothing of it waits.
pub struct Pages<P> {
    inputs: Sender<Input>,
    shared: Arc<Shared>,
    #[cfg(feature = "socket")]
    socket: Option<Socket>,
    protocol: PhantomData<fn() -> P>,
}

impl<P> Clone for Pages<P> {
    fn clone(&self) -> Self {
        Pages {
            inputs: self.inputs.clone(),
            shared: Arc::clone(&self.shared),
            #[cfg(feature = "socket")]
            socket: self.socket.clone(),
            protocol: PhantomData,
        }
    }
}

impl<P: Protocol> Pages<P> {
    pub(crate) fn new(inputs: Sender<Input>, shared: Arc<Shared>) -> Self {
        Pages {
            inputs,
            shared,
            #[cfg(feature = "socket")]
            socket: None,
            protocol: PhantomData,
        }
    }

    #[cfg(feature = "socket")]
    pub(crate) fn with_socket(self, socket: Socket) -> Self {
        Pages { socket: Some(socket), ..self }
    }

    /// Those of this app; none where the plugin is not registered.
    pub fn of<R: Runtime>(manager: &impl Manager<R>) -> Option<Pages<P>> {
        manager.app_handle().try_state::<Pages<P>>().map(|pages| pages.inner().clone())
    }

    /// Hands a frame from the network on, as it came.
    ///
    /// # Errors
    ///
    /// It is too large, too deep or no strict JSON: it is counted and reported, and pages are told. Or the app ends.
    pub fn relay(&self, frame: &str) -> Result<(), Error> {
        self.relayed(None, frame, Box::new(()))
    }

    /// The same on a channel whose picture is `<payload>`: the event's name came beside it.
    ///
    /// # Errors
    ///
    /// As with [`Pages::relay`].
    pub fn relay_payload(&self, name: &str, payload: &str) -> Result<(), Error> {
        self.relayed(Some(name), payload, Box::new(()))
    }

    /// Tells how the connection to the server is, for apps that hold it themselves.
    ///
    /// # Errors
    ///
    /// The app ends.
    pub fn connection(&self, connection: Connection) -> Result<(), Error> {
        self.post(Input::Connection(connection))
    }

    /// The connection to the server, if [`Builder::socket`](crate::Builder::socket) made one.
    #[cfg(feature = "socket")]
    pub fn socket(&self) -> Option<&Socket> {
        self.socket.as_ref()
    }

    /// What has been counted so far.
    pub fn stats(&self) -> Stats {
        self.shared.counters.stats()
    }

    /// The limits of frames.
    pub fn limits(&self) -> Limits {
        self.shared.limits
    }

    /// Counts, reports and tells what was no good frame.
    pub(crate) fn refuse(&self, reason: &str, held: Held) -> Result<(), Error> {
        add(&self.shared.counters.bad);
        self.report(&Problem::BadFrame(reason.to_owned()));
        self.post(Input::Relay(Message::error(reason), held))
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(crate) fn report(&self, problem: &Problem) {
        self.shared.report(problem);
    }

    /// Sends an event of the app's own.
    pub(crate) fn deliver(&self, message: Message, aim: Aim) -> Result<(), Error> {
        self.post(Input::Deliver(message, aim))?;
        add(&self.shared.counters.emitted);
        Ok(())
    }

    pub(crate) fn post(&self, input: Input) -> Result<(), Error> {
        self.inputs.send(input).map_err(|_| Error::Stopped)
    }

    /// Hands a frame on, and drops `held` when it is delivered, or when it never will be.
    pub(crate) fn relayed(&self, name: Option<&str>, text: &str, held: Held) -> Result<(), Error> {
        match Message::relayed::<P>(name, text, self.shared.limits) {
            Err(error) => {
                self.refuse(&error.to_string(), held)?;
                Err(Error::Frame(error))
            }
            Ok((message, detour)) => {
                self.shared.counters.count_relayed(detour);
                if detour == Some(Detour::NotCarried) {
                    return Ok(());
                }
                self.post(Input::Relay(message, held))
            }
        }
    }
}

/// Hands a frame from the network to all pages, as it came; without the plugin, to those that listen just now.
///
/// # Errors
///
/// As with [`Pages::relay`].
pub fn relay<P: Protocol, R: Runtime>(manager: &impl Manager<R>, frame: &str) -> Result<(), Error> {
    handed_on::<P, R>(manager, None, frame)
}

/// The same for the payload of an event whose name came beside it.
///
/// # Errors
///
/// As with [`Pages::relay`].
pub fn relay_payload<P: Protocol, R: Runtime>(
    manager: &impl Manager<R>,
    name: &str,
    payload: &str,
) -> Result<(), Error> {
    handed_on::<P, R>(manager, Some(name), payload)
}

fn handed_on<P: Protocol, R: Runtime>(
    manager: &impl Manager<R>,
    name: Option<&str>,
    text: &str,
) -> Result<(), Error> {
    if let Some(pages) = Pages::<P>::of(manager) {
        return pages.relayed(name, text, Box::new(()));
    }
    let (message, _) = Message::relayed::<P>(name, text, Limits::default())?;
    emitted(message, manager.app_handle(), &Aim::All).map_err(Error::Tauri)
}
