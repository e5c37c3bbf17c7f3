//! Breaking changes that are wanted.

use crate::source::Span;

/// An entry of `breaking`.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// The rule that the change breaks, one of [`BREAKING_RULES`].
    pub rule: String,
    /// What changes, as a path: `server.call_ended.duration_secs`.
    pub at: String,
    /// Why it is wanted.
    pub reason: String,
    /// The last day of the approval, as `2027-03-01`.
    pub until: String,
    /// Where it stands.
    pub span: Span,
}

/// The rules that a change can break. An id never gets a second meaning; `breaking::rules` says what each is for.
pub const BREAKING_RULES: &[&str] = &[
    "PROTOCOL_SAME_NAME",
    "EVENT_NO_DELETE",
    "EVENT_SAME_NAME",
    "EVENT_SAME_DIRECTION",
    "EVENT_SAME_PAYLOAD",
    "EVENT_SAME_FRAME",
    "EVENT_SAME_REPLY",
    "EVENT_SAME_DELIVERY",
    "EVENT_SAME_AUDIENCE",
    "EVENT_SAME_STICKY",
    "EVENT_STAYS_IDEMPOTENT",
    "EVENT_SAME_TAURI_NAME",
    "VERSION_NO_DELETE",
    "VERSION_NO_DECREASE",
    "VERSION_SAME_SHAPE",
    "FIELD_NO_DELETE",
    "FIELD_SAME_NAME",
    "FIELD_SAME_TYPE",
    "FIELD_NO_NARROWER_TYPE",
    "FIELD_NO_WIDER_TYPE",
    "FIELD_NO_NEW_REQUIRED",
    "FIELD_SAME_PRESENCE",
    "FIELD_SAME_DEFAULT",
    "FIELD_SAME_SPREAD",
    "ENUM_VALUE_NO_DELETE",
    "ENUM_VALUE_NO_ADD",
    "ENUM_VALUE_SAME_NAME",
    "ENUM_STAYS_OPEN",
    "ENUM_SAME_REPR",
    "FLAG_NO_DELETE",
    "FLAG_SAME_VALUE",
    "FLAG_SAME_NAME",
    "UNION_VARIANT_NO_DELETE",
    "UNION_VARIANT_NO_ADD",
    "UNION_VARIANT_SAME_NAME",
    "UNION_VARIANT_SAME_PAYLOAD",
    "UNION_STAYS_OPEN",
    "UNION_SAME_PICTURE",
    "ALTERNATIVE_NO_DELETE",
    "ALTERNATIVE_NO_ADD",
    "ALTERNATIVE_SAME_KEYS",
    "TYPE_NO_DELETE",
    "TYPE_SAME_SHAPE",
    "FRAME_SAME_PICTURE",
    "REPLY_SAME_PICTURE",
    "ERROR_SAME_ANSWER",
    "CORRELATION_SAME_PATH",
    "HEARTBEAT_SAME_EVENTS",
    "INT64_SAME_ENCODING",
    "TAURI_SAME_NAME",
    "TAURI_SAME_PAYLOAD",
    "RESERVED_NO_DELETE",
    "RESERVED_NO_REUSE",
];
