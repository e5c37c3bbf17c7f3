//! Nodes: the keys that all have, and those of each place.

use super::{Key, RESERVED_NAMES, Section, Value, Word, key, word};
use crate::manifest::place::Place;

/// The keys of which a node has at most one.
pub const SHAPES: [&str; 5] = ["type", "fields", "enum", "flags", "union"];

/// Keys that say something of a shape, and the shapes that they stand beside.
pub const BESIDE: &[(&str, &[&str])] = &[
    ("repr", &["enum", "flags"]),
    ("open", &["enum", "union"]),
    ("frame", &["union"]),
    ("reserved", &["fields", "enum", "flags", "union"]),
];

/// The keys that every node may have.
pub const NODE: &[Key] = &[
    key("type", Value::Type, "A type expression, such as `list<uuid> | null`, or a list of them: a tuple."),
    key("fields", Value::Nodes(Place::Field), "A struct: its fields, by their names on the wire."),
    key(
        "enum",
        Value::Values,
        "A choice among values: a list of them as they are on the wire, or a mapping with the name in code first.",
    ),
    key(
        "flags",
        Value::Bits,
        "A set of bits in one integer: name in code, then an integer, `1 << n`, or `A | B` of names above.",
    ),
    key(
        "union",
        Value::Nodes(Place::Variant),
        "A choice among variants, told apart by their names on the wire. `{}` is a variant without payload.",
    ),
    key(
        "repr",
        Value::Repr,
        "With `flags`, or an `enum` of integers: the integer type, or `string<…>` of one. Without it `u32`, or \
         `i32` when a value is negative.",
    ),
    key(
        "open",
        Value::Boolean,
        "With `enum` and `union`: `true` keeps what is not known instead of refusing it.",
    ),
    key(
        "reserved",
        RESERVED_NAMES,
        "With `fields`, `enum`, `flags` and `union`: names and values that may not be used again.",
    ),
    DOC,
    DEPRECATION,
    EXPERIMENTAL,
    SINCE,
    key("allow", Value::Lints, "Rules of lint that are wrong here: the id of each, and the reason."),
];

const DOC: Key =
    key("doc", Value::Prose, "What it is (Markdown). Becomes the documentation of the generated code.");

const DEPRECATION: Key = key(
    "deprecated",
    Value::TextOr(&Value::Section(&DEPRECATED)),
    "Not to be used any more: the reason as a text, or `{ since, reason, use }`.",
);

const EXPERIMENTAL: Key = key("experimental", Value::Boolean, "`true` says that it may still change.");

const SINCE: Key = key(
    "since",
    Value::Text,
    "The version that brought it, in quotes where it looks like a number: `\"1.2\"`.",
);

/// What is deprecated, since when and why.
pub const DEPRECATED: Section =
    Section { name: "deprecated", what: "`deprecated`", keys: DEPRECATED_KEYS, required: &[] };

const DEPRECATED_KEYS: &[Key] = &[
    key("since", Value::Text, "The version that deprecated it."),
    key("reason", Value::Prose, "Why."),
    key("use", Value::Text, "The wire name of the sibling to use instead."),
    key(
        "until",
        Value::Day,
        "The last day on which it may still be used: `2027-03-01`. `samewire check` tells when it is over.",
    ),
];

/// The picture of a union's variants.
const FRAME: Key = key(
    "frame",
    Value::Picture,
    "With `union`: the picture of a variant. Without it, `{ type: <name>, ...<payload> }`.",
);

const WIRE_NAME: Key = key(
    "wire",
    Value::WireName,
    "The name on the wire, where it gives no name in code or a bad one. The key is then the name in code.",
);

const WAS: Key = key(
    "was",
    Value::OneOrMore(&Value::Text),
    "An old name on the wire, or a list of them: read, never written.",
);

/// As `WAS`, where the name may be an integer.
const WAS_NAMES: Key = key(WAS.name, Value::OneOrMore(&Value::Name), WAS.doc);

const CATEGORY: Key = key("category", Value::Text, "The heading under which guides list the event.");

const AUDIENCE: Key = key("audience", Value::Choice(&AUDIENCES), "Who gets it.");

