//! Pictures of frames: `{ type: <name>, ...<payload> }`.

use serde_json::Value;

use super::{Context, Member, Picture, PictureKind, Text, expression, flow, scalar};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;
use crate::yaml::{Entry, Kind, Node, Scalar, Style};

pub fn read(cx: &mut Context, node: &Node) -> Picture {
    match &node.kind {
        Kind::Mapping { entries, .. } => object(cx, node, entries),
        Kind::Sequence { items, .. } if items.iter().any(has_hole) => {
            let help = "in a picture holes stand in objects: `{ type: <name>, ...<payload> }`";
            refuse(cx, node.span, "a list of a picture holds no holes", Some(help));
            Picture { span: node.span, kind: PictureKind::Value(expression::invalid(node.span)) }
        }
        Kind::Sequence { .. } => value(cx, node),
        Kind::Scalar(scalar) => Picture { span: node.span, kind: read_scalar(cx, node, scalar) },
    }
}

fn object(cx: &mut Context, node: &Node, entries: &[Entry]) -> Picture {
    if let [Entry { key, value }] = entries
        && value.scalar().is_some_and(|scalar| scalar.style == Style::Missing)
        && !key.text.starts_with("...")
    {
        let hole = key.text.trim_matches(['{', '}', '<', '>']);
        let help = format!("a hole is written <{}>", shown(if hole == "wire" { "name" } else { hole }));
        refuse(cx, node.span, "this is no hole", Some(&help));
        return Picture { span: node.span, kind: PictureKind::Value(expression::invalid(node.span)) };
    }
    let whole =
        entries.iter().zip(flow::cut_by_comma(entries)).filter(|(_, cut)| *cut != flow::Cut::Continues);
    let members = whole.filter_map(|(entry, _)| member(cx, entry)).collect();
    Picture { span: node.span, kind: PictureKind::Object(members) }
}

fn member(cx: &mut Context, entry: &Entry) -> Option<Member> {
    let Entry { key, value } = entry;
    if let Some(hole) = key.text.strip_prefix("...") {
        return spread(cx, hole, key.span, value);
    }
    if key.text == "<name>" {
        if value.scalar().is_none_or(|scalar| scalar.text != "<payload>") {
            refuse(cx, value.span, "behind the key <name> stands <payload>", None);
        }
        return Some(Member::NameKey(key.span));
    }
    if is_hole(&key.text) {
        refuse(cx, key.span, &format!("`{}` cannot be a key", shown(&key.text)), Some("only <name> can"));
        return None;
    }
    let whole = scalar::key(cx, key)?;
    let (name, optional) =
        whole.text.strip_suffix('?').map_or((whole.text.as_str(), false), |name| (name, true));
    let key = Text { text: name.to_owned(), span: whole.span };
    Some(Member::Key { key, optional, value: read(cx, value) })
}

fn spread(cx: &mut Context, hole: &str, span: Span, value: &Node) -> Option<Member> {
    if hole != "<payload>" {
        refuse(cx, span, "only `...<payload>` is spread in a picture", None);
        return None;
    }
    if value.scalar().is_none_or(|scalar| scalar.style != Style::Missing) {
        refuse(
            cx,
            value.span,
            "`...<payload>` has no value",
            Some("its members lie among those of the frame"),
        );
    }
    Some(Member::SpreadPayload(span))
}

fn has_hole(item: &Node) -> bool {
    item.scalar().is_some_and(|scalar| is_hole(&scalar.text))
}

fn is_hole(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>')
}

fn read_scalar(cx: &mut Context, node: &Node, scalar: &Scalar) -> PictureKind {
    match scalar.text.as_str() {
        "<name>" => return PictureKind::Name,
        "<version>" => return PictureKind::Version,
        "<payload>" => return PictureKind::Payload { nullable: false },
        "<payload> | null" | "null | <payload>" => return PictureKind::Payload { nullable: true },
        hole if hole.starts_with('<') || hole.starts_with('{') => return unknown_hole(cx, node),
        _ => {}
    }
    if scalar.style == Style::Plain
        && let Some(constant) = constant(&scalar.text)
    {
        return PictureKind::Constant(constant);
    }
    PictureKind::Value(expression::read(cx, node))
}

fn constant(text: &str) -> Option<Value> {
    match text {
        "null" => Some(Value::Null),
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => i64::try_from(scalar::parse_integer(text)?).ok().map(Value::from),
    }
}

fn unknown_hole(cx: &mut Context, node: &Node) -> PictureKind {
    let help = "the holes are <name>, <payload>, <payload> | null and <version>";
    refuse(cx, node.span, "an unknown hole", Some(help));
    PictureKind::Value(expression::invalid(node.span))
}

fn value(cx: &mut Context, node: &Node) -> Picture {
    Picture { span: node.span, kind: PictureKind::Value(expression::read(cx, node)) }
}

fn refuse(cx: &mut Context, span: Span, message: &str, help: Option<&str>) {
    cx.diagnostics.push(Diagnostic::new(&codes::PICTURE, span, message).maybe_help(help.map(str::to_owned)));
}
