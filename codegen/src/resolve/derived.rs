//! `partial<T>` and `keyof<T>`.

use std::collections::{HashMap, HashSet};

use super::members::DEEPEST;
use super::{Context, Owner, behind, names, shape_of};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{
    Field, Meta, Scope, Shape, StringEnum, StringPattern, StringValue, Struct, Type, TypeDef, TypeId,
};
use crate::source::Span;

/// Spreads of spreads may double at every step.
const MOST: usize = 65_536;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    Partial,
    Keys,
}

/// The type that `partial<T>` or `keyof<T>` names; its members are known once all types are.
pub fn reference(cx: &mut Context, form: Form, of: Type, span: Span) -> Type {
    let Type::Named(of) = of else {
        if of != Type::Json {
            refuse(cx, span);
        }
        return Type::Json;
    };
    if let Some(known) = cx.derived.get(&(form, of)) {
        return Type::Named(*known);
    }
    let base = &cx.types[of.0].name;
    let name = match form {
        Form::Partial => names::word("partial").join(base),
        Form::Keys => base.join(&names::word("key")),
    };
    let owner = Owner { name, scope: Scope::Types, span };
    names::take(cx, &owner);
    let id = cx.add_type(&owner, Meta::default(), Shape::Alias(Type::Json));
    cx.derived.insert((form, of), id);
    Type::Named(id)
}

/// Gives the derived types their members.
pub fn fill(cx: &mut Context) {
    let mut derived: Vec<_> = cx.derived.iter().map(|((form, of), id)| (*id, *form, *of)).collect();
    derived.sort();
    // Aliases of one struct share what is derived from it.
    let mut filled: HashMap<(Form, TypeId), TypeId> = HashMap::new();
    for (id, form, of) in derived {
        let base = match behind(&cx.types, &Type::Named(of)) {
            Type::Named(base) => *base,
            _ => of,
        };
        let span = cx.types[id.0].span;
        let shape = match (filled.get(&(form, base)), cx.shape(&Type::Named(base))) {
            (Some(known), _) => Ok(Shape::Alias(Type::Named(*known))),
            (None, Some(Shape::Struct(members))) => shape(cx, form, members, span),
            _ => Err("`partial` and `keyof` take a type with `fields`"),
        };
        let shape = match shape {
            Ok(shape) => shape,
            Err(message) => {
                cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message));
                continue;
            }
        };
        filled.entry((form, base)).or_insert(id);
        cx.types[id.0].shape = shape;
    }
}

/// The members have the place of the derived type: it is there that they are made.
fn shape(cx: &Context, form: Form, members: &Struct, span: Span) -> Result<Shape, &'static str> {
    let mut fields = Vec::new();
    written_out(&cx.types, members, 0, &mut fields)?;
    let mut names = HashSet::new();
    if !fields.iter().all(|field| names.insert(field.name.pascal())) {
        return Err("two fields of this type, those of spread ones among them, have one name in code");
    }
    match form {
        Form::Partial => {
            let optional = fields.into_iter().map(|field| {
                let (optional, field) = (!field.spread, field.clone());
                Field { optional, default: None, span, ..field }
            });
            Ok(Shape::Struct(Struct { fields: optional.collect(), reserved: members.reserved.clone() }))
        }
        Form::Keys => {
            let named = fields.into_iter().filter(|field| !field.spread);
            let value = |field: &Field| StringValue {
                name: field.name.clone(),
                wire: StringPattern::Fixed(field.wire.clone()),
                meta: Meta::default(),
                span,
            };
            let values: Vec<StringValue> = named.map(value).collect();
            if values.is_empty() {
                return Err("`keyof` of a type without fields has no value");
            }
            Ok(Shape::StringEnum(StringEnum { values, open: false, reserved: Vec::new() }))
        }
    }
}

/// The fields of a struct with those of structs that are spread among them; a map for all other members stays.
fn written_out<'t>(
    types: &'t [TypeDef],
    members: &'t Struct,
    depth: usize,
    found: &mut Vec<&'t Field>,
) -> Result<(), &'static str> {
    for field in &members.fields {
        match shape_of(types, &field.ty) {
            _ if !field.spread => found.push(field),
            Some(Shape::Struct(inner)) if depth < DEEPEST => written_out(types, inner, depth + 1, found)?,
            Some(Shape::Untagged(_) | Shape::Union(_)) => {
                return Err("`partial` and `keyof` take no type that spreads a union");
            }
            _ => found.push(field),
        }
        if found.len() > MOST {
            return Err("`partial` and `keyof` take a type with at most 65536 fields");
        }
    }
    Ok(())
}

fn refuse(cx: &mut Context, span: Span) {
    let message = "`partial` and `keyof` take a type with `fields`";
    cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message));
}
