//! Integers, enums whose values are integers, and flags.

use super::Codecs;
use crate::model::{Flags, Int, Int64, IntEnum, Repr, TypeDef};

/// What reads and writes an integer that stands in a string.
pub fn text_name(int: Int) -> &'static str {
    match int {
        Int::I64 => "textI64",
        Int::U128 => "textU128",
        _ => "textU64",
    }
}

/// Whether an integer is a string of digits on the wire, and a bigint in code; `marked` says that the manifest has it
/// in a string.
pub fn is_text(codecs: &Codecs<'_>, int: Int, marked: bool) -> bool {
    match int {
        Int::I64 | Int::U64 => marked || codecs.model.wire.int64 == Int64::String,
        Int::U128 => true,
        _ => false,
    }
}

/// The keys of a map that are integers.
pub fn keys(codecs: &Codecs<'_>, int: Int) -> String {
    let (least, most) = bounds(int);
    format!("{}(\"{}\", {least}n, {most}n)", codecs.read("integers"), int.name())
}

fn bounds(int: Int) -> (i128, u128) {
    match int {
        Int::I8 => (i8::MIN.into(), i8::MAX as u128),
        Int::I16 => (i16::MIN.into(), i16::MAX as u128),
        Int::I32 => (i32::MIN.into(), i32::MAX as u128),
        Int::I64 => (i64::MIN.into(), i64::MAX as u128),
        Int::U8 => (0, u8::MAX.into()),
        Int::U16 => (0, u16::MAX.into()),
        Int::U32 => (0, u32::MAX.into()),
        Int::U64 => (0, u64::MAX.into()),
        Int::U128 => (0, u128::MAX),
    }
}

/// What checks a number of this representation.
pub fn reader(codecs: &Codecs<'_>, repr: Repr) -> String {
    codecs.read(repr.int.name())
}

fn writer(codecs: &Codecs<'_>, repr: Repr) -> String {
    match (is_text(codecs, repr.int, repr.text), repr.text) {
        (true, _) => codecs.write(text_name(repr.int)),
        (false, true) => format!("{}({})", codecs.write("text"), codecs.write(repr.int.name())),
        (false, false) => codecs.write(repr.int.name()),
    }
}

/// The place of a string that becomes a number or a bigint.
fn text_place(codecs: &Codecs<'_>, repr: Repr) -> String {
    match is_text(codecs, repr.int, repr.text) {
        true => codecs.read(text_name(repr.int)),
        false => format!("{}({}({}))", codecs.read("text"), codecs.read("inPlace"), reader(codecs, repr)),
    }
}

fn stands_in_text(codecs: &Codecs<'_>, repr: Repr) -> bool {
    repr.text || is_text(codecs, repr.int, false)
}

/// Whether reading an enum replaces values.
pub fn is_replaced(codecs: &Codecs<'_>, shape: &IntEnum) -> bool {
    stands_in_text(codecs, shape.repr) || shape.values.iter().any(|value| !value.was.is_empty())
}

/// Whether reading flags replaces them: those of more than 32 bits are bigints.
pub fn are_bigints(shape: &Flags) -> bool {
    shape.repr.text || matches!(shape.repr.int, Int::I64 | Int::U64 | Int::U128)
}

/// Flags that are replaced where they stand.
pub fn flags_place(codecs: &Codecs<'_>, shape: &Flags) -> String {
    match stands_in_text(codecs, shape.repr) {
        true => text_place(codecs, shape.repr),
        false => format!("{}({})", codecs.read("wide"), reader(codecs, shape.repr)),
    }
}

/// What writes flags.
pub fn flags_writer(codecs: &Codecs<'_>, shape: &Flags) -> String {
    match are_bigints(shape) && !stands_in_text(codecs, shape.repr) {
        true => format!("{}({})", codecs.write("wide"), reader(codecs, shape.repr)),
        false => writer(codecs, shape.repr),
    }
}

/// A call that checks a value of an enum that is not replaced.
pub fn check(codecs: &Codecs<'_>, def: &TypeDef, shape: &IntEnum, value: &str, behind: &str) -> String {
    match shape.open {
        true => format!("{}({value}{behind})", reader(codecs, shape.repr)),
        false => format!("{}({value}, {}{behind})", codecs.read("oneOf"), codecs.of(def, "values")),
    }
}

/// The set and the functions by which an integer enum is read and written.
pub fn int_enum(codecs: &Codecs<'_>, name: &str, shape: &IntEnum) -> Vec<String> {
    let n = if is_text(codecs, shape.repr.int, shape.repr.text) { "n" } else { "" };
    let values: Vec<String> = shape.values.iter().map(|value| format!("{}{n}", value.value)).collect();
    let mut declarations = vec![format!(
        "export const values{name}: ReadonlySet<unknown> = /* @__PURE__ */ new Set([{}]);",
        values.join(", ")
    )];
    let old: Vec<String> = shape
        .values
        .iter()
        .flat_map(|value| value.was.iter().map(move |old| format!("[{old}{n}, {}{n}]", value.value)))
        .collect();
    if !old.is_empty() {
        declarations.push(format!(
            "const old{name}: ReadonlyMap<unknown, unknown> = /* @__PURE__ */ new Map([{}]);",
            old.join(", ")
        ));
    }
    if is_replaced(codecs, shape) {
        declarations.push(place(codecs, name, shape, !old.is_empty()));
    }
    let (ty, write) = (codecs.runtime_type("Write"), writer(codecs, shape.repr));
    declarations.push(match shape.open {
        true => format!("export const write{name}: {ty} = (value) => {write}(value);"),
        false => {
            let (checked, one_of) = (codecs.write("checked"), codecs.read("oneOf"));
            let value = if stands_in_text(codecs, shape.repr) {
                format!(", (value) => {write}(value) ?? \"\"")
            } else {
                String::new()
            };
            format!("export const write{name}: {ty} = /* @__PURE__ */ {checked}((value) => {one_of}(value, values{name}){value});")
        }
    });
    declarations
}

fn place(codecs: &Codecs<'_>, name: &str, shape: &IntEnum, has_old: bool) -> String {
    let mut steps = Vec::new();
    if stands_in_text(codecs, shape.repr) {
        steps.push(format!("{}(holder, key)", text_place(codecs, shape.repr)));
    }
    if has_old {
        steps.push(format!("{}(holder, key, old{name})", codecs.read("renamedValue")));
    }
    steps.push(match (shape.open, stands_in_text(codecs, shape.repr)) {
        (true, true) => "true".to_owned(),
        (true, false) => format!("{}(holder[key], key)", reader(codecs, shape.repr)),
        (false, _) => format!("{}(holder[key], values{name}, key)", codecs.read("oneOf")),
    });
    let (holder, key) = (codecs.runtime_type("Holder"), codecs.runtime_type("Key"));
    format!(
        "export function read{name}(holder: {holder}, key: {key}): boolean {{\n  return {};\n}}",
        steps.join(" && ")
    )
}
