//! Tagged unions: a picture, and a table of the variants.

use super::{Codec, Codecs, Place, array, pictures, structs, text};
use crate::backend::cpp::literals;
use crate::backend::cpp::names;
use crate::model::{Payload, TypeDef, Union, Variant, WireName};

/// The codecs of the payloads that are written in place, and that of the union.
pub fn codecs(codecs: Codecs<'_>, place: &Place, def: &TypeDef, shape: &Union) -> Vec<Codec> {
    let own = shape.variants.iter().filter_map(|variant| {
        let Payload::Struct(members) = &variant.payload else { return None };
        Some(structs::codec(codecs, &place_of(place, def, variant), members))
    });
    let mut all: Vec<Codec> = own.collect();
    all.push(union(codecs, place, def, shape));
    all
}

/// A payload that is written in place; no name of a manifest has an underscore in it.
fn place_of(place: &Place, def: &TypeDef, variant: &Variant) -> Place {
    let own = names::alternative(&def.name, &variant.name);
    Place { scope: place.scope, name: format!("{}_{own}", place.name), cpp: format!("{}::{own}", place.cpp) }
}

fn union(codecs: Codecs<'_>, place: &Place, def: &TypeDef, shape: &Union) -> Codec {
    let Place { name, cpp, .. } = place;
    let declaration = format!(
        "struct {name} : sw::Union<{name}, {cpp}> {{\n  static const ::samewire::UnionTable<{cpp}>& table();\n}};"
    );
    let rows = shape.variants.iter().enumerate().map(|(index, variant)| {
        let own = names::alternative(&def.name, &variant.name);
        let wire = wire_name(&variant.wire);
        match &variant.payload {
            Payload::Unit => format!("::samewire::unit<{cpp}, {index}>({wire})"),
            Payload::Struct(_) => {
                let codec = codecs.named(place.scope, &place_of(place, def, variant).name);
                carried(shape, cpp, index, &codec, &wire)
            }
            Payload::Type(ty) => {
                let codec = format!("sw::Wrapped<{cpp}::{own}, {}>", codecs.codec(ty));
                carried(shape, cpp, index, &codec, &wire)
            }
        }
    });
    let rows: Vec<String> = rows.collect();
    let names = shape.variants.iter().enumerate().flat_map(|(index, variant)| {
        let old = variant.meta.was.iter().map(|old| variant.wire.old(old));
        std::iter::once(variant.wire.clone())
            .chain(old)
            .map(move |name| format!("{{0, {}, {index}}}", wire_name(&name)))
    });
    let names: Vec<String> = names.collect();
    let mut arrays = pictures::Arrays::default();
    let picture = pictures::picture(&mut arrays, &shape.picture, &[]);
    let (variants, variants_given) = array(&format!("::samewire::Carried<{cpp}>"), "variants", &rows);
    let (names, names_given) = array("::samewire::NameRow", "names", &names);
    let definition = format!(
        "const ::samewire::UnionTable<{cpp}>& {}::table() {{\n  using Is [[maybe_unused]] = ::samewire::Member::Is;\n{}{variants}{names}  \
         static const ::samewire::Lookup lookup({names_given}, 1);\n  \
         static const ::samewire::UnionTable<{cpp}> table = {{{picture}, {{lookup, 0, {}}}, {variants_given}}};\n  return table;\n}}",
        place.outside(),
        arrays.text(),
        closed(shape),
    );
    Codec { name: name.clone(), is_struct: true, declaration, definitions: vec![definition] }
}

fn carried(shape: &Union, cpp: &str, index: usize, codec: &str, wire: &str) -> String {
    let how = if shape.picture.spreads_payload() { "spread" } else { "keyed" };
    format!("::samewire::{how}<{cpp}, {index}, {codec}>({wire})")
}

/// Whether names other than texts may be there, and, of a closed union, what names are expected.
fn closed(shape: &Union) -> String {
    if shape.open {
        return "true".to_owned();
    }
    let shown: Vec<String> = shape
        .variants
        .iter()
        .map(|variant| match &variant.wire {
            WireName::Text(name) => format!("{name:?}"),
            other => literals::wire_text(other),
        })
        .collect();
    let kind = match shape.variants.first().map(|variant| &variant.wire) {
        Some(WireName::Int(_)) => "number",
        Some(WireName::Bool(_)) => "boolean",
        _ => "string",
    };
    format!("false, {}, \"{kind}\"", text(&format!("one of {}", shown.join(", "))))
}

/// What stands at the place of a name.
pub fn wire_name(name: &WireName) -> String {
    match name {
        WireName::Text(name) => text(name),
        WireName::Int(value) => format!("::std::int64_t{{{value}}}"),
        WireName::Bool(value) => literals::boolean(*value).to_owned(),
    }
}
