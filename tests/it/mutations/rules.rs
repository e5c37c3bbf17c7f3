//! Where samewire's rules and derive part.

use samewire_codegen::model::{Int, Type};
use serde_json::{Value, json};

use super::Mutation;
use crate::places::Place;

/// What becomes of a frame.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is read, and written as this text.
    Written(String),
    /// It is refused, and the error names this path.
    Refused(String),
}

/// A verdict that derive cannot express.
pub struct Rule {
    pub reason: &'static str,
    pub applies: fn(&Place<'_>, Mutation) -> bool,
    /// What is written for the place; none when the frame is refused.
    pub instead: Option<fn() -> Value>,
}

/// Derive refuses what these accept, and accepts what these refuse.
pub const RULES: &[Rule] = &[
    Rule {
        reason: "an `x?` field is left out when there is none; null is no value of it",
        applies: |place, mutation| {
            let request_id = place.field.is_none() && place.path() == "id";
            mutation == Mutation::Null && (place.refuses_null() || request_id) && !defaulted(place)
        },
        instead: None,
    },
    Rule {
        reason: "a number is its value, in whatever form it is written: `3.0` is an integer",
        applies: |_, mutation| mutation == Mutation::WholeFraction,
        instead: Some(|| json!(3)),
    },
    Rule {
        reason: "integers beyond 2^53 - 1 are refused: JSON.parse would round them",
        applies: |place, mutation| {
            mutation == Mutation::BeyondSafe && matches!(place.ty, Type::Int(Int::I64 | Int::U64))
        },
        instead: None,
    },
    Rule {
        reason: "an f32 out of its range is refused: derive makes it infinite, which is written as null",
        applies: |_, mutation| mutation == Mutation::BeyondF32,
        instead: None,
    },
    Rule {
        reason: "a uuid has 36 characters with hyphens: others compare uuids as text",
        applies: |_, mutation| {
            matches!(mutation, Mutation::SimpleUuid | Mutation::BracedUuid | Mutation::UrnUuid)
        },
        instead: None,
    },
    Rule {
        reason: "a struct is an object: derive also takes an array of its fields, by position",
        applies: |_, mutation| mutation == Mutation::Tuple,
        instead: None,
    },
    Rule {
        reason: "an enum is a string: derive also takes an object with the value as its key",
        applies: |place, mutation| mutation == Mutation::Keyed && !written_by_hand(place),
        instead: None,
    },
];

/// Derive refuses null where there is a default and no `Option`.
fn defaulted(place: &Place<'_>) -> bool {
    place.field.is_some_and(|field| field.default.is_some())
}

/// Enums that the oracle reads as strings of its own: with holes, or open.
fn written_by_hand(place: &Place<'_>) -> bool {
    use samewire_codegen::model::{Shape, StringPattern};
    let Type::Named(id) = place.ty else { return false };
    let Shape::StringEnum(shape) = &crate::frames::MODEL.type_def(*id).shape else { return false };
    shape.open || shape.values.iter().any(|value| matches!(value.wire, StringPattern::Hole { .. }))
}
