//! Values that nobody asked for.

use super::{Error, Reader, syntax};

impl Reader<'_> {
    /// Passes over a value, without recursion.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        // The arrays (false) and objects (true) that are open.
        let mut open = Vec::new();
        loop {
            let mut begun = false;
            match self.peek() {
                Some(b'"') => self.pass_string()?,
                Some(b'-' | b'0'..=b'9') => drop(self.pass_number()?),
                Some(b't') => self.word("true")?,
                Some(b'f') => self.word("false")?,
                Some(b'n') => self.word("null")?,
                Some(byte @ (b'{' | b'[')) => {
                    self.open()?;
                    open.push(byte == b'{');
                    begun = true;
                }
                None => return Err(syntax("the frame ends too early")),
                Some(_) => return Err(syntax("expected a JSON value")),
            }
            loop {
                let more = match open.last() {
                    None => return Ok(()),
                    Some(true) => self.begins_entry(begun)? && self.pass_key()?,
                    Some(false) => self.begins_element(begun)?,
                };
                if more {
                    break;
                }
                open.pop();
                begun = false;
            }
        }
    }

    fn pass_key(&mut self) -> Result<bool, Error> {
        self.pass_string()?;
        if self.peek() != Some(b':') {
            return Err(syntax("expected a colon"));
        }
        self.at += 1;
        Ok(true)
    }
}
