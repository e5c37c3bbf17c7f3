//! The members of a struct with those that are spread among them.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexSet;

use super::{behind, shape_of, spelled};
use crate::model::{Field, Payload, PictureMember, PictureNode, Shape, Struct, Type, TypeDef, TypeId, Union};

/// Spreads inside spreads: deeper ones are refused.
pub const DEEPEST: usize = 32;

/// What a struct declares, that of spread fields included.
#[derive(Default)]
pub struct Members<'t> {
    /// Every field with a name on the wire, in the order in which they are written.
    pub fields: Vec<&'t Field>,
    /// Whether a field is there in every value, as those of unions are not.
    certain: Vec<bool>,
    names: IndexSet<Cow<'t, str>>,
    /// There is a map for all other members.
    pub takes_others: bool,
    /// Spreads lie deeper inside one another than is looked.
    pub too_deep: bool,
}

impl<'t> Members<'t> {
    /// The fields that are there in every value.
    pub fn required(&self) -> impl Iterator<Item = &'t Field> {
        let fields = self.fields.iter().zip(&self.certain);
        fields.filter(|(field, certain)| **certain && is_required(field)).map(|(field, _)| *field)
    }

    /// The names of all members, old ones and those of the pictures of unions among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// Whether a name is that of one of these, or an old one.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a member that is another object's could be one of these, under any of its names.
    pub fn declares(&self, field: &Field) -> bool {
        let mut names = std::iter::once(&field.wire).chain(&field.meta.was);
        self.takes_others || names.any(|name| self.has(name))
    }

    /// Whether a required member tells this object from another one.
    pub fn decides_against(&self, other: &Members) -> bool {
        self.required().any(|field| !other.declares(field))
    }
}

/// Whether a member has to be there.
pub fn is_required(field: &Field) -> bool {
    !field.optional && !field.nullable && !field.spread && field.default.is_none()
}

/// The members of a struct.
pub fn of_struct<'t>(types: &'t [TypeDef], members: &'t Struct) -> Members<'t> {
    let mut search = Search { types, seen: HashSet::new(), found: Members::default() };
    search.fields(members, true, 0);
    search.found
}

/// The members that values of a type have, or may have.
pub fn of_type<'t>(types: &'t [TypeDef], ty: &'t Type) -> Members<'t> {
    let mut search = Search { types, seen: HashSet::new(), found: Members::default() };
    search.ty(ty, true, 0);
    search.found
}

/// Each type is looked at once: spreads of spreads would otherwise double at every step.
struct Search<'t> {
    types: &'t [TypeDef],
    seen: HashSet<TypeId>,
    found: Members<'t>,
}

impl<'t> Search<'t> {
    fn fields(&mut self, members: &'t Struct, certain: bool, depth: usize) {
        for field in &members.fields {
            if field.spread {
                self.ty(&field.ty, certain, depth + 1);
            } else {
                self.found.fields.push(field);
                self.found.certain.push(certain);
                self.name(&field.wire, &field.meta.was);
            }
        }
    }

    fn ty(&mut self, ty: &'t Type, certain: bool, depth: usize) {
        if depth > DEEPEST {
            self.found.too_deep = true;
            return;
        }
        let ty = behind(self.types, ty);
        match ty {
            Type::Map(..) => self.found.takes_others = true,
            Type::Named(id) if !self.seen.insert(*id) => {}
            _ => self.shape(shape_of(self.types, ty), certain, depth),
        }
    }

    fn shape(&mut self, shape: Option<&'t Shape>, certain: bool, depth: usize) {
        match shape {
            Some(Shape::Struct(members)) => self.fields(members, certain, depth),
            Some(Shape::Untagged(union)) => {
                union.items.iter().for_each(|item| self.ty(&item.ty, false, depth + 1));
            }
            Some(Shape::Union(union)) => self.union(union, depth),
            _ => {}
        }
    }

    /// The keys of its picture, and what the payloads have that the picture spreads.
    fn union(&mut self, union: &'t Union, depth: usize) {
        let PictureNode::Object(members) = &union.picture.node else { return };
        for member in members {
            match member {
                PictureMember::Key { key, .. } => self.name(key, &[]),
                PictureMember::NameKey => union.variants.iter().for_each(|variant| {
                    self.found.names.insert(spelled(&variant.wire).into());
                    self.found.names.extend(variant.meta.was.iter().map(|old| old.as_str().into()));
                }),
                PictureMember::SpreadPayload => {
                    union.variants.iter().for_each(|variant| self.payload(&variant.payload, depth + 1));
                }
            }
        }
    }

    fn payload(&mut self, payload: &'t Payload, depth: usize) {
        match payload {
            Payload::Struct(members) => self.fields(members, false, depth),
            Payload::Type(ty) => self.ty(ty, false, depth),
            Payload::Unit => {}
        }
    }

    fn name(&mut self, name: &'t str, old: &'t [String]) {
        self.found.names.insert(name.into());
        self.found.names.extend(old.iter().map(|old| old.as_str().into()));
    }
}
