//! Enums of texts and of integers, and flags.

use super::siblings::Sibling;
use super::{Context, Owner, names, siblings, types};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::manifest::{self, EnumLiteral, EnumValue, Expr, ExprKind, Node, Text};
use crate::model::{
    Flags, Int, IntEnum, IntValue, Repr, Shape, StringEnum, StringPattern, StringValue, Type,
};
use crate::name::Name;
use crate::source::Span;

pub fn lower_enum<'m>(
    cx: &mut Context<'m, '_>,
    declared: &'m manifest::Enum,
    node: &'m Node,
    owner: &Owner,
) -> Shape {
    let integers = declared.values.first().is_some_and(EnumValue::is_integer);
    if integers { int_enum(cx, declared, node) } else { string_enum(cx, declared, node, owner) }
}

fn string_enum<'m>(
    cx: &mut Context<'m, '_>,
    declared: &'m manifest::Enum,
    node: &'m Node,
    owner: &Owner,
) -> Shape {
    if let Some(repr) = &declared.repr {
        let message = "`repr` belongs to an enum of integers";
        cx.diagnostics.push(Diagnostic::new(&codes::NEEDS_OTHER_KEY, repr.span, message));
    }
    let mut values = Vec::with_capacity(declared.values.len());
    let mut named = Vec::with_capacity(declared.values.len());
    for value in &declared.values {
        let EnumLiteral::Text(text) = &value.value else { continue };
        names::refuse_unreadable(cx, &text.text, text.span);
        let name = value_name(cx, value, text);
        let (wire, span) = (text.clone(), value.span);
        named.push(Sibling { group: 0, wire, name: name.clone(), span, meta: &value.meta });
        let wire = pattern(cx, text, owner);
        values.push(StringValue { name, wire, meta: names::meta(&value.meta), span });
    }
    check(cx, &named, node);
    let reserved = node.reserved.iter().map(|text| text.text.clone()).collect();
    Shape::StringEnum(StringEnum { values, open: node.open, reserved })
}

fn check(cx: &mut Context, named: &[Sibling], node: &Node) {
    siblings::check(cx, "value", named, &node.reserved.iter().collect::<Vec<_>>());
}

/// The hole is no part of the name: `screen_video:<uuid>` is `ScreenVideo`.
fn value_name(cx: &mut Context, value: &EnumValue, text: &Text) -> Name {
    if value.key.text != text.text {
        return names::code_name(cx, &value.key);
    }
    let without_hole = match (text.text.find('<'), text.text.rfind('>')) {
        (Some(open), Some(close)) if open < close => {
            format!("{} {}", &text.text[..open], &text.text[close + 1..])
        }
        _ => text.text.clone(),
    };
    names::value_name(cx, text, &without_hole)
}

fn pattern(cx: &mut Context, text: &Text, owner: &Owner) -> StringPattern {
    let fixed = StringPattern::Fixed(text.text.clone());
    let Some((prefix, rest)) = text.text.split_once('<') else { return fixed };
    let Some((hole, suffix)) = rest.split_once('>') else {
        cx.diagnostics.push(
            Diagnostic::new(&codes::HOLE, text.span, "a `<` opens a hole, and this one has no `>`")
                .help("a hole is written like `<uuid>`; a value of an enum cannot hold a `<` of its own"),
        );
        return fixed;
    };
    if suffix.contains(['<', '>']) {
        bad_hole(cx, text.span, "a value has one hole");
        return fixed;
    }
    if prefix.is_empty() && suffix.is_empty() {
        bad_hole(cx, text.span, "a hole needs text around it");
        return fixed;
    }
    if !hole.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') || hole.is_empty() {
        cx.diagnostics.push(
            Diagnostic::new(&codes::HOLE, text.span, "what stands between `<` and `>` is the type of a hole")
                .help("a hole is written like `<uuid>`; a value of an enum cannot hold a `<` of its own"),
        );
        return fixed;
    }
    let expr = Expr { span: text.span, kind: manifest::ExprKind::Name(hole.to_owned()) };
    let ty = types::expression(cx, &expr, owner);
    match ty {
        Type::String if !suffix.is_empty() => {
            bad_hole(cx, text.span, "a hole for any string stands at the end")
        }
        Type::String | Type::Uuid | Type::Date | Type::Int(_) | Type::Named(_) => {}
        // An unknown type was refused already.
        Type::Json if hole != "json" => {}
        _ => {
            bad_hole(cx, text.span, "a hole is uuid, date, an integer, a string enum, or, at the end, string")
        }
    }
    StringPattern::Hole { prefix: prefix.to_owned(), hole: ty, suffix: suffix.to_owned() }
}

