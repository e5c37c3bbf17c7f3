//! Limits on a frame's text.

use crate::error::DecodeError;

/// How large and how deep a frame may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that a frame's text may have (1 MiB).
    pub bytes: usize,
    /// The most arrays and objects that may lie inside one another (64). They are read by recursion: some thousands
    /// need a larger stack than threads have.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 1 << 20, depth: 64 }
    }
}

impl Limits {
    pub(crate) fn check_size(self, text: &[u8]) -> Result<(), DecodeError> {
        if text.len() > self.bytes {
            return Err(DecodeError::new(format!("larger than {} bytes", self.bytes)));
        }
        Ok(())
    }
}
