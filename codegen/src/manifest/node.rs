//! The one kind of node: a type expression, a tuple, or a mapping with at most one shape.

use super::keys::{self, Keys};
use super::language::{BESIDE, SHAPES};
use super::place::Place;
use super::{Context, Expr, ExprKind, Frame, Node, Shape, Text, WireSpelling};
use super::{approvals, enumeration, expression, fields, meta, picture, scalar, top};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::WireName;
use crate::yaml::{self, Kind, Style};

/// A node, the keys that only its place has, and the default behind ` = `.
pub struct Read<'y> {
    pub node: Node,
    pub keys: Keys<'y>,
    pub default: Option<yaml::Node>,
}

pub fn read<'y>(cx: &mut Context, yaml: &'y yaml::Node, place: Place) -> Read<'y> {
    if !matches!(yaml.kind, Kind::Mapping { .. }) {
        let (expr, default) = expression(cx, yaml, place);
        let node = Node { span: yaml.span, shape: Some(Shape::Type(expr)), ..Node::default() };
        return Read { node, keys: Keys::none(yaml.span), default };
    }
    let Some(keys) = keys::node(cx, yaml, place) else {
        return Read { node: Node::default(), keys: Keys::none(yaml.span), default: None };
    };
    let (shape, default) = shape(cx, &keys, place);
    let wire = keys.get("wire").and_then(|node| wire(cx, node));
    // Where the name is an integer, the old ones are integers too.
    let is_integer = wire.as_ref().is_some_and(|wire| matches!(wire.name, WireName::Int(_)));
    let node = Node {
        span: yaml.span,
        meta: if is_integer { meta::of_integer(cx, &keys) } else { meta::read(cx, &keys) },
        wire,
        open: open(cx, &keys),
        reserved: reserved(cx, &keys),
        frame: frame(cx, &keys, place),
        allow: keys.get("allow").map(|node| approvals::allow(cx, node)).unwrap_or_default(),
        shape,
    };
    Read { node, keys, default }
}

fn expression(cx: &mut Context, yaml: &yaml::Node, place: Place) -> (Expr, Option<yaml::Node>) {
    match place {
        Place::Field => {
            let read = expression::read_with_default(cx, yaml);
            (read.expr, read.default)
        }
        _ => (expression::read(cx, yaml), None),
    }
}

fn shape(cx: &mut Context, keys: &Keys, place: Place) -> (Option<Shape>, Option<yaml::Node>) {
    let mut present = SHAPES.iter().filter(|shape| keys.get(shape).is_some());
    if keys.get("repr").is_some() {
        needs(cx, keys, "repr");
    }
    let Some(&first) = present.next() else {
        return (needed_shape(cx, keys, place), None);
    };
    for other in present {
        two_shapes(cx, keys, first, other);
    }
    let Some(yaml) = keys.get(first) else { return (None, None) };
    let repr = keys.get("repr").map(|node| expression::read(cx, node));
    let shape = match first {
        "type" => {
            let (expr, default) = expression(cx, yaml, place);
            return (Some(Shape::Type(expr)), default);
        }
        "fields" => Shape::Fields(fields::read(cx, yaml)),
        "enum" => Shape::Enum(enumeration::read_enum(cx, yaml, repr)),
        "flags" => Shape::Flags(enumeration::read_flags(cx, yaml, repr)),
        _ => Shape::Union(top::declarations(cx, yaml, "`union`", Place::Variant)),
    };
    refuse_empty(cx, &shape, yaml);
    (Some(shape), None)
}

fn two_shapes(cx: &mut Context, keys: &Keys, first: &str, other: &str) {
    let (Some(first_key), Some(other_key)) = (keys.key(first), keys.key(other)) else { return };
    let message = format!("a node has one shape, this one has `{first}` and `{other}`");
    cx.diagnostics.push(
        Diagnostic::new(&codes::TWO_SHAPES, other_key.span, message)
            .label("the second shape")
            .second(first_key.span, "the first"),
    );
}

