//! Rules about tagged and untagged unions, and types with names.

use super::super::{Group, Rule};
use super::{ALL, SOURCE, WIRE};

pub const RULES: &[Rule] = &[
    Rule {
        id: "UNION_VARIANT_NO_DELETE",
        group: Group::Unions,
        title: "a variant is gone",
        why: "A closed union refuses the variant, which others still write, and all that it comes in. \
              An open one keeps it as unknown.",
        safe: "mark the variant `deprecated`; remove it when nobody writes it, and put it under \
              `reserved`.",
        levels: ALL,
    },
    Rule {
        id: "UNION_VARIANT_NO_ADD",
        group: Group::Unions,
        title: "a closed union has a new variant",
        why: "Who was released before refuses the variant, and all that it comes in.",
        safe: "make the union `open: true` and add variants when all readers know that.",
        levels: WIRE,
    },
    Rule {
        id: "UNION_VARIANT_SAME_NAME",
        group: Group::Unions,
        title: "a variant has another name",
        why: "Who knows only the other tag refuses the variant, or takes it for an unknown one.",
        safe: "keep the tag as `wire`, and change the name in code alone.",
        levels: ALL,
    },
    Rule {
        id: "UNION_VARIANT_SAME_PAYLOAD",
        group: Group::Unions,
        title: "a variant carries something else",
        why: "An object where a list was expected, or something where there was nothing, is refused.",
        safe: "add another variant, where the union is open.",
        levels: ALL,
    },
    Rule {
        id: "UNION_STAYS_OPEN",
        group: Group::Unions,
        title: "an open union is closed",
        why: "What was kept as unknown is refused now, with all that it comes in.",
        safe: "keep it open.",
        levels: ALL,
    },
    Rule {
        id: "UNION_SAME_PICTURE",
        group: Group::Unions,
        title: "the variants of a union are framed in another picture",
        why: "Who expects the old picture finds no tag in the new one.",
        safe: "add a field with a union of the new picture, and keep this one.",
        levels: ALL,
    },
    Rule {
        id: "ALTERNATIVE_NO_DELETE",
        group: Group::Unions,
        title: "an alternative is gone",
        why: "Who has this change refuses values of that alternative, which others still write.",
        safe: "keep it until nobody writes it.",
        levels: ALL,
    },
    Rule {
        id: "ALTERNATIVE_NO_ADD",
        group: Group::Unions,
        title: "there is a new alternative",
        why: "An untagged union is closed: who was released before refuses the new alternative, and \
              all that it comes in.",
        safe: "add a field for it, or use a tagged union that is open.",
        levels: WIRE,
    },
    Rule {
        id: "ALTERNATIVE_SAME_KEYS",
        group: Group::Unions,
        title: "a member of one alternative tells another one",
        why: "Objects are told apart by members that others do not have. One that comes into the way \
              of this is taken for another alternative, or refused.",
        safe: "give the member another name, or tell the alternatives apart by a tag.",
        levels: ALL,
    },
    Rule {
        id: "TYPE_NO_DELETE",
        group: Group::Types,
        title: "a type is gone, or has another name",
        why: "Names of types are not on the wire; code that names the type does not compile.",
        safe: "rename it together with the code that uses it.",
        levels: SOURCE,
    },
    Rule {
        id: "TYPE_SAME_SHAPE",
        group: Group::Types,
        title: "a type is of another kind",
        why: "An enum is no struct: who knows the old shape refuses the new one, and the other way \
              about.",
        safe: "add a type with the new shape, and fields of that type.",
        levels: ALL,
    },
];
