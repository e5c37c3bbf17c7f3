//! Type expressions and declared types.

mod builtin;
mod foreign;

use super::siblings::Sibling;
use super::{Context, Owner, derived, enums, names, siblings, structs};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::manifest::{self, Expr, ExprKind, File, Node};
use crate::model::{Scope, Shape, Type, Untagged, UntaggedItem};
use crate::name::Name;
use crate::source::Span;

/// Gives every declared type its place, so that types may be used before they are declared.
pub fn declare<'m>(cx: &mut Context<'m, '_>, files: &'m [File]) {
    let mut declared = Vec::new();
    for type_ in files.iter().flat_map(|file| &file.types) {
        refuse_malformed_name(cx, &type_.key);
        let name = Name::derive(&type_.key.text).unwrap_or_else(|| names::placeholder(type_.key.span));
        names::reserve(cx, Scope::Types, &name, type_.key.span);
        let owner = Owner { name: name.clone(), scope: Scope::Types, span: type_.key.span };
        let id = cx.add_type(&owner, names::meta(&type_.node.meta), Shape::Alias(Type::Json));
        cx.declared.entry(&type_.key.text).or_insert(id);
        let (wire, span) = (type_.key.clone(), type_.key.span);
        declared.push(Sibling { group: 0, wire, name, span, meta: &type_.node.meta });
    }
    let reserved: Vec<_> = files.iter().flat_map(|file| &file.reserved.types).collect();
    siblings::check(cx, "type", &declared, &reserved);
}

fn refuse_malformed_name(cx: &mut Context, key: &manifest::Text) {
    let begins = key.text.starts_with(|c: char| c.is_ascii_uppercase());
    if !begins || !key.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let message = format!("`{}` cannot be the name of a type", shown(&key.text));
        cx.diagnostics.push(
            Diagnostic::new(&codes::TYPE_NAME, key.span, message)
                .help("a type's name begins with a capital and has letters from A to z and digits only"),
        );
    }
}

pub fn lower_declared<'m>(cx: &mut Context<'m, '_>, files: &'m [File]) {
    for (index, type_) in files.iter().flat_map(|file| &file.types).enumerate() {
        let def = &cx.types[index];
        let owner = Owner { name: def.name.clone(), scope: Scope::Types, span: def.span };
        let shape = declared_shape(cx, &type_.node, &owner);
        cx.types[index].shape = shape;
    }
}

fn declared_shape<'m>(cx: &mut Context<'m, '_>, node: &'m Node, owner: &Owner) -> Shape {
    match &node.shape {
        Some(manifest::Shape::Type(expr)) => match &expr.kind {
            ExprKind::Union(items) if items.iter().all(|item| !item.is_null()) => {
                Shape::Untagged(untagged(cx, items, owner))
            }
            // A union further inside is a type of its own beside this one.
            _ => {
                let inner = Owner { name: owner.name.join(&names::word("value")), ..owner.clone() };
                Shape::Alias(expression(cx, expr, &inner))
            }
        },
        Some(shape) => named_shape(cx, shape, node, owner),
        None => Shape::Alias(Type::Json),
    }
}

/// A shape that needs a name: anything but a type expression.
fn named_shape<'m>(
    cx: &mut Context<'m, '_>,
    shape: &'m manifest::Shape,
    node: &'m Node,
    owner: &Owner,
) -> Shape {
    match shape {
        manifest::Shape::Type(expr) => Shape::Alias(expression(cx, expr, owner)),
        manifest::Shape::Fields(fields) => Shape::Struct(structs::lower(cx, fields, &node.reserved, owner)),
        manifest::Shape::Enum(values) => enums::lower_enum(cx, values, node, owner),
        manifest::Shape::Flags(flags) => enums::lower_flags(cx, flags, node),
        manifest::Shape::Union(variants) => Shape::Union(structs::lower_union(cx, variants, node, owner)),
    }
}

/// The type of a node that stands in a place of its own, and whether it may be null there.
pub fn of_node<'m>(cx: &mut Context<'m, '_>, node: &'m Node, owner: &Owner) -> (Type, bool) {
    match &node.shape {
        None => (Type::Json, false),
        Some(manifest::Shape::Type(expr)) => nullable(cx, expr, owner),
        Some(shape) => {
            names::take(cx, owner);
            let id = cx.add_type(owner, crate::model::Meta::default(), Shape::Alias(Type::Json));
            let shape = named_shape(cx, shape, node, owner);
            cx.types[id.0].shape = shape;
            (Type::Named(id), false)
        }
    }
}

/// A type without the `null` at its top, and whether there was one.
pub fn nullable(cx: &mut Context, expr: &Expr, owner: &Owner) -> (Type, bool) {
    match expression(cx, expr, owner) {
        Type::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    }
}

pub fn expression(cx: &mut Context, expr: &Expr, owner: &Owner) -> Type {
    match &expr.kind {
        ExprKind::Invalid => Type::Json,
        ExprKind::Tuple(items) => Type::Tuple(items.iter().map(|item| expression(cx, item, owner)).collect()),
        ExprKind::Union(items) => union(cx, expr.span, items, owner),
        ExprKind::Name(name) => named(cx, name, expr.span),
        ExprKind::Generic(name, arguments) => generic(cx, name, arguments, expr.span, owner),
    }
}

