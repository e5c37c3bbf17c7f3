//! The order of definitions: what lies in a type by value is complete before it, and what is only named is declared.

use std::collections::HashSet;

use super::types::{Types, each_in_definition, has_holes};
use crate::check::walk;
use crate::model::{Direction, Scope, Shape, Type, TypeDef, TypeId};

/// The types of one header.
#[derive(Debug, Default)]
pub struct Order {
    /// Enums and flags, which need nothing else.
    pub plain: Vec<TypeId>,
    /// Structs that have to be declared before anything names them.
    pub forward: Vec<TypeId>,
    /// Other names for types, each behind those that it is made of.
    pub aliases: Vec<TypeId>,
    /// Structs, each behind those that lie in it by value.
    pub structs: Vec<TypeId>,
}

/// The order of the types of a scope.
pub fn order(types: Types<'_>, scope: Scope) -> Order {
    let model = types.model;
    let own: Vec<TypeId> =
        (0..model.types.len()).map(TypeId).filter(|id| model.type_def(*id).scope == scope).collect();
    let of = |kind: Kind| own.iter().copied().filter(move |id| Kind::of(model.type_def(*id)) == kind);
    let aliases = sorted(of(Kind::Alias), |id, note| each_named(model.type_def(id), note));
    let aliases: Vec<TypeId> = aliases.into_iter().filter(|id| is(types, *id, scope, Kind::Alias)).collect();
    let structs = sorted(of(Kind::Struct), |id, note| each_complete(types, id, note));
    let structs: Vec<TypeId> = structs.into_iter().filter(|id| is(types, *id, scope, Kind::Struct)).collect();
    Order {
        plain: of(Kind::Plain).collect(),
        forward: forward(types, scope, &aliases, &structs),
        aliases,
        structs,
    }
}

/// What kind of definition a type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Alias,
    Struct,
}

impl Kind {
    fn of(def: &TypeDef) -> Kind {
        match &def.shape {
            Shape::StringEnum(shape) if !has_holes(shape) => Kind::Plain,
            Shape::IntEnum(_) | Shape::Flags(_) => Kind::Plain,
            Shape::Alias(_) if !def.endless => Kind::Alias,
            _ => Kind::Struct,
        }
    }
}

fn is(types: Types<'_>, id: TypeId, scope: Scope, kind: Kind) -> bool {
    let def = types.model.type_def(id);
    def.scope == scope && Kind::of(def) == kind
}

/// All that is reached, each behind what it needs.
fn sorted(
    roots: impl Iterator<Item = TypeId>,
    each_needed: impl Fn(TypeId, &mut dyn FnMut(TypeId)),
) -> Vec<TypeId> {
    let (mut done, mut seen) = (Vec::new(), HashSet::new());
    let mut open: Vec<(TypeId, bool)> = roots.map(|id| (id, false)).collect();
    open.reverse();
    while let Some((id, is_ready)) = open.pop() {
        if is_ready {
            done.push(id);
        } else if seen.insert(id) {
            open.push((id, true));
            let first = open.len();
            each_needed(id, &mut |needed| open.push((needed, false)));
            open[first..].reverse();
        }
    }
    done
}

/// The types that must be complete where a type is defined: what lies in it in a box needs only to be declared.
fn each_complete(types: Types<'_>, id: TypeId, note: &mut dyn FnMut(TypeId)) {
    let is_alias = Kind::of(types.model.type_def(id)) == Kind::Alias;
    let types = if is_alias { types } else { types.inside(id) };
    each_in_definition(types, id, &mut |ty, inside| {
        if let Type::Named(held) = ty
            && !inside.is_boxed(ty)
        {
            note(*held);
        }
    });
}

/// The types that are named in a definition.
fn each_named(def: &TypeDef, note: &mut dyn FnMut(TypeId)) {
    walk::shape(&def.shape, &mut |ty| {
        walk::inside(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                note(*id);
            }
        });
    });
}

/// The structs that are named before they are defined.
fn forward(types: Types<'_>, scope: Scope, aliases: &[TypeId], structs: &[TypeId]) -> Vec<TypeId> {
    let (mut defined, mut wanted) = (HashSet::new(), HashSet::new());
    for id in aliases.iter().chain(structs) {
        let def = types.model.type_def(*id);
        // The structs of a union's alternatives stand before its own.
        if !matches!(def.shape, Shape::Union(_) | Shape::StringEnum(_)) {
            defined.insert(*id);
        }
        each_named(def, &mut |named| {
            if !defined.contains(&named) && is(types, named, scope, Kind::Struct) {
                wanted.insert(named);
            }
        });
        defined.insert(*id);
    }
    structs.iter().copied().filter(|id| wanted.contains(id)).collect()
}

/// Whose events are held in a definition itself, not in that of another struct.
pub fn events_in(types: Types<'_>, visit: impl FnOnce(&mut dyn FnMut(&Type))) -> Vec<Direction> {
    let (mut found, mut open, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut note = |ty: &Type, open: &mut Vec<TypeId>| {
        walk::inside(ty, &mut |ty| match ty {
            Type::Event(direction) if !found.contains(direction) => found.push(*direction),
            Type::Named(id) if Kind::of(types.model.type_def(*id)) == Kind::Alias => open.push(*id),
            _ => {}
        });
    };
    visit(&mut |ty| note(ty, &mut open));
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            walk::shape(&types.model.type_def(id).shape, &mut |ty| note(ty, &mut open));
        }
    }
    found.sort();
    found
}
