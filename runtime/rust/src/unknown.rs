//! What is kept of an event that the manifest does not know.

use serde::ser::{Error, Serialize, Serializer};

/// An event that the manifest does not know, kept whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Its wire name; none when the frame fits no picture of the manifest.
    pub name: Option<String>,
    /// The frame's JSON: its own text, letter for letter, when it was decoded from text.
    pub raw: String,
}

impl Serialize for Unknown {
    /// Writes the same JSON value; `encode` of the event writes the same text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: serde_json::Value = serde_json::from_str(&self.raw).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}
