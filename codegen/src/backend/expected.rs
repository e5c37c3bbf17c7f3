//! What readers expect, in the words of their errors, which are the same in every language.

use crate::model::{JsonKind, StringEnum, StringPattern, Untagged};

/// The values of an enum as they are shown: `one of "low", "high"`.
pub fn one_of(shape: &StringEnum) -> String {
    let shown: Vec<String> = values(shape).iter().map(|value| format!("{value:?}")).collect();
    format!("one of {}", shown.join(", "))
}

/// The values of an enum; a hole is shown as three dots.
pub fn values(shape: &StringEnum) -> Vec<String> {
    let shown = shape.values.iter().map(|value| match &value.wire {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, suffix, .. } => format!("{prefix}…{suffix}"),
    });
    shown.collect()
}

/// The kinds of value that an untagged union may be: `string, number or object`.
pub fn kinds(shape: &Untagged) -> String {
    let mut words: Vec<&str> = Vec::new();
    for kind in shape.items.iter().flat_map(|item| &item.kinds) {
        let word = match kind {
            JsonKind::Boolean => "boolean",
            JsonKind::Number => "number",
            JsonKind::String => "string",
            JsonKind::Array => "array",
            JsonKind::Object => "object",
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
