//! Strings.

use super::{Error, Reader, syntax};

impl<'de> Reader<'de> {
    /// Reads a string whose opening quote comes next: as a slice of the text, or, if it has escapes, into the scratch.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Option<&'de str>, Error> {
        self.at += 1;
        let start = self.at;
        if !self.plain_uuid() {
            self.plain();
        }
        self.rest_of_string(start)
    }

    #[inline]
    fn rest_of_string(&mut self, start: usize) -> Result<Option<&'de str>, Error> {
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            let text = &self.text[start..self.at];
            self.at += 1;
            return Ok(Some(text));
        }
        self.escaped(start).map(|()| None)
    }

    /// As [`Reader::string`], for a key: few are as long as an id.
    #[cfg(feature = "relay")]
    #[inline]
    pub(super) fn key(&mut self) -> Result<Option<&'de str>, Error> {
        self.at += 1;
        let start = self.at;
        self.short_plain();
        self.rest_of_string(start)
    }

    /// As [`Reader::plain`], sooner where a string ends within eight bytes.
    #[cfg(feature = "relay")]
    #[inline]
    fn short_plain(&mut self) {
        if let Some(chunk) = self.text.as_bytes().get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let found = special_bytes(u64::from_le_bytes(*chunk));
            if found != 0 {
                self.at += found.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        self.plain();
    }

    /// Passes over 36 characters that stand for themselves and end with the string: most strings are ids.
    #[inline]
    fn plain_uuid(&mut self) -> bool {
        let Some(chunk) = self.text.as_bytes()[self.at..].first_chunk::<37>() else { return false };
        let plain =
            chunk[36] == b'"' && !chunk[..36].iter().fold(false, |found, byte| found | is_special(*byte));
        self.at += if plain { 36 } else { 0 };
        plain
    }

    /// Passes over characters that stand for themselves, sixteen bytes at a time, and then eight.
    #[inline]
    fn plain(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(chunk) = bytes.get(self.at..).and_then(<[u8]>::first_chunk::<16>) {
            if has_special_byte(chunk) {
                break;
            }
            self.at += 16;
        }
        while let Some(chunk) = bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let found = special_bytes(u64::from_le_bytes(*chunk));
            if found != 0 {
                self.at += found.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        while bytes.get(self.at).is_some_and(|byte| !is_special(*byte)) {
            self.at += 1;
        }
    }

    /// Passes over a string whose opening quote comes next; surrogates need no partner where nobody looks.
    pub(super) fn pass_string(&mut self) -> Result<(), Error> {
        self.at += 1;
        loop {
            self.plain();
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.pass_escape()?,
                other => return Err(unended(other)),
            }
        }
    }

    /// Passes over a string whose opening quote comes next; it has to be one that [`Reader::string`] reads.
    #[cfg(feature = "relay")]
    #[inline]
    pub(super) fn pass_whole_string(&mut self) -> Result<(), Error> {
        self.at += 1;
        if !self.plain_uuid() {
            self.short_plain();
        }
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => drop(self.escape()?),
                other => return Err(unended(other)),
            }
            self.plain();
        }
    }

    fn pass_escape(&mut self) -> Result<(), Error> {
        self.at += 1;
        let escape = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        match escape {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(()),
            Some(b'u') => self.hex().map(drop),
            _ => Err(syntax("an escape that JSON does not know")),
        }
    }

    #[cold]
    fn escaped(&mut self, start: usize) -> Result<(), Error> {
        self.scratch.clear();
        let mut from = start;
        loop {
            self.scratch.push_str(&self.text[from..self.at]);
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    self.scratch.push(character);
                }
                other => return Err(unended(other)),
            }
            from = self.at;
            self.plain();
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let start = self.at + 1;
        self.pass_escape()?;
        Ok(match self.text.as_bytes()[start] {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at = start + 1;
                return self.code_point();
            }
            byte => char::from(byte),
        })
    }

    fn code_point(&mut self) -> Result<char, Error> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(lone_surrogate);
        }
        if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
            return Err(lone_surrogate());
        }
        self.at += 2;
        match self.hex()? {
            second @ 0xdc00..0xe000 => {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                char::from_u32(code).ok_or_else(lone_surrogate)
            }
            _ => Err(lone_surrogate()),
        }
    }

    fn hex(&mut self) -> Result<u32, Error> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        self.at += digits.len();
        let value =
            digits.iter().try_fold(0, |value, byte| Some(value * 16 + char::from(*byte).to_digit(16)?));
        value.filter(|_| digits.len() == 4).ok_or_else(|| syntax("expected four hexadecimal digits"))
    }
}

/// The place of the first byte that JSON writes with an escape.
#[inline]
pub(super) fn find_special(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        if has_special_byte(chunk) {
            break;
        }
        at += 16;
    }
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let found = special_bytes(u64::from_le_bytes(*chunk));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    bytes[at..].iter().position(|byte| is_special(*byte)).map(|found| at + found)
}

/// Whether a byte does not stand for itself in a string.
#[inline]
fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Compilers turn this into a few vector instructions, as it has no way out in the middle.
#[inline]
fn has_special_byte(chunk: &[u8; 16]) -> bool {
    chunk.iter().fold(false, |found, byte| found | is_special(*byte))
}

/// Marks, by its highest bit, the first byte that is a quote, a backslash or a control character. Bytes behind it may
/// be marked wrongly, as borrows run upwards.
#[inline]
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (control | is_zero(word ^ (ONES * b'"' as u64)) | is_zero(word ^ (ONES * b'\\' as u64))) & (ONES * 0x80)
}

#[cold]
fn unended(byte: Option<&u8>) -> Error {
    match byte {
        None => syntax("the frame ends inside a string"),
        Some(_) => syntax("a control character inside a string"),
    }
}

#[cold]
fn lone_surrogate() -> Error {
    syntax("a surrogate without its partner")
}
