//! Values of any type.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Reader, range, scalar, spread, tagged};
use crate::diagnostic::{Diagnostics, shown};
use crate::model::{Flags, IntEnum, JsonKind, Shape, Struct, Type, Untagged};
use crate::resolve::members::is_required;
use crate::resolve::{behind, untagged};
use crate::yaml::{Entry, Key, Kind, Node, Scalar, Style};

pub fn read<'a>(reader: &mut Reader<'a>, ty: &'a Type, node: &Node) -> Option<Value> {
    match ty {
        Type::Bool => scalar::boolean(reader, node),
        Type::String => scalar::text(reader, node),
        Type::Int(int) => scalar::integer(reader, *int, false, node),
        Type::F32 => scalar::float(reader, true, node),
        Type::F64 => scalar::float(reader, false, node),
        Type::Uuid => scalar::formed(reader, "a uuid", scalar::is_uuid, node),
        Type::Timestamp(form) => scalar::timestamp(reader, *form, node),
        Type::Date => scalar::formed(reader, "a date like 2026-03-01", scalar::is_date, node),
        Type::Bytes => scalar::formed(reader, "base64", scalar::is_base64, node),
        Type::Json | Type::Event(_) => json(reader, node),
        Type::Null => scalar::null(reader, node),
        Type::Nullable(inner) => nullable(reader, inner, true, node),
        Type::List(item) => list(reader, item, node),
        Type::Set(item) => set(reader, item, node),
        Type::Map(key, value) => map(reader, key, value, node),
        Type::Tuple(items) => tuple(reader, items, node),
        Type::Text(inner) => text_of(reader, inner, node),
        Type::Named(id) => {
            let types = reader.types;
            shape(reader, &types[id.0].shape, node)
        }
    }
}

pub fn nullable<'a>(reader: &mut Reader<'a>, ty: &'a Type, nullable: bool, node: &Node) -> Option<Value> {
    let is_null = matches!(node.scalar(), Some(Scalar { text, style: Style::Plain }) if text == "null");
    if nullable && is_null { Some(Value::Null) } else { read(reader, ty, node) }
}

fn shape<'a>(reader: &mut Reader<'a>, shape: &'a Shape, node: &Node) -> Option<Value> {
    match shape {
        Shape::Struct(members) => object(reader, members, node),
        Shape::StringEnum(values) => scalar::string_enum(reader, values, node),
        Shape::IntEnum(values) => int_enum(reader, values, node),
        Shape::Flags(flags) => self::flags(reader, flags, node),
        Shape::Union(union) => tagged::read(reader, union, node),
        Shape::Untagged(union) => alternative(reader, union, node),
        Shape::Alias(ty) => read(reader, ty, node),
    }
}

pub fn object<'a>(reader: &mut Reader<'a>, members: &'a Struct, node: &Node) -> Option<Value> {
    let Kind::Mapping { entries, .. } = &node.kind else {
        return scalar::mismatch(reader, "an object", node);
    };
    let spreads = members.fields.iter().any(|field| field.spread);
    let fields = reader.fields_of(members);
    let (mut read, mut rest) = (Some(Map::new()), Vec::new());
    for Entry { key, value } in entries {
        if let Some(field) = fields.get(key.text.as_str()) {
            let value =
                within(reader, &field.wire, |reader| nullable(reader, &field.ty, field.nullable, value));
            read = insert(read, &field.wire, value);
        } else if spreads {
            rest.push(Entry { key: key.clone(), value: value.clone() });
        } else {
            no_field(reader, members, key);
            read = None;
        }
    }
    let present: HashSet<&str> = entries.iter().map(|entry| entry.key.text.as_str()).collect();
    let missing = missing(members, &present);
    if !missing.is_empty() {
        return reader.refuse(node.span, &format!("missing: {missing}"));
    }
    if spreads {
        let spread = spread::read(reader, members, rest, node.span).map(Value::Object);
        read = merge(read, spread);
    }
    read.map(Value::Object)
}

