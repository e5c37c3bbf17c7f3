//! Enums and flags.

use super::{Compared, Declaration, Declared, Made, Named, Own, record, wrapper};
use crate::backend::cpp::docs::{self, Doc};
use crate::backend::cpp::types::{self, Types};
use crate::backend::cpp::{literals, names};
use crate::model::{Flags, Int, IntEnum, IntValue, Meta, StringEnum, StringPattern, StringValue, TypeId};
use crate::name::Name;

/// An enum of strings: where some have holes, a struct for each.
pub fn string_enum(types: Types<'_>, id: TypeId, own: Own, shape: &StringEnum, is_key: bool) -> Declared {
    if types::has_holes(shape) {
        return with_holes(types, id, own, shape, is_key);
    }
    let Own { doc, deprecated, name } = own;
    let values =
        shape.values.iter().map(|value| named(&value.meta, names::pascal(&value.name), String::new()));
    Declared::of(Declaration::Enum {
        doc,
        deprecated,
        name,
        under: None,
        values: values.collect(),
        ranked: false,
    })
}

fn with_holes(types: Types<'_>, id: TypeId, own: Own, shape: &StringEnum, is_key: bool) -> Declared {
    let mut declared = Declared::default();
    let owner = &types.model.type_def(id).name;
    let mut alternatives = Vec::new();
    for value in &shape.values {
        let part = names::part(&own.name, &value.name);
        alternatives.push(super::unions::alternative(types, id, owner, &value.name));
        declared.add(hole(types, id, Own::of(&value.meta, None, part), value, is_key));
    }
    if shape.open {
        alternatives.push(super::Alternative {
            ty: "::std::string".to_owned(),
            name: None,
            made: Made::Explicitly,
        });
    }
    declared.add(super::unions::variant(own, alternatives, 0, is_key, false));
    declared
}

fn hole(types: Types<'_>, id: TypeId, own: Own, value: &StringValue, is_key: bool) -> Declared {
    match &value.wire {
        StringPattern::Fixed(_) => record(own, Vec::new(), is_key, false),
        StringPattern::Hole { hole, .. } => wrapper(types.inside(id), own, hole, is_key),
    }
}

/// An enum of integers.
pub fn int_enum(own: Own, shape: &IntEnum, is_key: bool) -> Declaration {
    let Own { doc, deprecated, name } = own;
    let is_ascending = shape.values.is_sorted_by_key(|value| value.value);
    Declaration::Enum {
        doc,
        deprecated,
        name,
        under: Some(types::underlying(shape.repr.int)),
        values: shape.values.iter().map(|value| int_value(shape.repr.int, value)).collect(),
        ranked: is_key && !is_ascending,
    }
}

fn int_value(int: Int, value: &IntValue) -> Named {
    named(&value.meta, names::pascal(&value.name), literals::integer(int, value.value))
}

/// A set of bits.
pub fn flags(own: Own, shape: &Flags, is_key: bool) -> Declared {
    let Own { doc, deprecated, name } = own;
    if shape.repr.int == Int::U128 {
        let (members, is_ordered) = (vec!["bits".to_owned()], is_key);
        let compared = Compared { name: name.clone(), members, is_ordered, has_events: false };
        let values = shape.bits.iter().map(|value| wide_bits(&name, value)).collect();
        let declarations = vec![Declaration::WideFlags { doc, deprecated, name, values }];
        return Declared { declarations, compared: vec![compared] };
    }
    let under = types::underlying(shape.repr.int);
    let values = shape.bits.iter().map(|value| int_value(shape.repr.int, value)).collect();
    Declared::of(Declaration::Flags { doc, deprecated, name, under, values })
}

/// Named bits are constants of the struct, which may not be called as that is.
fn wide_bits(owner: &str, value: &IntValue) -> Named {
    let own = match Name::derive(owner) {
        Some(owner) => names::alternative(&owner, &value.name),
        None => names::pascal(&value.name),
    };
    let bits = u128::try_from(value.value).unwrap_or_default();
    let (high, low) = (bits >> 64, bits & u128::from(u64::MAX));
    named(&value.meta, own, format!("{high}U, {low}U"))
}

fn named(meta: &Meta, name: String, value: String) -> Named {
    Named { doc: Doc::about(meta, None), deprecated: docs::deprecated(meta), name, value }
}
