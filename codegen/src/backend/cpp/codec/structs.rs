//! Structs: each has a codec that reads its members one by one, and writes them in their order.

use super::{Codec, Codecs, Place, text, texts};
use crate::backend::cpp::defaults::{self, Initial};
use crate::backend::cpp::names;
use crate::backend::cpp::types::is_mark;
use crate::model::{Field, Shape, Struct, Type};
use crate::resolve::members::of_struct;

/// The codec of a struct.
pub fn codec(codecs: Codecs<'_>, place: &Place, shape: &Struct) -> Codec {
    let Place { name, cpp, .. } = place;
    let declaration = format!(
        "struct {name} : sw::Struct<{name}, {cpp}> {{\n  \
         static bool members(const ::samewire::Members& in, {cpp}& out);\n  \
         static bool write_parts(const ::samewire::Parts& out, const {cpp}& value);\n}};"
    );
    let outside = place.outside();
    // What is spread comes last: a mistake of the struct's own members is the nearer one.
    let (spread, own): (Vec<&Field>, Vec<&Field>) = shape.fields.iter().partition(|field| field.spread);
    let reads = own.into_iter().chain(spread).map(|field| read(codecs, shape, field)).collect::<Vec<_>>();
    let writes = shape.fields.iter().map(|field| write(codecs, place, shape, field)).collect::<Vec<_>>();
    let (reads, writes) = (joined(&reads), joined(&writes));
    let (input, out) = if reads == "true" { ("", "") } else { (" in", " out") };
    let (parts, value) = if writes == "true" { ("", "") } else { (" out", " value") };
    let definitions = vec![
        format!(
            "bool {outside}::members(const ::samewire::Members&{input}, {cpp}&{out}) {{\n  return {reads};\n}}"
        ),
        format!(
            "bool {outside}::write_parts(const ::samewire::Parts&{parts}, const {cpp}&{value}) {{\n  return {writes};\n}}"
        ),
    ];
    Codec { name: name.clone(), is_struct: true, declaration, definitions }
}

/// Calls that all have to succeed.
pub fn joined(calls: &[String]) -> String {
    if calls.is_empty() { "true".to_owned() } else { calls.join(" &&\n         ") }
}

fn read(codecs: Codecs<'_>, shape: &Struct, field: &Field) -> String {
    let member = format!("out.{}", names::snake(&field.name));
    if field.spread {
        let codec = codecs.on_heap().codec(&field.ty);
        return format!("in.spread<{codec}>({member}, {})", beside(codecs, shape, field));
    }
    let key = match field.meta.was.is_empty() {
        true => text(&field.wire),
        false => format!("{{{}, {}}}", text(&field.wire), texts(field.meta.was.iter().map(String::as_str))),
    };
    if is_mark(field) {
        return format!("in.flag({key}, {member})");
    }
    let codec = codec_of(codecs, field);
    // What is left out leaves none there, or the default.
    let may_be_absent = field.optional || field.nullable || field.default.is_some();
    let call = if may_be_absent { "optional" } else { "required" };
    format!("in.{call}<{codec}>({key}, {member})")
}

/// The codec of the value that stands on the wire when the member is there.
pub fn codec_of(codecs: Codecs<'_>, field: &Field) -> String {
    let codec = codecs.codec(&field.ty);
    if field.nullable { format!("sw::Nullable<{codec}>") } else { codec }
}

/// What writes a field of what `base` names.
fn write(codecs: Codecs<'_>, place: &Place, shape: &Struct, field: &Field) -> String {
    let member = format!("value.{}", names::snake(&field.name));
    if field.spread {
        let codec = codecs.on_heap().codec(&field.ty);
        return format!("out.spread<{codec}>({member}, {})", beside(codecs, shape, field));
    }
    let key = text(&field.wire);
    match (&field.default, field.optional) {
        (Some(_), true) => {
            let (codec, usual) = (codec_of(codecs, field), usual(codecs, place, field));
            format!("out.unless<{codec}>({key}, {member}, {usual})")
        }
        _ => write_always(codecs, field, &key, &member),
    }
}

/// The default of a field.
fn usual(codecs: Codecs<'_>, place: &Place, field: &Field) -> String {
    match defaults::initial(codecs.types, field) {
        Initial::Nothing | Initial::Empty => "{}".to_owned(),
        Initial::Value(value) => value,
        Initial::Made(function) => format!("{}::{function}()", place.cpp),
    }
}

/// What writes a field that is no spread one, under a key, whatever its default is.
pub fn write_always(codecs: Codecs<'_>, field: &Field, key: &str, member: &str) -> String {
    if is_mark(field) {
        return format!("out.flag({key}, {member})");
    }
    let codec = codec_of(codecs, field);
    let call = if field.optional && field.default.is_none() { "optional" } else { "required" };
    format!("out.{call}<{codec}>({key}, {member})")
}

/// The names of the members beside a spread field, between braces.
fn beside(codecs: Codecs<'_>, shape: &Struct, field: &Field) -> String {
    let names = names_beside(codecs, shape, field);
    texts(names.iter().map(String::as_str))
}

/// The names of the members beside a spread field, those of structs and unions that are spread too among them.
pub fn names_beside(codecs: Codecs<'_>, shape: &Struct, field: &Field) -> Vec<String> {
    if !takes_others(codecs, &field.ty) {
        return Vec::new();
    }
    let fields =
        shape.fields.iter().filter(|other| !other.spread || other.name != field.name).cloned().collect();
    let others = Struct { fields, reserved: Vec::new() };
    of_struct(&codecs.types.model.types, &others).names().map(str::to_owned).collect()
}

/// Whether a type has a place for members that it does not declare, or keeps them with what it does not know.
fn takes_others(codecs: Codecs<'_>, ty: &Type) -> bool {
    let types = &codecs.types.model.types;
    let is_union = matches!(crate::resolve::shape_of(types, ty), Some(Shape::Union(_) | Shape::Untagged(_)));
    is_union || crate::resolve::members::of_type(types, ty).takes_others
}
