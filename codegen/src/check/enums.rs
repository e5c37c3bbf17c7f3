//! Values of one enum of which one text could be two.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Int64, Model, Shape, StringEnum, StringPattern, StringValue, Type, TypeDef};
use crate::resolve::value::fits_hole;

/// More values with holes than this are not compared.
const MOST: usize = 256;

pub fn check_patterns(model: &Model, diagnostics: &mut Diagnostics) {
    for def in &model.types {
        if let Shape::StringEnum(values) = &def.shape {
            check_enum(&model.types, values, diagnostics);
        }
    }
}

/// The greatest integer that every reader of JSON keeps.
const MAX_SAFE: u128 = (1 << 53) - 1;

/// Integers that the number they are written as does not hold.
pub fn check_numbers(model: &Model, diagnostics: &mut Diagnostics) {
    for def in &model.types {
        let (repr, values) = match &def.shape {
            Shape::IntEnum(shape) => (shape.repr, &shape.values),
            Shape::Flags(shape) => (shape.repr, &shape.bits),
            _ => continue,
        };
        if repr.text || model.wire.int64 == Int64::String {
            continue;
        }
        for value in values.iter().filter(|value| value.value.unsigned_abs() > MAX_SAFE) {
            let message = "the value is beyond 2^53 - 1, which JSON numbers do not hold everywhere";
            diagnostics.push(
                Diagnostic::new(&codes::BAD_NUMBER, value.span, message)
                    .help("write it as a string: `repr: string<u64>`"),
            );
        }
    }
}

struct Pattern<'m> {
    prefix: &'m str,
    suffix: &'m str,
    hole: &'m Type,
    value: &'m StringValue,
}

fn check_enum(types: &[TypeDef], values: &StringEnum, diagnostics: &mut Diagnostics) {
    let mut patterns: Vec<Pattern> = values.values.iter().filter_map(pattern).collect();
    if patterns.is_empty() {
        return;
    }
    if let Some(extra) = patterns.get(MOST) {
        let message = format!("an enum has at most {MOST} values with holes");
        diagnostics.push(Diagnostic::new(&codes::AMBIGUOUS_VALUES, extra.value.span, message));
        return;
    }
    patterns.sort_by_key(|pattern| pattern.prefix);
    let mut fixed: Vec<(&str, &StringValue)> = values.values.iter().filter_map(fixed).collect();
    fixed.sort_by_key(|(text, _)| *text);
    for (index, pattern) in patterns.iter().enumerate() {
        let later = &patterns[index + 1..];
        for other in later.iter().take_while(|other| other.prefix.starts_with(pattern.prefix)) {
            if other.suffix.ends_with(pattern.suffix) || pattern.suffix.ends_with(other.suffix) {
                refuse(pattern.value, other.value, diagnostics);
            }
        }
        let from = fixed.partition_point(|(text, _)| *text < pattern.prefix);
        for (text, value) in fixed[from..].iter().take_while(|(text, _)| text.starts_with(pattern.prefix)) {
            let inner = text[pattern.prefix.len()..].strip_suffix(pattern.suffix);
            if inner.is_some_and(|inner| fits_hole(types, pattern.hole, inner)) {
                refuse(pattern.value, value, diagnostics);
            }
        }
    }
}

fn pattern(value: &StringValue) -> Option<Pattern<'_>> {
    match &value.wire {
        StringPattern::Hole { prefix, hole, suffix } => Some(Pattern { prefix, suffix, hole, value }),
        StringPattern::Fixed(_) => None,
    }
}

fn fixed(value: &StringValue) -> Option<(&str, &StringValue)> {
    match &value.wire {
        StringPattern::Fixed(text) => Some((text, value)),
        StringPattern::Hole { .. } => None,
    }
}

fn refuse(a: &StringValue, b: &StringValue, diagnostics: &mut Diagnostics) {
    let (first, second) = if a.span <= b.span { (a, b) } else { (b, a) };
    let message = "one text could be this value and another";
    diagnostics.push(
        Diagnostic::new(&codes::AMBIGUOUS_VALUES, second.span, message)
            .second(first.span, "the other")
            .help("put text around the hole that no other value has"),
    );
}
