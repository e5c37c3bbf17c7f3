//! Frames in formats of serde other than our own text.

use std::fmt::Debug;

use samewire::crates::serde::Serialize;
use samewire::crates::serde::de::DeserializeOwned;
use samewire::crates::serde_json::{self, Value};

/// A format of serde.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The text, read by serde_json.
    Text,
    /// The tree of serde_json.
    Tree,
    /// MessagePack.
    Bytes,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 3] = [Format::Text, Format::Tree, Format::Bytes];
}

/// Reads a frame that is given as JSON in a format; what is written in that format has to be read as the same frame.
pub(crate) fn read<F: Debug + Serialize + DeserializeOwned>(text: &str, format: Format) -> Result<F, String> {
    let tree: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let frame: F = match format {
        Format::Text => serde_json::from_str(text).map_err(|error| error.to_string())?,
        Format::Tree | Format::Bytes => through(&tree, format)?,
    };
    let again: F = through(&frame, format)?;
    let trees = [&frame, &again].map(|frame| serde_json::to_value(frame).map_err(|error| error.to_string()));
    assert_eq!(trees[0], trees[1], "what was written in {format:?} is read as another frame: {text}");
    Ok(frame)
}

/// Writes a value in a format, and reads a frame from it.
fn through<F: DeserializeOwned>(value: &impl Serialize, format: Format) -> Result<F, String> {
    let told = |error: serde_json::Error| error.to_string();
    match format {
        Format::Text => serde_json::from_str(&serde_json::to_string(value).map_err(told)?).map_err(told),
        Format::Tree => serde_json::from_value(serde_json::to_value(value).map_err(told)?).map_err(told),
        Format::Bytes => {
            let bytes = rmp_serde::to_vec(value).map_err(|error| error.to_string())?;
            rmp_serde::from_slice(&bytes).map_err(|error| error.to_string())
        }
    }
}
