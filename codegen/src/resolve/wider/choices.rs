//! Enums and unions that are wider than others.

use std::collections::{HashMap, HashSet};

use super::{Wider, includes, of_repr};
use crate::model::{Flags, Int, IntEnum, IntValue, Repr, StringEnum, StringPattern, Type, Union, Variant};
use crate::resolve::spelled;
use crate::resolve::value::{fits_hole, range};

impl<'t> Wider<'t> {
    /// An open enum keeps what it does not know.
    pub fn string_enums(&mut self, old: &'t StringEnum, new: &'t StringEnum) -> bool {
        if new.open || old.open {
            return new.open;
        }
        let mut texts: HashSet<&str> = HashSet::new();
        let mut holes = Vec::new();
        for value in &new.values {
            texts.extend(value.meta.was.iter().map(String::as_str));
            match &value.wire {
                StringPattern::Fixed(text) => texts.extend([text.as_str()]),
                StringPattern::Hole { prefix, hole, suffix } => holes.push((prefix, hole, suffix)),
            }
        }
        old.values.iter().all(|value| match &value.wire {
            StringPattern::Fixed(text) => {
                texts.contains(text.as_str()) || holes.iter().any(|hole| fills(self.types, text, *hole))
            }
            StringPattern::Hole { prefix, hole, suffix } => {
                let same = holes.iter().find(|(p, _, s)| *p == prefix && *s == suffix);
                same.is_some_and(|(_, wider, _)| self.fits(hole, wider))
            }
        })
    }

    pub fn unions(&mut self, old: &'t Union, new: &'t Union) -> bool {
        if old.picture.node != new.picture.node || (old.open && !new.open) {
            return false;
        }
        let mut by_name: HashMap<String, &'t Variant> = HashMap::new();
        for variant in &new.variants {
            for name in std::iter::once(spelled(&variant.wire)).chain(variant.meta.was.iter().cloned()) {
                by_name.entry(name).or_insert(variant);
            }
        }
        // What an open union has kept as unknown would be read as this one.
        let mut news = by_name.keys();
        let is_known = |name: &String| {
            let mut olds = old.variants.iter();
            olds.any(|variant| spelled(&variant.wire) == *name || variant.meta.was.contains(name))
        };
        if old.open && !news.all(is_known) {
            return false;
        }
        old.variants.iter().all(|variant| {
            let same = by_name.get(&spelled(&variant.wire));
            same.is_some_and(|same| self.variants(&variant.payload, &same.payload))
        })
    }
}

fn fills(
    types: &[crate::model::TypeDef],
    text: &str,
    (prefix, hole, suffix): (&String, &Type, &String),
) -> bool {
    let inner = text.strip_prefix(prefix.as_str()).and_then(|rest| rest.strip_suffix(suffix.as_str()));
    inner.is_some_and(|inner| fits_hole(types, hole, inner))
}

pub fn int_enums(old: &IntEnum, new: &IntEnum) -> bool {
    let (least, most) = of_repr(new.repr);
    let is_wider = match (old.open, new.open) {
        (true, true) => includes((least, most), of_repr(old.repr)),
        (true, false) => false,
        (false, true) => old.values.iter().all(|value| (least..=most).contains(&value.value)),
        (false, false) => {
            let known: HashSet<i128> =
                new.values.iter().flat_map(|value| value.was.iter().chain([&value.value])).copied().collect();
            old.values.iter().all(|value| known.contains(&value.value))
        }
    };
    is_wider && old.repr.text == new.repr.text && keep_their_names(&old.values, &new.values)
}

/// Whether values of one name are of one number: another one would be read under a name that it never had.
fn keep_their_names(old: &[IntValue], new: &[IntValue]) -> bool {
    let namesake = |own: &IntValue| new.iter().find(|other| other.name == own.name);
    old.iter().all(|own| {
        namesake(own).is_none_or(|other| other.value == own.value || other.was.contains(&own.value))
    })
}

/// Whether every text of the older enum is one that the newer one writes.
pub fn same_texts(old: &StringEnum, new: &StringEnum) -> bool {
    old.values.iter().all(|own| new.open || new.values.iter().any(|other| other.wire == own.wire))
}

/// The same of integers.
pub fn same_integers(old: &IntEnum, new: &IntEnum) -> bool {
    old.values.iter().all(|own| new.open || new.values.iter().any(|other| other.value == own.value))
}

/// An enum of integers in a type of numbers.
pub fn int_enum_in(old: &IntEnum, new: &Type) -> bool {
    let values = if old.open {
        of_repr(old.repr)
    } else {
        let values = || old.values.iter().map(|value| value.value);
        (values().min().unwrap_or(0), values().max().unwrap_or(0))
    };
    held(values, old.repr.text, new)
}

/// Whether a type of numbers, or of their texts, holds all integers of a range.
pub fn held(values: (i128, i128), text: bool, new: &Type) -> bool {
    match (new, text) {
        (Type::Text(new), true) => matches!(**new, Type::Int(int) if includes(range(int), values)),
        (Type::Int(int), false) => includes(range(*int), values),
        (Type::F64, false) => includes((-(1 << 53), 1 << 53), values),
        (Type::F32, false) => includes((-(1 << 24), 1 << 24), values),
        _ => false,
    }
}

pub fn flags(old: &Flags, new: &Flags) -> bool {
    takes(new.repr, old.repr.int, old.repr.text) && keep_their_names(&old.bits, &new.bits)
}

/// Whether an enum takes every integer of this type.
pub fn takes(repr: Repr, int: Int, text: bool) -> bool {
    repr.text == text && includes(of_repr(repr), range(int))
}
