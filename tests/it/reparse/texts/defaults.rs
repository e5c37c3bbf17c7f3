//! Defaults, read back from the expressions that stand for them.

use quote::ToTokens;
use samewire_codegen::model::{Field, Model, Shape, StringPattern, Type};
use serde_json::Value;
use syn::{Expr, ExprLit, ExprMethodCall, ExprUnary, Lit};

use super::super::plain;

/// Whether `found`, how the field is built, gives `default` where the member was absent.
pub fn is(model: &Model, field: &Field, default: &Value, found: &Expr) -> bool {
    let Expr::MethodCall(ExprMethodCall { method, args, .. }) = found else { return false };
    let value = match (method.to_string().as_str(), args.first()) {
        ("flatten", None) => return default.is_null(),
        ("unwrap_or_default", None) => return is_empty(default),
        ("unwrap_or", Some(value)) => value,
        ("unwrap_or_else", Some(Expr::Closure(closure))) => &closure.body,
        _ => return false,
    };
    read(model, value).is_some_and(|read| read.is(model, behind(model, &field.ty), default))
}

/// A value in Rust.
enum Read {
    Json(Value),
    /// JSON, as it is written in the text that is read at run time.
    Text(String),
    /// The digits of a number, since JSON's numbers have fewer.
    Number(String),
    Variant(String),
}

impl Read {
    fn is(&self, model: &Model, ty: &Type, default: &Value) -> bool {
        let json = default.to_string();
        match self {
            Read::Json(value) => value == default,
            Read::Text(text) => text == json.as_str(),
            Read::Number(digits) => match ty {
                Type::F32 => {
                    bits32(digits.parse().ok()) == bits32(default.as_f64().map(|value| value as f32))
                }
                Type::F64 => bits64(digits.parse().ok()) == bits64(default.as_f64()),
                _ => digits == json.as_str(),
            },
            Read::Variant(name) => variant(model, ty, default).as_ref() == Some(name),
        }
    }
}

fn read(model: &Model, expr: &Expr) -> Option<Read> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Bool(value), .. }) => Some(Read::Json(value.value.into())),
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(Read::Json(text.value().into())),
        Expr::Lit(ExprLit { lit, .. }) => Some(Read::Number(lit.to_token_stream().to_string())),
        Expr::Unary(ExprUnary { expr, .. }) => match read(model, expr)? {
            Read::Number(digits) => Some(Read::Number(format!("-{digits}"))),
            _ => None,
        },
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(expr, None)] => read(model, expr),
            _ => None,
        },
        Expr::Path(path) => match &path.path.to_token_stream().to_string()[..] {
            ":: core :: option :: Option :: None" => Some(Read::Json(Value::Null)),
            _ => Some(Read::Variant(plain(&path.path.segments.last()?.ident))),
        },
        Expr::Call(call) => read_call(model, call),
        _ => None,
    }
}

fn read_call(model: &Model, call: &syn::ExprCall) -> Option<Read> {
    let Expr::Path(function) = &*call.func else { return None };
    let names: Vec<_> = function.path.segments.iter().map(|segment| plain(&segment.ident)).collect();
    let name = names.last()?.as_str();
    match (name, call.args.first()) {
        ("Some" | "from", Some(value)) => read(model, value),
        ("new", None) => Some(Read::Json(match names.get(names.len().checked_sub(2)?)?.as_str() {
            "String" => "".into(),
            "BTreeMap" => Value::Object(serde_json::Map::new()),
            _ => Value::Array(Vec::new()),
        })),
        ("from_checked", Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. }))) => {
            Some(Read::Text(text.value()))
        }
        _ => None,
    }
}

/// `-0.0` is not `0.0`.
fn bits32(value: Option<f32>) -> Option<u32> {
    value.map(f32::to_bits)
}

fn bits64(value: Option<f64>) -> Option<u64> {
    value.map(f64::to_bits)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn behind<'m>(model: &'m Model, ty: &'m Type) -> &'m Type {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias(ty) => behind(model, ty),
            _ => ty,
        },
        ty => ty,
    }
}

/// The variant that stands for a text.
fn variant(model: &Model, ty: &Type, text: &Value) -> Option<String> {
    let Type::Named(id) = ty else { return None };
    let Shape::StringEnum(shape) = &model.type_def(*id).shape else { return None };
    let fixed =
        |pattern: &StringPattern| matches!(pattern, StringPattern::Fixed(own) if text == own.as_str());
    shape.values.iter().find(|value| fixed(&value.wire)).map(|value| value.name.pascal())
}
