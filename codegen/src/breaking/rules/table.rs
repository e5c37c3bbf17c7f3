//! The rules. An id never gets a second meaning.

use super::{Group, Rule};
use crate::breaking::Level::{self, Lockstep, Replay, Source, Wire};

const SOURCE: &[Level] = &[Source];
const SOURCE_REPLAY: &[Level] = &[Source, Replay];
const WIRE: &[Level] = &[Wire, Source];
const WIRE_REPLAY: &[Level] = &[Wire, Source, Replay];
/// At `lockstep`, where it concerns events that outlive a deployment.
const ALL: &[Level] = &[Wire, Source, Replay, Lockstep];

/// Every rule, group by group.
pub static RULES: &[Rule] = &[
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
    Rule {
        id: "FIELD_NO_DELETE",
        group: Group::Fields,
        title: "a field is gone",
        why: "Who was released before cannot read what has not all fields that must be there. A field \
              that may be absent can go, and what it said in stored events is lost.",
        safe: "mark it `deprecated` and keep writing it; or give the event a new `version`. When it is \
              gone, put its name under `reserved`.",
        levels: WIRE_REPLAY,
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
        title: "a field may be absent or null where it was not, or the other way about",
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
        title: "the members of a field no longer lie among its siblings, or newly do",
        why: "What was a member of the struct is one of another object, or any other member becomes a \
              field with a meaning of its own.",
        safe: "add a field that holds the object, and keep the members where they were.",
        levels: ALL,
    },
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
        levels: ALL,
    },
    Rule {
        id: "ERROR_SAME_ANSWER",
        group: Group::Frames,
        title: "a refused event is answered by something else",
        why: "An app that was refused waits for the old answer, and never learns why.",
        safe: "keep the event or the picture, and add what is new as members that may be absent.",
        levels: ALL,
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
