//! What warnings are called where a manifest allows them.

use super::Code;
use super::codes::{CUT_TEXT, DEEP_FLOW, LATE_NAME, SECRET, UNUSED_TYPE};

/// The id of each warning that `allow` takes.
pub const LINTS: &[(&str, &Code)] = &[
    ("unused_type", &UNUSED_TYPE),
    ("secret_not_sensitive", &SECRET),
    ("cut_text", &CUT_TEXT),
    ("deep_flow", &DEEP_FLOW),
    ("late_name", &LATE_NAME),
];

/// The id of a warning, if `allow` takes it.
pub fn id(code: &Code) -> Option<&'static str> {
    LINTS.iter().find(|(_, known)| *known == code).map(|(id, _)| *id)
}
