//! Enums whose values are strings.

use super::{Codecs, ints, texts};
use crate::backend::expected;
use crate::backend::typescript::literals;
use crate::model::{Shape, StringEnum, StringPattern, Type, TypeDef};

/// The sets and functions by which a string enum is read and written.
pub fn string_enum(codecs: &Codecs<'_>, name: &str, shape: &StringEnum) -> Vec<String> {
    let mut declarations = Vec::new();
    let fixed = fixed(shape);
    if !fixed.is_empty() {
        let values = texts(fixed.iter().copied());
        declarations.push(format!(
            "export const values{name}: ReadonlySet<unknown> = /* @__PURE__ */ new Set({values});"
        ));
    }
    if has_old(shape) {
        declarations.push(old(name, shape));
    }
    if !shape.open && has_holes(shape) {
        declarations.push(format!(
            "export function is{name}(text: string): boolean {{\n  return {};\n}}",
            holes(codecs, name, shape)
        ));
    }
    declarations.extend(reader(codecs, name, shape));
    declarations.push(writer(codecs, name, shape));
    declarations
}

fn old(name: &str, shape: &StringEnum) -> String {
    let pairs = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(text) => Some((text, &value.meta.was)),
        StringPattern::Hole { .. } => None,
    });
    let pairs: Vec<String> =
        pairs.flat_map(|(now, was)| was.iter().map(move |old| texts([old.as_str(), now.as_str()]))).collect();
    let pairs = pairs.join(", ");
    format!("export const old{name}: ReadonlyMap<unknown, unknown> = /* @__PURE__ */ new Map([{pairs}]);")
}

fn reader(codecs: &Codecs<'_>, name: &str, shape: &StringEnum) -> Option<String> {
    if !has_old(shape) && (shape.open || !has_holes(shape)) {
        return None;
    }
    let checked = |value: &str, key: &str| match (shape.open, has_holes(shape)) {
        (true, _) => format!("{}({value}, {key})", codecs.read("string")),
        (false, true) => {
            let (values, none) =
                (texts(expected::values(shape).iter().map(String::as_str)), codecs.read("noneOf"));
            format!(
                "(typeof {value} === \"string\" && is{name}({value})) || {none}({value}, {values}, {key})"
            )
        }
        (false, false) => format!("{}({value}, values{name}, {key})", codecs.read("oneOf")),
    };
    let key = codecs.runtime_type("Key");
    if !has_old(shape) {
        let checked = checked("value", "key");
        return Some(format!(
            "export function read{name}(value: unknown, key?: {key}): boolean {{\n  return {checked};\n}}"
        ));
    }
    let (holder, renamed) = (codecs.runtime_type("Holder"), codecs.read("renamedValue"));
    let checked = checked("value", "key");
    Some(format!(
        "export function read{name}(holder: {holder}, key: {key}): boolean {{\n  {renamed}(holder, key, old{name});\n  \
         const value = holder[key];\n  return {checked};\n}}"
    ))
}

fn writer(codecs: &Codecs<'_>, name: &str, shape: &StringEnum) -> String {
    let ty = codecs.runtime_type("Write");
    let lowered = lowered(codecs, shape);
    if shape.open && lowered.is_none() {
        return format!("export const write{name}: {ty} = {};", codecs.write("string"));
    }
    let check = match (shape.open, has_holes(shape)) {
        (true, _) => codecs.read("string"),
        (false, true) => {
            let (values, none) =
                (texts(expected::values(shape).iter().map(String::as_str)), codecs.read("noneOf"));
            let is = format!("typeof value === \"string\" && is{name}(value)");
            format!("(value) => ({is}) || {none}(value, {values})")
        }
        (false, false) if fixed(shape).is_empty() => {
            format!("(value) => {}(value, [])", codecs.read("noneOf"))
        }
        (false, false) => {
            let one_of = codecs.write("oneOf");
            return format!("export const write{name}: {ty} = /* @__PURE__ */ {one_of}(values{name});");
        }
    };
    let lowered = lowered.map(|lowered| format!(", {lowered}")).unwrap_or_default();
    format!("export const write{name}: {ty} = /* @__PURE__ */ {}({check}{lowered});", codecs.write("checked"))
}

