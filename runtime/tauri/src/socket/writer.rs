//! The writing half of a connection: it never makes the reading half wait.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};

/// Takes messages to be written.
pub(super) struct Writer {
    messages: Option<mpsc::UnboundedSender<Message>>,
    lag: Arc<AtomicUsize>,
}

impl Writer {
    /// A writer, and what writes as long as it is awaited.
    pub(super) fn new<B: AsyncRead + AsyncWrite + Unpin>(
        sink: SplitSink<WebSocketStream<B>, Message>,
    ) -> (Writer, impl Future<Output = Result<(), Error>>) {
        let (messages, receiver) = mpsc::unbounded_channel();
        let lag = Arc::new(AtomicUsize::new(0));
        (Writer { messages: Some(messages), lag: Arc::clone(&lag) }, written(sink, receiver, lag))
    }

    /// How many bytes wait for the network.
    pub(super) fn lag(&self) -> usize {
        self.lag.load(Relaxed)
    }

    pub(super) fn write(&self, frame: String) {
        self.lag.fetch_add(frame.len(), Relaxed);
        self.put(Message::text(frame));
    }

    pub(super) fn beat(&self) {
        self.put(Message::Ping(Bytes::new()));
    }

    /// Says goodbye, and writes no more.
    pub(super) fn close(&mut self) {
        self.put(Message::Close(Some(CloseFrame { code: CloseCode::Normal, reason: "".into() })));
        self.messages = None;
    }

    fn put(&self, message: Message) {
        if let Some(messages) = &self.messages {
            // When it writes no more, the connection is about to be given up.
            let _ = messages.send(message);
        }
    }
}

async fn written<B: AsyncRead + AsyncWrite + Unpin>(
    mut sink: SplitSink<WebSocketStream<B>, Message>,
    mut messages: mpsc::UnboundedReceiver<Message>,
    lag: Arc<AtomicUsize>,
) -> Result<(), Error> {
    while let Some(message) = messages.recv().await {
        let bytes = if message.is_text() { message.len() } else { 0 };
        sink.feed(message).await?;
        if messages.is_empty() {
            sink.flush().await?;
        }
        lag.fetch_sub(bytes, Relaxed);
    }
    Ok(())
}
