//! Numbers.

use super::{Error, Reader, syntax};

/// A number, as serde wants it told.
pub(super) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Reader<'_> {
    /// Reads a number that begins here.
    pub(super) fn number(&mut self) -> Result<Number, Error> {
        let start = self.at;
        let integer = self.pass_number()?;
        let text = &self.text[start..self.at];
        if integer && text != "-0" {
            if let Ok(value) = text.parse() {
                return Ok(Number::Unsigned(value));
            }
            if let Ok(value) = text.parse() {
                return Ok(Number::Signed(value));
            }
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Number::Float(value)),
            _ => Err(syntax("a number too large to hold")),
        }
    }

    /// Passes over a number, and says whether it is written as an integer.
    pub(super) fn pass_number(&mut self) -> Result<bool, Error> {
        self.pass(b"-");
        match self.byte() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return Err(syntax("expected a digit")),
        }
        if matches!(self.byte(), Some(b'0'..=b'9')) {
            return Err(syntax("a number does not begin with 0"));
        }
        let fraction = self.pass(b".");
        if fraction {
            self.digits()?;
        }
        let exponent = self.pass(b"eE");
        if exponent {
            self.pass(b"+-");
            self.digits()?;
        }
        Ok(!fraction && !exponent)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn pass(&mut self, any: &[u8]) -> bool {
        let passes = self.byte().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(passes);
        passes
    }

    fn digits(&mut self) -> Result<(), Error> {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(syntax("expected a digit")) } else { Ok(()) }
    }
}
