//! Where the frames of pages go.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A frame that a page sends to the server: strict JSON within the limits, of an event that may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// The label of the webview that sends it.
    pub webview: String,
    /// The text of the frame.
    pub frame: String,
}

/// Tells the page what became of its frame: taken, or why not.
pub(crate) type Answer = Box<dyn FnOnce(Result<(), String>) + Send>;

/// Takes the frames of pages.
pub(crate) trait Sink: Send {
    fn send(&mut self, sent: Sent, answer: Answer);

    /// A page asks for another attempt to connect.
    fn reconnect(&mut self);
}

/// Closures of the app take them, if there are any.
#[derive(Default)]
pub(crate) struct Handlers {
    pub(crate) send: Option<OnSend>,
    pub(crate) reconnect: Option<OnReconnect>,
}

pub(crate) type OnSend = Box<dyn FnMut(Sent) -> Result<(), String> + Send>;

pub(crate) type OnReconnect = Box<dyn FnMut() + Send>;

impl Sink for Handlers {
    fn send(&mut self, sent: Sent, answer: Answer) {
        let Some(send) = &mut self.send else {
            return answer(Err("the app takes no frames of pages".to_owned()));
        };
        // The page waits for an answer in any case.
        match catch_unwind(AssertUnwindSafe(|| send(sent))) {
            Ok(taken) => answer(taken),
            Err(panic) => {
                answer(Err("the app's handler panicked".to_owned()));
                resume_unwind(panic);
            }
        }
    }

    fn reconnect(&mut self) {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect();
        }
    }
}
