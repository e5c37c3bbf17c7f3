//! What a page gets of an event, made of the event and made an event again: for the app's own Rust, which sends to its
//! page and listens as well.

use serde::de::Deserialize;

use super::Form;
use crate::codec::Codec;
use crate::context::Context;
use crate::error::{DecodeError, EncodeError};
use crate::frame::{Event, Frame, Inner, Node, decode_event};
use crate::json::{Error, Reader, write};
use crate::limits::Limits;

/// Reads the payload of the event with this index in [`Event::TAGS`] from the JSON that a page gets of it, in the form
/// that [`Json::in_form`](super::Json::in_form) made. The limits are those of the frame.
///
/// # Errors
///
/// It cannot be read, or is another event.
pub fn read<F, T>(form: Form, index: usize, json: &str, limits: Limits) -> Result<T, DecodeError>
where
    F: Frame,
    T: TryFrom<F::Event>,
{
    let event = match form {
        Form::Text => decode_event::<F>(&unquoted(json)?, limits)?,
        Form::Alone if !is_spread::<F::Event>(index) => read_at(index, json, limits)?,
        Form::Object | Form::Alone => decode_event::<F>(json, limits)?,
    };
    T::try_from(event).map_err(|_| other_event::<F::Event>(index))
}

/// As [`read`], where names travel beside payloads: there is no frame around one in any form.
///
/// # Errors
///
/// As with [`read`].
pub fn read_payload<E, T>(form: Form, index: usize, json: &str, limits: Limits) -> Result<T, DecodeError>
where
    E: Event,
    T: TryFrom<E>,
{
    let event = match form {
        Form::Text => read_at::<E>(index, &unquoted(json)?, limits)?,
        Form::Object | Form::Alone => read_at::<E>(index, json, limits)?,
    };
    T::try_from(event).map_err(|_| other_event::<E>(index))
}

/// Reads a value that travels alone, by the codec of its type.
///
/// # Errors
///
/// It is larger or deeper than the limits, or no such value.
pub fn read_alone<C: Codec>(json: &str, limits: Limits) -> Result<C::Value, DecodeError> {
    in_context(json, limits, |reader, context| C::decode(reader, context))
}

/// Writes a value that travels alone, by the codec of its type.
///
/// # Errors
///
/// It holds what no reader would take.
pub fn write_alone<C: Codec>(value: &C::Value) -> Result<String, EncodeError> {
    let context = Context::default();
    write::text(|output| C::encode(value, &context, output))
        .map_err(|error| EncodeError::from_json(&error, &context))
}

/// Whether the members of an event's payload lie among those of its frame, so that form [`Form::Alone`] is the whole
/// frame.
pub fn is_spread<E: Event>(index: usize) -> bool {
    fn spreads(node: Node) -> bool {
        let Node::Object(object) = node else { return false };
        matches!(object.inner, Inner::Spread(_)) || object.members.iter().any(|member| spreads(member.node))
    }
    E::TAGS.get(index).is_some_and(|tag| spreads(E::PICTURES[tag.picture].root))
}

/// A text as a JSON string.
pub fn quoted(text: &str) -> String {
    write::quoted(text)
}

fn read_at<E: Event>(index: usize, json: &str, limits: Limits) -> Result<E, DecodeError> {
    let mut event = None;
    in_context(json, limits, |reader, context| E::read_value(index, reader, context, &mut event))?;
    event.ok_or_else(|| other_event::<E>(index))
}

#[cold]
fn other_event<E: Event>(index: usize) -> DecodeError {
    let name = E::TAGS.get(index).map_or("", |tag| tag.name.text());
    DecodeError::new(format!("expected the event {name}, got another"))
}

fn in_context<'t, T>(
    json: &'t str,
    limits: Limits,
    read: impl FnOnce(&mut Reader<'t>, &Context) -> Result<T, Error>,
) -> Result<T, DecodeError> {
    limits.check_size(json.as_bytes())?;
    let (context, mut reader) = (Context::within(limits.depth), Reader::new(json, limits.depth));
    let value = read(&mut reader, &context).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| DecodeError::from_text(&error, reader.position(), &context))
}

/// The limits are for what is in it.
fn unquoted(json: &str) -> Result<String, DecodeError> {
    in_context(json, Limits { bytes: usize::MAX, depth: 1 }, |reader, _| String::deserialize(reader))
}
