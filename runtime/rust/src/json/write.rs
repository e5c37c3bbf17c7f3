//! A writer of JSON text for serde: byte for byte what serde_json writes, up to 1.4 times as fast for frames
//! (`docs/performance.md`). It writes what codecs and free JSON values are made of; keys are always strings.

use std::fmt::{self, Write};

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::{Error, string, syntax};

/// The text that is being written.
pub(crate) struct Output {
    text: String,
}

/// Writes a value as JSON text.
pub(crate) fn to_string<T: Serialize>(value: &T) -> Result<String, Error> {
    text(|output| value.serialize(output))
}

/// The text that is written.
pub(crate) fn text(write: impl FnOnce(&mut Output) -> Result<(), Error>) -> Result<String, Error> {
    let mut output = Output { text: String::with_capacity(256) };
    write(&mut output)?;
    Ok(output.text)
}

/// A text as a JSON string.
#[cfg(feature = "relay")]
pub(crate) fn quoted(text: &str) -> String {
    let mut output = Output { text: String::with_capacity(text.len() + text.len() / 4) };
    output.string(text);
    output.text
}

impl Output {
    fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some(at) = string::find_special(rest.as_bytes()) {
            self.text.push_str(&rest[..at]);
            self.escape(rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.text.push_str("\\\""),
            b'\\' => self.text.push_str("\\\\"),
            0x08 => self.text.push_str("\\b"),
            0x0c => self.text.push_str("\\f"),
            b'\n' => self.text.push_str("\\n"),
            b'\r' => self.text.push_str("\\r"),
            b'\t' => self.text.push_str("\\t"),
            _ => write!(self.text, "\\u{byte:04x}").expect("a string takes all"),
        }
    }

    fn display(&mut self, value: impl fmt::Display) {
        write!(self.text, "{value}").expect("a string takes all");
    }

    /// Floats as serde_json has them: the shortest digits that read back equal.
    fn float(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(|error| syntax(&error.to_string()))?;
        self.text.push_str(&text);
        Ok(())
    }
}

macro_rules! displayed {
    ($($method:ident $int:ident)*) => {$(
        fn $method(self, value: $int) -> Result<(), Error> {
            self.display(value);
            Ok(())
        }
    )*};
}

impl<'o> Serializer for &'o mut Output {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Elements<'o>;
    type SerializeTuple = Elements<'o>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Entries<'o>;
    type SerializeStruct = Entries<'o>;
    type SerializeStructVariant = Impossible<(), Error>;

    displayed! {
        serialize_bool bool
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_i128 i128
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
        serialize_u128 u128
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(derived())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'o>, Error> {
        self.text.push('[');
        Ok(Elements { output: self, first: true })
    }

    fn serialize_tuple(self, length: usize) -> Result<Elements<'o>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Impossible<(), Error>, Error> {
        Err(derived())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(derived())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'o>, Error> {
        self.text.push('{');
        Ok(Entries { output: self, first: true })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Entries<'o>, Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Error>, Error> {
        Err(derived())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.string(&value.to_string());
        Ok(())
    }
}

#[cold]
fn derived() -> Error {
    syntax("a type that no codec is made of")
}

/// The elements of an array.
pub(crate) struct Elements<'o> {
    output: &'o mut Output,
    first: bool,
}

impl Elements<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if !std::mem::replace(&mut self.first, false) {
            self.output.text.push(',');
        }
        value.serialize(&mut *self.output)
    }

    fn finish(self) {
        self.output.text.push(']');
    }
}

impl SerializeSeq for Elements<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

impl SerializeTuple for Elements<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

/// The entries of an object.
pub(crate) struct Entries<'o> {
    output: &'o mut Output,
    first: bool,
}

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        if !std::mem::replace(&mut self.first, false) {
            self.output.text.push(',');
        }
        key.serialize(&mut *self.output)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.output.text.push(':');
        value.serialize(&mut *self.output)
    }

    fn end(self) -> Result<(), Error> {
        self.output.text.push('}');
        Ok(())
    }
}

impl SerializeStruct for Entries<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        SerializeMap::serialize_entry(self, key, value)
    }

    fn end(self) -> Result<(), Error> {
        SerializeMap::end(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[track_caller]
    fn check(value: &Value) {
        assert_eq!(super::to_string(value).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn writes_as_serde_json() {
        check(&json!({}));
        check(&json!([]));
        check(&json!({"a": [1, -2, 1.5, 1e300, 0.1, null, true, false, "x"], "b": {"c": {}, "d": []}}));
        check(&json!([u64::MAX, i64::MIN, 1.0, -0.0, 5e-324, 123456789.125]));
        for code in (0..0x300).chain([0x2028, 0x2029, 0xfffd, 0x1f600]) {
            let character = char::from_u32(code).unwrap();
            check(&json!(character.to_string()));
            check(&json!(format!("some text before {character} and some behind it")));
            check(&json!({format!("key {character}"): format!("{character}{character}")}));
        }
    }
}
