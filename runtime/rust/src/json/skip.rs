//! Values that nobody asked for.

use super::{Error, Reader, syntax};

/// What is asked of a value that is passed over, besides that its brackets, commas and colons are where they belong.
/// Each method passes over what comes next.
pub(crate) trait Scrutiny {
    /// A string, whose opening quote comes next.
    fn string(&mut self, reader: &mut Reader<'_>) -> Result<(), Error>;

    /// A key, whose opening quote comes next.
    fn key(&mut self, reader: &mut Reader<'_>) -> Result<(), Error>;

    /// A number, whose sign or first digit comes next.
    fn number(&mut self, reader: &mut Reader<'_>) -> Result<(), Error>;
}

/// As serde_json passes over values: surrogates need no partner, and numbers no type that holds them.
struct Lenient;

impl Scrutiny for Lenient {
    fn string(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        reader.pass_string()
    }

    fn key(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        reader.pass_string()
    }

    fn number(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        reader.pass_number().map(drop)
    }
}

impl Reader<'_> {
    /// Passes over a value.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        self.pass_over(&mut Lenient)
    }

    /// Passes over a value, without recursion.
    pub(crate) fn pass_over<S: Scrutiny>(&mut self, scrutiny: &mut S) -> Result<(), Error> {
        let mut open = Open::default();
        loop {
            let mut begun = false;
            match self.peek() {
                Some(b'"') => scrutiny.string(self)?,
                Some(b'-' | b'0'..=b'9') => scrutiny.number(self)?,
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
                let more = match open.is_object() {
                    None => return Ok(()),
                    Some(true) => self.begins_entry(begun)? && self.pass_key(scrutiny)?,
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

    #[inline]
    fn pass_key(&mut self, scrutiny: &mut impl Scrutiny) -> Result<bool, Error> {
        scrutiny.key(self)?;
        self.colon().map(|()| true)
    }
}

/// The arrays and objects that are open, one bit each; memory is asked for where there are more than a word has.
#[derive(Default)]
struct Open {
    /// The innermost ones, the last in the lowest bit.
    word: u64,
    depth: u32,
    /// Full words.
    outer: Vec<u64>,
}

impl Open {
    #[inline]
    fn push(&mut self, object: bool) {
        if self.depth == u64::BITS {
            self.outer.push(self.word);
            self.depth = 0;
        }
        self.word = self.word << 1 | u64::from(object);
        self.depth += 1;
    }

    #[inline]
    fn pop(&mut self) {
        self.word >>= 1;
        self.depth -= 1;
        if self.depth == 0
            && let Some(word) = self.outer.pop()
        {
            (self.word, self.depth) = (word, u64::BITS);
        }
    }

    /// Whether the innermost one is an object; none if nothing is open.
    #[inline]
    fn is_object(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.word & 1 == 1)
    }
}
