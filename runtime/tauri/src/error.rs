//! Why an event does not reach a page.

use std::fmt;

use samewire::{DecodeError, EncodeError};

/// Why an event was not handed to the pages.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The frame is larger or deeper than the limits, or no strict JSON. It is counted, reported and told to the pages.
    Frame(DecodeError),
    /// The event holds what no reader would take.
    Encode(EncodeError),
    /// The manifest says `tauri: false` of it.
    NotCarried,
    /// The plugin has stopped: the app ends.
    Stopped,
    /// Tauri refuses.
    Tauri(tauri::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Frame(error) => write!(f, "a bad frame: {error}"),
            Error::Encode(error) => write!(f, "an event that cannot be written: {error}"),
            Error::NotCarried => f.write_str("an event of which the manifest says `tauri: false`"),
            Error::Stopped => f.write_str("the plugin has stopped"),
            Error::Tauri(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Frame(error) => Some(error),
            Error::Encode(error) => Some(error),
            Error::Tauri(error) => Some(error),
            Error::NotCarried | Error::Stopped => None,
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Error::Frame(error)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Error::Encode(error)
    }
}

impl From<tauri::Error> for Error {
    fn from(error: tauri::Error) -> Self {
        Error::Tauri(error)
    }
}