fn no_field<'a>(reader: &mut Reader<'a>, members: &'a Struct, key: &Key) {
    let message = format!("there is no field `{}`", shown(&key.text));
    let now = members.fields.iter().find(|field| field.meta.was.contains(&key.text));
    let help = match now {
        Some(field) => Some(format!("that is an old name: write `{}`", shown(&field.wire))),
        None => {
            let fields = reader.fields_of(members);
            reader.diagnostics.did_you_mean(&key.text, fields.keys().copied())
        }
    };
    reader.refuse_with(key.span, &message, help);
}

/// The names of the first few fields that should be there.
fn missing(members: &Struct, present: &HashSet<&str>) -> String {
    const NAMED: usize = 3;
    let mut missing =
        members.fields.iter().filter(|field| is_required(field) && !present.contains(field.wire.as_str()));
    let named = missing.by_ref().take(NAMED).map(|field| format!("`{}`", shown(&field.wire)));
    let mut names = named.collect::<Vec<_>>().join(", ");
    if missing.next().is_some() {
        names.push_str(" and more");
    }
    names
}

/// The members of both.
pub fn merge(into: Option<Map<String, Value>>, own: Option<Value>) -> Option<Map<String, Value>> {
    let (mut into, own) = (into?, own?);
    if let Value::Object(own) = own {
        into.extend(own);
    }
    Some(into)
}

pub fn insert(
    map: Option<Map<String, Value>>,
    key: &str,
    value: Option<Value>,
) -> Option<Map<String, Value>> {
    let mut map = map?;
    map.insert(key.to_owned(), value?);
    Some(map)
}

pub fn within<'a, T>(reader: &mut Reader<'a>, step: &str, read: impl FnOnce(&mut Reader<'a>) -> T) -> T {
    reader.path.push(shown(step));
    let value = read(reader);
    reader.path.pop();
    value
}

fn items<'n>(reader: &mut Reader, node: &'n Node) -> Option<&'n [Node]> {
    match &node.kind {
        Kind::Sequence { items, .. } => Some(items),
        _ => {
            scalar::mismatch(reader, "a list", node);
            None
        }
    }
}

fn list<'a>(reader: &mut Reader<'a>, item: &'a Type, node: &Node) -> Option<Value> {
    let nodes = items(reader, node)?.iter().enumerate();
    let values: Vec<_> = nodes
        .map(|(index, node)| within(reader, &index.to_string(), |reader| read(reader, item, node)))
        .collect();
    values.into_iter().collect::<Option<Vec<_>>>().map(Value::Array)
}

fn set<'a>(reader: &mut Reader<'a>, item: &'a Type, node: &Node) -> Option<Value> {
    let value = list(reader, item, node)?;
    let mut seen = HashSet::new();
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    match items.iter().position(|item| !seen.insert(item.to_string())) {
        Some(index) => reader.refuse(node.span, &format!("item {index} stands in the set twice")),
        None => Some(value),
    }
}

fn tuple<'a>(reader: &mut Reader<'a>, types: &'a [Type], node: &Node) -> Option<Value> {
    let nodes = items(reader, node)?;
    if nodes.len() != types.len() {
        let message = format!("expected {} items, found {}", types.len(), nodes.len());
        return reader.refuse(node.span, &message);
    }
    let pairs = types.iter().zip(nodes).enumerate();
    let values: Vec<_> = pairs
        .map(|(index, (ty, node))| within(reader, &index.to_string(), |reader| read(reader, ty, node)))
        .collect();
    values.into_iter().collect::<Option<Vec<_>>>().map(Value::Array)
}

fn map<'a>(reader: &mut Reader<'a>, key_type: &'a Type, value_type: &'a Type, node: &Node) -> Option<Value> {
    let Kind::Mapping { entries, .. } = &node.kind else {
        return scalar::mismatch(reader, "an object", node);
    };
    let mut read = Some(Map::new());
    for Entry { key, value } in entries {
        if !scalar::fits_key(reader.types, key_type, &key.text) {
            reader.refuse(key.span, &format!("`{}` does not fit the type of the keys", shown(&key.text)));
            read = None;
        }
        let value = within(reader, &key.text, |reader| self::read(reader, value_type, value));
        read = insert(read, &key.text, value);
    }
    read.map(Value::Object)
}

