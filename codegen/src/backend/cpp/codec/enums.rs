//! Enums and flags.

use super::{Codec, Codecs, Place, text};
use crate::backend::cpp::literals;
use crate::backend::cpp::names;
use crate::backend::cpp::types::{has_holes, int_type};
use crate::backend::expected;
use crate::model::{Flags, Int, IntEnum, IntValue, Repr, StringEnum, StringPattern, Type, TypeDef};

/// The codec of an enum of strings.
pub fn string_enum(codecs: Codecs<'_>, place: &Place, def: &TypeDef, shape: &StringEnum) -> Codec {
    let Place { name, cpp, .. } = place;
    let holes = has_holes(shape);
    let value = if shape.open && !holes { format!("::samewire::Open<{cpp}>") } else { cpp.clone() };
    let declaration = format!(
        "struct {name} : sw::Texts<{name}, {value}> {{\n  \
         static constexpr bool IS_OPEN = {};\n  \
         static constexpr ::std::string_view EXPECTED = {};\n  \
         static bool read_text(::std::string_view text, {value}& out);\n  \
         static bool write_text(const {value}& value, ::std::string& out);\n}};",
        literals::boolean(shape.open),
        literals::view(&expected::one_of(shape)),
    );
    let (read, write) = match holes {
        true => (read_holes(codecs, place, def, shape), write_holes(codecs, shape)),
        false => (read_fixed(place, shape, &value), write_fixed(place, shape)),
    };
    let outside = place.outside();
    let mut definitions = Vec::new();
    if !holes && !shape.values.is_empty() {
        definitions.push(format!(
            "static constexpr sw::TextRow<{cpp}> {}[] = {{\n{}}};",
            rows_name(place),
            rows(cpp, shape)
        ));
    }
    definitions.extend([
        format!("bool {outside}::read_text(::std::string_view text, {value}& out) {{\n{read}}}"),
        format!("bool {outside}::write_text(const {value}& value, ::std::string& out) {{\n{write}}}"),
    ]);
    Codec { name: name.clone(), is_struct: true, declaration, definitions }
}

/// A table at the top of the namespace of all codecs: no name of a manifest has an underscore in it.
fn rows_name(place: &Place) -> String {
    format!("rows_{}_{}", names::module(place.scope), place.name)
}

/// The values, and behind them the old ones.
fn rows(cpp: &str, shape: &StringEnum) -> String {
    let row = |wire: &str, name: &str| format!("    {{{}, {cpp}::{name}}},\n", text(wire));
    let fixed = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(wire) => Some((wire, names::pascal(&value.name), &value.meta.was)),
        StringPattern::Hole { .. } => None,
    });
    let mut lines = String::new();
    for (wire, name, _) in fixed.clone() {
        lines += &row(wire, &name);
    }
    for (_, name, was) in fixed {
        was.iter().for_each(|old| lines += &row(old, &name));
    }
    lines
}

fn read_fixed(place: &Place, shape: &StringEnum, value: &str) -> String {
    let rows = rows_name(place);
    let Place { cpp, .. } = place;
    match (shape.values.is_empty(), shape.open) {
        (true, false) => "  (void)text;\n  (void)out;\n  return false;\n".to_owned(),
        (true, true) => format!("  out = {value}(::std::string(text));\n  return true;\n"),
        (false, false) => format!("  return sw::find_text({rows}, text, out);\n"),
        (false, true) => format!(
            "  {cpp} known{{}};\n  out = sw::find_text({rows}, text, known) ? {value}(known) : {value}(::std::string(text));\n  return true;\n"
        ),
    }
}

fn write_fixed(place: &Place, shape: &StringEnum) -> String {
    let rows = rows_name(place);
    let other = "  if (const auto* other = ::std::get_if<1>(&value.value)) {\n    out = *other;\n    return true;\n  }\n";
    match (shape.values.is_empty(), shape.open) {
        (true, false) => "  (void)value;\n  (void)out;\n  return false;\n".to_owned(),
        (true, true) => format!("{other}  return false;\n"),
        (false, false) => format!("  return sw::find_value({rows}, value, out);\n"),
        (false, true) => {
            format!("{other}  return sw::find_value({rows}, *::std::get_if<0>(&value.value), out);\n")
        }
    }
}

/// What the alternative of a value is called, by its full name.
fn alternative(place: &Place, def: &TypeDef, value: &crate::model::StringValue) -> String {
    format!("{}::{}", place.cpp, names::alternative(&def.name, &value.name))
}