fn bad_hole(cx: &mut Context, span: Span, message: &str) {
    cx.diagnostics.push(Diagnostic::new(&codes::HOLE, span, message));
}

fn int_enum<'m>(cx: &mut Context<'m, '_>, declared: &'m manifest::Enum, node: &'m Node) -> Shape {
    let mut values = Vec::with_capacity(declared.values.len());
    for value in &declared.values {
        let EnumLiteral::Int(integer) = value.value else { continue };
        values.push(Listed { key: &value.key, value: integer, meta: &value.meta });
    }
    let negative = values.iter().any(|value| value.value < 0);
    let repr = repr(cx, declared.repr.as_ref(), if negative { Int::I32 } else { Int::U32 });
    let values = integers(cx, &values, node, repr);
    Shape::IntEnum(IntEnum { repr, values, open: node.open, reserved: reserved(cx, node) })
}

pub fn lower_flags<'m>(cx: &mut Context<'m, '_>, flags: &'m manifest::Flags, node: &'m Node) -> Shape {
    let listed = |flag: &'m manifest::Flag| Listed { key: &flag.key, value: flag.value, meta: &flag.meta };
    let values: Vec<_> = flags.bits.iter().map(listed).collect();
    let repr = repr(cx, flags.repr.as_ref(), Int::U32);
    let bits = integers(cx, &values, node, repr);
    Shape::Flags(Flags { repr, bits, reserved: reserved(cx, node) })
}

struct Listed<'m> {
    key: &'m Text,
    value: i128,
    meta: &'m manifest::Meta,
}

fn integers(cx: &mut Context, listed: &[Listed], node: &Node, repr: Repr) -> Vec<IntValue> {
    let mut named = Vec::with_capacity(listed.len());
    let mut values = Vec::with_capacity(listed.len());
    let (least, most) = super::value::range(repr.int);
    for item in listed {
        let Listed { key, value, meta } = *item;
        if !(least..=most).contains(&value) {
            let message = format!("{value} does not fit into the integer type of this enum");
            let help = "choose a wider type with `repr`";
            cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, key.span, message).help(help));
        }
        let name = names::code_name(cx, key);
        let wire = Text { text: value.to_string(), span: key.span };
        named.push(Sibling { group: 0, wire, name: name.clone(), span: key.span, meta });
        let was = meta.was.iter().filter_map(|old| integer(cx, old)).collect();
        values.push(IntValue { name, value, was, meta: names::meta(meta), span: key.span });
    }
    check(cx, &named, node);
    values
}

fn reserved(cx: &mut Context, node: &Node) -> Vec<i128> {
    node.reserved.iter().filter_map(|text| integer(cx, text)).collect()
}

fn integer(cx: &mut Context, text: &Text) -> Option<i128> {
    let integer = text.text.parse().ok();
    if integer.is_none() {
        let message = format!("`{}` is no integer, as the values here are", shown(&text.text));
        cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, text.span, message));
    }
    integer
}

fn is_json(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Name(name) if name == "json")
}

fn repr(cx: &mut Context, expr: Option<&Expr>, otherwise: Int) -> Repr {
    let Some(expr) = expr else { return Repr { int: otherwise, text: false } };
    let owner = Owner { name: names::word("repr"), scope: crate::model::Scope::Types, span: expr.span };
    match types::expression(cx, expr, &owner) {
        Type::Int(int) => return Repr { int, text: false },
        Type::Text(inner) => {
            if let Type::Int(int) = *inner {
                return Repr { int, text: true };
            }
        }
        // It stands for what was refused already, unless it is meant.
        Type::Json if !is_json(expr) => return Repr { int: otherwise, text: false },
        _ => {}
    }
    let message = "`repr` is an integer type, or `string<…>` of one";
    cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, expr.span, message));
    Repr { int: otherwise, text: false }
}