/// What writes the uuids inside values in lower case, if there are any.
fn lowered(codecs: &Codecs<'_>, shape: &StringEnum) -> Option<String> {
    let around = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Hole { prefix, hole, suffix } if *codecs.unaliased(hole) == Type::Uuid => {
            Some(texts([prefix.as_str(), suffix.as_str()]))
        }
        _ => None,
    });
    let around: Vec<String> = around.collect();
    (!around.is_empty()).then(|| format!("{}({})", codecs.write("lowered"), around.join(", ")))
}

/// A call that checks a value of an enum without old values.
pub fn check(codecs: &Codecs<'_>, def: &TypeDef, shape: &StringEnum, value: &str, behind: &str) -> String {
    if shape.open {
        return format!("{}({value}{behind})", codecs.read("string"));
    }
    if has_holes(shape) {
        return format!("{}({value}{behind})", codecs.of(def, "read"));
    }
    if fixed(shape).is_empty() {
        return format!("{}({value}, []{behind})", codecs.read("noneOf"));
    }
    format!("{}({value}, {}{behind})", codecs.read("oneOf"), codecs.of(def, "values"))
}

/// Whether a text is a value or an old one, as an expression; nothing if every text is.
pub fn is_text(codecs: &Codecs<'_>, def: &TypeDef, shape: &StringEnum, text: &str) -> Option<String> {
    if shape.open {
        return None;
    }
    let now = match (has_holes(shape), fixed(shape).is_empty()) {
        (true, _) => format!("{}({text})", codecs.of(def, "is")),
        (false, true) => "false".to_owned(),
        (false, false) => format!("{}.has({text})", codecs.of(def, "values")),
    };
    Some(match has_old(shape) {
        true => format!("{now} || {}.has({text})", codecs.of(def, "old")),
        false => now,
    })
}

fn holes(codecs: &Codecs<'_>, name: &str, shape: &StringEnum) -> String {
    let fixed = (!fixed(shape).is_empty()).then(|| format!("values{name}.has(text)"));
    let holes = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(_) => None,
        StringPattern::Hole { prefix, hole, suffix } => {
            let (prefix, suffix) = (literals::string(prefix), literals::string(suffix));
            let inside = inside(codecs, hole);
            Some(format!("{}(text, {prefix}, {suffix}, {inside})", codecs.read("hole")))
        }
    });
    fixed.into_iter().chain(holes).collect::<Vec<_>>().join(" ||\n    ")
}

/// What may stand in a hole, as a function.
fn inside(codecs: &Codecs<'_>, hole: &Type) -> String {
    match codecs.unaliased(hole) {
        Type::Uuid => codecs.read("isUuid"),
        Type::Date => codecs.read("isDate"),
        Type::Int(int) => format!("{}.is", ints::keys(codecs, *int)),
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            let is = match &def.shape {
                Shape::StringEnum(shape) => is_text(codecs, def, shape, "inside"),
                _ => None,
            };
            is.map_or_else(|| "() => true".to_owned(), |is| format!("(inside) => {is}"))
        }
        _ => "() => true".to_owned(),
    }
}

/// Whether an old value is read as another one.
pub fn has_old(shape: &StringEnum) -> bool {
    shape
        .values
        .iter()
        .any(|value| matches!(value.wire, StringPattern::Fixed(_)) && !value.meta.was.is_empty())
}

fn has_holes(shape: &StringEnum) -> bool {
    shape.values.iter().any(|value| matches!(value.wire, StringPattern::Hole { .. }))
}

fn fixed(shape: &StringEnum) -> Vec<&str> {
    let fixed = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(text) => Some(text.as_str()),
        StringPattern::Hole { .. } => None,
    });
    fixed.collect()
}

/// The values in the order of the manifest, as an expression; nothing without fixed ones.
pub fn in_order(codecs: &Codecs<'_>, def: &TypeDef, shape: &StringEnum) -> Option<String> {
    (!fixed(shape).is_empty()).then(|| codecs.of(def, "values"))
}