const IDEMPOTENT: Key =
    key("idempotent", Value::Boolean, "`true` says that sending it twice does no more than sending it once.");

const DELIVERY: Key =
    key("delivery", Value::Choice(&DELIVERIES), "What happens to it when a receiver is slow.");

const STICKY: Key = key(
    "sticky",
    Value::BooleanOr(&Value::Text),
    "Whether newcomers get the last one: `true`, or the path of the field for each of whose values the last one is kept.",
);

const EXAMPLES: Key = key(
    "examples",
    Value::List(&Value::Data),
    "Payloads as they may be on the wire, checked and shown in guides.",
);

/// What events have besides.
pub const EVENT: &[Key] = &[
    CATEGORY,
    AUDIENCE,
    IDEMPOTENT,
    DELIVERY,
    STICKY,
    EXAMPLES,
    key("version", Value::Version, "The version of the event's shape; `1` without it."),
    key("oldest", Value::Version, "The oldest version that is still read; `1` without it."),
    key("versions", Value::Versions, "The older shapes, each whole: `v1`, `v2` and so on."),
    key(
        "reply",
        Value::TextOr(&Value::Node(Place::Reply)),
        "What answers a client event: the name of a server event, or the answer's payload in the picture `wire.reply`.",
    ),
    key(
        "tauri",
        Value::FalseOr(&Value::Text),
        "The name that it has on its way to the desktop app's page, or `false`: it does not go there.",
    ),
    key(
        "frame",
        Value::TextOr(&Value::Picture),
        "What its frame looks like: the name of a picture in `wire.frames`, or a picture.",
    ),
    WIRE_NAME,
    WAS_NAMES,
];

/// What events of the desktop have besides: no frame, no other end that answers, and no older one.
pub const DESKTOP: &[Key] = &[CATEGORY, AUDIENCE, IDEMPOTENT, DELIVERY, STICKY, EXAMPLES, FRAME, WIRE_NAME];

pub const AUDIENCES: [Word; 2] =
    [word("broadcast", "All who may see it. The default."), word("targeted", "One user or connection.")];

pub const DELIVERIES: [Word; 3] = [
    word("ordered", "Every one, in order. The default."),
    word("volatile", "Some may be left out: only the newest counts."),
    word("critical", "Never left out; a receiver that cannot keep up is disconnected."),
];

/// What types and replies have besides.
pub const TYPE: &[Key] = &[FRAME];

/// What fields have besides.
pub const FIELD: &[Key] = &[
    FRAME,
    key(
        "type",
        Value::FieldType,
        "A type expression, such as `list<uuid> | null`, with a default if wanted, such as `u8 = 5`; or a list of \
         them: a tuple.",
    ),
    key("default", Value::Data, "What an absent field is read as. The long form of ` = ` in the type."),
    key("sensitive", Value::Boolean, "`true` keeps the value out of debug output, error texts and examples."),
    WIRE_NAME,
    WAS,
];

/// What variants have besides.
pub const VARIANT: &[Key] = &[FRAME, WIRE_NAME, WAS_NAMES];

/// What older versions have besides.
pub const VERSION: &[Key] = &[
    FRAME,
    key(
        "by_hand",
        Value::OneOrMore(&Value::Text),
        "The fields of the next version that cannot be derived from this one; the generated code asks for a \
         function for each.",
    ),
];

/// A value of an enum that has more to say.
pub const VALUE: Section = Section { name: "value", what: "a value", keys: VALUE_KEYS, required: &[] };

const VALUE_KEYS: &[Key] = &[
    key("value", Value::Name, "The value on the wire. Without it, the key."),
    DOC,
    DEPRECATION,
    EXPERIMENTAL,
    SINCE,
    key("was", Value::OneOrMore(&Value::Name), "An old value, or a list of them: read, never written."),
];

/// A bit that has more to say. It has no old value: that would be read as itself.
pub const FLAG: Section = Section { name: "flag", what: "a flag", keys: FLAG_KEYS, required: &["value"] };

const FLAG_KEYS: &[Key] = &[
    key("value", Value::Bit, "An integer, `1 << n`, or `A | B` of names above."),
    DOC,
    DEPRECATION,
    EXPERIMENTAL,
    SINCE,
];
