//! What the generator makes of every manifest in `tests/cases`: a module for each, and a table to run them by.

mod formats;

pub use formats::Format;
pub use samewire::Direction;

/// A manifest of `tests/cases`.
pub struct Case {
    /// The name of its folder.
    pub name: &'static str,
    /// Reads and writes frames of text.
    pub run: Run,
    /// Reads and writes frames of other formats.
    pub run_in: RunIn,
}

/// What reads a frame of JSON text in another format and writes it as text; none where the name travels beside the
/// payload.
pub type RunIn = fn(Direction, &str, Format) -> Option<Result<Read, String>>;

/// What reads a frame of a direction and writes it again; the name is that of the channel, where it travels beside the
/// frame.
pub type Run = fn(Direction, Option<&str>, &str) -> Result<Read, Refused>;

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

impl From<samewire::DecodeError> for Refused {
    fn from(error: samewire::DecodeError) -> Self {
        Refused { path: error.path().to_owned(), reason: error.reason().to_owned() }
    }
}

impl From<samewire::EncodeError> for Refused {
    fn from(error: samewire::EncodeError) -> Self {
        Refused { path: error.path().to_owned(), reason: error.reason().to_owned() }
    }
}

/// The two enums of a case behind its functions.
macro_rules! case {
    ($name:literal, $case:ident, $server:ident, $client:ident) => {
        Case {
            name: $name,
            run: |direction, name, text| match direction {
                Direction::Server => $server!($case, ServerFrame, ServerEvent, name, text),
                Direction::Client => $client!($case, ClientFrame, ClientEvent, name, text),
            },
            run_in: |direction, text, format| match direction {
                Direction::Server => $server!($case, ServerFrame, ServerEvent, text in format),
                Direction::Client => $client!($case, ClientFrame, ClientEvent, text in format),
            },
        }
    };
}

/// The name stands in the frame.
macro_rules! framed {
    ($case:ident, $frame:ident, $event:ident, $name:ident, $text:ident) => {{
        assert_eq!($name, None, "the name stands in the frame");
        let frame = $case::$frame::decode($text)?;
        Ok(framed!($case, $event, frame))
    }};
    ($case:ident, $frame:ident, $event:ident, $text:ident in $format:ident) => {
        Some(formats::read::<$case::$frame>($text, $format).map(|frame| framed!($case, $event, frame)))
    };
    ($case:ident, $event:ident, $read:ident) => {
        Read {
            written: $read.encode().map_err(Refused::from),
            debug: format!("{:?}", $read.event),
            unknown: matches!($read.event, $case::$event::Unknown(_)),
        }
    };
}

/// The name travels beside the payload.
macro_rules! channel {
    ($case:ident, $frame:ident, $event:ident, $name:ident, $text:ident) => {{
        let event = $case::$event::decode($name.expect("the name of the channel"), $text)?;
        assert_eq!(event.name(), $name);
        let unknown = matches!(event, $case::$event::Unknown(_));
        Ok(Read { written: event.encode().map_err(Refused::from), debug: format!("{event:?}"), unknown })
    }};
    ($case:ident, $frame:ident, $event:ident, $text:ident in $format:ident) => {{
        let _ = ($text, $format);
        None
    }};
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
