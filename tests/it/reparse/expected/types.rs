//! Type expressions.

use samewire_codegen::model::{Int, Model, Shape, Type};
use samewire_codegen::name::Name;

use super::module_of;

pub(super) fn rust(model: &Model, ty: &Type) -> String {
    let of = |ty: &Type| rust(model, ty);
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::String => "::std::string::String".to_owned(),
        Type::Int(int) => self::int(*int).to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Uuid => "::samewire::Uuid".to_owned(),
        Type::Timestamp(_) => "::samewire::Timestamp".to_owned(),
        Type::Date => "::samewire::Date".to_owned(),
        Type::Bytes => "::std::vec::Vec<u8>".to_owned(),
        Type::Json => "::samewire::Value".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Nullable(item) => format!("::core::option::Option<{}>", of(item)),
        Type::List(item) => match **item {
            Type::Event(_) => {
                let element = format!("::core::result::Result<{},::samewire::frame::BadEvent>", of(item));
                format!("::std::vec::Vec<{element}>")
            }
            _ => format!("::std::vec::Vec<{}>", of(item)),
        },
        Type::Set(item) if is_ordered(model, item, 0) => {
            format!("::std::collections::BTreeSet<{}>", of(item))
        }
        Type::Set(item) => format!("::std::vec::Vec<{}>", of(item)),
        Type::Map(key, item) => format!("::std::collections::BTreeMap<{},{}>", of(key), of(item)),
        Type::Tuple(items) => tuple(&items.iter().map(of).collect::<Vec<_>>()),
        Type::Text(item) => of(item),
        Type::Named(id) => {
            let def = model.type_def(*id);
            let module = module_of(def.scope);
            format!("super::{module}::{}", Name::pascal(&def.name))
        }
        Type::Event(direction) => format!("super::{direction:?}Event"),
    }
}

/// More than twelve are two tuples, the first of which has as many twelves as the second, or one more.
fn tuple(items: &[String]) -> String {
    if items.len() <= 12 {
        return format!("({})", items.join(","));
    }
    let (first, rest) = items.split_at(items.len().div_ceil(12).div_ceil(2) * 12);
    format!("({},{})", tuple(first), tuple(rest))
}

/// Whether Rust can compare values; what is nested as deep as this holds itself.
fn is_ordered(model: &Model, ty: &Type, depth: usize) -> bool {
    let of = |ty: &Type| depth > 20 || is_ordered(model, ty, depth + 1);
    match ty {
        Type::F32 | Type::F64 | Type::Json | Type::Event(_) => false,
        Type::Nullable(item) | Type::List(item) | Type::Set(item) | Type::Text(item) => of(item),
        Type::Map(key, item) => of(key) && of(item),
        Type::Tuple(items) => items.iter().all(of),
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Struct(_) | Shape::Union(_) => false,
            Shape::Untagged(union) => union.items.iter().all(|item| of(&item.ty)),
            Shape::Alias(ty) => of(ty),
            _ => true,
        },
        _ => true,
    }
}

pub(super) fn int(int: Int) -> &'static str {
    match int {
        Int::I8 => "i8",
        Int::I16 => "i16",
        Int::I32 => "i32",
        Int::I64 => "i64",
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
        Int::U128 => "u128",
    }
}
