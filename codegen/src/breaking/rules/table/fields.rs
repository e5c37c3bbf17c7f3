//! Rules about members of objects.

use super::super::{Group, Rule};
use super::{ALL, WIRE};

pub const RULES: &[Rule] = &[
    Rule {
        id: "FIELD_NO_DELETE",
        group: Group::Fields,
        title: "a field is gone",
        why: "Who was released before cannot read what has not all fields that must be there. A field \
              that may be absent can go, and what it said in stored events is lost.",
        safe: "mark it `deprecated` and keep writing it; or give the event a new `version`. When it is \
              gone, put its name under `reserved`.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_SAME_NAME",
        group: Group::Fields,
        title: "a field has another name",
        why: "Who knows only the other name misses the field: what must be there is refused, and what \
              may be absent is silently passed over. `was` helps new readers only.",
        safe: "keep the wire name and give it another name in code (`new_name: { wire: old_name, … }`), \
              or write both fields for a while.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_SAME_TYPE",
        group: Group::Fields,
        title: "a field has another type",
        why: "Neither type reads what the other writes, or one reads it as something else. At the \
              level `source` it is found too where only the type in code is another.",
        safe: "add a field of the new type under another name and keep this one; or give the event a \
              new `version`.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_NO_NARROWER_TYPE",
        group: Group::Fields,
        title: "a field has a narrower type",
        why: "Who has this change refuses values that are still written by those who have not.",
        safe: "keep the wider type until no release writes what the narrower one refuses.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_NO_WIDER_TYPE",
        group: Group::Fields,
        title: "a field has a wider type",
        why: "Who was released before refuses the values that have become possible.",
        safe: "add a field of the wider type under another name; or give the event a new `version`.",
        levels: WIRE,
    },
    Rule {
        id: "FIELD_NO_NEW_REQUIRED",
        group: Group::Fields,
        title: "a field is new and must be there",
        why: "Who does not know the field does not write it, and what comes without it is refused.",
        safe: "let it be absent (`name?: T`), or give it a default (`name: T = value`).",
        levels: ALL,
    },
    Rule {
        id: "FIELD_SAME_PRESENCE",
        group: Group::Fields,
        title: "a field may be absent or null, or no longer",
        why: "A field that comes to be optional is missed by those who count on it; one that must be \
              there is missing in what others still write.",
        safe: "a field may become optional in a second release, once all readers take its absence; and \
              it may become required once all writers write it.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_SAME_DEFAULT",
        group: Group::Fields,
        title: "the absence of a field means something else",
        why: "Nobody refuses anything: the two ends silently read two values where a field is left \
              out.",
        safe: "keep the default, and write the value out where another one is meant.",
        levels: ALL,
    },
    Rule {
        id: "FIELD_SAME_SPREAD",
        group: Group::Fields,
        title: "members of a field lie among its siblings, or no longer",
        why: "What was a member of the struct is one of another object, or any other member becomes a \
              field with a meaning of its own.",
        safe: "add a field that holds the object, and keep the members where they were.",
        levels: ALL,
    },
];
