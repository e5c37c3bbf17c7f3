//! A section for each type with a name.

use super::block::{Block, Table};
use super::outline::wire_name;
use super::pictures::What;
use super::text::{code, listed};
use super::{Page, json, members, notes, pictures, types, uses};
use crate::model::{
    Flags, IntEnum, IntValue, JsonKind, Meta, Shape, StringEnum, StringPattern, Struct, TypeId, Union,
    Untagged, UntaggedItem,
};

/// A type, from what it is for to what it may be.
pub fn blocks(page: &Page, id: TypeId) -> Vec<Block> {
    let def = page.model.type_def(id);
    let notes = notes::of_section(&def.meta, None).into_iter().map(Block::Text);
    notes.chain(shape(page, &def.shape)).chain(uses::line(page, id)).collect()
}

fn shape<'m>(page: &Page<'m>, shape: &'m Shape) -> Vec<Block> {
    match shape {
        Shape::Struct(members) => object(page, members),
        Shape::StringEnum(values) => string_enum(page, values),
        Shape::IntEnum(values) => int_enum(values),
        Shape::Flags(bits) => flags(bits),
        Shape::Union(variants) => union(page, variants),
        Shape::Untagged(items) => untagged(page, items),
        Shape::Alias(ty) => vec![Block::text(format!("Another name for: {}.", types::markdown(page, ty)))],
    }
}

fn object(page: &Page, members: &Struct) -> Vec<Block> {
    match members.fields.is_empty() {
        true => vec![Block::text("An empty object.")],
        false => members::fields(page, members),
    }
}

fn string_enum(page: &Page, values: &StringEnum) -> Vec<Block> {
    let wire = |pattern: &StringPattern| match pattern {
        StringPattern::Fixed(text) => code(&json::text(text)),
        StringPattern::Hole { prefix, hole, suffix } => {
            let (start, end) = (json::text(prefix), json::text(suffix));
            let hole = types::text(page, hole);
            code(&format!("{}<{hole}>{}", &start[..start.len() - 1], &end[1..]))
        }
    };
    let others = if values.open { " Others may come, and are kept." } else { "" };
    let rows: Vec<(Vec<String>, &Meta)> =
        values.values.iter().map(|value| (vec![wire(&value.wire)], &value.meta)).collect();
    if rows.iter().all(|(_, meta)| **meta == Meta::default()) {
        let names: Vec<String> = rows.into_iter().flat_map(|(cells, _)| cells).collect();
        let text = if names.is_empty() {
            "Any string.".to_owned()
        } else {
            format!("One of the strings {}.{others}", listed(&names, "or"))
        };
        return vec![Block::text(text)];
    }
    described(format!("One of these strings.{others}"), &["Value", "Description"], rows)
}

fn int_enum(values: &IntEnum) -> Vec<Block> {
    let others = if values.open { " Others may come, and are kept." } else { "" };
    let text = format!(
        "One of these integers (`{}`{}).{others}",
        values.repr.int.name(),
        in_string(values.repr.text)
    );
    described(
        text,
        &["Value", "Name", "Description"],
        values.values.iter().map(|value| (numbered(value), &value.meta)).collect(),
    )
}

fn flags(flags: &Flags) -> Vec<Block> {
    let text = format!(
        "Bits of an integer (`{}`{}), added up. Unknown bits are kept.",
        flags.repr.int.name(),
        in_string(flags.repr.text)
    );
    described(
        text,
        &["Bits", "Name", "Description"],
        flags.bits.iter().map(|bit| (numbered(bit), &bit.meta)).collect(),
    )
}

fn in_string(text: bool) -> &'static str {
    if text { " in a string" } else { "" }
}

fn numbered(value: &IntValue) -> Vec<String> {
    vec![code(&value.value.to_string()), value.name.pascal()]
}

/// A sentence, and a table of values: their cells, and what they say about themselves.
fn described(text: String, columns: &[&'static str], rows: Vec<(Vec<String>, &Meta)>) -> Vec<Block> {
    let mut further = Vec::new();
    let rows = rows.into_iter().map(|(mut cells, meta)| {
        let notes = notes::of_member(meta, false);
        let text = members::described(&cells[0], meta.doc.as_deref(), notes, &mut further);
        cells.push(text);
        cells
    });
    let table = Table::new(columns, rows.collect()).lean();
    let table = (!table.rows.is_empty()).then(|| table.into());
    std::iter::once(Block::Text(text)).chain(table).chain(further).collect()
}

fn union<'m>(page: &Page<'m>, union: &'m Union) -> Vec<Block> {
    let open = if union.open { " Others may come, and are kept." } else { "" };
    let names: Vec<String> = union.variants.iter().map(|variant| code(&wire_name(&variant.wire))).collect();
    let mut blocks = vec![Block::text(format!("One of {}.{open}", listed(&names, "or")))];
    blocks.extend(pictures::block(page, &union.picture, What::Variant));
    for (variant, name) in union.variants.iter().zip(names) {
        blocks.push(Block::text(format!("**Variant** {name}:")));
        blocks.extend(notes::of_section(&variant.meta, None).into_iter().map(Block::Text));
        blocks.extend(members::payload(page, &variant.payload));
        blocks.extend(page.examples.variant(union, variant).map(|value| Block::json(json::pretty(&value))));
    }
    blocks
}

fn untagged(page: &Page, union: &Untagged) -> Vec<Block> {
    let item = |(index, item): (usize, &UntaggedItem)| {
        let objects = union.objects.iter().filter(|object| object.item == index);
        let mut keys: Vec<String> =
            objects.flat_map(|object| &object.keys).map(|key| code(&key.wire)).collect();
        keys.dedup();
        let kinds: Vec<String> = item.kinds.iter().map(|kind| kind_of(*kind).to_owned()).collect();
        let by = if keys.is_empty() { String::new() } else { format!(" with {}", listed(&keys, "or")) };
        format!("- {}: {}{by}", types::markdown(page, &item.ty), listed(&kinds, "or"))
    };
    let lines: Vec<String> = union.items.iter().enumerate().map(item).collect();
    vec![Block::text("One of these, told apart by what is there:"), Block::text(lines.join("\n"))]
}

fn kind_of(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Boolean => "a boolean",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
    }
}
