//! Rules about enums and sets of bits.

use super::super::{Group, Rule};
use super::{ALL, SOURCE, SOURCE_REPLAY, WIRE};

pub const RULES: &[Rule] = &[
    Rule {
        id: "ENUM_VALUE_NO_DELETE",
        group: Group::Enums,
        title: "a value is gone",
        why: "A closed enum refuses the value, which others still write, and all that it comes in. An \
              open one keeps it as unknown.",
        safe: "mark the value `deprecated`; remove it when nobody writes it, and put it under \
              `reserved`.",
        levels: ALL,
    },
    Rule {
        id: "ENUM_VALUE_NO_ADD",
        group: Group::Enums,
        title: "a closed enum has a new value",
        why: "A closed enum is a promise that there are no others: who was released before refuses the \
              value, and all that it comes in.",
        safe: "make the enum `open: true` and add values when all readers know that; until then send \
              what older readers know.",
        levels: WIRE,
    },
    Rule {
        id: "ENUM_VALUE_SAME_NAME",
        group: Group::Enums,
        title: "a value has another name, or a name another value",
        why: "A value means what it is called. Who knows only the other text or number takes it for \
              another value, or refuses it.",
        safe: "keep the wire value, and change the name in code alone.",
        levels: ALL,
    },
    Rule {
        id: "ENUM_STAYS_OPEN",
        group: Group::Enums,
        title: "an open enum is closed",
        why: "What was kept as unknown is refused now, with all that it comes in.",
        safe: "keep it open.",
        levels: ALL,
    },
    Rule {
        id: "ENUM_SAME_REPR",
        group: Group::Enums,
        title: "an enum or a set of bits is written as another integer",
        why: "A number is no text, and a smaller integer does not hold what a larger one held.",
        safe: "keep the `repr`; for more bits than it holds, add a field.",
        levels: ALL,
    },
    Rule {
        id: "FLAG_NO_DELETE",
        group: Group::Enums,
        title: "a bit is gone",
        why: "Unknown bits are kept, so nothing is refused. What the bit said in stored events is no \
              longer known.",
        safe: "mark the bit `deprecated`, and put it under `reserved` when it is removed.",
        levels: SOURCE_REPLAY,
    },
    Rule {
        id: "FLAG_SAME_VALUE",
        group: Group::Enums,
        title: "a bit has another value",
        why: "The two ends read one bit under two names: permissions that were given are others than \
              those that are read.",
        safe: "give what is new a bit of its own.",
        levels: ALL,
    },
    Rule {
        id: "FLAG_SAME_NAME",
        group: Group::Enums,
        title: "a bit has another name in code",
        why: "The wire is as it was; code that names the bit does not compile.",
        safe: "rename it together with the code that uses it.",
        levels: SOURCE,
    },
];
