//! The top level of a file, and its sections but `wire`.

use super::{Key, RESERVED_NAMES, Section, TEXTS, Value, Word, key, word};
use crate::manifest::place::Place;

pub const MANIFEST: Section = Section {
    name: "manifest",
    what: "a manifest",
    keys: MANIFEST_KEYS,
    required: &["samewire", "protocol"],
};

/// Keys of the first file alone: they hold for the whole.
pub const FIRST_ONLY: &[&str] = &["wire", "tauri", "outputs", "lint"];

/// Keys of the files that are included.
pub const INCLUDED_ONLY: &[&str] = &["category"];

const MANIFEST_KEYS: &[Key] = &[
    key("samewire", Value::LanguageVersion, "The version of the language: `1`. Required in the first file."),
    key("protocol", Value::Text, "The name of the protocol. Required in the first file."),
    key("doc", Value::Prose, "What the protocol is for (Markdown)."),
    key(
        "include",
        TEXTS,
        "Further files, relative to this one and inside the project. They may have `types`, `server`, `client`, \
         `desktop`, `reserved`, `category` and `include`.",
    ),
    key("category", Value::Text, "In an included file: the category of its events that state none."),
    key(
        "wire",
        Value::Section(&super::WIRE),
        "What frames look like. Without it a frame is `{ type: <name>, ...<payload> }`. First file only.",
    ),
    key(
        "tauri",
        Value::TextOr(&Value::Section(&TAURI)),
        "The names that the desktop app gives events on their way to its page, such as `ws:<name>`. First file only.",
    ),
    key(
        "types",
        Value::Nodes(Place::Type),
        "The types that events share. A name begins with a capital and has letters and digits only.",
    ),
    key(
        "server",
        Value::Nodes(Place::Event),
        "The events from the server to clients, by their names on the wire.",
    ),
    key(
        "client",
        Value::Nodes(Place::Event),
        "The events from clients to the server, by their names on the wire.",
    ),
    key(
        "desktop",
        Value::Nodes(Place::Desktop),
        "Events that only the desktop app sends to its page. The key is the whole Tauri name; the payload travels alone.",
    ),
    key("reserved", Value::Section(&RESERVED), "Names that may not be used again."),
    key(
        "outputs",
        Value::Section(&OUTPUTS),
        "What is generated, and where. Without it: the default targets under `generated/`. First file only.",
    ),
    key(
        "lint",
        Value::Levels,
        "What `samewire check` looks for: a level for rules, or groups of them. `off`: it is not looked for; `warn`: it is told; \
         `error`: it is told, and the command fails. First file only.",
    ),
    key("allow", Value::Lints, "Rules of lint that are wrong for this file: the id of each, and the reason."),
    key(
        "breaking",
        Value::List(&Value::Section(&APPROVAL)),
        "Breaking changes that are wanted, each approved with a reason.",
    ),
];

pub const LEVELS: [Word; 3] = [
    word("off", "It is not looked for."),
    word("warn", "It is told."),
    word("error", "It is told, and `samewire check` fails."),
];

pub const TAURI: Section = Section { name: "tauri", what: "`tauri`", keys: TAURI_KEYS, required: &["event"] };

const TAURI_KEYS: &[Key] = &[
    key("event", Value::Text, "The name, in which `<name>` is the event's: `ws:<name>`."),
    key(
        "replace",
        Value::Map(&Value::Text),
        "What stands in the name for each character that Tauri refuses: `{ \".\": \"/\" }`.",
    ),
    key("payload", Value::Choice(&TAURI_PAYLOADS), "What the page gets."),
];

pub const TAURI_PAYLOADS: [Word; 3] = [
    word("text", "The frame, as a string."),
    word("object", "The frame, as an object. The default, unless the picture is `<payload>`."),
    word("alone", "The payload only. The default when the picture is `<payload>`."),
];

pub const RESERVED: Section =
    Section { name: "reserved", what: "`reserved`", keys: RESERVED_KEYS, required: &[] };

