//! Older versions of what an event carries: how each becomes the next. What generated code calls.
//!
//! A step goes through JSON: what the older version writes under the next one's names is read as the next one. So the
//! rules for what may be absent, and what then stands in its place, are the reader's own, here and in every other
//! language.

use std::fmt;

use serde::de::{Deserializer, MapAccess};
use serde::ser::{SerializeMap, Serializer};

use crate::codec::Codec;
use crate::context::Context;
use crate::error::{located, plain_reason};
use crate::frame::{read_event, read_unit, read_value};
use crate::json::{Reader, write};
use crate::object::{Members, Object, Writer};
use crate::structure::Fields;

/// Why an older version could not become the next: what a function by hand gave cannot be written, or read, or a time
/// cannot be written in the form that it has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeError {
    path: String,
    reason: String,
}

impl UpgradeError {
    /// The path of the member at fault, in wire names, within what the next version carries.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it; never the value itself.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for UpgradeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&located(&self.path, &self.reason))
    }
}

impl std::error::Error for UpgradeError {}

/// Makes the next version of fields: `parts` are written under `names`, which are the next version's. Behind them may stand
/// others that it declares: an older member of such a name, which nobody had declared, is left out.
///
/// # Errors
///
/// A part cannot be written, or the next version does not take it.
pub fn fields<F: Fields, N: Codec>(
    names: &'static [&'static str],
    parts: F::Parts<'_>,
) -> Result<N::Value, UpgradeError> {
    through::<N>(|context, output| {
        let mut out = Writer::new(output.serialize_map(None)?, context);
        if const { F::TAKES_OTHERS } {
            out.declare(names);
            out.drop_declared();
        }
        F::write(parts, names, &mut out)?;
        out.map.end()
    })
}

/// Makes the next version of a whole value.
///
/// # Errors
///
/// The value cannot be written, or the next version does not take it.
pub fn whole<C: Codec, N: Codec>(value: &C::Value) -> Result<N::Value, UpgradeError> {
    through::<N>(|context, output| C::encode(value, context, output))
}

fn through<N: Codec>(
    write: impl FnOnce(&Context, &mut write::Output) -> Result<(), crate::json::Error>,
) -> Result<N::Value, UpgradeError> {
    // The older version was within the limits of its frame, and a step nests nothing deeper.
    let context = Context::within(usize::MAX);
    let failed = |reason: String| UpgradeError { path: context.path(), reason };
    let text = write::text(|output| write(&context, output)).map_err(|error| failed(error.to_string()))?;
    let mut reader = Reader::new(&text, usize::MAX);
    N::decode(&mut reader, &context).map_err(|error| failed(plain_reason(&error.to_string())))
}

/// Reads an older version from the members of its frame; `upgrade` makes an event of it.
pub fn read_members<'de, T, E, A>(
    input: &mut Members<'_, A>,
    output: &mut Option<E>,
    upgrade: impl FnOnce(&T) -> Result<E, UpgradeError>,
) -> Result<(), A::Error>
where
    T: Object,
    A: MapAccess<'de>,
{
    let mut older = None;
    read_event(input, &mut older, |older: T| older)?;
    upgraded(older, input.context(), output, upgrade)
}

/// Reads an older version that stands for itself.
pub fn read_alone<'de, C, E, D>(
    deserializer: D,
    context: &Context,
    output: &mut Option<E>,
    upgrade: impl FnOnce(&C::Value) -> Result<E, UpgradeError>,
) -> Result<(), D::Error>
where
    C: Codec,
    D: Deserializer<'de>,
{
    let mut older = None;
    read_value::<C, C::Value, D>(deserializer, context, &mut older, |older| older)?;
    upgraded(older, context, output, upgrade)
}

/// Reads an older version that carries nothing.
pub fn read_nothing<'de, T, E, D>(
    deserializer: D,
    context: &Context,
    output: &mut Option<E>,
    upgrade: impl FnOnce(&T) -> Result<E, UpgradeError>,
) -> Result<(), D::Error>
where
    T: Object,
    D: Deserializer<'de>,
{
    let mut older = None;
    read_unit::<T, T, D>(deserializer, context, &mut older, |older| older)?;
    upgraded(older, context, output, upgrade)
}

fn upgraded<T, E, R: serde::de::Error>(
    older: Option<T>,
    context: &Context,
    output: &mut Option<E>,
    upgrade: impl FnOnce(&T) -> Result<E, UpgradeError>,
) -> Result<(), R> {
    let Some(older) = older else { return Ok(()) };
    let event = upgrade(&older).map_err(|error| {
        context.in_path(&error.path);
        R::custom(error.reason)
    })?;
    *output = Some(event);
    Ok(())
}