fn read_holes(codecs: Codecs<'_>, place: &Place, def: &TypeDef, shape: &StringEnum) -> String {
    let mut lines = String::new();
    for value in &shape.values {
        let StringPattern::Fixed(wire) = &value.wire else { continue };
        let names = std::iter::once(wire).chain(&value.meta.was);
        let tests: Vec<String> = names.map(|name| format!("text == {}", text(name))).collect();
        lines += &format!(
            "  if ({}) {{\n    out.value = {}{{}};\n    return true;\n  }}\n",
            tests.join(" || "),
            alternative(place, def, value)
        );
    }
    for value in &shape.values {
        let StringPattern::Hole { prefix, hole, suffix } = &value.wire else { continue };
        lines += &format!(
            "  {{\n    {} found{{}};\n    if (sw::read_hole<{}>(text, {}, {}, found.value)) {{\n      \
             out.value = ::std::move(found);\n      return true;\n    }}\n  }}\n",
            alternative(place, def, value),
            codecs.key(hole),
            text(prefix),
            text(suffix)
        );
    }
    lines
        + match shape.open {
            true => "  out.value = ::std::string(text);\n  return true;\n",
            false => "  return false;\n",
        }
}

fn write_holes(codecs: Codecs<'_>, shape: &StringEnum) -> String {
    let mut lines = String::from("  switch (value.value.index()) {\n");
    for (index, value) in shape.values.iter().enumerate() {
        lines += &match &value.wire {
            StringPattern::Fixed(wire) => {
                format!("    case {index}:\n      out = {};\n      return true;\n", text(wire))
            }
            StringPattern::Hole { prefix, hole, suffix } => format!(
                "    case {index}:\n      return sw::write_hole<{}>({}, {}, ::std::get_if<{index}>(&value.value)->value, out);\n",
                codecs.key(hole),
                text(prefix),
                text(suffix)
            ),
        };
    }
    if shape.open {
        let index = shape.values.len();
        lines += &format!(
            "    case {index}:\n      out = *::std::get_if<{index}>(&value.value);\n      return true;\n"
        );
    }
    lines + "    default:\n      return false;\n  }\n"
}

/// The codec of an enum of integers.
pub fn int_enum(codecs: Codecs<'_>, place: &Place, shape: &IntEnum) -> Codec {
    let Place { name, cpp, .. } = place;
    let base = if shape.open { "OpenInts" } else { "Ints" };
    let (codec, int) = (repr(codecs, shape.repr), int_type(shape.repr.int));
    let rows: Vec<String> = shape
        .values
        .iter()
        .map(|value| (value.value, value))
        .chain(shape.values.iter().flat_map(|value| value.was.iter().map(move |old| (*old, value))))
        .map(|(wire, value)| int_row(cpp, shape.repr.int, wire, value))
        .collect();
    let ty = format!("::std::array<sw::IntRow<{cpp}, {int}>, {}>", rows.len());
    let shown: Vec<String> = shape.values.iter().map(|value| value.value.to_string()).collect();
    let declaration = format!(
        "struct {name} : sw::{base}<{name}, {cpp}, {codec}> {{\n  \
         static constexpr ::std::string_view EXPECTED = \"one of {}\";\n  \
         static const {ty}& rows();\n}};",
        shown.join(", ")
    );
    let lines: String = rows.iter().map(|row| format!("      {row},\n")).collect();
    let definition = format!(
        "const {ty}& {}::rows() {{\n  static const {ty} rows = {{{{\n{lines}  }}}};\n  return rows;\n}}",
        place.outside()
    );
    Codec { name: name.clone(), is_struct: true, declaration, definitions: vec![definition] }
}

fn int_row(cpp: &str, int: Int, wire: i128, value: &IntValue) -> String {
    let wire = match int {
        Int::U128 => literals::string(&wire.to_string()),
        _ => literals::integer(int, wire),
    };
    format!("{{{wire}, {cpp}::{}}}", names::pascal(&value.name))
}

/// The codec of flags.
pub fn flags(codecs: Codecs<'_>, place: &Place, shape: &Flags) -> Codec {
    let Place { name, cpp, .. } = place;
    let codec = match shape.repr.int {
        Int::U128 => format!("sw::Flags128<{cpp}>"),
        _ => format!("sw::Flags<{cpp}, {}>", repr(codecs, shape.repr)),
    };
    let declaration = format!("using {name} = {codec};");
    Codec { name: name.clone(), is_struct: false, declaration, definitions: Vec::new() }
}

/// The codec of the integer behind an enum or flags.
fn repr(codecs: Codecs<'_>, repr: Repr) -> String {
    let int = Type::Int(repr.int);
    codecs.codec(&if repr.text { Type::Text(Box::new(int)) } else { int })
}
