//! Which types are wider than others: whatever JSON the narrower one writes, the wider one reads, and it means the same.
//!
//! An upgrade therefore goes through JSON, whatever a target's values are. Only a field as a whole may change its form
//! too: see [`Recast`].

mod choices;

use std::collections::{HashMap, HashSet};

use super::members::of_struct;
use super::{behind, shape_of};
use crate::model::{
    Field, Flags, IntEnum, Payload, Recast, Repr, Shape, Source, Struct, Type, TypeDef, TypeId, Untagged,
};
use crate::resolve::value::range;

/// What is nested deeper is not compared, and so not found wider.
const DEEPEST: usize = 64;

/// Whether the newer one of two fields takes whatever the older one has.
type Takes<'t> = fn(&mut Wider<'t>, &'t Field, &'t Field) -> bool;

/// Compares types, and remembers what it found.
pub struct Wider<'t> {
    types: &'t [TypeDef],
    /// Pairs that fit, or that are being compared: a type that contains itself fits when nothing speaks against it.
    fitting: HashSet<(TypeId, TypeId)>,
    /// The same, in the order in which they came.
    trail: Vec<(TypeId, TypeId)>,
    refused: HashSet<(TypeId, TypeId)>,
    depth: usize,
}

impl<'t> Wider<'t> {
    pub fn new(types: &'t [TypeDef]) -> Wider<'t> {
        let (fitting, trail, refused) = (HashSet::new(), Vec::new(), HashSet::new());
        Wider { types, fitting, trail, refused, depth: 0 }
    }

    /// Where each field of `new` comes from, if they are made one by one; what [`Source::ByHand`] says is that nothing
    /// gives it.
    pub fn sources(&mut self, old: &'t Struct, new: &'t Struct) -> Vec<Source> {
        self.sources_by(old, new, Self::holds)
    }

    fn sources_by(&mut self, old: &'t Struct, new: &'t Struct, takes: Takes<'t>) -> Vec<Source> {
        let by_key: HashMap<_, _> =
            old.fields.iter().enumerate().map(|(index, field)| (key(field), index)).collect();
        new.fields.iter().map(|field| self.source((&old.fields, &by_key), field, takes)).collect()
    }

    fn source(
        &mut self,
        (old, by_key): (&'t [Field], &HashMap<(bool, &str), usize>),
        field: &'t Field,
        takes: Takes<'t>,
    ) -> Source {
        if let Some(&index) = by_key.get(&key(field))
            && takes(self, &old[index], field)
        {
            return Source::Same(index);
        }
        for was in &field.meta.was {
            if let Some(&index) = by_key.get(&(false, was.as_str()))
                && takes(self, &old[index], field)
            {
                return Source::Was(index);
            }
        }
        match field {
            Field { default: Some(_), .. } => Source::Default,
            Field { optional: true, .. } | Field { nullable: true, .. } => Source::None,
            _ => Source::ByHand,
        }
    }

    /// Whether the newer field takes whatever the older one has, absence and null among it.
    fn holds(&mut self, old: &'t Field, new: &'t Field) -> bool {
        if old.sensitive && !new.sensitive {
            return false;
        }
        let absent = old.optional && old.default.is_none();
        let takes_absent = new.optional || new.nullable || new.default.is_some();
        // One of the two is enough to say that there is none, unless the older field has both.
        let takes_null = new.nullable || (new.optional && new.default.is_none() && !absent);
        (!absent || takes_absent) && (!old.nullable || takes_null) && self.gives(&old.ty, &new.ty)
    }

    /// The same where nobody makes the one of the other: the newer field reads what the older one has written. What is
    /// left out has to mean the same, be it none or a default.
    fn reads(&mut self, old: &'t Field, new: &'t Field) -> bool {
        let same_absence = !old.optional || old.absence() == new.absence();
        same_absence && (!old.nullable || new.nullable) && self.fits(&old.ty, &new.ty) && self.holds(old, new)
    }

    /// Whether a whole field of the type `new` can be made of one of the type `old`.
    fn gives(&mut self, old: &'t Type, new: &'t Type) -> bool {
        Recast::between(self.types, old, new).is_some() || self.fits(old, new)
    }

    /// Whether `new` is equal to `old`, or wider.
    pub fn fits(&mut self, old: &'t Type, new: &'t Type) -> bool {
        let (old, new) = (behind(self.types, old), behind(self.types, new));
        if old == new {
            return true;
        }
        self.deeper(|wider| wider.compare(old, new))
    }

    fn deeper(&mut self, compare: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.depth == DEEPEST {
            return false;
        }
        self.depth += 1;
        let fits = compare(self);
        self.depth -= 1;
        fits
    }

    fn compare(&mut self, old: &'t Type, new: &'t Type) -> bool {
        match (old, new) {
            (_, Type::Json) | (Type::Null, Type::Nullable(_)) => true,
            (Type::Nullable(old), Type::Nullable(new)) => self.fits(old, new),
            (old, Type::Nullable(new)) => self.fits(old, new),
            (Type::Int(old), Type::Int(new)) => includes(range(*new), range(*old)),
            (Type::Int(old), Type::F64) => includes((-(1 << 53), 1 << 53), range(*old)),
            (Type::Int(old), Type::F32) => includes((-(1 << 24), 1 << 24), range(*old)),
            (Type::F32, Type::F64) | (Type::Uuid | Type::Date, Type::String) => true,
            (Type::Text(old), Type::Text(new)) => self.fits(old, new),
            (Type::List(old) | Type::Set(old), Type::List(new)) | (Type::Set(old), Type::Set(new)) => {
                self.fits(old, new)
            }
            (Type::Map(old_key, old), Type::Map(new_key, new)) => {
                self.fits(old_key, new_key) && self.are_same_keys(old_key, new_key) && self.fits(old, new)
            }
            (Type::Tuple(old), Type::Tuple(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.fits(old, new))
            }
            (Type::Named(old_id), Type::Named(new_id)) => self.named(*old_id, *new_id),
            (Type::Named(old), new) => self.named_in(*old, new),
            (old, Type::Named(new)) => self.in_named(old, *new),
            _ => false,
        }
    }

    fn named(&mut self, old: TypeId, new: TypeId) -> bool {
        if self.refused.contains(&(old, new)) {
            return false;
        }
        if !self.fitting.insert((old, new)) {
            return true;
        }
        let mark = self.trail.len();
        self.trail.push((old, new));
        let fits = self.deeper(|wider| wider.shapes(old, new));
        if !fits {
            // What was found to fit on the way may have counted on this pair.
            for pair in self.trail.drain(mark..) {
                self.fitting.remove(&pair);
            }
            self.refused.insert((old, new));
        }
        fits
    }

    fn shapes(&mut self, old_id: TypeId, new_id: TypeId) -> bool {
        let types = self.types;
        match (&types[old_id.0].shape, &types[new_id.0].shape) {
            (Shape::Struct(old), Shape::Struct(new)) => self.keeps_all(old, new),
            (Shape::StringEnum(old), Shape::StringEnum(new)) => self.string_enums(old, new),
            (Shape::IntEnum(old), Shape::IntEnum(new)) => choices::int_enums(old, new),
            (Shape::Flags(old), Shape::Flags(new)) => choices::flags(old, new),
            (Shape::Union(old), Shape::Union(new)) => self.unions(old, new),
            (Shape::Untagged(old), _) => old.items.iter().all(|item| self.fits_named(&item.ty, new_id)),
            (Shape::Struct(old), Shape::Untagged(new)) if self.is_ambiguous(old, new) => false,
            (_, Shape::Untagged(new)) => self.one_of(&|wider, item| wider.named_in(old_id, item), new),
            _ => false,
        }
    }

    fn fits_named(&mut self, old: &'t Type, new: TypeId) -> bool {
        match behind(self.types, old) {
            Type::Named(old) => *old == new || self.named(*old, new),
            old => self.in_named(old, new),
        }
    }

    /// A named type in one that has no name, or in an alternative.
    fn named_in(&mut self, old: TypeId, new: &'t Type) -> bool {
        let new = behind(self.types, new);
        if let Type::Named(new) = new {
            return old == *new || self.named(old, *new);
        }
        match (&self.types[old.0].shape, new) {
            (_, Type::Json) => true,
            (_, Type::Nullable(new)) => self.named_in(old, new),
            (Shape::StringEnum(_), Type::String) => true,
            (Shape::IntEnum(old), new) => choices::int_enum_in(old, new),
            (Shape::Flags(old), new) => choices::held(of_repr(old.repr), old.repr.text, new),
            (Shape::Untagged(old), new) => old.items.iter().all(|item| self.fits(&item.ty, new)),
            _ => false,
        }
    }

    /// A type without a name in a named one.
    fn in_named(&mut self, old: &'t Type, new: TypeId) -> bool {
        match (old, &self.types[new.0].shape) {
            (Type::String, Shape::StringEnum(new)) => new.open,
            (Type::Int(old), Shape::IntEnum(new)) => new.open && choices::takes(new.repr, *old, false),
            (Type::Int(old), Shape::Flags(new)) => choices::takes(new.repr, *old, false),
            (
                Type::Text(old),
                Shape::IntEnum(IntEnum { open: true, repr, .. }) | Shape::Flags(Flags { repr, .. }),
            ) => {
                matches!(behind(self.types, old), Type::Int(old) if choices::takes(*repr, *old, true))
            }
            (old, Shape::Untagged(new)) => self.one_of(&|wider, item| wider.fits(old, item), new),
            _ => false,
        }
    }

    /// Whether a member that nobody declares could be what tells another alternative.
    fn is_ambiguous(&self, old: &'t Struct, new: &'t Untagged) -> bool {
        let structs = new.items.iter().filter(|item| {
            matches!(
                shape_of(self.types, &item.ty),
                Some(Shape::Struct(_) | Shape::Union(_) | Shape::Untagged(_))
            )
        });
        of_struct(self.types, old).takes_others && structs.count() > 1
    }

    /// Whether keys are called as before: two of them that become one would lose an entry.
    fn are_same_keys(&self, old: &'t Type, new: &'t Type) -> bool {
        match (shape_of(self.types, old), shape_of(self.types, new)) {
            (Some(Shape::StringEnum(old)), Some(Shape::StringEnum(new))) => choices::same_texts(old, new),
            (Some(Shape::IntEnum(old)), Some(Shape::IntEnum(new))) => choices::same_integers(old, new),
            _ => true,
        }
    }

    fn one_of(&mut self, fits: &dyn Fn(&mut Self, &'t Type) -> bool, new: &'t Untagged) -> bool {
        new.items.iter().any(|item| fits(self, &item.ty))
    }

    /// Every field of the newer struct has a source, and every field of the older one is a source.
    fn keeps_all(&mut self, old: &'t Struct, new: &'t Struct) -> bool {
        let (before, after) = (of_struct(self.types, old), of_struct(self.types, new));
        if before.takes_others && after.names().any(|name| !before.has(name)) {
            // What was any member would be read as that one.
            return false;
        }
        let mut kept = vec![false; old.fields.len()];
        for source in self.sources_by(old, new, Self::reads) {
            match source {
                Source::Same(index) | Source::Was(index) => kept[index] = true,
                Source::Default | Source::None => {}
                Source::ByHand => return false,
            }
        }
        kept.into_iter().all(|kept| kept)
    }

    /// Whether a whole payload can be made of another.
    pub fn payloads(&mut self, old: &'t Payload, new: &'t Payload) -> bool {
        match (old, new) {
            (Payload::Type(old), Payload::Type(new)) => self.gives(old, new),
            _ => self.variants(old, new),
        }
    }

    /// Whether what a variant carries is wider than what another does.
    fn variants(&mut self, old: &'t Payload, new: &'t Payload) -> bool {
        match (old, new) {
            (Payload::Type(old), Payload::Type(new)) => self.fits(old, new),
            _ => match (self.members(old), self.members(new)) {
                (Some(old), Some(new)) => self.keeps_all(old, new),
                _ => false,
            },
        }
    }

    /// The struct that a payload is; that of one that carries nothing has no fields.
    pub fn members(&self, payload: &'t Payload) -> Option<&'t Struct> {
        static EMPTY: Struct = Struct { fields: Vec::new(), reserved: Vec::new() };
        match payload {
            Payload::Unit => Some(&EMPTY),
            Payload::Struct(members) => Some(members),
            Payload::Type(ty) => match shape_of(self.types, ty) {
                Some(Shape::Struct(members)) => Some(members),
                _ => None,
            },
        }
    }
}

/// A spread field has no name on the wire.
fn key(field: &Field) -> (bool, &str) {
    if field.spread { (true, field.name.snake()) } else { (false, &field.wire) }
}

fn includes((least, most): (i128, i128), (from, to): (i128, i128)) -> bool {
    least <= from && to <= most
}

fn of_repr(repr: Repr) -> (i128, i128) {
    range(repr.int)
}
