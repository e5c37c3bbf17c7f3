//! Types and fields, as a manifest would write them.

use crate::model::{Direction, Field, TimestampForm, Type, TypeDef};

/// A type expression.
pub fn ty(types: &[TypeDef], own: &Type) -> String {
    let inner = |inner: &Type| ty(types, inner);
    match own {
        Type::Bool => "bool".to_owned(),
        Type::String => "string".to_owned(),
        Type::Int(int) => int.name().to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Uuid => "uuid".to_owned(),
        Type::Timestamp(TimestampForm::Rfc3339) => "timestamp".to_owned(),
        Type::Timestamp(TimestampForm::Millis) => "timestamp<ms>".to_owned(),
        Type::Timestamp(TimestampForm::Seconds) => "timestamp<s>".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Json => "json".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Nullable(of) => format!("{} | null", inner(of)),
        Type::List(of) => format!("list<{}>", inner(of)),
        Type::Set(of) => format!("set<{}>", inner(of)),
        Type::Map(key, of) if **key == Type::String => format!("map<{}>", inner(of)),
        Type::Map(key, of) => format!("map<{}, {}>", inner(key), inner(of)),
        Type::Tuple(items) => format!("[{}]", items.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Type::Text(of) => format!("string<{}>", inner(of)),
        Type::Named(id) => types[id.0].name.pascal(),
        Type::Event(Direction::Server) => "server_event".to_owned(),
        Type::Event(Direction::Client) => "client_event".to_owned(),
    }
}

/// A field, with all that says when it is there: `x?: u32 | null = 1`.
pub fn field(types: &[TypeDef], own: &Field) -> String {
    let mark = if own.optional { "?" } else { "" };
    let null = if own.nullable { " | null" } else { "" };
    let default = own.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{}{mark}: {}{null}{default}", own.wire, ty(types, &own.ty))
}
