//! What helps against a kind of mistake, where the place that found it knows nothing better.

use super::Code;
use super::codes::*;

/// What to do about a mistake of this kind.
pub fn hint(code: &Code) -> Option<&'static str> {
    HINTS.iter().find(|(known, _)| *known == code).map(|(_, hint)| *hint)
}

const HINTS: &[(&Code, &str)] = &[
    (&NOT_UTF8, "save the file as UTF-8"),
    (&NUL, "a manifest is text: take it out"),
    (&TOO_LARGE, "split the manifest with `include`"),
    (&NOT_YAML, "look at what the lines above open: a bracket, a quote, an indentation"),
    (&DUPLICATE_KEY, "keep one of them; `x`, `x?` and `...x` are one key"),
    (&TOO_DEEP, "give a part of it a name under `types`"),
    (&UNKNOWN_KEY, "`samewire init` writes a manifest that shows the keys"),
    (&MISSING_KEY, "add it"),
    (&WRONG_KIND, "a text, a list in `[ ]` and a mapping in `{ }` do not stand for each other"),
    (&TWO_SHAPES, "keep one of them"),
    (&NEEDS_OTHER_KEY, "leave it out, or write what it belongs to beside it"),
    (&NOT_A_CHOICE, "write one of the words as it stands here, without quotes around `true` and `false`"),
    (&FIRST_FILE_ONLY, "move it there"),
    (&BAD_MARK, "keep one of them"),
    (&BAD_ENUM, "write all values as texts, or all as integers under names: `{ low: 1, high: 2 }`"),
    (&EMPTY_SHAPE, "list at least one; what carries nothing is written `{}`"),
    (&EXPRESSION, "a type is written like `uuid`, `list<u8>`, `map<K, T>`, `[A, B]` or `T | null`"),
    (&TYPE_ARGUMENTS, "`docs/manifest.md` lists the types and what they take"),
    (&WIRE_NAME_TAKEN, "one wire name says one thing: choose another for one of them"),
    (&OLD_NAME_TAKEN, "an old name is read as one thing only: take it out of `was` here, or there"),
    (&RESERVED_NAME, "choose another name; one that may come back after all is taken out of `reserved`"),
    (&UNKNOWN_EVENT, "events are declared under `server` and `client`"),
    (&REPLACEMENT, "name one that is there and not deprecated itself"),
    (&STICKY_PATH, "write the field as it is called on the wire; a field inside another as `user.id`"),
    (&HOLE, "write a value with a hole like `room:<uuid>`"),
    (&SPREAD, "spread a type with `fields`, a union of objects or a map, or leave `...` out"),
    (&WIRE_NAME, "write a name that people can see and type"),
    (&VERSIONS, "state each version before the newest under `versions`"),
    (&BY_HAND, "name each field once, as it is called on the wire in the next version"),
    (&BAD_VALUE, "the value is read by the type of its place: write one that this type has"),
    (&BAD_NUMBER, "write the number as JSON does: digits only, no leading zero"),
    (&EXAMPLE_WITHOUT_PAYLOAD, "leave `examples` out, or give the event `fields`"),
    (&PICTURE, "a picture is written like `{ type: <name>, ...<payload> }`"),
    (&AMBIGUOUS_PICTURES, "give each a constant, or a required key that the others lack"),
    (&REPLY, "`reply` stands on a client event, and names the server event that answers it"),
    (&HEARTBEAT, "send an event without `fields`"),
    (&UNREADABLE, "a path is relative to the file in which it stands"),
    (&INCLUDE_OUTSIDE, "include files of the project, by paths relative to this one"),
    (&INCLUDE_CYCLE, "leave one of the includes out"),
    (&INCLUDE_TWICE, "include it in one place: what it declares is there for all files"),
    (&NOT_SUPPORTED_YET, "what is not there yet is listed at the end of `docs/manifest.md`"),
    (&TARGET_OPTION, "leave one of them out"),
    (&UNUSED_TYPE, "leave it out, or say why it stays: `allow: { TYPE_USED: the reason }`"),
];
