//! What lies among the members of a struct and belongs to its spread fields.

use serde_json::{Map, Value};

use super::{Reader, composite};
use crate::diagnostic::shown;
use crate::model::{Field, Struct};
use crate::resolve::members::of_type;
use crate::source::Span;
use crate::yaml::{Entry, Kind, Node};

/// Reads the entries that no field of the struct's own has for its key.
pub fn read<'a>(
    reader: &mut Reader<'a>,
    members: &'a Struct,
    mut rest: Vec<Entry>,
    span: Span,
) -> Option<Map<String, Value>> {
    let spread = members.fields.iter().filter(|field| field.spread);
    let mut read = Some(Map::new());
    let mut others = None;
    for field in spread {
        let declared = of_type(reader.types, &field.ty);
        let (own, left) = rest.into_iter().partition(|entry| declared.has(&entry.key.text));
        rest = left;
        if declared.takes_others {
            others = Some((field, own));
        } else {
            read = composite::merge(read, of_field(reader, field, own, span));
        }
    }
    // A map takes what nothing else declares.
    if let Some((field, mut own)) = others {
        own.append(&mut rest);
        read = composite::merge(read, of_field(reader, field, own, span));
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
