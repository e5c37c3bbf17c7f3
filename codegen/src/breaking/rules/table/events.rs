//! Rules about the protocol's name, events and their versions.

use super::super::{Group, Rule};
use super::{ALL, SOURCE, WIRE, WIRE_REPLAY};

pub const RULES: &[Rule] = &[
    Rule {
        id: "PROTOCOL_SAME_NAME",
        group: Group::Protocol,
        title: "the protocol has another name",
        why: "The name is not on the wire; what is derived from it in code changes.",
        safe: "keep the name, or change it together with the code that uses it.",
        levels: SOURCE,
    },
    Rule {
        id: "EVENT_NO_DELETE",
        group: Group::Events,
        title: "an event is gone",
        why: "Who was released before still sends it, or waits for it. A server refuses a client event \
              that it no longer knows; a client that waits for a server event waits for ever.",
        safe: "mark it `deprecated`, and remove it when no release that uses it is left; then put its \
              name under `reserved`.",
        levels: ALL,
    },
    Rule {
        id: "EVENT_SAME_NAME",
        group: Group::Events,
        title: "an event has another name",
        why: "Who knows only the other name takes the event for an unknown one, or refuses it. `was` \
              lets new readers know the old name; readers that are older do not know the new one.",
        safe: "add an event with the new name and send both, until no release is left that knows only \
              the old one. For another name in code alone, write the code name as the key and the wire \
              name as `wire`.",
        levels: ALL,
    },
    Rule {
        id: "EVENT_SAME_DIRECTION",
        group: Group::Events,
        title: "an event goes the other way",
        why: "Each side knows the events that come to it and those that it sends. An event that comes \
              from the wrong side is an unknown one.",
        safe: "add an event for the other direction, which may have the same name, and keep this one \
              until no release uses it.",
        levels: ALL,
    },
    Rule {
        id: "EVENT_SAME_PAYLOAD",
        group: Group::Events,
        title: "an event carries something else",
        why: "An object where a list was expected, or something where there was nothing, is refused.",
        safe: "give the event a new `version` and keep this shape under `versions`, or add another \
              event.",
        levels: ALL,
    },
    Rule {
        id: "EVENT_SAME_FRAME",
        group: Group::Events,
        title: "an event is framed in another picture",
        why: "Who expects the old picture does not find the event in the new one.",
        safe: "add another event that is framed in the new way, and keep this one.",
        levels: ALL,
    },
    Rule {
        id: "EVENT_SAME_REPLY",
        group: Group::Events,
        title: "a client event is answered by something else",
        why: "An app that was released before waits for the old answer; one that is newer than its \
              server waits for the new one.",
        safe: "add another client event with the new answer.",
        levels: WIRE_REPLAY,
    },
    Rule {
        id: "EVENT_SAME_DELIVERY",
        group: Group::Events,
        title: "less is promised about delivery",
        why: "Code that was written for every event, or for events that survive a crash, meets gaps \
              that it was promised not to meet.",
        safe: "keep the promise for this event, and add another one for what may be lost.",
        levels: WIRE,
    },
    Rule {
        id: "EVENT_SAME_AUDIENCE",
        group: Group::Events,
        title: "an event is for others than before",
        why: "Clients that got the event no longer get it, or clients get it for whom it was not \
              meant.",
        safe: "add another event for the other audience.",
        levels: WIRE,
    },
    Rule {
        id: "EVENT_SAME_STICKY",
        group: Group::Events,
        title: "what is kept for those who come later is no longer so",
        why: "An app that connects counts on the last event that was kept, and shows nothing without \
              it.",
        safe: "keep it sticky until no release counts on it.",
        levels: WIRE,
    },
    Rule {
        id: "EVENT_STAYS_IDEMPOTENT",
        group: Group::Events,
        title: "an event is no longer idempotent",
        why: "Apps that were released before may send the event twice when they are not sure that it \
              came, for they were told that this does no harm.",
        safe: "add another client event that may be sent only once.",
        levels: WIRE,
    },
    Rule {
        id: "EVENT_SAME_TAURI_NAME",
        group: Group::Events,
        title: "an event has another Tauri name",
        why: "The app's Rust and the page inside it are one release and agree. A page that is loaded \
              from elsewhere, or that listens to the name by hand, hears nothing.",
        safe: "keep the name, or ship it in a release in which nothing listens to the old one.",
        levels: WIRE,
    },
    Rule {
        id: "VERSION_NO_DELETE",
        group: Group::Versions,
        title: "an older version is no longer read",
        why: "Frames of that version become unknown events. Somebody still sends them: whoever has the \
              previous manifest, or an older one.",
        safe: "count the frames of that version where they come in, and take the version away when \
              there are none.",
        levels: ALL,
    },
    Rule {
        id: "VERSION_NO_DECREASE",
        group: Group::Versions,
        title: "the version of an event is lower than before",
        why: "A number stands for one shape for ever: who knows the other shape of that number would \
              read the frame by it.",
        safe: "use the next higher number.",
        levels: ALL,
    },
    Rule {
        id: "VERSION_SAME_SHAPE",
        group: Group::Versions,
        title: "a version has another shape than it had",
        why: "Frames of an older version are out there and do not change with the manifest: what is \
              said about them must be what they were.",
        safe: "copy the older shape as it was, and make what differs a part of the newest version.",
        levels: ALL,
    },
];
