//! What lies among the members of a struct and belongs to its spread fields.

use serde_json::{Map, Value};

use super::{Reader, composite};
use crate::check::spread::names_of;
use crate::diagnostic::shown;
use crate::model::{Field, Struct, Type};
use crate::resolve::behind;
use crate::source::Span;
use crate::yaml::{Entry, Kind, Node};

/// Reads the entries that no field of the struct's own has for its key.
pub fn read<'a>(
    reader: &mut Reader<'a>,
    members: &'a Struct,
    mut rest: Vec<Entry>,
    span: Span,
) -> Option<Map<String, Value>> {
    let is_map = |field: &&'a Field| matches!(behind(reader.types, &field.ty), Type::Map(..));
    let spread = members.fields.iter().filter(|field| field.spread);
    // A map takes what no other has.
    let (maps, named): (Vec<&Field>, Vec<&Field>) = spread.partition(is_map);
    let mut read = Some(Map::new());
    for field in named {
        let names = names_of(reader.types, &field.ty);
        let (own, others) = rest.into_iter().partition(|entry| names.contains(&entry.key.text));
        rest = others;
        read = composite::merge(read, of_field(reader, field, own, span));
    }
    for field in maps {
        read = composite::merge(read, of_field(reader, field, std::mem::take(&mut rest), span));
    }
    for Entry { key, .. } in rest {
        reader.refuse(key.span, &format!("there is no field `{}`", shown(&key.text)));
        read = None;
    }
    read
}

fn of_field<'a>(reader: &mut Reader<'a>, field: &'a Field, entries: Vec<Entry>, span: Span) -> Option<Value> {
    composite::read(reader, &field.ty, &Node { span, kind: Kind::Mapping { entries, flow: false } })
}
