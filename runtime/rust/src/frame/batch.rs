//! Events inside other values: `server_event`, and lists of them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IntoDeserializer, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::{Found, Frame, buffered, write};
use crate::codec::Codec;
use crate::content::Content;
use crate::context::Context;
use crate::error::plain_reason;
use crate::repeats::settled;

/// `server_event`, `client_event`: the event of a frame; what stands beside it is checked and dropped.
pub struct Single<F>(PhantomData<F>);

impl<F: Frame> Codec for Single<F> {
    type Value = F::Event;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<F::Event, D::Error> {
        let mut found = Found::default();
        buffered::frame::<F, D>(deserializer, context, &mut found)?;
        Ok(found.event.expect("it was read"))
    }

    fn encode<S: Serializer>(event: &F::Event, context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        write::inside::<F, S>(event, None, context, serializer)
    }
}

/// `list<server_event>`, `list<client_event>`: each element is decoded for itself, so that a bad one does not take the
/// others with it.
pub struct Batch<F>(PhantomData<F>);

/// An element of a batch that is no event: where in the element, why, and its JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEvent {
    /// The path of the member that was refused, in wire names, within the element.
    pub path: String,
    /// Why it was refused; never the value itself.
    pub reason: String,
    /// The element's JSON, which is written again as it is.
    pub raw: String,
}

impl fmt::Display for BadEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::error::located(&self.path, &self.reason))
    }
}

impl std::error::Error for BadEvent {}

impl<F: Frame> Codec for Batch<F> {
    type Value = Vec<Result<F::Event, BadEvent>>;

    fn decode<'de, D: Deserializer<'de>>(
        deserializer: D,
        context: &Context,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(BatchVisitor::<F> { context, frame: PhantomData })
    }

    fn encode<S: Serializer>(
        events: &Self::Value,
        context: &Context,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_seq(Some(events.len()))?;
        for (index, event) in events.iter().enumerate() {
            let element = Element::<F> { event, context };
            out.serialize_element(&element).inspect_err(|_| context.in_index(index))?;
        }
        out.end()
    }
}

struct BatchVisitor<'c, F> {
    context: &'c Context,
    frame: PhantomData<F>,
}

impl<'de, F: Frame> Visitor<'de> for BatchVisitor<'_, F> {
    type Value = Vec<Result<F::Event, BadEvent>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut events = Vec::new();
        while let Some(content) = seq.next_element::<Content>()? {
            events.push(self.element(content));
        }
        Ok(events)
    }
}

impl<F: Frame> BatchVisitor<'_, F> {
    fn element(&self, content: Content) -> Result<F::Event, BadEvent> {
        self.decode(content.clone()).or_else(|bad| {
            let twice = self.context.was_given_twice();
            self.context.clear();
            let settled = if twice { None } else { settled(&content) };
            let event = settled.and_then(|content| self.decode(content).ok());
            self.context.clear();
            event.ok_or_else(|| BadEvent { raw: serde_json::to_string(&content).unwrap_or_default(), ..bad })
        })
    }

    fn decode(&self, content: Content) -> Result<F::Event, BadEvent> {
        let deserializer = IntoDeserializer::<serde::de::value::Error>::into_deserializer(content);
        Single::<F>::decode(deserializer, self.context).map_err(|error| {
            let (path, reason) = (self.context.path(), plain_reason(&error.to_string()));
            BadEvent { path, reason, raw: String::new() }
        })
    }
}

struct Element<'a, F: Frame> {
    event: &'a Result<F::Event, BadEvent>,
    context: &'a Context,
}

impl<F: Frame> Serialize for Element<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.event {
            Ok(event) => write::inside::<F, S>(event, None, self.context, serializer),
            Err(bad) => {
                let value =
                    serde_json::Value::deserialize(&mut crate::json::Reader::new(&bad.raw, usize::MAX));
                value.map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}
