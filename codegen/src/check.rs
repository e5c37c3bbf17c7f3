//! What must hold for a model as a whole; one function for each rule.

mod answers;
mod cpp;
pub(crate) mod cycles;
mod defaults;
mod enums;
mod expansion;
mod frames;
mod recursion;
mod replies;
mod rust;
pub(crate) mod secrets;
pub(crate) mod spread;
mod sticky;
mod types;
mod typescript;
mod unsupported;
mod usage;
pub(crate) mod walk;

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use crate::manifest::File;
use crate::resolve::Resolved;
use crate::source::Span;

pub use frames::beside_payload;
pub use recursion::recursion;
pub use spread::payload_names;

/// Checks a model, and what the manifest has that is not part of it.
pub fn check(resolved: &Resolved, files: &[File], diagnostics: &mut Diagnostics) {
    let model = &resolved.model;
    if resolved.finite {
        expansion::check_extents(model, diagnostics);
        types::check_types(model, files, diagnostics);
        enums::check_patterns(model, diagnostics);
        defaults::check_ends(model, diagnostics);
        spread::check_spreads(model, diagnostics);
        frames::check_payloads(model, diagnostics);
        frames::check_events_inside(model, diagnostics);
        answers::check_error(model, files, diagnostics);
        sticky::check_paths(model, files, diagnostics);
        typescript::check_aliases(model, diagnostics);
    }
    enums::check_numbers(model, diagnostics);
    replies::check_replies(model, files, diagnostics);
    rust::check_names(model, diagnostics);
    typescript::check_names(model, diagnostics);
    cpp::check(model, files, diagnostics);
    secrets::check_secrets(model, diagnostics);
    unsupported::refuse(model, diagnostics);
    drop_consequences(&resolved.refused_pictures, diagnostics);
    // What is used is not known while something is wrong.
    if diagnostics.errors() == 0 {
        usage::check_types(model, files, diagnostics);
    }
}

/// What may be said of a picture only because it is malformed.
const OF_PICTURES: &[&Code] = &[
    &codes::NOT_SUPPORTED_YET,
    &codes::MEMBER_TAKEN,
    &codes::AMBIGUOUS_PICTURES,
    &codes::SPREAD_PAYLOAD,
    &codes::ERROR_ANSWER,
];

/// A malformed picture was refused for what it is; nothing else is said about it.
fn drop_consequences(refused: &HashSet<Span>, diagnostics: &mut Diagnostics) {
    if refused.is_empty() {
        return;
    }
    let about = |diagnostic: &Diagnostic| {
        let places = diagnostic.secondary.iter().map(|(span, _)| *span).chain(diagnostic.span());
        OF_PICTURES.contains(&diagnostic.code) && places.into_iter().any(|place| refused.contains(&place))
    };
    diagnostics.retain(|diagnostic| !about(diagnostic));
}
