//! The thread that owns what is delivered.
//!
//! It is never the main thread: there Tauri evaluates at once, and would overtake what other threads have queued.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::Receiver;

use samewire::Limits;
use samewire::frame::Picture;
use samewire::relay::relay;

use crate::connection::Connection;
use crate::emit::{Aim, Outlet};
use crate::message::Message;
use crate::sink::{Answer, Sent, Sink};
use crate::stats::{Counters, Problem, Reporter, add};
use crate::stream::{Outcome, Page, Ready, Stream};

/// What the worker is asked for.
pub(crate) enum Input {
    Deliver(Message, Aim),
    /// What came from the network, and what is held until it is delivered.
    Relay(Message, Held),
    Connection(Connection),
    Load(Page),
    /// The window with this label is gone.
    Close(String),
    Ready(Ready),
    Send {
        webview: String,
        frame: String,
        answer: Answer,
    },
    Reconnect,
    Stop,
}

/// Something of who hands a frame on, who hears by its end that the frame is delivered.
pub(crate) type Held = Box<dyn Any + Send>;

/// What others may see of a plugin that runs.
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    pub(crate) counters: Counters,
    pub(crate) reporter: Reporter,
}

impl Shared {
    /// Reports a problem. A reporter that panics harms nobody: there is none to report it to.
    pub(crate) fn report(&self, problem: &Problem) {
        let _ = catch_unwind(AssertUnwindSafe(|| (self.reporter)(problem)));
    }
}

pub(crate) struct Worker<O> {
    pub(crate) stream: Stream<O>,
    pub(crate) sink: Box<dyn Sink>,
    /// Those of the events from the client.
    pub(crate) pictures: &'static [Picture],
    pub(crate) shared: Arc<Shared>,
}

impl<O: Outlet> Worker<O> {
    /// Does what it is asked for, in order, until it shall stop.
    pub(crate) fn run(mut self, inputs: &Receiver<Input>) {
        while let Ok(input) = inputs.recv() {
            if matches!(input, Input::Stop) {
                return;
            }
            // Handlers of the app run in here, and listeners that it has registered with Tauri itself.
            if catch_unwind(AssertUnwindSafe(|| self.take(input))).is_err() {
                self.shared.report(&Problem::Panicked);
            }
        }
    }

    fn take(&mut self, input: Input) {
        let outcome = match input {
            Input::Deliver(message, aim) => self.stream.deliver(message, aim),
            Input::Relay(message, _held) => self.stream.deliver(message, Aim::All),
            Input::Connection(connection) => self.stream.connect(connection),
            Input::Ready(ready) => self.stream.ready(&ready),
            Input::Load(page) => return self.stream.load(&page),
            Input::Close(window) => return self.stream.close(&window),
            Input::Send { webview, frame, answer } => return self.send(webview, frame, answer),
            Input::Reconnect => return self.sink.reconnect(),
            Input::Stop => return,
        };
        self.note(outcome);
    }

    fn note(&self, outcome: Outcome) {
        if outcome.dropped > 0 {
            let before = self.shared.counters.dropped.fetch_add(outcome.dropped, Relaxed);
            let after = before + outcome.dropped;
            // One report for each of them would be a flood.
            if before.checked_ilog2() != after.checked_ilog2() {
                self.shared.report(&Problem::Dropped(after));
            }
        }
        if let Some(error) = outcome.error {
            self.shared.report(&Problem::NotEmitted(error));
        }
    }

    fn send(&mut self, webview: String, frame: String, answer: Answer) {
        let shared = Arc::clone(&self.shared);
        let named = webview.clone();
        let answer: Answer = Box::new(move |taken| {
            match &taken {
                Ok(()) => add(&shared.counters.sent),
                Err(reason) => {
                    add(&shared.counters.refused);
                    shared.report(&Problem::BadSend { webview: named, reason: reason.clone() });
                }
            }
            answer(taken);
        });
        match relay(&frame, self.pictures, self.shared.limits) {
            Ok(_) => self.sink.send(Sent { webview, frame }, answer),
            Err(error) => answer(Err(error.to_string())),
        }
    }
}
