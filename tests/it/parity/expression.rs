//! Types in few words, as the manifest and as Rust have them.

use quote::ToTokens;
use samewire_codegen::model::{Direction, Model, TimestampForm, Type};

/// A type as the manifest writes it.
pub fn expression(model: &Model, ty: &Type) -> String {
    let of = |ty: &Type| expression(model, ty);
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::String => "string".to_owned(),
        Type::Int(int) => format!("{int:?}").to_lowercase(),
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
        Type::Nullable(item) => format!("{} | null", of(item)),
        Type::List(item) => format!("list<{}>", of(item)),
        Type::Set(item) => format!("set<{}>", of(item)),
        Type::Map(key, value) => format!("map<{}, {}>", of(key), of(value)),
        Type::Tuple(items) => format!("[{}]", items.iter().map(of).collect::<Vec<_>>().join(", ")),
        Type::Text(item) => format!("string<{}>", of(item)),
        Type::Named(id) => model.type_def(*id).name.pascal(),
        Type::Event(Direction::Server) => "server_event".to_owned(),
        Type::Event(Direction::Client) => "client_event".to_owned(),
    }
}

/// A type as Rust writes it, without the paths.
pub fn rust_type(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last().expect("a path has a segment");
            let arguments = match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) => {
                    let arguments = arguments.args.iter().map(|argument| match argument {
                        syn::GenericArgument::Type(ty) => rust_type(ty),
                        other => other.to_token_stream().to_string(),
                    });
                    format!("<{}>", arguments.collect::<Vec<_>>().join(", "))
                }
                _ => String::new(),
            };
            format!("{}{arguments}", last.ident)
        }
        syn::Type::Tuple(tuple) => {
            format!("({})", tuple.elems.iter().map(rust_type).collect::<Vec<_>>().join(", "))
        }
        other => other.to_token_stream().to_string(),
    }
}
