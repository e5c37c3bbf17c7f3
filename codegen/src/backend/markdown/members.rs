//! What something carries: tables of fields.

use super::block::{Block, Table};
use super::text::{code, plain};
use super::{Page, json, notes, prose, types};
use crate::model::{Field, Payload, Struct, Type};

/// What an event or a variant carries, in a sentence or a table.
pub fn payload(page: &Page, payload: &Payload) -> Vec<Block> {
    match payload {
        Payload::Unit => vec![Block::text("No payload.")],
        Payload::Struct(members) if members.fields.is_empty() => {
            vec![Block::text("The payload is an empty object.")]
        }
        Payload::Struct(members) => fields(page, members),
        Payload::Type(ty) => vec![Block::text(format!("The payload: {}.", types::markdown(page, ty)))],
    }
}

/// A table of fields, and below it what no cell holds.
pub fn fields(page: &Page, members: &Struct) -> Vec<Block> {
    let mut further = Vec::new();
    let rows = members.fields.iter().map(|field| row(page, field, &mut further)).collect();
    let table = Table::new(&["Field", "Type", "Presence", "Default", "Description"], rows).lean();
    std::iter::once(table.into()).chain(further).collect()
}

fn row(page: &Page, field: &Field, further: &mut Vec<Block>) -> Vec<String> {
    let name = match field.spread {
        true => format!("*{}*", plain(field.name.snake())),
        false => code(&field.wire),
    };
    let text =
        described(&name, field.meta.doc.as_deref(), notes::of_member(&field.meta, field.sensitive), further);
    vec![name, of_type(page, field), presence(field).to_owned(), default(page, field), text]
}

/// The cell that describes a member; what has no room in it comes after the table, under the member's name.
pub fn described(name: &str, doc: Option<&str>, notes: Vec<String>, further: &mut Vec<Block>) -> String {
    let (text, rest) = doc.map(prose::summary).unwrap_or_default();
    if let Some(rest) = rest {
        further.extend([Block::text(format!("More on {name}:")), Block::text(rest)]);
    }
    let texts = std::iter::once(text).filter(|text| !text.is_empty());
    texts.chain(notes).collect::<Vec<_>>().join(" ")
}

fn of_type(page: &Page, field: &Field) -> String {
    let ty = types::markdown(page, &field.ty);
    match (&field.ty, field.spread) {
        (Type::Map(_, value), true) => format!("any other members: {}", types::markdown(page, value)),
        (_, true) => format!("the members of {ty}"),
        _ if field.nullable => ty + " or `null`",
        _ => ty,
    }
}

/// As "How to read the tables" explains it.
fn presence(field: &Field) -> &'static str {
    match (field.optional, &field.default) {
        (true, Some(_)) => "unless default",
        (true, None) => "optional",
        (false, _) if field.spread => "",
        (false, _) => "always",
    }
}

fn default(page: &Page, field: &Field) -> String {
    let Some(default) = &field.default else { return String::new() };
    match page.examples.shown(&field.ty, default).filter(|_| !field.sensitive) {
        Some(shown) => code(&json::compact(&shown)),
        None => "(hidden)".to_owned(),
    }
}
