//! The rules. An id never gets a second meaning.

use super::{Group, Level, Rule};
use crate::diagnostic::Severity;
use crate::diagnostic::codes::{CUT_TEXT, Code, DEEP_FLOW, LATE_NAME, SECRET, UNUSED_ALLOW, UNUSED_TYPE};

/// A rule of [`check`](super::super::check), or one that is kept while a manifest is read and has a code.
macro_rules! rule {
    ($id:literal, $group:ident, $level:ident, $title:literal, $why:literal, $fix:literal) => {
        rule!(@ $id, $group, $level, $title, $why, $fix,
            &Code { id: $id, title: $title, severity: Severity::Warning, page: "" })
    };
    ($id:literal = $code:ident, $group:ident, $title:literal, $why:literal, $fix:literal) => {
        rule!(@ $id, $group, Warn, $title, $why, $fix, &$code)
    };
    (@ $id:literal, $group:ident, $level:ident, $title:literal, $why:literal, $fix:literal, $code:expr) => {
        Rule {
            id: $id,
            group: Group::$group,
            level: Level::$level,
            title: $title,
            why: $why,
            fix: $fix,
            code: $code,
        }
    };
}

/// Every rule, group by group.
pub static RULES: &[Rule] = &[
    rule!(
        "EVENT_NAME_STYLE",
        Names,
        Warn,
        "an event is written in another style than the others",
        "Somebody will listen for the name in the style of the others, and never hear it. The style is the one that most \
         names have, of server and client together and of `desktop` by itself: `snake_case`, `kebab-case`, `camelCase`, \
         `PascalCase` or `SCREAMING_SNAKE_CASE`, and what stands between the parts of a name (`:`, `/`, `://`).",
        "write the name as the others are written. Once somebody was released who knows it, that breaks them: then allow it."
    ),
    rule!(
        "FIELD_NAME_STYLE",
        Names,
        Warn,
        "a field is written in another style than the others",
        "`user_id` in one payload and `userId` in the next is how a value gets lost between two programs. The style is the one \
         that most fields of the manifest have.",
        "write the name as the others are written, or give the new name and the old one as `was`, which is read too."
    ),
    rule!(
        "TYPE_NAME_STYLE",
        Names,
        Warn,
        "a type has another name in code",
        "Code names are made of words, so that `URLInfo` becomes `UrlInfo`: who looks for the name of the manifest finds \
         nothing.",
        "write the name as it is in code. It is not on the wire."
    ),
    rule!(
        "ENUM_VALUE_STYLE",
        Names,
        Warn,
        "a value is written in another style than the others of its enum",
        "Somebody will compare with the value in the style of the others, and never find it equal.",
        "write the value as the others are written, and the old one as `was`, which is read too."
    ),
    rule!(
        "VARIANT_NAME_STYLE",
        Names,
        Warn,
        "a variant is written in another style than the others of its union",
        "Somebody will match the name in the style of the others, and never find it.",
        "write the name as the others are written, and the old one as `was`, which is read too."
    ),
    rule!(
        "ENUM_VALUE_ONE_SPELLING",
        Names,
        Warn,
        "a value is spelled in two ways",
        "`Online` in one enum and `online` in another are two values, and programs that hand one on as the other are refused.",
        "choose one spelling, or use one type in both places; `was` reads the other."
    ),
    rule!(
        "CATEGORY_ONE_SPELLING",
        Names,
        Warn,
        "a category is spelled in two ways",
        "`Calls` and `calls` are two headings in the guide, and two words for `--category` of `samewire stubs`.",
        "choose one spelling."
    ),
    rule!(
        "EVENT_HAS_DOC",
        Docs,
        Off,
        "an event without documentation",
        "The name says what the event is called. When it is sent, to whom, and what is to be done about it stands nowhere else: \
         not in the guide, and not in the editor of those who write handlers.",
        "give it a `doc` of a sentence: when it is sent, and to whom."
    ),
    rule!(
        "EVENT_HAS_CATEGORY",
        Docs,
        Warn,
        "an event without a category, where most have one",
        "The guide lists it behind all others, and `--category` of `samewire stubs` never prints its handler.",
        "give it a `category`; an included file can give one to all its events."
    ),
    rule!(
        "EVENT_HAS_EXAMPLE",
        Docs,
        Off,
        "an event with a payload and no example",
        "Examples are what people read first, and what the tests of all languages are fed with.",
        "give it a payload under `examples`, as it stands on the wire."
    ),
    rule!(
        "TYPE_HAS_DOC",
        Docs,
        Off,
        "a type without documentation",
        "A type is shared: its documentation stands beside each field that has it.",
        "give it a `doc` of a sentence."
    ),
    rule!(
        "FIELD_HAS_DOC",
        Docs,
        Off,
        "a field without documentation",
        "What a number counts, what an empty list means, and whose id it is, is guessed where it is not said.",
        "give it a `doc`, or a type of its own that has one."
    ),
    rule!(
        "VARIANT_HAS_DOC",
        Docs,
        Off,
        "a variant without documentation",
        "A variant is to a union what an event is to a protocol.",
        "give it a `doc` of a sentence."
    ),
    rule!(
        "TYPE_USED" = UNUSED_TYPE,
        Types,
        "a type that nothing uses",
        "No event uses the type, neither itself nor through another type. Code is generated that nobody calls.",
        "leave it out."
    ),
    rule!(
        "ID_HAS_TYPE",
        Types,
        Warn,
        "ids that are plain texts or integers",
        "`session_id: string` in ten places says ten times that it is a text, and nowhere what it names. With a type of its own \
         it is said once, it is documented once, and changes once. An id that stands in one place only is not looked at.",
        "declare a type (`SessionId: string`) and use it everywhere; for a UUID there is `uuid`. On the wire nothing changes."
    ),
    rule!(
        "ID_SAME_TYPE",
        Types,
        Warn,
        "one id, two types",
        "`user_id` is a `uuid` in one event and a `string` in another: one of them is wrong, or nobody can compare them. \
         Where there is a type `UserId`, a `user_id` has it.",
        "write the type that the others have."
    ),
    rule!(
        "JSON_HAS_TYPE",
        Types,
        Warn,
        "open JSON where a type is known",
        "`message: json` is checked by nobody, though the manifest knows what a `Message` is. A field that is missing in it is \
         found by those who read it.",
        "write the type. For some of its fields there is `partial<Message>`."
    ),
    rule!(
        "TIME_HAS_TYPE",
        Types,
        Warn,
        "a time that is a plain text or number",
        "Whether `sent_at: i64` counts seconds or milliseconds, and which of the formats of dates a text has, is guessed by \
         each program for itself.",
        "write `timestamp` (RFC 3339), `timestamp<ms>` or `timestamp<s>`, whichever it is on the wire."
    ),
    rule!(
        "DURATION_HAS_UNIT",
        Types,
        Warn,
        "a length of time without a unit",
        "Some will take `timeout: u32` for seconds, and others for milliseconds.",
        "put the unit into the name (`timeout_ms`), or say it in the `doc`."
    ),
    rule!(
        "PAYLOAD_NOT_DEEP",
        Shapes,
        Warn,
        "a payload of objects in objects in objects in objects in objects",
        "Whoever handles the event has to ask at each step whether something is there, and every level is one more that can \
         change. Events tell what has happened; they are no documents.",
        "send ids in place of objects that the receiver knows, or lift what is needed to the top."
    ),
    rule!(
        "SHAPE_NOT_REPEATED",
        Shapes,
        Warn,
        "one shape, written twice",
        "Two enums or objects that are written in place are two types in code, though they are the same: a function that takes \
         one does not take the other, and a value that comes to one is missing in the other.",
        "declare it under `types`, and use it in both places. On the wire nothing changes."
    ),
    rule!(
        "SERVER_SECRET_SENSITIVE" = SECRET,
        Secrets,
        "a secret that goes to clients",
        "A field of a server event is called like a secret and is not marked `sensitive`. Servers should not send passwords and \
         tokens back.",
        "leave it out, or mark it `sensitive: true`, which keeps it out of debug output, error texts and examples."
    ),
    rule!(
        "CLIENT_SECRET_SENSITIVE",
        Secrets,
        Warn,
        "a secret from clients that logs would show",
        "A field of a client event is called like a secret and is not marked `sensitive`. A server that logs what it received \
         logs the password too.",
        "mark it `sensitive: true`, which keeps it out of debug output, error texts and examples."
    ),
    rule!(
        "DEPRECATED_NOT_OVERDUE",
        Change,
        Warn,
        "something deprecated whose last day is over",
        "`deprecated: { until: 2027-03-01 }` promised that it would be gone. The day is compared with today, which is that of \
         UTC, or with `--as-of`; what is generated never depends on it.",
        "take it away, after `samewire breaking` has told whom that harms, or choose a later day."
    ),
    rule!(
        "DEPRECATED_SAYS_WHAT_INSTEAD",
        Change,
        Warn,
        "something deprecated that says neither why nor what to use",
        "Whoever sees the warning of the compiler has to ask somebody what to write.",
        "name the sibling to use (`use`), or give a `reason`."
    ),
    rule!(
        "APPROVAL_NOT_OVERDUE",
        Change,
        Warn,
        "an approval whose last day is over",
        "From that day on the change that it approved breaks again, in the next merge request of somebody else.",
        "take it away, if the change was released; else look at it again and give it a later day."
    ),
    rule!(
        "SERVER_ENUM_OPEN",
        Change,
        Off,
        "a closed enum or union that goes to clients",
        "A client that was released before a value was added refuses the whole event. It is off without a word in the manifest: \
         a page that its server ships knows all values.",
        "mark it `open: true`, which keeps values that are not known."
    ),
    rule!(
        "TEXT_NOT_CUT" = CUT_TEXT,
        Text,
        "a text that was probably cut",
        "A plain text ends where a space and `#` begin a comment.",
        "put the text in quotes, or the comment on a line of its own."
    ),
    rule!(
        "FLOW_NOT_DEEP" = DEEP_FLOW,
        Text,
        "flow style inside flow style",
        "Flow style (`{ }`, `[ ]`) inside flow style inside flow style is hard to read.",
        "write the outer one as a block."
    ),
    rule!(
        "NAME_BEFORE_PAYLOAD" = LATE_NAME,
        Text,
        "a picture with the payload before the name",
        "Readers must keep the payload aside until they know what it is.",
        "put the name first."
    ),
    rule!(
        "ALLOW_USED" = UNUSED_ALLOW,
        Text,
        "an `allow` that allows nothing",
        "The rule finds nothing there, so the exception is none any more. One that stays behind hides the next finding.",
        "leave the entry out."
    ),
];