/// The JSON text of a value, in a string.
fn text_of<'a>(reader: &mut Reader<'a>, inner: &'a Type, node: &Node) -> Option<Value> {
    if let Type::Int(int) = inner {
        return scalar::integer(reader, *int, true, node);
    }
    read(reader, inner, node).map(|value| Value::String(value.to_string()))
}

/// Any value, read as YAML 1.2 reads it; a number must be one in JSON too.
pub fn json(reader: &mut Reader, node: &Node) -> Option<Value> {
    match &node.kind {
        Kind::Scalar(scalar) => json_scalar(reader, scalar, node),
        Kind::Sequence { .. } => list(reader, &Type::Json, node),
        Kind::Mapping { .. } => map(reader, &Type::String, &Type::Json, node),
    }
}

fn json_scalar(reader: &mut Reader, scalar: &Scalar, node: &Node) -> Option<Value> {
    match (scalar.style, scalar.text.as_str()) {
        (Style::Missing, _) => scalar::mismatch(reader, "a value", node),
        (Style::Plain, "null") => Some(Value::Null),
        (Style::Plain, "true") => Some(Value::Bool(true)),
        (Style::Plain, "false") => Some(Value::Bool(false)),
        (Style::Plain, text) => match scalar::number(text) {
            Some(number) => Some(Value::Number(number)),
            None => scalar::text(reader, node),
        },
        (_, text) => Some(Value::String(text.to_owned())),
    }
}

fn int_enum(reader: &mut Reader, values: &IntEnum, node: &Node) -> Option<Value> {
    let value = scalar::integer(reader, values.repr.int, values.repr.text, node)?;
    let spelled = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let known = values.values.iter().any(|known| known.value.to_string() == spelled);
    let now = values.values.iter().find(|known| known.was.iter().any(|old| old.to_string() == spelled));
    match now {
        Some(now) => scalar::old_value(reader, &spelled, &now.value.to_string(), node),
        None if known || values.open => Some(value),
        None => reader.refuse(node.span, &format!("{spelled} is not a value of its enum")),
    }
}

fn flags(reader: &mut Reader, flags: &Flags, node: &Node) -> Option<Value> {
    let value = scalar::integer(reader, flags.repr.int, flags.repr.text, node)?;
    let negative = value.as_i64().is_some_and(|value| value < 0) && range(flags.repr.int).0 == 0;
    if negative { reader.refuse(node.span, "a set of bits is not negative") } else { Some(value) }
}

/// Reads the one alternative that the value can be.
fn alternative<'a>(reader: &mut Reader<'a>, union: &'a Untagged, node: &Node) -> Option<Value> {
    let of_kind = |kind: JsonKind| union.items.iter().find(|item| item.kinds.contains(&kind));
    let chosen = match &node.kind {
        Kind::Scalar(_) => return first_fitting(reader, union, node),
        Kind::Sequence { .. } => of_kind(JsonKind::Array),
        Kind::Mapping { entries, .. } => {
            untagged::meant(union, |key| entries.iter().any(|entry| entry.key.text == key))
        }
    };
    // What a string holds is written as what it is.
    let text = || union.items.iter().find(|item| matches!(behind(reader.types, &item.ty), Type::Text(_)));
    match chosen.or_else(text) {
        Some(item) => read(reader, &item.ty, node),
        None => reader.refuse(node.span, NONE_FITS),
    }
}

const NONE_FITS: &str = "the value fits none of the alternatives";

/// Scalars hold nothing, so trying costs little.
fn first_fitting<'a>(reader: &mut Reader<'a>, union: &'a Untagged, node: &Node) -> Option<Value> {
    for item in &union.items {
        let mut silent = Diagnostics::default();
        let mut inner = Reader::new(reader.types, reader.int64, &mut silent);
        inner.bare = reader.bare;
        if let Some(value) = read(&mut inner, &item.ty, node) {
            return Some(value);
        }
    }
    let help = reader.bare.then(|| "a text behind ` = ` stands in quotes".to_owned());
    reader.refuse_with(node.span, NONE_FITS, help)
}
