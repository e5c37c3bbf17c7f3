//! Untagged unions: alternatives told apart by what kind of value they are, and objects by the keys that they have.

use super::{Codecs, order, readers, structs, writers};
use crate::backend::expected;
use crate::backend::typescript::literals;
use crate::model::{JsonKind, Shape, Type, Untagged, UntaggedItem};

/// The functions that read and write an untagged union.
pub fn declarations(codecs: &Codecs<'_>, name: &str, shape: &Untagged) -> Vec<String> {
    let mut declarations = Vec::new();
    if shape.objects.len() > 1 {
        declarations.push(which(codecs, name, shape));
    }
    declarations.push(reader(codecs, name, shape));
    if shape.items.iter().all(|item| item.kinds == [JsonKind::Object]) {
        declarations.push(among(codecs, name, shape));
    }
    declarations.push(writer(codecs, name, shape));
    declarations
}

/// Which of the objects is meant.
fn which(codecs: &Codecs<'_>, name: &str, shape: &Untagged) -> String {
    let could: Vec<String> = shape
        .objects
        .iter()
        .map(|object| bits(object.keys.iter().flat_map(|key| &key.against)).to_string())
        .collect();
    let keys = shape.objects.iter().enumerate().flat_map(|(index, object)| {
        object.keys.iter().map(move |key| {
            format!("  [{}, {index}, {}],\n", literals::string(&key.wire), bits(&key.against))
        })
    });
    let (keys, which) = (keys.collect::<String>(), codecs.read("which"));
    format!(
        "function which{name}(value: object): number {{\n  return {which}(value, [{}], [\n{keys}]);\n}}",
        could.join(", ")
    )
}

fn bits<'a>(indices: impl IntoIterator<Item = &'a usize>) -> u32 {
    indices.into_iter().fold(0, |bits, index| bits | 1 << index)
}

fn reader(codecs: &Codecs<'_>, name: &str, shape: &Untagged) -> String {
    let is_place = shape.items.iter().any(|item| readers::replaces(codecs, &item.ty));
    let read = |item: &UntaggedItem| match readers::replaces(codecs, &item.ty) {
        true => format!("{}(holder, key)", place_call(codecs, &item.ty)),
        false => readers::check(codecs, &item.ty, "value", Some("key")),
    };
    let of = |kind: JsonKind| shape.items.iter().find(|item| item.kinds.contains(&kind));
    let mut lines = Vec::new();
    for (kind, test) in [
        (JsonKind::Boolean, "typeof value === \"boolean\""),
        (JsonKind::Number, "typeof value === \"number\""),
        (JsonKind::String, "typeof value === \"string\""),
        (JsonKind::Array, "Array.isArray(value)"),
    ] {
        lines.extend(of(kind).map(|item| format!("  if ({test}) return {};\n", read(item))));
    }
    let objects: Vec<&UntaggedItem> = shape.objects.iter().map(|object| &shape.items[object.item]).collect();
    if let Some(object) = objects.first() {
        let test = "typeof value === \"object\" && value !== null && !Array.isArray(value)";
        lines.push(match objects.len() {
            1 => format!("  if ({test}) return {};\n", read(object)),
            _ => format!("  if ({test}) {{\n{}  }}\n", switch(codecs, name, &objects, &read, "    ")),
        });
    }
    let (lines, wrong) = (lines.concat(), codecs.runtime("codec", "wrong"));
    let none = format!("  return {wrong}({}, value, key);\n", literals::string(&expected::kinds(shape)));
    let key = codecs.runtime_type("Key");
    if is_place {
        let holder = codecs.runtime_type("Holder");
        return format!(
            "export function read{name}(holder: {holder}, key: {key}): boolean {{\n  const value = holder[key];\n{lines}{none}}}"
        );
    }
    format!("export function read{name}(value: unknown, key?: {key}): boolean {{\n{lines}{none}}}")
}

fn place_call(codecs: &Codecs<'_>, ty: &Type) -> String {
    readers::place(codecs, ty)
}

fn switch(
    codecs: &Codecs<'_>,
    name: &str,
    objects: &[&UntaggedItem],
    read: &dyn Fn(&UntaggedItem) -> String,
    indent: &str,
) -> String {
    let mut text = format!("{indent}switch (which{name}(value)) {{\n");
    for (index, item) in objects.iter().enumerate() {
        text += &format!("{indent}  case {index}:\n{indent}    return {};\n", read(item));
    }
    text + &format!("{indent}  default:\n{indent}    return {}(key);\n{indent}}}\n", codecs.read("at"))
}

