//! What fields hold.

use std::collections::HashMap;

use super::linting::{Linting, payloads};
use crate::check::walk;
use crate::diagnostic::shown;
use crate::model::{Shape, Type, TypeDef};

/// Open JSON under a name that says what it is.
pub fn json(cx: &mut Linting) {
    let fields = cx.fields();
    let mut known: HashMap<String, String> =
        cx.declared().map(|(_, def)| (def.name.snake().to_owned(), cx.key(def).to_owned())).collect();
    for field in &fields {
        let Type::Named(id) = &field.ty else { continue };
        let def = cx.model.type_def(*id);
        // What is written in place has no name that another place could write.
        let has_members = matches!(def.shape, Shape::Struct(_) | Shape::Union(_) | Shape::Untagged(_));
        if has_members && cx.is_declared(def) {
            known.entry(field.name.snake().to_owned()).or_insert_with(|| cx.key(def).to_owned());
        }
    }
    for field in fields.into_iter().filter(|field| is_open(&field.ty)) {
        let name = field.name.snake();
        let singular = name.strip_suffix('s').filter(|_| field.ty != Type::Json);
        let of_one = || Some((known.get(singular?)?, true));
        if let Some((ty, is_of_many)) = known.get(name).map(|ty| (ty, false)).or_else(of_one) {
            let message = format!("`{}` is open JSON, and there is a type `{ty}`", shown(&field.wire));
            let help = format!(
                "write `{}`, or call it otherwise if it is something else",
                closed_as(&field.ty, ty, is_of_many)
            );
            cx.report(field.span, message, help);
        }
    }
}

fn is_open(ty: &Type) -> bool {
    match ty {
        Type::Json => true,
        Type::Nullable(ty) | Type::List(ty) | Type::Set(ty) | Type::Map(_, ty) => is_open(ty),
        _ => false,
    }
}

/// The type, with `ty` in place of JSON; the field holds several of them.
fn closed_as(open: &Type, ty: &str, is_of_many: bool) -> String {
    let closed = |inner| closed_as(inner, ty, is_of_many);
    match open {
        Type::List(inner) => format!("list<{}>", closed(inner)),
        Type::Set(inner) => format!("set<{}>", closed(inner)),
        Type::Map(_, inner) if is_of_many => format!("map<{}>", closed(inner)),
        Type::Nullable(inner) => closed(inner),
        // An object of any members is as likely one of those that are known.
        _ => ty.to_owned(),
    }
}

/// Texts and numbers that are times.
pub fn times(cx: &mut Linting) {
    for field in cx.fields() {
        let name = field.name.snake();
        let is_time = name.ends_with("_at") || name == "timestamp" || name.ends_with("_timestamp");
        let better = match &field.ty {
            Type::String => "write `timestamp`, if it is written as in RFC 3339",
            Type::Int(_) => "write `timestamp<ms>` or `timestamp<s>`, whichever it counts",
            Type::F32 | Type::F64 => "write `timestamp<ms>`, and count whole milliseconds",
            _ => continue,
        };
        if is_time {
            let message = format!("`{}` is a time, and a plain text or number", shown(&field.wire));
            cx.report(field.span, message, better);
        }
    }
}

/// The last words of names of lengths of time.
const LENGTHS: &[&str] =
    &["duration", "timeout", "interval", "latency", "delay", "elapsed", "uptime", "ttl", "jitter"];

/// Words by which a text says what is counted.
const UNITS: &[&str] = &[
    "ns",
    "us",
    "ms",
    "s",
    "min",
    "h",
    "nanosecond",
    "microsecond",
    "millisecond",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "frame",
    "sample",
    "tick",
];

/// Numbers that count nobody knows what.
pub fn durations(cx: &mut Linting) {
    for field in cx.fields() {
        let last = field.name.snake().rsplit('_').next().unwrap_or_default();
        let is_number = matches!(field.ty, Type::Int(_) | Type::F32 | Type::F64);
        let doc = field.meta.doc.as_deref().unwrap_or_default();
        if LENGTHS.contains(&last) && is_number && !says_unit(doc) {
            let message = format!("`{}` does not say in what it is counted", shown(&field.wire));
            let unit = if field.wire.contains(|c: char| c.is_ascii_uppercase()) { "Ms" } else { "_ms" };
            let help = format!("call it `{}{unit}` or the like, or say it in its `doc`", shown(&field.wire));
            cx.report(field.span, message, help);
        }
    }
}

fn says_unit(doc: &str) -> bool {
    let words: Vec<String> = doc.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    words.iter().zip(before).any(|(word, before)| {
        // A letter or two are a unit behind `in` alone: there is also "client's", and "us".
        let is_unit = |unit: &str| UNITS.contains(&unit) && (unit.len() > 2 || before == "in");
        is_unit(word) || word.strip_suffix('s').is_some_and(is_unit)
    })
}

/// What is sent to clients and keeps nothing that they do not know.
pub fn closed(cx: &mut Linting) {
    let model = cx.model;
    let sent = walk::reached(model, |visit| {
        model.server.iter().flat_map(payloads).for_each(|payload| walk::payload(payload, visit));
        for event in &model.client {
            payloads(event).skip(1).for_each(|payload| walk::payload(payload, visit));
        }
    });
    let is_closed = |def: &TypeDef| is_closed(&def.shape);
    let closed: Vec<&TypeDef> =
        cx.types().filter(|(id, def)| sent[id.0] && is_closed(def)).map(|(_, def)| def).collect();
    for def in closed {
        let what = if matches!(def.shape, Shape::Union(_)) { "union" } else { "enum" };
        let message =
            format!("the {what} `{}` is closed: older clients refuse what will be added", def.name.pascal());
        cx.report(def.span, message, "mark it `open: true`, or allow it if nothing will be added");
    }
}

fn is_closed(shape: &Shape) -> bool {
    match shape {
        Shape::StringEnum(own) => !own.open,
        Shape::IntEnum(own) => !own.open,
        Shape::Union(own) => !own.open,
        _ => false,
    }
}