const RESERVED_KEYS: &[Key] = &[
    key("server", RESERVED_NAMES, "Names that no event of the server may have."),
    key("client", RESERVED_NAMES, "Names that no event of clients may have."),
    key("desktop", RESERVED_NAMES, "Names that no event of the desktop app may have."),
    key("types", RESERVED_NAMES, "Names that no type may have."),
];

pub const OUTPUTS: Section = Section { name: "outputs", what: "`outputs`", keys: OUTPUT_KEYS, required: &[] };

const OUTPUT_KEYS: &[Key] = &[
    key(
        "root",
        Value::Text,
        "The folder of every target that names none of its own, relative to the manifest and inside the project. \
         `generated` without it.",
    ),
    key("rust", Value::Section(&RUST), "Rust."),
    key("typescript", Value::Section(&TYPESCRIPT), "TypeScript."),
    key("tauri", Value::Section(&TAURI_TARGET), "The bridge of a Tauri desktop app."),
    key("cpp", Value::Section(&CPP), "C++."),
    key("markdown", Value::Section(&MARKDOWN), "A guide to the events for people."),
];

const DIR: Key = key(
    "dir",
    Value::Text,
    "The folder, relative to the manifest and inside the project. Without it, one named after the target in `root` \
     (`docs` for Markdown).",
);

pub const RUST: Section = Section { name: "rust", what: "`rust`", keys: &[DIR], required: &[] };

pub const TYPESCRIPT: Section =
    Section { name: "typescript", what: "`typescript`", keys: TYPESCRIPT_KEYS, required: &[] };

const TYPESCRIPT_KEYS: &[Key] = &[
    DIR,
    key(
        "transports",
        Value::List(&Value::Choice(&TRANSPORTS)),
        "The transports that are delivered with it. Without it: a WebSocket, both ends in memory, and Tauri where events \
         reach the page of a desktop app.",
    ),
    key(
        "frameworks",
        Value::List(&Value::Choice(&FRAMEWORKS)),
        "The frameworks whose glue is delivered with it; each has to be among the dependencies of the app. None without it.",
    ),
    key(
        "upgrades",
        Value::Text,
        "The TypeScript file with the functions for fields that older versions name in `by_hand`, relative to the manifest \
         and inside the project. `upgrades.ts` without it.",
    ),
];

pub const TRANSPORTS: [Word; 3] = [
    word("websocket", "A WebSocket."),
    word("tauri", "The events of a Tauri app."),
    word("memory", "Both ends in one process, for tests."),
];

pub const FRAMEWORKS: [Word; 3] = [
    word("react", "Hooks for React."),
    word("solid", "Primitives for Solid."),
    word("svelte", "Stores for Svelte."),
];

pub const TAURI_TARGET: Section =
    Section { name: "tauri_target", what: "`tauri`", keys: TAURI_TARGET_KEYS, required: &[] };

const TAURI_TARGET_KEYS: &[Key] = &[
    DIR,
    key(
        "events",
        Value::Text,
        "The module of the generated enums, as the desktop crate names it: `crate::protocol`. `crate::events` if left \
         out.",
    ),
    key(
        "windows",
        Value::List(&Value::Text),
        "The labels of the windows that listen, for the capability: `[main]` if left out. `*` stands for any.",
    ),
];

pub const CPP: Section = Section { name: "cpp", what: "`cpp`", keys: CPP_KEYS, required: &[] };

const CPP_KEYS: &[Key] = &[DIR, key("namespace", Value::Text, "The namespace of what is generated.")];

pub const MARKDOWN: Section = Section { name: "markdown", what: "`markdown`", keys: &[DIR], required: &[] };

pub const APPROVAL: Section = Section {
    name: "approval",
    what: "an approval",
    keys: APPROVAL_KEYS,
    required: &["rule", "at", "reason", "until"],
};

const APPROVAL_KEYS: &[Key] = &[
    key("rule", Value::Rule, "The rule that the change breaks, such as `FIELD_SAME_TYPE`."),
    key("at", Value::Text, "Where: `server.call_ended.duration_secs`."),
    key("reason", Value::Reason, "Why it is wanted."),
    key("until", Value::Day, "The last day of the approval: `2027-03-01`."),
];