fn union(cx: &mut Context, span: Span, items: &[Expr], owner: &Owner) -> Type {
    let rest: Vec<&Expr> = items.iter().filter(|item| !item.is_null()).collect();
    if items.len() - rest.len() > 1 {
        cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, "`null` stands here twice"));
    }
    let ty = match rest.as_slice() {
        [] => return Type::Null,
        [only] => expression(cx, only, owner),
        _ => {
            names::take(cx, owner);
            let shape = untagged(cx, rest.iter().copied(), owner);
            Type::Named(cx.add_type(owner, crate::model::Meta::default(), Shape::Untagged(shape)))
        }
    };
    match ty {
        Type::Nullable(_) => ty,
        ty if rest.len() < items.len() => Type::Nullable(Box::new(ty)),
        ty => ty,
    }
}

fn untagged<'e>(cx: &mut Context, items: impl IntoIterator<Item = &'e Expr>, owner: &Owner) -> Untagged {
    let (mut lowered, mut places) = (Vec::<UntaggedItem>::new(), Vec::new());
    for expr in items {
        let inner = Owner { name: owner.name.join(&item_name(expr)), ..owner.clone() };
        let ty = expression(cx, expr, &inner);
        let name = match (&expr.kind, &ty) {
            // What is derived from a type has a name of its own.
            (ExprKind::Generic(..), Type::Named(id)) => cx.types[id.0].name.clone(),
            _ => item_name(expr),
        };
        if let Some(other) = lowered.iter().position(|other| other.name.pascal() == name.pascal()) {
            let message = format!("this alternative and another are both `{}` in code", name.pascal());
            cx.diagnostics.push(
                Diagnostic::new(&codes::CODE_NAME_TAKEN, expr.span, message)
                    .second(places[other], "the other")
                    .help("give one of them a name of its own under `types`"),
            );
        }
        lowered.push(UntaggedItem { name, ty, kinds: Vec::new() });
        places.push(expr.span);
    }
    Untagged { items: lowered, objects: Vec::new() }
}

/// What an alternative is called: the word that it is written with.
fn item_name(expr: &Expr) -> Name {
    let name = match &expr.kind {
        ExprKind::Generic(name, arguments) if name == "timestamp" => match arguments.as_slice() {
            [Expr { kind: ExprKind::Name(unit), .. }] => Name::derive(&format!("timestamp_{unit}")),
            _ => Name::derive(name),
        },
        ExprKind::Name(name) | ExprKind::Generic(name, _) => Name::derive(name),
        _ => Name::derive("tuple"),
    };
    name.unwrap_or_else(|| names::placeholder(expr.span))
}

fn named(cx: &mut Context, name: &str, span: Span) -> Type {
    if let Some(ty) = builtin::plain(name) {
        return ty;
    }
    if let Some(id) = cx.declared.get(name) {
        return Type::Named(*id);
    }
    if let Some(form) = builtin::generic_form(name) {
        let message = format!("`{name}` needs its types");
        cx.diagnostics
            .push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message).help(format!("write {form}")));
        return Type::Json;
    }
    unknown(cx, name, span);
    Type::Json
}

fn unknown(cx: &mut Context, name: &str, span: Span) {
    let help = foreign::word(name).map(|word| format!("write {word}"));
    let known = cx.declared.keys().copied().chain(builtin::names());
    let help = help.or_else(|| cx.diagnostics.did_you_mean(name, known));
    let help = help.unwrap_or_else(|| "types of the manifest's own are declared under `types`".to_owned());
    let message = format!("unknown type `{}`", shown(name));
    cx.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_TYPE, span, message).help(help));
}

fn generic(cx: &mut Context, name: &str, arguments: &[Expr], span: Span, owner: &Owner) -> Type {
    if name == "timestamp" {
        return builtin::timestamp(cx, arguments, span);
    }
    let Some(form) = builtin::generic_form(name) else {
        refuse_arguments(cx, name, span);
        return Type::Json;
    };
    let expected = if name == "map" { 1..=2 } else { 1..=1 };
    if !expected.contains(&arguments.len()) {
        let message = format!("`{name}` does not take {} types", arguments.len());
        cx.diagnostics
            .push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message).help(format!("write {form}")));
        return Type::Json;
    }
    let mut types = arguments.iter().map(|argument| expression(cx, argument, owner)).collect::<Vec<_>>();
    let Some(last) = types.pop() else { return Type::Json };
    match name {
        "list" => Type::List(Box::new(last)),
        "set" => Type::Set(Box::new(last)),
        "string" => Type::Text(Box::new(last)),
        "map" => map(cx, types.pop(), last, arguments),
        "partial" => derived::reference(cx, derived::Form::Partial, last, span),
        _ => derived::reference(cx, derived::Form::Keys, last, span),
    }
}

fn map(cx: &mut Context, key: Option<Type>, value: Type, arguments: &[Expr]) -> Type {
    let key = key.unwrap_or(Type::String);
    let declared = matches!(key, Type::Named(_));
    if !declared && !builtin::is_key(&key) {
        cx.diagnostics.push(
            Diagnostic::new(&codes::TYPE_ARGUMENTS, arguments[0].span, "this cannot be the key of a map")
                .help("a key is string, an integer, uuid, date or a string enum"),
        );
    }
    Type::Map(Box::new(key), Box::new(value))
}

fn refuse_arguments(cx: &mut Context, name: &str, span: Span) {
    let known = builtin::plain(name).is_some() || cx.declared.contains_key(name);
    if known {
        let message = format!("`{}` takes no types", shown(name));
        cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message));
    } else {
        unknown(cx, name, span);
    }
}
