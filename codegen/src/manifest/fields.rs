//! Fields, and the marks on their keys.

use super::node::{self, Read};
use super::place::Place;
use super::{Context, Field, Text, flow, keys, scalar};
use crate::diagnostic::{Diagnostic, codes};
use crate::yaml::{Entry, Kind, Node};

pub fn read(cx: &mut Context, node: &Node) -> Vec<Field> {
    let flow = matches!(node.kind, Kind::Mapping { flow: true, .. });
    let entries = keys::entries(cx, node, "`fields`").unwrap_or_default();
    let cut = if flow { flow::cut_by_comma(entries) } else { Vec::new() };
    let mut fields = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        match cut.get(index) {
            Some(flow::Cut::Begins) => flow::refuse(cx, &entry.value),
            Some(flow::Cut::Continues) => {}
            _ => fields.extend(field(cx, entry)),
        }
    }
    fields
}

fn field(cx: &mut Context, entry: &Entry) -> Option<Field> {
    let whole = scalar::key(cx, &entry.key)?;
    let marks = Marks::of(&whole.text);
    let key = Text { text: marks.name.to_owned(), span: whole.span };
    let Read { node, keys, default } = node::read(cx, &entry.value, Place::Field);
    let default_behind = default.is_some();
    let default = match (default, keys.get("default")) {
        (Some(behind), Some(_)) => {
            let message = "a field has one default, this one has ` = ` and `default`";
            cx.diagnostics.push(Diagnostic::new(&codes::BAD_MARK, behind.span, message));
            Some(behind)
        }
        (behind, named) => behind.or(named.cloned()),
    };
    let sensitive = keys.get("sensitive").and_then(|node| scalar::boolean(cx, node, "`sensitive`"));
    let field = Field {
        optional: marks.optional,
        spread: marks.spread,
        sensitive: sensitive.unwrap_or(false),
        key,
        node,
        default,
        default_behind,
    };
    refuse_marks(cx, &field);
    Some(field)
}

struct Marks<'k> {
    name: &'k str,
    optional: bool,
    spread: bool,
}

impl Marks<'_> {
    fn of(key: &str) -> Marks<'_> {
        let (rest, optional) = key.strip_suffix('?').map_or((key, false), |rest| (rest, true));
        let (name, spread) = rest.strip_prefix("...").map_or((rest, false), |rest| (rest, true));
        Marks { name, optional, spread }
    }
}

fn refuse_marks(cx: &mut Context, field: &Field) {
    let message = match field {
        Field { spread: true, optional: true, .. } => "a spread field takes no `?`",
        Field { spread: true, default: Some(_), .. } => "a spread field takes no default",
        Field { spread: true, node, .. } if node.wire.is_some() || !node.meta.was.is_empty() => {
            "a spread field has no name on the wire"
        }
        _ => return,
    };
    cx.diagnostics.push(
        Diagnostic::new(&codes::BAD_MARK, field.key.span, message)
            .help("its members lie among this struct's own; write the marks on them"),
    );
}
