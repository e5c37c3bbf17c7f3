//! Pictures of frames.

use serde_json::{Value, json};

use super::{Definitions, expression, mapping_or};
use crate::manifest::language::HOLES;

/// A mapping is always an object of the frame; a scalar is a hole, a type, or a value that stands for itself.
pub(super) fn picture(definitions: &mut Definitions) -> Value {
    let member = definitions.refer("picture", |_| unreachable!("it is being made"));
    let object = json!({
        "properties": {
            "...<payload>": {
                "type": "null",
                "description": "The members of the payload lie here. It has no value.",
            },
            "<name>": { "const": "<payload>", "description": "The name of the event is the key of its payload." },
        },
        // Nothing else is spread, and no other hole is a key.
        "patternProperties": { r"^(?!\.\.\.)(?!<[\s\S]*>$)": member },
        "additionalProperties": false,
    });
    let type_ = definitions.refer("type", expression::type_expression);
    let scalar = json!({
        "anyOf": [{ "enum": HOLES }, { "type": ["integer", "boolean"] }, type_],
    });
    mapping_or(object, scalar)
}
