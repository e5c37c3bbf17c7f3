//! The ways to the page.

use samewire::Timestamp;
use samewire_tauri::{Connection, Emit, Error, Pages};
use tauri::{AppHandle, Emitter};

use crate::app::types::{StreamEvent, StreamEventChunk};
use crate::broken::{Break, without};
use crate::{app, app_desktop, events, events_desktop};

/// Puts events into their envelopes, and sends them on their way.
pub struct Delivery {
    app: AppHandle,
    broken: Option<Break>,
    /// How many envelopes there were.
    count: u64,
}

impl Delivery {
    pub fn new(app: AppHandle, broken: Option<Break>) -> Delivery {
        Delivery { app, broken, count: 0 }
    }

    /// Something that the app itself has to say.
    pub fn own(&mut self, at: Timestamp, event: app::ServerEvent) -> Result<(), Error> {
        let frame = app::ServerFrame::new(event, self.id("app"), at);
        self.own_frame(&frame)
    }

    /// The same with its envelope.
    pub fn own_frame(&self, frame: &app::ServerFrame) -> Result<(), Error> {
        match (&self.broken, &frame.event) {
            (Some(Break::OldName), app::ServerEvent::Connection(_)) => {
                Ok(self.app.emit_str("connection-event", frame.encode()?)?)
            }
            (
                Some(Break::FreshIds),
                app::ServerEvent::Stream(app::server::Stream(StreamEvent::Chunk(piece))),
            ) => {
                let (stream_id, mut frame) = (format!("{}-{}", piece.stream_id, piece.index), frame.clone());
                let piece = StreamEventChunk { stream_id, ..piece.clone() };
                frame.event = app::server::Stream(piece.into()).into();
                frame.emit(&self.app)
            }
            (Some(Break::DropField(path)), _) => {
                app_desktop::relay(&self.app, &without(&frame.encode()?, path))
            }
            _ => frame.emit(&self.app),
        }
    }

    /// Something that the server says.
    pub fn server(&mut self, at: Timestamp, event: events::ServerEvent) -> Result<(), Error> {
        let frame = events::ServerFrame::new(event, self.id("server"), at).encode()?;
        self.wire(&frame)
    }

    /// A frame from the network.
    pub fn wire(&self, frame: &str) -> Result<(), Error> {
        match &self.broken {
            Some(Break::DropField(path)) => events_desktop::relay(&self.app, &without(frame, path)),
            _ => events_desktop::relay(&self.app, frame),
        }
    }

    /// How the connection to the server is.
    pub fn connection(&self, connection: Connection) -> Result<(), Error> {
        match Pages::<events_desktop::Desktop>::of(&self.app) {
            Some(pages) => pages.connection(connection),
            None => Ok(()),
        }
    }

    fn id(&mut self, of: &str) -> String {
        self.count += 1;
        format!("{of}-{:05}", self.count)
    }
}
