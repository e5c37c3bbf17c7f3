//! Why a frame was refused, on reading or on writing. No message ever holds a value from the frame.

use std::fmt;

use crate::context::Context;
use crate::json;

/// A frame that could not be read: where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    reason: String,
    position: Option<(usize, usize)>,
}

impl DecodeError {
    /// The path of the member that was refused, in wire names: `message.attachments[0].id`; empty for the frame
    /// itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected, and what was there instead; never the value itself.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Line and column in the frame's text, both from 1, where the text is at hand. The column counts bytes.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.position
    }

    pub(crate) fn new(reason: impl Into<String>) -> Self {
        DecodeError { path: String::new(), reason: reason.into(), position: None }
    }

    /// The same with line and column.
    #[cfg(feature = "relay")]
    pub(crate) fn at(self, position: (usize, usize)) -> Self {
        DecodeError { position: Some(position), ..self }
    }

    pub(crate) fn from_text(error: &json::Error, position: (usize, usize), context: &Context) -> Self {
        DecodeError {
            path: context.path(),
            reason: plain_reason(&error.to_string()),
            position: Some(position),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&located(&self.path, &self.reason))?;
        match self.position {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// An event that could not be written: where, and why. Writers refuse what readers cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    path: String,
    reason: String,
}

impl EncodeError {
    /// The path of the member that was refused, in wire names.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why it cannot be written; never the value itself.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub(crate) fn from_json(error: &json::Error, context: &Context) -> Self {
        EncodeError { path: context.path(), reason: error.to_string() }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&located(&self.path, &self.reason))
    }
}

impl std::error::Error for EncodeError {}

/// What was written is refused by its reader: raw JSON that is none, or text for an unknown event.
#[cfg(feature = "relay")]
impl From<DecodeError> for EncodeError {
    fn from(error: DecodeError) -> Self {
        EncodeError { path: error.path, reason: error.reason }
    }
}

/// A text that is no value of a closed enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownValue;

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no value of the enum has this text")
    }
}

impl std::error::Error for UnknownValue {}

/// The path and the reason as one line.
pub(crate) fn located(path: &str, reason: &str) -> String {
    if path.is_empty() { reason.to_owned() } else { format!("{path}: {reason}") }
}

/// serde's words without the value that they quote: ``invalid type: string "x", expected uuid`` becomes
/// `expected uuid, got string`.
pub(crate) fn plain_reason(text: &str) -> String {
    let quoted = text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "));
    let Some((found, expected)) = quoted.and_then(|rest| rest.rsplit_once(", expected ")) else {
        return text.to_owned();
    };
    // The position that serde_json writes behind its message has to survive.
    let (expected, position) = position_cut(expected);
    format!("expected {expected}, got {}{position}", json_kind(found))
}

fn position_cut(text: &str) -> (&str, &str) {
    text.find(" at line ").map_or((text, ""), |at| text.split_at(at))
}

fn json_kind(unexpected: &str) -> &'static str {
    match unexpected.split([' ', '`']).next().unwrap_or_default() {
        "string" | "character" => "string",
        "integer" | "floating" | "number" => "number",
        "boolean" => "boolean",
        "sequence" => "array",
        "map" | "newtype" => "object",
        "byte" => "bytes",
        _ => "null",
    }
}

#[cfg(test)]
mod tests {
    use super::plain_reason;

    #[test]
    fn quotes_no_value() {
        let text = r#"invalid type: string "a, expected b", expected uuid at line 1 column 9"#;
        assert_eq!(plain_reason(text), "expected uuid, got string at line 1 column 9");
        assert_eq!(plain_reason("invalid type: integer `5`, expected uuid"), "expected uuid, got number");
        assert_eq!(
            plain_reason("invalid type: floating point `5.5`, expected uuid"),
            "expected uuid, got number"
        );
        assert_eq!(plain_reason("invalid type: null, expected uuid"), "expected uuid, got null");
        assert_eq!(plain_reason("invalid type: sequence, expected uuid"), "expected uuid, got array");
        assert_eq!(plain_reason("invalid type: map, expected uuid"), "expected uuid, got object");
        assert_eq!(plain_reason("missing"), "missing");
    }
}
