//! `wire`.

use super::{Key, Section, Value, Word, key, word};

pub const WIRE: Section = Section { name: "wire", what: "`wire`", keys: WIRE_KEYS, required: &[] };

const WIRE_KEYS: &[Key] = &[
    key(
        "frame",
        Value::Picture,
        "What every frame looks like: `{ type: <name>, ...<payload> }`, which is meant without it.",
    ),
    key("server", Value::Picture, "What the server's frames look like, instead of `frame`."),
    key("client", Value::Picture, "What the clients' frames look like, instead of `frame`."),
    key(
        "frames",
        Value::Map(&Value::Picture),
        "Further pictures by name; an event chooses one with `frame: that_name`.",
    ),
    key("reply", Value::Picture, "What an answer looks like; its `<name>` is the request's."),
    key(
        "error",
        Value::TextOr(&Value::Picture),
        "What answers a client event that is refused: the name of a server event with the fields `code` and \
         `message`, or a picture without holes.",
    ),
    key(
        "correlation",
        Value::Text,
        "The path of the request id in the pictures, by which an answer finds its question: `id`, `d.requestId`.",
    ),
    key("heartbeat", Value::Section(&HEARTBEAT), "The heartbeat of the application itself."),
    key("int64", Value::Choice(&INT64), "How `i64` and `u64` are written where no `string<…>` says it."),
];

pub const INT64: [Word; 2] = [
    word("number", "A JSON number, within ±(2^53 − 1). The default."),
    word("string", "Decimal digits in a string, for the whole range."),
];

pub const HEARTBEAT: Section =
    Section { name: "heartbeat", what: "`heartbeat`", keys: HEARTBEAT_KEYS, required: &["send", "expect"] };

const HEARTBEAT_KEYS: &[Key] = &[
    key("send", Value::Text, "The client event that is sent again and again."),
    key("expect", Value::Text, "The server event that answers it."),
];

/// What a scalar in a picture may stand for; any other is a type, or a value that stands for itself.
pub const HOLES: &[&str] = &["<name>", "<payload>", "<payload> | null", "null | <payload>", "<version>"];
