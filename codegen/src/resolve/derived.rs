//! `partial<T>` and `keyof<T>`.

use std::collections::HashMap;

use super::{Context, Owner, behind, names};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Field, Meta, Scope, Shape, StringEnum, StringPattern, StringValue, Struct, Type, TypeId};
use crate::source::Span;

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
            (Some(known), _) => Shape::Alias(Type::Named(*known)),
            (None, Some(Shape::Struct(members)))
                if form == Form::Keys && members.fields.iter().all(|field| field.spread) =>
            {
                let message = "`keyof` of a type without fields has no value";
                cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message));
                continue;
            }
            (None, Some(Shape::Struct(members))) => shape(form, members.clone(), span),
            _ => {
                refuse(cx, span);
                continue;
            }
        };
        filled.entry((form, base)).or_insert(id);
        cx.types[id.0].shape = shape;
    }
}

/// The members have the place of the derived type: it is there that they are made.
fn shape(form: Form, members: Struct, span: Span) -> Shape {
    match form {
        Form::Partial => {
            let fields = members.fields.into_iter();
            let optional =
                fields.map(|field| Field { optional: !field.spread, default: None, span, ..field });
            Shape::Struct(Struct { fields: optional.collect(), reserved: members.reserved })
        }
        Form::Keys => {
            let named = members.fields.into_iter().filter(|field| !field.spread);
            let value = |field: Field| StringValue {
                name: field.name,
                wire: StringPattern::Fixed(field.wire),
                meta: Meta::default(),
                span,
            };
            Shape::StringEnum(StringEnum {
                values: named.map(value).collect(),
                open: false,
                reserved: Vec::new(),
            })
        }
    }
}

fn refuse(cx: &mut Context, span: Span) {
    let message = "`partial` and `keyof` take a type with `fields`";
    cx.diagnostics.push(Diagnostic::new(&codes::TYPE_ARGUMENTS, span, message));
}
