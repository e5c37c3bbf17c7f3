//! What the generator makes of every manifest in `tests/cases`: a module for each, and a table to run them by.

pub use samewire::Direction;

/// What reads a frame of a direction and writes it again.
pub type Run = fn(Direction, &str) -> Result<Read, Refused>;

/// A frame that was read.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// What encoding it gives, or why it cannot be written.
    pub written: Result<String, Refused>,
    /// How the event prints.
    pub debug: String,
    /// The manifest does not know the event.
    pub unknown: bool,
}

/// A frame that was refused.
#[derive(Debug, PartialEq)]
pub struct Refused {
    /// The member at fault.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// The two enums of a case behind one function.
macro_rules! run {
    ($case:ident) => {
        |direction, text| match direction {
            Direction::Server => run!($case, ServerFrame, ServerEvent, text),
            Direction::Client => run!($case, ClientFrame, ClientEvent, text),
        }
    };
    ($case:ident, $frame:ident, $event:ident, $text:ident) => {{
        let frame = $case::$frame::decode($text)
            .map_err(|error| Refused { path: error.path().to_owned(), reason: error.reason().to_owned() })?;
        let written = frame
            .encode()
            .map_err(|error| Refused { path: error.path().to_owned(), reason: error.reason().to_owned() });
        let unknown = matches!(frame.event, $case::$event::Unknown(_));
        Ok(Read { written, debug: format!("{:?}", frame.event), unknown })
    }};
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
