//! `enum` and `flags`.

use std::collections::HashMap;

use super::keys::{self, Keys};
use super::{Context, Enum, EnumLiteral, EnumValue, Expr, Flag, Flags, Meta, Text, language, meta, scalar};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;
use crate::yaml::{Entry, Kind, Node};

pub fn read_enum(cx: &mut Context, node: &Node, repr: Option<Expr>) -> Enum {
    let values: Vec<EnumValue> = match &node.kind {
        Kind::Sequence { items, .. } => items.iter().filter_map(|item| listed(cx, item)).collect(),
        Kind::Mapping { entries, .. } => entries.iter().filter_map(|entry| named(cx, entry)).collect(),
        Kind::Scalar(_) => {
            scalar::wrong_kind(cx, node, "`enum`");
            Vec::new()
        }
    };
    refuse_mixture(cx, &values);
    Enum { values, repr }
}

/// A value in a list: the wire value, from which its name is derived.
fn listed(cx: &mut Context, item: &Node) -> Option<EnumValue> {
    if matches!(item.kind, Kind::Mapping { .. }) {
        let keys = keys::section(cx, item, &language::VALUE)?;
        let Some(value) = keys.get("value") else {
            let message = "a value in a list needs `value`";
            cx.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, item.span, message));
            return None;
        };
        let text = unnamed(cx, value)?;
        let meta = meta::read(cx, &keys);
        return Some(EnumValue { key: text.clone(), value: EnumLiteral::Text(text), span: item.span, meta });
    }
    let text = unnamed(cx, item)?;
    let value = EnumLiteral::Text(text.clone());
    Some(EnumValue { key: text, value, span: item.span, meta: Meta::default() })
}

fn unnamed(cx: &mut Context, node: &Node) -> Option<Text> {
    if let Some(integer) = scalar::integer(node) {
        cx.diagnostics.push(
            Diagnostic::new(&codes::BAD_ENUM, node.span, "an integer has no name in code")
                .help(format!("write `{{ its_name: {integer} }}`, or the text in quotes")),
        );
        return None;
    }
    scalar::text(cx, node, "a value")
}

/// A value under its code name.
fn named(cx: &mut Context, entry: &Entry) -> Option<EnumValue> {
    let key = scalar::key(cx, &entry.key)?;
    let (value, keys) = match &entry.value.kind {
        Kind::Mapping { .. } => {
            let keys = keys::section(cx, &entry.value, &language::VALUE)?;
            (keys.get("value").map(|value| literal(cx, value)), keys)
        }
        _ => (Some(literal(cx, &entry.value)), Keys::none(entry.value.span)),
    };
    let value = match value {
        Some(literal) => literal?,
        None => EnumLiteral::Text(key.clone()),
    };
    let meta = match value {
        EnumLiteral::Int(_) => meta::of_integer(cx, &keys),
        EnumLiteral::Text(_) => meta::read(cx, &keys),
    };
    Some(EnumValue { span: key.span, key, value, meta })
}

fn literal(cx: &mut Context, node: &Node) -> Option<EnumLiteral> {
    match scalar::integer(node) {
        Some(integer) => Some(EnumLiteral::Int(integer)),
        None => scalar::text(cx, node, "a value").map(EnumLiteral::Text),
    }
}

fn refuse_mixture(cx: &mut Context, values: &[EnumValue]) {
    let Some(first) = values.first() else { return };
    let kind = |value: &EnumValue| std::mem::discriminant(&value.value);
    if let Some(other) = values.iter().find(|value| kind(value) != kind(first)) {
        cx.diagnostics.push(
            Diagnostic::new(&codes::BAD_ENUM, other.span, "an enum has texts or integers, not both")
                .second(first.span, "the other kind"),
        );
    }
}

pub fn read_flags(cx: &mut Context, node: &Node, repr: Option<Expr>) -> Flags {
    let mut known = HashMap::new();
    let mut bits = Vec::new();
    for entry in keys::entries(cx, node, "`flags`").unwrap_or_default() {
        if let Some(flag) = flag(cx, entry, &known) {
            known.insert(flag.key.text.clone(), flag.value);
            bits.push(flag);
        }
    }
    Flags { bits, repr }
}

fn flag(cx: &mut Context, entry: &Entry, known: &HashMap<String, i128>) -> Option<Flag> {
    let key = scalar::key(cx, &entry.key)?;
    let (value, keys) = match &entry.value.kind {
        Kind::Mapping { .. } => {
            let keys = keys::section(cx, &entry.value, &language::FLAG)?;
            (keys.get("value"), keys)
        }
        _ => (Some(&entry.value), Keys::none(entry.value.span)),
    };
    let Some(value) = value else {
        let message = format!("the flag `{}` needs `value`", shown(&key.text));
        cx.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, entry.value.span, message));
        return None;
    };
    let bits = flag_value(cx, value, known)?;
    Some(Flag { key, value: bits, meta: meta::read(cx, &keys) })
}

/// An integer, `1 << n`, or `A | B` of names above.
fn flag_value(cx: &mut Context, node: &Node, known: &HashMap<String, i128>) -> Option<i128> {
    let Some(text) = node.scalar().map(|scalar| scalar.text.as_str()) else {
        scalar::wrong_kind(cx, node, "a flag");
        return None;
    };
    if let Some(value) = scalar::parse_integer(text).filter(|value| *value >= 0) {
        return Some(value);
    }
    if let Some(shift) = text.strip_prefix("1 << ").and_then(|shift| shift.trim().parse::<u32>().ok()) {
        return (shift < 127)
            .then_some(1 << shift)
            .or_else(|| bad_flag(cx, node.span, "a shift is less than 127"));
    }
    let names = text.split('|').map(|name| known.get(name.trim()).copied());
    match names.collect::<Option<Vec<_>>>() {
        Some(values) => Some(values.into_iter().fold(0, |all, value| all | value)),
        None => bad_flag(cx, node.span, "a flag is an integer, `1 << n`, or `A | B` of flags above it"),
    }
}

fn bad_flag(cx: &mut Context, span: Span, message: &str) -> Option<i128> {
    cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, span, message));
    None
}
