//! Tagged unions: a picture, and a table of the variants.

use super::{Codecs, pictures, readers, structs, writers};
use crate::backend::typescript::literals;
use crate::model::{Payload, TypeDef, Union, Variant, WireName};

/// The picture, the variants, and what reads and writes them.
pub fn declarations(codecs: &Codecs<'_>, def: &TypeDef, shape: &Union) -> Vec<String> {
    let name = def.name.pascal();
    let mut declarations = Vec::new();
    for variant in &shape.variants {
        if let Payload::Struct(members) = &variant.payload {
            let name = def.name.join(&variant.name).pascal();
            declarations.extend(structs::declarations(codecs, &name, members));
        }
    }
    let (picture, names) = (codecs.runtime_type("Picture"), codecs.runtime_type("Names"));
    let variant = codecs.runtime_type("Variant");
    let members = pictures::members(codecs, &shape.picture, &[]);
    let entries: String = shape.variants.iter().map(|variant| entries(codecs, def, shape, variant)).collect();
    let closed = if shape.open { String::new() } else { format!(", [{}]", closed(shape)) };
    let (place, write) = (codecs.runtime_type("Place"), codecs.runtime_type("Write"));
    let [variants, read, written] = [
        codecs.runtime("picture", "variants"),
        codecs.runtime("picture", "union"),
        codecs.runtime("encode", "union"),
    ];
    declarations.extend([
        format!("export const picture{name}: {picture} = {members};"),
        format!(
            "export const variants{name}: {names}<{variant}> = /* @__PURE__ */ {variants}(() => [\n{entries}]{closed});"
        ),
        format!("export const read{name}: {place} = /* @__PURE__ */ {read}(picture{name}, variants{name});"),
        format!("export const write{name}: {write} = /* @__PURE__ */ {written}(picture{name}, variants{name});"),
    ]);
    declarations
}

fn closed(shape: &Union) -> String {
    shape.variants.iter().map(|variant| wire_name(&variant.wire)).collect::<Vec<_>>().join(", ")
}

/// The rows of a variant: one for each of its names.
fn entries(codecs: &Codecs<'_>, def: &TypeDef, shape: &Union, variant: &Variant) -> String {
    let wire = wire_name(&variant.wire);
    let carried = match &variant.payload {
        Payload::Unit => format!("{{ wire: {wire} }}"),
        Payload::Struct(_) => {
            let name = def.name.join(&variant.name).pascal();
            format!("{{ wire: {wire}, check: read{name}, write: write{name} }}")
        }
        Payload::Type(ty) => {
            let write = writers::expression(codecs, ty);
            let read = match (shape.picture.spreads_payload(), readers::replaces(codecs, ty)) {
                (true, _) => format!("check: {}", structs::among_checker(codecs, ty)),
                (false, true) => format!("place: {}", readers::place(codecs, ty)),
                (false, false) => format!("check: {}", readers::checker(codecs, ty)),
            };
            format!("{{ wire: {wire}, {read}, write: {write} }}")
        }
    };
    let old = variant.meta.was.iter().map(|old| wire_name(&variant.wire.old(old)));
    std::iter::once(wire.clone()).chain(old).map(|name| format!("  [{name}, {carried}],\n")).collect()
}

/// What stands at the place of a name.
pub fn wire_name(name: &WireName) -> String {
    match name {
        WireName::Text(text) => literals::string(text),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}
