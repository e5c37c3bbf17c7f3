//! Values that are passed over and have to be as good as if they were read.

use std::borrow::Cow;

use super::skip::Scrutiny;
use super::{Error, Reader};

/// Judges as the reader does where it makes values: surrogates have their partners, and numbers are finite.
#[derive(Default)]
pub(crate) struct Strict {
    /// A key was `__proto__`, however it is written.
    pub(crate) has_proto: bool,
}

impl Strict {
    /// Notes a key that was read.
    #[inline]
    pub(crate) fn note(&mut self, key: &str) {
        self.has_proto |= key == "__proto__";
    }
}

impl Scrutiny for Strict {
    #[inline]
    fn string(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        reader.pass_whole_string()
    }

    #[inline]
    fn key(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        match reader.key()? {
            Some(key) => self.note(key),
            None => self.note(&reader.scratch),
        }
        Ok(())
    }

    #[inline]
    fn number(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        let start = reader.at;
        let integer = reader.pass_number()?;
        let text = &reader.text.as_bytes()[start..reader.at];
        let has_exponent = !integer && text.iter().any(|byte| matches!(byte, b'e' | b'E'));
        if text.len() <= f64::MAX_10_EXP as usize && !has_exponent {
            return Ok(());
        }
        reader.at = start;
        reader.number().map(drop)
    }
}

/// What a walk through a text needs, besides [`Reader::pass_over`].
impl<'de> Reader<'de> {
    /// The place that was reached.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// On to the end of a value that begins here.
    pub(crate) fn go_to(&mut self, end: usize) {
        self.at = end;
    }

    /// The next key of an object that was opened, and the colon behind it; none at its end.
    #[inline]
    pub(crate) fn next_key(
        &mut self,
        first: bool,
        strict: &mut Strict,
    ) -> Result<Option<Cow<'de, str>>, Error> {
        if !self.begins_entry(first)? {
            return Ok(None);
        }
        let key = match self.key()? {
            Some(key) => Cow::Borrowed(key),
            None => Cow::Owned(self.scratch.clone()),
        };
        strict.note(&key);
        self.colon()?;
        Ok(Some(key))
    }

    /// The string that comes next.
    #[inline]
    pub(crate) fn next_string(&mut self) -> Result<Cow<'de, str>, Error> {
        Ok(match self.string()? {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.scratch.clone()),
        })
    }
}
