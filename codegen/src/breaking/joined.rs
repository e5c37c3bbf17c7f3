//! Both models over one table of types, so that a type of the one can be compared with a type of the other.

use crate::model::{Int, Int64, Model, Repr, Shape, Type, TypeDef, TypeId};
use crate::resolve::every;

pub struct Joined {
    pub previous: Model,
    /// Its types are numbered behind those of the previous model.
    pub current: Model,
    /// The types of both.
    pub types: Vec<TypeDef>,
    /// Each of them as a type expression.
    expressions: Vec<Type>,
}

impl Joined {
    pub fn new(previous: &Model, current: &Model) -> Joined {
        let (mut previous, mut current) = (previous.clone(), current.clone());
        // Where the encoding itself changes, a rule says so once, and types are compared as they are written.
        let as_text = [&previous, &current].iter().all(|model| model.wire.int64 == Int64::String);
        every::type_mut(&mut previous, &mut |ty| adapt(ty, 0, as_text));
        let behind = previous.types.len();
        every::type_mut(&mut current, &mut |ty| adapt(ty, behind, as_text));
        let defs = previous.types.iter_mut().chain(&mut current.types);
        let reprs = defs.filter_map(|def| repr_mut(&mut def.shape)).filter(|_| as_text);
        reprs.for_each(|repr| repr.text |= is_wide_int(repr.int));
        let types: Vec<TypeDef> = previous.types.iter().chain(&current.types).cloned().collect();
        let expressions = (0..types.len()).map(|index| Type::Named(TypeId(index))).collect();
        Joined { previous, current, types, expressions }
    }

    pub fn expression(&self, id: TypeId) -> &Type {
        &self.expressions[id.0]
    }

    pub fn def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

/// Numbers types anew; wide integers that are written as text become text.
fn adapt(ty: &mut Type, by: usize, as_text: bool) {
    match ty {
        Type::Named(id) => *id = TypeId(id.0 + by),
        Type::Int(int) if as_text && is_wide_int(*int) => *ty = Type::Text(Box::new(Type::Int(*int))),
        Type::Text(inner) if matches!(**inner, Type::Int(_)) => {}
        Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Text(inner) => {
            adapt(inner, by, as_text);
        }
        Type::Map(key, value) => {
            // As a key, an integer is text in any case.
            adapt(key, by, false);
            adapt(value, by, as_text);
        }
        Type::Tuple(items) => items.iter_mut().for_each(|item| adapt(item, by, as_text)),
        _ => {}
    }
}

/// Whether a wide integer is somewhere in the model, where `wire.int64` decides how it is written.
pub fn has_wide_integers(model: &Model) -> bool {
    let mut found = false;
    every::type_mut(&mut model.clone(), &mut |ty| found |= is_wide(ty));
    found || model.types.iter().any(|def| repr(&def.shape).is_some_and(is_wide_repr))
}

/// How the integers of an enum, or of a set of bits, are written.
pub fn repr(shape: &Shape) -> Option<Repr> {
    match shape {
        Shape::IntEnum(own) => Some(own.repr),
        Shape::Flags(own) => Some(own.repr),
        _ => None,
    }
}

fn repr_mut(shape: &mut Shape) -> Option<&mut Repr> {
    match shape {
        Shape::IntEnum(own) => Some(&mut own.repr),
        Shape::Flags(own) => Some(&mut own.repr),
        _ => None,
    }
}

pub fn is_wide_repr(repr: Repr) -> bool {
    !repr.text && is_wide_int(repr.int)
}

pub fn is_wide_int(int: Int) -> bool {
    matches!(int, Int::I64 | Int::U64)
}

fn is_wide(ty: &Type) -> bool {
    match ty {
        Type::Int(int) => is_wide_int(*int),
        Type::Text(inner) if matches!(**inner, Type::Int(_)) => false,
        Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Text(inner) => is_wide(inner),
        Type::Map(_, value) => is_wide(value),
        Type::Tuple(items) => items.iter().any(is_wide),
        _ => false,
    }
}
