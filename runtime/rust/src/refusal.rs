//! Why a server does not do what a client event asks.

use std::fmt;

/// A client event that is refused: a code for programs and a message for people.
///
/// `C` is the type of the field `code` of the event that `wire.error` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal<C = String> {
    /// What programs decide by.
    pub code: C,
    /// What people read. It goes to the client: keep secrets out of it.
    pub message: String,
}

impl<C> Refusal<C> {
    /// A refusal with this code and message.
    pub fn new(code: impl Into<C>, message: impl Into<String>) -> Self {
        Refusal { code: code.into(), message: message.into() }
    }
}

impl<C: fmt::Display> fmt::Display for Refusal<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl<C: fmt::Debug + fmt::Display> std::error::Error for Refusal<C> {}
