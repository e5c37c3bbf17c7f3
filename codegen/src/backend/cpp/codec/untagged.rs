//! Untagged unions: alternatives told apart by what kind of value they are, and objects by the keys that they have.

use super::{Codec, Codecs, Place, text};
use crate::backend::cpp::literals;
use crate::backend::expected;
use crate::model::{JsonKind, Untagged, UntaggedItem};

/// The codec of an untagged union.
pub fn codec(codecs: Codecs<'_>, place: &Place, shape: &Untagged) -> Codec {
    let Place { name, cpp, .. } = place;
    let outside = place.outside();
    let lies_among_others = shape.items.iter().all(|item| item.kinds == [JsonKind::Object]);
    let among = match lies_among_others {
        true => format!(
            "  static bool among(::samewire::Reader& in, const ::samewire::Json& json, {cpp}& out, const ::samewire::Around* around);\n  \
             static bool parts(::samewire::Object& object, const {cpp}& value, const ::samewire::Around* around);\n"
        ),
        false => String::new(),
    };
    let declaration = format!(
        "struct {name} {{\n  using Value = {cpp};\n  \
         static bool read(::samewire::Reader& in, const ::samewire::Json& json, {cpp}& out);\n  \
         static bool write(::samewire::Writer& out, const {cpp}& value);\n{among}}};"
    );
    let mut definitions = Vec::new();
    if shape.objects.len() > 1 {
        definitions.push(which(place, shape));
    }
    definitions.push(format!(
        "bool {outside}::read(::samewire::Reader& in, const ::samewire::Json& json, {cpp}& out) {{\n{}}}",
        reader(codecs, place, shape)
    ));
    definitions.push(format!(
        "bool {outside}::write(::samewire::Writer& out, const {cpp}& value) {{\n{}}}",
        writer(codecs, place, shape, &|call| format!("{call}::write(out, value)"), "out")
    ));
    if lies_among_others {
        definitions.push(format!(
            "bool {outside}::among(::samewire::Reader& in, const ::samewire::Json& json, {cpp}& out, const ::samewire::Around* around) {{\n{}}}",
            objects(codecs, place, shape, "among(in, json, out, around)", "  ")
        ));
        definitions.push(format!(
            "bool {outside}::parts(::samewire::Object& object, const {cpp}& value, const ::samewire::Around* around) {{\n{}}}",
            writer(codecs, place, shape, &|call| format!("{call}::parts(object, value, around)"), "object.out")
        ));
    }
    Codec { name: name.clone(), is_struct: true, declaration, definitions }
}

/// What reads and writes an alternative.
fn alternative(codecs: Codecs<'_>, place: &Place, shape: &Untagged, item: &UntaggedItem) -> String {
    let index = shape.items.iter().position(|other| std::ptr::eq(other, item)).unwrap_or_default();
    format!("::samewire::Alternative<{}, {index}, {}>", place.cpp, codecs.codec(&item.ty))
}

fn which_name(place: &Place) -> String {
    format!("which_{}_{}", crate::backend::cpp::names::module(place.scope), place.name)
}

/// Which of the objects is meant.
fn which(place: &Place, shape: &Untagged) -> String {
    let bits =
        |indices: &mut dyn Iterator<Item = &usize>| indices.fold(0_u64, |bits, index| bits | 1 << index);
    let could: Vec<String> = shape
        .objects
        .iter()
        .map(|object| format!("{}U", bits(&mut object.keys.iter().flat_map(|key| &key.against))))
        .collect();
    let keys: String = shape
        .objects
        .iter()
        .enumerate()
        .flat_map(|(index, object)| {
            object.keys.iter().map(move |key| {
                format!("      {{{}, {index}, {}U}},\n", text(&key.wire), bits(&mut key.against.iter()))
            })
        })
        .collect();
    format!(
        "static ::std::size_t {}(::samewire::Reader& in, const ::samewire::Json& json) {{\n  \
         static const ::std::uint64_t could[] = {{{}}};\n  static const sw::Deciding keys[] = {{\n{keys}  }};\n  \
         return sw::which(in, json, could, keys);\n}}",
        which_name(place),
        could.join(", ")
    )
}

fn reader(codecs: Codecs<'_>, place: &Place, shape: &Untagged) -> String {
    let of = |kind: JsonKind| shape.items.iter().find(|item| item.kinds.contains(&kind));
    let mut lines = String::new();
    for (kind, test) in [
        (JsonKind::Boolean, "is_boolean"),
        (JsonKind::Number, "is_number"),
        (JsonKind::String, "is_string"),
        (JsonKind::Array, "is_array"),
    ] {
        if let Some(item) = of(kind) {
            lines += &format!(
                "  if (json.{test}()) return {}::read(in, json, out);\n",
                alternative(codecs, place, shape, item)
            );
        }
    }
    if !shape.objects.is_empty() {
        lines += "  if (json.is_object()) {\n";
        lines += &objects(codecs, place, shape, "read(in, json, out)", "    ");
        lines += "  }\n";
    }
    lines + &format!("  return in.wrong({}, json);\n", literals::string(&expected::kinds(shape)))
}

/// Reads the object that is meant.
fn objects(codecs: Codecs<'_>, place: &Place, shape: &Untagged, call: &str, indent: &str) -> String {
    let items: Vec<&UntaggedItem> = shape.objects.iter().map(|object| &shape.items[object.item]).collect();
    let read = |item: &UntaggedItem| format!("{}::{call}", alternative(codecs, place, shape, item));
    if let [only] = items[..] {
        return format!("{indent}return {};\n", read(only));
    }
    let cases: String = items
        .iter()
        .enumerate()
        .map(|(index, item)| format!("{indent}  case {index}:\n{indent}    return {};\n", read(item)))
        .collect();
    format!(
        "{indent}switch ({}(in, json)) {{\n{cases}{indent}  default:\n{indent}    return false;\n{indent}}}\n",
        which_name(place)
    )
}

fn writer(
    codecs: Codecs<'_>,
    place: &Place,
    shape: &Untagged,
    call: &dyn Fn(&str) -> String,
    out: &str,
) -> String {
    let cases: String = shape
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let call = call(&alternative(codecs, place, shape, item));
            format!("    case {index}:\n      return {call};\n")
        })
        .collect();
    format!(
        "  switch (value.value.index()) {{\n{cases}    default:\n      return {out}.refuse(\"holds nothing\");\n  }}\n"
    )
}
