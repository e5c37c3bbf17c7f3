//! Frames of any format of serde. There is no text to read twice, so what cannot be read at once is put aside.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Beside, Event, Frame};
use crate::content::{Content, ContentVisitor};
use crate::context::Context;
use crate::impls::told;
use crate::object::{Members, keep};
use crate::unknown::Unknown;

/// Reads a frame in any format of serde; an error's text names the path, and no value.
pub fn deserialize<'de, F: Frame, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error> {
    let context = Context::default();
    let visitor = FrameVisitor::<F> { context: &context, frame: PhantomData };
    deserializer.deserialize_any(visitor).map_err(|error| told(&error, &context))
}

struct FrameVisitor<'c, F> {
    context: &'c Context,
    frame: PhantomData<F>,
}

impl<'de, F: Frame> Visitor<'de> for FrameVisitor<'_, F> {
    type Value = F;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<F, A::Error> {
        let mut early = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let index = F::KEYS.iter().position(|known| *known == key);
            let value: Content = map.next_value()?;
            match (index, &value) {
                (Some(0), Content::Text(name)) => {
                    if let Some(index) = F::Event::NAMES.find(name) {
                        let members = Members::new(map, self.context, F::KEYS, kept::<F>(early));
                        return self.known(index, members);
                    }
                }
                (Some(1..), _) => {
                    early.push((Content::Text(key), value));
                    continue;
                }
                _ => {}
            }
            early.push((Content::Text(key), value));
            return self.rest(map, early);
        }
        self.read_whole(early)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<F, A::Error> {
        self.no_event(&ContentVisitor.visit_seq(seq)?)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<F, E> {
        self.no_event(&Content::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<F, E> {
        self.no_event(&Content::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<F, E> {
        self.no_event(&Content::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<F, E> {
        self.no_event(&Content::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<F, E> {
        self.no_event(&Content::Float(value))
    }

    fn visit_unit<E: Error>(self) -> Result<F, E> {
        self.no_event(&Content::Null)
    }
}

type Entries = Vec<(Content, Content)>;

impl<F: Frame> FrameVisitor<'_, F> {
    fn known<'de, A: MapAccess<'de>>(self, index: usize, mut members: Members<'_, A>) -> Result<F, A::Error> {
        let mut event = None;
        F::Event::read(index, &mut members, &mut event)?;
        let mut beside = Beside { keys: F::KEYS, kept: members.into_kept(), context: self.context };
        Ok(F::assemble(event.expect("it was read"), F::fields(&mut beside, true)?))
    }

    /// Puts the rest of the frame aside.
    fn rest<'de, A: MapAccess<'de>>(self, mut map: A, mut entries: Entries) -> Result<F, A::Error> {
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        self.read_whole(entries)
    }

    fn read_whole<E: Error>(self, entries: Entries) -> Result<F, E> {
        let mut names = entries.iter().filter(|(key, _)| is_text(key, F::KEYS[0])).map(|(_, value)| value);
        let name = names.next();
        if names.next().is_some() {
            self.context.in_field(F::KEYS[0]);
            return Err(E::custom("given twice"));
        }
        let Some(Content::Text(name)) = name else { return self.no_event(&Content::Map(entries)) };
        match F::Event::NAMES.find(name) {
            Some(index) => {
                let map = MapDeserializer::new(entries.into_iter());
                let members = Members::new(map, self.context, F::KEYS, Vec::new()).named();
                self.known(index, members)
            }
            None => {
                let name = Some(name.clone());
                self.unknown(name, &Content::Map(entries.clone()), kept::<F>(entries))
            }
        }
    }

    fn no_event<E: Error>(self, content: &Content) -> Result<F, E> {
        self.unknown(None, content, Vec::new())
    }

    fn unknown<E: Error>(
        self,
        name: Option<String>,
        content: &Content,
        kept: Vec<(usize, Content)>,
    ) -> Result<F, E> {
        let raw = serde_json::to_string(content).map_err(E::custom)?;
        let mut beside = Beside { keys: F::KEYS, kept, context: self.context };
        Ok(F::assemble(F::Event::from_unknown(Unknown { name, raw }), F::fields(&mut beside, false)?))
    }
}

fn is_text(content: &Content, text: &str) -> bool {
    matches!(content, Content::Text(own) if own == text)
}

/// The members of the frame itself, by their index; of a repeated one the last counts.
fn kept<F: Frame>(entries: Entries) -> Vec<(usize, Content)> {
    let mut kept = Vec::new();
    for (key, value) in entries {
        if let Some(index) = F::KEYS.iter().position(|known| is_text(&key, known)) {
            keep(&mut kept, index, value);
        }
    }
    kept
}
