//! Rules about what all frames have, desktop apps, and names that may not come back.

use super::super::{Group, Rule};
use super::{ALL, WIRE, WIRE_REPLAY};

pub const RULES: &[Rule] = &[
    Rule {
        id: "FRAME_SAME_PICTURE",
        group: Group::Frames,
        title: "frames look different",
        why: "Who expects the old picture finds no event in the new one: nothing at all is understood.",
        safe: "members beside the event may be added as optional ones (`id?: string`), one release \
              before they are needed. All else needs another endpoint for the new protocol.",
        levels: ALL,
    },
    Rule {
        id: "REPLY_SAME_PICTURE",
        group: Group::Frames,
        title: "replies look different",
        why: "Who expects the old picture does not find its answer.",
        safe: "add members that may be absent; all else needs another endpoint.",
        levels: WIRE_REPLAY,
    },
    Rule {
        id: "ERROR_SAME_ANSWER",
        group: Group::Frames,
        title: "a refused event is answered by something else",
        why: "An app that was refused waits for the old answer, and never learns why.",
        safe: "keep the event or the picture, and add what is new as members that may be absent.",
        levels: WIRE_REPLAY,
    },
    Rule {
        id: "CORRELATION_SAME_PATH",
        group: Group::Frames,
        title: "the request id stands elsewhere",
        why: "Answers are no longer found to belong to requests.",
        safe: "keep the path.",
        levels: WIRE,
    },
    Rule {
        id: "HEARTBEAT_SAME_EVENTS",
        group: Group::Frames,
        title: "the heartbeat is another one",
        why: "Who gets no answer to its heartbeat takes the connection for dead and opens another one, \
              again and again.",
        safe: "answer the old heartbeat as long as apps send it.",
        levels: WIRE,
    },
    Rule {
        id: "INT64_SAME_ENCODING",
        group: Group::Frames,
        title: "64-bit integers are written in another way",
        why: "A number is no text: all events with 64-bit integers are refused.",
        safe: "keep `wire.int64`, and write `string<u64>` for the fields that need it, which are new \
              ones.",
        levels: ALL,
    },
    Rule {
        id: "TAURI_SAME_NAME",
        group: Group::Tauri,
        title: "Tauri names are formed in another way",
        why: "The app's Rust and the page inside it are one release and agree. A page that is loaded \
              from elsewhere hears nothing.",
        safe: "keep the template.",
        levels: WIRE,
    },
    Rule {
        id: "TAURI_SAME_PAYLOAD",
        group: Group::Tauri,
        title: "the page of a desktop app gets another form",
        why: "The app's Rust and the page inside it are one release and agree. A page that is loaded \
              from elsewhere expects the old form.",
        safe: "keep the form.",
        levels: WIRE,
    },
    Rule {
        id: "RESERVED_NO_DELETE",
        group: Group::Reserved,
        title: "a name is no longer reserved",
        why: "Nothing breaks yet. But what old releases and stored events mean by the name can now be \
              given another meaning without a word.",
        safe: "keep the name under `reserved`: it costs nothing.",
        levels: WIRE_REPLAY,
    },
    Rule {
        id: "RESERVED_NO_REUSE",
        group: Group::Reserved,
        title: "a reserved name is used again",
        why: "What was once written under the name is read as what it means now.",
        safe: "choose another name.",
        levels: ALL,
    },
];