/// Reads what lies among the members of another object.
fn among(codecs: &Codecs<'_>, name: &str, shape: &Untagged) -> String {
    let objects: Vec<&UntaggedItem> = shape.objects.iter().map(|object| &shape.items[object.item]).collect();
    let read = |item: &UntaggedItem| structs::among(codecs, &item.ty, "value", "around");
    let body = match objects[..] {
        [only] => format!("  return {};\n", read(only)),
        _ => switch(codecs, name, &objects, &read, "  "),
    };
    let (key, around) = (codecs.runtime_type("Key"), "around: readonly string[] = []");
    let body = if body.contains("around") { body } else { format!("  void around;\n{body}") };
    format!(
        "export function among{name}(value: object, key?: {key}, {around}): boolean {{\n  void key;\n{body}}}"
    )
}

/// What a value is in TypeScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Number,
    String,
    BigInt,
    Bytes,
    Array,
    Object,
}

impl Kind {
    /// What `byKind` of the runtime calls it.
    fn name(self) -> &'static str {
        match self {
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::BigInt => "bigint",
            Kind::Bytes => "bytes",
            Kind::Array => "array",
            Kind::Object => "object",
        }
    }

    fn test(self) -> &'static str {
        match self {
            Kind::Boolean => "typeof value === \"boolean\"",
            Kind::Number => "typeof value === \"number\"",
            Kind::String => "typeof value === \"string\"",
            Kind::BigInt => "typeof value === \"bigint\"",
            Kind::Bytes => "value instanceof Uint8Array",
            Kind::Array => "Array.isArray(value)",
            Kind::Object => "typeof value === \"object\" && value !== null",
        }
    }
}

fn writer(codecs: &Codecs<'_>, name: &str, shape: &Untagged) -> String {
    let write = codecs.runtime_type("Write");
    let mut lines = String::new();
    for item in &shape.items {
        let call = format!("{}(value, around)", writers::expression(codecs, &item.ty));
        for kind in kinds(codecs, &item.ty).into_iter().filter(|kind| *kind != Kind::Object) {
            lines += &format!("  if ({}) return {call};\n", kind.test());
        }
    }
    let objects: Vec<&UntaggedItem> = match shape.objects.is_empty() {
        true => shape.items.iter().filter(|item| kinds(codecs, &item.ty).contains(&Kind::Object)).collect(),
        false => shape.objects.iter().map(|object| &shape.items[object.item]).collect(),
    };
    let call = |item: &UntaggedItem| format!("{}(value, around)", writers::expression(codecs, &item.ty));
    let refused = codecs.write("refused");
    match objects[..] {
        [] => {}
        [only] => lines += &format!("  if ({}) return {};\n", Kind::Object.test(), call(only)),
        _ => {
            lines += &format!("  if ({}) {{\n    switch (which{name}(value)) {{\n", Kind::Object.test());
            for (index, item) in objects.iter().enumerate() {
                lines += &format!("      case {index}:\n        return {};\n", call(item));
            }
            lines += &format!("      default:\n        throw {refused}();\n    }}\n  }}\n");
        }
    }
    let wrong = codecs.runtime("codec", "wrong");
    let expected = literals::string(&expected::kinds(shape));
    format!(
        "export const write{name}: {write} = (value, around) => {{\n{lines}  throw {refused}({wrong}({expected}, value));\n}};"
    )
}

fn kinds(codecs: &Codecs<'_>, ty: &Type) -> Vec<Kind> {
    match codecs.unaliased(ty) {
        Type::Bool => vec![Kind::Boolean],
        Type::Bytes => vec![Kind::Bytes],
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => vec![Kind::Array],
        Type::Map(..) | Type::Event(_) => vec![Kind::Object],
        Type::Int(_) | Type::Text(_) if readers::place_is_bigint(codecs, ty) => vec![Kind::BigInt],
        Type::Int(_) | Type::F32 | Type::F64 => vec![Kind::Number],
        Type::Timestamp(form) if *form != crate::model::TimestampForm::Rfc3339 => vec![Kind::Number],
        Type::Text(item) | Type::Nullable(item) => kinds(codecs, item),
        Type::Named(id) => match &codecs.model.type_def(*id).shape {
            Shape::Struct(_) => vec![Kind::Object],
            Shape::Union(_) => vec![Kind::Object, Kind::String],
            Shape::IntEnum(_) | Shape::Flags(_) => vec![Kind::Number, Kind::BigInt],
            Shape::Untagged(shape) => shape.items.iter().flat_map(|item| kinds(codecs, &item.ty)).collect(),
            Shape::Alias(aliased) => kinds(codecs, aliased),
            Shape::StringEnum(_) => vec![Kind::String],
        },
        _ => vec![Kind::String],
    }
}

/// What values are ordered by: first by the alternative that they are.
pub fn order(codecs: &Codecs<'_>, shape: &Untagged) -> Option<String> {
    let mut entries = Vec::new();
    for (index, item) in shape.items.iter().enumerate() {
        let order = order::order(codecs, &item.ty)?;
        for kind in kinds(codecs, &item.ty) {
            entries.push(format!("{}: [{index}, {order}]", kind.name()));
        }
    }
    Some(format!("{}({{ {} }})", codecs.write("byKind"), entries.join(", ")))
}