fn needed_shape(cx: &mut Context, keys: &Keys, place: Place) -> Option<Shape> {
    if !place.needs_shape() {
        return None;
    }
    let message = format!("{} needs a shape", place.word());
    cx.diagnostics.push(
        Diagnostic::new(&codes::NO_SHAPE, keys.span, message)
            .help("one of `type`, `fields`, `enum`, `flags`, `union`"),
    );
    Some(Shape::Type(Expr { span: keys.span, kind: ExprKind::Invalid }))
}

/// A struct may have no fields; nothing is a value of an empty enum or union.
fn refuse_empty(cx: &mut Context, shape: &Shape, yaml: &yaml::Node) {
    let empty = match &yaml.kind {
        Kind::Sequence { items, .. } => items.is_empty(),
        Kind::Mapping { entries, .. } => entries.is_empty(),
        Kind::Scalar(_) => false,
    };
    if empty && !matches!(shape, Shape::Fields(_)) {
        cx.diagnostics.push(Diagnostic::new(
            &codes::EMPTY_SHAPE,
            yaml.span,
            "nothing can ever be a value of this",
        ));
    }
}

fn wire(cx: &mut Context, node: &yaml::Node) -> Option<WireSpelling> {
    let spelled = |name| Some(WireSpelling { name, span: node.span });
    if let Some(integer) = scalar::integer(node) {
        let Ok(integer) = i64::try_from(integer) else {
            let message = "an integer name must fit in 64 bits";
            cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
            return None;
        };
        return spelled(WireName::Int(integer));
    }
    match node.scalar() {
        Some(scalar) if scalar.style == Style::Plain && matches!(scalar.text.as_str(), "true" | "false") => {
            spelled(WireName::Bool(scalar.text == "true"))
        }
        _ => spelled(WireName::Text(scalar::text(cx, node, "`wire`")?.text)),
    }
}

fn open(cx: &mut Context, keys: &Keys) -> bool {
    let Some(node) = keys.get("open") else { return false };
    needs(cx, keys, "open");
    scalar::boolean(cx, node, "`open`").unwrap_or(false)
}

fn reserved(cx: &mut Context, keys: &Keys) -> Vec<Text> {
    let Some(node) = keys.get("reserved") else { return Vec::new() };
    needs(cx, keys, "reserved");
    reserved_list(cx, node)
}

/// A list of names, or of the integers of an enum.
pub fn reserved_list(cx: &mut Context, node: &yaml::Node) -> Vec<Text> {
    let Kind::Sequence { items, .. } = &node.kind else {
        scalar::wrong_kind(cx, node, "`reserved`");
        return Vec::new();
    };
    items.iter().filter_map(|item| scalar::name_or_integer(cx, item, "a reserved name")).collect()
}

fn frame(cx: &mut Context, keys: &Keys, place: Place) -> Option<Frame> {
    let node = keys.get("frame")?;
    if place == Place::Event {
        return Some(match node.scalar() {
            Some(scalar) if !scalar.text.starts_with('<') => Frame::Named(scalar::text(cx, node, "`frame`")?),
            _ => Frame::Picture(picture::read(cx, node)),
        });
    }
    needs(cx, keys, "frame");
    Some(Frame::Picture(picture::read(cx, node)))
}

/// Refuses `key` when none of the shapes it describes is there.
fn needs(cx: &mut Context, keys: &Keys, key: &str) {
    let beside = BESIDE.iter().find(|(known, _)| *known == key);
    let shapes = beside.map_or(&[][..], |(_, shapes)| shapes);
    if shapes.iter().any(|shape| keys.get(shape).is_some()) {
        return;
    }
    let Some(key) = keys.key(key) else { return };
    let shapes = shapes.iter().map(|shape| format!("`{shape}`")).collect::<Vec<_>>().join(", ");
    let message = format!("`{}` stands beside one of {shapes}", key.text);
    cx.diagnostics.push(Diagnostic::new(&codes::NEEDS_OTHER_KEY, key.span, message));
}
