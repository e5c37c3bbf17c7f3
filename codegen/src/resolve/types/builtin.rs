//! The types that are built in.

use crate::diagnostic::{Diagnostic, codes};
use crate::manifest::{Expr, ExprKind, language};
use crate::model::{Direction, Int, TimestampForm, Type};
use crate::resolve::Context;
use crate::source::Span;

/// What people may have meant by a word.
pub fn names<'n>() -> impl Iterator<Item = &'n str> {
    language::TYPES.iter().map(|known| known.name)
}

pub fn plain(name: &str) -> Option<Type> {
    Some(match name {
        "bool" => Type::Bool,
        "string" => Type::String,
        "f32" => Type::F32,
        "f64" => Type::F64,
        "uuid" => Type::Uuid,
        "timestamp" => Type::Timestamp(TimestampForm::Rfc3339),
        "date" => Type::Date,
        "bytes" => Type::Bytes,
        "json" => Type::Json,
        "null" => Type::Null,
        "server_event" => Type::Event(Direction::Server),
        "client_event" => Type::Event(Direction::Client),
        _ => Type::Int(int(name)?),
    })
}

fn int(name: &str) -> Option<Int> {
    Some(match name {
        "i8" => Int::I8,
        "i16" => Int::I16,
        "i32" => Int::I32,
        "i64" => Int::I64,
        "u8" => Int::U8,
        "u16" => Int::U16,
        "u32" => Int::U32,
        "u64" => Int::U64,
        "u128" => Int::U128,
        _ => return None,
    })
}

/// How a type that takes types is written.
pub fn generic_form(name: &str) -> Option<String> {
    let forms: Vec<_> = language::built_in(name)?.generic_forms().collect();
    (!forms.is_empty()).then(|| forms.join(" or "))
}

pub fn timestamp(cx: &mut Context, arguments: &[Expr], span: Span) -> Type {
    let unit = match arguments {
        [Expr { kind: ExprKind::Name(unit), .. }] => unit.as_str(),
        _ => "",
    };
    match unit {
        "ms" => Type::Timestamp(TimestampForm::Millis),
        "s" => Type::Timestamp(TimestampForm::Seconds),
        _ => {
            let message = "a timestamp counts milliseconds or seconds";
            cx.diagnostics.push(
                Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message)
                    .help("write timestamp (RFC 3339), timestamp<ms> or timestamp<s>"),
            );
            Type::Json
        }
    }
}

/// Whether a type with no name can be the key of a map.
pub fn is_key(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Int(_) | Type::Uuid | Type::Date | Type::Json)
}
