//! Values of the manifest (defaults) as Rust expressions. They were checked against their types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::order::is_ordered;
use super::types::{self, Types};
use crate::model::{Int, Model, Shape, StringPattern, Type};

/// A value of a type, as an expression in a module below the root.
pub fn literal(types: Types<'_>, ty: &Type, value: &Value) -> TokenStream {
    let plain = types::unaliased(types.model, ty);
    let simple = match (plain, value) {
        (Type::Bool, Value::Bool(value)) => Some(quote!(#value)),
        (Type::String, Value::String(text)) if text.is_empty() => Some(quote!(::std::string::String::new())),
        (Type::String, Value::String(text)) => Some(quote!(::std::string::String::from(#text))),
        (Type::Int(int), Value::Number(number)) => integer(*int, number),
        (Type::F32 | Type::F64, Value::Number(number)) => float(plain, number),
        (Type::List(_), Value::Array(items)) if items.is_empty() => Some(quote!(::std::vec::Vec::new())),
        (Type::Set(item), Value::Array(items)) if items.is_empty() => {
            Some(match is_ordered(types.model, item) {
                true => quote!(::std::collections::BTreeSet::new()),
                false => quote!(::std::vec::Vec::new()),
            })
        }
        (Type::Map(..), Value::Object(entries)) if entries.is_empty() => {
            Some(quote!(::std::collections::BTreeMap::new()))
        }
        (Type::Named(_), Value::String(text)) => variant(types, plain, text),
        _ => None,
    };
    simple.unwrap_or_else(|| from_json(types, ty, value))
}

/// Whether a value is an empty text or collection.
pub fn is_empty(ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::String, Value::String(text)) => text.is_empty(),
        (Type::List(_) | Type::Set(_), Value::Array(items)) => items.is_empty(),
        (Type::Map(..), Value::Object(entries)) => entries.is_empty(),
        _ => false,
    }
}

/// Whether a value's expression costs nothing to evaluate.
pub fn is_constant(model: &Model, ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Bool | Type::Int(_) | Type::F32 | Type::F64, _) => true,
        (Type::Named(_), Value::String(text)) => variant(Types::below(model), ty, text).is_some(),
        _ => false,
    }
}

fn integer(int: Int, number: &serde_json::Number) -> Option<TokenStream> {
    let negative = number.as_i64().filter(|value| *value < 0);
    let size = Literal::u64_unsuffixed(negative.map_or(number.as_u64(), |value| Some(value.unsigned_abs()))?);
    let signed = matches!(int, Int::I8 | Int::I16 | Int::I32 | Int::I64);
    match negative {
        Some(_) => signed.then(|| quote!(-#size)),
        None => Some(quote!(#size)),
    }
}

fn float(ty: &Type, number: &serde_json::Number) -> Option<TokenStream> {
    let value = number.as_f64()?;
    let size = match ty {
        Type::F32 => Literal::f32_unsuffixed(value.abs() as f32),
        _ => Literal::f64_unsuffixed(value.abs()),
    };
    Some(if value.is_sign_negative() { quote!(-#size) } else { quote!(#size) })
}

fn variant(types: Types<'_>, ty: &Type, text: &str) -> Option<TokenStream> {
    let Type::Named(id) = ty else { return None };
    let Shape::StringEnum(shape) = &types.model.type_def(*id).shape else { return None };
    let fixed = |pattern: &StringPattern| matches!(pattern, StringPattern::Fixed(own) if own == text);
    let value = shape.values.iter().find(|value| fixed(&value.wire))?;
    let (name, variant) = (types.rust(ty), super::idents::pascal(&value.name));
    Some(quote!(#name::#variant))
}

/// A value that has no literal is read from its JSON text.
fn from_json(types: Types<'_>, ty: &Type, value: &Value) -> TokenStream {
    let (codec, text) = (types.codec(ty), value.to_string());
    quote!(::samewire::codec::from_checked::<#codec>(#text))
}
