//! Where the frames of pages go.

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
        let taken = match &mut self.send {
            Some(send) => send(sent),
            None => Err("the app takes no frames of pages".to_owned()),
        };
        answer(taken);
    }

    fn reconnect(&mut self) {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect();
        }
    }
}
