//! Unions: a struct around a `std::variant`, and for a tagged one a struct for what each of its variants carries.

use super::{Alternative, Compared, Declaration, Declared, Known, Made, Own, of_payload};
use crate::backend::cpp::names;
use crate::backend::cpp::order::events_in;
use crate::backend::cpp::types::Types;
use crate::model::{Type, TypeId, Union, Untagged};
use crate::name::Name;

/// A union whose alternatives are told by a tag.
pub fn union(known: &Known<'_>, id: TypeId, own: Own, shape: &Union) -> Declared {
    let types = known.types;
    let mut declared = Declared::default();
    let owner = &types.model.type_def(id).name;
    let mut alternatives = Vec::new();
    for variant in &shape.variants {
        let part = Own::of(&variant.meta, None, names::part(&own.name, &variant.name));
        alternatives.push(alternative(types, id, owner, &variant.name));
        declared.add(of_payload(types.inside(id), part, &variant.payload));
    }
    if shape.open {
        let ty = "::samewire::Unknown".to_owned();
        alternatives.push(Alternative { ty, name: None, made: Made::Implicitly });
    }
    declared.add(variant(own, alternatives, known.usual(id), false, false));
    declared
}

/// What an alternative is called, and where it is declared.
pub fn alternative(types: Types<'_>, id: TypeId, owner: &Name, own: &Name) -> Alternative {
    Alternative {
        ty: names::part(&types.declared(id), own),
        name: Some(names::alternative(owner, own)),
        made: Made::Implicitly,
    }
}

/// A union whose alternatives are types.
pub fn untagged(known: &Known<'_>, id: TypeId, own: Own, shape: &Untagged) -> Declared {
    let (types, inside) = (known.types, known.types.inside(id));
    let all: Vec<String> = shape.items.iter().map(|item| inside.cpp(&item.ty)).collect();
    let alternatives = all.iter().zip(&shape.items).map(|(ty, item)| Alternative {
        ty: ty.clone(),
        name: None,
        made: match &item.ty {
            _ if all.iter().filter(|other| *other == ty).count() > 1 => Made::ByIndex,
            Type::Bool => Made::Exactly,
            _ if ty == "bool" => Made::Exactly,
            _ => Made::Implicitly,
        },
    });
    let has_events = shape.items.iter().any(|item| !events_in(types, |visit| visit(&item.ty)).is_empty());
    variant(own, alternatives.collect(), known.usual(id), known.is_key(id), has_events)
}

/// The struct around the alternatives; `usual` is the one that it holds before anybody gave it a value.
pub fn variant(
    own: Own,
    alternatives: Vec<Alternative>,
    usual: usize,
    is_ordered: bool,
    has_events: bool,
) -> Declared {
    let Own { doc, deprecated, name } = own;
    let compared = Compared { name: name.clone(), members: vec!["value".to_owned()], is_ordered, has_events };
    let has_names = alternatives.iter().any(|alternative| alternative.name.is_some());
    Declared {
        declarations: vec![Declaration::Variant { doc, deprecated, name, alternatives, has_names, usual }],
        compared: vec![compared],
    }
}
